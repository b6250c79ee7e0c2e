"""Sign-offs that a reviewer signs with a key: what counts where the clinic asks for that, and what does not."""

import base64
import dataclasses
import datetime as dt
import json
import sys
import tomllib

import pytest
import tomli_w
from editing import ADA, GOOD, change
from reviewing import PUBLIC, STRANGE, signing, write_keys

from handouts.errors import ContentError, OutputError
from handouts.model.clinic import read_clinic
from handouts.reader.source import Source, sign_offs_path
from handouts.review.approval import Signature, approve, review_status
from handouts.review.record import store_sign_off
from handouts.review.second_record import SecondRecord
from handouts.review.sign_offs import SignOff, read_sign_offs
from handouts.review.ssh_signatures import holds, signs_with

DAY, LAST = dt.date(2026, 3, 31), dt.date(2028, 3, 31)
BY = Signature("Ada Byron", "pharmacist", DAY)


SIGNERS = {"Ada Byron": (PUBLIC,)}


@pytest.fixture
def keys(tmp_path):
    return write_keys(tmp_path)


@pytest.fixture
def path(tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    return tmp_path / "demo.md"


def stands(path, signers=SIGNERS):
    return review_status(Source.read(path), DAY, signers).state


def signed(path, sign):
    store_sign_off(Source.read(path), approve(Source.read(path), BY, LAST), sign)
    (entry,) = read_sign_offs(Source.read(path))
    return entry


def rewrite(path, entry):
    """Write an entry as anybody can: sealed anew, in both places."""
    entry = entry.model_copy(update={"seal": ""})
    entry = entry.model_copy(update={"seal": entry.digest})
    values = {name: value for name, value in entry.model_dump(exclude_defaults=True).items() if value is not None}
    sign_offs_path(path).write_text(tomli_w.dumps({"entry": [values]}))
    second = path.parent / "sign-offs/demo.toml"
    second.write_bytes(SecondRecord.of((entry,)).to_toml("demo.approvals.toml"))


def test_a_sign_off_signed_with_the_reviewers_key_counts(path, keys):
    signed(path, signing(keys))
    assert stands(path) == "approved"
    assert stands(path, {}) == "approved"
    assert stands(path, {"Ada Byron": (STRANGE, PUBLIC)}) == "approved"


@pytest.mark.parametrize(
    "signers",
    [{"Ada Byron": (STRANGE,)}, {"Bob Moog": (PUBLIC,)}, {"ada byron": (PUBLIC,)}, {"Ada": (PUBLIC,)}],
    ids=["another key", "another's name", "small letters", "part of the name"],
)
def test_a_key_of_nobody_of_that_name_does_not_count(path, keys, signers):
    signed(path, signing(keys))
    assert stands(path, signers) == "unproven"


def test_without_a_signature_it_does_not_count_where_the_clinic_asks_for_one(path):
    signed(path, None)
    status = review_status(Source.read(path), DAY, SIGNERS)
    assert str(status) == "the sign-off by Ada Byron on 2026-03-31 holds no signature that this clinic accepts"
    assert stands(path, {}) == "approved"


CHANGES = {
    "by": "Eve Byron", "date": dt.date(2026, 3, 30), "until": dt.date(2029, 1, 1), "role": "consultant",
    "note": "Read.", "title": "Another", "version": "2", "pictures": "1" * 64, "file": "2" * 64, "follows": "3" * 64,
    "action": "revoke", "text": "4" * 64,
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_a_signature_is_of_every_field_of_its_entry(path, keys, field):
    entry = signed(path, signing(keys))
    changed = entry.model_copy(update={field: CHANGES[field]})
    assert changed.message != entry.message
    assert not holds(changed.signature, PUBLIC, changed.message)
    rewrite(path, changed)
    assert stands(path, SIGNERS | {"Eve Byron": (PUBLIC,)}) != "approved"


def test_every_field_of_an_entry_is_tried():
    """That of what is overruled is a list; the seal and the signature are not signed."""
    assert set(CHANGES) == set(SignOff.model_fields) - {"overrides", "seal", "signature"}


def test_a_forged_record_sealed_anew_in_both_places_does_not_count_without_the_key(path, keys):
    entry = signed(path, signing(keys))
    change(path, "5 mg", "50 mg")
    forged = approve(Source.read(path), BY, LAST)
    for signature in ("", entry.signature, signing(keys, "other")(forged.message), "A" * 300):
        rewrite(path, forged.model_copy(update={"signature": signature}))
        assert stands(path) == "unproven"
        assert stands(path, {}) == "approved"  # what is not noticed where no signature is asked for


def test_without_the_library_it_is_said_what_to_install(path, keys, monkeypatch):
    signed(path, signing(keys))
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for act in (lambda: signing(keys), lambda: stands(path)):
        with pytest.raises(OutputError, match=r"more than is installed \(cryptography") as caught:
            act()
        assert "handouts[records]" in caught.value.problems[0].hint
    assert stands(path, {}) == "approved"


BAD = [
    "", "ssh-ed25519", "ssh-rsa " + PUBLIC.split()[1], PUBLIC[:-4], PUBLIC + "AAAA", "ssh-ed25519 !!!!",
    PUBLIC.split()[1],
    "ssh-ed25519 " + base64.b64encode(b"\0\0\0\x07ssh-rsa" + bytes(40)).decode(), "x" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("value", [*BAD, 5, [], [PUBLIC, "x"], {"key": PUBLIC}], ids=str)
def test_a_key_that_is_none_is_refused_in_the_clinics_file(tmp_path, value):
    (tmp_path / "clinic.toml").write_text(tomli_w.dumps({"approval": {"signers": {"Ada Byron": value}}}))
    with pytest.raises(ContentError) as caught:
        read_clinic(tmp_path / "clinic.toml")
    assert all(problem.hint for problem in caught.value.problems)


def test_a_reviewer_may_have_several_keys_with_remarks(tmp_path):
    text = tomli_w.dumps({"approval": {"signers": {"Ada": f"{PUBLIC} ada@hill", "Bob Moog": [PUBLIC, STRANGE]}}})
    (tmp_path / "clinic.toml").write_text(text)
    assert read_clinic(tmp_path / "clinic.toml").approval.signers == {"Ada": (PUBLIC,), "Bob Moog": (PUBLIC, STRANGE)}


def test_accents_may_be_written_apart(path, keys):
    zoe = dataclasses.replace(BY, by="Zo\u00eb")
    store_sign_off(Source.read(path), approve(Source.read(path), zoe, LAST), signing(keys))
    assert stands(path, {"Zoe\u0308": (PUBLIC,)}) == "approved"
    assert stands(path, {"Zoe": (PUBLIC,)}) == "unproven"


def test_at_the_command_line(run, demo, keys):
    folder = demo.parent.parent
    (folder / "clinic.toml").write_text(tomli_w.dumps({"approval": {"signers": {"Ada Byron": PUBLIC}}}))
    for more, told in (
        ((), "counts signed sign-offs only"),
        (("--sign", "other"), "knows no such key of Ada Byron"),
        (("--sign", "ada", "--by", "Bob Moog"), "knows no such key of Bob Moog"),
    ):
        refused = run("approve", demo, *ADA, *more)
        assert (refused.returncode, told in refused.stderr, "[unproven]" in refused.stderr) == (1, True, True)
    assert not (demo.parent / "demo.approvals.toml").exists()
    assert run("approve", demo, *ADA, "--passphrase-file", "ada").returncode == 2
    assert run("approve", demo, *ADA, "--sign", "ada").returncode == 0
    ledger = demo.parent / "demo.approvals.toml"
    (entry,) = tomllib.loads(ledger.read_text())["entry"]
    assert signs_with(entry["signature"], PUBLIC)
    assert run("build", demo, "--require-approval").returncode == 0
    assert json.loads((folder / "build/demo.json").read_text())["status"] == "approved"
    assert "signed off by Ada Byron" in run("verify", "build/demo.pdf", demo).stdout

    (folder / "clinic.toml").write_text(tomli_w.dumps({"approval": {"signers": {"Ada Byron": STRANGE}}}))
    assert run("build", demo).returncode == 0
    assert json.loads((folder / "build/demo.json").read_text())["review"]["state"] == "unproven"
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert row["state"] == "unproven"
    assert "holds no signature that this clinic accepts" in run("check", demo, "--text").stdout
    assert "holds no signature" in run("build", demo, "--require-approval").stderr

    assert run("revoke", demo, "--by", "Bob Moog", "--note", "A warning", "--sign", "other").returncode == 0
    assert [bool(entry.get("signature")) for entry in tomllib.loads(ledger.read_text())["entry"]] == [True, True]
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert row["state"] == "revoked"


def test_a_revocation_counts_without_a_signature_too(run, demo, keys):
    (demo.parent.parent / "clinic.toml").write_text(tomli_w.dumps({"approval": {"signers": {"Ada Byron": PUBLIC}}}))
    assert run("approve", demo, *ADA, "--sign", "ada").returncode == 0
    assert run("revoke", demo, "--by", "Bob Moog", "--note", "A warning").returncode == 0
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert row["state"] == "revoked"


@pytest.mark.parametrize("where", ["file", "variable", "nowhere"])
def test_the_passphrase_comes_from_a_file_or_a_variable(run, demo, keys, monkeypatch, where):
    (keys / "secret").write_text("secret\r\nmore\n")
    monkeypatch.delenv("HANDOUTS_PASSPHRASE", raising=False)
    if where == "variable":
        monkeypatch.setenv("HANDOUTS_PASSPHRASE", "secret")
    more = ("--passphrase-file", "secret") if where == "file" else ()
    result = run("approve", demo, *ADA, "--sign", "locked", *more)
    assert result.returncode == (2 if where == "nowhere" else 0), result.stderr
    assert "secret" not in result.stdout + result.stderr.replace("HANDOUTS_PASSPHRASE", "")
