"""A whole folder is verified at once: leaflets, imposed pages, packs and a patient's, a line each."""

import json
import re

import pytest
from editing import GOOD
from patients import DAILY, NAME, SECRET, TOML

DAY = ("--today", "2026-03-31")


@pytest.fixture
def folder(run, tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    (tmp_path / "demolide.md").write_text(DAILY)
    (tmp_path / "p.toml").write_text(TOML)
    (tmp_path / "home.toml").write_text('title = "Going home"\nleaflets = ["demolide.md", "demo.md"]\n')
    for command in (
        ("build", "demo.md", "--edition", "standard", "--edition", "booklet"),
        ("build", "demolide.md", "--patient", "p.toml", "--edition", "two-up+a5", "--out", "build/private", *DAY),
        ("pack", "home.toml", *DAY),
    ):
        assert run(*command).returncode == 0
    return tmp_path


def test_each_file_has_its_line_and_the_gravest_code_counts(folder, run):
    private = next(path for path in (folder / "build/private").glob("*.pdf") if "imposed" not in path.name)
    sound = run("verify", "build")
    assert (sound.returncode, sound.stderr) == (0, "")
    *lines, last = sound.stdout.splitlines()
    assert last == "6 of 6 files are as they were made."
    names = ["demo-booklet-imposed.pdf", "demo-booklet.pdf", "demo.pdf", "home.pdf"]
    names += [f"private/{private.stem}-imposed.pdf", f"private/{private.name}"]
    assert [line.partition(":")[0] for line in lines] == [f"build/{name}" for name in names]
    assert [("for paper only" in line, ": proven." in line) for line in lines] == [
        ("imposed" in name, "imposed" not in name) for name in names
    ]

    (folder / "build/demo-booklet-imposed.pdf").write_bytes(b"%PDF-1.7 another")
    (folder / "build/demo.json").unlink()
    (folder / "build/received.pdf").write_bytes(b"%PDF-1.7 of somebody else's")
    manifest = private.with_suffix(".json")
    manifest.write_text(manifest.read_text().replace(NAME, "Another Name"))
    told = run("verify", "build")
    *lines, last = told.stdout.splitlines()
    assert (told.returncode, last) == (4, "3 of 7 files are as they were made.")
    assert [line for line in lines if "not proven" in line] == [
        "build/demo-booklet-imposed.pdf: not proven (pdf-changed).",
        "build/demo.pdf: not proven (no-manifest).",
        f"build/private/{private.name}: not proven (personalised).",
        "build/received.pdf: not proven (no-manifest).",
    ]
    assert "Build it again" in told.stderr
    words = [word for secret in (*SECRET, "Another", "Name") for word in secret.split()]
    assert [word for word in words if word in (told.stdout + told.stderr).replace(str(private), "")] == []


def test_what_is_not_proven_of_a_patients_pack_is_told_without_facts(folder, run):
    (folder / "who.toml").write_text("".join(line + "\n" for line in TOML.splitlines()[:3]))
    assert run("pack", "home.toml", "--patient", "who.toml", "--out", "private", *DAY).returncode == 0
    (manifest,) = (folder / "private").glob("*.json")
    changed = json.loads(manifest.read_text())
    for one in changed["leaflets"]:
        one["leaflet"]["recipient"]["born"] = "1951-07-24"
    manifest.write_text(json.dumps(changed))
    told = run("verify", "private")
    assert told.returncode == 4
    words = {word for secret in (*SECRET, "24 July 1951") for word in secret.split()}
    told_of = [word for word in words if re.search(rf"\b{re.escape(word)}\b", told.stderr)]
    assert told_of == []  # “24” is no word of document 7A24-42DD-5FE9


def test_a_number_that_names_files_is_not_told(folder, run):
    options = ("--patient", "p.toml", "--name-by", "number", "--out", "named", *DAY)
    assert run("build", "demolide.md", "--edition", "standard", "--edition", "two-up+a5", *options).returncode == 0
    sound = run("verify", "named")
    assert sound.returncode == 0
    assert [line.count("named/NUMBER (") for line in sound.stdout.splitlines()] == [1, 1, 1, 0]
    for pdf in (folder / "named").glob("*.pdf"):
        pdf.write_bytes(pdf.read_bytes() + b"\n")
    for name in ("demolide.md", "moved.md"):
        told = run("verify", "named")
        assert told.returncode > 0
        assert [word for word in SECRET if word in told.stdout + told.stderr] == []
        (folder / name).rename(folder / "moved.md")  # then it is not found


def test_a_folder_without_a_leaflet_or_with_a_monograph_is_said(folder, run):
    (folder / "empty").mkdir()
    told = run("verify", "empty")
    assert (told.returncode, "There is no PDF in empty." in told.stderr) == (2, True)
    told = run("verify", "build", "demo.md")
    assert (told.returncode, "handouts verify build" in told.stderr) == (2, True)
