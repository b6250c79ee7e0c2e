"""Each standard's adapter, set up by a clinic for a port of this machine, and what comes of meeting a server there."""

from __future__ import annotations

import time

import hostile
import pytest
from certificates import Authority
from filings import ADA, filing_of
from hostile import Hostile

from handouts.model.records import Records
from handouts.records.receipt import LostError, NotSentError
from handouts.records.targets import adapter_for

SECRET = "a-token-that-nobody-may-read"  # noqa: S105 - of a server that a test starts
QUICK_S, PATIENT_S = 0.3, 10  # for what has no end, and for what is there at once unless the machine is busy
ENOUGH_S = 30  # without a limit of ours, these would wait for ever
WEB = ("fhir", "token", "dicomweb")
TARGETS = {
    "fhir": "fhir+https://localhost:{port}/fhir",
    "token": "fhir+https://localhost:1/fhir",
    "dicomweb": "dicomweb+https://localhost:{port}/dicom-web",
    "mllp": "mllp://localhost:{port}",
    "mllp+tls": "mllp+tls://localhost:{port}",
    "dicom": "dicom://ARCHIVE@localhost:{port}",
    "dicom+tls": "dicom+tls://ARCHIVE@localhost:{port}",
}
SECURE = tuple(name for name in TARGETS if name not in {"mllp", "dicom"})


def settings_for(standard, port, timeout_s):
    """Give what clinic.toml says below [records]."""
    fhir = {"token_file": "token", "timeout_s": timeout_s}
    if standard == "token":
        url = f"https://localhost:{port}/token"
        fhir = {"token_url": url, "client": "desk", "key": "desk.pem", "timeout_s": timeout_s}
    dicom = {"timeout_s": timeout_s, "token": "token"}
    return {"ca": "ca.crt", "fhir": fhir, "hl7": {"timeout_s": timeout_s}, "dicom": dicom}


@pytest.fixture(scope="session")
def clinic_keys(tmp_path_factory):
    """A folder with the clinic's authority, a certificate of this machine, a token and a key."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec

    authority = Authority(tmp_path_factory.mktemp("clinic"))
    key = ec.generate_private_key(ec.SECP384R1())
    pem = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    for name, content in (("token", SECRET.encode()), ("desk.pem", pem)):
        (authority.folder / name).write_bytes(content)
        (authority.folder / name).chmod(0o600)
    authority.issue()
    return authority


@pytest.fixture(scope="session")
def own_identity(clinic_keys):
    return hostile.identity(clinic_keys.folder / "localhost.crt", clinic_keys.folder / "localhost.key")


@pytest.fixture(scope="session")
def other_identities(clinic_keys, tmp_path_factory):
    """What a server may show that is not what the clinic trusts."""
    return dict(hostile.identities(clinic_keys, Authority(tmp_path_factory.mktemp("other"), "Somebody")))


@pytest.fixture
def adapter_at(clinic_keys):
    """Give the adapter of a standard for a port, as clinic.toml sets it up."""

    def make(standard, port, timeout_s=PATIENT_S):
        site = Records.model_validate(settings_for(standard, port, timeout_s))
        return adapter_for(TARGETS[standard].format(port=port), site, clinic_keys.folder)

    return make


@pytest.fixture
def meet(adapter_at, own_identity):
    """Send to a hostile server, and ask it; return what was raised and the server."""

    def meet_server(standard, deed, identity=None, errors=(NotSentError, LostError), timeout_s=PATIENT_S):
        with Hostile(deed, identity or (own_identity if standard in SECURE else None)) as server:
            desk = adapter_at(standard, server.port, timeout_s)
            message = desk.make(filing_of(personalised=True))
            said = []
            for ask in filter(None, (desk.send, desk.look)):
                began = time.monotonic()
                with pytest.raises(errors) as caught:
                    ask(message)
                assert time.monotonic() - began < ENOUGH_S
                said.append(str(caught.value))
                tells_nothing(said[-1])
        return said, server

    return meet_server


def tells_nothing(words):
    """See that an error is short, on one line, and holds nothing of the patient and no secret."""
    assert len(words) < 400
    assert words.isprintable()
    for secret in (*ADA.name.split(), ADA.number, ADA.number.replace(" ", ""), "1950", SECRET):
        assert secret.casefold() not in words.casefold()
