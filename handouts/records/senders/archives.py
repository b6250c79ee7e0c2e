"""What picture archives say, by either road: their status numbers in plain words, and whom they know."""

from __future__ import annotations

import contextlib
import dataclasses
import pathlib
import re
import ssl
import unicodedata
from typing import TYPE_CHECKING

from pydicom.charset import python_encoding

from handouts.records.messages.dicom import read
from handouts.records.receipt import NotSentError, Receipt, RefusedError
from handouts.store.plain_files import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydicom.dataset import Dataset

    from handouts.model.records import Dicom, Records

DUPLICATE = 0x0111
NO_DOCUMENTS = "it does not take documents (Encapsulated PDF)"
WARNINGS = {  # PS3.4, table B.2-1
    0xB000: "it has changed some of what the file says, perhaps the patient's name or number; look at it there",
    0xB006: "it has left out some of what the file says",
    0xB007: "it finds that the file does not keep to its kind",
}
OTHER_WARNINGS = range(0xB000, 0xC000)
LATER = {  # first and last status, and why; the same file may be sent again
    (0x0110, 0x0110): "it failed while it stored the document",
    (0x0213, 0x0213): "it has no room or time for it now",
    (0xA700, 0xA7FF): "it has no room or time for it now",
}
NEVER = {
    (0x0122, 0x0122): NO_DOCUMENTS,
    (0x0124, 0x0124): "it does not allow us to store anything",
    (0x0117, 0x0117): "it finds the document's number invalid",
    (0xA900, 0xA9FF): "it finds that the file does not keep to its kind",
    (0xC000, 0xCFFF): "it cannot understand the file",
}
STAYS = "an archive replaces nothing: the older document is still there; take it out there"
MOST_PATIENTS = 200  # that are looked at: more are no answer
WRONG_PATIENT = (
    "wrong patient: it knows another person by this number, with another name or date of birth; nothing was sent"
)


@dataclasses.dataclass(frozen=True)
class Known:
    """A patient as an archive knows one, in the letters of a DICOM character set; what it does not say is ""."""

    number: str = dataclasses.field(repr=False)
    name: str = dataclasses.field(repr=False)
    born: str = dataclasses.field(repr=False)
    issuer: str = ""
    letters: str = ""


def judged(status: int, location: str) -> Receipt:
    """Return what a status says of a document that was sent.

    Raises:
        NotSentError: it is not stored, and may be sent again.
        RefusedError: it is not stored, and will not be.
    """
    if status == 0 or status in WARNINGS or status == DUPLICATE:
        return Receipt(location, status == DUPLICATE, WARNINGS.get(status, ""))
    for table, error in ((LATER, NotSentError), (NEVER, RefusedError)):
        for (first, last), why in table.items():
            if first <= status <= last:
                raise error(f"{why} (status {status:04X})")
    if status in OTHER_WARNINGS:
        return Receipt(location, warning=f"it warns, and does not say of what (status {status:04X})")
    raise RefusedError(f"it refuses the document (status {status:04X})")


def told_of_replaced(receipt: Receipt, message: bytes) -> Receipt:
    """Return the receipt, with a word on the document whose place a new one takes: it stays there."""
    if "PredecessorDocumentsSequence" not in read(message):
        return receipt
    return dataclasses.replace(receipt, warning="; ".join(filter(None, (receipt.warning, STAYS))))


def hold_against(ours: Dataset, known: Sequence[Known] | None, dicom: Dicom) -> None:
    """Hold the patient of a message against those an archive knows by this number; None: it cannot be asked.

    Raises:
        RefusedError: one of them is another person; or none is known, and the clinic files for known patients only.
    """
    number, issuer = str(ours.PatientID), str(ours.get("IssuerOfPatientID", ""))
    same = [
        each
        for each in known or ()
        if each.number.strip() == number and (not issuer or not each.issuer or each.issuer == issuer)
    ]
    born, told = str(ours.PatientBirthDate), [each for each in same if each.name.strip("^= ") or each.born]
    for each in told:
        names = (str(ours.PatientName), _in_letters(str(ours.PatientName), each.letters))
        other_name = each.name.strip("^= ") and not any(same_name(name, each.name) for name in names)
        if other_name or (each.born and each.born != born):
            raise RefusedError(WRONG_PATIENT)
    if dicom.known_patients_only and not told:
        why = "it cannot be asked whom it knows" if known is None else "it does not know the patient"
        raise RefusedError(f"{why}, and clinic.toml files for known patients only; nothing was sent")


def same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's, whatever the order of their words; one may have more of them."""
    for ours in one.split("="):
        for theirs in other.split("="):
            few, many = sorted((_words(ours), _words(theirs)), key=len)
            if few and ("".join(few) == "".join(many) or set(few) == set(many)):
                return True
            if len(few) > 1 and set(few) < set(many):
                return True
    return False


def _in_letters(name: str, letters: str) -> str:
    """Return a name without what a character set has no sign for: Orthanc leaves those out when it answers."""
    codec = python_encoding.get(letters, "utf-8")
    return name.encode(codec, "ignore").decode(codec, "ignore")


def secured(site: Records, folder: pathlib.Path) -> ssl.SSLContext:
    """Return how a secure line is opened: what is shown there is always checked.

    Raises:
        NotSentError: a file of the clinic's cannot be used.
    """
    with _usable("certificate authority", site.ca):
        context = ssl.create_default_context(cafile=plain(folder / site.ca) if site.ca else None)
    if site.dicom.certificate:
        with _usable("certificate or its key", site.dicom.certificate):
            key = plain(folder / site.dicom.key) if site.dicom.key else None
            context.load_cert_chain(plain(folder / site.dicom.certificate), key, password=lambda: "")
    return context


@contextlib.contextmanager
def _usable(what: str, name: str | None) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        why = (
            "it holds none that opens without a password"
            if isinstance(error, ssl.SSLError)
            else getattr(error, "strerror", None) or "it is locked"
        )
        raise NotSentError(f"the file of the {what}, {name}, cannot be used: {why}") from None


def _words(name: str) -> list[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.findall(r"\w+", plain.casefold().replace("'", "").replace("’", ""))
