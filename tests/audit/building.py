"""What the proofs of builds share: a small project with a release, its builds, and the digests of what they made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from factsite.releasing.manifest import Manifest, Stamp, differences, seal
from factsite.releasing.releases import Releases
from projects import DAY, FIXTURES, SITE_URL, make_project

SEED = 20261121


def build_environment(**more: str) -> dict[str, str]:
    base = {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat(), "SITE_URL": SITE_URL}
    return {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | base | more


def start_build(project: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "factsite", "site"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=project, env=build_environment(), stdout=quiet, stderr=quiet)


@dataclass(frozen=True)
class Built:
    """A small project with a first release, how long its build took, and what a right site consists of."""

    releases: Releases
    seconds: float
    right: Manifest

    @property
    def holds(self) -> bool:
        """Whether the published site is the right one, byte by byte."""
        return self.releases.link.is_dir() and differences(self.releases.link, self.right) == []


@contextmanager
def built_project() -> Iterator[Built]:
    with tempfile.TemporaryDirectory() as folder:
        releases = Releases(make_project(Path(folder).resolve() / "project", FIXTURES / "valid"))
        for _ in range(2):  # the second with a warm cache, as those that are measured
            start = time.perf_counter()
            if start_build(releases.root).wait():
                raise SystemExit("the small site can’t be built")
            seconds = time.perf_counter() - start
        yield Built(releases, seconds, releases.all()[0].manifest)


def built_digest(project: Path, target: Path, powers: Sequence[str] = ()) -> str:
    """The digest of a project’s site, built into a folder, by a command that changes what the build may do."""
    shutil.rmtree(target, ignore_errors=True)
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)]
    done = subprocess.run([*powers, *build], cwd=project, env=build_environment(), capture_output=True, check=False)
    return digest_of(target) if done.returncode == 0 else (done.stdout + done.stderr).decode()


def digest_of(folder: Path) -> str:
    return Manifest(Stamp("", "", ""), sealed_files(folder)).digest


def sealed_files(folder: Path) -> dict[str, tuple[int, str]]:
    return seal(folder, Stamp("", "", "")).files
