"""The benchmark of figures: charts drawn, a rebuild after one changed value, the largest page."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

from factsite.charting.drawing import draw
from factsite.charting.frame import SMALL, WIDE
from factsite.charting.speech import Speech
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.rendering.site import Site
from projects import DAY, ROOT, SITE_URL


def charts_per_second() -> tuple[int, float]:
    """How many charts the real content has, and how many of them a second are drawn for a phone and for a desk."""
    site = Site(read_content(ROOT / "content")[0], DAY, SITE_URL)
    found = [
        (shape, Speech(site.speaker("en"), figure, lambda _, code: code))
        for entry, figure in site.content.records(Figure)
        for shapes in site.shapes[entry.id].values()
        for shape in shapes
    ]
    start = time.perf_counter()
    for shape, speech in found:
        for frame in (SMALL, WIDE):
            draw(shape, speech, frame).svg()
    return len(found), len(found) / (time.perf_counter() - start)


def change_one_value(content: Path) -> None:
    """Change the newest value of one made-up figure."""
    path = min((content / "data" / "figures").glob("figure-*.yml"))
    text = path.read_text(encoding="utf-8")
    value = re.findall(r"value: (\d+)", text)[-1]
    path.write_text(text.replace(f"value: {value}", f"value: {int(value) // 2}"), encoding="utf-8")


def largest_figure_page(site: Path) -> tuple[str, float]:
    """The page of a figure that is largest when compressed as servers do (gzip), in KB, charts and tables included."""
    sections = ("en/figures", "fr/chiffres", "nl/cijfers")
    pages = [path for section in sections for path in (site / section).glob("*/index.html")]
    sizes = {path: len(gzip.compress(path.read_bytes(), 6, mtime=0)) / 1024 for path in pages}
    largest = max(sizes, key=lambda path: sizes[path])
    return largest.parent.relative_to(site).as_posix(), sizes[largest]
