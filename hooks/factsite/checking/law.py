"""Rules on legislation, decisions and fact checks: orders of steps, identifiers, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factsite.content import Content, Entry
from factsite.evidence import changes_since
from factsite.localising.names import official_languages
from factsite.problems import Problem, Severity
from factsite.reading.tree import Document
from factsite.records.codes import Level, Step
from factsite.records.figure import Figure
from factsite.records.kinds import Decision, FactCheck, Legislation
from factsite.records.words import FactCheckWords, LegislationWords
from factsite.standing import Standings

# Steps that can only follow one another in this order; the rest (courts) may come at any time after publication.
_PATH = (Step.ANNOUNCED, Step.TABLED, Step.COMMITTEE, Step.PLENARY, Step.ASSENTED, Step.PUBLISHED)
_GAZETTES = {"fr": "moniteur", "nl": "staatsblad"}
_AFTER_PUBLICATION = (
    Step.IN_FORCE,
    Step.APPLICABLE,
    Step.SUSPENDED,
    Step.PARTLY_ANNULLED,
    Step.ANNULLED,
    Step.REPEALED,
)
# ClaimReview's claimReviewed should stay short; https://schema.org/claimReviewed and its consumers cut longer ones.
MAX_CLAIM = 400


def acts(content: Content) -> Iterator[tuple[Entry, Legislation, Document]]:
    """Every act that could be read, with its document."""
    for entry in content.of_kind("legislation"):
        if isinstance(entry.record, Legislation) and entry.document is not None:
            yield entry, entry.record, entry.document


def steps_are_in_order(content: Content) -> Iterator[Problem]:
    """No step comes before one that must precede it; nothing follows a full annulment or repeal."""
    for _, act, document in acts(content):
        days = {step.step: (number, step.date) for number, step in enumerate(act.steps) if step.date.known}
        pairs = [(first, last) for index, first in enumerate(_PATH) for last in _PATH[index + 1 :]]
        # No court suspends what isn't published; entry into force may precede publication, by retroaction only.
        pairs += [(Step.PUBLISHED, last) for last in _AFTER_PUBLICATION if last is not Step.IN_FORCE]
        pairs += [(Step.IN_FORCE, Step.REPEALED)]
        for first, last in pairs:
            if first in days and last in days and days[last][1].end < days[first][1].start:
                what = f"“{last.value}” comes before “{first.value}”"
                yield document.problem("step-order", what, "Check the two days.", ("steps", days[last][0], "date"))
        if act.date is not None and Step.PUBLISHED in days and days[Step.PUBLISHED][1].end < act.date.start:
            what = "the act was published before its own date"
            yield document.problem(
                "step-order", what, "Check the two days.", ("steps", days[Step.PUBLISHED][0], "date")
            )
        yield from _after_the_end(act, document)


def _after_the_end(act: Legislation, document: Document) -> Iterator[Problem]:
    ends = [step.date.end for step in act.steps if step.step in (Step.ANNULLED, Step.REPEALED) and step.date.known]
    for number, step in enumerate(act.steps):
        if (
            ends
            and step.step in (Step.IN_FORCE, Step.APPLICABLE, Step.SUSPENDED)
            and step.date.known
            and step.date.start > min(ends)
        ):
            what = f"“{step.step.value}” comes after the act ended"
            yield document.problem("step-order", what, "Check the two days.", ("steps", number, "date"))


def acts_have_official_titles(content: Content) -> Iterator[Problem]:
    """An act of the site's country has its title in the official languages, or its data say that it isn't known."""
    official = official_languages(content.settings.country) if content.settings and content.settings.country else ()
    for entry, act, document in acts(content):
        if act.level in (Level.EU, Level.INTERNATIONAL, Level.OTHER_COUNTRY):
            continue
        for language in (code for code in content.languages if code in official):
            translation = entry.translations.get(language)
            words = translation.words if translation else None
            titled = isinstance(words, LegislationWords) and words.official_title is not None
            if translation and titled == (language in act.official_title_unknown):
                state = "given, and said to be unknown" if titled else "missing"
                what = f"the official title in “{language}” is {state}"
                help_ = "Write “official_title”, or name the language under “official_title_unknown”."
                yield document.problem("official-title", what, help_)


def days_are_not_in_the_future(content: Content, day: date) -> Iterator[Problem]:
    """What has been decided, checked or published here can't lie after the day of the build."""
    for entry in content.entries.values():
        record, document = entry.record, entry.document
        if record is None or document is None:
            continue
        days = {"published": record.published, "changed": record.changed}
        if isinstance(record, Decision) and record.date.known:
            days["date"] = record.date.start
        if isinstance(record, FactCheck) and record.checked.known:
            days["checked"] = record.checked.start
        if isinstance(record, FactCheck) and record.withdrawn:
            days["withdrawn"] = record.withdrawn.date
        days |= {"corrections": max(one.date for one in record.corrections)} if record.corrections else {}
        for field, given in days.items():
            if given > day:
                what = f"“{field}” lies in the future ({given.isoformat()})"
                yield document.problem("future-date", what, "Check the year.", (field,))


