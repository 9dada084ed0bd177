"""What kind of file each is, by how its name ends: the one list for every server of the site, the live one too."""

from __future__ import annotations

from factsite.rendering.formats import CSVW_ENDING, FORMATS

_TEXT = "; charset=utf-8"
BYTES = "application/octet-stream"
# By what follows the last point. Types of IANA; of text with its encoding, as nothing in a CSV tells it.
TYPES = {
    "html": "text/html" + _TEXT,
    "css": "text/css" + _TEXT,
    "js": "text/javascript" + _TEXT,
    "csv": "text/csv" + _TEXT,
    "txt": "text/plain" + _TEXT,
    "md": "text/markdown" + _TEXT,
    "ics": "text/calendar" + _TEXT,
    "ttl": "text/turtle" + _TEXT,
    "po": "text/x-gettext-translation" + _TEXT,
    "vtt": "text/vtt" + _TEXT,
    "json": "application/json",
    "jsonld": "application/ld+json",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "tbx": "application/x-tbx+xml",
    "bib": "application/x-bibtex",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "gz": "application/gzip",
    "br": BYTES,
}


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0]


# Longer endings of formats whose type isn’t that of their last part: “.csl.json” is a reference, not any JSON.
LONGER = {
    CSVW_ENDING if one.ending.endswith(CSVW_ENDING) else f".{one.ending}": one.media_type
    for one in FORMATS
    if one.media_type != _plain(TYPES.get(one.ending.rpartition(".")[2], BYTES))
}


def media_type(address: str) -> str:
    """The type of the file at an address, with its encoding if it is text."""
    for ending, found in LONGER.items():
        if address.endswith(ending):
            return found
    return TYPES.get(address.rpartition("/")[2].rpartition(".")[2], BYTES)
