"""`handouts attach` meets servers that wish us harm: what the terminal, the outbox and --json say of it."""

from __future__ import annotations

import json

import pytest
from false_archive import archive_that
from fhir_server import NUMBERS
from hostile import Hostile
from hostile_archive import element, finding
from meetings import SECRET, SECURE, TARGETS, WEB
from patients import NAME
from test_hostile_lines import HEAD, framed

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\r\n\u202e"
FHIR = "application/fhir+json"
KINDS = {"fhir": FHIR, "token": "application/json", "dicomweb": "application/dicom+json"}
OK = 200


@pytest.fixture
def settle(clinic_desk, clinic_keys):
    """Let the clinic file at a port, with its own authority, a token and a key."""

    def write(standard, port):
        for name in ("ca.crt", "token", "desk.pem"):
            (clinic_desk / name).write_bytes((clinic_keys.folder / name).read_bytes())
            (clinic_desk / name).chmod(0o600)
        proof = 'token_file = "token"'
        if standard == "token":
            proof = f'token_url = "https://localhost:{port}/token"\nclient = "desk"\nkey = "desk.pem"'
        (clinic_desk / "clinic.toml").write_text(
            f'[records]\ntarget = "{TARGETS[standard].format(port=port)}"\nca = "ca.crt"\nauthority = "{NUMBERS}"\n'
            f"[records.fhir]\ntimeout_s = 10\n{proof}\n[records.hl7]\ntimeout_s = 10\n"
            f'[records.dicom]\ntimeout_s = 10\ntoken = "token"\n'
        )

    return write


@pytest.fixture
def endure(run, person):
    """Attach, look at the outbox and try again; see that nothing of the patient and no secret is said anywhere."""

    def see():
        secrets = (person.number, *NAME.split(), "1951-07-23", "19510723", SECRET, "BEGIN PRIVATE", "eyJ")
        attach = ("attach", "build/demo.pdf", "--patient", "patient.toml", "--yes")
        commands = [(*attach, "--json"), attach, ("outbox",), ("outbox", "--json"), ("outbox", "retry")]
        results = [run(*command) for command in commands]
        for result in results:
            told = result.stdout + result.stderr
            assert not [each for each in (*secrets, "Traceback", "\x1b", "\x07", "\u202e") if each in told], told
            assert result.returncode in {0, 5}
        assert results[0].returncode == 5
        return json.loads(results[0].stdout)

    return see


def reflecting(standard, person, status, kind):
    """Answer with all that was said: token, assertion, patient and message."""

    def deed(line):
        asked = line.question().decode("latin-1")
        quoted = f"{ESCAPES} {asked} {NAME} {person.number} born {person.born} {SECRET}"
        issue = {"severity": "error", "code": quoted, "diagnostics": quoted, "details": {"text": quoted}}
        said = {"resourceType": "OperationOutcome", "issue": [issue], "error": quoted, "error_description": quoted}
        body = json.dumps(said).encode()
        names = ("X-Why", "WWW-Authenticate", "Location")
        heads = "".join(f"{each}: {SECRET} {NAME} {person.number}\r\n" for each in names)
        first = f"HTTP/1.1 {status} {SECRET} {NAME}\r\nContent-Type: {kind or KINDS[standard]}\r\n"
        line.say(f"{first}{heads}Content-Length: {len(body)}\r\n\r\n".encode(), body)

    return deed


@pytest.mark.parametrize("status", [200, 302, 400, 401, 422, 500, 503])
@pytest.mark.parametrize("standard", WEB)
def test_what_a_web_server_says_back_is_not_repeated(settle, endure, own_identity, person, standard, status):
    kind = f"text/{NAME.replace(' ', '')};{SECRET}" if status == OK else ""
    with Hostile(reflecting(standard, person, status, kind), own_identity) as server:
        settle(standard, server.port)
        endure()


@pytest.mark.parametrize("verdict", ["AE", "AR", "CA", "XX"])
def test_what_a_receiver_of_hl7_says_back_is_not_repeated(settle, endure, person, verdict):
    quoted = f"{ESCAPES.replace(chr(13), '')} {NAME} {person.number} 19510723 {person.born}"

    def deed(line):
        asked = line.hear(b"\x1c\r").decode("latin-1")
        control = asked.split("|")[9]
        patient = next(each for each in asked.split("\r") if each.startswith("PID"))
        errors = f"\rERR|{quoted}|{quoted}^1^{quoted}|{quoted}|E|{quoted}|{quoted}|{quoted}|{quoted}\r{patient}\r"
        line.say(framed(HEAD.format(control="1") + f"MSA|{verdict}|{control}|{quoted} {patient}{errors}"))

    with Hostile(deed) as server:
        settle("mllp", server.port)
        assert endure()["state"] in {"refused", "unknown"}


def test_whom_an_archive_knows_is_not_told(settle, endure, person):
    other = element(0x10, 0x20, b"LO", person.number.encode()) + element(0x10, 0x10, b"PN", b"Qzxother^Person\x1b[2J ")
    bad = element(0x20, 0x0D, b"UI", NAME.encode()[:16])
    with archive_that(find=finding(bad + other)) as address:
        settle("dicom", address.rpartition(":")[2])
        told = endure()
    assert told["state"] == "refused"
    assert "Qzxother" not in told["reason"]


@pytest.mark.parametrize("standard", SECURE)
def test_who_does_not_prove_to_be_the_clinics_gets_nothing(settle, endure, other_identities, standard):
    with Hostile(lambda line: line.hear(b"\0"), other_identities["of an unknown authority"]) as server:
        settle(standard, server.port)
        assert endure()["state"] == "waiting"
        assert server.heard == b""


def test_a_name_that_a_server_gives_a_document_may_not_tell_whose_it_is(settle, run, own_identity, person):
    """A Location, or an id, that holds the patient's number or our token."""
    patient = {
        "resourceType": "Patient",
        "id": "17",
        "identifier": [{"system": NUMBERS, "value": person.number}],
        "name": [{"text": NAME}],
        "birthDate": str(person.born),
    }

    def deed(line):
        asked = line.question()
        found = [{"resource": patient}] if b"/Patient/_search" in asked else []
        bundle = json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": found}).encode()
        named = f"Location: https://localhost/fhir/DocumentReference/{person.number}.{SECRET}"
        creates = b"POST /fhir/DocumentReference HTTP" in asked
        head = f"HTTP/1.1 {201 if creates else 200} OK\r\nContent-Type: {FHIR}\r\n{named}\r\nConnection: close\r\n"
        line.say(f"{head}Content-Length: {len(bundle)}\r\n\r\n".encode(), bundle)

    with Hostile(deed, own_identity) as server:
        settle("fhir", server.port)
        results = [
            run("attach", "build/demo.pdf", "--patient", "patient.toml", "--yes"),
            run("outbox", "--all", "--json"),
        ]
    assert "filed at" in results[0].stdout
    told = "".join(result.stdout + result.stderr for result in results)
    assert not [each for each in (person.number, *NAME.split(), SECRET) if each in told]
