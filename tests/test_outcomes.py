"""The outcome of a decision goes with what it does to its acts, or the check says which two don't agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from factsite.checking import check
from projects import DAY, copy_valid, lay_over

RULING = "data/decisions/ruling.yml"

AGREE = (
    ("annulled", "annulled"),
    ("annulled", "partly-annulled"),
    ("partly-annulled", "none"),
    ("suspended", "suspended"),
    ("interim-measure-granted", "suspended"),
    ("interpreted", "unlawful-in-part"),
    ("unlawful-in-part", "unlawful-in-part"),
    ("violation", "none"),
    ("dismissed", "upheld"),
    ("not-known", "upheld"),
)
DIFFER = (
    ("dismissed", "unlawful-in-part"),
    ("dismissed", "annulled"),
    ("unlawful-in-part", "upheld"),
    ("unlawful-in-part", "annulled"),
    ("suspended", "upheld"),
    ("suspended", "partly-annulled"),
    ("annulled", "suspended"),
    ("annulled", "upheld"),
    ("advice-given", "annulled"),
    ("violation", "annulled"),
    ("no-violation", "unlawful-in-part"),
    ("not-known", "suspended"),
)


@pytest.mark.parametrize(("outcome", "effect"), [*AGREE, *DIFFER], ids="-with-".join)
def test_an_outcome_goes_with_the_effects(tmp_path: Path, outcome: str, effect: str) -> None:
    content = copy_valid(tmp_path)
    lay_over("outcome-effect", content)
    path = content / RULING
    text = path.read_text(encoding="utf-8")
    text = text.replace("outcome: dismissed", f"outcome: {outcome}").replace("effect: suspended", f"effect: {effect}")
    path.write_text(text, encoding="utf-8")
    told = [
        (problem.line, str(problem.message)) for problem in check(content, DAY)[1] if problem.rule == "outcome-effect"
    ]
    message = f"the outcome is “{outcome}”, and under “acts” the effect is “{effect}”"
    assert told == ([] if (outcome, effect) in AGREE else [(11, message)])
