"""The files of content/assets as they are published: pictures without their notes and small enough, and their sizes."""

from __future__ import annotations

from pathlib import Path

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.documents.pictures import Picture, is_picture, measured, published_picture


def _made(material: tuple[str, bytes]) -> bytes:
    return published_picture(*material).data


_PICTURE = Recipe("picture", _made, ("pillow",))


class Assets:
    """The pictures of a site, each made once per build and kept for later ones."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store
        self._pictures: dict[str, Picture] = {}

    def picture(self, name: str) -> Picture | None:
        """A picture as readers get it.

        Args:
            name: the way from content/assets: ``maps/belgium.png``.

        Returns:
            None for a file that isn't a picture or isn't there.

        Raises:
            RuleError: it can't be published; the check says so before.
        """
        path = self._folder / name
        if not is_picture(name) or not path.is_file():
            return None
        if name not in self._pictures:
            material = f"picture{path.suffix}", path.read_bytes()
            self._pictures[name] = measured(name, _PICTURE.made(material, self._store))
        return self._pictures[name]
