"""The whole of ``content/`` → facts, words and every problem found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from factsite.content import LANGUAGES, Content, DimensionFacts, Entry, Labels, Translation
from factsite.problems import Problem, did_you_mean
from factsite.reading.pages import read_page
from factsite.reading.ratios import compute_ratios
from factsite.reading.series import with_series
from factsite.reading.text import UnreadableError
from factsite.reading.tree import Document, Tree, read_document, read_list
from factsite.reading.typography import typeset, typeset_fields, typeset_source
from factsite.reading.validating import validate
from factsite.records.figure import Observation, Revision
from factsite.records.kinds import KINDS, SECTIONS, Evidence, Source
from factsite.records.settings import Settings
from factsite.records.wording import Wordings
from factsite.records.words import PageWords, TermFacts, TermWords, Words

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
# Pages of words that belong to no section.
_PAGES = frozenset({"index", "calendar", "glossary", "report", "search"})
_DATA_FILES = ("themes.yml", "dimensions.yml", "glossary.yml", "home.yml", "site.yml", "words.yml")


class Reader:
    """Reads a content folder; ``problems`` holds all that couldn't be used."""

    def __init__(self, root: Path) -> None:
        self.content = Content(root)
        self.problems: list[Problem] = []
        self._series_paths: set[Path] = set()
        self._named_series: set[Path] = set()

    def read(self) -> Content:
        """Read facts first, then words; what can't be read is noted and left out."""
        data = self.content.root / "data"
        self._vocabularies(data)
        for name in KINDS:
            for path in self._files(data / name, ".yml", ".csv"):
                self._record(name, path)
        compute_ratios(self.content)
        for path in sorted(self._series_paths - self._named_series):
            remedy = f"Write “series: {path.name}” in the figure it belongs to."
            self.problems.append(Problem(path, 1, 1, "unknown-file", "no figure names this CSV", remedy))
        for path in self._files(data / "sources", ".yml"):
            self._source(path)
        self._unknown(data, {*KINDS, "sources", *_DATA_FILES})
        for language in LANGUAGES:
            self._language(language)
        self._unknown(self.content.root, {"data", "assets", *LANGUAGES})
        return self.content

    # --- facts -------------------------------------------------------------------------------------------------

    def _vocabularies(self, data: Path) -> None:
        content = self.content
        content.themes = dict(self._try(read_list, data / "themes.yml") or [])
        for name, tree in self._fields(data / "dimensions.yml").items():
            facts = tree if isinstance(tree, dict) else {}
            codes, aggregates = _words(facts.get("codes")), _words(facts.get("aggregates"))
            total = [str(facts["total"])] if facts.get("total") and facts["total"] not in codes else []
            countries, ordered = facts.get("countries") == "true", facts.get("ordered") == "true"
            content.dimensions[name] = DimensionFacts(total + codes, countries, aggregates, ordered)
        if (data / "home.yml").exists():
            content.key_figures = self._try(read_list, data / "home.yml") or []
        if (data / "site.yml").exists() and (document := self._try(read_document, data / "site.yml")):
            content.settings_document = document
            settings, problems = validate(Settings, document)
            self.problems += problems
            content.settings = settings
        if (data / "words.yml").exists() and (document := self._try(read_document, data / "words.yml")):
            content.wordings, problems = validate(Wordings, document)
            self.problems += problems
        if document := self._try(read_document, data / "glossary.yml"):
            content.glossary.facts_document = document
            content.glossary.facts = self._each(TermFacts, document)

    def _record(self, kind: str, path: Path) -> None:
        if path.suffix == ".csv":
            self._series_paths.add(path)
            return
        entry = self._entry(f"{kind}/{path.stem}")
        document = self._try(read_document, path)
        if document is None:
            return
        entry.document = document
        if kind == "figures":
            series = document.data.get("series")
            if isinstance(series, str):
                base = document
                self._named_series.add(path.with_name(series))
                document = self._try(lambda _: with_series(base, series), path)
                if document is None:
                    return
                self.problems += document.warnings
                entry.document = document
            document.data = _dimensions_apart(document.data)
        if kind == "fact-checks":
            document.data = document.data | {"evidence": _apart(document.data.get("evidence"), Evidence)}
        record, problems = validate(KINDS[kind].record, document)
        self.problems += problems
        entry.record = record

    def _source(self, path: Path) -> None:
        if document := self._try(read_document, path):
            self.content.source_documents[path.stem] = document
            source, problems = validate(Source, document)
            self.problems += problems
            if source:
                self.content.sources[path.stem] = typeset_source(source)

    # --- words -------------------------------------------------------------------------------------------------

    def _language(self, language: str) -> None:
        folder = self.content.root / language
        if not folder.is_dir():
            self.problems.append(Problem(folder, 1, 1, "missing-language", f"there is no folder “{language}”"))
            return
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                self._words_file(language, path)

    def _words_file(self, language: str, path: Path) -> None:
        relative = path.relative_to(self.content.root / language)
        name = relative.as_posix()
        if name == "labels.yml":
            self._labels(language, path)
        elif name == "glossary.yml":
            self._glossary(language, path)
        elif path.suffix == ".md" and self._belongs(relative, path):
            self._translation(language, relative.with_suffix("").as_posix(), path)
        elif path.suffix != ".md":
            remedy = "Pages are .md files; pictures belong in content/assets."
            self.problems.append(Problem(path, 1, 1, "unknown-file", "this file is used by nothing", remedy))

    def _belongs(self, relative: Path, path: Path) -> bool:
        parts = relative.parts
        known = len(parts) <= 2 and (parts[0] in SECTIONS or relative.stem in _PAGES)
        if not known:
            remedy = did_you_mean(parts[0], SECTIONS)
            self.problems.append(Problem(path, 1, 1, "unknown-section", f"there is no section “{parts[0]}”", remedy))
        return known

    def _translation(self, language: str, page: str, path: Path) -> None:
        entry = self._entry(page)
        file = self._try(read_page, path)
        if file is None:
            return
        model: type[Words] = KINDS[entry.kind].words if entry.kind in KINDS else PageWords
        words, problems = validate(model, file.document)
        self.problems += problems
        if words:
            if words.slug is None and page != "index":
                remedy = "Add “slug: words-of-the-title”."
                self.problems.append(file.document.problem("missing-field", "the field “slug” is missing", remedy))
                return
            file.body = typeset(file.body, language)
            entry.translations[language] = Translation(language, typeset_fields(words, language), file)

    def _labels(self, language: str, path: Path) -> None:
        document = self._try(read_document, path)
        if document is None:
            return
        labels = Labels({}, {}, {})
        for name, tree in document.data.items():
            if name == "themes" and isinstance(tree, dict):
                labels.themes = {key: str(value) for key, value in tree.items() if isinstance(value, str)}
            elif name == "dimensions" and isinstance(tree, dict):
                for dimension, facts in tree.items():
                    facts = facts if isinstance(facts, dict) else {}
                    labels.dimensions[dimension] = str(facts.get("name") or "")
                    codes = facts.get("codes")
                    labels.codes[dimension] = (
                        {key: str(value) for key, value in codes.items()} if isinstance(codes, dict) else {}
                    )
            else:
                remedy = did_you_mean(name, ("themes", "dimensions"))
                self.problems.append(document.problem("unknown-field", f"unknown field “{name}”", remedy, (name,)))
        self.content.labels[language] = labels
        self._label_gaps(language, document, labels)

    def _label_gaps(self, language: str, document: Document, labels: Labels) -> None:
        wanted: dict[tuple[str, ...], bool] = {
            ("themes", theme): theme in labels.themes for theme in self.content.themes
        }
        for dimension, facts in self.content.dimensions.items():
            wanted["dimensions", dimension] = bool(labels.dimensions.get(dimension))
            for code in (*facts.codes, *facts.aggregates):
                if not facts.countries or code not in {"TOTAL"}:
                    wanted["dimensions", dimension, "codes", code] = code in labels.codes.get(dimension, {})
        for keys, there in wanted.items():
            if not there:
                what = f"“{'.'.join(keys)}” has no name in this language"
                self.problems.append(document.problem("missing-label", what, f"Add “{keys[-1]}: …”.", keys[:-1]))

    def _glossary(self, language: str, path: Path) -> None:
        if document := self._try(read_document, path):
            self.content.glossary.documents[language] = document
            words = self._each(TermWords, document)
            self.content.glossary.words[language] = {k: typeset_fields(w, language) for k, w in words.items()}

    # --- helpers -----------------------------------------------------------------------------------------------

    def _each(self, model: type[M], document: Document) -> dict[str, M]:
        found: dict[str, M] = {}
        for key in document.data:
            part = document.part(key)
            record, problems = validate(model, part)
            self.problems += problems
            if record:
                found[key] = record
        return found

    def _entry(self, path: str) -> Entry:
        return self.content.entries.setdefault(path, Entry(path))

    def _try(self, read: Callable[[Path], T], path: Path) -> T | None:
        try:
            return read(path)
        except UnreadableError as error:
            self.problems += error.problems
        except FileNotFoundError:
            self.problems.append(Problem(path, 1, 1, "missing-file", "this file is missing"))
        return None

    def _fields(self, path: Path) -> dict[str, Tree]:
        document = self._try(read_document, path)
        return document.data if document else {}

    def _files(self, folder: Path, *suffixes: str) -> list[Path]:
        found = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.suffix in suffixes and path.is_file():
                found.append(path)
            elif not path.name.startswith("."):
                remedy = f"Data files end in {' or '.join(suffixes)}."
                self.problems.append(Problem(path, 1, 1, "unknown-file", "this file is used by nothing", remedy))
        return found

    def _unknown(self, folder: Path, known: Iterable[str]) -> None:
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name not in known and not path.name.startswith("."):
                remedy = did_you_mean(path.name, known)
                self.problems.append(Problem(path, 1, 1, "unknown-file", f"“{path.name}” is used by nothing", remedy))


