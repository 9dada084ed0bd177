"""The fonts of the site from Source Sans 3: two for pages, which vary in weight, two for pictures and documents.

Run by ``make fonts``, and only when a new version is taken or letters are missing: what it makes is committed. Adobe
reserves the name “Source” for what it publishes itself (SIL Open Font License 1.1, clause 3), so ours has another.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "node_modules" / "source-sans"
GENERATOR = HERE.parents[1] / "hooks" / "factsite"
PICTURES = GENERATOR / "charting" / "fonts"
WEB = GENERATOR / "theme" / "assets" / "factsite-sans.woff2"
WEB_MORE = GENERATOR / "theme" / "assets" / "factsite-sans-more.woff2"
FAMILY = "Factsite Sans"
REGULAR, BOLD = 400, 700
# Of the OpenType features only what draws letters rightly; the digits are of one width by themselves.
FEATURES = ["kern", "mark", "ccmp", "locl", "liga"]
# What three languages and the signs of their texts need, with arrows and signs of comparison: every page asks for it.
PAGES = [
    *((0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x178, 0x178), (0x2009, 0x2009), (0x2010, 0x2015)),
    *((0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A)),
    *((0x20AC, 0x20AC), (0x2190, 0x2193), (0x2195, 0x2195), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260)),
    *((0x2264, 0x2265), (0x25B2, 0x25B2), (0x25BC, 0x25BC), (0x2713, 0x2713)),
]
# The accents of the rest of Europe, for names: a page asks for them when it has one (unicode-range in base.css).
MORE = [(0x100, 0x130), (0x132, 0x151), (0x154, 0x177), (0x179, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E)]
# Names of people and places also in Greek and Cyrillic.
DRAWN = [*PAGES, *MORE, (0x25A0, 0x25FF), (0x180, 0x24F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF)]
# Entries of the table of names that hold the family's name or are made from it.
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
_KEPT = [0, _FAMILY, _STYLE, _UNIQUE, _FULL, 5, _POSTSCRIPT, 13, 14]


def made(weights: int | tuple[int, int], letters: list[tuple[int, int]], style: str) -> TTFont:
    """A font with these letters only, of one weight or of all between two, under our own name."""
    font = TTFont(PACKAGE / "VF" / "SourceSans3VF-Upright.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features, options.hinting, options.name_IDs = FEATURES, False, _KEPT
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in letters for code in range(first, last + 1)])
    subsetter.subset(font)
    # Loaded again: the table of variations is read when it is needed, by names that are no longer there.
    between = HERE / "node_modules" / ".subset.ttf"
    font.save(between)
    font = instantiateVariableFont(TTFont(between, recalcTimestamp=False), {"wght": weights})
    between.unlink()
    if "fvar" in font:
        # Its named weights carry the reserved name; style sheets ask by number.
        font["fvar"].instances = []
    names = {_FAMILY: FAMILY, _STYLE: style, _FULL: f"{FAMILY} {style}", _POSTSCRIPT: f"FactsiteSans-{style}"}
    for which, name in {**names, _UNIQUE: names[_POSTSCRIPT]}.items():
        font["name"].setName(name, which, 3, 1, 0x409)
    for record in [one for one in font["name"].names if one.nameID not in _KEPT and one.nameID != _axis(font)]:
        font["name"].names.remove(record)
    return font


def _axis(font: TTFont) -> int | None:
    """The entry that names the axis of weights."""
    return font["fvar"].axes[0].axisNameID if "fvar" in font else None


def main() -> None:
    """Write all of them, and their licence."""
    for path, letters in ((WEB, PAGES), (WEB_MORE, MORE)):
        web = made((REGULAR, BOLD), letters, "Regular")
        # The widths between two weights follow from the outlines' variations too (OpenType: HVAR is optional).
        del web["HVAR"]
        web.flavor = "woff2"
        web.save(path)
    for weight, style in ((REGULAR, "Regular"), (BOLD, "Bold")):
        made(weight, DRAWN, style).save(PICTURES / f"FactsiteSans-{style}.ttf")
    (PICTURES / "OFL.txt").write_text((PACKAGE / "LICENSE.md").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
