"""Git, asked without the network, and what it says when it can't."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from factsite.problems import RuleError
from factsite.telling import Told, told


def run_git(
    folder: Path,
    *words: str,
    variables: Mapping[str, str] | None = None,
    given: bytes | None = None,
    remedy: Told | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run git without the network: what a partial clone lacks is an error, not a download.

    Args:
        folder: where it runs.
        words: what it is told; none of them is an option that somebody else wrote.
        variables: more of the environment.
        given: what it reads.
        remedy: what to do where there is no git.

    Raises:
        RuleError: there is no git.
    """
    fixed = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    environment = os.environ | fixed | dict(variables or {})
    try:
        return subprocess.run(  # noqa: S603 - git, and words that it takes as no option
            ["git", *words],  # noqa: S607 - wherever the system has it
            cwd=folder,
            env=environment,
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        remedy = remedy or told("Install git, or name a folder that holds the earlier content.")
        raise RuleError("reference", told("git isn’t installed here"), remedy) from error


def said_by(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git says is wrong."""
    said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").splitlines()
    return said[0] if said else "?"
