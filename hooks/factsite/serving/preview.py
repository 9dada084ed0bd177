"""The live site between its files and its readers: the newest edition, kept up to date in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from factsite.checking import judge
from factsite.checking.rules import Cancelled
from factsite.clock import clock_of_build
from factsite.localising.messages import editors_words
from factsite.problems import RuleError
from factsite.rendering.shipped import ASSETS
from factsite.rendering.shipped import FOLDER as SHIPPED
from factsite.serving.edition import DrawingError, LiveEdition
from factsite.serving.reader import EditionReader
from factsite.serving.restarting import Restart, broken_code
from factsite.serving.sources import Snapshot, changes, snapshot, watched
from factsite.telling import told, told_many

# A save is many events, and some programs write a file in pieces: the files are read when they have been left alone
# for so long, or after so long if they never are.
_QUIET, _PATIENCE = 0.05, 0.5
# How often the files are looked at where nothing tells of a change.
_LOOK = 2.0
# More problems at once are of one kind: the browser shows them all.
_MOST_TOLD = 20
# How long pages have to be fetched before the rules are applied, which takes the processor.
_PAUSE = 0.2


@dataclass(frozen=True)
class Answer:
    """What is sent for an address; ``version`` changes whenever a reader should see it anew."""

    data: bytes
    status: int
    version: str
    address: str


class Preview:
    """The newest edition of a project.

    ``say`` is told what happens, a line at a time; ``follow`` which folders to watch, before they are looked at.
    """

    def __init__(self, root: Path, say: Callable[[str], None], follow: Callable[[list[Path]], None]) -> None:
        self._follow = follow
        self._reader = EditionReader(root)
        self._root = root
        self._say = say
        self._news = threading.Condition()
        self._hint = threading.Event()
        self._ended = False
        self._edition: LiveEdition | None = None
        self._turn = 0
        self._looking: Counter[str] = Counter()
        self._snapshot: Snapshot = {}
        self._clean = True
        self._fault = ""
        self._checker: threading.Thread | None = None
        self._told: list[str] = []

    # --- readers ------------------------------------------------------------------------------------------------

    def edition(self) -> LiveEdition:
        """The newest edition; waits for the first."""
        with self._news:
            while self._edition is None:
                self._news.wait()
            return self._edition

    def answer(self, address: str) -> Answer:
        """What there is at an address, or the problems that keep it from being shown."""
        while True:
            edition = self.edition()
            if edition.errors and not address.startswith((ASSETS, SHIPPED)):
                return self._problems(edition, edition.errors, address)
            try:
                data = edition.file(address)
            except DrawingError as error:
                # What the rules say of it is said better than by where drawing it failed.
                edition.checked.wait()
                if edition is self.edition():
                    return self._problems(edition, edition.errors or [str(error)], address)
                continue
            status = 200
            if data is None:
                status, data = 404, self._missing(edition)
            return Answer(data, status, _version(edition, data), address)

    @staticmethod
    def _missing(edition: LiveEdition) -> bytes:
        try:
            return edition.file("404.html") or b"There is nothing at this address."
        except DrawingError as error:
            return edition.problem_page([str(error)])

    @staticmethod
    def _problems(edition: LiveEdition, problems: list[str], address: str) -> Answer:
        page = edition.problem_page(problems)
        return Answer(page, 503, _version(edition, page), address)

    def has(self, address: str) -> bool:
        """Whether the newest edition has something at an address."""
        return self.edition().has(address)

    @contextmanager
    def looking_at(self, address: str) -> Iterator[None]:
        """While a reader looks at a page, it is among those that are drawn first."""
        with self._news:
            self._looking[address] += 1
        try:
            yield
        finally:
            with self._news:
                self._looking[address] -= 1
                self._looking += Counter()

    def news(self, turn: int, seconds: float) -> int:
        """Wait until something has changed since a turn, or so many seconds; gives the turn of now."""
        with self._news:
            self._news.wait_for(lambda: self._turn != turn or self._ended, seconds)
            return self._turn

    # --- the files ----------------------------------------------------------------------------------------------

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self._ended

    def hint(self) -> None:
        """Something may have changed."""
        self._hint.set()

    def end(self) -> None:
        """Let go of whoever waits, and of the thread that keeps this up to date."""
        self._ended = True
        self._hint.set()
        with self._news:
            self._news.notify_all()

    def folders(self) -> list[Path]:
        """The folders whose files make the site."""
        settings = self._reader.settings
        content = settings.content if settings else self._root / "content"
        return watched(self._root, content, settings.overrides if settings else None)

    def keep_up_to_date(self) -> None:
        """Make an edition, and another whenever a file has changed; until ``end``.

        Raises:
            Restart: the generator’s own code has changed.
        """
        self.begin()
        while not self._ended:
            checked = self.edition().checked.is_set()
            if self._hint.wait(_LOOK if checked else _PAUSE):
                self._settle()
            elif not checked:
                self._check_beside()
                continue
            if not self._ended:
                self.look()

    def begin(self) -> None:
        """Make the first edition."""
        self._follow(self.folders())
        self._snapshot = snapshot(self._root, self.folders())
        self._renew([])

    def look(self) -> None:
        """Make a new edition if a file has changed.

        Raises:
            Restart: the generator’s own code has changed.
        """
        self._follow(self.folders())
        now = snapshot(self._root, self.folders())
        changed, self._snapshot = changes(self._snapshot, now), now
        if changed or self._is_over():
            self._renew(changed)

    def _check_beside(self) -> None:
        """Apply the rules in a thread, so that the next edition needn’t wait for the end of one."""
        if self._checker is None or not self._checker.is_alive():
            self._checker = threading.Thread(target=self.check, daemon=True)
            self._checker.start()

    def check(self) -> None:
        """Apply the rules to the newest edition, unless a file changes meanwhile: then the next one is checked."""
        edition = self.edition()
        if edition.checked.is_set():
            return
        with suppress(Cancelled):
            self._judge(edition, lambda: self._hint.is_set() or self._ended or edition is not self._edition)
            with self._news:
                if edition is not self._edition:
                    return
                self._turn += 1
                self._news.notify_all()
            self._tell(edition)

    def _is_over(self) -> bool:
        """Whether the newest edition is another by now: a new day, or something has become public."""
        try:
            return self.edition().is_over(clock_of_build())
        except RuleError:
            return False

    def _settle(self) -> None:
        end = time.monotonic() + _PATIENCE
        while not self._ended and time.monotonic() < end:
            self._hint.clear()
            if not self._hint.wait(_QUIET):
                return
        self._hint.clear()

    def _renew(self, changed: list[str]) -> None:
        start = time.monotonic()
        if any(path.endswith(".py") for path in changed):
            self._fault = broken_code()
            if not self._fault:
                raise Restart
        self._reader.forget(changed)
        edition = LiveEdition(self._root, None, [], notes=[self._fault]) if self._fault else self._reader.read()
        if not self._clean and not edition.errors:
            # The rules had found something: the site is shown when they no longer do, not in between.
            self._judge(edition, lambda: False)
        self._show(edition)
        self._say(self._line(changed, time.monotonic() - start))
        self._tell(edition)

    def _show(self, edition: LiveEdition) -> None:
        """Make an edition the newest; what readers look at is drawn before they are told."""
        with self._news:
            looking = list(self._looking)
            former, self._edition = self._edition, edition
        if former and former is not edition:
            former.checked.set()  # nobody needs to know any more
        for address in looking:
            if not edition.errors:
                self.answer_quietly(edition, address)
        with self._news:
            self._turn += 1
            self._news.notify_all()

    @staticmethod
    def answer_quietly(edition: LiveEdition, address: str) -> None:
        """Draw a page for whoever will ask for it."""
        try:
            edition.file(address)
        except DrawingError:
            return  # said when it is asked for

    def _judge(self, edition: LiveEdition, cancelled: Callable[[], bool]) -> None:
        if edition.whole is not None and edition.clock is not None:
            readable = not edition.errors
            day, moment = edition.clock.day, edition.clock.moment
            edition.problems, _ = judge(edition.whole, edition.problems, day, moment, cancelled=cancelled)
            if readable:
                self._clean = not edition.errors
        edition.checked.set()

    def _line(self, changed: list[str], seconds: float) -> str:
        if not changed:
            return told("The content was read in {seconds} s.", seconds=f"{seconds:.1f}")
        first = Path(changed[0])
        name = (first.relative_to(self._root) if first.is_relative_to(self._root) else first).as_posix()
        more = len(changed) - 1
        if not more:
            return told("{file}: seen after {seconds} s", file=name, seconds=f"{seconds:.2f}")
        return told_many(
            "{file} and {n} more file: seen after {seconds} s",
            "{file} and {n} more files: seen after {seconds} s",
            n=more, file=name, seconds=f"{seconds:.2f}",
        )  # fmt: skip

    def _tell(self, edition: LiveEdition) -> None:
        """Say what is wrong, if it isn’t what was said last."""
        heads = [*edition.notes, *(problem.head(self._root, editors_words()) for problem in edition.problems)]
        known = set(self._told)
        fresh = [head for head in heads if head not in known]
        for head in fresh[:_MOST_TOLD]:
            self._say(head)
        if more := len(fresh) - len(fresh[:_MOST_TOLD]):
            self._say(told_many("and {n} more problem", "and {n} more problems", n=more))
        self._told = heads


def _version(edition: LiveEdition, data: bytes) -> str:
    return sha256(data + edition.looks.encode()).hexdigest()[:16]
