"""What is to come is tried with the newest versions, and what differs is told file by file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newest import differences, lifted, our_warnings
from projects import ROOT

PROBE = """
import sys
{before}
import factsite
from factsite.machinery import BUILDER
from factsite.reading import configuration
print(BUILDER, configuration.yaml_load.__module__, sys.modules["mkdocs"].__name__)
"""


def test_upper_bounds_are_lifted_but_those_that_are_meant() -> None:
    wanted = ["mkdocs>=1.6,<2", "mkdocs-static-i18n>=1.3,<2", "pagefind[bin]>=1.4", 'tzdata~=1.0; os_name == "nt"']
    assert lifted(wanted) == [
        "mkdocs>=1.6,<2",
        "mkdocs-static-i18n>=1.3",
        "pagefind[bin]>=1.4",
        'tzdata; os_name == "nt"',
    ]


def test_what_differs_is_told_file_by_file(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "fr").mkdir(parents=True)
        (tmp_path / name / "same.txt").write_text("same", encoding="utf-8")
        (tmp_path / name / "fr" / "x.html").write_text(f"<p>written by {name}</p>", encoding="utf-8")
        (tmp_path / name / "fr" / "x.html.br").write_bytes(name.encode())
        (tmp_path / name / f"{name}.txt").write_text("alone", encoding="utf-8")
        (tmp_path / name / "dots.png").write_bytes(b"\x89\xff" + name.encode())
    assert differences(tmp_path / "one", tmp_path / "other") == [
        "only before: one.txt",
        "only after: other.txt",
        "dots.png: 5 and 7 bytes",
        "fr/x.html: '<p>written by one</p>' → '<p>written by other</p>'",
    ]
    assert differences(tmp_path / "one", tmp_path / "one") == []


def test_only_warnings_of_our_own_lines_are_ours(tmp_path: Path) -> None:
    said = (
        f"{tmp_path}/hooks/factsite/clock.py:12: DeprecationWarning: utcnow() will go\n"
        "INFO -  something else\n"
        f"{tmp_path}/elsewhere/mkdocs/a.py:3: DeprecationWarning: will go\n"
        f"{tmp_path}/hooks/factsite/clock.py:12: DeprecationWarning: utcnow() will go\n"
    )
    assert our_warnings(said, tmp_path / "hooks") == ["factsite/clock.py:12: DeprecationWarning: utcnow() will go"]


@pytest.mark.parametrize("continued", [True, False])
def test_the_program_that_continues_mkdocs_takes_its_place_where_it_is_installed(
    tmp_path: Path, *, continued: bool
) -> None:
    """With a stand-in for the real one, which the tests don't install; ``make newest`` builds with that."""
    package = tmp_path / "properdocs"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "replacement.py").write_text("import sys, mkdocs\nsys.modules['mkdocs'].__name__ = 'properdocs'\n")
    path = f"{tmp_path if continued else ''}:{ROOT / 'hooks'}"

    def found(before: str) -> str:
        command = [sys.executable, "-c", PROBE.format(before=before)]
        return subprocess.run(command, env={"PYTHONPATH": path}, capture_output=True, text=True, check=True).stdout

    name = "properdocs" if continued else "mkdocs"
    assert found("").split() == [name, "mkdocs.utils.yaml", name]
    # A process that runs MkDocs itself keeps to that.
    assert found("import mkdocs").split() == [name, "mkdocs.utils.yaml", "mkdocs"]
