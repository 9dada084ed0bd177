"""A publisher's server is asked for a file: by https alone, within bounds of size and time, again where that helps.

What is sent on stays with the hosts that the figure names. The answer is written into a file as it comes, so that no
more of it is in memory than a piece.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import BaseHTTPResponse, PoolManager, ProxyManager, Retry, Timeout
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import make_headers, parse_url

from factsite.fetching.answering import Again, faulty, refused
from factsite.importing.table import MAX_BYTES
from factsite.problems import RuleError
from factsite.records.publication import check_file_address
from factsite.telling import told

AGENT = "factsite (statistics of a public website; asks once a day)"
_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED, _FINE = 304, 200
_PIECE = 64 * 1024
_DIGITS = 20


@dataclass(frozen=True)
class FetchBounds:
    """How much is waited for and taken: bytes, and seconds."""

    size: int = MAX_BYTES
    connect: float = 10
    read: float = 30
    total: float = 600
    attempts: int = 4
    redirects: int = 5
    longest_wait: float = 120


@dataclass(frozen=True)
class World:
    """The clock and the network. ``played`` names the servers that a test plays on this machine, each with where."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    played: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What an earlier answer said of itself, so that the server needn't send the same again."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class FetchAnswer:
    """What a server said: nothing new (``fresh`` is false), or the file that was written."""

    fresh: bool
    etag: str = ""
    modified: str = ""
    content_type: str = ""
    encoding: str = ""


