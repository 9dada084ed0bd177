"""Builds are whole or absent, whatever happens to them; and the same content gives the same bytes, wherever."""

from __future__ import annotations

import functools
import http.server
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from audit.table import Effort, Row
from factsite.releasing.manifest import Manifest, Stamp, differences, seal
from factsite.releasing.releases import Releases
from factsite.releasing.switching import switch
from projects import DAY, FIXTURES, ROOT, SITE_URL, make_project
from spoiling import FOLDERS, WRONG

PAIRS, KILLS, DISKS, SWAPS, READERS = 20, 200, 20, 1000, 4
SEED = 20261121
# A disk in memory, where Linux has one.
MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made there


def _environment(**more: str) -> dict[str, str]:
    base = {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat(), "SITE_URL": SITE_URL}
    return {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | base | more


def _start(project: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "factsite", "site"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=project, env=_environment(), stdout=quiet, stderr=quiet)


@dataclass(frozen=True)
class _Built:
    """A small project with a first release, how long its build took, and what a right site consists of."""

    releases: Releases
    seconds: float
    right: Manifest

    @property
    def holds(self) -> bool:
        """Whether the published site is the right one, byte by byte."""
        return self.releases.link.is_dir() and differences(self.releases.link, self.right) == []


@contextmanager
def _built() -> Iterator[_Built]:
    with tempfile.TemporaryDirectory() as folder:
        releases = Releases(make_project(Path(folder).resolve() / "project", FIXTURES / "valid"))
        for _ in range(2):  # the second with a warm cache, as those that are measured
            start = time.perf_counter()
            if _start(releases.root).wait():
                raise SystemExit("the small site can’t be built")
            seconds = time.perf_counter() - start
        yield _Built(releases, seconds, releases.all()[0].manifest)


def pairs_of_builds(effort: Effort) -> Iterator[Row]:
    """Two builds of a project at once, the second after a random part of the first."""
    chance, held, waits = random.Random(SEED), 0, []
    with _built() as built:
        for _ in range(effort.of(PAIRS)):
            start = time.perf_counter()
            first = _start(built.releases.root)
            time.sleep(chance.uniform(0, built.seconds))
            codes = (_start(built.releases.root).wait(), first.wait())
            waits.append(time.perf_counter() - start)
            held += codes == (0, 0) and built.holds
    measured = f"both exit 0 and the site byte by byte the right one; {max(waits):.0f} s for the slowest pair"
    yield Row("pairs of builds at once", len(waits), held, measured)


def builds_survive_kills(effort: Effort) -> Iterator[Row]:
    """SIGKILL at random moments of builds, and of a process that does nothing but publish."""
    chance, unharmed, mended, builds = random.Random(SEED), 0, 0, 0
    tries = effort.of(KILLS)
    with _built() as built:
        for number in range(tries):
            process = _start(built.releases.root)
            time.sleep(chance.uniform(0, built.seconds))
            process.kill()
            process.wait()
            unharmed += built.holds
            if number % 10 == 9 or number == tries - 1:
                builds += 1
                mended += _start(built.releases.root).wait() == 0 and built.holds and not _left_overs(built.releases)
    yield Row("kills of builds: the site is as it was", tries, unharmed, "SIGKILL at random moments")
    yield Row("the build after kills: right, left-overs gone", builds, mended, "after every tenth kill")
    yield from _kills_of_switches(tries, chance)


def _left_overs(releases: Releases) -> list[str]:
    wanted = {f"{release.number:06}" for release in releases.all()}
    return [path.name for path in releases.folder.iterdir() if path.is_dir() and path.name not in wanted]


# Publishes small sites as fast as it can; each page of one says the same word.
_PUBLISHER = """
import sys
from datetime import date
from pathlib import Path
from factsite.releasing import building
from factsite.releasing.releases import Releases

def run_build(root, folder, day):
    for name in ("index.html", "a.html", "b.html"):
        (folder / name).write_text(folder.name)
    return 0

building.run_build = run_build
print("ready", flush=True)
while True:
    building.build_site(Releases(Path(sys.argv[1])), date(2026, 11, 21), print, keep=2)
"""


def _kills_of_switches(tries: int, chance: random.Random) -> Iterator[Row]:
    held = published = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for _ in range(tries):
            command = [sys.executable, "-c", _PUBLISHER, str(root)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                assert process.stdout
                process.stdout.readline()
                time.sleep(chance.uniform(0.05, 0.4))
                process.kill()
            releases = Releases(root)
            current = next((release for release in releases.all() if release.current), None)
            held += current is not None and differences(releases.link, current.manifest) == []
            published = max(published, releases.current or 0)
    yield Row("kills between switches: the site is a whole release", tries, held, f"{published} releases published")


def builds_survive_full_disks(effort: Effort) -> Iterator[Row]:
    """Builds on a disk that is full after so many kilobytes more; root may mount one."""
    tries = effort.of(DISKS)
    with _built() as built:
        releases, used = built.releases, 0
        kept = releases.root / "kept"
        releases.folder.rename(kept)
        releases.folder.mkdir()
        disk = ["mount", "-t", "tmpfs", "tmpfs", str(releases.folder)]
        subprocess.run(disk, check=True)
        try:
            shutil.copytree(kept, releases.folder, dirs_exist_ok=True)
            used = shutil.disk_usage(releases.folder).used
            held = failed = 0
            for number in range(tries):
                # Up to more than a third release takes: the last builds have room.
                room = used + used * number // max(1, tries - 1)
                subprocess.run(["mount", "-o", f"remount,size={room}", str(releases.folder)], check=True)
                before = releases.current
                code = _start(releases.root).wait()
                failed += code != 0
                moved = releases.current != before
                held += built.holds and moved == (code == 0)
                subprocess.run(["mount", "-o", "remount,size=1g", str(releases.folder)], check=True)
                if moved:
                    releases.publish(before or 1)
                    releases.prune(2, set())
            whole = _start(releases.root).wait() == 0 and built.holds and not _left_overs(releases)
        finally:
            subprocess.run(["umount", str(releases.folder)], check=True)
    measured = f"{failed} of {tries} failed with a message, the site as it was; then a build with room"
    yield Row("builds on a full disk", tries + 1, held + whole, measured)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A web server as simple as they come, that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@dataclass
class _Reader(threading.Thread):
    """Asks for pages until it is stopped, and counts answers that aren't a page of one of two sites, whole."""

    port: int
    right: dict[str, set[bytes]]
    stop: threading.Event
    answers: int = 0
    wrong: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Read."""
        chance, names = random.Random(SEED), sorted(self.right)
        while not self.stop.is_set():
            name = chance.choice(names)
            self.answers += 1
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{name}", timeout=30) as answer:
                    self.wrong += answer.read() not in self.right[name]
            except OSError:
                self.wrong += 1


def swaps_lose_no_answer(effort: Effort) -> Iterator[Row]:
    """Two releases take turns while readers ask for pages that both have."""
    with _built() as built:
        releases = built.releases
        words = releases.root / "content" / "fr" / "index.md"
        words.write_text(words.read_text(encoding="utf-8") + "\nUn mot de plus.\n" * 500, encoding="utf-8")
        if _start(releases.root).wait():
            raise SystemExit("the small site can’t be built")
        older, newer = [release.folder for release in releases.all()][-2:]
        shared = sorted(built.right.files.keys() & releases.all()[-1].manifest.files.keys())
        right = {name: {(older / name).read_bytes(), (newer / name).read_bytes()} for name in shared}
        handler = functools.partial(_Quiet, directory=str(releases.link))
        stop, swaps = threading.Event(), effort.of(SWAPS)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            readers = [_Reader(server.server_port, right, stop) for _ in range(READERS)]
            for reader in readers:
                reader.start()
            for number in range(swaps):
                switch(releases.link, (older, newer)[number % 2])
                time.sleep(0.01)
            stop.set()
            for reader in readers:
                reader.join()
            server.shutdown()
    answers, wrong = sum(reader.answers for reader in readers), sum(reader.wrong for reader in readers)
    measured = f"{swaps:,} switches, {READERS} readers, {wrong} answers missing or mixed"
    yield Row("answers while two releases take turns", answers, answers - wrong, measured)


def caches_are_never_believed(effort: Effort) -> Iterator[Row]:
    """Each form of a wrong entry in the place of every entry, and each form of a folder that can't be used."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project", FIXTURES / "valid")
        target, cache = Path(folder) / "site", project / ".cache"
        right = _prints(project, target)
        tried, held, kinds = 0, 0, set()
        forms = WRONG[: effort.of(len(WRONG))]
        for spoil in forms:
            entries = [path for path in sorted(cache.rglob("*")) if path.is_file()]
            kinds |= {path.suffix for path in entries}
            before = {path: path.read_bytes() for path in entries}
            for path in entries:
                spoil(path)
            same = _prints(project, target) == right
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
                right_still = _prints(project, Path(folder) / f"site-{name}", powers=powers) == right
                held += right_still
        yield Row("caches that can’t be used: the same site", tried, held, ", ".join(FOLDERS))


def _prints(project: Path, target: Path, powers: Sequence[str] = ()) -> str:
    """The digest of a project’s site, built into a folder, by a command that changes what the build may do."""
    shutil.rmtree(target, ignore_errors=True)
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)]
    done = subprocess.run([*powers, *build], cwd=project, env=_environment(), capture_output=True, check=False)
    return _digest(target) if done.returncode == 0 else (done.stdout + done.stderr).decode()


def _digest(folder: Path) -> str:
    return Manifest(Stamp("", "", ""), _sealed(folder)).digest


def _sealed(folder: Path) -> dict[str, tuple[int, str]]:
    return seal(folder, Stamp("", "", "")).files


# Python then doesn't take C for C.UTF-8.
_PLAIN = {"PYTHONCOERCECLOCALE": "0"}

# --- the same bytes --------------------------------------------------------------------------------------------------


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
    environment = _environment(PYTHONPATH=str(project / "hooks"), **setting.environment)
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
    files = _sealed(target)
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
