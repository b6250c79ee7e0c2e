"""A DICOM file to an archive by C-STORE, at ``dicom://AET@host:port`` or ``dicom+tls://…``: the door to pynetdicom.

On one association, the archive is asked whom it knows by the patient's number, and the file is stored once.
"""

from __future__ import annotations

import contextlib
import dataclasses
import pathlib
import socket
import ssl
import urllib.parse
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset
from pydicom.uid import UID, EncapsulatedPDFStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian
from pynetdicom import AE, evt
from pynetdicom.pdu import A_ABORT_RQ

from handouts.deadline import Deadline
from handouts.records.messages.dicom import UTF_8, read, uids
from handouts.records.receipt import LostError, NotSentError, Receipt, RefusedError
from handouts.records.senders.archives import MOST_PATIENTS, NO_DOCUMENTS, Known, hold_against, judged, secured
from handouts.records.senders.dicom_guard import FIND, STORE, Guard, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pynetdicom.association import Association

    from handouts.model.records import Records

# C-FIND, with the patient at the root or the study (PS3.4, C.6)
PATIENT_ROOT, STUDY_ROOT = UID("1.2.840.10008.5.1.4.1.2.1.1"), UID("1.2.840.10008.5.1.4.1.2.2.1")
PORTS = {"dicom": 104, "dicom+tls": 2762}  # PS3.15, B.12
LONGEST_TITLE = 16
SLOWEST = 20_000  # bytes a second an archive takes, or its line is cut
UNNOTICED_S = 2
SYNTAXES = [ExplicitVRLittleEndian, ImplicitVRLittleEndian]
PERMANENT, BY_USER = 1, 1  # PS3.8, table 9-21
REJECTED = {
    3: "it does not know us by the AE title {ours}; enter this title there, or set aet below [records.dicom]",
    7: "it does not go by the AE title {theirs}; write its own before the @ of the address",
}
PENDING, NO_ROOM = {0xFF00, 0xFF01}, 0xA700
FINDING, STORING = 1, 2  # numbers of messages
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, NotImplementedError, RecursionError)


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """Where an archive listens, and what it is called."""

    title: str
    host: str
    port: int
    secure: bool

    @classmethod
    def read(cls, target: str) -> Address:
        """Read ``dicom://AET@host:port``.

        Raises:
            RefusedError: it is none.
        """
        with contextlib.suppress(ValueError):
            parts = urllib.parse.urlsplit(target)
            title, port = urllib.parse.unquote(parts.username or ""), parts.port or PORTS.get(parts.scheme, 0)
            named = 0 < len(title.strip()) <= LONGEST_TITLE and title.isascii() and title.isprintable()
            bare = parts.password is None and parts.path in {"", "/"} and not parts.query and not parts.fragment
            if parts.scheme in PORTS and parts.hostname and port and named and bare and "\\" not in title:
                return cls(title, parts.hostname, port, parts.scheme == "dicom+tls")
        raise RefusedError("this is no address of an archive; write dicom://AET@host:port or dicom+tls://AET@host:port")


@dataclasses.dataclass
class _Line:
    """An association; ``aborted`` tells that the archive has ended it, and said so."""

    association: Any
    moment: Deadline
    guard: Guard | None = None
    aborted: bool = False

    def takes(self, service: str) -> bool:
        return any(each.abstract_syntax == service for each in self.association.accepted_contexts)

    def expect(self, kind: str, number: int) -> None:
        """Say which answer is one."""
        if self.guard:
            self.guard.expected = (kind, number)

    @property
    def silence(self) -> str:
        if self.moment.over:
            return "no answer came in time"
        strange = self.guard is not None and self.guard.strange
        return "its answer is none" if strange else "the line was cut before it answered"


