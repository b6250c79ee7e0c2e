"""A leaflet into a patient's record at a FHIR server: once, in the right record, and taken back if need be.

Everything here may be done again: what is there already is found by its identifier and left alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import pathlib
import re
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

NAME = re.compile(r"[A-Za-z0-9.-]{1,64}")  # of a resource
SUPERSEDED, CURRENT = "superseded", "current"
KNOWN_BY = "identifier,masterIdentifier,status,subject"
ENOUGH = f"{KNOWN_BY},content"  # of a document, to know it by
MOST = "500"  # documents of one kind that a patient has


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
            patient = self._patient(server, made)
            if made.is_withdrawn:
                marked = _to_withdraw(server, made, patient)
                done = marked[0] if marked else None
                missing = not marked or any(each.get("status") != WITHDRAWN for each in marked)
            else:
                done = _held(server, made, patient)
                replaced = _found(server, made.replaced) if done and made.replaced else None
                missing = bool(made.communication and not _told(server, made)) if done else True
                missing = missing or bool(replaced and replaced.get("status") == CURRENT)
            return None if missing else _receipt(server, _reference(done), had=True)

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
        return _receipt(server, reference, had=had)

    def _withdraw(self, made: Message) -> Receipt:
        """Say of a document, and of its giving, that they were entered in error; they stay there, marked so."""
        server = self._server(made)
        with _before_it_is_sent():
            patient = self._patient(server, made)
            found = _to_withdraw(server, made, patient)
        if not found:
            raise RefusedError("it does not hold this document")
        held, *told = found
        had = held.get("status") == WITHDRAWN
        if not had:
            _mark(server, _reference(held), WITHDRAWN, patient)
        with _after_it_is_there("taken back"):
            for each in told:
                _mark(server, _reference(each), WITHDRAWN, patient)
        return _receipt(server, _reference(held), had=had)

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
        fhir, kind = self.site.fhir, self.site.type
        strict = fhir.version == "R4" and fhir.profile == "mhd-strict"
        return Server(self._web, self._access, self.now, made.person, f"{kind.system}|{kind.code}" if strict else "")

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
    if _subject(held):
        _refuse_anothers(held, patient)
    if held.get("status") == WITHDRAWN:
        raise RefusedError("this document was taken back there; it is not filed a second time")
    hashes = {str(attached["hash"]) for attached in _attachments(held) if attached.get("hash")}
    if hashes - {made.hash}:
        raise RefusedError("it holds other bytes under this document's number")
    return held


def _to_withdraw(server: Server, made: Message, patient: str) -> list[Resource]:
    """Return the document and what the server holds of its giving; nothing where it does not hold the document.

    Raises:
        WrongPatientError: one is in another patient's record, or in nobody's for certain.
    """
    held = _found(server, address_of(made.document))
    found = [held, *_told(server, made)] if held else []
    for each in found:
        _refuse_anothers(each, patient)
    return found


def _subject(resource: Resource) -> str:
    subject = resource.get("subject")
    return str(subject.get("reference") or "") if isinstance(subject, dict) else ""


def _refuse_anothers(resource: Resource, patient: str) -> None:
    named = _subject(resource)
    if not named:
        raise WrongPatientError("it does not say whose document this is")
    if not f"/{named}".endswith(f"/{patient}"):
        raise WrongPatientError("it holds this document in another patient's record")


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
    found = found or _near(server, address)
    if len(found) > 1:
        raise RefusedError(f"it holds this document {len(found)} times")
    return found[0] if found else None


def _near(server: Server, address: str) -> list[Resource]:
    """Look for a document among the patient's, where it has an identifier that not every server searches."""
    if not server.kind:
        return []
    patient = the_one(server.search("Patient", query_for(server.person)), server.person)
    query = {"patient": patient, "type": server.kind, "_elements": KNOWN_BY, "_count": MOST}
    near = server.search("DocumentReference", query)
    ours = [_reference(each) for each in near if address in _identifiers(each)]
    return [server.read(reference)[0] for reference in ours if reference]


def _identifiers(resource: Resource) -> list[object]:
    several, master = resource.get("identifier"), resource.get("masterIdentifier")
    named = [*(several if isinstance(several, list) else []), master]
    return [each.get("value") for each in named if isinstance(each, dict)]


def _reference(resource: Resource | None) -> str:
    name = str(resource.get("id") or "") if resource else ""
    return f"{resource['resourceType']}/{name}" if resource and NAME.fullmatch(name) else ""


def _receipt(server: Server, reference: str, *, had: bool) -> Receipt:
    return Receipt(f"{server.web.address}/{server.shown(reference)}", had_it_already=had)


def _mark(server: Server, reference: str, status: str, patient: str = "") -> None:
    """Change the status alone, of this very version; where a patient is given, only in that one's record."""
    resource, version = server.read(reference)
    if patient:
        _refuse_anothers(resource, patient)
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
def _after_it_is_there(done: str = "there") -> Iterator[None]:
    """Say of what fails that the document itself is there, or taken back."""
    try:
        yield
    except (NotSentError, LostError) as error:
        raise LostError(f"the document is {done}, what belongs to it is not yet: {error}") from None
    except RefusedError as error:
        raise RefusedError(f"the document is {done}, what belongs to it is refused: {error}") from None
