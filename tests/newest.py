"""Whether the site is built with the newest version of each package, and with ProperDocs in the place of MkDocs.

Run by ``make newest``: the small site of the tests is built with the versions of the lock, then in an environment of
its own with the newest ones, then there with ProperDocs and without MkDocs. Nothing of it is kept or published.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from packaging.requirements import Requirement

from projects import DAY, FIXTURES, ROOT, SITE_URL, make_project

# Bounds that hold here too, with the reason. MkDocs 2 knows neither plugins nor themes: it is another program.
KEPT = {"mkdocs": "<2"}
CONTINUED = "properdocs"
# Packed from the file beside them, and so different when it is.
_PACKED = {".br", ".gz"}
_SHOWN, _AROUND = 12, 60
_KINDS = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning")
_WARNED = re.compile(rf"^(?P<file>.+?\.py):\d+: (?:{'|'.join(_KINDS)}): .*", re.MULTILINE)
Say = Callable[[str], object]


@dataclass(frozen=True)
class Built:
    """A site, how long it took in seconds, and what went wrong: the end of what the build said, or nothing."""

    site: Path
    seconds: float
    wrong: str
    warned: list[str]


def lifted(requirements: list[str]) -> list[str]:
    """The same packages from the same lowest version on, without upper bounds but those that are meant."""
    return [_lifted(Requirement(one)) for one in requirements]


def _lifted(one: Requirement) -> str:
    lowest = [str(bound) for bound in one.specifier if bound.operator in {">", ">="}]
    extras = f"[{','.join(sorted(one.extras))}]" if one.extras else ""
    bounds = ",".join([*lowest, *filter(None, [KEPT.get(one.name)])])
    return f"{one.name}{extras}{bounds}{f'; {one.marker}' if one.marker else ''}"


def differences(one: Path, other: Path) -> list[str]:
    """How two built sites differ, a line per file: which has it alone, or where its text first differs."""
    mine, yours = _files(one), _files(other)
    found = [f"only before: {name}" for name in sorted(mine - yours)]
    found += [f"only after: {name}" for name in sorted(yours - mine)]
    for name in sorted(mine & yours):
        before, after = (one / name).read_bytes(), (other / name).read_bytes()
        if before != after:
            found.append(f"{name}: {_first(before, after)}")
    return found


def _files(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in _PACKED)
    return {path.relative_to(folder).as_posix() for path in files}


def _first(before: bytes, after: bytes) -> str:
    """The first place at which two files differ, from both."""
    try:
        texts = before.decode("utf-8"), after.decode("utf-8")
    except UnicodeDecodeError:
        return f"{len(before)} and {len(after)} bytes"
    at = next(number for number, (a, b) in enumerate(zip_longest(*texts)) if a != b)
    start = max(0, at - _AROUND // 2)
    return " → ".join(repr(text[start : start + _AROUND]) for text in texts)


def built(project: Path, python: str) -> Built:
    """Build the small site as ``factsite site`` does, with the packages of an environment; warnings are told."""
    make_project(project, FIXTURES / "valid")
    own = {"FACTSITE_DAY": DAY.isoformat(), "SITE_URL": SITE_URL, "PYTHONPATH": str(project / "hooks")}
    own |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": ",".join(f"always::{kind}" for kind in _KINDS)}
    start = time.perf_counter()
    done = subprocess.run(
        [python, "-m", "factsite", "site"],
        cwd=project,
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    wrong = "\n".join(said.strip().splitlines()[-20:]) if done.returncode else ""
    return Built(project / "site", time.perf_counter() - start, wrong, our_warnings(said, project / "hooks"))


def our_warnings(said: str, hooks: Path) -> list[str]:
    """The lines of the generator that use what will go, each once."""
    here = f"{hooks}{os.sep}"
    return sorted({one[0].removeprefix(here) for one in _WARNED.finditer(said) if one["file"].startswith(here)})


def main() -> int:
    """Print what differs; the exit code says whether a build failed, or our code uses what will go.

    Raises:
        SystemExit: the environment can’t be made, or the site can’t be built with the lock either.
    """
    say: Say = print
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = folder / "newest" / ("Scripts" if os.name == "nt" else "bin") / "python"
        with ThreadPoolExecutor() as pool:
            making = pool.submit(_environment, folder / "newest", python)
            locked = built(folder / "locked", sys.executable)
            making.result()
        if locked.wrong:
            raise SystemExit(f"the site can’t be built with the versions of the lock:\n{locked.wrong}")
        before, after = _versions(sys.executable), _versions(str(python))
        newer = [
            f"{name} {before[name]} → {version}"
            for name, version in after.items()
            if before.get(name, version) != version
        ]
        say(f"newer than the lock: {', '.join(newer) or 'nothing'}")
        found = [_told("the newest versions", locked, built(folder / "upgraded", str(python)), say)]
        _uv("pip", "install", "--only-binary", ":all:", "--python", str(python), CONTINUED)
        _uv("pip", "uninstall", "--python", str(python), "mkdocs")
        proper = f"ProperDocs {_versions(str(python))[CONTINUED]} without MkDocs"
        found.append(_told(proper, locked, built(folder / "continued", str(python)), say))
    return 0 if all(found) else 1


def _told(what: str, locked: Built, other: Built, say: Say) -> bool:
    if other.wrong:
        say(f"warning: the site can’t be built with {what}:\n{other.wrong}")
        return False
    found = differences(locked.site, other.site)
    more = f", {len(found)} files differ from those of the lock" if found else ", every file as with the lock"
    say(f"built with {what} in {other.seconds:.0f} s (the lock: {locked.seconds:.0f} s){more}")
    for line in found[:_SHOWN]:
        say(f"  {line}")
    if len(found) > _SHOWN:
        say(f"  and {len(found) - _SHOWN} more")
    for line in other.warned:
        say(f"warning: {line}")
    return not other.warned


def _environment(folder: Path, python: Path) -> None:
    """Make an environment with the newest version of all that the generator needs; no script of a package runs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    _uv("venv", "--python", sys.executable, str(folder))
    wanted = lifted(project["dependencies"])
    _uv("pip", "install", "--upgrade", "--only-binary", ":all:", "--python", str(python), *wanted)


def _uv(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "uv", "--quiet", *words], cwd=ROOT / "tests", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"warning: the newest versions can’t be installed:\n{done.stderr.strip()}")
    return done.stdout


def _versions(python: str) -> dict[str, str]:
    listed = json.loads(_uv("pip", "list", "--format", "json", "--python", python))
    return {one["name"]: one["version"] for one in listed}


if __name__ == "__main__":
    raise SystemExit(main())
