"""What a clinic may say of itself, and where it stands on paper."""

import pytest
from conftest import CLINIC
from editing import GOOD, edition_for, part_of

from handouts.assets import look
from handouts.errors import ContentError
from handouts.leaflet import compose
from handouts.leaflet.parts import Forms
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic, read_clinic
from handouts.model.edition import Edition
from handouts.reader.monograph import read_monograph

MORE = {
    "address": "1 Hill Road, Hillton HL1 2AB",
    "web": "www.hill-clinic.example",
    "email": "desk@hill-clinic.example",
    "prescriber": "Dr Ada Byron",
}


def leaflet(clinic):
    return compose(read_monograph(GOOD.encode(), "demo.md"), edition_for(clinic), wording("en", look()))


def fields(clinic):
    treatment, contacts = part_of(leaflet(clinic), Forms).forms
    return treatment.fields, contacts.fields


def test_more_of_the_clinic_stands_where_a_patient_looks_for_it():
    treatment, contacts = fields(CLINIC.model_copy(update=MORE))
    assert treatment[-1].label == "Prescriber"
    assert [field.value for field in treatment] == [None, None, None, None, MORE["prescriber"]]
    assert [field.label for field in contacts] == [
        "Clinic", "Address", "Phone", "Open", "Out of hours", "Emergency", "Web", "E-mail"
    ]  # fmt: skip
    assert [contacts[number].value for number in (1, 6, 7)] == [MORE["address"], MORE["web"], MORE["email"]]


def test_the_foot_of_the_page_keeps_the_numbers_only():
    whole, plain = leaflet(CLINIC.model_copy(update=MORE)), leaflet(CLINIC)
    assert whole.running.contacts == plain.running.contacts
    assert [field.label for field in plain.running.contacts] == ["Phone", "Open", "Out of hours", "Emergency"]


def test_what_is_not_given_leaves_no_blank_and_changes_nothing():
    treatment, contacts = fields(Clinic(address=" ", web=""))
    assert [field.label for field in contacts] == ["Clinic", "Phone", "Open", "Out of hours", "Emergency"]
    assert {field.value for field in (*treatment, *contacts)} == {None}
    assert edition_for(CLINIC).model_dump(mode="json")["clinic"].keys() == {
        "name", "phone", "hours", "out_of_hours", "emergency"
    }  # fmt: skip
    assert leaflet(Clinic(name="", phone=" ")) == leaflet(Clinic())
    numbers = {leaflet(CLINIC.model_copy(update={name: value})).identity for name, value in MORE.items()}
    assert len(numbers | {leaflet(CLINIC).identity}) == 5


def test_an_edition_is_kept_and_read_again_whole():
    for clinic in (CLINIC, CLINIC.model_copy(update=MORE)):
        edition = edition_for(clinic)
        assert Edition.model_validate_json(edition.model_dump_json()) == edition


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_long_values_are_proven_on_paper(make, paper):
    clinic = Clinic(
        address="The Old Maltings Health Centre, 114-116 Upper Hillgate Road, Little Hillton, Hillshire HL12 3QQ " * 2,
        web="https://www.hill-clinic-of-the-old-maltings.example/patients/contact/and/a/long/way/down/to/this/page",
        email="reception.and.repeat.prescriptions@the-hill-clinic-of-the-old-maltings.example",
        prescriber="Dr Augusta Ada King-Byron, consultant haematologist and clinical lead for rare disorders",
    )
    assert make(GOOD, edition_for(clinic, paper)).manifest.pages <= 3


def test_verify_proves_them(run, tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    (tmp_path / "clinic.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in MORE.items()))
    assert run("build", "demo.md").returncode == 0
    (tmp_path / "clinic.toml").unlink()
    assert run("verify", "build/demo.pdf").returncode == 0


@pytest.mark.parametrize(
    "web", ["hill.example", "http://hill.example", "https://hill.example:8080/a/b?c=d#e", "a.b.uk"]
)
def test_a_page_on_the_web(web):
    assert Clinic(web=web).web == web


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('web = "our page"', "web: this is no web address; write it as www.hill-clinic.example"),
        ('web = "hill.example/?a=<b>"', "web: this is no web address"),
        ('web = "localhost"', "web: this is no web address"),
        ('web = "ftp://hill.example"', "web: this is no web address"),
        ('email = "desk"', "email: this is no e-mail address; write it as reception@hill-clinic.example"),
        ('email = "a b@hill.example"', "email: this is no e-mail address"),
        ('email = "desk@hill"', "email: this is no e-mail address"),
        ('address = "Hill Road\\nHillton"', "address: write it on one line"),
        (f'address = "{"x" * 201}"', "address: string should have at most 200 characters"),
        (f'prescriber = "{"x" * 121}"', "prescriber: string should have at most 120 characters"),
        ("prescriber = 5", "prescriber: input should be a valid string"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, line, told):
    path = tmp_path / "clinic.toml"
    path.write_text(f'name = "Hill"\n{line}\n')
    with pytest.raises(ContentError) as caught:
        read_clinic(path)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.message[: len(told)]) == (2, told)