def _words(tree: Tree) -> list[str]:
    return [str(item) for item in tree] if isinstance(tree, list) else []


def _dimensions_apart(data: dict[str, Tree]) -> dict[str, Tree]:
    """Move the dimension codes of observations and revisions from beside the value into ``codes``."""
    changed = dict(data)
    dimensions = data.get("dimensions")
    names = set(dimensions) if isinstance(dimensions, dict) else set()
    for field, model in (("observations", Observation), ("revisions", Revision)):
        if field in data:
            changed[field] = _apart(data[field], model, names)
    return changed


def _apart(tree: Tree, model: type[Observation | Revision | Evidence], names: set[str] | None = None) -> Tree:
    """Move the keys of each row that no field of the model has (or that are in ``names``) into ``codes``."""
    if not isinstance(tree, list):
        return tree
    known = set(model.model_fields)
    rows: list[Tree] = []
    for row in tree:
        if isinstance(row, dict):
            apart = {
                key: value for key, value in row.items() if (key in names if names is not None else key not in known)
            }
            kept: dict[str, Tree] = {key: value for key, value in row.items() if key not in apart}
            row = kept | ({"codes": apart} if apart else {})
        rows.append(row)
    return rows


def read_content(root: Path) -> tuple[Content, list[Problem]]:
    """Read a content folder.

    Returns:
        What could be read, and every problem that reading found.
    """
    reader = Reader(root)
    return reader.read(), reader.problems
