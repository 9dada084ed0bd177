"""The style sheet: colours stand in its variables only, no rule or variable twice, no class that nothing uses."""

from __future__ import annotations

import fnmatch
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest

from factsite.rendering.environment import THEME
from factsite.rendering.style import style_sheets
from projects import ROOT

SHEET = "".join(style_sheets().values())
DARK = (THEME / "assets" / "dark.css").read_text(encoding="utf-8")
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (THEME / "templates").glob("*.html")}
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((THEME / "assets").glob("*.js")))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "hooks").rglob("*.py")))
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")))
# The properties that take a colour, and the words in them that name none.
COLOURED = re.compile(
    r"color|.+-color|background|border(?:-(?:top|right|bottom|left|block|inline))?|outline|fill|stroke|.+-shadow"
    r"|text-decoration"
)
NO_COLOUR = {"solid", "dotted", "underline", "none", "transparent", "currentcolor", "inherit"}
FUNCTION = re.compile(r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(", re.IGNORECASE)
HEX = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w(-])", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet: the conditions around it, its selectors, its declarations."""

    around: str
    selectors: str
    declarations: tuple[tuple[str, str], ...]


def rules(css: str, around: str = "") -> Iterator[Rule]:
    """Read a style sheet: nested blocks, strings and comments; enough for one written by hand."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    position = 0
    while (start := css.find("{", position)) >= 0:
        depth, end = 1, start + 1
        while depth:
            quoted = re.compile(r"\"[^\"]*\"|'[^']*'").match(css, end)
            depth += 0 if quoted else {"{": 1, "}": -1}.get(css[end], 0)
            end = quoted.end() if quoted else end + 1
        head, body = " ".join(css[position:start].split()), css[start + 1 : end - 1]
        if head.startswith("@"):
            yield from rules(body, f"{around} {head}".strip())
        else:
            yield Rule(around, head, tuple(declarations(body)))
        position = end


def declarations(body: str) -> Iterator[tuple[str, str]]:
    """The properties of a rule with their values; a semicolon in a string or in brackets parts nothing."""
    for piece in re.findall(r"(?:\"[^\"]*\"|'[^']*'|\([^)]*\)|[^;\"'(])+", body):
        name, colon, value = piece.partition(":")
        if colon:
            yield name.strip(), " ".join(value.split())


def typed_colours(css: str) -> list[str]:
    """Every colour that a rule names itself instead of by a variable."""
    found = []
    for rule in rules(css):
        for name, value in rule.declarations if rule.selectors != ":root" else ():
            bare = re.sub(r"\"[^\"]*\"|'[^']*'|var\([^()]*\)", " ", value)
            typed = bool(HEX.search(bare) or FUNCTION.search(bare))
            if COLOURED.fullmatch(name):
                typed = typed or not {word.lower() for word in WORD.findall(bare)} <= NO_COLOUR
            found += [f"{rule.around} {rule.selectors} {{ {name}: {value} }}".strip()] if typed else []
    return found


def test_colours_stand_in_the_variables_only() -> None:
    assert typed_colours(SHEET) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { color: #fff; }",
        "a { background: White; }",
        "a { border: 1px solid rgb(0 0 0 / .5); }",
        "@media (prefers-color-scheme: dark) { a { color: red } }",
        "@media print { .top { color: #000; } }",
        "a { --own: #123456; }",
        'a::before { content: "{;}"; color: hsl(0 0% 0%); }',
        "a { box-shadow: 0 0 1px color-mix(in srgb, red, blue); }",
    ],
)
def test_a_typed_colour_is_found(css: str) -> None:
    assert typed_colours(css)


def test_a_variable_or_a_keyword_is_no_typed_colour() -> None:
    assert not typed_colours(
        ":root { --ink: #000 } a { color: var(--ink); border: 1px solid currentcolor; background: none; }"
        ' a::after { content: "red #fff"; }'
    )


def test_every_variable_is_used_and_every_used_one_is_there() -> None:
    defined = {name for rule in rules(SHEET) for name, _ in rule.declarations if name.startswith("--")}
    own = {name for name in defined if not name.startswith("--md-")}
    used = set(re.findall(r"var\((--[\w-]+)", SHEET + CODE + "".join(TEMPLATES.values())))
    drawn = {f"--c{number}" for number in range(1, 7)}
    assert own - used - drawn == set()
    assert set(re.findall(r"var\((--[\w-]+)", SHEET)) - defined == set()


def test_dark_mode_changes_only_what_light_mode_has() -> None:
    light = {name for rule in rules(SHEET) if not rule.around for name, _ in rule.declarations}
    dark = {name for rule in rules(DARK) for name, _ in rule.declarations}
    assert dark <= light
    assert [(rule.around, rule.selectors) for rule in rules(DARK)] == [("", ":root")]
    assert not any("color-scheme" in rule.around for rule in rules(SHEET))


def test_no_selector_has_two_rules_in_one_place() -> None:
    counted = Counter((rule.around, rule.selectors) for rule in rules(SHEET))
    assert [place for place, number in counted.items() if number > 1] == []


def test_room_goes_and_texts_stay(tmp_path: Path) -> None:
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "own.css").write_text('/* x */\n.own { content: " ; {" ; color: red; }\n', encoding="utf-8")
    assert '.own{content: " ; {";color: red;}' in style_sheets(tmp_path)["assets/site.css"]


def test_no_property_stands_twice_in_a_rule() -> None:
    for rule in rules(SHEET):
        counted = Counter(name for name, _ in rule.declarations)
        assert [name for name, number in counted.items() if number > 1] == [], rule.selectors


def written_classes(template: str) -> set[str]:
    """The classes that a template writes; one whose end is filled in stands with a star: ``step-*``."""
    found = set()
    for value in re.findall(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', template, re.DOTALL):
        inner = " ".join(re.findall(r'\{\{[^}]*?"([^"]*)"', value))
        plain = re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "\0", re.sub(r'\{\{ *" .*?\}\}', " ", value)))
        found |= {re.sub("\0.*", "*", word) for word in f"{plain} {inner}".split()}
    return found - {"*"}


def asked_classes(source: str) -> set[str]:
    """The classes for which scripts and tests ask, in selectors and in lists of classes."""
    found = set(re.findall(r"(?:classList\.\w+|to_have_class|have_class)\(\"([\w-]+)\"", source))
    for string in re.findall(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`", source):
        found |= set(re.findall(r"(?<![\w/])(?:[a-z]\w*)?\.([a-z][\w-]*)", string))
        found |= {word for value in re.findall(r"class=\\?[\"']([\w -]+)", string) for word in value.split()}
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_class_of_a_template_is_used_by_something(name: str) -> None:
    known = set(re.findall(r"\.([a-z][\w-]*)", "\n".join(rule.selectors for rule in rules(SHEET))))
    known |= asked_classes(SCRIPTS) | asked_classes(TESTS)
    unused = {
        one for one in written_classes(TEMPLATES[name]) if not any(fnmatch.fnmatchcase(other, one) for other in known)
    }
    assert unused == set()


def test_what_a_template_writes_as_a_class_is_read() -> None:
    template = """<p class="a{{ " b" if c }} d-{{ e.value }}{% if f %} g{% endif %}"></p>"""
    assert written_classes(template) == {"a", "b", "d-*", "g"}


def test_no_template_brings_a_style_of_its_own() -> None:
    styled = {name for name, text in TEMPLATES.items() if re.search(r"<style|\sstyle=", text)}
    assert styled == {"tool.html"}, "pages for editors and translators stand alone, without the site around them"


# How the colours look to readers without one kind of cones: Machado, Oliveira and Fernandes (2009), severity 1.
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> list[float]:
    """The light of a colour, after WCAG 2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    lights = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(light: list[float]) -> tuple[float, float, float]:
    """A colour by which distances are those that eyes see (CIE 1976)."""
    white = ((0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.08883))
    sums = [max(0.0, (a * light[0] + b * light[1] + c * light[2]) / whole) for a, b, c, whole in white]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in sums)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sheet", [SHEET, DARK])
def test_colours_of_charts_are_told_apart_by_everyone(sheet: str) -> None:
    roots = [rule for rule in rules(sheet) if rule.selectors == ":root" and not rule.around]
    named = dict(pair for rule in roots for pair in rule.declarations)
    paper = named["--paper"] if len(named["--paper"]) == 7 else "#ffffff"
    colours = [named[f"--c{number}"] for number in range(1, 7)]
    assert min(contrast(colour, paper) for colour in colours) >= 3
    for matrix in SEEN.values():
        seen = [
            lab([min(1, max(0, sum(m * c for m, c in zip(row, linear(colour), strict=True)))) for row in matrix])
            for colour in colours
        ]
        assert min(math.dist(one, other) for one, other in combinations(seen, 2)) >= 15
