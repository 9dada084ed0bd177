"""What the live site gives is, byte for byte, what a build of the same files writes; however it came to them."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from factsite.charting.picture import STYLE, palette
from factsite.checking import judge
from factsite.deriving.public import holds_something
from factsite.localising.catalogues import MESSAGES, own_catalogue, template, template_path
from factsite.localising.messages import messages_in
from factsite.records.change import FOLDER as CHANGES
from factsite.records.former import FILE as FORMER
from factsite.serving.edition import LiveEdition
from factsite.serving.preview import Preview
from factsite.serving.reader import EditionReader
from factsite.serving.server import LiveServer
from projects import DAY, FIXTURES, SITE_URL, build, copy_rich, make_project

# rdflib's own, which the process that draws downloads shows nobody.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
# The audit (“edits”) makes a hundred, and more than once.
EDITS, COMPARED, SEED = int(os.environ.get("FACTSITE_EDITS", "30")), 15, int(os.environ.get("FACTSITE_SEED", "11"))
_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


class Live:
    """A live site in this process that looks at its files when it is told to."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.said: list[str] = []
        self.preview = Preview(project, self.said.append, lambda _: None)
        self.server = LiveServer(0, self.preview)
        self.preview.begin()

    def look(self) -> LiveEdition:
        """Look at the files and check them."""
        self.preview.look()
        self.preview.check()
        return self.preview.edition()

    def fetch(self, address: str, accept: str = "*/*") -> tuple[int, bytes]:
        """The answer at an address: its status and its bytes."""
        where = f"http://127.0.0.1:{self.server.server_port}/{address}"
        request = urllib.request.Request(where, headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


def drawing(number: int) -> str:
    """A drawing of a size."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="g{number}"/></svg>'


def photo(number: int, width: int = 40) -> bytes:
    """A picture with a note of where it was taken; a wide one is too large to be published as it is."""
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    held = io.BytesIO()
    size = (width + number, width)
    noise = random.Random(number).randbytes(size[0] * size[1] * 3)  # noqa: S311 - noise
    Image.frombytes("RGB", size, noise).save(held, "JPEG", quality=80, exif=exif)
    return held.getvalue()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The rich site as a project, with a folder of its own templates."""
    monkeypatch.setenv("FACTSITE_DAY", DAY.isoformat())
    monkeypatch.setenv("SITE_URL", SITE_URL)
    made = make_project(tmp_path, copy_rich(tmp_path))
    (made / "overrides" / "templates").mkdir(parents=True)
    settings = (made / "mkdocs.yml").read_text(encoding="utf-8")
    (made / "mkdocs.yml").write_text(
        settings.replace("theme:\n", "theme:\n  custom_dir: overrides\n"), encoding="utf-8"
    )
    (made / "content" / "assets").mkdir(exist_ok=True)
    (made / "content" / "assets" / "map.svg").write_text(drawing(0))
    (made / "content" / "assets" / "photo.jpg").write_bytes(photo(0))
    return made


@contextmanager
def served(project: Path) -> Iterator[Live]:
    """A project, live."""
    found = Live(project)
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    yield found
    found.preview.end()
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture
def live(project: Path) -> Iterator[Live]:
    """The rich site, live."""
    with served(project) as found:
        yield found


def built(project: Path) -> dict[str, bytes]:
    """What a strict build of the project by MkDocs writes."""
    site = project / "built"
    shutil.rmtree(site, ignore_errors=True)
    edition = EditionReader(project).read()
    assert edition.whole is not None
    assert edition.clock is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTSITE_PREVIEW", "1" if holds_something(edition.whole, edition.clock.moment) else "")
        done = build(project, site)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def fresh(project: Path) -> dict[str, bytes]:
    """The same without MkDocs: an edition of which nothing was ever kept."""
    edition = EditionReader(project).read()
    assert edition.errors == []
    return {address: edition.file(address) or b"" for address in edition.addresses()}


def assert_same(live: Live, wanted: dict[str, bytes]) -> None:
    edition = live.preview.edition()
    assert edition.errors == []
    assert set(edition.addresses()) == set(wanted)
    different = [address for address, data in wanted.items() if live.fetch(address) != (200, data)]
    assert different == []


# --- edits -----------------------------------------------------------------------------------------------------------


def _one(chance: random.Random, project: Path, *patterns: str) -> Path:
    found = sorted(path for pattern in patterns for path in (project / "content").glob(pattern))
    return chance.choice(found)


def _a_value(chance: random.Random, project: Path) -> None:
    """Another number in a figure, in the YAML or the CSV."""
    path = _one(chance, project, "data/figures/*.yml", "data/figures/*.csv")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        rows = text.splitlines()
        place, row = rows[0].split(",").index("value"), chance.randrange(1, len(rows))
        cells = rows[row].split(",")
        if cells[place].isdigit():
            cells[place] = str(int(cells[place]) + chance.choice((0, 1)))
        rows[row] = ",".join(cells)
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return
    places = list(re.finditer(r"value: (\d+)\b", text))
    if places:
        found = chance.choice(places)
        more = str(int(found[1]) + chance.randrange(3))
        path.write_text(text[: found.start(1)] + more + text[found.end(1) :], encoding="utf-8")


def _a_sentence(chance: random.Random, project: Path) -> None:
    """Another sentence at the end of a text, another title, another definition."""
    path = _one(chance, project, "*/*/*.md", "*/*.md")
    text = path.read_text(encoding="utf-8")
    if chance.random() < 0.4:
        text = re.sub(r"(?m)^title: (.*)$", lambda found: f"title: {found[1].strip(chr(34))} again", text, count=1)
    elif "*(added)*" in text:
        text = text.replace("\n\nA sentence *(added)*.", "")
    else:
        text = text.rstrip("\n") + "\n\nA sentence *(added)*.\n"
    path.write_text(text, encoding="utf-8")


def _a_name(chance: random.Random, project: Path) -> None:
    """Another name of a theme or code, another definition of a term, another title of a source."""
    path = _one(chance, project, "*/labels.yml", "*/glossary.yml", "data/sources/*.yml")
    lines = path.read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if re.fullmatch(r"\s+[\w-]+: \"?[A-Za-zÀ-ÿ ]+\"?", line)]
    if places and "sources" not in path.parts:
        number = chance.choice(places)
        lines[number] = lines[number].rstrip('"') + "x" + ('"' if lines[number].endswith('"') else "")
    path.write_text("\n".join(lines), encoding="utf-8")


