"""Signatures of reviewers: in OpenSSH's own form, one writing for each, by keys from files and from ssh-agent."""

import base64
import os
import re
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from reviewing import PUBLIC, STRANGE, signing, write_keys

from handouts.errors import OutputError
from handouts.model.approval import Approval
from handouts.review.ssh_signatures import holds, open_key, signs_with


@pytest.fixture
def keys(tmp_path):
    return write_keys(tmp_path)


def mangled(signature):
    """Return the same signature, changed or written in other ways."""
    data = base64.b64decode(signature)
    yield from (
        base64.b64encode(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]).decode() for at in range(len(data))
    )
    yield from (signature[:-4], signature + "AAAA", signature + "\n", " " + signature, signature.rstrip("=") + "!", "")
    yield base64.b64encode(data + b"\0").decode()
    yield base64.b64encode(data[-64:]).decode()


def test_a_signature_is_one_in_one_writing_only(keys):
    sign = signing(keys)
    signature = sign(b"message")
    assert holds(signature, PUBLIC, b"message")
    assert not [each for each in mangled(signature) if holds(each, PUBLIC, b"message")]
    for message in (b"", b"messag", b"message\n", b"Message"):
        assert not holds(signature, PUBLIC, message)
    assert signs_with(signature, PUBLIC)
    assert not signs_with(signature, STRANGE)


def test_openssh_judges_it_as_we_do(keys, tmp_path):
    message = b"0123456789abcdef"
    (tmp_path / "allowed").write_text(f"ada@hill.example {PUBLIC}\n")
    text = signing(keys)(message)
    lines = ["-----BEGIN SSH SIGNATURE-----", *re.findall(".{1,70}", text), "-----END SSH SIGNATURE-----", ""]
    armoured = "\n".join(lines)
    (tmp_path / "sig").write_text(armoured)
    command = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "ada@hill.example", "-s", "sig", "-n"]
    judged = [
        subprocess.run([*command, name], cwd=tmp_path, input=given, capture_output=True, check=False).returncode == 0
        for name, given in (("sign-off@handouts", message), ("file", message), ("sign-off@handouts", b"x"))
    ]
    assert judged == [True, False, False]
    (tmp_path / "ada").chmod(0o600)
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", "ada", "-n", "sign-off@handouts"]
    made = subprocess.run(command, cwd=tmp_path, input=message, capture_output=True, check=True).stdout.decode()
    theirs = "".join(made.splitlines()[1:-1])
    assert theirs == text


def test_a_key_that_ssh_keygen_made_signs(tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"], cwd=tmp_path, check=True)
    signature = signing(tmp_path, "key")(b"x")
    assert holds(signature, Approval(signers={"Ada": (tmp_path / "key.pub").read_text()}).signers["Ada"][0], b"x")


def test_a_passphrase_opens_a_key_and_another_does_not(keys):
    assert holds(open_key(keys / "locked", lambda: "secret")(b"x"), PUBLIC, b"x")
    for wrong in ("", "Secret", "ü"):
        with pytest.raises(OutputError, match="passphrase does not open"):
            open_key(keys / "locked", lambda: wrong)  # noqa: B023 - called at once


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "cannot be read: No such file"),
        (b"", "holds no private key"),
        (b"\0\xff" * 40, "holds no private key"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "holds no private key"),
        (PUBLIC[:-9].encode(), "no public key"),
        (b"x" * 70_000, "it holds more than"),
    ],
    ids=["none", "empty", "noise", "cut", "public", "large"],
)
def test_what_is_no_key_is_refused(tmp_path, data, told):
    if data is not None:
        (tmp_path / "key").write_bytes(data)
    with pytest.raises(OutputError, match=told) as caught:
        open_key(tmp_path / "key", lambda: "")
    assert caught.value.problems[0].hint


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_key_of_another_kind_is_refused(tmp_path, kind):
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    with pytest.raises(OutputError, match="another kind than Ed25519"):
        open_key(tmp_path / "key", lambda: "")


@pytest.fixture
def agent(tmp_path, monkeypatch):
    """Start an agent of OpenSSH's that holds Ada's key."""
    told = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"(SSH_\w+)=([^;]+)", told))
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    yield
    subprocess.run(["ssh-agent", "-k"], capture_output=True, check=True, env=os.environ | found)


def test_an_agent_signs_with_the_key_it_holds(keys, agent):
    with pytest.raises(OutputError, match="does not sign with this key"):
        signing(keys, "ada.pub")(b"x")
    (keys / "ada").chmod(0o600)
    subprocess.run(["ssh-add", "-q", "ada"], cwd=keys, check=True)
    assert signing(keys, "ada.pub")(b"x") == signing(keys)(b"x")
    with pytest.raises(OutputError, match="does not sign with this key"):
        signing(keys, "other.pub")(b"x")


@pytest.mark.parametrize("address", ["", "nobody", "x" * 200, "folder"])
def test_an_agent_that_is_not_there_is_told(keys, monkeypatch, address):
    (keys / "folder").mkdir()
    monkeypatch.setenv("SSH_AUTH_SOCK", str(keys / address) if address else "")
    with pytest.raises(OutputError, match="is not there") as caught:
        signing(keys, "ada.pub")(b"x")
    assert "ssh-add" in caught.value.problems[0].hint