def send(message: bytes, target: str, site: Records, folder: pathlib.Path = pathlib.Path()) -> Receipt:
    """Store a file once; ``folder`` is where the clinic's paths begin.

    Raises:
        NotSentError: nothing is stored, and it may be sent again.
        LostError: it was sent, and no answer came.
        RefusedError: it is refused, or the archive knows another person by the patient's number.
    """
    made, address = read(message), Address.read(target)
    with _associated(address, site, folder, len(message)) as line:
        if not line.takes(EncapsulatedPDFStorage):
            raise RefusedError(NO_DOCUMENTS)
        hold_against(made, _known(line, made), site.dicom)
        if not line.aborted:
            return _stored(line, made)
    with _associated(address, site, folder, len(message)) as line:
        return _stored(line, made)


def look(message: bytes, target: str, site: Records, folder: pathlib.Path = pathlib.Path()) -> Receipt | None:
    """Ask whether an archive has a file; None: it has not.

    Raises:
        NotSentError: it cannot be reached.
        LostError: it cannot be asked, or does not answer.
        RefusedError: it does not let us ask.
    """
    where = uids(read(message))
    asked = Dataset()
    asked.QueryRetrieveLevel = "IMAGE"
    asked.StudyInstanceUID, asked.SeriesInstanceUID, asked.SOPInstanceUID = where.study, where.series, where.instance
    with _associated(Address.read(target), site, folder, 0) as line:
        found = _found(line, asked)
    if found is None:
        raise LostError("it cannot be asked what it has")
    try:
        has = any(each.get("SOPInstanceUID") == where.instance for each in found)
    except UNREADABLE:
        raise LostError("its answer cannot be read") from None
    return Receipt(where.instance, had_it_already=True) if has else None


@contextlib.contextmanager
def _associated(address: Address, site: Records, folder: pathlib.Path, size: int) -> Iterator[_Line]:
    entity, limit_s = AE(ae_title=site.dicom.aet), site.dicom.timeout_s
    entity.connection_timeout = entity.acse_timeout = limit_s
    entity.network_timeout = None  # the last moment is the one limit, and another where the cut line is not noticed
    entity.dimse_timeout = limit_s + size / SLOWEST + UNNOTICED_S
    for service in (EncapsulatedPDFStorage, PATIENT_ROOT, STUDY_ROOT):
        entity.add_requested_context(service, SYNTAXES)
    trust = (secured(site, folder), address.host) if address.secure else None
    with quiet(), Deadline(limit_s + size / SLOWEST) as moment, contextlib.ExitStack() as sockets:
        line = _Line(None, moment)

        def watch(event: Any) -> None:
            line.guard = Guard(event.assoc)
            moment.watch(event.assoc.dul.socket.socket)
            sockets.push(event.assoc.dul.socket.socket)  # pynetdicom leaves it open where the other end has closed it

        def heed(event: Any) -> None:
            line.aborted |= isinstance(event.pdu, A_ABORT_RQ)

        def judge(event: Any) -> None:
            if line.guard:
                line.guard.heed(event.message)

        handlers: list[Any] = [(evt.EVT_CONN_OPEN, watch), (evt.EVT_PDU_RECV, heed), (evt.EVT_DIMSE_RECV, judge)]
        try:
            line.association = association = entity.associate(
                address.host, address.port, ae_title=address.title, tls_args=trust, evt_handlers=handlers
            )
        except (OSError, UnicodeError) as error:  # the name of its host leads nowhere
            why = getattr(error, "strerror", None) or "no host can have this name"
            raise NotSentError(f"it cannot be reached: {why}") from None
        except UNREADABLE:
            raise NotSentError("its answer is none, before anything was sent") from None
        try:
            _hold(association, address, site, trust, opened=moment.opened)
            yield line
            if association.is_established:
                association.release()
        finally:
            if association.is_established:
                association.abort()


