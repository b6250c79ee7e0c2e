"""A patient's dose against the text: how often, with a reason, and by what the front matter says."""

import pytest
from patients import DAILY, ENGLISH, TODAY, WEEKLY, dosed, fitted, timed

from handouts.errors import ContentError
from handouts.patient.facts import Patient
from handouts.reader.monograph import read_monograph


def test_the_weekly_medicine_is_weekly(tmp_path):
    good = ("once a week, on Monday", "every Monday", "on Mondays", "weekly, in the morning", "1 time a week")
    for times in good:
        assert fitted(tmp_path, text=WEEKLY, dose="10 mg", times=times).warnings == ()
    bad = (
        "once a day",
        "daily",
        "every Monday and Thursday",
        "on Monday, in the morning and in the evening",
        "twice a day on Monday",
        "at 8:00 and 20:00 on Monday",
        "twice a week",
        "in the morning",
        "as told",
        "every day",
        "once a week, in the evening, every day",
    )
    for times in bad:
        with pytest.raises(ContentError) as caught:
            fitted(tmp_path, text=WEEKLY, dose="10 mg", times=times)
        assert {problem.code for problem in caught.value.problems} == {"dose-schedule"}
    for repeat in ({"frequency": 1, "period": 1, "periodUnit": "d"}, {"dayOfWeek": ["mon", "thu"]}, {"when": ["MORN"]}):
        request = dosed(timed(repeat), medicationCodeableConcept={"text": "Demoxate 10 mg tablets"})
        with pytest.raises(ContentError, match="once a week"):
            fitted(tmp_path, request, text=WEEKLY)


def test_a_reason_lets_a_dose_pass_and_is_kept(tmp_path):
    kept = fitted(tmp_path, dose="10 mg", times="once a day", text=WEEKLY, despite="asked Dr A")
    assert kept.despite == "asked Dr A"
    assert [problem.code for problem in kept.warnings] == ["dose-schedule"]
    assert not kept.warnings[0].blocks
    assert fitted(tmp_path, dose="10 mg", despite="no need").despite is None


def test_strengths_and_doses_of_the_front_matter_count():
    front = 'form: capsule\nstrengths: ["2.5 mg", "10 mg"]\ndoses: ["5 to 20 mg"]\n'
    monograph = read_monograph(DAILY.replace("form: capsule\n", front).encode(), "demo.md")
    for dose, code in (("5 mg", None), ("12.5 mg", None), ("7 mg", "dose-strength"), ("25 mg", "dose-range")):
        patient = Patient({"dose": dose})
        if code is None:
            assert patient.recipient(monograph, ENGLISH, TODAY, None).warnings == ()
            continue
        with pytest.raises(ContentError) as caught:
            patient.recipient(monograph, ENGLISH, TODAY, None)
        assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("dose", "code"),
    [
        ("12 units", None),
        ("10 ml", "dose-unit"),
        ("2 pens", "dose-unit"),
        ("2 doses", "dose-unit"),
        ("12 mg", "dose-unit"),
        ("4,000 units", "dose-range"),
    ],
)
def test_a_strength_is_no_dose(dose, code):
    """“100 units in 1 ml” tells no one to take millilitres, and a pen is no amount."""
    text = "# Demoglargine\n\n### Dosage\n\nYour dose is in units, in the morning. Pens have 100 units in 1 ml.\n"
    monograph = read_monograph(text.encode(), "demo.md")
    if code is None:
        assert Patient({"dose": dose}).recipient(monograph, ENGLISH, TODAY, None).warnings == ()
        return
    with pytest.raises(ContentError) as caught:
        Patient({"dose": dose}).recipient(monograph, ENGLISH, TODAY, None)
    assert [problem.code for problem in caught.value.problems] == [code]
