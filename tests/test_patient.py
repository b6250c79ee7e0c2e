"""A patient's own file: what is read, what is refused with its place, and that no refusal tells what it read."""

import datetime as dt
import os

import pytest
from conftest import ROOT
from patients import BORN, DAILY, ENGLISH, NAME, NUMBER, PRESCRIBER, SECRET, TOML, fitted, told_nothing

from handouts.errors import ContentError, Place
from handouts.leaflet.wording import Wording, wording
from handouts.model.recipient import Recipient
from handouts.patient.amounts import Measure
from handouts.patient.dose import UnreadDoseError, decimal_mark, read_dose
from handouts.patient.facts import Patient
from handouts.patient.frequency import per_week

GERMAN = Wording("de", {})


def toml(**fields):
    """Return the usual file with other lines; None takes one away."""
    rows = dict(row.split(" = ", 1) for row in TOML.splitlines()) | fields
    return "".join(f"{name} = {value}\n" for name, value in rows.items() if value is not None)


def test_a_file_of_our_own_is_read(tmp_path):
    recipient = fitted(tmp_path, TOML).recipient
    assert (recipient.name, recipient.born, recipient.number) == (NAME, dt.date(1951, 7, 23), NUMBER)
    assert (recipient.dose, recipient.times, recipient.prescriber) == ("10 mg", "once a day", PRESCRIBER)
    assert (recipient.start, recipient.next_visit) == (
        dt.date(2026, 4, 6),
        dt.datetime.fromisoformat("2026-05-04T10:30"),
    )
    flat = {"name": NAME, "born": BORN, "number": NUMBER, "dose": "10 mg", "times": "once a day"}
    assert fitted(tmp_path, flat).recipient.dose == "10 mg"
    assert fitted(tmp_path, flat, dose="5 mg").recipient.dose == "5 mg"


def test_a_single_value_needs_no_patient(tmp_path):
    recipient = fitted(tmp_path, dose="10mg").recipient
    assert (recipient.dose, recipient.name) == ("10 mg", None)
    with pytest.raises(ContentError, match="born: the field is missing"):
        fitted(tmp_path, dose="10 mg", name=NAME, number=NUMBER)


def test_nothing_of_a_recipient_is_shown():
    recipient = Recipient(name=NAME, born=BORN, number=NUMBER, prescriber=PRESCRIBER)
    for told in (repr(recipient), str(recipient), f"{recipient}", repr(Patient({"name": NAME})), repr([recipient])):
        assert not [secret for secret in SECRET if secret in told]
    with pytest.raises(ValueError, match="number") as caught:
        Recipient(name=NAME, number="\u202e" + NUMBER)
    assert NUMBER not in str(caught.value)


def test_any_fact_makes_another_key():
    one = Recipient(name=NAME, born=BORN, number=NUMBER, dose="10 mg")
    facts = {
        "name": "B C",
        "born": "1950-04-04",
        "number": "1",
        "dose": "5 mg",
        "times": "daily",
        "start": "2026-04-01",
    }
    others = [Recipient(**(one.model_dump() | {name: value})) for name, value in facts.items()]
    assert len({other.key for other in (one, *others)}) == len(facts) + 1


@pytest.mark.parametrize("name", ["علی‌رضا محمدی", "José Ñandú", "Anne-Marie O’Neill", "李小龍", "Nguyễn Thị Ánh", "Ng"])
def test_names_of_people_are_names(name):
    assert Recipient(name=name).name == name


