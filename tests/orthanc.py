"""A real picture archive: Debian's Orthanc, with its DICOMweb plugin, in a network of its own (`room.py`)."""

from __future__ import annotations

import json
import pathlib
import sys

import httpx
from daemons import Daemon, free_port, program

ROOM = pathlib.Path(__file__).with_name("room.py")
PLUGIN = pathlib.Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
DICOM, WEB = 4242, 8042  # inside


class Orthanc(Daemon):
    """An archive at `port` (DICOM, by the AE title ARCHIVE) and `web_port` (HTTP); set up by Debian, nobody finds."""

    def __init__(self, *, finds: bool = True) -> None:
        super().__init__("orthanc")
        settings = {
            "StorageDirectory": f"{self.folder}/storage",
            "IndexDirectory": f"{self.folder}/storage",
            "Plugins": [str(PLUGIN)],
            "DicomAet": "ARCHIVE",
            "DicomCheckCalledAet": True,
            "DicomPort": DICOM,
            "DicomAlwaysAllowFind": finds,
            "HttpPort": WEB,
            "HttpThreadsCount": 4,
            "RemoteAccessAllowed": False,
            "OverwriteInstances": False,
            "OrthancExplorerEnabled": False,
            "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        }
        (self.folder / "orthanc.json").write_text(json.dumps(settings))
        self.web_port = 0
        self.start_somewhere()

    def start(self) -> None:
        self.web_port = free_port()
        doors = f"{self.port}:{DICOM},{self.web_port}:{WEB}"
        archive = program("Orthanc", "orthanc")
        self.launch([sys.executable, "-I", "-S", str(ROOM), doors, archive, f"{self.folder}/orthanc.json"])
        self.wait_until_it_listens()

    @property
    def address(self) -> str:
        return f"dicom://ARCHIVE@localhost:{self.port}"

    @property
    def instances(self) -> list[str]:
        """What it calls the documents it holds."""
        return json.loads(self.ask("/instances"))

    def file(self, instance: str) -> bytes:
        """Give a document's DICOM file, as it holds it."""
        return self.ask(f"/instances/{instance}/file")

    def empty(self) -> None:
        for patient in json.loads(self.ask("/patients")):
            self.ask(f"/patients/{patient}", "DELETE")

    @property
    def version(self) -> str:
        return str(json.loads(self.ask("/system"))["Version"])

    def ask(self, path: str, method: str = "GET") -> bytes:
        answer = httpx.request(method, f"http://127.0.0.1:{self.web_port}{path}", timeout=20, trust_env=False)
        return answer.raise_for_status().content