def _hold(
    association: Association, address: Address, site: Records, trust: tuple[ssl.SSLContext, str] | None, *, opened: bool
) -> None:
    """Say why there is no association, or none on which anything can be said."""
    if association.is_established:
        if any(set(each.transfer_syntax) - set(SYNTAXES) for each in association.accepted_contexts):
            raise NotSentError("its answer is none: it wants a way of writing that it was not offered")
        return
    if association.is_rejected:
        said: Any = association.acceptor.primitive
        why = REJECTED.get(said.diagnostic, "") if said.result_source == BY_USER else ""
        told = why.format(ours=site.dicom.aet, theirs=address.title) or "it does not let us in now"
        raise (RefusedError if said.result == PERMANENT and why else NotSentError)(told)
    if association.rejected_contexts:
        raise RefusedError(NO_DOCUMENTS)
    if opened:
        raise NotSentError("it broke off, or did not answer, before anything was sent")
    try:  # pynetdicom keeps the reason to itself
        line = socket.create_connection((address.host, address.port), timeout=site.dicom.timeout_s)
        with line if trust is None else trust[0].wrap_socket(line, server_hostname=trust[1]):
            why = "it does not answer"
    except ssl.SSLCertVerificationError as error:
        why = f"it does not prove who it is ({error.verify_message})"
    except ssl.SSLError as error:
        why = f"no secure line to it can be opened ({error.reason})"
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it does not answer"
    raise NotSentError(f"it cannot be reached: {why}")


def _stored(line: _Line, made: Dataset) -> Receipt:
    instance = uids(made).instance
    line.expect(STORE, STORING)
    try:
        answer = line.association.send_c_store(made, msg_id=STORING)
    except RuntimeError:  # there is no association any more
        raise NotSentError("the line was cut before the document was sent") from None
    if "Status" not in answer:
        raise LostError(line.silence)
    if line.guard and (line.guard.strange or line.guard.answered not in {"", instance}):
        raise LostError("its answer is to something else")
    return judged(answer.Status, instance)


def _known(line: _Line, made: Dataset) -> list[Known] | None:
    asked = Dataset()
    asked.SpecificCharacterSet, asked.PatientID = UTF_8, made.PatientID
    asked.QueryRetrieveLevel = "PATIENT" if line.takes(PATIENT_ROOT) else "STUDY"
    asked.PatientName = asked.PatientBirthDate = asked.IssuerOfPatientID = ""
    if asked.QueryRetrieveLevel == "STUDY":
        asked.StudyInstanceUID = ""
    fields = ("PatientID", "PatientName", "PatientBirthDate", "IssuerOfPatientID", "SpecificCharacterSet")
    try:
        found = _found(line, asked)
        return None if found is None else [Known(*(str(each.get(name) or "") for name in fields)) for each in found]
    except LostError as error:
        raise NotSentError(f"{error}, asked for the patient; nothing was sent") from None
    except UNREADABLE:
        raise NotSentError("its answer cannot be read, asked for the patient; nothing was sent") from None


def _found(line: _Line, asked: Dataset) -> list[Dataset] | None:
    """Return what an archive finds; None where it does not offer to look, or fails to.

    Raises:
        LostError: it does not answer.
    """
    # An instance is looked for below its study: the other root would ask for the patient's number too.
    models = (STUDY_ROOT,) if asked.QueryRetrieveLevel == "IMAGE" else (PATIENT_ROOT, STUDY_ROOT)
    model = next((each for each in models if line.takes(each)), None)
    if model is None:
        return None
    found: list[Dataset] = []
    try:
        line.expect(FIND, FINDING)
        for answer, each in line.association.send_c_find(asked, model, msg_id=FINDING):
            if "Status" not in answer:
                if line.aborted:  # Orthanc offers to look to everybody, and aborts where one may not
                    return None
                raise LostError(line.silence)
            if answer.Status == NO_ROOM:
                raise LostError("it has no room or time for it now")
            if answer.Status not in PENDING:
                return found if answer.Status == 0 else None
            if each is None:
                raise LostError("its answer cannot be read")
            found.append(each)
            if len(found) > MOST_PATIENTS:
                raise LostError("its answer has no end")
    except RuntimeError:
        raise LostError("the line was cut") from None
    return None
