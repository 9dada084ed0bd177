"""How other sites show a figure from its address alone (https://oembed.com/): a file beside each page to embed.

WordPress finds it by the link in the head of the page, within the first 150 kB; of its ``html`` it keeps the frame with
``src``, ``width``, ``height`` and ``title``, puts it into a sandbox, and listens to the height that the page tells.
"""

from __future__ import annotations

from typing import Any

from factsite.publishing.dataset import Dataset
from factsite.rendering.figures import Chart
from factsite.rendering.pictures import thumbnail
from factsite.rendering.reuse import HEIGHT, embed_code

_WIDTH = 600
_DAY = 24 * 60 * 60


def oembed(dataset: Dataset, code: str, drawn: Chart | None) -> dict[str, Any]:
    """A figure as oEmbed 1.0, type “rich”.

    Args:
        dataset: the figure.
        code: the language.
        drawn: its chart, if it has one.
    """
    view = dataset.views[code]
    found: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "author_name": ", ".join(dataset.publishers(code)),
        "author_url": view.canonical,
        "provider_name": view.site_name,
        "provider_url": dataset.site.base,
        "cache_age": _DAY,
        "width": _WIDTH,
        "height": HEIGHT,
        "html": embed_code(view),
    }
    if picture := thumbnail(view, dataset.figure, drawn):
        found["thumbnail_url"] = dataset.site.base + picture.address
        found["thumbnail_width"], found["thumbnail_height"] = picture.width, picture.height
    return found
