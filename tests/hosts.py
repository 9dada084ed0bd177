"""nginx and Caddy on loopback over a built site, with the settings that ``factsite server-config`` prints."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from factsite.hosting.addressed import folder, whereabouts
from factsite.hosting.caddy import caddy
from factsite.hosting.nginx import nginx

SERVERS = ("nginx", "caddy")
LANGUAGES = ("en", "fr", "nl")
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
# What a machine says in its own nginx.conf; everything that is written stays in the folder of the test.
_NGINX = """
load_module {module};
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {encryption}
    include {folder}/site.conf;
}}
"""
_ENCRYPTION = "ssl_certificate {0}/certificate.pem; ssl_certificate_key {0}/key.pem;"
_CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"


@dataclass(frozen=True)
class Answer:
    """What a server answered; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    data: bytes


@dataclass(frozen=True)
class Host:
    """A server that is running."""

    port: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path, as it is; ``accept_encoding="br"`` is a header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
            got = connection.getresponse()
            return Answer(got.status, {key.lower(): value for key, value in got.getheaders()}, got.read())
        finally:
            connection.close()


def installed(server: str) -> str | None:
    """The program of a server, if it is there with all that our settings ask of it."""
    found = shutil.which(server) or shutil.which(server, path="/usr/sbin")
    return found if server != "nginx" or _BROTLI.exists() else None


def program(server: str) -> str:
    """The program of a server; without it the test is skipped, unless the environment asks for it."""
    if found := installed(server):
        return found
    missing = f"{server} (or its module for Brotli) isn't installed"
    if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
        pytest.fail(f"{missing}, and this run requires it")
    pytest.skip(missing)


@contextmanager
def hosted(
    server: str, site: Path, work: Path, base: str = "https://migration-facts.example/", *, encrypted: bool = False
) -> Iterator[Host]:
    """Serve a built site until the end of the block.

    Args:
        server: ``nginx`` or ``caddy``.
        site: the folder of the built site.
        work: a folder for what the server writes; with ``encrypted`` it holds ``certificate.pem`` and ``key.pem``.
        base: the address for which the site was built.
        encrypted: whether nginx speaks HTTP/2 over an encrypted connection, as on a real host.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = _prepared(server, site, work, base, f"127.0.0.1:{port}{' ssl http2' if encrypted else ''}")
    environment = os.environ | {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=work, env=environment, stdout=log, stderr=log)
    try:
        _wait(process, port, work)
        yield Host(port)
    finally:
        process.terminate()
        process.wait(10)


def _prepared(server: str, site: Path, work: Path, base: str, listen: str) -> list[str]:
    """Write the settings; gives the command that starts the server with them."""
    where, root = whereabouts(base, LANGUAGES), folder(str(site))
    if server == "nginx":
        user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
        encryption = _ENCRYPTION.format(work) if "ssl" in listen.split() else ""
        text = _NGINX.format(module=_BROTLI, user=user, folder=work, encryption=encryption)
        (work / "nginx.conf").write_text(text, encoding="utf-8")
        (work / "site.conf").write_text(nginx(where, root, listen), encoding="utf-8")
        return [program(server), "-p", str(work), "-c", str(work / "nginx.conf"), "-e", str(work / "error.log")]
    text = _CADDY + caddy(where, root, f"http://{listen}")
    (work / "Caddyfile").write_text(text, encoding="utf-8")
    return [program(server), "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]


def _wait(process: subprocess.Popen[bytes], port: int, work: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, (work / "log").read_text(errors="replace")
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError((work / "log").read_text(errors="replace"))
