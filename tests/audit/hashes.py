"""The same content gives the same bytes: whatever the cache holds, and wherever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from audit.building import build_environment, built_digest, sealed_files
from audit.table import Effort, Row
from factsite.releasing.manifest import Manifest, Stamp
from projects import FIXTURES, ROOT, make_project
from spoiling import FOLDERS, WRONG

# A disk in memory, where Linux has one.
MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made there


def caches_are_never_believed(effort: Effort) -> Iterator[Row]:
    """Each form of a wrong entry in the place of every entry, and each form of a folder that can't be used."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project", FIXTURES / "valid")
        target, cache = Path(folder) / "site", project / ".cache"
        right = built_digest(project, target)
        tried, held, kinds = 0, 0, set()
        forms = WRONG[: effort.of(len(WRONG))]
        for spoil in forms:
            entries = [path for path in sorted(cache.rglob("*")) if path.is_file()]
            kinds |= {path.suffix for path in entries}
            before = {path: path.read_bytes() for path in entries}
            for path in entries:
                spoil(path)
            same = built_digest(project, target) == right
            tried += len(entries)
            held += sum(same and path.is_file() and path.read_bytes() == data for path, data in before.items())
        yield Row(
            "wrong entries of caches: the same site, the entry made anew",
            tried,
            held,
            f"{len(forms)} forms in the place of every entry ({', '.join(sorted(kinds))})",
        )
        tried = held = 0
        for name, unusable in list(FOLDERS.items())[: effort.of(len(FOLDERS))]:
            with unusable(cache) as powers:
                tried += 1
                right_still = built_digest(project, Path(folder) / f"site-{name}", powers=powers) == right
                held += right_still
        yield Row("caches that can’t be used: the same site", tried, held, ", ".join(FOLDERS))


# Python then doesn't take C for C.UTF-8.
_PLAIN = {"PYTHONCOERCECLOCALE": "0"}


@dataclass(frozen=True)
class _Setting:
    """What differs from the first build of the real site."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    folder: str = "project"
    backwards: bool = False
    cores: int = 0
    python: str = sys.executable
    warm: bool = False
    disk: str = ""


def builds_are_the_same(effort: Effort) -> Iterator[Row]:
    """The real site under other seeds, zones, locales, masks, paths, orders, cores and Pythons, cold and warm."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        first = _build_real(root, _Setting("first"))
        settings = [*_settings(), *_pythons(root)]
        held, faults, seconds = 0, [], []
        chosen = settings[: effort.of(len(settings))]
        for setting in chosen:
            start = time.perf_counter()
            found = _build_real(root, setting)
            seconds.append(time.perf_counter() - start)
            wrong = sorted(name for name in first.keys() | found.keys() if first.get(name) != found.get(name))
            held += not wrong
            if wrong:
                faults.append(f"{setting.name}: {len(wrong)} files, {wrong[0]}")
        missing = [f"{setting.name} couldn’t be had" for setting in settings if not setting.python]
    digest = Manifest(Stamp("", "", ""), first).digest
    tried = " · ".join(setting.name for setting in chosen)
    measured = f"{len(first):,} files, digest {digest[:16]}; {tried}; {'; '.join([*faults, *missing])}".rstrip("; ")
    yield Row("builds of the real site: the same bytes", len(chosen), held, measured)


def _settings() -> list[_Setting]:
    """Several differences at once: a build costs most of a minute, and equal bytes speak for each of them."""
    have = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    turkish, dutch = (
        next((name for name in have if name.lower().startswith(f"{start}.utf")), "C.UTF-8")
        for start in ("tr_tr", "nl_be")
    )
    return [
        _Setting(
            f"cold, seed 77, zone Pacific/Kiritimati, locale {turkish}, umask 077, another path, "
            "files in another order, one core, another disk",
            {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": turkish},
            umask=0o077,
            folder="un autre dossier/très loin",
            backwards=True,
            cores=1,
            disk=MEMORY if os.path.isdir(MEMORY) else "",
        ),
        _Setting(
            f"warm, seed 1, zone America/Los_Angeles, locale {dutch}",
            {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": dutch},
            warm=True,
        ),
        _Setting("cold, seed 2, locale C", {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0", **_PLAIN}),
    ]


def _build_real(root: Path, setting: _Setting) -> dict[str, tuple[int, str]]:
    """The files of the real site as it is built in a setting; none if it isn't."""
    project = root / setting.folder
    if not project.exists():
        _copy_project(project, backwards=setting.backwards)
    if not setting.warm:
        shutil.rmtree(project / ".cache", ignore_errors=True)
    # Another disk lists the same files in another order.
    target = Path(setting.disk or root) / f"built-{root.name}"
    shutil.rmtree(target, ignore_errors=True)
    command = [setting.python, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)]
    environment = build_environment(PYTHONPATH=str(project / "hooks"), **setting.environment)
    process = subprocess.Popen(
        command,
        cwd=project,
        env=environment,
        umask=setting.umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if setting.cores:
        psutil.Process(process.pid).cpu_affinity(list(range(setting.cores)))
    said, _ = process.communicate()
    if process.returncode:
        print(f"{setting.name}: {said.decode(errors='replace')[-2000:]}", flush=True)
        return {}
    files = sealed_files(target)
    shutil.rmtree(target)
    return files


def _copy_project(project: Path, *, backwards: bool) -> None:
    """The real project; ``backwards``: its files made in the reverse order, as a folder may list them so."""
    for name in ("hooks", "content"):
        paths = [path for path in sorted((ROOT / name).rglob("*")) if path.is_file() and path.suffix != ".pyc"]
        for path in reversed(paths) if backwards else paths:
            there = project / path.relative_to(ROOT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there)
    shutil.copyfile(ROOT / "mkdocs.yml", project / "mkdocs.yml")


def _pythons(root: Path) -> list[_Setting]:
    """The other Pythons that this machine has, each with what the lock names."""
    found = []
    for minor in (11, 12, 13):
        if minor == sys.version_info.minor:
            continue
        python = _python(minor)
        found.append(_Setting(f"cold, Python 3.{minor}", python=_environment_of(python, root / f"3.{minor}")))
    return found


def _python(minor: int) -> str:
    """A Python of a version: by its name, or one of pyenv’s."""
    known = [shutil.which(f"python3.{minor}") or ""]
    if shutil.which("pyenv"):
        done = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False)
        known += map(str, sorted(Path(done.stdout.strip(), "versions").glob(f"3.{minor}.*/bin/python3.{minor}")))
    for python in filter(None, known):
        if subprocess.run([python, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


def _environment_of(python: str, folder: Path) -> str:
    """A Python with the locked libraries; nothing if they can’t be had for it."""
    if not python:
        return ""
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    made = folder / "bin" / "python"
    pip = [str(made), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], capture_output=True, check=False
    )
    return str(made) if done.returncode == 0 else ""
