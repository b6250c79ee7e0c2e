"""Doses as pharmacists and record systems send them, held against texts and front matter: printed or refused."""

import functools
import json
import pathlib
import re

import pytest
from patients import PATIENT, REQUEST, TODAY, bundle, changed, quantity, timed

from handouts import look
from handouts.errors import ContentError
from handouts.leaflet.wording import Wording, wording
from handouts.model.monograph import plain
from handouts.patient.facts import Patient
from handouts.patient.products import products_of
from handouts.reader.monograph import read_monograph

HERE = pathlib.Path(__file__).parent
CONTENT = HERE.parent / "content"
ROWS = [
    line
    for line in (HERE / "labelled" / "doses.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]
MEDICINES = (HERE / "labelled" / "dose_monographs.txt").read_text()
INVENTED = dict(part.split("\n", 1) for part in re.split(r"^== ", MEDICINES, flags=re.MULTILINE)[1:])


@functools.cache
def monograph_of(name):
    text = INVENTED.get(name)
    return read_monograph(text.encode() if text else (CONTENT / f"{name}.md").read_bytes(), f"{name}.md")


def prescribed(monograph, dose, times, tmp_path):
    """Return a patient with a dose and times in words, or in FHIR."""
    if not dose.startswith("fhir "):
        return Patient({"dose": dose} | ({"times": times} if times else {}))
    _, value, unit = dose.split()
    medicine = {"text": plain(monograph.title).partition(" (")[0]}
    dosage = timed(json.loads(times), doseAndRate=[{"doseQuantity": quantity(float(value), unit)}])
    path = tmp_path / "p.json"
    request = changed(REQUEST, medicationCodeableConcept=medicine, dosageInstruction=[dosage])
    path.write_text(json.dumps(bundle(PATIENT, request)))
    return Patient.read([path], {})


@pytest.mark.parametrize("row", ROWS)
def test_a_dose_is_printed_or_refused(row, tmp_path):
    mark, name, dose, times = (part.strip() for part in f"{row} | |".split("|")[:4])
    monograph = monograph_of(name)
    patient, say = prescribed(monograph, dose, times, tmp_path), wording(monograph.language, look())
    if mark == "+":
        fitted = patient.recipient(monograph, say, TODAY, None)
        assert fitted.warnings == ()
        if not dose.startswith("fhir "):
            assert (fitted.recipient.dose, fitted.recipient.times or "") == (dose, times)
        return
    with pytest.raises(ContentError) as caught:
        patient.recipient(monograph, say, TODAY, None)
    for problem in caught.value.problems:
        assert dose not in problem.message
        assert problem.hint


def test_what_lacks_its_frequency_is_told_to_say_times():
    with pytest.raises(ContentError) as caught:
        Patient({"dose": "10 mg"}).recipient(monograph_of("methotrexate-once-weekly"), Wording("en", {}), TODAY, None)
    (problem,) = caught.value.problems
    assert problem.code == "dose-schedule"
    assert "`times`" in problem.hint


def test_a_reason_lets_an_ambiguous_dose_pass():
    facts = {"dose": "5 ml", "times": "every 4 hours"}
    fitted = Patient(facts).recipient(monograph_of("oral-morphine-solution"), Wording("en", {}), TODAY, "one bottle")
    assert [problem.code for problem in fitted.warnings] == ["dose-ambiguous"]
    assert fitted.despite == "one bottle"


@pytest.mark.parametrize("name", sorted(path.stem for path in CONTENT.glob("*.md")))
def test_front_matter_and_text_name_no_other_strengths(name):
    """What the text of a medicine names is in its front matter; the leaflet's reader sees one of both."""
    monograph = monograph_of(name)
    metadata = monograph.metadata
    assert metadata.strengths
    text = CONTENT.joinpath(f"{name}.md").read_text().split("### Dosage", 1)[1].split("\n### ", 1)[0]
    told = products_of(metadata.model_copy(update={"strengths": ()}), (text,), "en")
    given = products_of(metadata, (), "en")
    assert told.strengths.known <= given.strengths.known
    assert told.liquids <= given.liquids
