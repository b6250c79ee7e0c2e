"""A program in a network of its own, which only two ports of this machine lead into; run as a script.

Orthanc 1.10 listens on every address of the machine: in a network of its own, that is nobody's. The listeners stay in
the machine's network, where they were made; what they take is passed on inside.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
import threading
import time

NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
SET_FLAGS, UP = 0x8914, 0x1


def enter() -> None:
    """Leave the machine's network; who is not root needs a user of their own first."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(NEW_NETWORK) and library.unshare(NEW_USER | NEW_NETWORK):
        raise OSError(ctypes.get_errno(), "no network of its own can be made")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


def answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


def pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def join(outside: socket.socket, port: int) -> None:
    with contextlib.suppress(OSError), outside, socket.create_connection(("127.0.0.1", port)) as inside:
        back = threading.Thread(target=pump, args=(inside, outside), daemon=True)
        back.start()
        pump(outside, inside)
        back.join()


def take(listener: socket.socket, port: int) -> None:
    while True:
        taken, _ = listener.accept()
        threading.Thread(target=join, args=(taken, port), daemon=True).start()


def main(doors: str, *command: str) -> int:
    """Run a command; ``doors`` are pairs of ports, outside:inside."""
    pairs = [tuple(map(int, door.split(":"))) for door in doors.split(",")]
    listeners = []
    for outside, inside in pairs:
        listener = socket.socket()
        listener.bind(("127.0.0.1", outside))
        listeners.append((listener, inside))
    enter()
    with subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *command]) as program:
        while program.poll() is None and not all(answers(inside) for _, inside in listeners):
            time.sleep(0.02)
        for listener, inside in listeners:
            listener.listen()
            threading.Thread(target=take, args=(listener, inside), daemon=True).start()
        return program.wait()


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))
