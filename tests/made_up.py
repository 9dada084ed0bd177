"""Made-up records for the benchmark: as facts and words for factsite, and as hand-written Markdown for plain MkDocs."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from factsite.charting.drawing import draw
from factsite.charting.frame import SMALL, WIDE
from factsite.charting.shape import shapes
from factsite.charting.speech import Speech
from factsite.localising.language import language
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.records.slices import slices

LANGUAGES = ("en", "fr", "nl")
FIXTURES = Path(__file__).resolve().parent / "fixtures" / "valid"
# Shares of the kinds, as on the real site.
SHARES = {"figures": 35, "legislation": 25, "decisions": 12, "fact-checks": 10, "explained": 8, "organisations": 10}
WORDS = [
    "office",
    "person",
    "permit",
    "year",
    "decision",
    "appeal",
    "family",
    "reception",
    "minister",
    "court",
    "city",
    "region",
    "centre",
    "request",
    "child",
    "law",
    "decree",
    "number",
    "source",
    "country",
    "arrival",
    "return",
    "month",
    "place",
    "answer",
    "status",
    "right",
    "residence",
    "work",
    "study",
]
COMMON = """themes: [{theme}]
published: 2026-01-10
changed: 2026-02-{day:02d}
sources:
  - {{source: survey-2022, section: "{n}"}}
"""
STEPS = """act: law
level: federal
date: {day}
steps:
  - {{step: published, date: {day}, source: survey-2022}}
"""
RULING = """body: court
form: judgment
date: {day}
outcome: dismissed
acts:
  - {{act: act, effect: none}}
"""


@dataclass
class Made:
    """One record: its kind, number, texts per language, links to others, and for figures its values."""

    kind: str
    number: int
    paragraphs: dict[str, list[str]]
    links: list[str]
    values: list[tuple[int, int]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The identifier."""
        return f"{self.kind.rstrip('s')}-{self.number}"

    def title(self, language: str) -> str:
        """The title in a language."""
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(self.number))
        return f"{self.kind} {letters} ({language})"


