"""The counterparts of printing are what the other tests take them for."""

from __future__ import annotations

import io
import ssl

import httpx
import pikepdf
import pytest
import troubled
from counterparts import IppClient, VirtualPrinter, ended, wait_for
from ippx import IppHttpError, IppResponseError, JobState, TlsConfig
from troubled import GET_PRINTER_ATTRIBUTES, PRINT_JOB

PDF = b"%PDF-1.7\n\x00\xff not much of a document\n%%EOF\n"


def send(client: IppClient, document: bytes = PDF, **attributes: object) -> int:
    asked = {name.replace("_", "-"): value for name, value in attributes.items()}
    return client.print_job(document, document_format="application/pdf", job_attributes=asked).job_id


def paper() -> bytes:
    """Give a document that CUPS' filters can read: one empty A4 page."""
    with pikepdf.new() as document, io.BytesIO() as file:
        document.add_blank_page(page_size=(595.28, 841.89))
        document.save(file)
        return file.getvalue()


def test_the_bytes_and_the_wishes_arrive(printer):
    with printer.client() as client:
        assert ended(client, send(client, copies=2, sides="two-sided-long-edge")) is JobState.COMPLETED
    (received,) = printer.received
    assert received.document == PDF
    assert (received.attributes["IPP_COPIES"], received.attributes["IPP_SIDES"]) == ("2", "two-sided-long-edge")


def test_it_tells_what_is_loaded_and_what_it_can(printer, plain_printer):
    with printer.client() as office, plain_printer.client() as plain:
        large, small = office.get_printer_attributes().attributes, plain.get_printer_attributes().attributes
    loaded = [
        (paper["media-source"], paper["media-size-name"], paper["media-color"]) for paper in large["media-col-ready"]
    ]
    assert loaded[:2] == [("tray-1", "iso_a4_210x297mm", "white"), ("tray-2", "iso_a4_210x297mm", "yellow")]
    assert {4, 5, 13} < set(large["finishings-supported"])
    assert "none" in large["print-scaling-supported"]
    assert (small["media-ready"], small["sides-supported"]) == ("na_letter_8.5x11in", "one-sided")
    assert "print-scaling-supported" not in small
    assert "application/pdf" in large["document-format-supported"]


def test_a_jam_stops_it_until_it_is_cleared(printer):
    printer.turn(impressions=4, up_to=2)
    with printer.client() as client:
        job = send(client)

        def impressions():
            return client.get_job_attributes(job).attributes["job-impressions-completed"]

        def reasons():
            return client.get_printer_attributes().state_reasons

        wait_for(lambda: impressions() == 2, "two sides are out")
        printer.turn(reasons=["media-jam-error"])
        wait_for(lambda: reasons() == ["media-jam-warning"], "the jam is told")
        assert client.get_job_attributes(job).state is JobState.PROCESSING
        printer.turn(reasons=[], up_to=None)
        assert ended(client, job) is JobState.COMPLETED
        assert reasons() == ["none"]
        assert impressions() == 4


def test_a_job_fails_and_something_stays_wrong(printer):
    printer.turn(fails=True, leaves=["toner-low"])
    with printer.client() as client:
        assert ended(client, send(client)) is JobState.ABORTED
        assert client.get_printer_attributes().state_reasons == ["toner-low-report"]


def test_while_it_prints_it_is_busy_and_a_job_can_be_cancelled(printer):
    printer.turn(up_to=0)
    with printer.client() as client:
        job = send(client)
        with pytest.raises(IppResponseError, match="0x0507"):
            send(client)
        client.cancel_job(job)
        assert ended(client, job) is JobState.CANCELED


def test_it_vanishes_freezes_and_comes_back(printer):
    with IppClient(printer.address, timeout=0.5) as client:
        printer.freeze()
        with pytest.raises(httpx.ReadTimeout):
            client.get_printer_attributes()
        printer.kill()
        with pytest.raises(httpx.ConnectError):
            client.get_printer_attributes()
    printer.start()
    with printer.client() as client:
        assert client.get_printer_attributes().name == "clinic"


