"""A real IPP Everywhere printer without paper: Debian's `ippeveprinter`, equipped and troubled as a test wants."""

from __future__ import annotations

import hashlib
import json
import pathlib
import shutil
import ssl
import sys
from dataclasses import dataclass

from daemons import Bus, Daemon, program, wait_for
from equipment import FORMATS, OFFICE, Equipment
from ippx import IppClient, JobState, TlsConfig

# With -a, ippeveprinter takes no -f: it would name these formats after those of the file, as a second attribute.
BUILT_IN = b"\0image/pwg-raster,image/urf\0"
SINK = pathlib.Path(__file__).with_name("sink.py")
FREE = {"impressions": 0, "up_to": None, "reasons": [], "fails": False, "leaves": []}


@dataclass(frozen=True)
class Received:
    """A document that came out, and the job's attributes as `IPP_*`."""

    document: bytes
    attributes: dict[str, str]


class VirtualPrinter(Daemon):
    """A printer at `address`; it prints everything at once until it is told otherwise."""

    def __init__(self, bus: Bus, equipment: Equipment = OFFICE, name: str = "clinic") -> None:
        super().__init__("printer")
        self.bus, self.name, self.shows_another = bus, name, False
        for folder in ("received", "spool", "keys"):
            (self.folder / folder).mkdir()
        (self.folder / "sink").write_text(f'#!/bin/sh\nexec {sys.executable} -I -S {SINK} {self.folder} "$1"\n')
        (self.folder / "sink").chmod(0o755)
        self.program = self._with_formats(",".join(FORMATS))
        self.turn(**FREE)
        self.equip(equipment)
        self.start_somewhere()

    @property
    def address(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    @property
    def secure_address(self) -> str:
        return f"ipps://localhost:{self.port}/ipp/print"

    @property
    def received(self) -> list[Received]:
        """What came out so far, the first first."""
        return [
            Received((folder / "document").read_bytes(), json.loads((folder / "attributes.json").read_bytes()))
            for folder in sorted((self.folder / "received").iterdir())
        ]

    def equip(self, equipment: Equipment) -> None:
        """Load and equip it; a running printer must be started again to say so."""
        (self.folder / "attributes.conf").write_text(equipment.attributes())

    def turn(self, **knobs: object) -> None:
        """Turn knobs, also while a job runs.

        impressions: how many sides a job has (0: it does not say). up_to: it waits after so many sides (0: before the
        first; None: never).
        reasons: what is wrong, such as `media-jam-error`; it waits meanwhile, save for a -warning or -report.
        fails: the job is aborted. leaves: what is still wrong when a job is over, such as `toner-low`.
        """
        self.knobs = getattr(self, "knobs", FREE) | knobs
        assert self.knobs.keys() == FREE.keys(), knobs
        new = self.folder / "knobs.new"
        new.write_text(json.dumps(self.knobs))
        new.replace(self.folder / "knobs.json")

    def start(self) -> None:
        """Start, also again after `kill`: at the same address, with the same paper."""
        arguments = ["-r", "off", "-n", "localhost", "-p", str(self.port), "-d", "spool", "-K", "keys", "-v"]
        arguments += ["-a", "attributes.conf", "-c", f"{self.folder}/sink", self.name]
        self.launch([str(self.program), *arguments], DBUS_SYSTEM_BUS_ADDRESS=self.bus.address)
        self.wait_until_it_listens()

    def restart(self) -> None:
        self.kill()
        self.start()

    def client(self) -> IppClient:
        return IppClient(self.address, timeout=10)

    def reset(self) -> None:
        """Make it as new for the next test: idle, all knobs free, nothing received."""
        self.kill()
        self.turn(**FREE)
        for folder in ("received", "spool", *(["keys"] if self.shows_another else [])):
            shutil.rmtree(self.folder / folder)
            (self.folder / folder).mkdir()
        self.shows_another = False
        self.start()

    def _with_formats(self, formats: str) -> pathlib.Path:
        """Copy the program, with these formats instead of those built in."""
        code = pathlib.Path(program("ippeveprinter", "cups-ipp-utils")).read_bytes()
        assert code.count(BUILT_IN) == 1, "another version of ippeveprinter"
        path = self.folder / "ippeveprinter"
        path.write_bytes(code.replace(BUILT_IN, b"\0" + formats.encode().ljust(len(BUILT_IN) - 1, b"\0")))
        path.chmod(0o755)
        return path

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate that it shows, in hexadecimal."""
        certificate = ssl.get_server_certificate(("localhost", self.port))
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()

    def secure_client(self, fingerprint: str) -> IppClient:
        return IppClient(self.secure_address, tls=TlsConfig(fingerprint=fingerprint), timeout=10)

    def show(self, certificate: pathlib.Path, key: pathlib.Path) -> None:
        """Serve with this certificate from the next connection on."""
        self.shows_another = True
        shutil.copyfile(certificate, self.folder / "keys/localhost.crt")
        shutil.copyfile(key, self.folder / "keys/localhost.key")


def ended(client: IppClient, job_id: int) -> JobState:
    """Wait until a job is over and give its state."""
    wait_for(lambda: client.get_job_attributes(job_id).is_terminal, f"job {job_id} is over")
    return client.get_job_attributes(job_id).state
