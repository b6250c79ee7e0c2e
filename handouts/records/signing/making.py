"""Sign a proven PDF, so that it stays PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.dss import DocumentSecurityStore

from handouts.errors import OutputError, Place, Problem
from handouts.model.signing import SignatureLevel
from handouts.records.signing.authorities import Authorities, StampServer, revocation_lists
from handouts.records.signing.checking import certificates_of, check_signature, read_signatures
from handouts.records.signing.field import Update, add_fields

if TYPE_CHECKING:
    import datetime as dt
    import pathlib

    from pyhanko.sign.signers import Signer

    from handouts.records.signing.keys import Key

DIGEST = "sha256"
SIGNATURE, ARCHIVE = "Signature", "Archive"


def sign(  # noqa: PLR0913 - who, how long, when, by whom it is vouched for, and how the PDF is called
    pdf: bytes, key: Key, *, level: SignatureLevel, at: dt.datetime, authorities: Authorities, path: pathlib.Path
) -> bytes:
    """Return a PDF with a signature behind its bytes; ``path`` names the PDF in the places of problems.

    At level B-B the same bytes come out for the same key and time (PKCS#1 v1.5); a time stamp is new each time.

    Raises:
        OutputError: it is signed already, a server does not help, or what came out is no good signature.
    """
    if level is not SignatureLevel.B_B and authorities.tsa is None:
        message, hint = f"{level} needs a time-stamping server.", "Name one in clinic.toml, under [signing]: tsa"
        raise _unsigned("no-tsa", message, hint, path)
    if level is SignatureLevel.B_LTA and not authorities.roots:
        message, hint = (
            f"{level} needs your certificate authorities.",
            "Name them in clinic.toml, under [signing]: roots",
        )
        raise _unsigned("no-roots", message, hint, path)
    if read_signatures(pdf, path):
        hint = "Sign the PDF as it was built; its name does not end in -signed."
        raise _unsigned("signed-already", "It is signed already.", hint, path)
    stamps = None if level is SignatureLevel.B_B else StampServer(authorities)
    told = {SIGNATURE: f"Digital signature of {key.owner}"}
    if level is SignatureLevel.B_LTA:
        told[ARCHIVE] = "Time stamp of the digital signature"
    signed = asyncio.run(_signed(pdf, key.signer, stamps, at, told))
    if level is SignatureLevel.B_LTA and stamps:
        signed = asyncio.run(_archived(signed, stamps, authorities))
    made = check_signature(signed, authorities.roots, at=at, path=path)
    if made.level is not level or not signed.startswith(pdf):
        hint = "Check the time-stamping server; else this is a fault of the program: report it."
        raise _unsigned("not-signed", f"What came out is {made.level}, not {level}.", hint, path)
    if authorities.roots and not made.trusted:
        hint = "Check the files under [signing] in clinic.toml: key, roots; and the time-stamping server."
        raise _unsigned("not-trusted", f"Nobody vouches for this signature: {made.doubt}.", hint, path)
    return signed


async def _signed(
    pdf: bytes, signer: Signer, stamps: StampServer | None, at: dt.datetime, told: dict[str, str]
) -> bytes:
    update = Update(pdf)
    add_fields(update, told)
    wanted = PdfSignatureMetadata(field_name=SIGNATURE, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm=DIGEST)
    session = PdfSigner(wanted, signer, timestamper=stamps).init_signing_session(update, existing_fields_only=True)
    session.system_time = at
    room = await session.estimate_signature_container_size(None, tight=False)
    document = session.prepare_tbs_document(None, bytes_reserved=room)
    prepared, output = document.digest_tbs_document()
    await document.perform_signature(
        document_digest=prepared.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at)
    )
    output.seek(0)
    return bytes(output.read())


async def _archived(signed: bytes, stamps: StampServer, authorities: Authorities) -> bytes:
    """Add what is needed to check a signature later, and a time stamp over it all."""
    (signature,) = PdfFileReader(Update(signed).input_stream).embedded_regular_signatures
    certificates = [*certificates_of(signature), *authorities.roots]
    chain = {certificate.dump(): certificate for certificate in certificates}.values()
    update = Update(signed)
    DocumentSecurityStore.supply_dss_in_writer(
        update, None, certs=[*chain], crls=[*revocation_lists(chain, authorities)]
    )
    output = await PdfTimeStamper(stamps, field_name=ARCHIVE).async_timestamp_pdf(update, DIGEST)
    output.seek(0)
    return bytes(output.read())


def _unsigned(code: str, message: str, hint: str, path: pathlib.Path) -> OutputError:
    return OutputError(Problem(code, message, hint, Place(str(path))))