def test_the_certificate_is_its_own_until_another_is_shown(printer, authority):
    with printer.secure_client(printer.fingerprint) as client:
        assert client.get_printer_attributes().name == "clinic"
    with printer.secure_client("00" * 32) as client, pytest.raises(httpx.ConnectError, match="fingerprint"):
        client.get_printer_attributes()
    issued = TlsConfig(verify=str(authority.certificate))
    with (
        IppClient(printer.secure_address, tls=issued) as client,
        pytest.raises(httpx.ConnectError, match="self-signed"),
    ):
        client.get_printer_attributes()
    printer.show(*authority.issue())
    page = f"https://localhost:{printer.port}/"
    trusting = ssl.create_default_context(cafile=authority.certificate)
    assert httpx.get(page, verify=trusting).status_code == 200
    printer.show(*authority.issue("elsewhere.example"))
    with pytest.raises(httpx.ConnectError, match="not valid for 'localhost'"):
        httpx.get(page, verify=trusting)
    printer.show(*authority.issue(expired=True))
    with IppClient(printer.secure_address, tls=issued) as client, pytest.raises(httpx.ConnectError, match="expired"):
        client.get_printer_attributes()


def test_a_queue_brings_the_job_to_the_printer(queue, printer):
    with IppClient(queue) as client:
        job = send(client, paper(), sides="two-sided-long-edge", media="iso_a4_210x297mm")
        assert ended(client, job) is JobState.COMPLETED
    (received,) = printer.received
    assert received.document.startswith(b"%PDF-")
    assert received.attributes["IPP_SIDES"] == "two-sided-long-edge"


def test_a_paused_queue_holds_and_a_rejecting_one_refuses(queue, scheduler, printer):
    scheduler.pause("desk")
    with IppClient(queue) as client:
        job = send(client, paper())
        assert client.get_printer_attributes().state_reasons == ["paused"]
        assert client.get_job_attributes(job).state is JobState.PENDING
        scheduler.reject("desk")
        with pytest.raises(IppResponseError, match="0x0506"):
            send(client, paper())
    assert printer.received == []


def test_the_proxy_drops_before_and_after(trouble, printer):
    with IppClient(trouble.address) as client:
        trouble.script(troubled.drop_before, operation=PRINT_JOB)
        with pytest.raises(httpx.RemoteProtocolError):
            send(client)
        assert trouble.passed == []
        trouble.script(troubled.drop_after, operation=PRINT_JOB)
        with pytest.raises(httpx.RemoteProtocolError):
            send(client)
        wait_for(lambda: printer.received, "it was printed all the same")
        assert trouble.passed == [PRINT_JOB]
        trouble.script(troubled.cut_answer)
        with pytest.raises(httpx.RemoteProtocolError):
            client.get_printer_attributes()


def test_the_proxy_is_busy_twice_and_then_passes(trouble, printer):
    trouble.script(troubled.refusing(troubled.BUSY), operation=PRINT_JOB, times=2)
    with IppClient(trouble.address) as client:
        for _ in range(2):
            with pytest.raises(IppResponseError, match="0x0507"):
                send(client)
        job = send(client)
        assert ended(client, job) is JobState.COMPLETED
        assert client.get_job_attributes(job).uri.startswith(trouble.address)
    assert [received.document for received in printer.received] == [PDF]


def test_the_proxy_answers_what_no_printer_says(trouble):
    elsewhere = "http://192.0.2.1/ipp/print"
    with IppClient(trouble.address, timeout=5) as client:
        for fault in (troubled.answering(401), troubled.answering(500), troubled.redirecting(elsewhere)):
            trouble.script(fault)
            with pytest.raises(IppHttpError):
                client.get_printer_attributes()
        trouble.script(troubled.answering(200))
        with pytest.raises(Exception, match="IPP|truncated|bytes"):
            client.get_printer_attributes()
        assert client.get_printer_attributes().name == "clinic"


def test_the_proxy_answers_late_and_without_an_end(trouble):
    with IppClient(trouble.address, timeout=0.5) as client:
        trouble.script(troubled.held, operation=GET_PRINTER_ATTRIBUTES)
        with pytest.raises(httpx.ReadTimeout):
            client.get_printer_attributes()
    trouble.release()
    trouble.script(troubled.endless)
    with httpx.stream("POST", trouble.address.replace("ipp:", "http:"), content=b"\x02\x00\x00\x0b\0\0\0\1") as answer:
        pieces = answer.iter_bytes()
        assert sum(len(next(pieces)) for _ in range(100)) > 1_000_000


def test_nothing_is_left_of_a_printer(bus):
    with VirtualPrinter(bus) as printer:
        folder, process = printer.folder, printer.process
        assert folder.exists()
    assert not folder.exists()
    assert process.returncode is not None
