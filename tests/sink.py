"""What the virtual printer does with a job: it keeps what arrived, and takes as long and ends as its knobs say.

`ippeveprinter -c` runs it with the spool file; every attribute of the job is in the environment as `IPP_*`.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import shutil
import socket
import sys
import time

HARMLESS = ("-warning", "-report")
PAUSE_S = 0.03


def keep(folder: pathlib.Path, document: str) -> None:
    """Keep the document and the attributes; they are there only together."""
    received = folder / "received"
    arriving = folder / "arriving"
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir()
    shutil.copyfile(document, arriving / "document")
    attributes = {name: value for name, value in os.environ.items() if name.startswith("IPP_")}
    (arriving / "attributes.json").write_text(json.dumps(attributes), encoding="utf-8")
    arriving.rename(received / f"{len(list(received.iterdir())):04}")


def work(folder: pathlib.Path) -> int:
    """Print one side after the other, stopped by what is wrong."""
    printer = os.getppid()
    wrong: list[str] = []
    side = 0
    tell(f"ATTR: job-impressions={turned(folder)['impressions']}")
    while os.getppid() == printer:
        knobs = turned(folder)
        for reason in [reason for reason in wrong if reason not in knobs["reasons"]]:
            tell(f"STATE: -{reason}")
        for reason in [reason for reason in knobs["reasons"] if reason not in wrong]:
            tell(f"STATE: +{reason}")
        wrong = knobs["reasons"]
        if knobs["fails"]:
            break
        if any(not reason.endswith(HARMLESS) for reason in wrong) or side == knobs["up_to"]:
            if cancelled():
                break
            time.sleep(PAUSE_S)
        elif side == knobs["impressions"]:
            break
        else:
            side += 1
            tell(f"ATTR: job-impressions-completed={side}")
    knobs = turned(folder)
    tell(f"STATE: {','.join(knobs['leaves'])}")
    return int(knobs["fails"])


def cancelled() -> bool:
    """Ask the printer: it does not stop its command when a job is cancelled, as a machine with paper would."""
    uri = os.environ["IPP_JOB_URI"]
    place, _, path = uri.removeprefix("ipp://").partition("/")
    host, _, port = place.partition(":")
    asked = (
        (0x47, "attributes-charset", "utf-8"),
        (0x48, "attributes-natural-language", "en"),
        (0x45, "job-uri", uri),
        (0x44, "requested-attributes", "job-state-reasons"),
    )
    body = b"\x02\x00\x00\x09\x00\x00\x00\x01\x01"
    for tag, name, value in asked:
        body += bytes([tag]) + len(name).to_bytes(2, "big") + name.encode()
        body += len(value).to_bytes(2, "big") + value.encode()
    body += b"\x03"
    head = f"POST /{path} HTTP/1.1\r\nHost: {place}\r\nContent-Type: application/ipp\r\nConnection: close\r\n"
    answer = b""
    with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=0.5) as line:
        line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        while not answer.endswith(b"\x03") and (piece := line.recv(65536)):
            answer += piece
    return b"processing-to-stop-point" in answer


def turned(folder: pathlib.Path) -> dict:
    try:
        return json.loads((folder / "knobs.json").read_bytes())
    except FileNotFoundError:  # the printer is being taken away
        return {"impressions": 0, "up_to": None, "reasons": [], "fails": True, "leaves": []}


def tell(line: str) -> None:
    """Tell `ippeveprinter`, which reads our errors as messages."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[1])
    keep(place, sys.argv[2])
    sys.exit(work(place))
