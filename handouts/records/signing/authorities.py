"""Who vouches for a signature: certificate authorities with their revocation lists, and time-stamping servers."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import ssl
import time
import urllib.parse
from typing import TYPE_CHECKING

from asn1crypto import crl, pem, tsp, x509
from pyhanko.sign.timestamps import TimeStamper

from handouts.errors import OutputError, Place, Problem
from handouts.store.plain_files import plain, read

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Mapping

PATIENCE_S = 20.0
STAMP_BYTES = 256 * 1024
LIST_BYTES = 16 * 1024 * 1024  # a large authority's revocation list has some megabytes
STAMP = "application/timestamp-reply"


@dataclasses.dataclass(frozen=True)
class Authorities:
    """The roots that are trusted, the time-stamping server, and the clinic's own authority for TLS."""

    roots: tuple[x509.Certificate, ...] = ()
    tsa: str | None = None
    ca: pathlib.Path | None = None


def read_roots(path: pathlib.Path) -> tuple[x509.Certificate, ...]:
    """Read certificates from a PEM file.

    Raises:
        OutputError: there are none in it.
    """
    with contextlib.suppress(OSError, ValueError):
        found = [
            x509.Certificate.load(der)
            for kind, _, der in pem.unarmor(read(path), multiple=True)
            if kind == "CERTIFICATE"
        ]
        if found and all(certificate.subject.native for certificate in found):
            return tuple(found)
    message, hint = "No certificates can be read from this file.", "Name a PEM file of your certificate authority."
    raise OutputError(Problem("no-roots", message, hint, Place(str(path))))


class StampServer(TimeStamper):
    """A time-stamping server (RFC 3161), asked once for each stamp: no redirects, bounded answers."""

    def __init__(self, authorities: Authorities) -> None:
        """Ask none yet."""
        super().__init__()
        self.authorities = authorities

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask for a stamp.

        Raises:
            OutputError: none came.
        """
        address = self.authorities.tsa or ""
        headers = {"Content-Type": "application/timestamp-query", "Accept": STAMP}
        answer = _asked(address, self.authorities, STAMP_BYTES, content=req.dump(), headers=headers)
        try:
            response = tsp.TimeStampResp.load(answer, strict=True)
            if response["status"]["status"].native != "granted":
                raise _unanswered(address, "it refuses to stamp this")
            stamped = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
            if any(stamped[part].native != req[part].native for part in ("nonce", "message_imprint")):
                raise _unanswered(address, "it stamps something else")
        except (ValueError, TypeError, KeyError):
            raise _unanswered(address, "what it answers is no time stamp") from None
        return response


def revocation_lists(
    certificates: Iterable[x509.Certificate], authorities: Authorities
) -> tuple[crl.CertificateList, ...]:
    """Fetch the revocation lists that certificates name.

    Raises:
        OutputError: one cannot be had, or a certificate that needs one names none.
    """
    fetch = functools.cache(lambda address: _list(address, authorities))
    found = {}
    for certificate in certificates:
        if certificate.self_issued or certificate in authorities.roots:
            continue
        points = certificate.crl_distribution_points
        addresses = [point.url for point in points if (point.url or "").startswith(("http://", "https://"))]
        if not addresses:
            message = f"The certificate of {certificate.subject.human_friendly} names no revocation list."
            hint = "Sign with --level B-T, or ask your authority for a certificate that names its list."
            raise OutputError(Problem("no-revocation-list", message, hint, Place("signing")))
        found[addresses[0]] = fetch(addresses[0])
    return tuple(found.values())


def _list(address: str, authorities: Authorities) -> crl.CertificateList:
    answer = _asked(address, authorities, LIST_BYTES)
    try:
        der = pem.unarmor(answer)[2] if pem.detect(answer) else answer
        revoked = crl.CertificateList.load(der, strict=True)
        revoked.issuer.native  # noqa: B018 - asn1crypto reads what is asked for
    except (ValueError, TypeError):
        raise _unanswered(address, "what it answers is no revocation list") from None
    return revoked


def _asked(
    address: str,
    authorities: Authorities,
    most: int,
    *,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Return what a server answers, within the time and the size that are granted.

    Raises:
        OutputError: it does not answer so.
    """
    import httpx

    end, body = time.monotonic() + PATIENCE_S, bytearray()
    method = "GET" if content is None else "POST"
    try:
        trust = ssl.create_default_context(cafile=plain(authorities.ca))
        with (
            httpx.Client(verify=trust, timeout=PATIENCE_S, follow_redirects=False) as client,
            client.stream(method, address, content=content, headers=headers) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise _unanswered(address, f"it answers {answer.status_code}")
            if content is not None and answer.headers.get("Content-Type", "").split(";")[0] != STAMP:
                raise _unanswered(address, "what it answers is no time stamp")
            for part in answer.iter_raw():
                body += part
                if len(body) > most or time.monotonic() > end:
                    raise _unanswered(address, "its answer is too long")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _unanswered(address, f"{type(error).__name__}") from None
    return bytes(body)


def _unanswered(address: str, why: str) -> OutputError:
    host = urllib.parse.urlsplit(address).hostname or address
    message, hint = f"The server {host} does not help: {why}.", "Try again later, or check its address in clinic.toml."
    return OutputError(Problem("no-answer", message, hint, Place(host)))
