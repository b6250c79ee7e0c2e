"""Sends leaflets to a strict interface engine, MessageFoundry, and prints what it says: ``python tests/mdm_engine.py``.

It is AGPL, so it has an environment of its own (40 packages, 20 s) and is spoken to over the wire alone; the suite does
without it.
"""

from __future__ import annotations

import base64
import dataclasses
import subprocess
import sys
import time
import uuid
import venv

from daemons import Daemon, answers, free_port, wait_for
from mdm_filings import ADA, GIVING, SITE, filing, taking_back

from handouts.records.messages import mdm
from handouts.records.receipt import SendingError
from handouts.records.senders.mllp import Receiver

ENGINE = "messagefoundry==0.2.1"
CONFIGURATION = """
from messagefoundry import File, MLLP, Send, handler, inbound, outbound, router

inbound("IB_LEAFLETS_MDM", MLLP(port={port}), router="documents", strict=True)
outbound("FILE-OUT_LEAFLETS_MDM", File(directory="./out", filename="{{MSH-10}}.hl7"))


@router("documents")
def route(message):
    return ["keep"] if message["MSH-9.1"] == "MDM" else []


@handler("keep")
def keep(message):
    return Send("FILE-OUT_LEAFLETS_MDM", message)
"""


class Engine(Daemon):
    """The engine: takes documents, judges each by the structures of HL7 v2.5.1, and writes it to a file."""

    def __init__(self) -> None:
        super().__init__("engine")
        venv.create(self.folder / "env", with_pip=True)
        self.programs = self.folder / "env/bin"
        subprocess.run([self.programs / "pip", "install", "-q", ENGINE], check=True)
        subprocess.run(
            [self.programs / "messagefoundry", "init", "mf"], cwd=self.folder, check=True, stdout=subprocess.DEVNULL
        )
        for example in (self.folder / "mf/config").glob("*.py"):
            example.unlink()

    def start(self) -> None:
        (self.folder / "mf/config/IB_LEAFLETS_MDM.py").write_text(CONFIGURATION.format(port=self.port))
        self.launch([
            str(self.programs / "messagefoundry"), "serve", "--config", "mf/config", "--env", "dev",
            "--port", str(free_port()), "--db", "mf.db", "--project-root", "mf",
        ])  # fmt: skip
        wait_for(lambda: not self.alive or answers(self.port), "the engine listens")
        if not self.alive:
            raise RuntimeError(self.log)

    def kept(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.folder / "out").glob("*.hl7"))]


def main() -> None:
    big = bytes(range(256)) * 4 * 1024 * 5
    odd = dataclasses.replace(ADA, name=r"O'Neil | Söhne ^ Ada & Co ~ \E\ 李")
    good = mdm.make(filing(giving=GIVING), SITE)
    messages = {
        "T02, given": good,
        "T02, once more": good,
        "T02, general": mdm.make(filing(), SITE),
        "T02, odd name": mdm.make(filing(person=odd), SITE),
        "T10": mdm.make(filing(replaces=uuid.uuid5(uuid.NAMESPACE_DNS, "older")), SITE),
        "T11": mdm.cancel(taking_back(filing()), SITE),
        "T02, 5 MB": mdm.make(filing(big), SITE),
        "broken: no patient class": good.replace(b"PV1|1|N", b"PV1|1"),
        "broken: unknown structure": good.replace(b"MDM_T02", b"MDM_T77"),
    }
    with Engine() as engine:
        engine.start_somewhere()
        receiver = Receiver(f"mllp://127.0.0.1:{engine.port}")
        for name, message in messages.items():
            since = time.monotonic()
            try:
                said = f"filed as {receiver.send(message).location}"
            except SendingError as error:
                said = f"{type(error).__name__}: {error}"
            sys.stdout.write(f"{name}: {said} ({time.monotonic() - since:.2f} s)\n")
        whole = base64.b64encode(big)
        wait_for(lambda: any(whole in each for each in engine.kept()), "the 5 MB are handed on whole")
        sys.stdout.write(f"{len(engine.kept())} messages handed on, the 5 MB whole\n")


if __name__ == "__main__":
    sys.exit(main())
