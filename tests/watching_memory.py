"""How much memory a process and those that it began hold at a time."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass

import psutil

_OFTEN = 0.1


@dataclass
class Peak:
    """The most that was held at a time, in MB; a page that several processes share counts once in all."""

    megabytes: float = 0.0

    def watch(self, number: int) -> None:
        """Look at a process until it ends."""
        root = psutil.Process(number)
        while True:
            with suppress(psutil.NoSuchProcess):
                if root.status() == psutil.STATUS_ZOMBIE:
                    return
                self.megabytes = max(self.megabytes, held(root))
            if not root.is_running():
                return
            time.sleep(_OFTEN)


def watched(number: int) -> tuple[Peak, threading.Thread]:
    """Begin to look at a process, in a thread that ends with it."""
    peak = Peak()
    thread = threading.Thread(target=peak.watch, args=(number,), daemon=True)
    thread.start()
    return peak, thread


def held(root: psutil.Process) -> float:
    """What a process and its children hold, in MB: of what several share, each its part (Linux), else the whole."""
    found = 0
    for process in [root, *root.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            told = process.memory_full_info()
            found += getattr(told, "pss", told.rss)
    return found / 1e6
