"""What clinic.toml may say of printers: read, defaulted, and told with its line where it is wrong."""

import json

import pytest

from handouts.assets import bundled
from handouts.errors import ContentError
from handouts.model.clinic import read_clinic
from handouts.model.edition import Edition
from handouts.model.edition_words import edition_changes
from handouts.model.printing import Colour, Finish, KnownPrinter, PrintDefaults, Sides, is_address
from handouts.model.toml_lines import line_of
from handouts.printing.defaults import defaults_for

GOOD_FILE = """name = "Hill Clinic"
address = "1 Hill Road"

[printing]
printer = "reception"

[printing.printers.reception]
address = "ipps://printer.hill-clinic.example:631/ipp/print"
fingerprint = "{digits}"

[printing.printers."front desk"]
address = "ipp://192.0.2.7/ipp/print"
ca = "authority.pem"

[printing.editions.large]
tray = "tray-2"
sides = "one"
finish = ["staple"]

[printing.editions."letter+large"]
printer = "front desk"
finish = []

[printing.editions.grey]
colour = "grey"

[printing.editions."a4+booklet"]
sides = "short"
finish = ["booklet"]

[printing.editions.standard]
tray = "tray-1"
""".format(digits="ab" * 32)

WRONG = {
    'address = "ipps://printer.hill-clinic.example:631/ipp/print"': {
        'address = "printer.hill-clinic.example"': "no printer's address",
        'address = "http://printer.hill-clinic.example/"': "no printer's address",
        'address = "ipp://nurse:word@printer.example/"': "no printer's address",
        'address = "ipp://printer.example:99999/"': "no printer's address",
        "address = 5": "input should be a valid string",
        'adress = "ipp://printer.example/"': "there is no such field",
    },
    f'fingerprint = "{"ab" * 32}"': {
        'fingerprint = "abc"': "no SHA-256 fingerprint",
        "fingerprint = 7": "valid string",
    },
    'sides = "one"': {'sides = "both"': "input should be 'one', 'long' or 'short'"},
    'finish = ["staple"]': {'finish = ["glue"]': "input should be 'staple', 'punch' or 'booklet'"},
    'printer = "front desk"': {"printer = 3": "valid string", 'printer = ""': "at least 1"},
}


@pytest.fixture
def settings(tmp_path):
    def read(text=GOOD_FILE):
        path = tmp_path / "clinic.toml"
        path.write_text(text)
        return read_clinic(path)

    return read


def defaults(settings, look, words):
    return defaults_for(Edition.of(look, **edition_changes(words, look)), settings, look)


@pytest.mark.parametrize(
    ("good", "wrong", "told"), [(good, *pair) for good, rows in WRONG.items() for pair in rows.items()]
)
def test_what_is_wrong_is_said_with_its_line_and_a_hint(settings, good, wrong, told):
    with pytest.raises(ContentError) as caught:
        settings(GOOD_FILE.replace(good, wrong))
    problem = next(each for each in caught.value.problems if told in each.message)
    assert GOOD_FILE.replace(good, wrong).splitlines()[problem.place.line - 1] == wrong
    assert problem.hint


def test_a_printer_without_an_address_is_told_at_its_heading(settings):
    with pytest.raises(ContentError) as caught:
        settings('[printing.printers.desk]\nca = "a.pem"\n')
    (problem,) = caught.value.problems
    assert problem.message == "printing.printers.desk.address: the field is missing"
    assert problem.place.line == 1


@pytest.mark.parametrize("name", ['""', '"ipp://printer.example/"', r'"desk\u001b[2J"'])
def test_a_name_that_nobody_could_ask_for_is_refused(settings, name):
    with pytest.raises(ContentError) as caught:
        settings(f'\n[printing.printers.{name}]\naddress = "ipp://printer.example/"\n')
    (problem,) = caught.value.problems
    assert "a printer's name stands on one line" in problem.message
    assert problem.place.line == 2


