"""The whole of ``content/`` → facts, words and every problem found on the way."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from factsite.collector import collector_at_rest
from factsite.content import Content, Entry
from factsite.deriving.ratios import with_ratio
from factsite.documents.history import read_history
from factsite.documents.memory import Memory
from factsite.documents.pages import read_page
from factsite.documents.published import read_published
from factsite.documents.series import SeriesRows, read_series
from factsite.documents.text import UnreadableError, read_text
from factsite.documents.tree import Document
from factsite.documents.validating import validate
from factsite.documents.walking import ASSETS, DATA
from factsite.languages import INTERFACE, Languages
from factsite.problems import Problem, RuleError, did_you_mean, nearest_word
from factsite.reading.configuration import FILE, languages_beside
from factsite.reading.making import recorded, sourced, translated
from factsite.reading.taking import missing_file
from factsite.reading.vocabularies import DATA_FILES, GLOSSARY, LABELS, VocabularyReader
from factsite.records.booklets import FOLDER as BOOKLETS
from factsite.records.booklets import PDF_SIGN, booklet_name
from factsite.records.change import FOLDER as CHANGES
from factsite.records.change import ReleaseChanges
from factsite.records.figure import Figure
from factsite.records.history import FOLDER as HISTORY
from factsite.records.published import FILE as PUBLISHED
from factsite.records.registry import EASY, kinds, sections, special_pages
from factsite.records.scalars import parse_day
from factsite.records.texts import check_series
from factsite.records.words import PageWords, Words
from factsite.telling import told


class Reader(VocabularyReader):
    """Reads a content folder; ``problems`` holds all that couldn't be used."""

    def __init__(self, root: Path, languages: Languages, memory: Memory) -> None:
        super().__init__(root, languages, memory)
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
        self._written_by_commands()
        self._unknown(DATA, {*kinds(), "sources", CHANGES, HISTORY, BOOKLETS, PUBLISHED, *DATA_FILES})
        for language in self.content.languages:
            self._language(language)
        self._unknown("", {DATA, ASSETS, *self.content.languages})
        return self.content

    def _written_by_commands(self) -> None:
        for path in self._files(f"{DATA}/{CHANGES}", ".yml"):
            self._take(path, self._changes)
        for path in self._files(f"{DATA}/{HISTORY}", ".csv"):
            self._take(path, self._history)
        for path in self._files(f"{DATA}/{BOOKLETS}", ".pdf"):
            self._take(path, self._booklet)
        if f"{DATA}/{PUBLISHED}" in self.content.there:
            self._take(self.content.root / DATA / PUBLISHED, self._published)

    def _series_without_figures(self) -> None:
        misnamed = {path.name for path in self._named_series - self._series_paths}
        for path in sorted(self._series_paths - self._named_series):
            if nearest_word(path.name, misnamed):
                continue  # a figure names it by a misspelt name, which has been said
            remedy = told("Write “series: {name}” in the figure it belongs to.", name=path.name)
            self.problems.append(Problem(path, 1, 1, "unknown-file", told("no figure names this CSV"), remedy))

    # --- facts -------------------------------------------------------------------------------------------------

    def _record(self, kind: str, path: Path) -> None:
        entry = self._entry(f"{kind}/{path.stem}")
        entry.document = document = self._document(path)
        model, series, name = kinds()[kind].record, None, document.data.get("series")
        if model.row and isinstance(name, str):
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
            raise UnreadableError(document.problem(error.rule, error.message, error.remedy, ("series",))) from error
        self._named_series.add(path)
        if path not in self._series_paths:
            near = did_you_mean(name, {one.name for one in self._series_paths - self._named_series})
            remedy = near or told("Put the CSV beside the YAML, or mend the name.")
            raise UnreadableError(
                document.problem("series", told("there is no file “{name}” here", name=name), remedy, ("series",))
            )
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

    def _changes(self, path: Path) -> None:
        """What readers saw change on a day, which is the name of the file."""
        try:
            day = parse_day(path.stem)
        except RuleError as error:
            what = told("“{name}” is named for no day", name=path.name)
            remedy = told("Name it for the day of the release, such as 2026-11-26.yml.")
            raise UnreadableError(Problem(path, 1, 1, "change-record", what, remedy)) from error
        document = self._document(path)
        found, problems = self._memory.made(("changes", path), (document,), lambda: validate(ReleaseChanges, document))
        self.problems += problems
        if found:
            self.content.changes[day] = found

    def _history(self, path: Path) -> None:
        """What a figure said before, version by version; the figure is the name of the file."""
        self.content.histories[path.stem] = self._memory.read(path, read_history)

    def _published(self, path: Path) -> None:
        """What readers may have quoted of the last release."""
        self.content.published = self._memory.read(path, read_published)

    def _booklet(self, path: Path) -> None:
        """The booklet of a year that is over, in a language: both are in the name of the file."""
        year, _, language = path.stem.partition("-")
        if not (len(year) == 4 and year.isdecimal() and language in self.content.languages):
            what = told("“{name}” is named for no year and language", name=path.name)
            remedy = told("Name it for both, such as {name}.", name=booklet_name(2025, self.content.languages.default))
            raise UnreadableError(Problem(path, 1, 1, "booklet", what, remedy))
        with path.open("rb") as file:
            if file.read(len(PDF_SIGN)) != PDF_SIGN:
                remedy = told("Take the file of the last release of that year.")
                raise UnreadableError(Problem(path, 1, 1, "booklet", told("this is no PDF"), remedy))
        self.content.booklets[language, int(year)] = path

    # --- words -------------------------------------------------------------------------------------------------

    def _language(self, language: str) -> None:
        if language not in self.found.folders:
            folder = self.content.root / language
            self.problems.append(
                Problem(folder, 1, 1, "missing-language", told("there is no folder “{language}”", language=language))
            )
        elif not self.content.languages[language].partial:
            self._needed(language)
        for path in self.found.within(language, deep=True):
            self._take(path, partial(self._words_file, language))

    def _needed(self, language: str) -> None:
        """Without names of codes and terms readers would see the codes; said once, not for each of them."""
        for name in (LABELS, GLOSSARY) if self.content.glossary.facts else (LABELS,):
            if f"{language}/{name}" not in self.content.there:
                self.problems.append(missing_file(self.content.root / language / name))

    def _words_file(self, language: str, path: Path) -> None:
        relative = path.relative_to(self.content.root / language)
        name = relative.as_posix()
        if name == LABELS:
            self._labels(language, path)
        elif name == GLOSSARY:
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
        # An easy-to-read page stands under the whole path of its full one.
        within = parts[1:] if parts[0] == EASY else parts
        known = len(within) <= 2 and (within[0] in sections() or relative.stem in special_pages())
        if not known:
            remedy = did_you_mean(parts[0], sections())
            self.problems.append(
                Problem(path, 1, 1, "unknown-section", told("there is no section “{parts}”", parts=parts[0]), remedy)
            )
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


@collector_at_rest()
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
        problem = Problem(root.absolute().parent / FILE, 1, 1, error.rule, error.message, error.remedy)
        return Content(root, Languages((), "")), [problem]
    memory = memory or Memory()
    memory.begin()
    reader = Reader(root, languages, memory)
    content = reader.read()
    memory.end()
    return content, reader.problems
