"""The benchmark of figures: charts drawn anew and kept ones, a rebuild after one changed value, the largest page."""

from __future__ import annotations

import gzip
import re
import tempfile
import time
from pathlib import Path

from factsite.build_cache.store import Store
from factsite.charting.drawing import Drawing
from factsite.charting.shape import Shape
from factsite.reading.content import read_content
from factsite.rendering.site import Site
from projects import DAY, ROOT, SITE_URL


def charts_per_second() -> tuple[int, float, float]:
    """How many charts the real content has, and how many of them a second are drawn anew and taken from the cache."""
    site = Site(read_content(ROOT / "content")[0], DAY, SITE_URL)
    shapes = [shape for pieces in site.shapes.values() for found in pieces.values() for shape in found]
    Drawing(shapes[0]).draw()  # the library takes half a second to start, once per build
    with tempfile.TemporaryDirectory() as folder:
        cold = _rate(shapes, Path(folder))
        warm = _rate(shapes, Path(folder))
    return len(shapes), cold, warm


def _rate(shapes: list[Shape], cache: Path) -> float:
    store = Store(cache)
    start = time.perf_counter()
    for shape in shapes:
        Drawing(shape, store).draw()
    return len(shapes) / (time.perf_counter() - start)


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
