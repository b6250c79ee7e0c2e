"""What an archive says, looked at before pynetdicom hears it.

pynetdicom keeps whatever comes, of any size, and waits for ever after some of what no archive may say: here a line that
brings such things is cut, which it understands.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import warnings
from typing import TYPE_CHECKING, Any

from pynetdicom.association import Association
from pynetdicom.dul import DULServiceProvider
from pynetdicom.pdu import A_ABORT_RQ, A_ASSOCIATE_AC, A_ASSOCIATE_RJ, A_RELEASE_RP, P_DATA_TF

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 16 * 2**20  # of all that an archive says on one association
LARGEST_BYTES = 2**20  # of one protocol data unit; we announce that we take 16 kB
HEAD_BYTES = 6
ASKED, OPEN, CLOSING = "Sta5", "Sta6", "Sta7"  # states of PS3.8, table 9-2
UNITS = {1: None, 2: A_ASSOCIATE_AC, 3: A_ASSOCIATE_RJ, 4: P_DATA_TF, 5: None, 6: A_RELEASE_RP, 7: A_ABORT_RQ}
TAKEN = {ASKED: {2, 3, 7}, OPEN: {4, 7}, CLOSING: {4, 6, 7}}
FIND, STORE = "C_FIND_RSP", "C_STORE_RSP"


class Guard:
    """Stands before an association; ``expected`` is the kind of answer that is waited for, and to which message."""

    def __init__(self, association: Any) -> None:
        """Take the places of an Association at which pynetdicom hears."""
        self.association, self.line = association, association.dul.socket
        self.expected = ("", 0)
        self.answered = ""
        self.strange = False
        self._left, self._head = MOST_BYTES, b""
        self._read, self.line.recv = self.line.recv, self._recv
        self._received, association.dimse.receive_primitive = association.dimse.receive_primitive, self._receive
        association._serve_request = self._serve  # noqa: SLF001 - who files serves nobody

    def heed(self, message: Any) -> None:
        """Look at a whole message: only an answer to what was asked is one."""
        said = message.command_set
        if (type(message).__name__, said.get("MessageIDBeingRespondedTo")) != self.expected:
            self._cut()
        self.answered = str(said.get("AffectedSOPInstanceUID") or "")

    def _recv(self, size: int) -> bytearray:
        """Read the head of a unit, or the rest of it.

        Raises:
            OSError: it is none that may come now, or too large; to pynetdicom the line is cut.
        """
        self._left -= size
        if size > LARGEST_BYTES or self._left < 0:
            self._cut()
        said: bytearray = self._read(size)
        if not self._head:
            self._head = bytes(said)
            taken = TAKEN.get(self.association.dul.state_machine.current_state, UNITS)
            if len(said) == HEAD_BYTES and said[0] not in taken:
                self._cut()
        else:
            kind, whole, self._head = UNITS.get(self._head[0]), self._head + said, b""
            if kind and len(said) == size:
                self._try(kind, whole)
        return said

    def _try(self, kind: Any, whole: bytes) -> None:
        unit = kind()
        try:
            unit.decode(whole)
            unit.to_primitive()
        except Exception:  # noqa: BLE001 - whatever it stumbles over
            self._cut()

    def _receive(self, primitive: Any) -> None:
        try:
            self._received(primitive)
        except Exception:  # noqa: BLE001 - its thread would end, and who waits for it would not
            with contextlib.suppress(OSError):
                self._cut()

    def _serve(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._cut()

    def _cut(self) -> None:
        self.strange = True
        with contextlib.suppress(OSError, AttributeError):
            self.line.socket.shutdown(socket.SHUT_RDWR)
        self.association.dimse.msg_queue.put((None, None))  # for whoever waits
        raise OSError("the archive says what none may say")


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep pydicom and pynetdicom from telling, or logging, what they stumble over: it may be a patient's name."""
    before = threading.excepthook
    loggers = {name: logging.getLogger(name).level for name in ("pydicom", "pynetdicom")}

    def heed(failed: threading.ExceptHookArgs) -> None:
        if not isinstance(failed.thread, Association | DULServiceProvider):
            before(failed)

    threading.excepthook = heed
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        threading.excepthook = before
        for name, level in loggers.items():
            logging.getLogger(name).setLevel(level)
