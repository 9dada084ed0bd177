"""Compiled templates are kept beside our compiled modules, and never believed when they aren't what was kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from factsite.rendering import compiled
from factsite.rendering.compiled import Compiled


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled templates are kept in this test."""
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(compiled, "cache_from_source", lambda file: str(folder / Path(file).name))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with one template."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("one {{ name }}")
    return tmp_path / "templates"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def drawn(templates: Path, ours: Path) -> str:
    """The template of a folder, drawn where those of another are ours."""
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, bytecode_cache=Compiled(ours, (drawn,))
    )
    return environment.get_template("page.html").render(name="<b>")


def test_a_template_is_compiled_once(kept: Path, templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(templates, templates) == "one &lt;b&gt;"
    assert len(files(kept)) == 1

    def compile_again(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Environment, "_generate", compile_again)
    assert drawn(templates, templates) == "one &lt;b&gt;"


def test_another_text_is_compiled_anew(kept: Path, templates: Path) -> None:
    drawn(templates, templates)
    (templates / "page.html").write_text("two {{ name }}")
    assert drawn(templates, templates) == "two &lt;b&gt;"
    assert len(files(kept)) == 1


@pytest.mark.parametrize("kind", ["empty", "cut off", "changed", "nonsense", "a folder"])
def test_what_isn_t_what_was_kept_is_made_again(kept: Path, templates: Path, kind: str) -> None:
    drawn(templates, templates)
    (file,) = files(kept)
    data = file.read_bytes()
    if kind == "a folder":
        file.unlink()
        file.mkdir()
    else:
        wrong = {"empty": b"", "cut off": data[:-9], "changed": data[:-9] + b"x" + data[-8:], "nonsense": b"j2" * 99}
        file.write_bytes(wrong[kind])
    assert drawn(templates, templates) == "one &lt;b&gt;"


def test_templates_of_others_leave_nothing(kept: Path, templates: Path, tmp_path: Path) -> None:
    assert drawn(templates, tmp_path / "elsewhere") == "one &lt;b&gt;"
    assert files(kept) == []


def test_nothing_is_kept_where_python_keeps_nothing(
    kept: Path, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert drawn(templates, templates) == "one &lt;b&gt;"
    assert files(kept) == []


def test_a_folder_that_can_t_be_one_costs_time_only(kept: Path, templates: Path) -> None:
    kept.rmdir()
    kept.write_text("a file")
    assert drawn(templates, templates) == "one &lt;b&gt;"


def test_other_settings_never_meet_what_was_compiled_before(
    kept: Path, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text of the module that says how templates are compiled is held against what is kept."""
    drawn(templates, templates)
    (file,) = files(kept)
    before = file.read_bytes()
    monkeypatch.setattr(compiled, "_state", lambda makers: b"another")
    assert drawn(templates, templates) == "one &lt;b&gt;"
    (file,) = files(kept)
    assert file.read_bytes() != before
