"""The configuration of the form: a collection for the data and one for the pages of each kind, from the schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from factsite.content import Content
from factsite.describing.files import schema
from factsite.describing.lists import ListOfValues, lists
from factsite.describing.models import Schema, file_of
from factsite.documents.walking import DATA
from factsite.records.common import Record
from factsite.records.registry import kinds
from factsite.records.source import Source
from factsite.records.words import PageWords

Field = dict[str, Any]
# Lists of so many values are chosen from by typing; shorter ones are shown as a whole.
_LONG = 5
_REFERENCE = "lists/"


def configuration(content: Content) -> dict[str, Any]:
    """What Sveltia CMS is told: https://sveltiacms.app/en/docs/config-basics.

    Args:
        content: the content that is edited, whose folder is the form’s root.

    Returns:
        The configuration, to be written as JSON.
    """
    codes = list(content.languages)
    choices = lists(content)
    collections: list[dict[str, Any]] = []
    for name, kind in kinds().items():
        collections.append(_data(name, _Fields(schema(content, kind.record), choices), "Facts"))
        collections.append(_pages(name, name, _Fields(schema(content, kind.words), choices)))
    collections.append(_data("sources", _Fields(schema(content, Source), choices), "Facts"))
    easy = {entry.path.rpartition("/")[0] for entry in content.entries.values() if entry.full}
    words = _Fields(schema(content, PageWords), choices)
    collections += [_pages(folder.replace("/", "-"), folder, words) for folder in ("about", *sorted(easy))]
    return {
        "load_config_file": False,
        # The folder of this machine, by the page’s own handles (page/folder.js): nothing leaves it.
        "backend": {"name": "test-repo"},
        "media_folder": "assets",
        "public_folder": "/assets",
        "show_preview_links": False,
        "output": {"omit_empty_optional_fields": True},
        "i18n": {
            "structure": "multiple_root_folders",
            "locales": codes,
            "default_locale": content.languages.default,
        },
        "collections": collections,
    }


def _data(name: str, fields: _Fields, said: str) -> dict[str, Any]:
    return {
        "name": f"{DATA}-{name}",
        "label": f"{name.replace('-', ' ').capitalize()}: {said.lower()}",
        "folder": f"{DATA}/{name}",
        "extension": "yml",
        "format": "yaml",
        "summary": "{{slug}}",
        "identifier_field": next(iter(fields.top))["name"] if fields.top else "title",
        **_KEPT,
        # What every record has stands last: an editor comes for what is told of this one.
        "fields": sorted(fields.top, key=lambda one: one["name"] in Record.model_fields),
    }


def _pages(name: str, folder: str, fields: _Fields) -> dict[str, Any]:
    body = {"name": "body", "label": "Text", "widget": "text", "required": False}
    return {
        "name": name,
        "label": f"{name.replace('-', ' ').capitalize()}: words",
        "folder": folder,
        "extension": "md",
        "format": "yaml-frontmatter",
        "i18n": True,
        "summary": "{{title}} ({{slug}})",
        **_KEPT,
        "fields": [{**one, "i18n": True} for one in [*fields.top, body]],
    }


# Records are made, renamed and removed by commands, which know what else belongs to them.
_KEPT = {
    "create": False,
    "delete": False,
    "duplicate": False,
    "slug": {"template": "{{uuid}}", "editable": False},
    "editor": {"preview": False},
}


class _Fields:
    """The fields of a schema as the form has them."""

    def __init__(self, described: Schema, choices: Mapping[str, ListOfValues]) -> None:
        self.definitions = described.get("definitions", {})
        self.choices = {f"{_REFERENCE}{file_of(name)}": (name, choice) for name, choice in choices.items()}
        self.top = list(self.fields(described))

    def fields(self, described: Schema) -> Iterator[Field]:
        """The fields of a mapping; those that a form can’t show are left as they stand in the file."""
        required = set(described.get("required", ()))
        for name, one in described.get("properties", {}).items():
            made = self.field(name, one)
            if made is not None:
                yield {**made, "required": name in required}

    def field(self, name: str, described: Schema) -> Field | None:
        """One field, or nothing where the form has none for it."""
        where = str(described.get("$ref", ""))
        if where.startswith("#"):
            described = {**self.definitions[where.rpartition("/")[2]], **described}
        field: Field = {"name": name, "label": described.get("title", name)}
        if hint := described.get("description"):
            field["hint"] = hint
        if where in self.choices:
            return field | self._chosen(*self.choices[where])
        for fits, make in self._makers():
            if fits(described):
                more = make(described)
                return None if more is None else field | more
        return field | {"widget": "string"}

    def _makers(self) -> Iterator[tuple[Callable[[Schema], object], Callable[[Schema], Field | None]]]:
        yield lambda one: "enum" in one, self._coded
        yield lambda one: one.get("type") == "boolean", lambda one: {"widget": "boolean"}
        yield lambda one: one.get("type") == "array", self._list
        yield lambda one: bool(one.get("properties")), self._object
        yield lambda one: one.get("type") == "object", self._map
        yield lambda one: one.get("maxLength", 0) > _TITLE, lambda one: {"widget": "text"}

    def _coded(self, described: Schema) -> Field:
        names: list[str] = described.get("enumDescriptions") or described["enum"]
        options = [
            {"value": value, "label": f"{value}: {name}"} for value, name in zip(described["enum"], names, strict=True)
        ]
        return {"widget": "select", "options": options, "dropdown_threshold": _LONG}

    def _chosen(self, name: str, choice: ListOfValues) -> Field:
        if name in {*kinds(), "sources"}:
            return {
                "widget": "relation",
                "collection": f"{DATA}-{name}",
                "value_field": "{{slug}}",
                "dropdown_threshold": 1,
            }
        options = [{"value": value, "label": f"{value}: {named}"} for value, named in choice.names.items()]
        return {"widget": "select", "options": options, "dropdown_threshold": _LONG}

    def _list(self, described: Schema) -> Field | None:
        inner = self.field("entry", described.get("items", {}))
        if inner is None or inner["widget"] == "keyvalue":
            return None
        if inner["widget"] in {"select", "relation"}:
            return {key: value for key, value in inner.items() if key not in {"name", "label", "hint"}} | {
                "multiple": True
            }
        if inner["widget"] == "object":
            return {
                "widget": "list",
                "fields": inner["fields"],
                "collapsed": True,
                "minimize_collapsed": False,
                "summary": inner["summary"],
            }
        return {"widget": "list", "field": inner}

    def _object(self, described: Schema) -> Field:
        fields = list(self.fields(described))
        shown = [one["name"] for one in fields if one["required"]] or [one["name"] for one in fields][:3]
        summary = " · ".join(f"{{{{fields.{name}}}}}" for name in shown)
        return {"widget": "object", "fields": fields, "collapsed": "auto", "summary": summary}

    def _map(self, described: Schema) -> Field | None:
        each = next(iter(described.get("patternProperties", {}).values()), described.get("additionalProperties"))
        texts = isinstance(each, dict) and set(each.get("type", ())) == {"string", "number"}
        return {"widget": "keyvalue"} if texts else None


_TITLE = 300
