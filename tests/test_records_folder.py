"""A leaflet into a folder: every file or none, no name of a patient in the names, nothing written over."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import pathlib

import pytest
from mdm_filings import ADA, GIVING, PDF, SITE, filing, taking_back

from handouts import store as storing
from handouts.model.records import Folder, Records
from handouts.records.messages import folder, mdm
from handouts.records.receipt import NotSentError, RefusedError
from handouts.records.senders.folder import send

BESIDE = {folder.FHIR: b'{"resourceType": "Bundle"}', folder.CHART_NOTE: b"Ada Example was given a leaflet.\n"}
LEAFLET = filing(giving=GIVING)


def message(leaflet=LEAFLET, site=SITE):
    return folder.make(leaflet, site, BESIDE | {folder.HL7: mdm.make(leaflet, site)})


def files():
    return folder.files_of(message())


def names(place: pathlib.Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_the_folder_holds_the_leaflet_its_manifest_and_every_message(tmp_path):
    receipt = send(message(), tmp_path)
    assert not receipt.had_it_already
    assert (tmp_path / receipt.location).read_bytes() == PDF
    endings = sorted(name.partition(".")[2] for name in names(tmp_path))
    assert endings == ["fhir.json", "hl7", "json", "note.txt", "pdf"]
    (kept,) = [path for path in tmp_path.glob("*.json") if "fhir" not in path.name]
    assert json.loads(kept.read_bytes())["document"] == LEAFLET.manifest.document


def test_no_name_of_a_file_says_whose_it_is_unless_the_clinic_wants_its_number(tmp_path):
    send(message(), tmp_path)
    assert all(name.startswith(LEAFLET.manifest.document) for name in names(tmp_path))
    assert not any(fact in name for name in names(tmp_path) for fact in (ADA.number, "Ada", "Example", "1950"))
    asked = Records(folder=Folder(patient_number_in_names=True))
    assert folder.file_stem(LEAFLET, asked).startswith(f"{ADA.number}-{LEAFLET.manifest.document}-")


@pytest.mark.parametrize("number", ["../../etc/passwd", "485 777 3456", "/", "..", "a\n\x00b", "ä" * 300])
def test_no_number_leads_out_of_the_folder(tmp_path, number):
    asked = Records(folder=Folder(patient_number_in_names=True))
    leaflet = filing(person=dataclasses.replace(ADA, number=number))
    send(message(leaflet, asked), tmp_path)
    assert len(names(tmp_path)) == 5
    assert names(tmp_path.parent) == [tmp_path.name]


@pytest.fixture
def tmp_path(tmp_path):
    """Give a folder that stands alone in another."""
    place = tmp_path / "outer" / "record"
    place.mkdir(parents=True)
    return place


def test_every_file_is_for_its_owner_only(tmp_path):
    send(message(), tmp_path)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_filed_again_it_is_there_already_and_stays_as_it_is(tmp_path):
    send(message(), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert send(message(), tmp_path).had_it_already
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("moved", range(5))
def test_killed_at_any_moment_it_is_finished_by_the_next_run(tmp_path, monkeypatch, moved):
    moves = itertools.count()
    move = pathlib.Path.replace

    def killed(path, target):
        if next(moves) == moved:
            raise KeyboardInterrupt
        return move(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(pathlib.Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            send(message(), tmp_path)
    there = names(tmp_path)
    assert len(there) == moved
    assert files()[-1].path.name not in there  # the manifest, for which a reader waits
    assert not send(message(), tmp_path).had_it_already
    assert len(names(tmp_path)) == 5
    assert all((tmp_path / each.path).read_bytes() == each.data for each in files())


def test_two_patients_leaflets_never_meet(tmp_path):
    send(message(), tmp_path)
    send(message(filing(person=dataclasses.replace(ADA, number="1"), giving=GIVING)), tmp_path)
    assert len(names(tmp_path)) == 2 * len(files())


def test_the_same_filing_is_the_same_message():
    assert message() == message()


def test_a_retraction_lies_beside_what_it_takes_back(tmp_path):
    send(message(), tmp_path)
    send(folder.retract(taking_back(LEAFLET), SITE, {folder.HL7: mdm.cancel(taking_back(LEAFLET), SITE)}), tmp_path)
    (said,) = tmp_path.glob("*-retracted*")
    assert said.name == folder.file_stem(LEAFLET, SITE) + "-retracted.hl7"
    assert b"MDM^T11" in said.read_bytes()
    assert len(names(tmp_path)) == 6


@pytest.mark.parametrize("number", range(5))
def test_another_content_under_a_name_is_kept_and_nothing_is_written(tmp_path, number):
    other = tmp_path / files()[number].path
    other.write_bytes(b"another's")
    with pytest.raises(RefusedError, match="with another content"):
        send(message(), tmp_path)
    assert names(tmp_path) == [other.name]
    assert other.read_bytes() == b"another's"


def test_a_link_or_a_pipe_under_a_name_is_refused_at_once(tmp_path):
    first, second, *_ = (tmp_path / each.path for each in files())
    os.mkfifo(first)
    with pytest.raises(RefusedError):
        send(message(), tmp_path)
    first.unlink()
    second.symlink_to(tmp_path.parent / "elsewhere")
    with pytest.raises(RefusedError):
        send(message(), tmp_path)
    assert names(tmp_path) == [second.name]


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(NotSentError, match="no such folder"):
        send(message(), tmp_path / "share-that-is-off")
    assert names(tmp_path) == []


def test_on_a_full_disk_nothing_is_written(tmp_path, monkeypatch):
    def full(artifact):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storing, "_written_nameless", full)
    with pytest.raises(NotSentError, match="No space left"):
        send(message(), tmp_path)
    assert names(tmp_path) == []
