"""check-jsonschema, an independent reader of schemas, asked about the files of a content."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from factsite.content import Content
from factsite.describing.files import FOLDER, described, described_pages
from factsite.documents.pages import read_page


def refused(root: Path, content: Content) -> dict[str, list[str]]:
    """What the schemas of a project refuse: per file, from the root, each message."""
    found: dict[str, list[str]] = {}
    for name, patterns, _ in described(content):
        files = {path: path for pattern in patterns for path in root.glob(pattern)}
        found |= _asked(root, name, files)
    done: set[Path] = set()
    for name, patterns, _ in described_pages(content):
        pages = {path for pattern in patterns for path in root.glob(pattern)} - done
        pages = {path for path in pages if path.name != "index.md" or name == "words-page"}
        done |= pages
        with TemporaryDirectory() as folder:
            files = {}
            for number, page in enumerate(sorted(pages)):
                top = Path(folder) / f"{number}.yml"
                top.write_text(read_page(page).document.text, encoding="utf-8")
                files[top] = page
            found |= _asked(root, name, files)
    return found


def _asked(root: Path, name: str, files: dict[Path, Path]) -> dict[str, list[str]]:
    """The messages about files, each by the path of the file that it stands for."""
    if not files:
        return {}
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile", f"{root}/{FOLDER}/{name}.json"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    answer = json.loads(done.stdout)
    assert not answer.get("parse_errors"), answer
    found: dict[str, list[str]] = {}
    for one in answer.get("errors", []):
        path = files[Path(one["filename"])].relative_to(root).as_posix()
        found.setdefault(path, []).append(f"{one['path']}: {one['message']}")
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return found
