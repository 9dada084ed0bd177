"""The state of everything that a build is made of, as one key: the same key, the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import warnings
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from factsite.clock import Clock

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# Of plugins beside these nothing is known of what they read.
_KNOWN_PLUGINS = {"i18n", "factsite"}
# Settings in the environment that change how a build works, and none of its bytes.
_SETTING = "FACTSITE_"
_WITHOUT_EFFECT = {
    f"{_SETTING}{name}" for name in ("BUILT_FOR", "CACHE", "CACHE_MB", "DAY", "MOMENT", "PROCESSES")
}  # of day and moment it knows more than they say
# What keeps something back until a moment (``records.embargo``): only then does a build depend on more than its day.
_HELD = (b"publish_at", b"draft", b"embargo")
_NOT_READ = {"__pycache__", ".git"}


def state_of(config: MkDocsConfig, clock: Clock) -> str:
    """The key of a build: content, configuration, generator, libraries, settings, day; nothing if it can't be told.

    Where something of the content is held back, the moment is part of it.

    Args:
        config: the configuration, as MkDocs has read it.
        clock: the moment for which the site is built.
    """
    known = {name for name in config.plugins if name not in config.hooks} <= _KNOWN_PLUGINS
    if not known:
        return ""
    digest = hashlib.sha256()
    held = False
    for name, path in _inputs(config):
        data = path.read_bytes()
        held = held or (name.startswith("content/") and any(word in data for word in _HELD))
        digest.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    with warnings.catch_warnings():
        # Of what stands in mkdocs.yml only this holds what it takes from the environment, and nothing of MkDocs’ own.
        warnings.simplefilter("ignore", DeprecationWarning)
        configured = config.user_configs
    said = {
        "configured": [{key: one for key, one in given.items() if key != "site_dir"} for given in configured],
        "libraries": sorted(f"{one.name} {one.version}" for one in distributions()),
        "python": platform.python_version(),
        "settings": sorted(
            pair for pair in os.environ.items() if pair[0].startswith(_SETTING) and pair[0] not in _WITHOUT_EFFECT
        ),
        "day": clock.day.isoformat(),
        "moment": clock.moment.isoformat() if held else "",
        "zone": str(clock.moment.tzinfo),
    }
    digest.update(json.dumps(said, sort_keys=True, default=repr).encode())
    return digest.hexdigest()


def _inputs(config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
    """Every file that is read, in an order of its own."""
    yield "mkdocs.yml", Path(config.config_file_path)
    root = Path(config.config_file_path).parent
    yield from ((f"hooks/{name}", root / name) for name in sorted(config.hooks))
    folders = {"content": Path(config.docs_dir), "factsite": Path(__file__).resolve().parents[1]}
    if config.theme.custom_dir:
        folders["overrides"] = Path(config.theme.custom_dir)
    for name, folder in folders.items():
        found = sorted(_files(folder))
        yield from ((f"{name}/{path.relative_to(folder).as_posix()}", path) for path in found)


def _files(folder: Path) -> Iterator[Path]:
    for place, within, names in os.walk(folder, followlinks=True):
        within[:] = [one for one in within if one not in _NOT_READ]
        yield from (path for name in names if (path := Path(place, name)).is_file())
