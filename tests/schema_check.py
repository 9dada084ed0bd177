"""check-jsonschema, an independent reader of schemas, asked about the files of a content."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

import yaml
from check_jsonschema.cli.main_command import main
from click.testing import CliRunner

from factsite.content import Content
from factsite.describing.files import FOLDER, described, described_pages
from factsite.documents.pages import read_page


class _Loader(yaml.CSafeLoader):
    """Fields at the top of pages as YAML 1.2 reads them, where a day is a text; much faster than a reader in Python."""


_Loader.yaml_implicit_resolvers = {
    sign: [one for one in resolvers if not one[0].endswith(":timestamp")]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def refused(root: Path, content: Content) -> dict[str, list[str]]:
    """What the schemas of a project refuse: per file, from the root, each message."""
    found: dict[str, list[str]] = {}
    for name, patterns, _ in described(content):
        files = {path: path for pattern in patterns for path in root.glob(pattern)}
        found |= _asked(root, name, files)
    done: set[Path] = set()
    for name, patterns, _ in described_pages(content):
        pages = {path for pattern in patterns for path in root.glob(pattern)} - done
        pages = {path for path in pages if path.name != "index.md" or name == "words-page"}
        done |= pages
        with TemporaryDirectory() as folder:
            files = {}
            for number, page in enumerate(sorted(pages)):
                top = Path(folder) / f"{number}.json"
                top.write_text(json.dumps(yaml.load(read_page(page).document.text, _Loader)), encoding="utf-8")  # noqa: S506
                files[top] = page
            found |= _asked(root, name, files)
    return found


def bundled(root: Path, name: str) -> dict[str, Any]:
    """A schema with its lists inside: check-jsonschema would read a list anew for each reference."""
    schema: dict[str, Any] = json.loads((root / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    inside: dict[str, Any] = {}

    def look(part: Any) -> None:  # noqa: ANN401 - as JSON has it
        if isinstance(part, dict):
            where = part.get("$ref")
            if isinstance(where, str) and not where.startswith("#"):
                inside[where] = yaml.load((root / FOLDER / where).read_text(encoding="utf-8"), _Loader)  # noqa: S506
                part["$ref"] = "#/definitions/" + where.replace("/", "~1")
        for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            look(one)

    look(schema)
    schema["definitions"] = schema.get("definitions", {}) | inside
    return schema


def _asked(root: Path, name: str, files: dict[Path, Path]) -> dict[str, list[str]]:
    """The messages about files, each by the path of the file that it stands for."""
    if not files:
        return {}
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as schema:
        json.dump(bundled(root, name), schema)
        schema.flush()
        arguments = ["-o", "json", "--schemafile", schema.name, *map(str, files)]
        # In this process: each of its own would read the same modules again.
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    answer = json.loads(done.stdout)
    assert not answer.get("parse_errors"), answer
    found: dict[str, list[str]] = {}
    for one in answer.get("errors", []):
        path = files[Path(one["filename"])].relative_to(root).as_posix()
        found.setdefault(path, []).append(f"{one['path']}: {one['message']}")
    assert bool(found) == bool(done.exit_code), done.output
    return found
