"""An index that a stranger has written: nothing is told, left standing, deleted or overwritten because it says so."""

import hashlib
import json
import os

import pytest
from conftest import POLICY
from editing import ADA, change
from index_entries import FORGED, WRONG

from handouts.library.fingerprint import Fingerprints
from handouts.library.index import LARGEST, NAME
from handouts.library.standing import Files
from handouts.reader.source import Source
from handouts.review.approval import Signature, revoke
from handouts.review.record import store_sign_off


@pytest.fixture
def index(run, demo, tmp_path):
    """Build one leaflet, and write its entry anew as a stranger would."""
    assert run("build").returncode == 0
    assert "unchanged" in run("build", demo).stdout
    path = tmp_path / "build" / NAME

    def rewrite(**fields):
        entry = json.loads(path.read_text().splitlines()[-1])
        for name, value in fields.items():
            where, _, inner = name.rpartition("__")
            (entry[where] if where else entry)[inner] = value
        path.write_text(json.dumps(entry) + "\n")
        return path

    return rewrite


def digest_of(pdf):
    return Files.read(pdf).digest


@pytest.mark.parametrize(
    "fields",
    WRONG,
    ids=lambda fields: json.dumps(fields)[:60],
)
def test_what_an_entry_says_wrongly_is_made_again(run, demo, index, fields):
    index(**fields)
    told = run("build", demo)
    assert (told.returncode, "Traceback" in told.stderr) == (0, False), told.stderr
    assert "unchanged" not in told.stdout
    assert "DRAFT" in told.stdout
    assert FORGED not in told.stdout + told.stderr
    assert "unchanged" in run("build", demo).stdout


@pytest.mark.parametrize(
    "line",
    [
        "9" * 5000,
        "[" * 5000,
        '{"a":' * 5000,
        "1],[2",
        '"\\ud800"',
        "NaN",
        '{"pdf": NaN}',
        "\x00",
        '{"made": {"warnings": null}}',
        '{"pdf": "demo.pdf", "pdf": "other.pdf"}',
    ],
    ids=range(10),
)
def test_a_line_of_an_absurd_kind_costs_nothing(run, demo, index, line):
    path = index()
    path.write_text(line + "\n" + path.read_text(), errors="surrogatepass")
    told = run("build", demo)
    assert "Traceback" not in told.stderr
    assert "unchanged" in told.stdout


def sign(run, demo):
    assert run("approve", demo, *ADA).returncode == 0
    assert "approved" in run("build", demo).stdout


@pytest.mark.parametrize("today", ["2026-03-31", "2026-06-30"])
def test_a_sign_off_that_stands_is_told_from_its_file(run, demo, index, today):
    sign(run, demo)
    assert "unchanged" in run("build", demo).stdout
    assert "approved" in run("build", demo, "--today", today).stdout


