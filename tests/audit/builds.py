"""Builds are whole or absent, whatever happens to them: two at once, killed ones, full disks."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from audit.building import SEED, built_project, start_build
from audit.table import Effort, Row
from factsite.releasing.manifest import differences
from factsite.releasing.releases import Releases

PAIRS, KILLS, DISKS = 20, 200, 20
# A disk in memory, where Linux has one.
MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made there


def pairs_of_builds(effort: Effort) -> Iterator[Row]:
    """Two builds of a project at once, the second after a random part of the first."""
    chance, held, waits = random.Random(SEED), 0, []
    with built_project() as built:
        for _ in range(effort.of(PAIRS)):
            start = time.perf_counter()
            first = start_build(built.releases.root)
            time.sleep(chance.uniform(0, built.seconds))
            codes = (start_build(built.releases.root).wait(), first.wait())
            waits.append(time.perf_counter() - start)
            held += codes == (0, 0) and built.holds
    measured = f"both exit 0 and the site byte by byte the right one; {max(waits):.0f} s for the slowest pair"
    yield Row("pairs of builds at once", len(waits), held, measured)


def builds_survive_kills(effort: Effort) -> Iterator[Row]:
    """SIGKILL at random moments of builds, and of a process that does nothing but publish."""
    chance, unharmed, mended, builds = random.Random(SEED), 0, 0, 0
    tries = effort.of(KILLS)
    with built_project() as built:
        for number in range(tries):
            process = start_build(built.releases.root)
            time.sleep(chance.uniform(0, built.seconds))
            process.kill()
            process.wait()
            unharmed += built.holds
            if number % 10 == 9 or number == tries - 1:
                builds += 1
                mended += (
                    start_build(built.releases.root).wait() == 0 and built.holds and not _left_overs(built.releases)
                )
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
from factsite.clock import beginning_of
from factsite.releasing import building
from factsite.releasing.releases import Releases

def run_build(root, folder, day):
    for name in ("index.html", "a.html", "b.html"):
        (folder / name).write_text(folder.name)
    return 0

building.run_build = run_build
print("ready", flush=True)
while True:
    building.build_site(Releases(Path(sys.argv[1])), beginning_of(date(2026, 11, 21)), print, keep=2)
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
    with built_project() as built:
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
                code = start_build(releases.root).wait()
                failed += code != 0
                moved = releases.current != before
                held += built.holds and moved == (code == 0)
                subprocess.run(["mount", "-o", "remount,size=1g", str(releases.folder)], check=True)
                if moved:
                    releases.publish(before or 1)
                    releases.prune(2, set())
            whole = start_build(releases.root).wait() == 0 and built.holds and not _left_overs(releases)
        finally:
            subprocess.run(["umount", str(releases.folder)], check=True)
    measured = f"{failed} of {tries} failed with a message, the site as it was; then a build with room"
    yield Row("builds on a full disk", tries + 1, held + whole, measured)
