"""A commit on a branch of its own, made beside the editor's working tree and index, which stay as they are.

Git's own plumbing writes it over an index in a temporary folder: nothing is checked out in the repository, no hook
runs, and what isn't committed is neither seen nor touched.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from factsite.problems import RuleError
from factsite.reading.configuration import FILE
from factsite.reading.git import run_git, said_by
from factsite.telling import Told, told
from factsite.translating.lock import FOLDER

PREFIX = "update/"
# Lines at the end of a commit that tell what it proposes; who renews a branch goes by them.
FIGURE, FILE_SUM, ADDRESS = "Fetched-Figure", "Fetched-SHA256", "Fetched-From"
_REMOTE = "origin"
_NONE = "0" * 40


@dataclass(frozen=True)
class Committed:
    """A commit laid out in a temporary folder; ``root`` is the project in it, ``index`` git's list of its files."""

    commit: str
    tree: Path
    root: Path
    index: Path


class Repository:
    """The repository around a project."""

    def __init__(self, root: Path) -> None:
        """Find it.

        Raises:
            RuleError: there is no git, or no repository.
        """
        self._root = root
        remedy = told("Install git, or import the file without “--propose”.")
        done = run_git(root, "rev-parse", "--show-toplevel", "--absolute-git-dir", remedy=remedy)
        if done.returncode:
            what = told("this folder is in no git repository, so no branch can be made: {why}", why=said_by(done))
            raise RuleError("proposal", what, told("Run “git init” and commit the project, or leave “--propose” out."))
        top, folder = done.stdout.decode().splitlines()[:2]
        self._top, self._folder = Path(top), folder
        self._within = root.resolve().relative_to(self._top.resolve())

    @contextmanager
    def laid_out(self, base: str) -> Iterator[Committed]:
        """Lay out the project as a commit has it; it is gone afterwards.

        Raises:
            RuleError: there is no such commit, it holds no project, or nobody could be its author.
        """
        commit = self._commit_of(base)
        if commit is None:
            what = told("git knows no commit, branch or tag “{name}”", name=base)
            raise RuleError("proposal", what, told("Name one with “--base”; a new repository needs its first commit."))
        self._refuse_nobody()
        with tempfile.TemporaryDirectory(prefix="factsite-") as folder:
            tree, index = Path(folder) / "tree", Path(folder) / "index"
            tree.mkdir()
            found = Committed(commit, tree, tree / self._within, index)
            self._ask(found, "read-tree", commit)
            names = [(self._within / name).as_posix() for name in ("content", FOLDER, FILE)]
            listed = self._ask(found, "ls-files", "-z", "--", *names).stdout
            self._ask(found, "checkout-index", "-z", "--stdin", f"--prefix={tree.as_posix()}/", given=listed)
            if not (found.root / FILE).is_file() or not (found.root / "content").is_dir():
                what = told("the commit “{name}” holds no {file} with content/ beside it", name=base, file=FILE)
                raise RuleError(
                    "proposal", what, told("Commit the project first, or name another commit with “--base”.")
                )
            yield found

    def is_proposed(self, base: Committed, branch: str, checksum: str, paths: Iterable[Path]) -> bool:
        """Whether a branch proposes the same file already, on figures that are as they were then.

        Raises:
            RuleError: the branch has commits that no proposal made.
        """
        tip = self._tip(branch)
        if tip is None or self._is_merged(tip, base.commit):
            return False
        own = self._ask(None, "log", "-1", f"--format=%(trailers:key={FILE_SUM},valueonly)", tip).stdout
        beyond = self._ask(None, "rev-list", "--count", f"{base.commit}..{tip}").stdout.strip()
        if beyond != b"1" or not own.strip():
            what = told("the branch “{branch}” has commits of somebody", branch=branch)
            raise RuleError("proposal", what, told("Merge it, or delete it if it isn’t needed; then fetch again."))
        names = [path.relative_to(base.tree).as_posix() for path in paths]
        same = run_git(self._top, "diff", "--quiet", f"{tip}^", base.commit, "--", *names).returncode == 0
        return same and own.decode().strip() == checksum

    def propose(self, base: Committed, branch: str, paths: Iterable[Path], message: str) -> str:
        """Commit files as they stand in the layout, on a branch that begins at its commit; gives the commit.

        Args:
            base: the layout; its index is as before afterwards.
            branch: made, or moved if it is there.
            paths: the files that changed.
            message: of the commit, whose first line is its title.

        Raises:
            RuleError: git refuses it, or somebody works on the branch.
        """
        worktrees = self._ask(None, "worktree", "list", "--porcelain").stdout.decode().splitlines()
        if f"branch refs/heads/{branch}" in worktrees:
            what = told("the branch “{branch}” is checked out", branch=branch)
            raise RuleError("proposal", what, told("Go to another branch (“git switch -”), then fetch again."))
        names = [path.relative_to(base.tree).as_posix() for path in paths]
        self._ask(base, "add", "--force", "--", *names)
        tree = self._ask(base, "write-tree").stdout.decode().strip()
        self._ask(base, "read-tree", base.commit)
        made = self._ask(base, "commit-tree", tree, "-p", base.commit, "-F", "-", given=message.encode())
        commit = made.stdout.decode().strip()
        former = self._commit_of(f"refs/heads/{branch}") or _NONE
        self._ask(None, "update-ref", "-m", "factsite fetch", f"refs/heads/{branch}", commit, former)
        return commit

    def _tip(self, branch: str) -> str | None:
        """The newest commit of a branch here, else as it was last seen where the project is shared."""
        here = self._commit_of(f"refs/heads/{branch}")
        return here or self._commit_of(f"refs/remotes/{_REMOTE}/{branch}")

    def _is_merged(self, tip: str, base: str) -> bool:
        return run_git(self._top, "merge-base", "--is-ancestor", tip, base).returncode == 0

    def _commit_of(self, name: str) -> str | None:
        done = run_git(self._top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return None if done.returncode else done.stdout.decode().strip()

    def _refuse_nobody(self) -> None:
        """Refuse to commit as nobody: git would make up a name from that of the machine.

        Raises:
            RuleError: git isn't told who commits.
        """
        if run_git(self._top, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").returncode:
            what = told("git doesn’t know who commits")
            remedy = told("Tell it: “git config user.name NAME” and “git config user.email ADDRESS”.")
            raise RuleError("proposal", what, remedy)

    def _ask(
        self, base: Committed | None, *words: str, given: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run git, over the layout if there is one.

        Raises:
            RuleError: git refuses.
        """
        variables = {"GIT_DIR": self._folder}
        if base:
            variables |= {"GIT_INDEX_FILE": str(base.index), "GIT_WORK_TREE": str(base.tree)}
        done = run_git(base.tree if base else self._top, *words, variables=variables, given=given)
        if done.returncode:
            what = told("git refuses: {why}", why=said_by(done))
            raise RuleError("proposal", what, _REFUSED)
        return done


_REFUSED: Told = told("See what “git status” says, mend it, and fetch again; nothing of yours was touched.")
