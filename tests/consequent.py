"""A rate for the small site, of which a part can be revised."""

from __future__ import annotations

SHARE = (
    "themes: [asylum]\npublished: 2026-01-10\nchanged: 2026-02-01\nunit: percent\nmeasures: rate\n"
    "frequency: annual\norganisation: office\nnext_update: not-announced\nbounds: {min: 0, max: 100}\n"
    "ratio: {numerator: {figure: applicants, codes: {sex: F}}, denominator: {figure: applicants}}\n"
)
WORDS = "---\ntitle: Share\nslug: share\nsummary: Text.\ncounted: Text.\nnot_counted: Text.\n---\nText.\n"
