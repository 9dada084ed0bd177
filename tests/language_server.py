"""The YAML language server of VS Code's extension, from the npm packages of tests/tools, asked as an editor asks it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from projects import ROOT

_SERVER = ROOT / "tests" / "tools" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
_PATIENCE = 60
# How often the server asks for its settings: at the start, and when it is told that they have changed.
_TIMES = 2


class LanguageServer:
    """A server that has opened a project with the settings of its .vscode folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        settings = json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))
        self.settings = _nested({key: value for key, value in settings.items() if key.startswith("yaml.")})["yaml"]
        self._last = self._configured = 0
        self._told: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Self:
        command = ["node", str(_SERVER), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        folder = {"uri": self.root.as_uri(), "name": "project"}
        self._ask(
            "initialize",
            {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self.settings}})
        while self._configured < _TIMES:
            self._take(self._read())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    @contextmanager
    def opened(self, name: str, text: str) -> Iterator[str]:
        """A file of the project with some text, as it is being typed; gives its address."""
        address = (self.root / name).as_uri()
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        yield address
        self._tell("textDocument/didClose", {"textDocument": {"uri": address}})

    def completions(self, name: str, text: str) -> dict[str, str]:
        """What is offered where “|” stands in a text: each label with what is said of it."""
        before, _, after = text.partition("|")
        with self.opened(name, before + after) as address:
            found = self._ask("textDocument/completion", self._at(address, before))
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: _text(item.get("documentation")) for item in items}

    def hover(self, name: str, text: str) -> str:
        """What is shown over the place where “|” stands in a text."""
        before, _, after = text.partition("|")
        with self.opened(name, before + after) as address:
            found = self._ask("textDocument/hover", self._at(address, before))
        return _text(found["contents"]) if found else ""

    def diagnostics(self, name: str, text: str) -> list[tuple[int, str]]:
        """What is underlined in a text: each line (from 1) with the message; never two answers about one name."""
        self._last += 1
        path = Path(name)
        with self.opened(path.with_stem(f"{path.stem}-{self._last}").as_posix(), text) as address:
            until = time.monotonic() + _PATIENCE
            while address not in self._told and time.monotonic() < until:
                self._take(self._read())
            found = self._told[address]
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]

    def _at(self, address: str, before: str) -> dict[str, Any]:
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        return {"textDocument": {"uri": address}, "position": {"line": line, "character": column}}

    def _ask(self, method: str, parameters: object) -> Any:  # noqa: ANN401 - as JSON has it
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._take(message)

    def _tell(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _take(self, message: dict[str, Any]) -> None:
        """Keep what is underlined, and answer what the server asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            self._configured += 1
            asked = [item.get("section") for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [self.settings if one == "yaml" else {} for one in asked]})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream is not None
        size = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        assert size, "the language server ended"
        message: dict[str, Any] = json.loads(stream.read(size))
        return message


def is_there() -> bool:
    """Whether the server is installed."""
    return _SERVER.is_file()


def _text(words: Any) -> str:  # noqa: ANN401 - as the protocol has it
    if isinstance(words, list):
        return "\n".join(map(_text, words))
    return str(words.get("value", "")) if isinstance(words, dict) else str(words or "")


def _nested(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings as VS Code hands them over: a mapping for each part of a name."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        *parts, last = name.split(".")
        place = found
        for part in parts:
            place = place.setdefault(part, {})
        place[last] = value
    return found