def decisions_follow_acts(content: Content) -> Iterator[Problem]:
    """A court can't annul or suspend an act before its date (advice comes before, by nature)."""
    for entry in content.of_kind("decisions"):
        decision = entry.record
        if not isinstance(decision, Decision) or entry.document is None or not decision.date.known:
            continue
        for number, effect in enumerate(decision.acts):
            act = content.get("legislation", effect.act, Legislation)
            judged = effect.effect.value not in {"none", "interpreted"}
            if act and act.date and act.date.known and judged and decision.date.end < act.date.start:
                what = f"the decision is older than the act “{effect.act}” that it judges"
                yield entry.document.problem(
                    "decision-before-act", what, "Check the two days.", ("acts", number, "act")
                )


def acts_have_own_identifiers(content: Content) -> Iterator[Problem]:
    """Two acts can't have one NUMAC; an ELI holds the act's own date and NUMAC."""
    seen: dict[str, str] = {}
    for entry, act, document in acts(content):
        if act.numac and act.numac in seen:
            what = f"“{seen[act.numac]}” has the same NUMAC"
            yield document.problem("duplicate-identifier", what, "Check both.", ("numac",))
        if act.numac:
            seen[act.numac] = entry.id
        for number, eli in enumerate(act.eli):
            day, numac = "-".join(eli.address.split("/")[2:5]), eli.address.split("/")[-2]
            if (act.date and act.date.precision == "day" and act.date.text != day) or (
                act.numac and numac != act.numac
            ):
                what = "the ELI names another date or NUMAC than the act"
                yield document.problem("legal-identifier", what, "Check the three.", ("eli", number, "address"))


def elis_fit_their_language(content: Content) -> Iterator[Problem]:
    """The ELI of an act in a language names the gazette in that language; those of one act are all of one kind."""
    for _, act, document in acts(content):
        consolidated = {eli.version == "justel" for eli in act.eli}
        for number, eli in enumerate(act.eli):
            place = ("eli", number, "address")
            if eli.version != "justel" and eli.version != _GAZETTES.get(eli.language):
                what = f"“{eli.version}” isn’t the gazette in “{eli.language}”"
                help_ = "The French text stands in the “moniteur”, the Dutch one in the “staatsblad”."
                yield document.problem("legal-identifier", what, help_, place)
        if len(consolidated) > 1:
            what = "one ELI names the text in the gazette, another the consolidated text"
            yield document.problem("legal-identifier", what, "Give the same kind in each language.", ("eli",))


def amendments_are_no_circle(content: Content) -> Iterator[Problem]:
    """No act amends or repeals itself, directly or through others."""
    edges = {entry.id: {*act.amends, *act.repeals} for entry, act, _ in acts(content)}
    for entry, _, document in acts(content):
        reached, pending = set[str](), list(edges[entry.id])
        while pending:
            current = pending.pop()
            if current not in reached:
                reached.add(current)
                pending.extend(edges.get(current, ()))
        if entry.id in reached:
            yield document.problem(
                "circular-amendment", "this act amends itself through others", "Check “amends”.", ("amends",)
            )


def evidence_exists(content: Content) -> Iterator[Problem]:
    """An observation that a fact check names is there."""
    for entry in content.of_kind("fact-checks"):
        if not isinstance(entry.record, FactCheck) or entry.document is None:
            continue
        for number, evidence in enumerate(entry.record.evidence):
            figure = content.get("figures", evidence.figure, Figure) if evidence.figure else None
            if figure and evidence.period and figure.find(evidence.period.text, evidence.codes) is None:
                what = f"“{evidence.figure}” has no value for {evidence.period.text} with these codes"
                keys = ("evidence", number, "period")
                yield entry.document.problem("evidence", what, "Check period and codes.", keys)


def evidence_still_stands(content: Content, day: date) -> Iterator[Problem]:
    """Fact checks whose evidence moved after they were made: a list for the editor, which stops no build."""
    standings = Standings(content)
    for entry in content.of_kind("fact-checks"):
        if not isinstance(entry.record, FactCheck) or entry.document is None:
            continue
        for change in changes_since(content, standings, entry.record, day):
            place = entry.document.place(("evidence", change.number))
            what = f"“{change.entry.path}” changed on {change.day.isoformat()}, after this was checked"
            remedy = "Rewrite the check, or write “confirmed: DAY” if the verdict still holds."
            yield Problem(
                entry.document.path, place.line, place.column, "evidence-changed", what, remedy, Severity.WARNING
            )


def claims_are_translated(content: Content) -> Iterator[Problem]:
    """A claim stands in its own language once, and is translated in the others; it isn't too long."""
    for entry in content.of_kind("fact-checks"):
        check = entry.record
        if not isinstance(check, FactCheck) or entry.document is None:
            continue
        if len(check.claim.text) > MAX_CLAIM:
            what = f"the claim has {len(check.claim.text)} characters; {MAX_CLAIM} is the limit"
            yield entry.document.problem("claim-length", what, "Quote the checkable sentence only.", ("claim", "text"))
        for translation in entry.translations.values():
            words, document = translation.words, translation.file.document
            if not isinstance(words, FactCheckWords):
                continue
            if translation.language == check.claim.language and words.claim:
                yield document.problem(
                    "claim", "the claim stands in the data in this language", "Delete it here.", ("claim",)
                )
            if translation.language != check.claim.language and not words.claim:
                yield document.problem("missing-field", "the field “claim” is missing", "Translate the claim.")
