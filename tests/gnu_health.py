"""Files a leaflet in a real record system, GNU Health, and prints what came of it, with the seconds it took.

Run ``python tests/gnu_health.py [ENVIRONMENT]``. GNU Health is GPL, so it has an environment of its own (37 packages,
made where the one named is not there, and kept) and is spoken to over the wire alone; the suite does without it. It
takes no document by a standard of records: what lies in ``folder:DIR`` is attached by `tryton.file_in`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tomllib

import psutil
from conftest import ROOT
from tryton import GnuHealth, Patient, Steps, WrongPatientError, file_in, written

NAME, BORN, NUMBER, OTHER_NUMBER = "Zoë Vwkbottomley", dt.date(1951, 7, 23), "RXE-5551273", "RXE-5551274"
GIVEN = ("--by", "Nurse Kim Okoro", "--understood", "One tablet every evening, never two.", "--yes")
CHANGES = (  # of what the record says of the patient, after the leaflet was made: what, to what, and how it was
    ("dob", written(BORN.replace(day=24)), written(BORN)),
    ("lastname", "Sample", NAME.split()[1]),
    ("ref", "RXE-5551275", NUMBER),
)


def handouts(desk: pathlib.Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line in a clinic's folder; whatever it says, it names no patient."""
    command = [sys.executable, "-m", "handouts", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, check=False)
    assert not [fact for fact in (*NAME.split(), NUMBER, str(BORN)) if fact in done.stdout + done.stderr]
    return done


def attach(desk: pathlib.Path, what: object, patient: str, folder: str) -> subprocess.CompletedProcess[str]:
    return handouts(desk, "attach", what, "--patient", patient, "--to", f"folder:{folder}", *GIVEN, "--json")


def write_patient_file(ehr: GnuHealth, number: str, path: pathlib.Path) -> None:
    """Write who a patient is, as the system knows it, for their owner alone."""
    _, known = ehr.find(number)
    path.touch(mode=0o600)
    name, own = json.dumps(known.name, ensure_ascii=False), json.dumps(known.number)
    path.write_text(f"name = {name}\nborn = {known.born}\nnumber = {own}\n")
    assert tomllib.loads(path.read_text()) == {"name": NAME, "born": BORN, "number": number}


def refused(ehr: GnuHealth, record: int, folder: pathlib.Path) -> str:
    """Return why what lies in a folder is refused; nothing more is attached then."""
    before = ehr.attached(record)
    try:
        file_in(ehr, record, folder)
    except WrongPatientError as error:
        assert ehr.attached(record) == before
        return f"refused, {error}"
    raise AssertionError("it was not refused")


def make_and_mistake(ehr: GnuHealth, desk: pathlib.Path, steps: Steps) -> int:
    """Make a patient's leaflet, and try to file it where it does not belong; return the patient's record."""
    with steps.take("two patients of one name and one date of birth are admitted"):
        record, other = (ehr.admit(Patient(number, NAME, BORN)) for number in (NUMBER, OTHER_NUMBER))
    with steps.take("their patient files are written from it"):
        write_patient_file(ehr, NUMBER, desk / "patient.toml")
        write_patient_file(ehr, OTHER_NUMBER, desk / "other.toml")
    with steps.take("handouts attach warfarin --to folder:filed") as said:
        done = attach(desk, "warfarin", "patient.toml", "filed")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert (told["state"], len([*(desk / "filed").iterdir()])) == ("filed", 5)
        said.append(f"document {told['document']}")
    with steps.take("handouts attach of that paper for the other patient") as said:
        (paper,) = (desk / "filed").glob("*.pdf")
        done = attach(desk, paper, "other.toml", "wrong")
        assert done.returncode == 5
        assert "another number" in done.stderr
        assert [*(desk / "wrong").iterdir()] == []
        said.append("refused, exit 5, another number")
    with steps.take("the folder into the other patient's record") as said:
        said.append(refused(ehr, other, desk / "filed"))
        assert ehr.attached(other) == {}
    for field, wrong, right in CHANGES:
        with steps.take(f"the folder, with another {field} in the record") as said:
            ehr.correct(record, field, wrong)
            said.append(refused(ehr, record, desk / "filed"))
            ehr.correct(record, field, right)
    return record


def file_and_read_back(ehr: GnuHealth, record: int, desk: pathlib.Path, steps: Steps) -> None:
    """File a leaflet once, though an answer is lost and it is filed again, and prove what the record gives back."""
    (paper,) = (desk / "filed").glob("*.pdf")
    kept = {path.suffix: path.read_bytes() for path in (paper, paper.with_suffix(".json"))}
    with steps.take("the folder into the patient's record, and an answer is lost") as said:
        ehr.loses_answer = True
        try:
            file_in(ehr, record, desk / "filed")
        except ConnectionError:
            said.append(f"{len(ehr.attached(record))} attachment")
    for again, new in (("once more", 1), ("a third time", 0)):
        with steps.take(f"the folder {again}") as said:
            assert file_in(ehr, record, desk / "filed") == new
            held = ehr.attached(record)
            assert sorted(len(each) for each in held.values()) == [1, 1], "one paper and one manifest, each once"
            said.append(f"{new} new, {len(held)} in all")
    with steps.take("what the record gives back") as said:
        back = {pathlib.Path(name).suffix: data for name, (data,) in ehr.attached(record).items()}
        assert {suffix: _digest(data) for suffix, data in back.items()} == {
            suffix: _digest(data) for suffix, data in kept.items()
        }
        said.append(f"{len(back['.pdf'])} bytes, the same SHA-256 as filed: {_digest(back['.pdf'])[:12]}…")
    with steps.take("handouts verify of it") as said:
        for suffix, data in back.items():
            (desk / f"back/warfarin{suffix}").write_bytes(data)
        done = handouts(desk, "verify", "back/warfarin.pdf")
        assert (done.returncode, "proven" in done.stdout) == (0, True), done.stdout + done.stderr
        said.append("proven, exit 0")
    with steps.take("handouts verify of it with one byte more") as said:
        (desk / "back/warfarin.pdf").write_bytes(back[".pdf"] + b"\n")
        done = handouts(desk, "verify", "back/warfarin.pdf")
        assert (done.returncode, "pdf-changed" in done.stderr) == (4, True), done.stdout + done.stderr
        said.append("refused, exit 4, pdf-changed")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    steps, named = Steps(), sys.argv[1:2]
    with GnuHealth(pathlib.Path(named[0]).resolve() if named else None, steps) as ehr:
        with steps.take("the server is up, and a user logged in") as said:
            ehr.start_somewhere()
            ehr.log_in()
            said.append(ehr.versions)
        desk = ehr.folder / "desk"
        for name in ("content", "filed", "wrong", "back"):
            (desk / name).mkdir(parents=True)
        (desk / "content/warfarin.md").write_bytes((ROOT / "content/warfarin.md").read_bytes())
        record = make_and_mistake(ehr, desk, steps)
        file_and_read_back(ehr, record, desk, steps)
        assert ehr.process is not None
        memory = psutil.Process(ehr.process.pid).memory_info().rss / 2**20
        sys.stdout.write(f"All of it holds. The server took {memory:.0f} MB.\n")


if __name__ == "__main__":
    sys.exit(main())