def _a_lock(chance: random.Random, project: Path) -> None:
    """A text whose source has changed since it was translated, or one that is current again."""
    lock = project / "translations" / "fr.lock"
    lock.parent.mkdir(exist_ok=True)
    page = chance.choice(sorted((project / "content" / "fr").glob("explained/*.md")))
    if lock.exists():
        lock.unlink()
    else:
        lock.write_text(f'explained/{page.stem}#title 0123456789abcdef "Before"\n', encoding="utf-8")


def _a_template(chance: random.Random, project: Path) -> None:
    """A template of the site's own before the generator's: it comes, changes, goes; so does its style."""
    own = project / "overrides"
    name = chance.choice(("page.html", "base.html", "parts.html", "sitemap.xml"))
    path = own / "templates" / name
    if path.exists() and chance.random() < 0.4:
        path.unlink()
    else:
        text = (project / "hooks" / "factsite" / "theme" / "templates" / name).read_text(encoding="utf-8")
        mark = "" if name in {"parts.html", "sitemap.xml"} else f"<!-- {chance.randrange(1000)} -->"
        path.write_text(text.replace("</body>", f"<p>{chance.randrange(1000)}</p></body>") if mark else text + "\n")
    style = own / "style" / "own.css"
    style.parent.mkdir(exist_ok=True)
    style.write_text(f"body {{ order: {chance.randrange(9)} }}\n")