def test_words_of_no_edition_are_told_with_their_line(settings, look):
    text = GOOD_FILE.replace('"letter+large"', '"letter+larg"')
    with pytest.raises(ContentError) as caught:
        defaults(settings(text), look, "grey")
    (problem,) = caught.value.problems
    assert "“larg”" in problem.message
    assert "large" in problem.hint
    assert text.splitlines()[problem.place.line - 1] == '[printing.editions."letter+larg"]'


def test_words_that_contradict_each_other_are_told(settings, look):
    with pytest.raises(ContentError, match="contradict"):
        defaults(settings('[printing.editions]\n"large+easy".tray = "x"\n'), look, "a4")


def test_an_entry_counts_for_every_edition_that_has_its_words(settings, look):
    clinic = settings()
    large = defaults(clinic, look, "large")
    assert (large.printer, large.tray, large.sides) == ("reception", "tray-2", Sides.ONE)
    assert large.finish == (Finish.STAPLE,)
    grey = defaults(clinic, look, "large+grey")
    assert (grey.tray, grey.colour) == ("tray-2", Colour.GREY)


def test_the_more_words_the_more_an_entry_counts(settings, look):
    both = defaults(settings(), look, "large+letter+grey")
    assert (both.printer, both.tray, both.colour) == ("front desk", "tray-2", Colour.GREY)
    assert both.finish == ()  # said to be none


def test_the_usual_edition_is_called_standard(settings, look):
    clinic = settings()
    assert defaults(clinic, look, "standard").tray == "tray-1"
    assert defaults(clinic, look, "a5").tray == "tray-1"
    assert defaults(clinic, look, "easy").tray is None


def test_a_booklet_on_a_sheet_is_known_by_its_pages(settings, look):
    words = edition_changes("booklet", look) | {"paper": "a5"}
    assert defaults_for(Edition.of(look, **words), settings(), look).sides is Sides.SHORT


def test_without_a_word_of_printers_nothing_is_set(settings, look):
    assert defaults(settings(""), look, "large").model_fields_set <= {"printer"}
    assert defaults(settings(""), look, "large").printer is None


@pytest.mark.parametrize("address", ["ipp://h", "ipps://h:631/a/b", "ipp://[::1]:631/", "ipp://192.0.2.7/printers/x"])
def test_an_address_is_one(address):
    assert is_address(address)


@pytest.mark.parametrize(
    "address", ["ipp://", "ipp://[::1", "ipp://h:0/", "ipp://h /", "ipp://h/\x07", "h", "lpd://h/"]
)
def test_what_is_no_address_is_refused(address):
    assert not is_address(address)


TOML = """title = "x"
[[contacts]]
label = "a"
[[contacts]]
label = "b"
[printing.printers."a = b"]
address = "#"
[printing.editions]
large.tray = "x"
letter = { tray = "y" }
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("contacts", 1, "label"), 5),
        (("contacts", 1, "number"), 4),
        (("printing", "editions", "large", "tray"), 9),
        (("printing", "editions", "large", "sides"), 9),
        (("printing", "editions", "letter", "tray"), 10),
        (("printing", "editions"), 8),
        (("label",), 0),
    ],
)
def test_a_field_has_a_line(path, line):
    assert line_of(TOML, path) == line


def test_the_file_of_a_new_folder_shows_how_with_all_its_examples_on(settings, look):
    text = (bundled("templates") / "clinic.toml").read_text()
    part = text[text.index("# [printing]") :].split("\n\n# How strict")[0]
    shown = "\n".join(row.removeprefix("# ") for row in part.splitlines())
    clinic = settings(shown)
    assert clinic.printing.printer in clinic.printing.printers
    assert defaults(clinic, look, "large").tray == "tray-2"
    assert all(name in shown for model in (KnownPrinter, PrintDefaults) for name in model.model_fields)


def test_the_schema_knows_it(run):
    schema = json.loads(run("schema", "clinic").stdout)
    assert {"printer", "printers", "editions"} <= schema["$defs"]["Printing"]["properties"].keys()
