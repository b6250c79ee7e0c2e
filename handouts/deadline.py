"""A question's last moment: the line is cut then, whatever it waits for.

A timeout of each read alone is none: whoever sends a byte a second would be listened to for ever.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENED = {"connection.connect_tcp.complete", "connection.connect_unix_socket.complete"}  # of httpcore's trace


class Deadline:
    """Cuts the line it watches, so many seconds after it was entered."""

    def __init__(self, limit_s: float) -> None:
        """Set it."""
        self.timer = threading.Timer(limit_s, self._cut)
        self.timer.daemon = True
        self.lock = threading.Lock()
        self.line: socket.socket | None = None
        self.over = self.opened = False

    def watch(self, line: socket.socket) -> None:
        """Learn which line it is; of a secure one, the socket below it."""
        with self.lock:
            self.line = socket.socket(fileno=socket.dup(line.fileno()))  # a TLS socket refuses its own dup()
        self.opened = True
        if self.over:
            self._cut()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Watch the line that httpx opens."""
        if event in OPENED:
            self.watch(info["return_value"].get_extra_info("socket"))

    def _cut(self) -> None:
        with self.lock:
            self.over = True
            if self.line:
                with contextlib.suppress(OSError):
                    self.line.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        """Begin."""
        self.timer.start()
        return self

    def __exit__(self, *raised: object) -> None:
        """Leave the line alone from now on."""
        self.timer.cancel()
        with self.lock:
            if self.line:
                self.line.close()
            self.line = None