def _a_record(chance: random.Random, project: Path) -> None:
    """A record that comes, goes, or gets another name."""
    content = project / "content"
    for code in ("en", "fr", "nl"):
        page, other = (content / code / "explained" / f"{name}.md" for name in ("brought", "renamed"))
        facts, renamed = (content / "data" / "explained" / f"{name}.yml" for name in ("brought", "renamed"))
        if other.exists():
            other.unlink()
            renamed.unlink(missing_ok=True)
        elif page.exists():
            page.rename(other)
            if facts.exists():
                facts.rename(renamed)
        else:
            model = content / code / "explained" / "procedure.md"
            text = re.sub(r"(?m)^slug: .*$", f"slug: brought-{code}", model.read_text(encoding="utf-8"))
            page.write_text(re.sub(r"(?m)^former_slugs: .*\n", "", text), encoding="utf-8")
            shutil.copy(content / "data" / "explained" / "procedure.yml", facts)


def _a_picture(chance: random.Random, project: Path) -> None:
    """Another picture: a drawing, or one that is published smaller and without its notes."""
    assets = project / "content" / "assets"
    if chance.random() < 0.5:
        (assets / "map.svg").write_text(drawing(chance.randrange(99)))
    else:
        (assets / "photo.jpg").write_bytes(photo(chance.randrange(9)))


def _a_draft(chance: random.Random, project: Path) -> None:
    """A page that isn't public yet, or is again."""
    path = _one(chance, project, "*/explained/*.md")
    text = path.read_text(encoding="utf-8")
    held = text.replace("\ntitle:", "\ndraft: true\ntitle:", 1)
    path.write_text(text.replace("\ndraft: true", "") if "\ndraft: true" in text else held, encoding="utf-8")


def _an_agreed_word(chance: random.Random, project: Path) -> None:
    """Terms beside the glossary, words to avoid, a sentence of the interface in the site's own words: come or go."""
    content = project / "content"
    path, text = chance.choice(
        (
            (content / "data" / "terms.yml", "sentence:\n  en: {term: sentence}\n  fr: {term: phrase}\n"),
            (content / "data" / "words.yml", 'en:\n  - words: ["added"]\n    instead: "Write less."\n'),
            (content / "fr" / "interface.po", f'{_HEAD}msgid "Search"\nmsgstr "Chercher {chance.randrange(9)}"\n'),
        )
    )
    if path.exists():
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")


def _a_setting(chance: random.Random, project: Path) -> None:
    """Another address where pages are edited."""
    path = project / "mkdocs.yml"
    text = re.sub(r"(?s)\nextra:.*?\n\n", "\n", path.read_text(encoding="utf-8"))
    extra = f'\nextra:\n  factsite: {{edit_address: "https://edit.example/{chance.randrange(9)}/{{path}}"}}\n\n'
    path.write_text(text + extra, encoding="utf-8")


_GOOD: tuple[Callable[[random.Random, Path], None], ...] = (
    *(_a_value, _a_value, _a_sentence, _a_sentence, _a_name, _a_lock),
    *(_a_template, _a_record, _a_picture, _a_setting, _a_draft, _an_agreed_word),
)