class Asker:
    """Asks servers, one file after the other."""

    def __init__(self, bounds: FetchBounds | None = None, world: World | None = None) -> None:
        self.bounds, self._world = bounds or FetchBounds(), world or World()
        self._context = ssl.create_default_context()

    def get(self, address: str, hosts: list[str], known: Known | None, file: BinaryIO) -> FetchAnswer:
        """Get a file; what couldn't be got for a passing reason is tried again, later and later.

        Args:
            address: the whole address.
            hosts: other servers to which that of the address may send on.
            known: what the last answer said of itself, if it is still kept.
            file: takes the bytes as they come, after whatever was written by an attempt that failed is gone.

        Raises:
            RuleError: there is no file to be had; says why, and what to do.
        """
        end = self._world.now() + self.bounds.total
        for attempt in range(1, self.bounds.attempts + 1):
            file.seek(0)
            file.truncate()
            try:
                return self._follow(address, hosts, known, file, end)
            except Again as again:
                wait = float(2**attempt) if again.after is None else again.after
                late = wait > self.bounds.longest_wait or self._world.now() + wait > end
                if attempt == self.bounds.attempts or late:
                    raise again.error from None
                self._world.sleep(wait)
        raise AssertionError("the last attempt gives an answer or an error")

    def _follow(self, address: str, hosts: list[str], known: Known | None, file: BinaryIO, end: float) -> FetchAnswer:
        """One attempt, wherever the server sends on."""
        allowed = {_host(address), *hosts}
        for _ in range(self.bounds.redirects + 1):
            host = _host(address)
            try:
                with closing(self._ask(address, known, end)) as answer:
                    if answer.status in _MOVED:
                        address = self._next(address, answer, allowed)
                        continue
                    return self._take(answer, host, known, file, end)
            except HTTPError as error:
                raise faulty(error, host, self.bounds.read) from error
        what = told("the server sends on more than {n} times", n=self.bounds.redirects)
        raise RuleError("fetch", what, told("Open the address in a browser, and write where it ends under “url”."))

    def _ask(self, address: str, known: Known | None, end: float) -> BaseHTTPResponse:
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        left = max(1.0, end - self._world.now())
        timeout = Timeout(connect=min(self.bounds.connect, left), read=min(self.bounds.read, left))
        where = self._played(address)
        return _pool(_proxy(address) if where == address else None, self._context).request(
            "GET",
            where,
            headers=headers,
            timeout=timeout,
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )

    def _played(self, address: str) -> str:
        """The address, or where a test plays its server."""
        parts = urlsplit(address)
        place = self._world.played.get(_host(address))
        if place is None:
            return address
        scheme, netloc = urlsplit(place)[:2]
        return urlunsplit((scheme, netloc, *parts[2:]))

    def _next(self, address: str, answer: BaseHTTPResponse, allowed: set[str]) -> str:
        """Where the server sends on.

        Raises:
            RuleError: nowhere, to what isn't https, or to a server that the figure doesn't name.
        """
        target = answer.headers.get("Location", "")
        try:
            target = urljoin(address, target).partition("#")[0]
            check_file_address(target)
        except (RuleError, ValueError) as error:
            what = told("the server sends on to “{target}”, which isn’t followed", target=target[:200] or "?")
            remedy = told("Open the address in a browser, and write the https address of the file under “url”.")
            raise RuleError("fetch", what, remedy) from error
        if _host(target) not in allowed:
            what = told("the server sends on to another one: {host}", host=_host(target))
            remedy = told("If that is the publisher’s, write “hosts: [{host}]” beside “url”.", host=_host(target))
            raise RuleError("fetch", what, remedy)
        return target

    def _take(
        self, answer: BaseHTTPResponse, host: str, known: Known | None, file: BinaryIO, end: float
    ) -> FetchAnswer:
        headers = answer.headers
        etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
        if answer.status == _NOT_MODIFIED and known:
            return FetchAnswer(fresh=False, etag=etag, modified=modified)
        if answer.status != _FINE:
            raise refused(answer.status, host, _wait_asked(answer))
        declared = _length(headers.get("Content-Length", ""))
        if declared > self.bounds.size:
            raise self._too_large(declared)
        taken = 0
        while piece := answer.read1(_PIECE, decode_content=False):
            taken += len(piece)
            if taken > self.bounds.size:
                raise self._too_large(taken)
            if self._world.now() > end:
                what = told("the file isn’t there after {n} seconds", n=int(self.bounds.total))
                raise RuleError(
                    "fetch", what, told("Try again at another hour, or ask for a part of it with “params”.")
                )
            file.write(piece)
        if taken < declared:
            what = told("only {taken} of {size} bytes came", taken=taken, size=declared)
            raise Again(RuleError("fetch", what, told("Try again later: the file isn’t whole, and was put away.")))
        content_type, encoding = headers.get("Content-Type", ""), headers.get("Content-Encoding", "").strip().lower()
        return FetchAnswer(fresh=True, etag=etag, modified=modified, content_type=content_type, encoding=encoding)

    def _too_large(self, size: int) -> RuleError:
        what = told("the file has {size} bytes or more; {limit} is the limit", size=size, limit=self.bounds.size)
        return RuleError("fetch", what, told("Ask for a part of it with “params”, such as one country."))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower()


def _pool(proxy: str | None, context: ssl.SSLContext) -> PoolManager:
    """What opens connexions, through the proxy of this machine if it has one."""
    if proxy is None:
        return PoolManager(ssl_context=context)
    name = parse_url(proxy).auth
    return ProxyManager(proxy, proxy_headers=make_headers(proxy_basic_auth=name) if name else None, ssl_context=context)


def _length(declared: str) -> int:
    """How many bytes a server says that it sends; 0 where it doesn't say, or not in a number."""
    return int(declared) if declared.isascii() and declared.isdecimal() and len(declared) < _DIGITS else 0


def _proxy(address: str) -> str | None:
    """The proxy that this machine uses for an address, as the environment or the system says."""
    return None if proxy_bypass(_host(address)) else getproxies().get(urlsplit(address).scheme)


def _wait_asked(answer: BaseHTTPResponse) -> float | None:
    """How many seconds a server asks to be left alone."""
    try:
        return Retry().get_retry_after(answer)
    except (InvalidHeader, ValueError, OverflowError):
        return None
