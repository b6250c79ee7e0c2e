"""A PDF that holds what it was made of: PDF/A-3a and PDF/UA-1, the same paper, the same bytes each time."""

import io
import json

import pikepdf
import pytest
import verapdf
from conftest import CLINIC
from editing import GOOD, edition_for
from patients import DAILY, NAME, TOML

from handouts.pdf.embedding import Embedded, embed
from handouts.proof.readback.page_text import read_pages

SOURCE = GOOD.replace("Demo eases pain.", "Demo eases pain. <!-- für später -->")


@pytest.fixture
def inside(make):
    return make(SOURCE, edition_for(CLINIC, embed_source=True))


def files_in(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = document.Root.Names.EmbeddedFiles.Names
        assert [each.objgen for each in document.Root.AF] == [named[1].objgen, named[3].objgen][::-1]
        return {
            str(each.UF): (str(each.AFRelationship), str(each.EF.F.Subtype), each.EF.F.read_bytes())
            for each in document.Root.AF
        }


def test_it_holds_the_monograph_and_what_is_known_of_the_leaflet(inside):
    files = files_in(inside.pdf)
    assert files.keys() == {"test.md", "test.json"}
    assert files["test.md"] == ("/Source", "/text/markdown", SOURCE.encode())
    relationship, kind, data = files["test.json"]
    assert (relationship, kind) == ("/Data", "/application/json")
    known, kept = json.loads(data), json.loads(inside.manifest.to_json())
    assert known == {name: value for name, value in kept.items() if name not in {"pdf", "imposed", "findings"}}
    assert known["document"] == inside.manifest.document
    assert known["edition"]["embed_source"] is True


def test_it_is_the_same_paper_and_another_document(inside, make):
    plain = make(SOURCE, edition_for(CLINIC))
    assert read_pages(inside.pdf)[0].body == read_pages(plain.pdf)[0].body
    assert inside.manifest.proof == plain.manifest.proof
    assert inside.manifest.document != plain.manifest.document
    assert make(SOURCE, edition_for(CLINIC, embed_source=True)).pdf == inside.pdf


def test_it_conforms(inside, tmp_path):
    (tmp_path / "inside.pdf").write_bytes(inside.pdf)
    assert {flavour: verapdf.failures(tmp_path / "inside.pdf", flavour) for flavour in ("3a", "ua1")} == {
        "3a": {},
        "ua1": {},
    }
    assert verapdf.failures(tmp_path / "inside.pdf", "2a")  # and does not say that it is what it is not


def test_a_file_that_is_no_archive_is_not_made_one(inside):
    with pytest.raises(ValueError, match="PDF/A-2"):
        embed(inside.pdf, [Embedded("a.md", b"a", "text/markdown", "Source", "A")])


def test_it_is_built_checked_and_proven_at_the_command_line(run, demo, tmp_path):
    assert run("build", demo, "--embed-source").returncode == 0
    assert run("verify", "build/demo.pdf").returncode == 0
    assert "unchanged" in run("build", demo, "--embed-source").stdout
    assert run("build", demo, "--edition", "embed-source+a5", "--out", "other").returncode == 0
    assert (tmp_path / "other/demo-a5-embed-source.pdf").exists()
    checked = run("check", demo, "--embed-source", "--select", "T", "--format", "json")
    assert json.loads(checked.stdout)["files"][0]["findings"] == []


def test_a_patients_own_is_private_and_says_no_less(run, demo, tmp_path):
    (demo.parent / "demolide.md").write_text(DAILY)
    (tmp_path / "patient.toml").write_text(TOML)
    made = run("build", "demolide", "--patient", "patient.toml", "--embed-source", "--out", "private")
    assert made.returncode == 0, made.stderr
    (pdf,) = (tmp_path / "private").glob("*.pdf")
    assert pdf.stat().st_mode & 0o777 == 0o600
    known = json.loads(files_in(pdf.read_bytes())["demolide.json"][2])
    assert known["recipient"]["name"] == NAME
    assert run("verify", pdf).returncode == 0


def test_a_pack_holds_none(run, demo, tmp_path):
    (tmp_path / "pack.toml").write_text('title = "Home"\nleaflets = ["demo.md"]\n')
    told = run("pack", "pack.toml", "--embed-source")
    assert (told.returncode, "A pack holds no files" in told.stderr) == (2, True)


def test_it_goes_into_a_record_as_it_is(run, demo, tmp_path):
    (tmp_path / "patient.toml").write_text(TOML)
    (tmp_path / "filed").mkdir()
    assert run("build", demo, "--embed-source").returncode == 0
    result = run("attach", "build/demo.pdf", "--patient", "patient.toml", "--to", "folder:filed", "--yes")
    assert result.returncode == 0, result.stderr
    (filed,) = (tmp_path / "filed").glob("*.pdf")
    assert filed.read_bytes() == (tmp_path / "build/demo.pdf").read_bytes()
    assert files_in(filed.read_bytes())["demo.md"] == ("/Source", "/text/markdown", GOOD.encode())
    proven = run("verify", filed, demo)
    assert (proven.returncode, "proven. Words:" in proven.stdout) == (0, True)
