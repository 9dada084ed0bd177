"""What programs read in a page: schema.org in JSON-LD, equal to what the page shows."""

from __future__ import annotations

from typing import Any

from factsite.records.figure import Figure
from factsite.rendering.addresses import download
from factsite.rendering.view import View


def dataset(view: View, figure: Figure, downloads: dict[str, str]) -> dict[str, Any]:
    """A figure as a schema.org Dataset.

    Args:
        view: the page in its language.
        figure: the figure.
        downloads: media types and absolute addresses of its downloads.
    """
    points = sorted((point.period for point in figure.observations), key=lambda span: span.start)
    organisation = view.site.content.entries.get(f"organisations/{figure.organisation}")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": view.site.base + download(view.page.id, "json"),
        "name": view.title,
        "description": f"{view.text('summary')} {view.text('counted')}",
        "url": view.canonical,
        "inLanguage": view.shown.code,
        "identifier": view.page.id,
        "dateModified": figure.changed.isoformat(),
        "temporalCoverage": f"{points[0].start.isoformat()}/{points[-1].end.isoformat()}",
        "spatialCoverage": {"@type": "Country", "name": view.language.country("BE")},
        "keywords": [view.theme(theme) for theme in figure.themes],
        "variableMeasured": {"@type": "PropertyValue", "name": view.title, "unitText": view.language.name(figure.unit)},
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
            for kind, address in downloads.items()
        ],
    }
    if organisation and organisation.translations:
        found["creator"] = {"@type": "Organization", "name": view.title_of(organisation)}
    return found
