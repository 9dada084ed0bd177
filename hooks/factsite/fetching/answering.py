"""What servers and the network answer in the place of a file, in words: why, and what to do."""

from __future__ import annotations

from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from factsite.problems import RuleError
from factsite.telling import Told, told

_TOO_MANY, _GONE, _NOT_FOUND, _SERVER = 429, 410, 404, 500
_FORBIDDEN = frozenset({401, 403, 407, 451})
_NO_FILE = frozenset({201, 202, 204, 205, 206})
LATER = told("Try again later; if it stays so, ask the publisher.")


class Again(Exception):  # noqa: N818 - no error yet: it is tried again
    """What may pass: tried again, after so many seconds if the server said how many; else ``error`` is told."""

    def __init__(self, error: RuleError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.after = error, after


def refused(status: int, host: str, after: float | None) -> Exception:
    """The error of an answer that isn't a file; what may pass is an `Again`."""
    if status == _TOO_MANY:
        what = told("{host} has been asked too often (429)", host=host)
        return Again(
            RuleError("fetch", what, told("Try again tomorrow; ask for what changes seldom less often.")), after
        )
    if status >= _SERVER:
        what = told("{host} has a fault of its own ({status})", host=host, status=status)
        return Again(RuleError("fetch", what, LATER), after)
    if status == _NOT_FOUND:
        what = told("{host} has no such file (404)", host=host)
        remedy = told("Look where the publisher gives it now, and mend “url” and “params”.")
    elif status == _GONE:
        what = told("the publisher has taken the file away for good ({status})", status=status)
        remedy = told("Look where the publisher gives it now, or take “url” out and say in the page that it ended.")
    elif status in _FORBIDDEN:
        what = told("{host} doesn’t give the file to everybody ({status})", host=host, status=status)
        remedy = told("Only files that anybody may get are fetched: get it by hand, and import it.")
    elif status in _NO_FILE:
        what = told("{host} has no file ready ({status})", host=host, status=status)
        remedy = LATER
    else:
        what = told("{host} answers with {status} in the place of the file", host=host, status=status)
        remedy = told("See what the publisher says of its API, and mend “url” and “params”.")
    return RuleError("fetch", what, remedy)


def faulty(error: HTTPError, host: str, seconds: float) -> Exception:
    """The error of a connexion that failed; what may pass is an `Again`."""
    if isinstance(error, SSLError):
        what = told("the certificate of {host} can’t be trusted: {why}", host=host, why=_why(error))
        remedy = told("Don’t go round it. See that the clock of this machine is right, or tell the publisher.")
        return RuleError("fetch", what, remedy)
    if isinstance(error, ProxyError):
        what = told("the proxy of this machine doesn’t lead to {host}: {why}", host=host, why=_why(error))
        return Again(RuleError("fetch", what, told("See what HTTPS_PROXY and NO_PROXY say.")))
    return Again(RuleError("fetch", *_passing(error, host, seconds)))


def _passing(error: HTTPError, host: str, seconds: float) -> tuple[Told, Told]:
    if isinstance(error, NameResolutionError):
        what = told("there is no server “{host}”, or no network here", host=host)
        return what, told("See whether this machine is on the network, and mend “url” if the name is wrong.")
    if isinstance(error, NewConnectionError):
        return told("{host} can’t be reached: {why}", host=host, why=_why(error)), LATER
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError):
        return told("{host} says nothing for {n} seconds", host=host, n=int(seconds)), LATER
    if isinstance(error, ProtocolError):
        return told("{host} broke off in the middle: {why}", host=host, why=_why(error)), LATER
    return told("{host} can’t be reached: {why}", host=host, why=_why(error)), LATER


def _why(error: Exception) -> str:
    """The innermost cause, as a word or two."""
    cause: BaseException = error
    while cause.__cause__ or cause.__context__ or (cause.args and isinstance(cause.args[-1], BaseException)):
        inner = cause.args[-1] if cause.args and isinstance(cause.args[-1], BaseException) else None
        following = inner or cause.__cause__ or cause.__context__
        if following is None or following is cause:
            break
        cause = following
    text = str(getattr(cause, "verify_message", "") or getattr(cause, "strerror", "") or cause)
    return " ".join(text.split())[:200] or type(cause).__name__
