"""Figures as schema.org’s Dataset."""

from __future__ import annotations

from datetime import date
from typing import Any

from factsite.records.figure import Figure
from factsite.records.source import Source
from factsite.rendering.addresses import CATALOGUE, permanent
from factsite.rendering.citing import citation, cited
from factsite.rendering.figures import figure_sources
from factsite.rendering.formats import distributions
from factsite.rendering.licences import figure_licence
from factsite.rendering.lists import publisher_name
from factsite.rendering.schema_org.publisher import publisher
from factsite.rendering.view import View


def extent(figure: Figure) -> tuple[date, date]:
    """The first and the last day to which the observations of a figure refer."""
    periods = [point.period for point in figure.observations]
    return min(period.start for period in periods), max(period.end for period in periods)


def dataset(view: View, figure: Figure) -> dict[str, Any]:
    """A figure as a schema.org Dataset, in the language of its page."""
    base, content, identifier, first_last = view.site.base, view.site.content, view.page.id, extent(figure)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": base + permanent(identifier),
        "name": view.title,
        "description": f"{view.text('summary')} {view.text('counted')}",
        "url": view.canonical,
        "inLanguage": view.shown.code,
        "identifier": base + permanent(identifier),
        "datePublished": figure.published.isoformat(),
        "dateModified": figure.changed.isoformat(),
        "version": cited(view, figure).version.isoformat(),
        "creditText": citation(view, figure),
        "measurementTechnique": view.text("counted"),
        "temporalCoverage": "/".join(day.isoformat() for day in first_last),
        "spatialCoverage": _country(view),
        "keywords": [view.theme(theme) for theme in figure.themes],
        "variableMeasured": {"@type": "PropertyValue", "name": view.title, "unitText": view.language.name(figure.unit)},
        "isAccessibleForFree": True,
        "publisher": publisher(view),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": base + CATALOGUE, "name": view.site_name},
        "citation": [_named(view, content.sources[one.source]) for one in figure_sources(content, figure)],
        "isBasedOn": [_source(view, content.sources[one.source]) for one in figure_sources(content, figure)],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": file.format.media_type, "contentUrl": base + file.address}
            | ({"inLanguage": file.language} if file.language else {})
            for file in distributions(view.site, identifier)
        ],
    }
    found = {name: value for name, value in found.items() if value is not None}
    if licence := figure_licence(content, figure):
        found["license"] = licence.address or view.language.name(licence)
    found["creator"] = [{"@type": "Organization", "name": name} for name in cited(view, figure).producers]
    return found


def _country(view: View) -> dict[str, Any] | None:
    """The country of which the site tells, if it is of one."""
    code = view.site.content.country
    return {"@type": "Country", "name": view.language.country(code) or code, "identifier": code} if code else None


def _named(view: View, source: Source) -> str:
    return f"{publisher_name(view, source)}, {source.title_for(view.code).text}"


def _source(view: View, source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": source.title_for(view.code).text,
        "inLanguage": source.language_for(view.code),
        "publisher": {"@type": "Organization", "name": publisher_name(view, source)},
    }
    if source.published.iso:
        found["datePublished"] = source.published.iso
    address = source.address_for(view.code)
    return found | ({"url": address} if address else {})
