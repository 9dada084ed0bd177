"""A made-up figure of as many observations as asked for: citizenships, years, sexes and ages, in a CSV."""

from __future__ import annotations

import re
import shutil
from itertools import islice, product
from pathlib import Path

from babel import Locale

from factsite.localising.names import is_country
from projects import FIXTURES

LANGUAGES = ("en", "fr", "nl")
_FACTS = """themes: [return]
published: 2026-01-10
changed: 2026-02-01
unit: persons
measures: stock
frequency: annual
organisation: office
next_update: 2027-01
bounds: {min: 0, max: 100000000}
source: survey-2022
dimensions:
  citizenship: {total: TOTAL}
  sex: {total: T}
  age: {total: TOTAL}
series: large.csv
"""
_WORDS = """---
title: By citizenship, sex and age
slug: large
summary: Text.
counted: What is counted.
not_counted: Not this.
limits: The number doesn’t say who stays.
---
Text.
"""
FIRST_YEAR = 2005
AGES = 70


def write_large(content: Path, observations: int, ages: int = 0) -> None:
    """Write the small valid site with one more figure of so many observations, the earliest years in full.

    Args:
        content: a folder that isn't there yet.
        observations: how many rows the CSV has, some 1,000,000 at most.
        ages: so many ages, with as many years as it takes; else 20 years, with as many ages as it takes.
    """
    shutil.copytree(FIXTURES / "valid", content)
    countries = sorted(code for code in map(str, Locale("en").territories) if is_country(code))[:238]
    citizenships = ["TOTAL", "EU27_2020_FOR", *countries]
    named = ["TOTAL", *(f"Y{age}" for age in range(AGES - 1))]
    years = range(FIRST_YEAR, FIRST_YEAR + 20)
    # A smaller figure has fewer ages, not fewer citizenships or years.
    room = ages or max(1, -(-observations // (len(citizenships) * len(years) * 3)))
    rows = islice(product(years, citizenships, ("T", "F", "M"), named[:room]), observations)
    folder = content / "data" / "figures"
    with (folder / "large.csv").open("w", encoding="utf-8") as file:
        file.write("period,value,status,citizenship,sex,age\n")
        file.writelines(
            f"{year},{number * 7919 % 99_991},{'p' if year == 2024 else ''},{citizenship},{sex},{age}\n"
            for number, (year, citizenship, sex, age) in enumerate(rows)
        )
    (folder / "large.yml").write_text(_FACTS, encoding="utf-8")
    path = content / "data" / "dimensions.yml"
    listed = ", ".join(named[:room])
    path.write_text(path.read_text(encoding="utf-8") + f"age: {{codes: [{listed}], total: TOTAL, ordered: true}}\n")
    for code in LANGUAGES:
        (content / code / "figures" / "large.md").write_text(_WORDS, encoding="utf-8")
        path = content / code / "labels.yml"
        names = ", ".join(f"{age}: {'Total' if age == 'TOTAL' else f'{age[1:]} y.'}" for age in named[:room])
        age = f"  age: {{name: age, codes: {{{names}}}}}\n"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("(?m)^dimensions:\n", f"dimensions:\n{age}", text), encoding="utf-8")
