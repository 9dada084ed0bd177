"""Which program builds the site: ProperDocs, which continues MkDocs 1.x, where it is installed; else MkDocs.

ProperDocs takes plugins and themes of MkDocs as they are and answers for ``mkdocs`` wherever that is imported. The
package asks for it first, so that commands which import MkDocs without its being run get the same one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

_CONTINUED = "properdocs"
BUILDER = _CONTINUED if find_spec(_CONTINUED) else "mkdocs"


def stand_in() -> None:
    """Let ProperDocs answer for MkDocs from now on, if it is there; a process that runs MkDocs itself keeps to that."""
    if BUILDER == _CONTINUED and "mkdocs" not in sys.modules:
        import_module(f"{_CONTINUED}.replacement")
