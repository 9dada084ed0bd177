"""What was published before, and what changed since: no published number changes silently."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from factsite.checking.disclosure import is_suppressed
from factsite.checking.figures import figures
from factsite.content import Content
from factsite.problems import Problem, RuleError
from factsite.reading.content import read_content
from factsite.records.figure import Figure, Observation


def published_content(root: Path, reference: str) -> Content:
    """Read the content as it stood at a git reference.

    Raises:
        RuleError: git knows no such reference, or it has no content.
    """
    command = ["git", "archive", "--format=tar", reference, "content"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - git, fixed words
    if done.returncode:
        what = done.stderr.decode(errors="replace").strip()
        raise RuleError("reference", f"git has no content at “{reference}”: {what}", "Name a commit, branch or tag.")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
        return read_content(Path(folder) / "content")[0]


def silent_changes(before: Content, now: Content) -> Iterator[Problem]:
    """Find published numbers that changed or vanished without a revision that says so."""
    for entry, figure, document in figures(now):
        old = before.get("figures", entry.id, Figure)
        for point in old.observations if old else ():
            if point.value is None:
                continue
            current = next(
                (o for o in figure.observations if o.period == point.period and o.codes == point.codes), None
            )
            if current is not None and current.value == point.value:
                continue
            if current is not None and (_is_revised(figure, point, current) or is_suppressed(current)):
                continue  # a revision of a suppressed value would name the number that is kept back
            where = ", ".join([point.period.text, *point.codes.values()])
            changed = f"changed from {point.value} to {current.value}" if current else f"({point.value}) is gone"
            remedy = "Add it under “revisions:” with old, new, date and reason."
            keys = ("observations", figure.observations.index(current), "value") if current else ("observations",)
            yield document.problem("silent-change", f"the published number of {where} {changed}", remedy, keys)


def _is_revised(figure: Figure, old: Observation, new: Observation) -> bool:
    return any(
        revision.period == old.period
        and revision.codes == old.codes
        and revision.old == old.value
        and any(r.period == old.period and r.codes == old.codes and r.new == new.value for r in figure.revisions)
        for revision in figure.revisions
    )