@pytest.mark.parametrize(
    "spoil",
    [
        lambda demo: store_sign_off(
            Source.read(demo), revoke(Source.read(demo), Signature("Ada Byron", None, POLICY.today))
        ),
        lambda demo: demo.with_name("demo.approvals.toml").unlink(),
        lambda demo: change(demo.with_name("demo.approvals.toml"), "Ada Byron", "Eve Byron"),
        lambda demo: demo.with_name("demo.approvals.toml").write_text("x = ["),
        lambda demo: change(demo, "5 mg", "50 mg"),
        lambda demo: change(demo, 'version: "1.0"', 'version: "1.0"\nnext_review: 2026-01-01'),
    ],
    ids=["revoked", "gone", "edited", "broken", "another text", "a review that is due"],
)
def test_an_index_signs_nothing_off(run, demo, index, tmp_path, spoil):
    """The entry has the right fingerprint of what is there now, as anybody can reckon it."""
    sign(run, demo)
    path = index()
    signed = json.loads(path.read_text())
    spoil(demo)
    known = []

    def believe(self, source, pictures, edition, plain=Fingerprints.of):
        known.append(plain(self, source, pictures, edition))
        return signed["fingerprint"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handouts.library.Fingerprints.of", believe)
        path.write_text(json.dumps(signed | {"first": "0001-01-01", "last": "9999-12-31"}) + "\n")
        told = run("build", demo)
    assert known
    assert "unchanged" not in told.stdout
    assert "approved" not in told.stdout


def test_a_sign_off_that_has_run_out_is_not_taken_from_the_index(run, demo, index):
    sign(run, demo)
    index(first="0001-01-01", last="9999-12-31")
    told = run("build", demo, "--today", "2031-01-01")
    assert "unchanged" not in told.stdout
    assert "DRAFT" in told.stdout


@pytest.mark.parametrize("what", ["another PDF", "one byte more", "another manifest", "a patient's", "no manifest"])
def test_another_file_does_not_stand_because_the_index_knows_it(run, demo, index, tmp_path, what):
    pdf, manifest = tmp_path / "build/demo.pdf", tmp_path / "build/demo.json"
    sound, told = pdf.read_bytes(), json.loads(manifest.read_text())
    if what == "another PDF":
        pdf.write_bytes(b"%PDF-1.7 take 500 mg")
    elif what == "one byte more":
        pdf.write_bytes(sound + b"\n")
    elif what == "another manifest":
        manifest.write_text(json.dumps(told | {"monograph": told["monograph"] | {"sha256": "0" * 64}}))
    elif what == "a patient's":
        manifest.write_text(json.dumps(told | {"personalised": True}))
    else:
        manifest.write_text("[]")
    index(digest=digest_of(pdf))
    ended = run("build", demo)
    assert "unchanged" not in ended.stdout
    assert pdf.read_bytes() == sound
    assert json.loads(manifest.read_text()) == told


OWN = b"%PDF-1.7 the clinic's own"


@pytest.mark.parametrize(
    ("name", "manifest"),
    [
        ("own.pdf", "{}"),
        ("own.pdf", "[]"),
        ("own.pdf", "not json"),
        ("own.pdf", '{"pdf": {"sha256": "0"}, "monograph": {"name": "gone.md"}}'),
        ("own.pdf", '{"monograph": {"name": "gone.md"}}'),
        ("own.pdf", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "another.md"}}'),
        ("own.pdf", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "gone.md"}, "personalised": true}'),
        ("linked/own.pdf", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "gone.md"}}'),
        ("../outside/own.pdf", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "gone.md"}}'),
        ("x/../../outside/own.pdf", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "gone.md"}}'),
        ("OUTSIDE/own.pdf", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "gone.md"}}'),
        ("own.txt", '{"pdf": {"sha256": "SUM"}, "monograph": {"name": "gone.md"}}'),
    ],
)
def test_nothing_is_deleted_because_the_index_names_it(run, index, tmp_path, name, manifest):
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "build/linked").symlink_to(outside)
    (tmp_path / "build/x").mkdir()
    name = name.replace("OUTSIDE", str(outside))
    file = tmp_path / "build" / name
    file.write_bytes(OWN)
    beside = file.with_name(file.stem + ".json")
    beside.write_text(manifest.replace("SUM", hashlib.sha256(OWN).hexdigest()))
    digest = digest_of(file) if name.endswith(".pdf") else "0" * 64
    path = index()
    entry = json.loads(path.read_text()) | {"source": "../content/gone.md", "pdf": name, "digest": digest}
    path.write_text(path.read_text() + json.dumps(entry) + "\n")
    told = run("build", "--prune")
    assert (told.returncode, "deleted" in told.stdout) == (0, False), told.stderr
    assert file.read_bytes() == OWN
    assert beside.exists()


def test_what_was_made_is_still_pruned(run, demo, index, tmp_path):
    change(demo, "5 mg", "6 mg")
    demo.rename(demo.with_name("renamed.md"))
    assert run("build", "--prune").stdout.count("deleted") == 1
    assert not (tmp_path / "build/demo.pdf").exists()
    assert (tmp_path / "build/renamed.pdf").exists()


def test_a_manifest_has_no_other_file_deleted(run, demo, index, tmp_path):
    manifest = tmp_path / "build/demo.json"
    told = json.loads(manifest.read_text())
    imposed = {"name": "demo-imposed.pdf", "sha256": "0" * 64, "size": 1, "kind": "booklet", "sheet": "A3", "sheets": 1}
    manifest.write_text(json.dumps(told | {"imposed": imposed}))
    own = tmp_path / "build/demo-imposed.pdf"
    own.write_bytes(OWN)
    assert run("build", demo, "--force").returncode == 0
    assert own.read_bytes() == OWN


@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "device", "pipe", "huge"])
def test_an_index_of_another_kind_is_none(run, demo, index, tmp_path, kind):
    path, other = index(), tmp_path / "other.jsonl"
    path.unlink()
    if kind == "link":
        other.write_text("mine")
        path.symlink_to(other)
    elif kind == "dangling link":
        path.symlink_to(other)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        with path.open("wb") as file:
            file.truncate(LARGEST + 1)
    told = run("build", demo)
    assert "Traceback" not in told.stderr
    assert told.returncode in {0, 5}
    assert "unchanged" not in told.stdout
    assert other.read_text() == "mine" if kind == "link" else not other.exists()


def test_the_list_takes_where_a_text_stands_from_its_sign_offs(run, demo, index):
    index(made__approved=True, made__status="approved")
    told = run("list")
    assert "unsigned" in told.stdout
    assert "0 signed off" in told.stdout
    sign(run, demo)
    index(made__approved=False, made__status="DRAFT")
    assert "1 signed off" in run("list").stdout
