"""The vocabularies of a site – themes, dimensions, codes, terms, settings – and their names in each language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from factsite.content import Labels
from factsite.documents.tree import Document, read_list
from factsite.documents.typography import typeset_fields
from factsite.documents.validating import validate
from factsite.documents.walking import DATA
from factsite.problems import did_you_mean
from factsite.reading.making import dimension_facts
from factsite.reading.taking import Taker
from factsite.records.accessibility import TEST, AccessibilityTest
from factsite.records.choices import FILE as CHOICES
from factsite.records.choices import PublishedChoices
from factsite.records.former import FILE as FORMER
from factsite.records.former import FormerName
from factsite.records.listed import FILE as CODES
from factsite.records.listed import CodeLists, CodeNames, Listed
from factsite.records.registry import kinds
from factsite.records.searching import FILE as SEARCH
from factsite.records.searching import SearchSettings
from factsite.records.settings import Settings
from factsite.records.termbase import AGREED, EXCEPTIONS, AgreedTerms, TermExceptions
from factsite.records.texts import check_slug
from factsite.records.wording import Wordings
from factsite.records.words import TermFacts, TermWords
from factsite.telling import told

LABELS, GLOSSARY = "labels.yml", "glossary.yml"
DATA_FILES = (
    "themes.yml",
    "dimensions.yml",
    CODES,
    GLOSSARY,
    "home.yml",
    "site.yml",
    "words.yml",
    AGREED,
    EXCEPTIONS,
    FORMER,
    TEST,
    SEARCH,
    CHOICES,
)


class VocabularyReader(Taker):
    """Reads the files that stand once for the whole site, and their names in a language."""

    def _vocabularies(self, data: Path) -> None:
        self._take(data / "themes.yml", self._themes)
        self._take(data / "dimensions.yml", self._dimensions)
        parts = {name.partition("/")[2].partition("/")[0] for name in self.content.files if name.count("/") > 1}
        # Of a site without records and figures there is nothing that they would be needed for.
        has_records = not parts.isdisjoint(kinds())
        is_needed = {CODES: has_records, "home.yml": "figures" in parts, "site.yml": has_records}
        for name, handle in ((CODES, self._codes), ("home.yml", self._home), ("site.yml", self._settings)):
            if is_needed[name] or f"{DATA}/{name}" in self.content.there:
                if name == CODES:
                    self.content.codes_are_known = False  # until they have been read
                self._take(data / name, handle)
        for name, handle in (
            ("words.yml", self._wordings),
            (AGREED, self._agreed),
            (EXCEPTIONS, self._exceptions),
            (FORMER, self._former),
            (TEST, self._accessibility),
            (SEARCH, self._search),
            (CHOICES, self._choices),
        ):
            if f"{DATA}/{name}" in self.content.there:
                self._take(data / name, handle)
        self._take(data / GLOSSARY, self._terms)

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

    def _accessibility(self, path: Path) -> None:
        self.content.accessibility_document = document = self._document(path)
        self.content.accessibility, problems = validate(AccessibilityTest, document)
        self.problems += problems

    def _codes(self, path: Path) -> None:
        # Their names stand with the words, and a record holds its codes with their names.
        names = (self._state(self.content.root / code / LABELS) for code in self.content.languages)
        document = self._document(path)
        codes, problems = self._memory.made("codes", (document, *names), lambda: validate(CodeLists, document))
        self.problems += problems
        if codes:
            self.content.codes, self.content.codes_are_known = codes, True

    def _wordings(self, path: Path) -> None:
        document = self._document(path)
        self.content.wordings, problems = self._memory.made(
            "wordings", (document,), lambda: validate(Wordings, document)
        )
        self.problems += problems

    def _former(self, path: Path) -> None:
        self.content.former_document = document = self._document(path)
        self.content.former = self._each(FormerName, document)

    def _search(self, path: Path) -> None:
        self.content.search_document = document = self._document(path)
        self.content.search, problems = self._memory.made(
            "search", (document,), lambda: validate(SearchSettings, document)
        )
        self.problems += problems

    def _choices(self, path: Path) -> None:
        self.content.choices = self._each(PublishedChoices, self._document(path))

    def _agreed(self, path: Path) -> None:
        document = self._document(path)
        agreed, problems = self._memory.made("agreed terms", (document,), lambda: validate(AgreedTerms, document))
        self.problems += problems
        self.content.agreed = agreed or self.content.agreed

    def _exceptions(self, path: Path) -> None:
        self.content.exceptions_document = document = self._document(path)
        exceptions, problems = self._memory.made("exceptions", (document,), lambda: validate(TermExceptions, document))
        self.problems += problems
        self.content.exceptions = exceptions or self.content.exceptions

    def _dimensions(self, path: Path) -> None:
        document = self._document(path)
        self._refuse(path, check_slug, [(name, document.place((name,))) for name in document.data])
        facts, problems = self._memory.made("dimensions", (document,), lambda: dimension_facts(document))
        self.content.dimensions = facts
        self.problems += problems

    def _terms(self, path: Path) -> None:
        document = self._document(path)
        self.content.glossary.facts_document = document
        self._refuse(path, check_slug, [(name, document.place((name,))) for name in document.data])
        self.content.glossary.facts = self._each(TermFacts, document)

    # --- names -------------------------------------------------------------------------------------------------

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
        document = self._document(path)
        self.content.glossary.documents[language] = document
        words = self._each(TermWords, document)
        self.content.glossary.words[language] = {k: typeset_fields(w, language) for k, w in words.items()}
