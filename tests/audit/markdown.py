"""Nothing alive comes from Markdown, and no text keeps its readers busy: generated texts by the ten thousand."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import endless
import hostile
from audit.table import Effort, Row
from projects import copy_valid

TRIES = 20_000
# Whole pages are drawn for one in so many of the texts that pass.
WHOLE = 20
REPETITIONS = 4_000
LIMIT = 2.0


def nothing_alive(effort: Effort) -> Iterator[Row]:
    """Texts of the hostile grammar, half of them damaged: refused, or their HTML holds nothing that lives."""
    chance = random.Random(20261121)
    held = passed = 0
    tries = effort.of(TRIES)
    with tempfile.TemporaryDirectory() as folder:
        trial = hostile.Trial(copy_valid(Path(folder)))
        for _ in range(tries):
            text = hostile.body(chance.choice, chance.randint(1, 3))
            if chance.random() < 0.5:
                text = _damaged(text, chance)
            if trial.problems(text):
                held += 1
                continue
            passed += 1
            faults = list(trial.faults())
            if passed % WHOLE == 0:
                trial.document()
            held += not faults
            if faults:
                print(f"alive: {text!r}: {faults[:3]}")
    yield Row("nothing alive from Markdown", tries, held, f"{passed:,} passed the check and were rendered")


def no_text_hangs(effort: Effort) -> Iterator[Row]:
    """Mixed repetitions up to 100 KB: each reader of prose answers within two seconds of processor time."""
    chance = random.Random(20261121)
    tries = effort.of(REPETITIONS)
    held, worst, where = 0, 0.0, ""
    for _ in range(tries):
        text = _repetition(chance)
        for name, reader in endless.READERS.items():
            start = time.process_time()
            reader(text)
            took = time.process_time() - start
            if took > worst:
                worst, where = took, f"{name}, {len(text):,} characters of {text[:12]!r}"
            if took > LIMIT:
                print(f"{took:.1f} s: {name}: {text[:60]!r}")
                break
        else:
            held += 1
    yield Row("no text keeps a reader busy", tries, held, f"worst {worst:.2f} s ({where})")


def _damaged(text: str, chance: random.Random) -> str:
    signs = list(text)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(signs) + 1)
        if chance.random() < 0.5 and place < len(signs):
            del signs[place]
        else:
            signs.insert(place, chance.choice("[]()<>!&;#\\`*_|:\"' \t\n-=+"))
    return "".join(signs)


def _repetition(chance: random.Random) -> str:
    seed = "".join(chance.choice(endless.SEEDS) for _ in range(chance.randint(1, 4)))
    if chance.random() < 0.5:
        return endless.full(seed)
    return endless.repeated(seed, chance.choice(endless.ENDS), chance.choice((8_192, 65_536, 100_000)))
