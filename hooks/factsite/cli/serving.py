"""``factsite serve``: the live site, until it is interrupted."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from pathlib import Path

from factsite.serving.preview import Preview
from factsite.serving.restarting import Restart, start_again
from factsite.serving.server import HOST, LiveServer, serve
from factsite.serving.watching import Watch
from factsite.telling import Told, told

PORT = 8000


class TakenError(Exception):
    """Another program listens at the port; ``what`` says so."""

    def __init__(self, what: Told) -> None:
        super().__init__(what)
        self.what = what


def show(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve a project on this machine until it is interrupted.

    Args:
        root: the folder that holds mkdocs.yml.
        port: where to listen; 0 lets the system choose.
        say: is told what happens, a line at a time.

    Raises:
        TakenError: another program listens there.
    """
    watch = Watch(lambda: preview.hint())
    preview = Preview(root, say, lambda folders: watch.follow(root, folders))
    try:
        server = LiveServer(port, preview)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        place = f"{HOST}:{port}"
        what = told(
            "another program listens at {place}: end it, or take a port that is free: --port {free}",
            place=place,
            free=_free_port(),
        )
        raise TakenError(what) from error
    address = f"http://{HOST}:{server.server_port}/"
    say(told("Reading the content; then look at {address} (end with Ctrl-C)", address=address))
    try:
        serve(server, preview.keep_up_to_date)
    except KeyboardInterrupt:
        say(told("Ended."))
    except Restart:
        say(told("The generator has changed: starting again"))
        watch.stop()
        start_again()
    finally:
        watch.stop()


def _free_port() -> int:
    """A port at which nobody listens at this moment; the system chooses it."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])
