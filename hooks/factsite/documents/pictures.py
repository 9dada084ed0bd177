"""Pictures of content/assets as they are published: without what a camera noted in them, and not too large."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from factsite.problems import RuleError
from factsite.telling import told

# What readers on a phone load for one picture, at most.
MAX_BYTES = 200_000
# As wide as the text of a page on a dense screen; a picture that needn't shrink keeps its own width.
_MAX_WIDTH = 1_600
# What a small file can unfold to in memory.
_MAX_POINTS = 50_000_000
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF", ".avif": "AVIF"}
_QUALITIES = (85, 75, 65, 55)
# The chunks of PNG (ISO/IEC 15948) and segments of JPEG (ISO/IEC 10918-1) that say how a picture is shown, and no more.
_SHOWING = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs".split())
_SEGMENTS = frozenset({"APP0", "APP14"})
_NOTED = frozenset({"exif", "xmp", "comment", "XML:com.adobe.xmp", "photoshop"})
_NUMBER = r"\s*(\d+(?:\.\d+)?)(?:px)?\s*"
_COMMENT = re.compile(rb"<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A picture as it is published: its bytes, and how many points it is wide and high."""

    data: bytes
    width: int
    height: int


def is_picture(name: str) -> bool:
    """Whether a file of content/assets is a picture, by its name."""
    return Path(name).suffix in {*_FORMATS, ".svg"}


def judge_picture(name: str, data: bytes) -> None:
    """Tell whether a picture can be published.

    Args:
        name: its file; the ending tells the format.
        data: what stands in the file.

    Raises:
        RuleError: it can't be read, moves, has more points than memory should hold, or is a drawing that is too large.
    """
    if Path(name).suffix == ".svg":
        _drawing(data)
    else:
        _opened(name, data)


def published_picture(name: str, data: bytes) -> Picture:
    """A picture as it is published.

    Args:
        name: its file; the ending tells the format.
        data: what stands in the file.

    Returns:
        The same picture: upright, without notes of camera, place, person or program, and shrunk where it is larger
        than `MAX_BYTES`. A picture that needs none of this keeps its bytes.

    Raises:
        RuleError: as `judge_picture`, or it can't be made small enough.
    """
    if Path(name).suffix == ".svg":
        return _drawing(data)
    form, image = _FORMATS[Path(name).suffix], _opened(name, data)
    turned = image.getexif().get(0x0112, 1) != 1
    if len(data) <= MAX_BYTES and not turned and not _has_notes(image, form, data):
        return Picture(data, image.width, image.height)
    upright = ImageOps.exif_transpose(image) if turned else image
    return _smaller(upright, form, keep=form == "JPEG" and not turned)


def measured(name: str, data: bytes) -> Picture:
    """A picture that was made by `published_picture`, with its size."""
    if Path(name).suffix == ".svg":
        return _drawing(data)
    with Image.open(io.BytesIO(data)) as image:
        return Picture(data, image.width, image.height)


def _opened(name: str, data: bytes) -> Image.Image:
    ending = Path(name).suffix
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=[_FORMATS[ending]])
            _judge_size(image)
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, RuleError):
            raise
        what = told("the picture can’t be read: it is damaged, or isn’t what “{ending}” says", ending=ending)
        raise RuleError("asset", what, told("Save it again in that format.")) from error
    return image


def _judge_size(image: Image.Image) -> None:
    if image.width * image.height > _MAX_POINTS:
        what = told("the picture has {width} × {height} points", width=image.width, height=image.height)
        raise RuleError("asset", what, told("Save it smaller: {width} points wide are enough.", width=_MAX_WIDTH))
    if getattr(image, "n_frames", 1) > 1:
        remedy = told("Save one picture of it: what moves by itself keeps some people from reading.")
        raise RuleError("asset", told("the picture moves"), remedy)


