"""A patient's leaflet on paper and on disk: what stands on each side, and where nothing of the patient stands."""

import json
import os
import signal
import subprocess
import sys
import time

import pikepdf
import pytest
from conftest import ROOT
from measuring import unmeasured
from patients import (
    BORN,
    DAILY,
    DOSAGE,
    NAME,
    NUMBER,
    PATIENT,
    PRESCRIBER,
    REQUEST,
    SECRET,
    TOML,
    WEEKLY,
    bundle,
    dosed,
    written,
)

from handouts.proof.readback.page_text import read_pages

PRIVATE = 0o600
NOWHERE = [secret.encode() for secret in SECRET]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "demolide.md").write_text(DAILY)
    (tmp_path / "demoxate.md").write_text(WEEKLY)
    (tmp_path / "p.toml").write_text(TOML)
    (tmp_path / "p.json").write_bytes(written(bundle()))
    return tmp_path


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def leaks(paths):
    """Return what of the patient stands in files, as bytes, in any of the encodings a file may have."""
    found = []
    for path in paths:
        data = path.read_bytes()
        found += [(path.name, secret) for secret in NOWHERE if secret in data]
        found += [(path.name, secret) for secret in NOWHERE if secret.decode().encode("utf-16-be") in data]
    return found


def test_the_search_finds_what_is_there(folder):
    assert len(leaks([folder / "p.toml"])) > 5


def test_nothing_of_a_patient_stands_elsewhere(folder, run, tmp_path_factory, monkeypatch):
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(temporary))
    assert run("build", "demolide.md").returncode == 0
    before = {path: path.read_bytes() for path in files_below(folder)}
    logs = []
    for arguments in (
        ("--patient", "p.toml"),
        ("--patient", "p.json", "--json"),
        ("--patient", "p.toml", "--name-by", "number"),
    ):
        result = run("build", "demolide.md", *arguments)
        assert result.returncode == 0, result.stderr
        logs += [result.stdout, result.stderr]
    made = [path for path in files_below(folder) if path not in before]
    assert len(made) == 6
    assert {path: path.read_bytes() for path in before} == before  # index, generic leaflet and manifest as they were
    assert {path.stat().st_mode & 0o777 for path in made} == {PRIVATE}
    log = folder / "log"
    log.write_text("\n".join(logs))
    assert (
        leaks([*(path for path in before if path.name not in {"p.toml", "p.json"}), log, *files_below(temporary)]) == []
    )
    generic = json.loads((folder / "build/demolide.json").read_text())
    assert generic["personalised"] is False
    assert not {"recipient", "despite"} & generic.keys()
    named = sorted(path.name for path in made if path.suffix == ".pdf")
    assert sum(name.startswith(NUMBER) for name in named) == 1  # what was asked for, and nothing else
    for path in made:
        if path.suffix == ".pdf":
            _look_into(path)


def _look_into(path):
    """Hold what a PDF says of itself against what must not be there."""
    with pikepdf.open(path) as pdf:
        about = f"{dict(pdf.docinfo)}{pdf.Root.Metadata.read_bytes().decode()}"
        with pdf.open_outline() as outline:
            about += "".join(str(item.title) for item in outline.root)
    assert "Demolide" in about
    assert not [secret for secret in SECRET if secret in about]


def test_each_side_names_the_patient_and_verify_proves_it(folder, run):
    long = DAILY + "\n".join(f"\n### Part {number}\n\n" + "Rest, and drink some water. " * 90 for number in range(4))
    (folder / "demolide.md").write_text(long)
    assert run("build", "demolide.md", "--patient", "p.toml", "--no-check").returncode == 0
    (pdf,) = (folder / "build").glob("*.pdf")
    pages = read_pages(pdf.read_bytes())
    assert len(pages) > 2
    for page in pages:
        margin = " ".join(page.margins.split())
        assert f"Name {NAME} Born 23 July 1951 Number {NUMBER}" in margin
    first = " ".join(" ".join(page.body for page in pages).split())
    assert "My dose 10 mg When I take it once a day Start date 6 April 2026 Next visit 4 May 2026 at 10:30 AM" in first
    assert f"Prescriber {PRESCRIBER}" in first
    assert "How to use this medicine Your dose 10 mg" in first
    proven = run("verify", pdf, "demolide.md")
    assert (proven.returncode, "proven" in proven.stdout) == (0, True)
    manifest = pdf.with_suffix(".json")
    kept = json.loads(manifest.read_text())
    assert (kept["personalised"], kept["document"], kept["pdf"]["name"]) == (True, pdf.stem, pdf.name)
    assert kept["recipient"]["born"] == BORN
    manifest.write_text(manifest.read_text().replace('"dose": "10 mg"', '"dose": "20 mg"'))
    assert run("verify", pdf, "demolide.md").returncode == 4


def test_another_fact_is_another_document(folder, run):
    for dose in ("10 mg", "5 mg", "10 mg"):
        assert run("build", "demolide.md", "--patient", "p.toml", "--fill", f"dose={dose}").returncode == 0
    assert len([*(folder / "build").glob("*.pdf")]) == 2


def test_a_single_value_is_private_too(folder, run):
    assert run("build", "demolide.md", "--fill", "dose=10 mg").returncode == 0
    made = files_below(folder / "build")
    assert len(made) == 2  # and no index
    assert {path.stat().st_mode & 0o777 for path in made} == {PRIVATE}


