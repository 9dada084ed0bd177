"""Pictures that stand alone: what their words say, that none covers another, and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from boxes import clashes, texts
from factsite.charting.drawing import draw
from factsite.charting.flat import specimen
from factsite.charting.frame import PICTURE
from factsite.charting.lettering import FONTS, drawable, folded, width
from factsite.charting.picture import Caption, png, standalone
from factsite.charting.shape import ChartForm, Series, Shape, shapes
from factsite.charting.speech import Speech
from factsite.content import DimensionFacts
from factsite.records.figure import Figure, Observation
from factsite.records.slices import slices
from factsite.rendering.addresses import permanent
from factsite.rendering.figures import chart, pieces
from factsite.rendering.pictures import caption, picture
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import language
from test_charting import figure, made_up


def test_no_words_of_a_picture_cover_others_or_are_cut(model: Site, identifier: str) -> None:
    """Every chart of a figure in each language, with the words around it."""
    entry = model.content.entries[f"figures/{identifier}"]
    found = figure(identifier, model.content)
    for code in ("en", "fr", "nl"):
        view = View(model, code, entry, "")
        for drawn in (one for piece in pieces(view, found) for one in piece.charts):
            assert clashes(picture(view, found, drawn)) == [], (code, drawn.part)


def test_words_that_cover_others_are_found() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" font-size="10">'
    apart = '<text x="2" y="12">one</text><g transform="translate(2,20)"><text y="10">two</text></g>'
    assert clashes(f"{head}{apart}</svg>") == []
    assert clashes(f'{head}{apart}<text x="14" y="14">three</text></svg>') == ["“one” and “three”"]
    assert clashes(f'{head}<text x="98" y="14">three</text></svg>') == ["“three” is cut"]
    parts = '<tspan x="0" dy="-8">up</tspan><tspan x="0" dy="15">down</tspan>'
    assert clashes(f'{head}<text y="20" transform="translate(30,0)" text-anchor="end">{parts}</text></svg>') == []


@pytest.mark.parametrize(
    "periods",
    [
        ("2000", "2001", "2002", "2003", "2024"),
        ("1951", "1952", "2025"),
        ("2023-03", "2023-05"),
        ("2022-11", "2024-02"),
        ("2023-01", "2023-02"),
    ],
)
def test_years_of_an_axis_stand_apart(periods: tuple[str, ...]) -> None:
    found = figure("yearly").model_copy(update={"observations": [point(period, "12345678") for period in periods]})
    svg = shown_alone(Shape(ChartForm.LINE, (Series("", tuple(found.observations)),)), found)
    assert clashes(svg) == []
    assert len([one for one in texts(svg) if re.fullmatch(r"\w*\.? ?\d{4}", one.text)]) >= 2


@pytest.mark.parametrize("form", [ChartForm.BARS, ChartForm.LINES, ChartForm.MULTIPLES])
@pytest.mark.parametrize("value", ["12345678", "-4405", "3"])
def test_long_names_are_folded(form: ChartForm, value: str) -> None:
    found = figure("yearly")
    periods = ("2019", "2020", "2021") if form is not ChartForm.BARS else ("2021",)
    codes = ["Région de Bruxelles-Capitale et communes à facilités", "Après la détermination de l’âge", "B"]
    shape = Shape(form, tuple(Series(code, tuple(point(one, value) for one in periods)) for code in codes), "x")
    svg = shown_alone(shape, found)
    assert clashes(svg) == []
    said = " ".join(one.text for one in texts(svg))
    assert all(code in said for code in codes)


def point(period: str, value: str, status: str = "") -> Observation:
    return Observation.model_validate({"period": period, "value": value, "status": status})


def shown_alone(shape: Shape, found: Figure) -> str:
    """A chart in French whose codes are their own names, as a picture."""
    speech = Speech(language("fr"), found, lambda _, code: code)
    return standalone(draw(shape, speech, PICTURE).svg(), Caption("fr", "Titre", "", ""))


def test_the_largest_losses_are_as_large_as_gains_and_what_is_left_out_is_counted() -> None:
    codes = [f"A{n:02d}" for n in range(15)]
    values = {code: Decimal(-1000 * n if n > 12 else n) for n, code in enumerate(codes)}
    whole = made_up(codes, 1)
    parts = [one for one in whole.observations if one.codes["citizenship"] in values]
    changed = [one.model_copy(update={"value": values[one.codes["citizenship"]]}) for one in parts]

    def drawn(points: list[Observation]) -> Shape:
        found = whole.model_copy(update={"observations": points})
        by = next(piece for piece in slices(found) if piece.id == "by-citizenship")
        return shapes(found, by, {"citizenship": DimensionFacts([], True)})[0]

    bars = drawn(changed)
    assert [series.code for series in bars.series][-2:] == ["A13", "A14"]
    assert (len(bars.series), bars.of, bars.left_out) == (10, 15, True)
    assert not drawn(changed[:3]).left_out


def test_every_mark_of_a_picture_has_its_legend(model: Site) -> None:
    entry, found = model.content.entries["figures/yearly"], figure("yearly")
    view = View(model, "en", entry, "")
    drawn = chart(view, found)
    assert drawn is not None
    foot = caption(view, found, replace(drawn, open=True, gaps=True, breaks=["2015"], largest="Largest.")).foot
    for words in (
        "hollow",
        "Dashed lines mark breaks in the series: 2015.",
        "Periods without data",
        "Largest.",
        "Source:",
        "Terms of use:",
        "Version of",
        permanent("yearly"),
    ):
        assert any(words in line for line in foot), words
    assert not any("Dashed" in line for line in caption(view, found, replace(drawn, breaks=[])).foot)


def test_a_picture_says_which_part_it_shows(model: Site) -> None:
    entry, found = model.content.entries["figures/permits"], figure("permits")
    view = View(model, "en", entry, "")
    drawn = chart(view, found)
    assert drawn is not None
    assert caption(view, found, drawn).subtitle.startswith("Total")


def test_every_machine_makes_the_same_pictures(tmp_path: Path) -> None:
    """With no fonts but those that travel with the generator, and another home."""
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    made = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    bare = made | {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "LC_ALL": "C"}
    code = "import sys; sys.path.insert(0, sys.argv[1]); from test_standing_alone import same; print(same())"
    order = [sys.executable, "-c", code, str(Path(__file__).parent)]
    done = subprocess.run(order, cwd=tmp_path, env=bare, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [same()]


def same() -> str:
    """The checksum of pictures with letters of many scripts, and of a drawing."""
    found = figure("yearly")
    shape = Shape(
        ChartForm.LINES,
        tuple(Series(c, (point("2019", "1"), point("2020", "2"))) for c in ("Ελλάδα é ■", "سوريا 日本 Ω")),
        "x",
    )
    drawn = shown_alone(shape, found)
    return hashlib.sha256(drawn.encode() + png(drawn)).hexdigest()


def test_letters_are_drawn() -> None:
    with Image.open(io.BytesIO(specimen())) as found:
        dark = found.convert("RGBA").getchannel("A")
    # Ten letters and a square, each some points wide.
    assert sum(bool(dark.crop((x, 0, x + 1, dark.height)).getbbox()) for x in range(dark.width)) > dark.width / 3


def test_letters_that_the_font_lacks_are_not_taken_from_the_machine() -> None:
    assert drawable("Région Ελλάδα Україна −5 %\u202f■") == "Région Ελλάδα Україна −5 %\u202f■"
    assert drawable("a 日本") == "a □□"
    assert folded("one two three", width("one two", 10) + 0.1, 10) == ["one two", "three"]
    assert folded("unparted", 1, 10) == ["unparted"]
    assert FONTS.joinpath("OFL.txt").read_text(encoding="utf-8").startswith("Copyright")