def _has_notes(image: Image.Image, form: str, data: bytes) -> bool:
    """Whether a picture says more than how it is shown: where it was taken, by whom, with what."""
    if form == "PNG":
        return any(kind not in _SHOWING for kind in _chunks(data))
    if form == "JPEG":
        segments: list[tuple[str, bytes]] = getattr(image, "applist", [])
        return any(
            name not in _SEGMENTS and not (name == "APP2" and held.startswith(b"ICC_PROFILE"))
            for name, held in segments
        )
    return not _NOTED.isdisjoint(image.info)


def _chunks(data: bytes) -> Iterator[bytes]:
    position = 8
    while position + 8 <= len(data):
        yield data[position + 4 : position + 8]
        position += 12 + int.from_bytes(data[position : position + 4], "big")


def _smaller(image: Image.Image, form: str, *, keep: bool) -> Picture:
    """The first of some ways to write a picture that is small enough, the best one first."""
    for tried in _ways(image, form, keep=keep):
        if len(tried.data) <= MAX_BYTES:
            return tried
    raise RuleError("asset", told("the picture can’t be made small enough"), told("Save it smaller, as .jpg or .webp."))


def _ways(image: Image.Image, form: str, *, keep: bool) -> Iterator[Picture]:
    if keep:
        yield _written(image, form, {"quality": "keep"})
    if form in {"PNG", "GIF"}:
        yield _written(image, form, {})
    shown = image
    if shown.width > _MAX_WIDTH:
        shown = _scaled(shown, _MAX_WIDTH)
    while shown.width >= 1 and shown.height >= 1:
        if form in {"PNG", "GIF"}:
            yield _written(shown, form, {})
            yield _written(shown.convert("RGBA").quantize(256, Image.Quantize.FASTOCTREE), form, {})
        else:
            yield from (_written(shown, form, {"quality": quality}) for quality in _QUALITIES)
        if shown.width < 320:
            return
        shown = _scaled(shown, shown.width * 4 // 5)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    # Colours of a palette can't be mixed.
    plain = image.convert("RGBA") if image.mode in {"P", "1"} else image
    return plain.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _written(image: Image.Image, form: str, options: dict[str, object]) -> Picture:
    """A picture in its format, with its colour profile and nothing else that it brought."""
    if form == "JPEG" and options.get("quality") != "keep":
        options = {**options, "optimize": True, "progressive": True}
        image = image.convert("RGB") if image.mode not in {"RGB", "L", "CMYK"} else image
    if form == "PNG":
        options = {**options, "optimize": True}
    if form in {"PNG", "JPEG", "WEBP", "AVIF"} and (profile := image.info.get("icc_profile")):
        options["icc_profile"] = profile
    bare = image.copy()
    if options.get("quality") == "keep":
        bare = image
    bare.info = {name: value for name, value in image.info.items() if name in {"transparency", "icc_profile"}}
    target = io.BytesIO()
    bare.save(target, form, **({"exif": b""} if form != "GIF" else {}), **options)
    return Picture(target.getvalue(), image.width, image.height)


def _drawing(data: bytes) -> Picture:
    """A drawing without its comments; its size is that of its window, as SVG 2 (8.2) says."""
    bare = _COMMENT.sub(b"", data)
    if len(bare) > MAX_BYTES:
        what = told("the drawing has {size} bytes; {limit} is the limit", size=len(bare), limit=MAX_BYTES)
        raise RuleError("asset", what, told("Make it simpler, or save it as a picture (.png)."))
    head = bare[: bare.find(b">", bare.find(b"<svg")) + 1].decode("utf-8", errors="replace")
    sides = [re.search(rf'\s{name}="{_NUMBER}"', head) for name in ("width", "height")]
    if all(sides):
        width, height = (float(found[1]) for found in sides if found)
    else:
        window = re.search(r'\sviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"', head)
        if window is None:
            remedy = told("Save it with a width and a height, or a viewBox.")
            raise RuleError("asset", told("the drawing doesn’t say how large it is"), remedy)
        width, height = float(window[1]), float(window[2])
    return Picture(bare, max(1, round(width)), max(1, round(height)))
