"""Nothing alive comes from Markdown: hostile texts are refused, or their page holds nothing that lives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hostile
from factsite.checking.prose import markdown_is_safe
from factsite.prose.parsing import parse
from factsite.publishing.harmless import HarmfulError, Judge
from factsite.reading.content import read_content
from projects import FIXTURES, build, copy_valid, lay_over, make_project

PAGE = f"{hostile.BASE}en/explained/the-procedure/"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> hostile.Trial:
    return hostile.Trial(copy_valid(tmp_path_factory.mktemp("hostile")))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), pieces=st.integers(1, 3))
def test_a_text_is_refused_or_harmless(trial: hostile.Trial, data: st.DataObject, pieces: int) -> None:
    text = hostile.body(lambda choices: data.draw(st.sampled_from(choices)), pieces)
    if not trial.problems(text):
        assert list(trial.faults()) == []
        trial.document()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="[]()<>!&;#\\`*_|:\"' \t\n-=+.javascriptdt/12{}", max_size=80))
def test_any_text_is_refused_or_harmless(trial: hostile.Trial, text: str) -> None:
    if not trial.problems(text):
        assert list(trial.faults()) == []


@pytest.mark.parametrize("form", hostile.FORMS)
def test_each_form_with_each_address(trial: hostile.Trial, form: str) -> None:
    seen = 0
    for address in (*hostile.ALIVE, *hostile.PLAIN):
        text = form.replace("W", "a [b] c").replace("A", address).replace("R", "r")
        if not trial.problems(text):
            seen += 1
            assert list(trial.faults()) == []
    # HTML, headings of the first level and brackets around an address are always refused.
    assert seen > 0 or form.startswith(("<", "W\n==", "[W](("))


def test_many_texts_pass_and_many_are_refused(trial: hostile.Trial) -> None:
    chance = random.Random(1)  # noqa: S311
    passed = sum(not trial.problems(hostile.body(chance.choice, 1)) for _ in range(300))
    assert 40 < passed < 260


@pytest.mark.parametrize(
    ("fragment", "fault"),
    [
        ('<a href="javascript:alert(1)">a</a>', "scheme"),
        ('<a href="java&#115;cript:alert(1)">a</a>', "scheme"),
        ('<a href=" java\tscript:alert(1)">a</a>', "scheme"),
        ('<img src="https://www.example.org/x.png">', "out of the site"),
        ('<img src="/\\evil.example/x.png">', "out of the site"),
        ('<p onclick="x">a</p>', "onclick"),
        ("<script>x</script>", "script"),
        ('<a href="../../../../../x">a</a>', "out of the site"),
    ],
)
def test_the_judge_of_these_tests_sees_what_lives(fragment: str, fault: str) -> None:
    assert fault in " ".join(hostile.living(fragment, PAGE))


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="javascript:alert(1)">',
        '<a href="java&#115;cript:alert(1)">',
        '<a href="java\tscript:alert(1)">',
        '<a href="//evil.example/">',
        '<a href="/\\evil.example/">',
        '<a href="../../../../x">',
        '<a HREF="javascript:alert(1)">',
        '<a href="a" href="javascript:alert(1)">',
        '<a href="https://user@evil.example/">',
        "<a href=javascript:alert(1)>",
        '<img src="https://www.example.org/x.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="x" onerror="alert(1)">',
        '<img src="x" srcset="https://www.example.org/x.png">',
        '<p style="background:url(https://www.example.org/x.png)">',
        '<form action="https://www.example.org/">',
        '<button formaction="javascript:alert(1)">',
        '<script src="https://www.example.org/x.js">',
        "<script>",
        '<script type="module">',
        '<link rel="stylesheet" href="https://www.example.org/x.css">',
        '<meta http-equiv="refresh" content="0; url=https://www.example.org/">',
        '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
        '<meta http-equiv="content-security-policy" content="x">',
        '<base href="https://www.example.org/">',
        '<iframe src="x">',
        '<object data="x">',
        '<svg onload="alert(1)">',
        '<path fill="url(https://www.example.org/x)">',
        '<a xlink:href="javascript:alert(1)">',
        "<style>",
        '<p id="\ue0001\ue001">',
        "<p",
        "a > b",
    ],
)
def test_a_finished_page_is_judged(tag: str) -> None:
    with pytest.raises(HarmfulError, match=r"^en/figures/x/index\.html: "):
        Judge().judge("en/figures/x/index.html", f'<!doctype html><html lang="en">{tag}</html>')


def test_a_picture_serves_the_pages_of_three_languages(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FIXTURES / "valid")
    (project / "content" / "assets" / "images").mkdir(parents=True)
    (project / "content" / "assets" / "images" / "picture.png").write_bytes(hostile.PNG)
    added = "\n![Picture](../../assets/images/picture.png) [figure](../figures/applicants.md) [here](#{})\n"
    anchors = {"en": "in-short", "fr": "en-bref", "nl": "in-het-kort"}
    for code, anchor in anchors.items():
        path = project / "content" / code / "explained" / "procedure.md"
        path.write_text(path.read_text(encoding="utf-8") + added.format(anchor), encoding="utf-8")
    done = build(project, project / "site", site_url=hostile.BASE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "site" / "assets" / "images" / "picture.png").read_bytes() == hostile.PNG
    pages = [path for path in (project / "site").rglob("index.html") if "images/picture.png" in path.read_text()]
    assert sorted(path.relative_to(project / "site").parts[0] for path in pages) == ["en", "fr", "nl"]
    for path in pages:
        assert 'src="../../../assets/images/picture.png"' in path.read_text(encoding="utf-8")


def test_a_page_that_may_not_be_published_stops_the_build(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FIXTURES / "valid")
    template = project / "hooks" / "factsite" / "theme" / "templates" / "footer.html"
    template.write_text(template.read_text(encoding="utf-8") + '<img src="https://www.example.org/x.png">')
    done = build(project, project / "site")
    assert done.returncode == 1
    assert "index.html: <img src=" in done.stdout + done.stderr


@pytest.mark.parametrize("case", ["link-target", "asset", "tangled"])
def test_the_build_refuses_what_the_check_refuses(tmp_path: Path, case: str) -> None:
    project = make_project(tmp_path / "project", FIXTURES / "valid")
    lay_over(case, project / "content")
    done = build(project, project / "site")
    assert done.returncode == 1
    assert f"error[{case}]" in done.stdout + done.stderr


def test_fields_are_judged_too(small: Path) -> None:
    path = small / "en" / "explained" / "procedure.md"
    text = path.read_text(encoding="utf-8").replace("summary: Text.", "summary: A [b [c]](javascript:x) <b>.")
    path.write_text(text, encoding="utf-8")
    assert {problem.rule for problem in markdown_is_safe(read_content(small)[0])} == {"link-scheme", "raw-html"}


def test_headings_by_underline_and_without_space_are_headings() -> None:
    assert [error.rule for _, error in parse("Title\n=====\n\n#Title\n\n## Right").faults] == ["heading", "heading"]
    assert [place for place, _ in parse("a\n\nTitle\n=====\n\n#Title").faults] == [3, 16]
