"""Pictures of content/assets: measured, without notes, small enough, with words in each language."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from documents import LANGUAGES
from factsite.checking import check
from factsite.documents.pictures import MAX_BYTES, judge_picture, published_picture
from factsite.problems import RuleError
from projects import DAY, FIXTURES, build, make_project

NOTE = "Photographed by A. Body at 50.85N 4.35E"


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture that no format makes small."""
    return Image.frombytes(mode, (width, height), random.Random(1).randbytes(width * height * len(mode)))  # noqa: S311


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def noted() -> Image.Exif:
    found = Image.Exif()
    found[0x010E] = NOTE
    found.get_ifd(0x8825)[1] = "N"
    return found


def png_notes() -> PngInfo:
    found = PngInfo()
    found.add_text("Author", NOTE)
    return found


SMALL = Image.new("RGB", (40, 30), "teal")


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".png", saved(SMALL, "PNG")),
        (".jpg", saved(SMALL, "JPEG")),
        (".webp", saved(SMALL, "WEBP")),
        (".gif", saved(SMALL, "GIF")),
        (".avif", saved(SMALL, "AVIF")),
    ],
)
def test_a_picture_that_needs_nothing_keeps_its_bytes(ending: str, data: bytes) -> None:
    made = published_picture(f"x{ending}", data)
    assert (made.data, made.width, made.height) == (data, 40, 30)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".png", saved(SMALL, "PNG", pnginfo=png_notes())),
        (".png", saved(SMALL, "PNG", exif=noted())),
        (".jpg", saved(SMALL, "JPEG", exif=noted())),
        (".jpeg", saved(SMALL, "JPEG", comment=NOTE)),
        (".jpg", saved(SMALL, "JPEG", xmp=f"<x>{NOTE}</x>".encode())),
        (".webp", saved(SMALL, "WEBP", exif=noted())),
        (".webp", saved(SMALL, "WEBP", xmp=f"<x>{NOTE}</x>".encode())),
        (".gif", saved(SMALL, "GIF", comment=NOTE)),
        (".avif", saved(SMALL, "AVIF", exif=noted())),
    ],
)
def test_what_a_camera_noted_isnt_published(ending: str, data: bytes) -> None:
    assert NOTE.encode() in data
    made = published_picture(f"x{ending}", data)
    assert b"A. Body" not in made.data
    with Image.open(io.BytesIO(made.data)) as image:
        assert (image.size, dict(image.getexif())) == ((40, 30), {})
        red, green, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert (red < 8, 120 < green < 136, 120 < blue < 136) == (True, True, True)


def test_a_picture_stands_upright_without_the_note_that_turned_it() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    made = published_picture("x.jpg", saved(SMALL, "JPEG", exif=turned))
    assert (made.width, made.height) == (30, 40)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".jpg", saved(noise(1800, 1200), "JPEG", quality=95)),
        (".png", saved(noise(700, 500), "PNG")),
        (".png", saved(noise(700, 500, "RGBA"), "PNG")),
        (".webp", saved(noise(1200, 800), "WEBP", quality=95)),
        (".gif", saved(noise(900, 700).convert("P"), "GIF")),
    ],
)
def test_a_large_picture_is_shrunk_in_its_proportions(ending: str, data: bytes) -> None:
    assert len(data) > MAX_BYTES
    before = Image.open(io.BytesIO(data))
    made = published_picture(f"x{ending}", data)
    assert len(made.data) <= MAX_BYTES
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (made.width, made.height)
        assert image.format == before.format
        assert image.width / image.height == pytest.approx(before.width / before.height, rel=0.02)
    assert published_picture(f"x{ending}", data) == made
    assert published_picture(f"x{ending}", made.data) == made


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.png", saved(SMALL, "PNG")[:40], "the picture can’t be read"),
        ("x.png", saved(SMALL, "JPEG"), "the picture can’t be read"),
        ("x.jpg", b"\xff\xd8\xff", "the picture can’t be read"),
        ("x.gif", saved(SMALL, "GIF", save_all=True, append_images=[Image.new("RGB", (40, 30))]), "the picture moves"),
        ("x.png", saved(Image.new("1", (10_000, 6_000)), "PNG"), "the picture has 10000 × 6000 points"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "the drawing doesn’t say how large it is"),
        ("x.svg", b'<svg viewBox="0 0 1 1">' + b"<g></g>" * 40_000 + b"</svg>", "the drawing has 280029 bytes"),
    ],
)
def test_what_cannot_be_shown_is_named(name: str, data: bytes, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        judge_picture(name, data)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('width="120" height="80.4px"', (120, 80)),
        ('viewBox="0 0 64 32"', (64, 32)),
        ('width="100%" viewBox="0,0,64,32"', (64, 32)),
    ],
)
def test_a_drawing_is_measured_and_loses_its_comments(head: str, size: tuple[int, int]) -> None:
    made = published_picture("x.svg", f"<svg {head}><!-- {NOTE} --><path d='M0 0'/></svg>".encode())
    assert (made.width, made.height) == size
    assert NOTE.encode() not in made.data


def _with_picture(content: Path, words: tuple[str, str, str]) -> None:
    (content / "assets").mkdir(exist_ok=True)
    (content / "assets" / "picture.jpg").write_bytes(saved(noise(1700, 900), "JPEG", quality=95, exif=noted()))
    for code, text in zip(LANGUAGES, words, strict=True):
        path = content / code / "explained" / "procedure.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\n![{text}](../../assets/picture.jpg)\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("The way of a file", "Le parcours d’un dossier", "De weg van een dossier"), []),
        (("Fedasil", "Fedasil", "Fedasil"), []),
        (("The way of a file", "", "De weg van een dossier"), [("fr", "no words")]),
        (("The way of a file", "Le parcours d’un dossier", "The way of a file"), [("nl", "aren’t translated")]),
    ],
)
def test_a_picture_has_words_in_each_language(
    small: Path, words: tuple[str, str, str], found: list[tuple[str, str]]
) -> None:
    _with_picture(small, words)
    problems = [one for one in check(small, DAY)[1] if one.rule == "picture-words"]
    assert len(problems) == len(found)
    assert all(
        one.path.parts[-3] == code and said in one.message for one, (code, said) in zip(problems, found, strict=True)
    )


def test_one_picture_is_built_for_three_languages_at_a_sub_path(tmp_path: Path) -> None:
    """What the check passes is built: measured, without notes, small, with the way to it from each page."""
    project = make_project(tmp_path / "project", FIXTURES / "valid")
    _with_picture(project / "content", ("The way of a file", "Le parcours d’un dossier", "De weg van een dossier"))
    done = build(project, project / "site", site_url="https://x.example/a/b/")
    assert done.returncode == 0, done.stdout + done.stderr
    data = (project / "site" / "assets" / "picture.jpg").read_bytes()
    assert (len(data) <= MAX_BYTES, NOTE.encode() in data) == (True, False)
    with Image.open(io.BytesIO(data)) as image:
        wanted = {
            f'width="{image.width}"',
            f'height="{image.height}"',
            'loading="lazy"',
            'src="../../../assets/picture.jpg"',
        }
    pages = [path.read_text(encoding="utf-8") for path in (project / "site").rglob("index.html")]
    shown = [text for text in pages if "assets/picture.jpg" in text]
    assert len(shown) == 3
    assert all(one in text for one in wanted for text in shown)
