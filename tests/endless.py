"""Long repetitions for every function that reads prose; run by itself, so that a hang can be ended from outside."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from factsite.documents.typography import typeset
from factsite.exchanging.codes import pieces
from factsite.problems import RuleError
from factsite.prose.markdown import tags
from factsite.prose.numbers import bare_numbers, standing_numbers
from factsite.prose.parsing import MAX_BLOCK, MAX_BRACKETS, MAX_TEXT, parse
from factsite.prose.references import marked, masked, references
from factsite.records.texts import check_address

# What is repeated, and what ends it.
SEEDS = (
    *("[", "![", "]", "](", "[a](", "[a](b) ", "[a](<b ", "[a](b 'c", '[a]("', "[a][", "[a]: b\n"),
    *("[a]:\n", '[a]: "', "[^1]", "<", "<a", "<a ", "</", "<!--", "<!", "<?", "-->", "<http://a"),
    *("<a@", "<a&", "&", "&a;", "&#1", "&#x", "{{", "}}", "{{ a(", '{{ value("', '{{ value("a", '),
    *("{{ value() }}", "{{ a(b) ", "{{}}", "'", '"', '"",', "«", "» ", " :", " ;", "« ", "\u202f"),
    *("\xa0", "\u202f123", "1", "1 ", "1,", "1.", "1\u202f234", "a1", "2022-", "2022/", "a", "a "),
    *(" ", "\t", "\n", " \n", "  \n", "a\n", "\\", "\\`", "\\[", "\\*", "`", "` ", "``` ", "`a`", "|"),
    *("|a", "|`", "*", "*a ", "a* ", "**a *b ", "***a** ", "_", "_a ", "*a _b ", "#", "# a\n"),
    *("## a\n\n", "a\n=\n", "-", "- ", "- a\n", "+ ", "* - ", "1. ", "1) ", ">", "> ", "> a\n"),
    *(">> a\n> b\n", "> - ", "    a\n\n", "- - -\n", "~", "[TOC]\n\n", "art. 1, ", "art. ", "§", "§ "),
    *("art. 1 , , ", "nos. 1 and ", "art. 1 or or ", "n°", "http://", "http://a.", "www.", "mailto:"),
)
ENDS = ("", "x", "<")


def _address(text: str) -> None:
    for value in (text, f"http://{text}", f"https://a.{text}", f"https://a.org/{text}"):
        try:
            check_address(value)
        except RuleError:
            continue


def _listed(read: Callable[[str], object]) -> Callable[[str], None]:
    def run(text: str) -> None:
        found = read(text)
        for _ in found if isinstance(found, Iterator) else ():
            pass

    return run


READERS: dict[str, Callable[[str], None]] = {
    "parse": _listed(parse),
    "tags": _listed(tags),
    "bare_numbers": _listed(bare_numbers),
    "standing_numbers": _listed(standing_numbers),
    "references": _listed(references),
    "masked": _listed(masked),
    "marked": _listed(marked),
    "typeset": _listed(lambda text: typeset(text, "fr")),
    "address": _address,
    "pieces": _listed(pieces),
}


def repeated(seed: str, end: str, size: int) -> str:
    """Repeat a seed up to a size."""
    return seed * (size // len(seed)) + end


def full(seed: str) -> str:
    """The longest text that the parser takes, of the longest blocks that it takes."""
    least, most = 1, MAX_BLOCK // len(seed)
    while least < most:
        middle = (least + most + 1) // 2
        if parse((seed * middle).rstrip("\n")).whole:
            least = middle
        else:
            most = middle - 1
    block = (seed * least).rstrip("\n")
    text = "\n\n".join([block] * (MAX_TEXT // (len(block) + 2) + 1))[:MAX_TEXT]
    brackets = text.count("[")
    return text[: len(text) * (MAX_BRACKETS - 10) // brackets] if brackets > MAX_BRACKETS else text


def main() -> None:
    """Run one reader on every seed, or on each n-th from a first, and print the longest time of one text."""
    reader, (first, step) = READERS[sys.argv[1]], map(int, sys.argv[2:4] or ("0", "1"))
    worst, where = 0.0, ""
    for seed in SEEDS[first::step]:
        texts = [*(repeated(seed, end, 8_192) for end in ENDS), repeated(seed, "x", 65_536)]
        for text in [*texts, full(seed)] if sys.argv[1] == "parse" else texts:
            start = time.process_time()
            reader(text)
            took = time.process_time() - start
            if took > worst:
                worst, where = took, f"{seed!r} × {len(text)}"
    print(f"{worst:.2f} {where}")  # noqa: T201 - read by the audit


if __name__ == "__main__":
    main()
