"""A receiver of HL7 v2 documents: the `hl7` library's own MLLP server, with faults a test may ask for."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections.abc import Callable
from typing import Self

import hl7
from hl7.mllp import start_hl7_server

LIMIT = 16 * 2**20  # of a message; the library's own is 64 KiB
ACKNOWLEDGED = "MSH|^~\\&|EHR|HILL|handouts||20260331103001||ACK^{event}|{control}-A|P|2.5.1\rMSA|{verdict}|{control}"
Answer = Callable[[hl7.Message], bytes | None]


def acknowledge(message: hl7.Message, verdict: str = "AA", *, control: str | None = None, more: str = "") -> bytes:
    """Give an acknowledgement in its frame."""
    event, own = message["MSH.F9.R1.C2"], message["MSH.F10.R1"]
    head = ACKNOWLEDGED.format(event=event, control=own if control is None else control, verdict=verdict)
    return b"\x0b" + f"{head}{more}\r".encode() + b"\x1c\r"


class MdmReceiver:
    """Keeps documents by their number (TXA-12), as record systems do; what it answers is for the test to choose."""

    def __init__(self, identity: ssl.SSLContext | None = None) -> None:
        self.identity = identity
        self.documents: dict[str, bytes] = {}
        self.messages: list[hl7.Message] = []
        self.answer: Answer = acknowledge
        self.stores = True
        self.hangs = False
        self.port = 0
        self.tasks: set[asyncio.Task | None] = set()  # nobody else holds them: they might be collected at work
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)

    @property
    def address(self) -> str:
        return f"{'mllp+tls' if self.identity else 'mllp'}://localhost:{self.port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def __enter__(self) -> Self:
        self.thread.start()
        self.server = asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(10)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    async def _listen(self) -> asyncio.Server:
        options = {"limit": LIMIT, "encoding": "utf-8", "ssl": self.identity}
        return await start_hl7_server(self._serve, "127.0.0.1", 0, **options)

    async def _close(self) -> None:
        self.server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader, writer) -> None:
        self.tasks.add(asyncio.current_task())
        try:
            message = await reader.readmessage()
            self.messages.append(message)
            if self.stores:
                self._keep(message)
            answer = self.answer(message)
            if answer is not None:
                writer.write(answer)
                await writer.drain()
            if self.hangs:
                await asyncio.Event().wait()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _keep(self, message: hl7.Message) -> None:
        number = str(message["TXA.F12.R1"])
        if message["MSH.F9.R1.C2"] == "T11":
            self.documents.pop(number, None)
            return
        if message["MSH.F9.R1.C2"] == "T10":
            self.documents.pop(str(message["TXA.F13.R1"]), None)
        self.documents[number] = base64.b64decode(message["OBX.F5.R1.C5"], validate=True)
