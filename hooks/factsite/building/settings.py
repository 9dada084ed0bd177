"""What mkdocs.yml says of the site, and which files beside pages MkDocs copies: for the build and for the live site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, set_exclusions

from factsite.bounded import read_bytes
from factsite.build_cache.store import kept_in
from factsite.building.choosing import is_copied
from factsite.documents.walking import ASSETS, MAX_ASSET
from factsite.languages import Languages, from_settings
from factsite.problems import RuleError
from factsite.reading.configuration import FILE, NO_ADDRESS
from factsite.rendering.environment import THEME
from factsite.rendering.site import Site
from factsite.telling import as_it_is, told

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True)
class SiteSettings:
    """What mkdocs.yml says: the folders, the absolute address of the site, where a page’s file can be edited."""

    root: Path
    content: Path
    base: str
    edit_address: str
    overrides: Path | None

    @property
    def cache(self) -> Path:
        """Where downloads are kept between builds."""
        return kept_in(self.root) / "downloads"


def settings_of(config: MkDocsConfig, edit_address: str) -> SiteSettings:
    """What a configuration says of the site."""
    base = (config.site_url or NO_ADDRESS).rstrip("/") + "/"
    overrides = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return SiteSettings(Path(config.config_file_path).parent, Path(config.docs_dir), base, edit_address, overrides)


def languages_of(config: MkDocsConfig) -> Languages:
    """The languages that static-i18n builds.

    Raises:
        RuleError: there is none, or CLDR doesn’t know one.
    """
    plugin = config.plugins.get("i18n")
    listed = [dict(one) for one in plugin.config.languages] if plugin else []
    return from_settings(listed, Path(config.docs_dir))


def configured(root: Path) -> tuple[MkDocsConfig, SiteSettings]:
    """Read mkdocs.yml as MkDocs does, where no build is to follow.

    Raises:
        RuleError: it can’t be used.
    """
    try:
        config = load_config(str(root / FILE))
    except (MkDocsException, OSError, ValueError) as error:
        why = as_it_is(reason) if (reason := str(error).strip()) else told("see above what is wrong")
        what = told("{file} can’t be used: {why}", file=FILE, why=why)
        raise RuleError(
            "configuration", what, told("Mend {file}; content/ must stand beside it.", file=FILE)
        ) from error
    plugin = config.plugins.get("factsite")
    own = dict(plugin.config) if plugin else dict(config.extra.get("factsite") or {})
    config.theme.static_templates.clear()
    config.theme.dirs[:] = own_first(config)
    return config, settings_of(config, str(own.get("edit_address") or ""))


def own_first(config: MkDocsConfig) -> list[str]:
    """The folders of the theme: the site’s own, the generator’s, then Material’s."""
    own = [str(folder) for folder in (config.theme.custom_dir, THEME) if folder]
    return [*own, *(folder for folder in config.theme.dirs if folder not in own)]


def copied_files(config: MkDocsConfig, names: Iterable[str]) -> dict[str, Path]:
    """The files that a build copies as they are, by their addresses.

    Args:
        config: as it was read.
        names: those of the files of content that may be published, from the content folder.
    """
    files = Files(
        [File(name, config.docs_dir, config.site_dir, use_directory_urls=True) for name in names if _is_no_page(name)]
    )
    files.add_files_from_theme(config.theme.get_env(), config)
    wanted = [file for file in files if is_copied(file, config.docs_dir)]
    set_exclusions(wanted, config)
    return {
        file.dest_uri: Path(str(file.abs_src_path))
        for file in wanted
        if file.inclusion.is_included()  # type: ignore[no-untyped-call]
    }


def copied(site: Site, path: Path) -> bytes:
    """A file as it is published: of the content’s own, pictures without their notes and small enough.

    Raises:
        OSError: it can’t be read.
        TooLargeError: it is larger than the check lets it be.
    """
    assets = site.content.root / ASSETS
    picture = site.assets.picture(path.relative_to(assets).as_posix()) if path.is_relative_to(assets) else None
    return picture.data if picture else read_bytes(path, MAX_ASSET)


def _is_no_page(name: str) -> bool:
    return not name.endswith(".md")
