"""The whole of ``content/`` → facts, words and every problem found on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from factsite.content import Content, Entry, Labels
from factsite.deriving.ratios import with_ratio
from factsite.documents.memory import Memory
from factsite.documents.pages import read_page
from factsite.documents.series import SeriesRows, read_series
from factsite.documents.text import UnreadableError
from factsite.documents.tree import Document, Place, read_document, read_list
from factsite.documents.typography import typeset_fields
from factsite.documents.validating import validate
from factsite.documents.walking import ASSETS, DATA, walk
from factsite.faults import fault
from factsite.languages import INTERFACE, Languages
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.reading.configuration import FILE, languages_beside
from factsite.reading.making import dimension_facts, recorded, sourced, translated
from factsite.records.figure import Figure
from factsite.records.listed import FILE as CODES
from factsite.records.listed import CodeLists, CodeNames, Listed
from factsite.records.registry import kinds, sections, special_pages
from factsite.records.scalars import check_code, check_series, check_slug
from factsite.records.settings import Settings
from factsite.records.wording import Wordings
from factsite.records.words import PageWords, TermFacts, TermWords, Words

M = TypeVar("M", bound=BaseModel)
LABELS = "labels.yml"
_DATA_FILES = ("themes.yml", "dimensions.yml", CODES, "glossary.yml", "home.yml", "site.yml", "words.yml")


class Reader:
    """Reads a content folder; ``problems`` holds all that couldn't be used."""

    def __init__(self, root: Path, languages: Languages, memory: Memory) -> None:
        self._memory = memory
        self.found = walk(root, languages.codes)
        self.content = Content(root, languages, files=frozenset(self.found.files), there=frozenset(self.found.there))
        self.content.codes = memory.made("no codes", (), CodeLists)
        self.problems: list[Problem] = list(self.found.problems)
        self._series_paths: set[Path] = set()
        self._named_series: set[Path] = set()

    def read(self) -> Content:
        """Read facts first, then words; what can't be read is noted and left out."""
        data = self.content.root / DATA
        self._vocabularies(data)
        for kind in kinds():
            for path in self._files(f"{DATA}/{kind}", ".yml", ".csv"):
                if path.suffix == ".csv":
                    self._series_paths.add(path)
                else:
                    self._take(path, partial(self._record, kind))
        for entry, _ in list(self.content.records(Figure)):
            if entry.document is not None:
                self._take(entry.document.path, partial(self._computed, entry))
        for path in sorted(self._series_paths - self._named_series):
            remedy = f"Write “series: {path.name}” in the figure it belongs to."
            self.problems.append(Problem(path, 1, 1, "unknown-file", "no figure names this CSV", remedy))
        for path in self._files(f"{DATA}/sources", ".yml"):
            self._take(path, self._source)
        self._unknown(DATA, {*kinds(), "sources", *_DATA_FILES})
        for language in self.content.languages:
            self._language(language)
        self._unknown("", {DATA, ASSETS, *self.content.languages})
        return self.content

    # --- facts -------------------------------------------------------------------------------------------------

    def _vocabularies(self, data: Path) -> None:
        self._take(data / "themes.yml", self._themes)
        self._take(data / "dimensions.yml", self._dimensions)
        if f"{DATA}/{CODES}" in self.content.there:
            self.content.codes_are_known = False  # until they have been read
            self._take(data / CODES, self._codes)
        if "data/home.yml" in self.content.there:
            self._take(data / "home.yml", self._home)
        if "data/site.yml" in self.content.there:
            self._take(data / "site.yml", self._settings)
        if "data/words.yml" in self.content.there:
            self._take(data / "words.yml", self._wordings)
        self._take(data / "glossary.yml", self._terms)

    def _themes(self, path: Path) -> None:
        themes = self._memory.read(path, read_list)
        self._refuse(path, check_slug, themes)
        self.content.themes = dict(themes)

    def _home(self, path: Path) -> None:
        self.content.key_figures = self._memory.read(path, read_list)

    def _settings(self, path: Path) -> None:
        self.content.settings_document = document = self._document(path)
        self.content.settings, problems = validate(Settings, document)
        self.problems += problems

    def _codes(self, path: Path) -> None:
        # Their names stand with the words, and a record holds its codes with their names.
        names = (self._state(self.content.root / code / LABELS) for code in self.content.languages)
        document = self._document(path)
        codes, problems = self._memory.made("codes", (document, *names), lambda: validate(CodeLists, document))
        self.problems += problems
        if codes:
            self.content.codes, self.content.codes_are_known = codes, True

    def _told(self, problems: list[Problem]) -> list[Problem]:
        """Without the codes that aren't known because their lists can't be read, which has been said once."""
        return [problem for problem in problems if self.content.codes_are_known or problem.rule != "code"]

    def _wordings(self, path: Path) -> None:
        document = self._document(path)
        self.content.wordings, problems = self._memory.made(
            "wordings", (document,), lambda: validate(Wordings, document)
        )
        self.problems += problems

    def _dimensions(self, path: Path) -> None:
        document = self._document(path)
        self._refuse(path, check_slug, [(name, document.place((name,))) for name in document.data])
        self.content.dimensions = self._memory.made("dimensions", (document,), lambda: dimension_facts(document))
        for name, facts in self.content.dimensions.items():
            codes = [(code, document.place((name,))) for code in (*facts.codes, *facts.aggregates)]
            self._refuse(path, check_code, codes)

    def _terms(self, path: Path) -> None:
        document = self._document(path)
        self.content.glossary.facts_document = document
        self._refuse(path, check_slug, [(name, document.place((name,))) for name in document.data])
        self.content.glossary.facts = self._each(TermFacts, document)

    def _record(self, kind: str, path: Path) -> None:
        entry = self._entry(f"{kind}/{path.stem}")
        entry.document = document = self._document(path)
        model, series, name = kinds()[kind].record, None, document.data.get("series")
        if model.has_series and isinstance(name, str):
            series = self._series(document, name)
            self.problems += series.warnings
        made = self._memory.made(
            ("record", path),
            (model, document, series, self.content.codes),
            lambda: recorded(model, document, series, self.content.codes),
        )
        entry.document, entry.record = made.document, made.record
        self.problems += self._told(made.problems)

    def _series(self, document: Document, name: str) -> SeriesRows:
        """Read the CSV of that name beside the document, if the walk let it through."""
        try:
            path = document.path.with_name(check_series(name))
        except RuleError as error:
            raise UnreadableError(document.problem(error.rule, str(error), error.remedy, ("series",))) from error
        self._named_series.add(path)
        if path not in self._series_paths:
            remedy = "Put the CSV beside the YAML, or mend the name."
            raise UnreadableError(document.problem("series", f"there is no file “{name}” here", remedy, ("series",)))
        return self._memory.read(path, read_series)

    def _computed(self, entry: Entry, _: Path) -> None:
        if (figure := entry.of(Figure)) and figure.ratio:
            names = (figure.ratio.numerator.figure, figure.ratio.denominator.figure)
            parts = (self.content.get("figures", name, Figure) for name in names)
            entry.record = self._memory.made(
                ("ratio", entry.path), (figure, *parts), lambda: with_ratio(self.content, figure)
            )

    def _source(self, path: Path) -> None:
        document = self._document(path)
        self.content.source_documents[path.stem] = document
        source, problems = self._memory.made(
            ("source", path), (document, self.content.codes), lambda: sourced(document, self.content.codes)
        )
        self.problems += self._told(problems)
        if source:
            self.content.sources[path.stem] = source

    # --- words -------------------------------------------------------------------------------------------------

    def _language(self, language: str) -> None:
        if language not in self.found.folders:
            folder = self.content.root / language
            self.problems.append(Problem(folder, 1, 1, "missing-language", f"there is no folder “{language}”"))
        for path in self.found.within(language, deep=True):
            self._take(path, partial(self._words_file, language))

    def _words_file(self, language: str, path: Path) -> None:
        relative = path.relative_to(self.content.root / language)
        name = relative.as_posix()
        if name == LABELS:
            self._labels(language, path)
        elif name == "glossary.yml":
            self._glossary(language, path)
        elif path.suffix == ".md" and self._belongs(relative, path):
            self._translation(language, relative.with_suffix("").as_posix(), path)
        elif path.suffix != ".md" and name != INTERFACE:
            remedy = "Pages are .md files; pictures belong in content/assets."
            self.problems.append(Problem(path, 1, 1, "unknown-file", "this file is used by nothing", remedy))

    def _belongs(self, relative: Path, path: Path) -> bool:
        parts = relative.parts
        known = len(parts) <= 2 and (parts[0] in sections() or relative.stem in special_pages())
        if not known:
            remedy = did_you_mean(parts[0], sections())
            self.problems.append(Problem(path, 1, 1, "unknown-section", f"there is no section “{parts[0]}”", remedy))
        return known

    def _translation(self, language: str, page: str, path: Path) -> None:
        entry = self._entry(page)
        file = self._memory.read(path, read_page)
        model: type[Words] = kinds()[entry.kind].words if entry.kind in kinds() else PageWords
        translation, problems = self._memory.made(
            ("words", path), (file, model), lambda: translated(language, page, file, model)
        )
        self.problems += problems
        if translation:
            entry.translations[language] = translation

    def _labels(self, language: str, path: Path) -> None:
        document = self._document(path)
        labels, lists = Labels({}, {}, {}), self.content.codes.lists()
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
            elif name in lists:
                if self.content.codes_are_known:
                    self._names(language, document.part(name), lists[name])
            else:
                remedy = did_you_mean(name, ("themes", "dimensions", *lists))
                self.problems.append(document.problem("unknown-field", f"unknown field “{name}”", remedy, (name,)))
        self.content.labels[language] = labels
        self._label_gaps(language, document, labels)

    def _names(self, language: str, document: Document, known: Mapping[str, Listed]) -> None:
        """Give the codes of a list their names in a language."""
        names, problems = validate(CodeNames, document)
        self.problems += problems
        for value, name in (names.root if names else {}).items():
            if value in known:
                known[value].takes_name(language, typeset_fields(name, language))
            else:
                what = f"no list in content/data/{CODES} has “{value}” here"
                self.problems.append(document.problem("unknown-field", what, did_you_mean(value, known), (value,)))

    def _label_gaps(self, language: str, document: Document, labels: Labels) -> None:
        wanted: dict[tuple[str, ...], bool] = {
            ("themes", theme): theme in labels.themes for theme in self.content.themes
        }
        for name, codes in self.content.codes.lists().items():
            wanted |= {(name, value): language in code.names for value, code in codes.items()}
        genders = {gender for act in self.content.codes.acts.values() if (gender := act.gender_in(language))}
        for value, step in self.content.codes.steps.items():
            if own := step.names.get(language):
                wanted |= {("steps", value, "forms", gender): gender in own.forms for gender in genders}
        for dimension, facts in self.content.dimensions.items():
            wanted["dimensions", dimension] = bool(labels.dimensions.get(dimension))
            for code in (*facts.codes, *facts.aggregates):
                if not facts.countries or code not in {"TOTAL"}:
                    wanted["dimensions", dimension, "codes", code] = code in labels.codes.get(dimension, {})
        partial = self.content.languages[language].partial
        for keys, there in wanted.items():
            if not there and not partial:
                what = f"“{'.'.join(keys)}” has no name in this language"
                self.problems.append(document.problem("missing-label", what, f"Add “{keys[-1]}: …”.", keys[:-1]))

    def _glossary(self, language: str, path: Path) -> None:
        document = self._document(path)
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

    def _document(self, path: Path) -> Document:
        return self._memory.read(path, read_document)

    def _state(self, path: Path) -> object:
        """Something that is another object when a file has changed, unread; None where none may be opened."""
        known = path.relative_to(self.content.root).as_posix() in self.content.files
        return self._memory.read(path, _state) if known else None

    def _entry(self, path: str) -> Entry:
        return self.content.entries.setdefault(path, Entry(path, self.content.languages))

    def _take(self, path: Path, handle: Callable[[Path], object]) -> None:
        """Let a file be read; whatever comes of it, the others are read too."""
        name = path.relative_to(self.content.root).as_posix()
        if name not in self.content.files:
            if name not in self.content.there:
                self.problems.append(Problem(path, 1, 1, "missing-file", "this file is missing"))
            return  # what is there and may not be opened has been said
        try:
            handle(path)
        except UnreadableError as error:
            self.problems += error.problems
        except FileNotFoundError:
            self.problems.append(Problem(path, 1, 1, "missing-file", "this file has gone while it was to be read"))
        except Exception as error:  # the net of this stage
            self.problems.append(fault(error, path))

    def _refuse(self, path: Path, test: Callable[[str], str], words: Iterable[tuple[str, Place]]) -> None:
        """Note which words of a vocabulary can't be identifiers or codes."""
        for word, place in words:
            try:
                test(word)
            except RuleError as error:
                self.problems.append(Problem(path, place.line, place.column, error.rule, str(error), error.remedy))

    def _files(self, folder: str, *suffixes: str) -> Iterator[Path]:
        for path in self.found.within(folder):
            if path.suffix in suffixes:
                yield path
            else:
                remedy = f"Data files end in {' or '.join(suffixes)}."
                self.problems.append(Problem(path, 1, 1, "unknown-file", "this file is used by nothing", remedy))
        self._unknown(folder, self.found.own_names)

    def _unknown(self, folder: str, known: Collection[str]) -> None:
        """Note what stands in a folder beside what is known there."""
        listed = {name for name in (*self.found.files, *self.found.folders) if name.rpartition("/")[0] == folder}
        for name in sorted(listed):
            own = name.rpartition("/")[2]
            if own not in known:
                path, remedy = self.content.root / name, did_you_mean(own, known)
                self.problems.append(Problem(path, 1, 1, "unknown-file", f"“{own}” is used by nothing", remedy))


def _state(path: Path) -> object:
    """What stands for the state of a file."""
    del path
    return object()


def read_content(
    root: Path, languages: Languages | None = None, memory: Memory | None = None
) -> tuple[Content, list[Problem]]:
    """Read a content folder.

    Args:
        root: the content folder.
        languages: those of the site; without them, those of the mkdocs.yml beside the folder.
        memory: what was made of the files when they were read before: what is the same isn’t made again.

    Returns:
        What could be read, and every problem that reading found.
    """
    try:
        kinds()
        languages = languages or languages_beside(root)
    except RuleError as error:
        problem = Problem(root.absolute().parent / FILE, 1, 1, error.rule, str(error), error.remedy)
        return Content(root, Languages((), "")), [problem]
    memory = memory or Memory()
    memory.begin()
    reader = Reader(root, languages, memory)
    content = reader.read()
    memory.end()
    return content, reader.problems