def make(count: int) -> list[Made]:
    """Make records of all kinds in their shares, always the same for the same count."""
    chance = random.Random(count)  # noqa: S311 - made-up texts
    kinds = [kind for kind, share in SHARES.items() for _ in range(count * share // 100)]
    kinds += ["figures"] * (count - len(kinds))
    records: list[Made] = []
    for number, kind in enumerate(kinds):
        paragraphs = {code: [_paragraph(chance) for _ in range(6 if kind == "explained" else 3)] for code in LANGUAGES}
        links = [f"{other.kind}/{other.id}" for other in chance.sample(records, min(3, len(records)))]
        values = [(2000 + year, chance.randrange(1000, 99000)) for year in range(24)] if kind == "figures" else []
        records.append(Made(kind, number, paragraphs, links, values))
    return records


def _paragraph(chance: random.Random) -> str:
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(4)]
    return " ".join(sentences)


def write_factsite(records: list[Made], content: Path) -> None:
    """Write the records as a content folder around the small valid site."""
    shutil.copytree(FIXTURES, content)
    for record in records:
        path = content / "data" / record.kind / f"{record.id}.yml"
        path.write_text(_facts(record), encoding="utf-8")
        for code in LANGUAGES:
            (content / code / record.kind / f"{record.id}.md").write_text(_words(record, code), encoding="utf-8")


def _facts(record: Made) -> str:
    common = COMMON.format(
        theme="asylum" if record.number % 2 else "return", day=record.number % 28 + 1, n=record.number
    )
    if record.kind == "figures":
        rows = "".join(f"  - {{period: {year}, value: {value}}}\n" for year, value in record.values)
        return common + (
            "unit: persons\nmeasures: flow\nfrequency: annual\norganisation: office\nnext_update: not-announced\n"
            f"bounds: {{min: 0, max: 100000}}\nsource: survey-2022\nobservations:\n{rows}"
        )
    day = f"20{record.number % 20 + 5:02d}-03-01"
    return (
        common
        + {
            "legislation": STEPS.format(day=day),
            "decisions": RULING.format(day=day),
            "fact-checks": (
                'claimant: office\nclaim: {language: en, text: "A claim."}\nclaimed_in: {source: survey-2022}\n'
                f"claimed: {day}\nverdict: supported\nevidence:\n  - {{source: survey-2022}}\nchecked: 2026-01-10\n"
            ),
            "explained": "organisations: [office]\n",
            "organisations": "type: ngo\nlevel: federal\n",
        }[record.kind]
    )


def _words(record: Made, code: str) -> str:
    extra = {
        "figures": "counted: What is counted.\nnot_counted: What isn’t.\nlimits: What it doesn’t tell.\n",
        "legislation": f"official_title: {record.title(code)}\n",
    }.get(record.kind, "")
    if record.kind == "fact-checks" and code != "en":
        extra = "claim: The claim, translated.\n"
    body = list(record.paragraphs[code])
    body[0] += ' {{ cite("survey-2022", section="1") }} {{ term("applicant") }}'
    if record.kind == "figures":
        body[1] += ' {{ value("2022") }} {{ change("2021", "2022") }}'
    body.append(" ".join(f'{{{{ link("{link}") }}}}' for link in record.links))
    heads = "" if record.kind != "explained" else "## Head\n\n"
    return (
        f"---\ntitle: {record.title(code)}\nslug: {record.id}\nsummary: {body[2][:80].rstrip(' .')}.\n{extra}---\n"
        + heads
        + "\n\n".join(body)
        + "\n"
    )


def write_plain(records: list[Made], docs: Path, charts: dict[str, str]) -> None:
    """Write the same pages by hand, as Markdown with everything that a factsite page shows, charts included."""
    by_path = {f"{record.kind}/{record.id}": record for record in records}
    incoming: dict[str, list[str]] = {path: [] for path in by_path}
    for path, record in by_path.items():
        for link in record.links:
            incoming[link].append(path)
    for code in LANGUAGES:
        (docs / code).mkdir(parents=True)
        (docs / code / "index.md").write_text("# Home\n\nA site.\n", encoding="utf-8")
        for kind in SHARES:
            (docs / code / kind).mkdir()
            rows = [f"- [{r.title(code)}]({r.id}.md): {r.paragraphs[code][2][:80]}." for r in records if r.kind == kind]
            (docs / code / kind / "index.md").write_text(f"# {kind}\n\n" + "\n".join(rows) + "\n", encoding="utf-8")
        for path, record in by_path.items():
            text = _page(record, code, by_path, [*record.links, *incoming[path]], charts.get(record.id, ""))
            (docs / code / f"{path}.md").write_text(text, encoding="utf-8")


def _page(record: Made, code: str, by_path: dict[str, Made], related: list[str], chart: str) -> str:
    parts = [
        f"---\ntitle: {record.title(code)}\ndescription: {record.paragraphs[code][2][:80]}.\n---",
        f"# {record.title(code)}",
    ]
    if record.values:
        parts.append(f"**{record.values[-1][1]:,} persons** {record.values[-1][0]}\n\n## The numbers")
        parts.append(
            "| Period | persons |\n|---|---:|\n" + "\n".join(f"| {y} | {v:,} |" for y, v in reversed(record.values))
        )
        parts.append(f'<figure class="chart">{chart}</figure>\n\nLowest, highest and latest value, in words.')
        parts.append("- [Table](x.csv)\n- [Data](y.csv)\n- [All](z.json)")
    parts += record.paragraphs[code]
    facts = ("Unit", "Measure", "Published", "Responsible body", "Next update", "Women and men")
    parts.append("## About\n\n| | |\n|---|---|\n" + "\n".join(f"| {fact} | value |" for fact in facts))
    parts.append("## Related\n\n" + "\n".join(f"- [{by_path[p].title(code)}](../{p}.md)" for p in related))
    parts.append(
        "## Sources\n\n1. The Office, [Survey](https://www.example.org/survey), section 1. Published: January 2023."
    )
    parts.append("Asylum\n\nOn this site since 10 January 2026; last changed on 1 February 2026.")
    return "\n\n".join(parts) + "\n"


def draw_charts(content: Path) -> dict[str, str]:
    """Draw the charts that the hand-written pages show too."""
    found, _ = read_content(content)
    figures = [(entry.id, entry.record) for entry in found.of_kind("figures") if isinstance(entry.record, Figure)]
    drawn = {}
    for name, figure in figures:
        charts = [shape for piece in slices(figure) for shape in shapes(figure, piece, {})]
        speech = Speech(language(found.languages["en"]), figure, lambda _, code: code)
        drawn[name] = "".join(draw(shape, speech, frame).svg() for shape in charts for frame in (SMALL, WIDE))
    return drawn


PLAIN_CONFIG = """site_name: Plain
site_url: https://plain.example/
theme: {name: material, font: false, features: [navigation.prune]}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: fr, name: Français, build: true}
        - {locale: nl, name: Nederlands, build: true}
markdown_extensions: [admonition, def_list, tables, {toc: {toc_depth: 2-3}}]
"""
