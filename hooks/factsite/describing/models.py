"""A Pydantic model → JSON Schema as the programs of editors read it best: draft 7, no “null” beside each field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from factsite.records.scalars import BESIDE, CODES, IDENTIFIERS, LIST

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]
# How Pydantic writes a bound on a number that a function reads first.
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_GROUP = re.compile(r"\(\?P<\w+>")


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, without what only programs would write: nulls for fields that may be missing, defaults."""

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """The schema of the values and, where the keys come from a list, of the keys."""
        found = super().dict_schema(schema)
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        return {**found, "propertyNames": {LIST: keys[LIST]}} if LIST in keys else found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema of the value, without null, for the field may be missing; a default that is a yes or a number."""
        inner = schema["schema"]
        found = self.generate_inner(inner["schema"] if inner["type"] == "nullable" else inner)
        default = schema.get("default")
        return {**found, "default": default} if isinstance(default, bool | int) else found


def schema_of(model: Any, lists: Iterable[str], patterns: Mapping[str, str]) -> Schema:  # noqa: ANN401
    """The JSON Schema of a model, or of a list or mapping of models.

    Args:
        model: what stands in the file.
        lists: the names of the lists of the content; of those of dimensions, ``dimensions/<name>``.
        patterns: the pattern of each scheme of identifiers.

    Returns:
        The schema, whose lists are references to files beside it.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    made = adapter.json_schema(schema_generator=_Generator, ref_template="#/definitions/{model}")
    made["definitions"] = made.pop("$defs", {})
    finish = _Finish(lists, patterns)
    done = finish.done(made)
    if not done["definitions"]:
        del done["definitions"]
    return dict(done)


class _Finish:
    """Puts the lists of a content in the place of their names, and texts for people in the form for people."""

    def __init__(self, lists: Iterable[str], patterns: Mapping[str, str]) -> None:
        self.codes = {name.partition("/")[2]: reference(name) for name in lists if name.startswith("dimensions/")}
        self.identifiers = {
            name: {"type": ["string", "integer"], "pattern": f"^(?:{_GROUP.sub('(?:', pattern)})$"}
            for name, pattern in patterns.items()
        }

    def done(self, schema: Any) -> Any:  # noqa: ANN401 - a schema, or what stands in one
        """A schema with all that stands in it."""
        if isinstance(schema, list):
            return [self.done(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        if LIST in schema:
            return self._listed(schema)
        made = {_BOUNDS.get(str(key), str(key)): self.done(value) for key, value in schema.items()}
        if isinstance(described := schema.get("description"), str):
            made |= _described(described)
        if "patternProperties" in made:
            made["additionalProperties"] = False
        return self._with_dimensions(made)

    def _with_dimensions(self, made: Schema) -> Schema:
        """Name each dimension of the content where it is the name of a field."""
        if made.get("propertyNames") == reference("dimensions"):
            each = made.pop("additionalProperties")
            del made["propertyNames"]
            return {**made, "properties": dict.fromkeys(self.codes, each), "additionalProperties": False}
        properties = made.get("properties")
        if isinstance(properties, dict) and any(one.get("const") == BESIDE for one in properties.values()):
            # Some dimension may have the name of a field of its own; then its code stands under “codes”.
            beside = {name: one for name, one in self.codes.items() if name not in properties}
            own = {name: self._told_apart(one) for name, one in properties.items()}
            properties = made["properties"] = {**own, **beside}
        if isinstance(properties, dict) and made.get("type") == "object":
            made["properties"] = {name: {"title": _title(name), **one} for name, one in properties.items()}
        return made

    def _listed(self, schema: Schema) -> Schema:
        name = schema[LIST]
        about = {"title": schema["title"]} if "title" in schema else {}
        about |= _described(schema["description"]) if "description" in schema else {}
        if name == BESIDE:
            return {**about, "const": BESIDE}
        if name == CODES:
            return {**about, **self._within()}
        if name == IDENTIFIERS:
            return {**about, "type": "object", "properties": self.identifiers, "additionalProperties": False}
        return {**about, **reference(name)}

    def _told_apart(self, one: Schema) -> Schema:
        """The field that holds codes apart, with what is said of it; any other field as it is."""
        if one.get("const") != BESIDE:
            return one
        return {**{key: value for key, value in one.items() if key != "const"}, **self._within()}

    def _within(self) -> Schema:
        """Codes by dimension, in a mapping of their own."""
        return {"type": "object", "properties": self.codes, "additionalProperties": False}


def reference(name: str) -> Schema:
    """A reference to the file of a list."""
    return {"$ref": f"lists/{file_of(name)}"}


def file_of(name: str) -> str:
    """The file of a list; “*” stands for every record."""
    return f"{'records' if name == '*' else name}.yml"


def _title(name: str) -> str:
    """The name of a field as a title."""
    return name.replace("_", " ").replace("-", " ").capitalize()


def _described(text: str) -> Schema:
    """A docstring as a text for people, in Markdown where it holds code: one line a paragraph."""
    plain = "\n\n".join(" ".join(part.split()) for part in text.replace("``", "`").split("\n\n"))
    return {"description": plain, **({"markdownDescription": plain} if "`" in plain else {})}
