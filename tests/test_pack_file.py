"""The file of a pack: what is wrong in it is said with file, line, field and what to do."""

import pytest

from handouts.errors import ContentError
from handouts.model.pack import read_pack
from handouts.model.sheet import Sheet

GOOD = """title = "Going home"
language = "en-GB"

[[leaflets]]
monograph = "warfarin"

[[leaflets]]
monograph = "texts/metformin.md"
sheets = ["calendar", "diary"]
"""


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "discharge.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_pack(path)

    return read_text


def test_a_good_file_says_all_it_may(read):
    pack = read(GOOD).pack
    assert (pack.title, pack.language) == ("Going home", "en-GB")
    assert [leaflet.monograph for leaflet in pack.leaflets] == ["warfarin", "texts/metformin.md"]
    assert [leaflet.sheets for leaflet in pack.leaflets] == [(), (Sheet.CALENDAR, Sheet.DIARY)]


def test_names_alone_are_enough(read):
    pack = read('title = "Going home"\nleaflets = ["warfarin", {monograph = "metformin", sheets = ["notes"]}]\n').pack
    assert [(each.monograph, each.sheets) for each in pack.leaflets] == [
        ("warfarin", ()),
        ("metformin", (Sheet.NOTES,)),
    ]
    assert pack.language == "en"


LISTED = 'title = "T"\nleaflets = [\n  "warfarin",\n  '
WRONG = {
    "no toml": ("title = \n", 1, "This is not TOML"),
    "an open quote": ('title = "Going home\n', 1, "This is not TOML"),
    "empty": ("", 0, "title: the field is missing"),
    "no leaflets": ('title = "T"\n', 0, "leaflets: the field is missing"),
    "an empty list": ('title = "T"\nleaflets = []\n', 2, "leaflets: tuple should have at least 1 item"),
    "one name, no list": ('title = "T"\nleaflets = "warfarin"\n', 2, "leaflets: input should be a valid tuple"),
    "a number for a leaflet": (LISTED + "5]\n", 4, "leaflets.1: "),
    "an empty name": (LISTED + '""]\n', 4, "leaflets.1.monograph: string should have at least 1 character"),
    "a table without its monograph": (
        GOOD.replace('monograph = "warfarin"', ""),
        4,
        "leaflets.0.monograph: the field is missing",
    ),
    "a title that is a number": (GOOD.replace('"Going home"', "5"), 1, "title: input should be a valid string"),
    "an empty title": (GOOD.replace("Going home", " "), 1, "title: string should have at least 1 character"),
    "a long title": (GOOD.replace("Going home", "x" * 121), 1, "title: string should have at most 120 characters"),
    "a title of two lines": (GOOD.replace("Going home", "Going\\nhome"), 1, "title: write it on one line"),
    "a name of two lines": (
        GOOD.replace("warfarin", "war\\u0007farin"),
        5,
        "leaflets.0.monograph: write it on one line",
    ),
    "a language in words": (GOOD.replace("en-GB", "English"), 2, "language: the value is not in the expected form"),
    "no such language": (GOOD.replace("en-GB", "xx-zz"), 2, "language: there is no language or country “xx”"),
    "no such country": (GOOD.replace("en-GB", "en-zz"), 2, "language: there is no language or country “zz”"),
    "an unknown sheet": (GOOD.replace("diary", "dairy"), 9, "leaflets.1.sheets.1: input should be 'calendar'"),
    "a sheet that is no list": (GOOD.replace('["calendar", "diary"]', '"diary"'), 9, "leaflets.1.sheets: "),
    "a misspelt field": (GOOD.replace("language", "langauge"), 2, "langauge: there is no such field"),
    "a misspelt field of a leaflet": (GOOD.replace("sheets", "sheet"), 9, "leaflets.1.sheet: there is no such field"),
    "a field of the pack below a leaflet": (f'{GOOD}title = "T"\n', 10, "leaflets.1.title: there is no such field"),
    "too many": ('title = "T"\nleaflets = [' + '"a", ' * 41 + "]\n", 2, "leaflets: tuple should have at most 40 items"),
}


@pytest.mark.parametrize(("text", "line", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line_and_field(read, text, line, told):
    with pytest.raises(ContentError) as caught:
        read(text)
    problems = caught.value.problems
    found = next((problem for problem in problems if problem.message.startswith(told)), None)
    assert found, [problem.message for problem in problems]
    assert (found.place.path[-14:], found.place.line) == ("discharge.toml", line)
    assert found.hint
    assert "title: " not in found.hint, "TOML is not YAML"


def test_a_file_that_is_not_there_or_no_text(read, tmp_path):
    with pytest.raises(ContentError, match="cannot be read"):
        read(b"title = '\xff'")
    with pytest.raises(ContentError, match="cannot be read"):
        read_pack(tmp_path / "nothing.toml")


def test_every_mistake_is_told_at_once(read):
    with pytest.raises(ContentError) as caught:
        read(GOOD.replace("Going home", "").replace("diary", "dairy").replace("en-GB", "??"))
    assert [problem.place.line for problem in caught.value.problems] == [1, 2, 9]


def test_the_file_to_fill_in_is_read_as_it_stands(read, look):
    pack = read((look.templates[-1] / "pack.toml").read_text()).pack
    assert [leaflet.monograph for leaflet in pack.leaflets] == ["first-medicine", "second-medicine"]
