"""One figure after the other is fetched and tried; what is wrong with one stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from factsite.clock import Clock
from factsite.documents.text import UnreadableError
from factsite.faults import fault
from factsite.fetching.asking import Asker
from factsite.fetching.branching import PREFIX, Committed, Repository
from factsite.fetching.choosing import WantedFigure
from factsite.fetching.keeping import FetchedFile, KeptFiles
from factsite.fetching.trying import Trial, TriedImport
from factsite.importing.comparing import SeriesComparison
from factsite.importing.planning import plan
from factsite.importing.writing import Occasion
from factsite.problems import Problem, RuleError, refusal
from factsite.records.codes import RevisionReason
from factsite.telling import told

# What a proposal says where a published number changed and nobody said why: whoever merges sees to it.
ASSUMED = RevisionReason.SCHEDULED


class FetchOutcome(StrEnum):
    """How a fetch of a figure ended."""

    FAILED = "failed"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    WRITTEN = "written"
    PROPOSED = "proposed"
    ALREADY = "already-proposed"


@dataclass
class FetchResult:
    """What came of one figure. ``tried`` and what follows are known where the file could be read."""

    wanted: WantedFigure
    outcome: FetchOutcome = FetchOutcome.FAILED
    kept: FetchedFile | None = None
    fresh: bool = False
    comparison: SeriesComparison | None = None
    tried: TriedImport | None = None
    occasion: Occasion | None = None
    problems: list[Problem] = field(default_factory=list)
    branch: str = ""
    text: Path | None = None


# What is done with a figure that changes while it is tried: it is written, proposed, or only told.
Doing = Callable[[FetchResult], None]


class Fetching:
    """Fetches figures into a shelf and tries what they would change."""

    def __init__(self, root: Path, asker: Asker, trial: Trial, clock: Clock, reason: RevisionReason | None) -> None:
        """``reason`` is why published numbers change, where somebody said so."""
        self._root, self._asker, self._trial, self._clock, self._reason = root, asker, trial, clock, reason
        self._shelf = KeptFiles(root)

    def results(self, wanted: Iterable[WantedFigure], doing: Doing) -> Iterator[FetchResult]:
        """Fetch figures, one after the other; ``doing`` is called with each that changes, while it is tried."""
        for one in wanted:
            result = FetchResult(one)
            with self._net(result):
                self._fetch(result, doing)
            yield result

    def write(self, result: FetchResult) -> None:
        """Write what a figure changes into the project, as ``factsite import`` does; what `results` may be told to do.

        Raises:
            RuleError: published values change and nobody said why, or the content changed meanwhile.
            UnreadableError: the content changed meanwhile.
            OSError: it can’t be written; all is as it was.
        """
        kept, occasion, identifier = result.kept, result.occasion, result.wanted.identifier
        if kept is None or occasion is None:
            raise LookupError("only what was tried is written")
        planned = plan(self._root, identifier, self._shelf.path(kept), self._clock)
        if planned.comparison.changed and self._reason is None:
            codes = "|".join(reason.value for reason in RevisionReason)
            what = told("published values of “{identifier}” change, and nothing says why", identifier=identifier)
            remedy = told("Say why with --reason {codes}; nothing of this figure was written.", codes=codes)
            raise RuleError("revision", what, remedy)
        planned.write(planned.texts(occasion))
        result.outcome = FetchOutcome.WRITTEN

    def _fetch(self, result: FetchResult, doing: Doing) -> None:
        wanted, day = result.wanted, self._clock.day
        result.kept, result.fresh = self._shelf.get(self._asker, wanted.mapping, day)
        planned = plan(self._trial.root, wanted.identifier, self._shelf.path(result.kept), self._clock)
        result.problems, result.comparison = list(planned.warnings), planned.comparison
        if not planned.observations:
            what = told("the file that was fetched holds none of the figure’s numbers")
            raise RuleError(
                "fetch", what, told("Look at the file: mend “filter”, “periods” or “params” of the import.")
            )
        if not planned.comparison.differs:
            result.outcome = FetchOutcome.UNCHANGED
            return
        reason = self._reason or (ASSUMED if planned.comparison.changed else None)
        result.occasion = Occasion(day, accessed=result.kept.day, reason=reason)
        with self._trial.tried(planned, result.occasion) as tried:
            result.tried = tried
            if tried.has_errors:
                self._fail(result, [replace(one, source="") for one in tried.problems])
                what = told("the content would have errors with the file that was fetched")
                raise RuleError(
                    "fetch", what, told("Nothing was written. Mend the figure, its words or its bounds first.")
                )
            result.outcome = FetchOutcome.CHANGED
            doing(result)

    @contextmanager
    def _net(self, result: FetchResult) -> Iterator[None]:
        """Make a problem of whatever goes wrong with a figure: the address in its YAML is its place."""
        keys = ("import", "url")
        document = result.wanted.document
        try:
            yield
        except UnreadableError as error:
            what = told("the file that was fetched can’t be imported as “import” says")
            remedy = told("Look at the file: its layout may be another. Mend “import”, and fetch again.")
            self._fail(result, [*error.problems, document.problem("fetch", what, remedy, keys)])
        except RuleError as error:
            self._fail(result, [document.problem(error.rule, error.message, error.remedy, keys)])
        except OSError as error:
            what = told("what was fetched can’t be kept: {why}", why=refusal(error))
            remedy = told("See that there is room on the disk and that you may write here.")
            self._fail(result, [document.problem("fetch", what, remedy, keys)])
        except Exception as error:
            self._fail(result, [fault(error, document.path)])
        result.problems = [self._at_home(one) for one in result.problems]

    def _fail(self, result: FetchResult, problems: list[Problem]) -> None:
        result.outcome, result.problems = FetchOutcome.FAILED, [*result.problems, *problems]

    def _at_home(self, problem: Problem) -> Problem:
        """A problem of a file of the trial, as one of the file that it is a copy of."""
        if not problem.path.is_relative_to(self._trial.root):
            return problem
        return replace(problem, path=self._root / problem.path.relative_to(self._trial.root))


def branch_of(wanted: WantedFigure) -> str:
    """The branch on which a figure is proposed: the same until it is merged, so that there is one merge request."""
    return f"{PREFIX}{wanted.identifier}"


def put_on_branch(repository: Repository, base: Committed, result: FetchResult, message: str) -> None:
    """Propose what a figure would change, unless that is proposed already.

    Args:
        repository: takes the branch.
        base: the commit on which it is tried.
        result: gets the branch, and how it ended.
        message: of the commit.

    Raises:
        RuleError: the branch is somebody's, or git refuses.
    """
    if result.tried is None or result.kept is None:
        raise LookupError("only what was tried is proposed")
    branch, paths = branch_of(result.wanted), list(result.tried.texts)
    result.branch = branch
    if repository.is_proposed(base, branch, result.kept.sha256, paths):
        result.outcome = FetchOutcome.ALREADY
        return
    repository.propose(base, branch, paths, message)
    result.outcome = FetchOutcome.PROPOSED
