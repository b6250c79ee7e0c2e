"""A leaflet into a patient's record at a FHIR server: once, in the right record, and taken back if need be.

Everything here may be done again: what is there already is found by its identifier and left alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import pathlib
from typing import TYPE_CHECKING

from handouts.records.messages.fhir_bundle import UNIVERSAL, WITHDRAWN, Known, Message, address_of
from handouts.records.receipt import LostError, NotSentError, Receipt, RefusedError, WrongPatientError
from handouts.records.senders.fhir_access import Access
from handouts.records.senders.fhir_patient import query_for, the_one
from handouts.records.senders.fhir_server import Server
from handouts.records.senders.web import Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.model.records import Records
    from handouts.records.messages.fhir_bundle import Resource

SUPERSEDED, CURRENT = "superseded", "current"
ENOUGH = "identifier,masterIdentifier,status,subject,content"  # of a document, to know it by


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclasses.dataclass(frozen=True)
class Sender:
    """Files leaflets at one server: ``fhir+https://…``, its base address.

    ``folder`` is where the paths of ``site`` begin.
    """

    target: str
    site: Records
    folder: pathlib.Path = pathlib.Path()
    now: Callable[[], dt.datetime] = _now
    timeout_s: float = 15

    def send(self, message: bytes) -> Receipt:
        """Do what a packed message says: file a leaflet, and that it was given, unless they are there; or take it back.

        Raises:
            WrongPatientError: the record there is not that of the person on the paper.
            RefusedError: the server says no for good.
            NotSentError: the document has not left this machine, or the server has no time for it.
            LostError: it may be there, or is there without all that belongs to it: send it again.
        """
        made = _unpacked(message)
        return self._withdraw(made) if made.is_withdrawn else self._file(made)

    def look(self, message: bytes) -> Receipt | None:
        """Return the receipt of what the server has done with all that belongs to it; None: `send` does the rest.

        Raises:
            SendingError: the server gives no answer, or holds it in another patient's record.
        """
        made = _unpacked(message)
        server = self._server(made)
        with _before_it_is_sent():
            if made.is_withdrawn:
                done = _found(server, address_of(made.document))
                marked = [done, *_told(server, made)] if done else []
                missing = not marked or any(each.get("status") != WITHDRAWN for each in marked)
            else:
                done = _held(server, made, self._patient(server, made))
                replaced = _found(server, made.replaced) if done and made.replaced else None
                missing = bool(made.communication and not _told(server, made)) if done else True
                missing = missing or bool(replaced and replaced.get("status") == CURRENT)
            return None if missing else Receipt(f"{server.web.address}/{_reference(done)}", had_it_already=True)

    def _file(self, made: Message) -> Receipt:
        server = self._server(made)
        with _before_it_is_sent():
            patient = self._patient(server, made)
            held = _held(server, made, patient)
            replaced = _found(server, made.replaced) if made.replaced else None
            known = Known(patient, replaced=_reference(replaced))
            if held is None and made.binary:
                server.put(made.binary)
        reference, had = (_reference(held), True) if held else server.create(made.addressed(known).document)
        with _after_it_is_there():
            reference = reference or _reference(_held(server, made, patient))
            if not reference:
                raise LostError("it says that it took the document, and does not find it")
            if given := made.addressed(dataclasses.replace(known, document=reference)).communication:
                server.create(given)
            if replaced and replaced.get("status") == CURRENT:
                _mark(server, _reference(replaced), SUPERSEDED)
        return Receipt(f"{server.web.address}/{reference}", had_it_already=had)

    def _withdraw(self, made: Message) -> Receipt:
        """Say of a document, and of its giving, that they were entered in error; they stay there, marked so."""
        server = self._server(made)
        with _before_it_is_sent():
            held, told = _found(server, address_of(made.document)), _told(server, made)
        if held is None:
            raise RefusedError("it does not hold this document")
        had = held.get("status") == WITHDRAWN
        if not had:
            _mark(server, _reference(held), WITHDRAWN)
        with _after_it_is_there():
            for each in told:
                _mark(server, _reference(each), WITHDRAWN)
        return Receipt(f"{server.web.address}/{_reference(held)}", had_it_already=had)

    @functools.cached_property
    def _access(self) -> Access:
        return Access(self.site.fhir, self.folder, self._ca, self.now)

    @property
    def _ca(self) -> pathlib.Path | None:
        return self.folder / self.site.ca if self.site.ca else None

    @functools.cached_property
    def _web(self) -> Web:
        return Web(self.target.removeprefix("fhir+").rstrip("/"), self._ca, self.timeout_s)

    def _server(self, made: Message) -> Server:
        return Server(self._web, self._access, self.now, made.person)

    def _patient(self, server: Server, made: Message) -> str:
        return the_one(server.search("Patient", query_for(made.person)), made.person)


def _unpacked(message: bytes) -> Message:
    try:
        return Message.unpacked(message)
    except ValueError as error:
        raise RefusedError(str(error)) from None


def _held(server: Server, made: Message, patient: str) -> Resource | None:
    """Return the document as the server holds it.

    Raises:
        RefusedError: it is another, or was taken back.
    """
    held = _found(server, address_of(made.document))
    if held is None:
        return None
    subject = held.get("subject")
    named = str(subject.get("reference") or "") if isinstance(subject, dict) else ""
    if named and not f"/{named}".endswith(f"/{patient}"):
        raise WrongPatientError("it holds this document in another patient's record")
    if held.get("status") == WITHDRAWN:
        raise RefusedError("this document was taken back there; it is not filed a second time")
    hashes = {attached["hash"] for attached in _attachments(held) if attached.get("hash")}
    if hashes - {made.hash}:
        raise RefusedError("it holds other bytes under this document's number")
    return held


def _told(server: Server, made: Message) -> list[Resource]:
    """Return what the server holds of the giving."""
    if not made.communication:
        return []
    address = address_of(made.communication)
    return [each for each in server.search("Communication", _query(address)) if address in _identifiers(each)]


def _attachments(document: Resource) -> list[Resource]:
    contents = document.get("content")
    parts = (
        [each.get("attachment") for each in contents if isinstance(each, dict)] if isinstance(contents, list) else []
    )
    return [each for each in parts if isinstance(each, dict)]


def _query(address: str) -> dict[str, str]:
    return {"identifier": f"{UNIVERSAL}|{address}"}


def _found(server: Server, address: str) -> Resource | None:
    """Return the one document that has an identifier.

    Raises:
        RefusedError: there are several, or the server does not search as FHIR does.
    """
    found = server.search("DocumentReference", _query(address) | {"_elements": ENOUGH})
    if any(address not in _identifiers(each) or not _reference(each) for each in found):
        raise RefusedError("it finds other documents than the one asked for: it does not search as FHIR does")
    if len(found) > 1:
        raise RefusedError(f"it holds this document {len(found)} times")
    return found[0] if found else None


def _identifiers(resource: Resource) -> list[object]:
    several, master = resource.get("identifier"), resource.get("masterIdentifier")
    named = [*(several if isinstance(several, list) else []), master]
    return [each.get("value") for each in named if isinstance(each, dict)]


def _reference(resource: Resource | None) -> str:
    name = resource.get("id") if resource else None
    return f"{resource['resourceType']}/{name}" if resource and isinstance(name, str) else ""


def _mark(server: Server, reference: str, status: str) -> None:
    resource, version = server.read(reference)
    if resource.get("status") != status:
        server.put(resource | {"status": status}, version)


@contextlib.contextmanager
def _before_it_is_sent() -> Iterator[None]:
    """Say of a question that was lost that the document has not gone anywhere."""
    try:
        yield
    except LostError as error:
        raise NotSentError(str(error)) from None


@contextlib.contextmanager
def _after_it_is_there() -> Iterator[None]:
    """Say of what fails that the document itself is there."""
    try:
        yield
    except (NotSentError, LostError) as error:
        raise LostError(f"the document is there, what belongs to it is not yet: {error}") from None
    except RefusedError as error:
        raise RefusedError(f"the document is there, what belongs to it is refused: {error}") from None
