"""Rules of the interface's catalogues: no sentence that readers see is empty, uncertain or without its values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factsite.content import Content
from factsite.languages import Setting
from factsite.localising.catalogues import MESSAGES, own_catalogue, said_in, slips, template_path
from factsite.problems import Problem, Severity
from factsite.telling import told, told_many


def catalogues_are_whole(content: Content) -> Iterator[Problem]:
    """The generator's catalogue of each language, and the one that the site brings, hold what readers are to see."""
    for code in content.languages:
        setting = content.languages[code]
        paths = [path for path in (own_catalogue(code), setting.interface) if path is not None and path.is_file()]
        told_to_editors = own_catalogue(code, MESSAGES)
        held = [*paths, *([told_to_editors] if told_to_editors.is_file() else [])]
        found = [problem for path in held for problem in _slips(path, setting)]
        yield from found
        if not any(problem.severity is Severity.ERROR for problem in found):
            yield from _absent(paths, setting, content.root)


def _slips(path: Path, setting: Setting) -> Iterator[Problem]:
    for slip in slips(path, setting.locale):
        # Readers of a partial language get in English what it doesn't say yet.
        severity = Severity.NOTICE if slip.waits and setting.partial else Severity.ERROR
        yield Problem(path, slip.line, 1, "catalogue", slip.what, slip.remedy, severity)


def _absent(paths: list[Path], setting: Setting, root: Path) -> Iterator[Problem]:
    """How many sentences no catalogue of a language has: in its own the generator has all, which a test holds."""
    if setting.code == "en":
        return
    said = {key for path in paths for key in said_in(path, setting.locale)}
    missing = said_in(template_path(), "en").keys() - said
    if missing:
        what = told_many(
            "{n} sentence of the interface isn’t in “{code}”: readers see it in English",
            "{n} sentences of the interface aren’t in “{code}”: readers see them in English",
            len(missing),
            code=setting.code,
        )
        remedy = told("“factsite catalogues --language {code}” adds them to the catalogue.", code=setting.code)
        path = setting.interface or root / setting.code / "interface.po"
        yield Problem(path, 1, 1, "fallback", what, remedy, Severity.NOTICE)
