"""The real site as a real host sends it: nginx with our settings, compressed files, encrypted, under its own name."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from audit.viewed import real_site
from factsite.releasing.compressing import compress
from factsite.rendering.site import Site
from hosts import hosted, installed
from projects import ROOT, SITE_URL


@dataclass(frozen=True)
class HostedSite:
    """A site at its published address; ``flags`` make Chromium find it there, on this machine, and trust its key."""

    folder: Path
    site: Site
    address: str
    flags: tuple[str, ...]


@contextmanager
def hosted_site() -> Iterator[HostedSite]:
    """The real site, built anew, until the end of the block."""
    with real_site() as (folder, site):
        compress(folder, ROOT / ".cache" / "compressed")
        with at_its_address(folder, site) as found:
            yield found


@contextmanager
def at_its_address(folder: Path, site: Site) -> Iterator[HostedSite]:
    """Serve a built site that has its compressed files.

    Raises:
        SystemExit: nginx, or its module for Brotli, isn't there.
    """
    if installed("nginx") is None:
        raise SystemExit("nginx with its module for Brotli isn't there: libnginx-mod-http-brotli-static")
    name = urlsplit(SITE_URL).hostname or ""
    with tempfile.TemporaryDirectory() as work:
        key = _certified(Path(work), name)
        with hosted("nginx", folder, Path(work), SITE_URL, encrypted=True) as host:
            place = f"--host-resolver-rules=MAP {name}:443 127.0.0.1:{host.port}"
            yield HostedSite(folder, site, SITE_URL, (f"--ignore-certificate-errors-spki-list={key}", place))


def _certified(work: Path, name: str) -> str:
    """Write a key and a certificate of its own for a name; gives the digest of the key as Chromium takes it."""
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    made += ["-keyout", "key.pem", "-out", "certificate.pem"]
    _openssl(work, *made, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}")
    public = _openssl(work, "pkey", "-in", "key.pem", "-pubout", "-outform", "DER")
    return base64.b64encode(hashlib.sha256(public).digest()).decode()


def _openssl(work: Path, *asked: str) -> bytes:
    return subprocess.run(["openssl", *asked], cwd=work, check=True, capture_output=True).stdout