def _broken(chance: random.Random, project: Path) -> tuple[Path, bytes]:
    """Break a file in one of many ways; gives what it held."""
    path = _one(chance, project, "data/*/*.yml", "data/*.yml", "*/*/*.md", "*/*.yml", "data/figures/*.csv")
    good = path.read_bytes()
    bad = chance.choice(
        (
            b"",
            good[: len(good) // 2],
            b"- [",
            b"---\ntitle: [\n---\n",
            b"\xff\xfe" + good,
            good + b"\nunknown: field\n",
            good.replace(b": ", b":", 3),
            good + b'\n{{ value("nothing", "2022") }}\n',
        )
    )
    path.write_bytes(bad)
    return path, good


def test_edits_leave_what_a_fresh_build_writes(live: Live) -> None:
    chance, project = random.Random(SEED), live.project  # noqa: S311 - edits
    assert_same(live, built(project))
    for number in range(1, EDITS + 1):
        if chance.random() < 0.25:
            path, good = _broken(chance, project)
            edition = live.look()
            assert bool(edition.errors) == is_broken(project)
            path.write_bytes(good)
        before = {path: path.read_bytes() for path in _all_files(project)}
        chance.choice(_GOOD)(chance, project)
        if live.look().errors:
            # A number that no longer fits another, a slug that two pages have: it is said, and undone.
            assert live.fetch("en/index.html")[0] == 503
            _put_back(project, before)
            assert live.look().errors == []
        for address in chance.sample(sorted(live.preview.edition().pages), 3):
            live.fetch(address)
        if number % COMPARED == 0:
            assert_same(live, fresh(project))
    assert_same(live, built(project))


def _all_files(project: Path) -> list[Path]:
    folders = ("content", "overrides", "translations")
    found = [path for name in folders for path in (project / name).rglob("*") if path.is_file()]
    return [*found, project / "mkdocs.yml"]


def _put_back(project: Path, before: dict[Path, bytes]) -> None:
    for path in _all_files(project):
        if path not in before:
            path.unlink()
    for path, data in before.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def is_broken(project: Path) -> bool:
    """Whether a fresh reading and check find an error."""
    edition = EditionReader(project).read()
    if edition.site:
        assert edition.whole is not None
        assert edition.clock is not None
        day, moment = edition.clock.day, edition.clock.moment
        edition.problems, _ = judge(edition.whole, edition.problems, day, moment)
    return bool(edition.errors)


def test_a_draft_is_shown_and_marked(live: Live) -> None:
    """What isn't public is seen by whoever writes it, with a mark; when it is released, the mark goes."""
    path = live.project / "content" / "en" / "explained" / "procedure.md"
    good = path.read_text(encoding="utf-8")
    before = live.fetch("en/explained/the-procedure/")
    assert b"Draft" not in before[1]
    path.write_text(good.replace("\ntitle:", "\ndraft: true\ntitle:", 1), encoding="utf-8")
    assert live.look().errors == []
    status, page = live.fetch("en/explained/the-procedure/")
    assert (status, b"Draft" in page) == (200, True)
    assert_same(live, built(live.project))
    path.write_text(good, encoding="utf-8")
    live.look()
    assert live.fetch("en/explained/the-procedure/") == before


def test_a_mark_goes_at_its_minute_though_no_file_changes(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    path = live.project / "content" / "en" / "explained" / "procedure.md"
    text = path.read_text(encoding="utf-8")
    at = f"{DAY.isoformat()}T09:00 Europe/Brussels"
    path.write_text(text.replace("\ntitle:", f"\npublish_at: {at}\ntitle:", 1), encoding="utf-8")
    assert live.look().errors == []
    assert b"Not public before" in live.fetch("en/explained/the-procedure/")[1]
    monkeypatch.setenv("FACTSITE_MOMENT", f"{DAY.isoformat()}T08:59 Europe/Brussels")
    former = live.preview.edition()
    assert live.look() is former
    monkeypatch.setenv("FACTSITE_MOMENT", at)
    assert live.look() is not former
    assert b"Not public before" not in live.fetch("en/explained/the-procedure/")[1]


def test_a_picture_is_served_as_it_is_published(live: Live) -> None:
    """Smaller than what the editor put there, without the notes of the camera; byte for byte that of a build."""
    data = photo(0, 700)
    (live.project / "content" / "assets" / "photo.jpg").write_bytes(data)
    live.look()
    site = built(live.project)
    assert b"taken at home" in data
    assert len(data) > 200_000
    for name, wanted in (("assets/photo.jpg", site["assets/photo.jpg"]), ("assets/map.svg", site["assets/map.svg"])):
        assert live.fetch(name) == (200, wanted)
    status, made = live.fetch("assets/photo.jpg")
    assert (status, b"taken at home" in made, len(made) <= 200_000) == (200, False, True)
    (live.project / "content" / "assets" / "photo.jpg").write_bytes(photo(1))
    live.look()
    assert live.fetch("assets/photo.jpg")[1] not in {made, data}


def test_problems_are_said_in_the_language_of_the_editor(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTSITE_LANGUAGE", "nl")
    (live.project / "content" / "data" / "home.yml").write_text("- [", encoding="utf-8")
    live.look()
    status, page = live.fetch("en/")
    assert (status, b'<html lang="nl">' in page, "De site kan niet getoond worden: 1 probleem" in page.decode()) == (
        503,
        True,
        True,
    )


def test_what_is_watched_is_all_that_makes_the_site(live: Live) -> None:
    """Files that other parts brought: a change of any of them makes an edition."""
    folders = live.preview.folders()
    content = live.project / "content"
    for path in (
        content / "data" / "terms.yml",
        content / "data" / "term-exceptions.yml",
        content / "data" / FORMER,
        content / "data" / CHANGES / "2026-11-26.yml",
        content / "fr" / "interface.po",
        content / "assets" / "photo.jpg",
        live.project / "translations" / "fr.lock",
        template_path(MESSAGES),
        own_catalogue("fr", MESSAGES),
        STYLE,
    ):
        assert any(path.is_relative_to(folder) for folder in folders), path


def test_catalogues_and_colours_are_read_again_when_they_change(live: Live) -> None:
    """What a process keeps of files for as long as it lives is forgotten when they change."""
    reader = EditionReader(live.project)
    for path, kept in (
        (template_path(MESSAGES), lambda: template(MESSAGES)),
        (own_catalogue("fr", MESSAGES), lambda: messages_in("fr")),
        (STYLE, palette),
    ):
        before = kept()
        assert kept() is before
        reader.forget([str(path)])
        assert kept() is not before, path


def test_findings_on_words_are_kept_and_change_with_what_is_agreed(live: Live) -> None:
    """A text is looked at anew when it changes, and all of them when a word to avoid comes."""
    page = live.project / "content" / "en" / "explained" / "procedure.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOnce upon a time.\n", encoding="utf-8")
    assert live.look().errors == []
    words = live.project / "content" / "data" / "words.yml"
    good = words.read_text(encoding="utf-8") if words.exists() else None
    words.write_text('en:\n  - words: ["once upon"]\n    instead: "Say when."\n', encoding="utf-8")
    assert [one.rule for one in live.look().problems if one.path == page] == ["forbidden-word"]
    assert [one.rule for one in live.look().problems if one.path == page] == ["forbidden-word"]
    if good is None:
        words.unlink()
    else:
        words.write_text(good, encoding="utf-8")
    assert live.look().errors == []


def test_only_browsers_get_the_script_and_never_in_what_is_compared(live: Live) -> None:
    status, page = live.fetch("en/")
    assert (status, b".factsite" in page) == (200, False)
    watched = live.fetch("en/", accept="text/html,*/*;q=0.8")[1]
    assert watched.count(b"/.factsite/live.js") == 1
    assert re.sub(rb'<script src="/\.factsite[^>]*></script>', b"", watched) == page
    (sheet,) = re.findall(rb'href="\.\./(static/site\.[^"]*)"', page)
    status, style = live.fetch(sheet.decode(), accept="text/css,*/*;q=0.1")
    assert (status, style) == (200, live.fetch(sheet.decode())[1])


def test_addresses_that_lead_nowhere(live: Live) -> None:
    status, page = live.fetch("en/nothing-here/")
    assert (status, page) == (404, live.fetch("404.html")[1])
    assert live.fetch("%2e%2e/mkdocs.yml")[0] == 404
    assert live.fetch("data/figures/applicants.yml")[0] == 404


def test_the_whole_folder_goes_and_comes_back(live: Live) -> None:
    before = live.fetch("en/")
    away = live.project / "away"
    (live.project / "content").rename(away)
    assert live.look().errors
    assert live.fetch("en/")[0] == 503
    away.rename(live.project / "content")
    assert live.look().errors == []
    assert live.fetch("en/") == before


def test_a_template_that_is_broken_is_named(live: Live) -> None:
    path = live.project / "overrides" / "templates" / "base.html"
    path.write_text("{% if %}")
    live.look()
    status, page = live.fetch("en/")
    assert status == 503
    assert b"base.html" in page or b"Expected an expression" in page
    path.unlink()
    live.look()
    assert live.fetch("en/")[0] == 200


def test_settings_that_cannot_be_read_are_named(live: Live) -> None:
    path = live.project / "mkdocs.yml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\nplugins: [", encoding="utf-8")
    live.look()
    status, page = live.fetch("en/")
    assert (status, b"mkdocs.yml" in page) == (503, True)
    path.write_text(good, encoding="utf-8")
    assert live.look().errors == []
    assert live.fetch("en/")[0] == 200


def test_a_file_written_twice_in_a_moment_is_read_twice(live: Live) -> None:
    """The same length, the same time: only its bytes tell that it has changed."""
    path = live.project / "content" / "en" / "explained" / "procedure.md"
    text = path.read_text(encoding="utf-8")
    times: list[int] = []
    for word in ("Early", "Later"):
        path.write_text(f"{text}\n{word}.\n", encoding="utf-8")
        os.utime(path, ns=(path.stat().st_mtime_ns, times[0] if times else path.stat().st_mtime_ns))
        times.append(path.stat().st_mtime_ns)
        live.look()
        assert word.encode() in live.fetch("en/explained/the-procedure/")[1]


def test_what_is_drawn_before_the_check_ends_waits_for_what_the_check_says(live: Live) -> None:
    path = live.project / "content" / "en" / "explained" / "procedure.md"
    path.write_text(path.read_text(encoding="utf-8") + '\n{{ link("explained/nowhere") }}\n', encoding="utf-8")
    live.preview.look()
    assert live.preview.edition().errors == []
    live.preview.check()
    status, page = live.fetch("en/explained/the-procedure/")
    assert (status, b"error[dangling-reference]" in page) == (503, True)


@pytest.mark.parametrize("step", ["read", "check"])
def test_pages_answer_while_an_edition_is_made(live: Live, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Reading the files and applying the rules may take their time: readers get the pages of before meanwhile."""
    live.look()
    begun, going = threading.Event(), threading.Event()
    preview = live.preview

    def held(made: Callable[..., object]) -> Callable[..., object]:
        def wait(*arguments: object) -> object:
            begun.set()
            assert going.wait(60)
            return made(*arguments)

        return wait

    if step == "read":
        monkeypatch.setattr(preview._reader, "read", held(preview._reader.read))
    else:
        monkeypatch.setattr(preview, "_judge", held(preview._judge))
    page = live.project / "content" / "en" / "explained" / "procedure.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Short.", "Shorter."), encoding="utf-8")
    work = threading.Thread(target=live.look)
    work.start()
    try:
        assert begun.wait(60)
        status, told = live.fetch("en/explained/the-procedure/")
        assert status == 200
        assert (b"Shorter." in told) == (step == "check")
        assert work.is_alive()
    finally:
        going.set()
        work.join(60)
    assert b"Shorter." in live.fetch("en/explained/the-procedure/")[1]


def test_the_site_is_served_under_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTSITE_DAY", DAY.isoformat())
    monkeypatch.setenv("SITE_URL", "https://example.org/sub/path/")
    with served(make_project(tmp_path, FIXTURES / "valid")) as found:
        assert found.fetch("")[1] == found.fetch("sub/path/index.html")[1]
        assert found.fetch("sub/path/en")[1] == found.fetch("sub/path/en/")[1]
        assert found.fetch("en/")[0] == 404
