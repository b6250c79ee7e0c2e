"""A signed leaflet goes into a record or onto paper only while its signature holds, and as it was signed."""

import json
import os

import pytest
from conftest import ROOT
from cryptography.hazmat.primitives.asymmetric import rsa
from editing import ADA
from patients import TOML
from vouching import PASSPHRASE, Authority

from handouts.model.manifest_parts import FileDigest

ATTACH = ("attach", "build/demo-signed.pdf", "--patient", "patient.toml", "--to", "folder:filed")
PRINT = ("print", "build/demo-signed.pdf", "--printer", "ipp://localhost:1/ipp/print")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), "http://nowhere.example")


@pytest.fixture(scope="module")
def key(authority):
    private = rsa.generate_private_key(65537, 2048)
    return authority.p12("clinic.p12", authority.issue("Hill Clinic", private), private)


@pytest.fixture
def signed(run, demo, tmp_path, authority, key, monkeypatch):
    """Sign a leaflet at a clinic that trusts its own authority; give the signed PDF."""
    (tmp_path / "clinic.toml").write_text(f'[signing]\nkey = "{key}"\nroots = "root.pem"\n')
    (tmp_path / "root.pem").write_bytes((authority.folder / "root.pem").read_bytes())
    (tmp_path / "patient.toml").write_text(TOML)
    (tmp_path / "filed").mkdir()
    monkeypatch.setenv("HANDOUTS_PASSPHRASE", PASSPHRASE)
    assert run("approve", demo, *ADA).returncode == 0
    assert run("build", demo).returncode == 0
    done = run("sign", "build/demo.pdf")
    assert done.returncode == 0, done.stderr
    return tmp_path / "build/demo-signed.pdf"


def words(result):
    return " ".join(result.stderr.split())


def test_it_is_filed_as_it_was_signed_and_whose_signature_it_is_told(run, signed, tmp_path):
    result = run(*ATTACH)
    assert result.returncode == 0, result.stderr
    (filed,) = (tmp_path / "filed").glob("*.pdf")
    assert filed.read_bytes() == signed.read_bytes()
    assert "build/demo-signed.pdf: Signed by Hill Clinic, 2026-03-31" in words(result)
    assert "Your certificate authorities vouch for it." in words(result)
    (tmp_path / "clinic.toml").write_text("")
    again = run(*ATTACH, "--json")
    assert (again.returncode, json.loads(again.stdout)["state"]) == (0, "filed")
    assert "Nobody was asked to vouch for it" in words(again)


@pytest.mark.parametrize("command", [ATTACH, PRINT])
def test_changed_since_or_vouched_for_by_nobody_it_goes_nowhere(run, signed, tmp_path, command):
    nothing = "Nothing was filed." if command is ATTACH else "Nothing was printed."
    Authority(tmp_path, "http://elsewhere.example")
    told = run(*command)
    assert (told.returncode, "not-trusted" in told.stderr, nothing in words(told)) == (4, True, True)
    (tmp_path / "clinic.toml").write_text("")
    signed.write_bytes(signed.read_bytes() + b"\n% a word more\n")
    told = run(*command)
    assert (told.returncode, "pdf-changed" in told.stderr, nothing in words(told)) == (4, True, True)
    manifest = signed.with_suffix(".json")
    known = json.loads(manifest.read_text())
    known["pdf"] = FileDigest.of(signed.name, signed.read_bytes()).model_dump(mode="json")
    manifest.write_text(json.dumps(known))
    told = run(*command)
    assert (told.returncode, "signature-broken" in told.stderr, nothing in words(told)) == (4, True, True)
    assert not [*(tmp_path / "filed").iterdir()]


@pytest.mark.parametrize("command", [PRINT, ("verify", "build/demo-signed.pdf")])
def test_where_no_signature_can_be_checked_it_is_said_what_is_missing(run, signed, tmp_path, command):
    (tmp_path / "lacking/pyhanko").mkdir(parents=True)
    (tmp_path / "lacking/pyhanko/__init__.py").write_text("raise ModuleNotFoundError('no', name='pyhanko')\n")
    told = run(*command, env=os.environ | {"PYTHONPATH": f"{tmp_path}/lacking{os.pathsep}{ROOT}"})
    assert (told.returncode, "Traceback" in told.stderr) == (2, False)
    assert "build/demo-signed.pdf: It is signed, and checking that needs more than is" in words(told)
    assert "installed (pyhanko). Run: pip install 'handouts[records]'" in words(told)
