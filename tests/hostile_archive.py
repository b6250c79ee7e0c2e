"""Archives that wish us harm: what they say in place of an answer, in the bytes of DICOM (PS3.7 and PS3.8)."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import time
from io import BytesIO

from broken_line import Line
from pynetdicom.dimse_primitives import C_FIND, C_STORE

DATA = 0x04
PENDING = 0xFF00
BEAT_S = 0.02


def pdu(kind, body):
    return struct.pack(">BBL", kind, 0, len(body)) + body


def part(data, header, context=None):
    """Give what makes a unit with one fragment in it, in a context of its own or in the one that is spoken in."""
    return lambda spoken: pdu(DATA, struct.pack(">LBB", len(data) + 2, context or spoken, header) + data)


def saying(*said, then=None, slowly=False):
    """Say bytes in place of an answer, and the last of them for ever."""

    def handle(event):
        line, context = event.assoc.dul.socket.socket, event.context.context_id
        with contextlib.suppress(OSError, AttributeError):
            for each in said:
                line.sendall(each(context) if callable(each) else each)
            while then:
                line.sendall(then(context) if callable(then) else then)
                time.sleep(BEAT_S if slowly else 0)
        return 0

    return handle


def finding(*records):
    """Find patients whose records are these bytes."""

    def handle(event):
        for each in records:
            answer = C_FIND()
            answer.MessageIDBeingRespondedTo = event.request.MessageID
            answer.AffectedSOPClassUID = event.request.AffectedSOPClassUID
            answer.Status, answer.Identifier = PENDING, BytesIO(each)
            event.assoc.dimse.send_msg(answer, event.context.context_id)
        yield 0, None

    return handle


def storing(number=None, instance=None, kind="store"):
    """Say “stored” of another message, of another document, or to another question, before the answer that is right."""

    def handle(event):
        asked = event.request
        answer = C_STORE() if kind == "store" else C_FIND()
        answer.MessageIDBeingRespondedTo = number or asked.MessageID
        answer.AffectedSOPClassUID, answer.Status = asked.AffectedSOPClassUID, 0
        if kind == "store":
            answer.AffectedSOPInstanceUID = instance or asked.AffectedSOPInstanceUID
        event.assoc.dimse.send_msg(answer, event.context.context_id)
        return 0

    return handle


def element(group, number, kind, value):
    """Give an element as explicit little endian writes it."""
    long = kind in {b"SQ", b"OB", b"UN", b"UT"}
    head = struct.pack("<HH2s", group, number, kind)
    return head + (struct.pack("<HL", 0, len(value)) if long else struct.pack("<H", len(value))) + value


class Mutilated(Line):
    """A line on which what the archive says is changed, cut, said twice or mixed with noise, as a seed wants."""

    def __init__(self, target_port, seed):
        self.choice = random.Random(seed)  # noqa: S311 - the same noise for the same seed
        super().__init__(target_port)

    def _pump(self, source, sink, *, cuts=False):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(self._changed(bytearray(data)) if cuts else data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _changed(self, data):
        place, what = self.choice.randrange(len(data)), self.choice.random()
        if what < 0.5:
            for _ in range(self.choice.choice([1, 1, 2, 5, 20])):
                data[self.choice.randrange(len(data))] = self.choice.randrange(256)
        elif what < 0.6:
            del data[place:]
        elif what < 0.7:
            data[place:place] = self.choice.randbytes(20)
        elif what < 0.75:
            return data + data
        return data