def test_a_reason_is_recorded(folder, run):
    arguments = ("build", "demoxate.md", "--fill", "dose=10 mg", "--fill", "times=once a day")
    refused = run(*arguments)
    assert (refused.returncode, "[dose-schedule]" in refused.stderr) == (1, True)
    assert files_below(folder / "build") == []
    assert run(*arguments, "--despite", "asked Dr A").returncode == 0
    (manifest,) = (folder / "build").glob("*.json")
    assert json.loads(manifest.read_text())["despite"] == "asked Dr A"


WRONG_USE = {  # options that do not go together, and what is said
    "a cluster": (("--patient", "p.toml", "--on", "dask"), "--on"),
    "a watch": (("--fill", "dose=10 mg", "--watch"), "--watch"),
    "a prune": (("--patient", "p.toml", "--prune"), "--prune"),
    "a name without a patient": (("--name-by", "number"), "--patient"),
    "a reason without a patient": (("--despite", "I say so"), "--patient"),
    "a fill without a value": (("--fill", "Zqxlindamira"), "dose="),
    "a fill of nothing": (("--fill", f"nmae={NAME}"), "did you mean name"),
    "a fill twice": (("--fill", "dose=5 mg", "--fill", "dose=10 mg"), "twice"),
    "no reason": (("--fill", "dose=5 mg", "--despite", "x"), "reason"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_is_told(folder, run, arguments, said):
    result = run("build", "demolide.md", *arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert not [secret for secret in SECRET if secret in result.stderr + result.stdout]
    assert files_below(folder / "build") == []


def test_a_wrong_file_is_told_in_a_line_with_its_place(folder, run):
    (folder / "p.json").write_bytes(written(dosed(DOSAGE, status="stopped")))
    result = run("build", "demolide.md", "--patient", "p.json")
    assert result.returncode == 1
    assert result.stderr.startswith("p.json:")
    assert "entry[1].resource.status" in result.stderr
    assert "Traceback" not in result.stderr
    assert not [secret for secret in SECRET if secret in result.stderr + result.stdout]


def test_what_cannot_be_printed_is_told_by_its_field(folder, run):
    (folder / "p.toml").write_text(TOML.replace(NAME, f"{NAME} 𒀀𒀁"))
    result = run("build", "demolide.md", "--patient", "p.toml")
    assert (result.returncode, "a letter of the patient's name" in result.stderr) == (4, True)
    assert not [secret for secret in SECRET if secret in result.stderr + result.stdout]


def test_a_fault_of_ours_tells_nothing(folder, run, monkeypatch):
    from handouts.library import personal

    def fail(*_):
        raise KeyError(NAME)

    monkeypatch.setattr(personal, "build", fail)
    result = run("build", "demolide.md", "--patient", "p.toml")
    assert (result.returncode, "KeyError in test_patient_privacy.py" in result.stderr) == (70, True)
    assert not [secret for secret in SECRET if secret in result.stderr + result.stdout]


def test_another_patients_file_is_not_replaced(folder, run):
    assert run("build", "demolide.md", "--patient", "p.toml", "--name-by", "number").returncode == 0
    (folder / "p.toml").write_text(TOML.replace(NUMBER, NUMBER.replace("-", " ")))
    result = run("build", "demolide.md", "--patient", "p.toml", "--name-by", "number")
    assert (result.returncode, "not a leaflet of this patient" in result.stderr) == (5, True)
    assert NUMBER not in result.stderr


def test_one_bundle_is_for_several_leaflets(folder, run):
    other = REQUEST | {"id": "r2", "medicationCodeableConcept": {"text": "Demoxate 10 mg tablets"}}
    weekly = {"frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon"]}
    other["dosageInstruction"] = [DOSAGE | {"timing": {"repeat": weekly}}]
    (folder / "p.json").write_bytes(written(bundle(PATIENT, REQUEST, other)))
    result = run("build", "demolide.md", "demoxate.md", "--patient", "p.json", "--no-check")
    assert result.returncode == 0, result.stderr
    kept = [json.loads(path.read_text()) for path in (folder / "build").glob("*.json")]
    assert {(each["title"], each["recipient"]["times"]) for each in kept} == {
        ("Demolide", "once a day"), ("Demoxate", "once a week, on Monday"),
    }  # fmt: skip


def test_the_schema_is_printed(run):
    schema = json.loads(run("schema", "patient").stdout)
    assert {"name", "born", "number", "dose", "medicine"} <= schema["properties"].keys()
    assert schema["additionalProperties"] is False


def test_a_kill_in_the_middle_leaves_nothing(folder):
    """Killed at many moments, a build leaves whole private files or none, and no other file."""
    command = [sys.executable, "-m", "handouts", "build", "demolide.md", "--patient", "p.toml", "--no-check"]
    environment = unmeasured(PYTHONPATH=str(ROOT), HANDOUTS_TODAY="2026-03-31", TMPDIR=str(folder / "temporary"))
    (folder / "temporary").mkdir()
    for moment_s in (0.2, 0.5, 0.7, 0.8, 0.9, 1.0):
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(moment_s)
        with_its_workers = process.pid
        if process.poll() is None:
            os.killpg(with_its_workers, signal.SIGKILL)
        process.wait()
        made = files_below(folder / "build") if (folder / "build").exists() else []
        assert {path.suffix for path in made} <= {".pdf", ".json"}
        assert [path for path in made if path.name.startswith(".")] == []
        assert {path.stat().st_mode & 0o777 for path in made} <= {PRIVATE}
        assert leaks(files_below(folder / "temporary")) == []
