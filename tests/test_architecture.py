"""The rooms of the house: which package may know of which, and what none but the kinds may ask."""

from __future__ import annotations

import ast
import graphlib
from collections import defaultdict
from collections.abc import Iterator

from factsite.records.common import Record
from factsite.records.registry import kinds
from projects import ROOT

PACKAGE = ROOT / "hooks" / "factsite"
# From the bottom to the top: each knows only of those before it. The order is that of docs/architecture.md.
LAYERS = (
    *(
        "machinery",
        "bounded",
        "collector",
        "durable",
        "telling",
        "problems",
        "records",
        "languages",
        "clock",
        "documents",
        "localising",
        "prose",
        "content",
        "faults",
    ),
    *(
        "deriving",
        "translating",
        "terminology",
        "reading",
        "build_cache",
        "charting",
        "typesetting",
        "rendering",
        "changes",
        "checking",
        "describing",
        "hosting",
        "publishing",
        "importing",
        "fetching",
        "renaming",
        "form",
    ),
    *("exchanging", "releasing", "building", "serving", "kinds", "scaffolding", "plugin", "cli"),
)
# The commands and the package itself are named by those who start them.
STARTS = {"factsite", "__main__"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules of the package that a module imports, for types only or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("factsite"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("factsite"))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def test_no_import_runs_back() -> None:
    back = [
        f"{name} → {target}"
        for name, tree in MODULES.items()
        for target in imported(tree)
        if room(name) not in STARTS and room(name) != room(target)
        if LAYERS.index(room(target)) >= LAYERS.index(room(name))
    ]
    assert back == []


def test_no_module_imports_itself_by_a_circle() -> None:
    graph = {name: set(imported(tree)) - {name} for name, tree in MODULES.items()}
    assert set(graphlib.TopologicalSorter(graph).static_order()) >= set(graph)


def test_nothing_stands_loose_but_what_all_stages_share() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")}
    assert loose == {
        "__init__",
        "__main__",
        "machinery",
        "durable",
        "collector",
        "problems",
        "telling",
        "bounded",
        "clock",
        "languages",
        "content",
        "faults",
        "plugin",
    }


def test_every_room_is_a_layer_and_named_in_the_docs() -> None:
    rooms = {room(name) for name in MODULES} - STARTS
    assert rooms == set(LAYERS)
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in LAYERS if f"`{name}`" not in told and f"`{name}/`" not in told] == []


def test_only_a_kind_asks_whether_a_record_is_of_it() -> None:
    """The rest asks the registry, or for the records of a model (``Content.records``, ``Entry.of``)."""
    models = {kind.record.__name__ for kind in kinds().values()}
    found = []
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
                asked = {part.id for part in ast.walk(node.args[1]) if isinstance(part, ast.Name)}
                found += [f"{name}: {model}" for model in sorted(asked & models) if room(name) != "kinds"]
    assert found == []


def test_a_class_has_a_name_of_its_own() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_record_is_of_a_kind() -> None:
    def all_below(model: type[Record]) -> set[type[Record]]:
        return {model, *(one for below in model.__subclasses__() for one in all_below(below))}

    own = {model for model in all_below(Record) if model.__module__.startswith("factsite.")}
    assert own - {Record} <= {kind.record for kind in kinds().values()}


def test_no_module_is_longer_than_a_reader_bears() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}
