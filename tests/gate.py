"""A door to another port of this machine, at a port of its own that stays the same: shut, nobody listens there."""

from __future__ import annotations

import socket
import threading
from typing import Self

from broken_line import Line


class Gate(Line):
    """A line to a server that can be out of reach for a while; `taken` counts who came through."""

    def __init__(self, target_port: int) -> None:
        self.taken = 0
        super().__init__(target_port)

    def shut(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def open(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._take, daemon=True).start()

    def _join(self, taken: socket.socket) -> None:
        self.taken += 1
        super()._join(taken)

    def __enter__(self) -> Self:
        return self
