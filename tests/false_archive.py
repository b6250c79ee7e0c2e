"""Archives of this machine that answer as a test wants: by DICOM, or with what is none."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from pydicom.uid import EncapsulatedPDFStorage
from pynetdicom import AE, evt
from pynetdicom.transport import ThreadedAssociationServer

from handouts.records.senders.dicom import PATIENT_ROOT, STUDY_ROOT


@contextlib.contextmanager
def archive_that(*, store=lambda _: 0, find=None, services=(EncapsulatedPDFStorage,), calling=()):
    """Run an archive that answers as told; give its address."""
    entity = AE(ae_title="ARCHIVE")
    entity.require_calling_aet = list(calling)
    for service in (*services, *((PATIENT_ROOT, STUDY_ROOT) if find else ())):
        entity.add_supported_context(service)
    entity.add_supported_context("1.2.840.10008.1.1")
    handlers = [(evt.EVT_C_STORE, store), (evt.EVT_C_FIND, find or (lambda _: iter(())))]
    server = entity.make_server(("127.0.0.1", 0), evt_handlers=handlers, server_class=ThreadedAssociationServer)
    entity._servers.append(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"dicom://ARCHIVE@127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


@contextlib.contextmanager
def port_that(serve):
    """Take lines, and serve each as told; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener, contextlib.ExitStack() as taken:

        def take():
            with contextlib.suppress(OSError):
                while True:
                    line = taken.enter_context(listener.accept()[0])
                    threading.Thread(target=serve, args=(line,), daemon=True).start()

        threading.Thread(target=take, daemon=True).start()
        yield f"dicom://ARCHIVE@127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def drip(line):
    with contextlib.suppress(OSError):
        line.sendall(b"\x02\0\xff\xff\xff\xff")  # an acceptance of four gigabytes
        while True:
            line.sendall(b"\0")
            time.sleep(0.05)


def hangs(line):
    with contextlib.suppress(OSError):
        while line.recv(65536):
            pass
