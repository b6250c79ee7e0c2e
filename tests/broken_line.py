"""A line to another port of this machine, which may be secured, and cut when the answer holds certain bytes."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from typing import Self

STORED = bytes.fromhex("0000 0001 0200 0000 0180")  # C-STORE-RSP, as DICOM writes it: (0000,0100) US 8001


class Line:
    """A line from `port` to a target's; `cut_at` are bytes at which it breaks off, in place of passing them on."""

    def __init__(self, target_port: int, context: ssl.SSLContext | None = None) -> None:
        self.target_port, self.context, self.cut_at = target_port, context, b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                taken, _ = self.listener.accept()
                threading.Thread(target=self._join, args=(taken,), daemon=True).start()

    def _join(self, taken: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as held:
            near = held.enter_context(self.context.wrap_socket(taken, server_side=True) if self.context else taken)
            far = held.enter_context(socket.create_connection(("127.0.0.1", self.target_port)))
            back = threading.Thread(target=self._pump, args=(far, near), kwargs={"cuts": True}, daemon=True)
            back.start()
            self._pump(near, far)
            back.join()

    def _pump(self, source: socket.socket, sink: socket.socket, *, cuts: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if cuts and self.cut_at and self.cut_at in data:
                    break
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
