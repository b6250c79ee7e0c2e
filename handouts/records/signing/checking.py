"""Check a signature: whose it is, when it was made, whether the file is still the one that was signed."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime as dt
import io
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from handouts.errors import HandoutsError, Place, Problem, TypesettingError
from handouts.model.signing import SignatureLevel
from handouts.records.signing.keys import fingerprint, name_of

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator, Sequence

    from asn1crypto import cms, crl, x509
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import SignatureStatus

USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Signed:
    """A signature that is whole and covers the whole file.

    ``at`` is the time a stamp proves, or at level B-B the one the signer's clock said. ``trusted`` tells whether the
    given roots vouch for it, and ``doubt`` why not; ``certificate`` is the SHA-256 of the signer's.
    """

    by: str
    at: dt.datetime
    level: SignatureLevel
    certificate: str
    trusted: bool
    doubt: str = ""


def read_signatures(pdf: bytes, path: pathlib.Path) -> list[EmbeddedPdfSignature]:
    """Return the signatures and time stamps of a PDF.

    Raises:
        TypesettingError: it cannot be read; ``path`` names it.
    """
    with _reading(path):
        return [*PdfFileReader(io.BytesIO(pdf)).embedded_signatures]


def check_signature(pdf: bytes, roots: Iterable[x509.Certificate], *, at: dt.datetime, path: pathlib.Path) -> Signed:
    """Return what a PDF's signature says, as seen ``at`` a time; ``path`` names the PDF in the places of problems.

    Raises:
        TypesettingError: it has none, or its bytes are not those that were signed.
    """
    found = read_signatures(pdf, path)
    signatures = [each for each in found if each.sig_object_type == "/Sig"]
    stamps = [each for each in found if each.sig_object_type == "/DocTimeStamp"]
    if len(signatures) != 1 or len(stamps) > 1 or found[-1:] != [*signatures, *stamps][-1:]:
        raise _broken(f"it has {len(signatures)} signatures and {len(stamps)} time stamps of its own", path)
    with _reading(path):
        return asyncio.run(_checked(pdf, signatures[0], stamps, [*roots], at, path))


@contextlib.contextmanager
def _reading(path: pathlib.Path) -> Iterator[None]:
    """Tell of bytes that are not what they should be as of a broken signature.

    Raises:
        TypesettingError: they are such.
    """
    try:
        yield
    except HandoutsError:
        raise
    except Exception as error:  # its parsers raise what they come upon, zlib.error and AttributeError among it
        raise _broken(f"its signature cannot be read ({type(error).__name__})", path) from error


async def _checked(  # noqa: PLR0913, PLR0917 - all that is known
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    stamps: Sequence[EmbeddedPdfSignature],
    roots: list[x509.Certificate],
    now: dt.datetime,
    path: pathlib.Path,
) -> Signed:
    """Check the last first: each stamp proves that what stands before it was there at its time."""
    store = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(pdf))) if stamps else None
    lists = [each.get_object().data for each in store.crls] if store else []
    doubts, level, at = list[str](), SignatureLevel.B_B, now
    for stamp in stamps:
        status = await async_validate_pdf_timestamp(stamp, _context(roots, at, []))
        if not (status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE):
            raise _broken("its bytes are not those that were stamped", path)
        doubts += _doubts("the time stamp over the file", status)
        at = status.timestamp
    claimed = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
    signed_at = _time(claimed) if claimed is not None else at
    told = await async_validate_pdf_signature(
        signature,
        _context(roots, signed_at, lists),
        _context(roots, at, lists),
        key_usage_settings=USAGE,
    )
    updated = ModificationLevel.LTA_UPDATES if stamps else ModificationLevel.NONE
    coverage = SignatureCoverageLevel.ENTIRE_REVISION if stamps else SignatureCoverageLevel.ENTIRE_FILE
    changed = told.modification_level is None or told.modification_level > updated
    if changed or told.coverage is not coverage or not (told.intact and told.valid):
        raise _broken("its bytes are not those that were signed", path)
    if validity := told.timestamp_validity:
        if not (validity.intact and validity.valid):
            raise _broken("its time stamp is of something else", path)
        doubts += _doubts("its time stamp", validity)
        level = SignatureLevel.B_LTA if stamps else SignatureLevel.B_T
    doubts += _doubts("its certificate", told)
    by = told.signing_cert
    when = signed_at if validity else signature.self_reported_timestamp
    if when is None:
        raise _broken("it does not say when it was signed", path)
    return Signed(name_of(by), when, level, fingerprint(by), trusted=not doubts, doubt=", ".join(doubts))


def certificates_of(signature: EmbeddedPdfSignature) -> list[x509.Certificate]:
    """Return the certificates that a signature and its time stamp bring with them."""
    stamp = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
    carried = [each.chosen for each in stamp["certificates"]] if stamp is not None else []
    return [signature.signer_cert, *signature.other_embedded_certs, *carried]


def _context(
    roots: list[x509.Certificate], at: dt.datetime, lists: Sequence[bytes | crl.CertificateList]
) -> ValidationContext:
    mode = "require" if lists else "soft-fail"
    return ValidationContext(
        trust_roots=roots,
        moment=at,
        crls=[*lists],
        revocation_mode=mode,
        allow_fetching=False,
        retroactive_revinfo=True,
    )


def _doubts(what: str, status: SignatureStatus) -> list[str]:
    if status.trusted:
        return []
    problem = status.trust_problem_indic
    return [f"{what} ({str(problem.standard_name).lower().replace('_', ' ')})" if problem else what]


def _time(stamp: cms.SignedData) -> dt.datetime:
    time: dt.datetime = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    return time


def _broken(why: str, path: pathlib.Path) -> TypesettingError:
    hint = "Build it again, or take it from its archive."
    return TypesettingError(
        Problem("signature-broken", f"The PDF is not as it was signed: {why}.", hint, Place(str(path)))
    )