OWN = {  # what stands in the file, where the problem is (a line, or none), and what is said of it
    "a date that is two": (toml(start='"03/04/2026"'), 6, "day and month"),
    "a date with dots": (toml(born='"03.04.1950"'), 2, "day and month"),
    "a month": (toml(born='"1950-04"'), 2, "not a date"),
    "a 13th month": (toml(born='"1950-13-04"'), 2, "no such day"),
    "a birth in the future": (toml(born="2026-04-01"), 2, "future"),
    "a birth 131 years ago": (toml(born="1894-04-01"), 2, "130 years"),
    "a start before the birth": (toml(start="1949-01-01"), 6, "before the birth"),
    "a visit before the start": (toml(next_visit="2026-04-05"), 7, "before start"),
    "a visit that is over": (toml(start=None, next_visit="2026-03-30"), 6, "in the past"),
    "a start in another century": (toml(start="2062-04-06", next_visit=None), 6, "ahead"),
    "a visit with a zone": (toml(next_visit="2026-05-04T10:30:00Z"), 7, "time as it is there"),
    "a birth with a time": (toml(born="1950-04-03T10:30:00"), 2, "date alone"),
    "a date as a number": (toml(born="19500403"), 2, "not a date"),
    "no name": (toml(name=None), 0, "name: the field is missing"),
    "no number": (toml(number=None), 0, "number: the field is missing"),
    "no birth": (toml(born=None), 0, "born: the field is missing"),
    "an empty name": (toml(name='" "'), 1, "empty"),
    "a control character": (toml(name=f'"{NAME}\\u0007"'), 1, "no eye sees"),
    "a line end": (toml(name=f'"{NAME}\\nx"'), 1, "no eye sees"),
    "a turned name": (toml(name=f'"{NAME}\\u202e"'), 1, "no eye sees"),
    "an isolated name": (toml(name=f'"\\u2066{NAME}\\u2069"'), 1, "no eye sees"),
    "a hidden sign": (toml(name=f'"{NAME}\\u200b"'), 1, "no eye sees"),
    "a joiner between Latin letters": (toml(name=f'"Ad\\u200da {NAME}"'), 1, "no eye sees"),
    "a letter of private use": (toml(name=f'"{NAME}\\ue000"'), 1, "no eye sees"),
    "marks over marks": (toml(name=f'"{NAME}\\u0300\\u0301\\u0302\\u0303\\u0304\\u0305"'), 1, "marks"),
    "a name of 200 letters": (toml(name=f'"{NAME * 8}"'), 1, "too long"),
    "a name without a letter": (toml(name='"12345"'), 1, "no letter"),
    "a name with an element": (toml(name=f'"<b>{NAME}</b>"'), 1, "sign that no name has"),
    "a number of letters": (toml(number='"Zqxlindamira"'), 3, "figures"),
    "a number with other signs": (toml(number=f'"{NUMBER}?"'), 3, "figures"),
    "a number with an umlaut": (toml(number='"ÄXE-5551273"'), 3, "figures"),
    "a number that is none in TOML": (toml(number="5551273"), 3, "in quotes"),
    "a misspelt field": (toml(nmae='"x"'), 9, "name"),
    "a field that is none": (toml(colour='"x"'), 9, "no field"),
    "a list": (toml(dose='["10 mg"]'), 4, "in quotes"),
    "a field twice": (TOML + 'dose = "5 mg"\n', 9, "TOML"),
    "no TOML": (f"name: {NAME}\n", 1, "TOML"),
    "an open quote": (f'name = "{NAME}\n', 1, "TOML"),
    "nothing": ("  \n", 0, "empty"),
    "XML": (f"<Patient><name>{NAME}</name></Patient>", 0, "XML"),
    "Windows-1252": (f'name = "{NAME}"\nnumber = "é"\n'.encode("cp1252"), 2, "UTF-8"),
    "UTF-16": (TOML.encode("utf-16"), 1, "UTF-16"),
    "a zero byte": (TOML.encode() + b"\0", 9, "zero"),
    "a huge file": (TOML.encode() + b"#" * (5 << 20), 0, "MiB"),
    "JSON with a field twice": (f'{{\n"name": "{NAME}",\n"name": "{NAME}"}}', 3, "twice"),
    "JSON that breaks off": (f'{{\n"name": "{NAME}",\n', 3, "JSON"),
    "a number of a thousand digits": (f'{{"number": {"9" * 1000}}}', 0, "number or a depth"),
    "a depth of ten thousand": ('{"a":' + "[" * 10_000, 0, "JSON|depth"),
    "NaN": ('{"number": NaN}', 0, "number or a depth"),
    "another medicine": (toml(medicine='"Thalidomide"'), 9, "not the monograph's medicine"),
    "a combination": (toml(medicine='"Demolide with codeine"'), 9, "something else beside"),
    "another form": (toml(medicine='"Demolide oral solution"'), 9, "form"),
    "another unit": (toml(dose='"10 micrograms"'), 4, "unit"),
    "a thousand times": (toml(dose='"10,000 mg"'), 4, "ten times"),
    "too little": (toml(dose='"0.1 mg"'), 4, "tenth"),
    "once a week": (toml(times='"once a week"'), 5, "every day"),
    "a dose without a unit": (toml(dose='"10"'), 4, "no unit"),
    "a dose without a number": (toml(dose='"as on the label"'), 4, "no amount"),
    "a trailing zero": (toml(dose='"1.0 mg"'), 4, "zero behind"),
    "a naked decimal": (toml(dose='".5 mg"'), 4, "no figure before"),
    "a comma": (toml(dose='"1,5 mg"'), 4, "two ways"),
    "a zero before": (toml(dose='"05 mg"'), 4, "begins with a zero"),
    "zero": (toml(dose='"0 mg"'), 4, "zero"),
    "a hyphen": (toml(dose='"5-10 mg"'), 4, "sign beside"),
    "a stroke": (toml(dose='"1/2 capsule"'), 4, "sign beside"),
    "a falling range": (toml(dose='"15 to 10 mg"'), 4, "does not rise"),
    "an unknown unit": (toml(dose='"10 blobs"'), 4, "no unit we know"),
    "a micro sign": (toml(dose='"10 µg"'), 4, "misread"),
    "units in short": (toml(dose='"10 U"'), 4, "misread"),
    "a sign": (toml(dose='">10 mg"'), 4, "misread"),
    "an abbreviation": (toml(times='"10 mg BID"'), 5, "abbreviation"),
    "Latin": (toml(times='"q.d."'), 5, "abbreviation"),
    "figures of another script": (toml(dose='"١٠ mg"'), 4, "script"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line", "said"), OWN.values(), ids=OWN)
def test_a_wrong_file_of_our_own_is_refused(tmp_path, content, line, said):
    with pytest.raises(ContentError, match=said) as caught:
        fitted(tmp_path, content)
    told_nothing(caught.value, line)


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    for name in ("pipe.toml", ".", "missing.toml", "/dev/null"):
        with pytest.raises(ContentError, match="plain file|cannot be read|empty"):
            Patient.read([tmp_path / name], {})


def amounts(text, say):
    return [placed.amount for placed in read_dose(text, say, decimal_mark(say.language, say))]


def test_a_dose_is_read_as_it_is_meant():
    def read(text, say=ENGLISH):
        return [(str(each.low), str(each.high), each.unit.name) for each in amounts(text, say)]

    assert read("10 mg") == [("10", "10", "mg")] or read("10 mg") == [("10.0", "10.0", "mg")]
    for text, low, high, unit in (
        ("2 tablets", 2, 2, "tablet"),
        ("2.5 ml", 2.5, 2.5, "ml"),
        ("10 to 15 mg", 10, 15, "mg"),
        ("1,000 micrograms", 1000, 1000, "microgram"),
        ("half a tablet", 0.5, 0.5, "tablet"),
        ("1½ tablets", 1.5, 1.5, "tablet"),
        ("one capsule", 1, 1, "capsule"),
        ("10 mg once a day for 21 days at 8:30", 10, 10, "mg"),
    ):
        (amount,) = amounts(text, ENGLISH)
        assert (amount.low, amount.high, amount.unit.name) == (low, high, unit), text
    assert amounts("0,5 mg", GERMAN)[0].low == amounts("0.5 mg", ENGLISH)[0].low
    for text in ("1.000 mg", "0.5 mg"):
        with pytest.raises(UnreadDoseError):
            amounts(text, GERMAN)
    both = amounts("10 mg in the morning and 5 mg at night", ENGLISH)
    assert [amount.low for amount in both] == [10, 5]
    assert {amount.unit.measure for amount in both} == {Measure.MASS}


def test_how_often_is_read():
    for words, often in (
        ("once a day", 7), ("every Monday", 1), ("twice a week", 2), ("every other day", 3.5), ("every 2 weeks", 0.5),
        ("on Monday and Friday", 2), ("with breakfast", 7), ("as told", None), ("once a week, not every day", 1),
    ):  # fmt: skip
        assert per_week(words, ENGLISH) == often, words
    german = Wording("de", {"once a week": "einmal pro Woche", "once a day": "einmal am Tag"})
    assert (per_week("einmal pro Woche", german), per_week("jeden Montag", german)) == (1, 1)


def test_one_dose_is_not_that_of_two_medicines(tmp_path):
    with pytest.raises(ContentError, match="several medicines"):
        fitted(tmp_path, TOML, several=True)
    assert fitted(tmp_path, TOML + 'medicine = "Brandolide"\n', several=True).recipient.dose == "10 mg"


def test_the_wording_counts(look):
    assert wording("en", look).counted(("{number} tablet", "{number} tablets"), 1) == "1 tablet"
    polish = Wording(
        "pl", {}, {"{number} tablet": ("{number} tabletka", "{number} tabletki", "{number} tabletek")},
        "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2",
    )  # fmt: skip
    said = [polish.counted(("{number} tablet", "{number} tablets"), number) for number in (1, 3, 5)]
    assert said == ["1 tabletka", "3 tabletki", "5 tabletek"]
    assert str(Place("x", 3)) == "x:3"


def test_the_manuals_example_is_read(tmp_path):
    shown = (ROOT / "MANUAL.md").read_text("utf-8").split("## One patient's leaflet")[1]
    example = shown[shown.index("    {\n") : shown.index("    }\n") + 6].replace("Lenalidomide", "Demolide")
    assert fitted(tmp_path, example, text=DAILY).recipient.dose == "10 mg"
