"""The whole of ``content/`` → facts, words and every problem found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from factsite.content import Content, DimensionFacts, Entry, Labels, Translation
from factsite.deriving.ratios import compute_ratio
from factsite.documents.pages import read_page
from factsite.documents.series import SeriesDocument, with_series
from factsite.documents.text import UnreadableError, read_text
from factsite.documents.tree import Document, Place, read_document, read_list
from factsite.documents.typography import typeset, typeset_fields, typeset_source
from factsite.documents.validating import validate
from factsite.documents.walking import ASSETS, DATA, walk
from factsite.faults import fault
from factsite.languages import INTERFACE, Languages
from factsite.problems import Problem, RuleError, did_you_mean, nearest_word
from factsite.reading.configuration import FILE, languages_beside
from factsite.records.change import FOLDER as CHANGES
from factsite.records.change import ReleaseChanges
from factsite.records.dimension import DimensionCodes
from factsite.records.figure import Figure
from factsite.records.former import FILE as FORMER
from factsite.records.former import FormerName
from factsite.records.listed import FILE as CODES
from factsite.records.listed import CodeLists, CodeNames, Listed
from factsite.records.registry import kinds, sections, special_pages
from factsite.records.scalars import check_series, check_slug, parse_day
from factsite.records.settings import Settings
from factsite.records.source import Source
from factsite.records.termbase import AGREED, EXCEPTIONS, AgreedTerms, TermExceptions
from factsite.records.wording import Wordings
from factsite.records.words import PageWords, TermFacts, TermWords, Words
from factsite.telling import one_of, told

M = TypeVar("M", bound=BaseModel)
_DATA_FILES = (
    "themes.yml",
    "dimensions.yml",
    CODES,
    "glossary.yml",
    "home.yml",
    "site.yml",
    "words.yml",
    AGREED,
    EXCEPTIONS,
    FORMER,
)


class Reader:
    """Reads a content folder; ``problems`` holds all that couldn't be used."""

    def __init__(self, root: Path, languages: Languages) -> None:
        self.found = walk(root, languages.codes)
        self.content = Content(root, languages, files=frozenset(self.found.files), there=frozenset(self.found.there))
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
        self._series_without_figures()
        for path in self._files(f"{DATA}/sources", ".yml"):
            self._take(path, self._source)
        for path in self._files(f"{DATA}/{CHANGES}", ".yml"):
            self._take(path, self._changes)
        self._unknown(DATA, {*kinds(), "sources", CHANGES, *_DATA_FILES})
        for language in self.content.languages:
            self._language(language)
        self._unknown("", {DATA, ASSETS, *self.content.languages})
        return self.content

    def _series_without_figures(self) -> None:
        misnamed = {path.name for path in self._named_series - self._series_paths}
        for path in sorted(self._series_paths - self._named_series):
            if nearest_word(path.name, misnamed):
                continue  # a figure names it by a misspelt name, which has been said
            remedy = told("Write “series: {name}” in the figure it belongs to.", name=path.name)
            self.problems.append(Problem(path, 1, 1, "unknown-file", told("no figure names this CSV"), remedy))

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
        for name, handle in (
            ("words.yml", self._wordings),
            (AGREED, self._agreed),
            (EXCEPTIONS, self._exceptions),
            (FORMER, self._former),
        ):
            if f"{DATA}/{name}" in self.content.there:
                self._take(data / name, handle)
        self._take(data / "glossary.yml", self._terms)

    def _themes(self, path: Path) -> None:
        themes = read_list(path)
        self._refuse(path, check_slug, themes)
        self.content.themes = dict(themes)

    def _home(self, path: Path) -> None:
        self.content.key_figures = read_list(path)

    def _settings(self, path: Path) -> None:
        self.content.settings_document = document = read_document(path)
        self.content.settings, problems = validate(Settings, document)
        self.problems += problems

    def _codes(self, path: Path) -> None:
        codes, problems = validate(CodeLists, read_document(path))
        self.problems += problems
        if codes:
            self.content.codes, self.content.codes_are_known = codes, True

    def _told(self, problems: list[Problem]) -> list[Problem]:
        """Without the codes that aren't known because their lists can't be read, which has been said once."""
        return [problem for problem in problems if self.content.codes_are_known or problem.rule != "code"]

    def _wordings(self, path: Path) -> None:
        self.content.wordings, problems = validate(Wordings, read_document(path))
        self.problems += problems

    def _former(self, path: Path) -> None:
        self.content.former_document = document = read_document(path)
        self.content.former = self._each(FormerName, document)

    def _agreed(self, path: Path) -> None:
        agreed, problems = validate(AgreedTerms, read_document(path))
        self.problems += problems
        self.content.agreed = agreed or self.content.agreed

    def _exceptions(self, path: Path) -> None:
        self.content.exceptions_document = document = read_document(path)
        exceptions, problems = validate(TermExceptions, document)
        self.problems += problems
        self.content.exceptions = exceptions or self.content.exceptions

    def _dimensions(self, path: Path) -> None:
        document = read_document(path)
        self._refuse(path, check_slug, [(name, document.place((name,))) for name in document.data])
        for name, facts in self._each(DimensionCodes, document).items():
            total = [facts.total] if facts.total and facts.total not in facts.codes else []
            self.content.dimensions[name] = DimensionFacts(
                total + facts.codes, facts.countries, facts.aggregates, facts.ordered
            )

    def _terms(self, path: Path) -> None:
        document = read_document(path)
        self.content.glossary.facts_document = document
        self._refuse(path, check_slug, [(name, document.place((name,))) for name in document.data])
        self.content.glossary.facts = self._each(TermFacts, document)

    def _record(self, kind: str, path: Path) -> None:
        entry = self._entry(f"{kind}/{path.stem}")
        entry.document = document = read_document(path)
        model = kinds()[kind].record
        series = document.data.get("series")
        if model.has_series and isinstance(series, str):
            entry.document = document = self._series(document, series)
        document.data = model.prepared(document.data)
        record, problems = validate(model, document, self.content.codes)
        self.problems += self._told(problems)
        entry.record = record

    def _series(self, document: Document, name: str) -> SeriesDocument:
        """Put the CSV of that name beside the document, if the walk let it through."""
        try:
            path = document.path.with_name(check_series(name))
        except RuleError as error:
            raise UnreadableError(document.problem(error.rule, error.message, error.remedy, ("series",))) from error
        self._named_series.add(path)
        if path not in self._series_paths:
            near = did_you_mean(name, {one.name for one in self._series_paths - self._named_series})
            remedy = near or told("Put the CSV beside the YAML, or mend the name.")
            raise UnreadableError(
                document.problem("series", told("there is no file “{name}” here", name=name), remedy, ("series",))
            )
        found = with_series(document, path)
        self.problems += found.warnings
        return found

    def _computed(self, entry: Entry, _: Path) -> None:
        compute_ratio(self.content, entry)

    def _source(self, path: Path) -> None:
        document = read_document(path)
        self.content.source_documents[path.stem] = document
        source, problems = validate(Source, document, self.content.codes)
        self.problems += self._told(problems)
        if source:
            self.content.sources[path.stem] = typeset_source(source)

    def _changes(self, path: Path) -> None:
        """What readers saw change on a day, which is the name of the file."""
        try:
            day = parse_day(path.stem)
        except RuleError as error:
            what = told("“{name}” is named for no day", name=path.name)
            remedy = told("Name it for the day of the release, such as 2026-11-26.yml.")
            raise UnreadableError(Problem(path, 1, 1, "change-record", what, remedy)) from error
        found, problems = validate(ReleaseChanges, read_document(path))
        self.problems += problems
        if found:
            self.content.changes[day] = found

    # --- words -------------------------------------------------------------------------------------------------

    def _language(self, language: str) -> None:
        if language not in self.found.folders:
            folder = self.content.root / language
            self.problems.append(
                Problem(folder, 1, 1, "missing-language", told("there is no folder “{language}”", language=language))
            )
        for path in self.found.within(language, deep=True):
            self._take(path, partial(self._words_file, language))

    def _words_file(self, language: str, path: Path) -> None:
        relative = path.relative_to(self.content.root / language)
        name = relative.as_posix()
        if name == "labels.yml":
            self._labels(language, path)
        elif name == "glossary.yml":
            self._glossary(language, path)
        elif path.suffix == ".md" and self._belongs(relative, path):
            self._translation(language, relative.with_suffix("").as_posix(), path)
        elif name == INTERFACE:
            read_text(path)  # what a merge or another encoding left in it is said here
        elif path.suffix != ".md":
            remedy = told("Pages are .md files; pictures belong in content/assets.")
            self.problems.append(Problem(path, 1, 1, "unknown-file", told("this file is used by nothing"), remedy))

    def _belongs(self, relative: Path, path: Path) -> bool:
        parts = relative.parts
        known = len(parts) <= 2 and (parts[0] in sections() or relative.stem in special_pages())
        if not known:
            remedy = did_you_mean(parts[0], sections())
            self.problems.append(
                Problem(path, 1, 1, "unknown-section", told("there is no section “{parts}”", parts=parts[0]), remedy)
            )
        return known

    def _translation(self, language: str, page: str, path: Path) -> None:
        entry = self._entry(page)
        file = read_page(path)
        model: type[Words] = kinds()[entry.kind].words if entry.kind in kinds() else PageWords
        words, problems = validate(model, file.document)
        self.problems += problems
        if words:
            if words.slug is None and page != "index":
                remedy = told("Add “slug: words-of-the-title”.")
                self.problems.append(
                    file.document.problem("missing-field", told("the field “slug” is missing"), remedy)
                )
                return
            file.body = typeset(file.body, language)
            entry.translations[language] = Translation(language, typeset_fields(words, language), file)

    def _labels(self, language: str, path: Path) -> None:
        document = read_document(path)
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
                self.problems.append(
                    document.problem("unknown-field", told("unknown field “{name}”", name=name), remedy, (name,))
                )
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
                what = told("no list in content/data/{codes} has “{value}” here", codes=CODES, value=value)
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
                what = told("“{listed}” has no name in this language", listed=".".join(keys))
                self.problems.append(
                    document.problem("missing-label", what, told("Add “{keys}: …”.", keys=keys[-1]), keys[:-1])
                )

    def _glossary(self, language: str, path: Path) -> None:
        document = read_document(path)
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
        return self.content.entries.setdefault(path, Entry(path, self.content.languages))

    def _take(self, path: Path, handle: Callable[[Path], object]) -> None:
        """Let a file be read; whatever comes of it, the others are read too."""
        name = path.relative_to(self.content.root).as_posix()
        if name not in self.content.files:
            if name not in self.content.there:
                self.problems.append(Problem(path, 1, 1, "missing-file", told("this file is missing")))
            return  # what is there and may not be opened has been said
        try:
            handle(path)
        except UnreadableError as error:
            self.problems += error.problems
        except FileNotFoundError:
            self.problems.append(
                Problem(path, 1, 1, "missing-file", told("this file has gone while it was to be read"))
            )
        except Exception as error:  # the net of this stage
            self.problems.append(fault(error, path))

    def _refuse(self, path: Path, test: Callable[[str], str], words: Iterable[tuple[str, Place]]) -> None:
        """Note which words of a vocabulary can't be identifiers or codes."""
        for word, place in words:
            try:
                test(word)
            except RuleError as error:
                self.problems.append(Problem(path, place.line, place.column, error.rule, error.message, error.remedy))

    def _files(self, folder: str, *suffixes: str) -> Iterator[Path]:
        for path in self.found.within(folder):
            if path.suffix in suffixes:
                yield path
            else:
                remedy = told("Data files end in {listed}.", listed=one_of(suffixes))
                self.problems.append(Problem(path, 1, 1, "unknown-file", told("this file is used by nothing"), remedy))
        self._unknown(folder, {Path(name).name for name in self.found.files})

    def _unknown(self, folder: str, known: Iterable[str]) -> None:
        """Note what stands in a folder beside what is known there."""
        listed = {name for name in (*self.found.files, *self.found.folders) if name.rpartition("/")[0] == folder}
        for name in sorted(listed):
            own = name.rpartition("/")[2]
            if own not in known:
                path, remedy = self.content.root / name, did_you_mean(own, known)
                self.problems.append(
                    Problem(path, 1, 1, "unknown-file", told("“{own}” is used by nothing", own=own), remedy)
                )


def read_content(root: Path, languages: Languages | None = None) -> tuple[Content, list[Problem]]:
    """Read a content folder.

    Args:
        root: the content folder.
        languages: those of the site; without them, those of the mkdocs.yml beside the folder.

    Returns:
        What could be read, and every problem that reading found.
    """
    try:
        kinds()
        reader = Reader(root, languages or languages_beside(root))
    except RuleError as error:
        problem = Problem(root.absolute().parent / FILE, 1, 1, error.rule, error.message, error.remedy)
        return Content(root, Languages((), "")), [problem]
    return reader.read(), reader.problems
