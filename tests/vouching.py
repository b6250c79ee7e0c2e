"""Certificates, a time-stamping server and revocation lists for the tests of signing, all made here."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import pathlib
import subprocess
import threading
from collections.abc import Iterator

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BEGIN, END = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2090, 1, 1, tzinfo=dt.UTC)
PEM, STAMP = serialization.Encoding.PEM, "application/timestamp-reply"
PASSPHRASE = "correct horse battery"  # noqa: S105 - a test's own
TSA = """[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


class Authority:
    """A certificate authority that keeps its files in a folder."""

    def __init__(self, folder: pathlib.Path, address: str) -> None:
        self.folder, self.address, self.asked = folder, address, list[str]()
        self.key = rsa.generate_private_key(65537, 2048)
        self.certificate = self.issue("Hill Authority", self.key)
        (folder / "root.pem").write_bytes(self.certificate.public_bytes(PEM))
        (folder / "list.crl").write_bytes(self.revoking())

    def issue(self, name, key, begin=BEGIN, end=END, *, stamping=False, usage=True):
        authority = key is self.key
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder(subject_name=subject, serial_number=x509.random_serial_number())
            .issuer_name(subject if authority else self.certificate.subject)
            .public_key(key.public_key())
            .not_valid_before(begin)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .add_extension(_usage(signs=usage, vouches=authority), critical=True)
        )
        if stamping:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        if not authority:
            place = x509.UniformResourceIdentifier(f"{self.address}/list.crl")
            points = [x509.DistributionPoint([place], None, None, None)]
            made = made.add_extension(x509.CRLDistributionPoints(points), critical=False)
        return made.sign(self.key, hashes.SHA256())

    def revoking(self, *serials: int) -> bytes:
        """Return a list of what is revoked."""
        made = x509.CertificateRevocationListBuilder(self.certificate.subject, BEGIN, END)
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        made = made.add_extension(ours, critical=False).add_extension(x509.CRLNumber(1), critical=False)
        for serial in serials:
            one = x509.RevokedCertificateBuilder(serial, BEGIN).build()
            made = made.add_revoked_certificate(one)
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def p12(self, name: str, certificate, key) -> pathlib.Path:
        """Write a key with its certificate."""
        path = self.folder / name
        locked = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"signer", key, certificate, [self.certificate], locked))
        return path


class Handler(http.server.BaseHTTPRequestHandler):
    """Stamp what is posted, with openssl, and give the revocation list; some roads lead astray."""

    authority: Authority

    def do_GET(self) -> None:
        self.reply((self.authority.folder / "list.crl").read_bytes(), "application/pkix-crl")

    def do_POST(self) -> None:
        self.authority.asked.append(self.path)
        query = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/html":
            self.reply(b"<html>", "text/html")
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", self.authority.address)
            self.end_headers()
        elif self.path == "/endless":
            self.reply(bytes(2**20), STAMP)
        else:
            if self.path != "/other" or not (self.authority.folder / "query").exists():
                (self.authority.folder / "query").write_bytes(query)
            command = ["openssl", "ts", "-reply", "-config", "tsa.conf", "-queryfile", "query", "-out", "reply"]
            subprocess.run(command, cwd=self.authority.folder, capture_output=True, check=True)
            self.reply((self.authority.folder / "reply").read_bytes(), STAMP)

    def reply(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked may have heard enough
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _usage(*, signs: bool, vouches: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs and not vouches,
        content_commitment=False,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=vouches,
        crl_sign=vouches,
        encipher_only=False,
        decipher_only=False,
    )


@contextlib.contextmanager
def serving(folder: pathlib.Path) -> Iterator[Authority]:
    """Serve on a free port."""
    handler = type("Ours", (Handler,), {})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        authority = handler.authority = Authority(folder, f"http://127.0.0.1:{server.server_port}")
        key = rsa.generate_private_key(65537, 2048)
        (folder / "tsa.pem").write_bytes(authority.issue("Hill Time", key, stamping=True).public_bytes(PEM))
        form = serialization.PrivateFormat.PKCS8
        (folder / "tsa.key").write_bytes(key.private_bytes(PEM, form, serialization.NoEncryption()))
        (folder / "serial").write_text("01\n")
        (folder / "tsa.conf").write_text(TSA.format(folder=folder))
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield authority
        server.shutdown()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """Run a certificate authority with its revocation list and its time-stamping server."""
    with serving(tmp_path_factory.mktemp("authority")) as ours:
        yield ours


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def key(authority: Authority, rsa_key: rsa.RSAPrivateKey) -> pathlib.Path:
    """Give the file of a clinic's key, which its authority vouches for."""
    return authority.p12("clinic.p12", authority.issue("Hill Clinic", rsa_key), rsa_key)
