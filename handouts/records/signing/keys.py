"""The key that signs: in a PKCS#12 file, or in a token (PKCS#11) that never gives it away."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import re
import urllib.parse
from typing import TYPE_CHECKING

from handouts.errors import OutputError, Place, Problem
from handouts.store.plain_files import read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from asn1crypto import x509
    from pyhanko.sign.signers import Signer

TOKEN = "pkcs11:"  # noqa: S105 - the scheme of RFC 7512
PARTS = {"token", "object", "module-path"}
LEAST_BITS = 2048
LEAST_RSA = f"RSA of at least {LEAST_BITS} bits"


@dataclasses.dataclass(frozen=True)
class Key:
    """A key that is open, with its certificate; what signs with it is pyHanko's."""

    signer: Signer = dataclasses.field(repr=False)
    certificate: x509.Certificate

    @property
    def owner(self) -> str:
        """Whose it is."""
        return name_of(self.certificate)


@contextlib.contextmanager
def open_key(key: str, passphrase: str, at: dt.datetime) -> Iterator[Key]:
    """Open a key for the time of a signature. ``passphrase`` is the file's, or the token's PIN.

    Raises:
        OutputError: it cannot be opened, or a signature of it would not hold.
    """
    opened = _token(key, passphrase) if key.startswith(TOKEN) else contextlib.nullcontext(_file(key, passphrase))
    with opened as signer:
        certificate = signer.signing_cert
        if certificate is None:
            raise _unusable(key, "no-certificate", "It holds no certificate for the key.", "Export both together.")
        _check(certificate, at, key)
        yield Key(signer, certificate)


def name_of(certificate: x509.Certificate) -> str:
    """Return whose certificate it is."""
    names = certificate.subject.native
    name = names.get("common_name") or certificate.subject.human_friendly
    return str(name if isinstance(name, str) else name[0])


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate, in hex."""
    return hashlib.sha256(certificate.dump()).hexdigest()


def _file(path: str, passphrase: str) -> Signer:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    try:
        data = read(path)
    except OSError as error:
        message, hint = f"The key's file cannot be read: {error.strerror}.", "Check its path and its permissions."
        raise _unusable(path, "no-key", message, hint) from None
    try:
        private, _, _ = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except (ValueError, TypeError):
        message = "The passphrase does not open this file, or it is no PKCS#12 file."
        raise _unusable(path, "wrong-passphrase", message, "Check both; the file ends in .p12 or .pfx.") from None
    if not isinstance(private, rsa.RSAPrivateKey):
        raise _not_rsa(path)
    signer = SimpleSigner.load_pkcs12_data(data, [], passphrase=passphrase.encode())
    if not isinstance(signer, SimpleSigner):
        raise _unusable(path, "no-certificate", "It holds no certificate for the key.", "Export both together.")
    return signer


@contextlib.contextmanager
def _token(address: str, pin: str) -> Iterator[Signer]:
    parts = dict(re.findall(r"([a-z-]+)=([^;?&]*)", address))
    if set(parts) != PARTS:
        message = "This is no token's address."
        hint = f"Write it as {TOKEN}token=NAME;object=LABEL?module-path=FILE, without a PIN."
        raise _unusable(TOKEN, "no-key", message, hint)
    token, label, module = (urllib.parse.unquote(parts[name]) for name in ("token", "object", "module-path"))
    named = f"{TOKEN}token={token}"
    try:
        import pkcs11
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ModuleNotFoundError as error:
        message, hint = f"A token needs more than is installed ({error.name}).", "Run: pip install 'handouts[token]'"
        raise _unusable(named, "missing-package", message, hint) from None
    try:
        session = open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)
    except pkcs11.exceptions.PinIncorrect:
        raise _unusable(
            named, "wrong-passphrase", "The token refuses the PIN.", "Check it: few tries remain."
        ) from None
    except (pkcs11.exceptions.PKCS11Error, RuntimeError) as error:
        message = f"The token cannot be opened ({type(error).__name__})."
        hint = "Check its name, and that module-path is the library of its maker."
        raise _unusable(named, "no-key", message, hint) from None
    with contextlib.closing(session):
        signer = PKCS11Signer(session, cert_label=label, other_certs_to_pull=None)
        try:
            signer.signing_cert  # noqa: B018 - the token is asked now
        except (pkcs11.exceptions.PKCS11Error, ValueError):
            message, hint = f"The token holds no certificate and key named {label}.", "List them: pkcs11-tool -O"
            raise _unusable(named, "no-key", message, hint) from None
        yield signer


def _check(certificate: x509.Certificate, at: dt.datetime, key: str) -> None:
    """Refuse a key whose signature nobody could check, or that would not be PDF/A.

    Raises:
        OutputError: it is such a one.
    """
    public = certificate.public_key
    if public.algorithm not in {"rsa", "rsassa_pss"} or public.bit_size < LEAST_BITS:
        raise _not_rsa(key)
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & {"digital_signature", "non_repudiation"}:
        message, hint = "The certificate is not for signing documents.", "Ask your authority for one that is."
        raise _unusable(key, "not-for-signing", message, hint)
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if not begin <= at <= end:
        message = f"The certificate of {name_of(certificate)} is valid from {begin:%Y-%m-%d} to {end:%Y-%m-%d} only."
        raise _unusable(key, "certificate-expired", message, "Ask your authority for a new one.")


def _not_rsa(key: str) -> OutputError:
    message = f"The key is not {LEAST_RSA}: a PDF signed with it would not be PDF/A-2."
    return _unusable(key, "not-rsa", message, f"Ask your authority for a certificate with a key of {LEAST_RSA}.")


def _unusable(key: str, code: str, message: str, hint: str) -> OutputError:
    named = key.partition("?")[0]
    return OutputError(Problem(code, message, hint, Place(named)))
