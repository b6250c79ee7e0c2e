"""What --fix writes: only what a rule names letter for letter; no number changes, and nothing that is not printed."""

import dataclasses
import re

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.check import check_text
from handouts.check.fixing import FIXABLE, digits, edit_of, is_same, mend
from handouts.check.monograph_text import MonographText
from handouts.check.result import Checked
from handouts.errors import Waiver
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

HEAD = "---\ntitle: Zelotin\n---\n# Zelotin\n\n## Dosage\n\n"


def checker(profile="ema"):
    def check(data):
        found = check_text(MonographText(read_monograph(data, "demo.md"), PROFILES[profile]))
        return Checked("demo.md", "Demo", "", found, source=data.decode())

    return check


def mended(text, profile="ema", head=HEAD):
    data = mend((head + text).encode(), checker(profile)).data.decode()
    assert data.startswith(head)
    return data[len(head) :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Take 250mg once a day.", "Take 250 mg once a day."),
        ("Take **250mg** once a day.", "Take **250 mg** once a day."),
        ("Take 4000mg a day.", "Take 4,000 mg a day."),
        ("Take 10-20mg a day.", "Take 10 to 20 mg a day."),
        ("Take 1500–2000 mg a day.", "Take 1,500 to 2,000 mg a day."),
        ("Keep it between 2-8 °C.", "Keep it between 2 and 8 °C."),
        ("It harms 1 of 10000 people.", "It harms 1 of 10,000 people."),
        ("Take Zelotin500 mg.", "Take Zelotin 500 mg."),
        ("| Age | Dose |\n| --- | --- |\n| 2-5 | 50mg |", "| Age | Dose |\n| --- | --- |\n| 2 to 5 | 50 mg |"),
        ("See [250mg](https://x.example/250mg) and 250mg.", "See [250 mg](https://x.example/250mg) and 250 mg."),
    ],
)
def test_what_is_safe_is_written(before, after):
    assert mended(before) == after
    assert mended(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "Take 5.0 mg once a day.",  # a digit would go
        "Take .5 mg once a day.",  # a digit would come
        "Take **250**mg once a day.",
        "A 5-10-day course.",
        "Amlodipine-valsartan 5-160 mg once a day.",
        "Inject Zelomix30 units.",
        "Take 2 200 mg tablets.",
        "Raise it by 200 mg to 400-600 mg.",
        "It is between 2-4 mg and 6 mg.",
        "Take it at once. <!-- 250mg -->",
        "See https://x.example/250mg.",
        "Take `250mg`{: title='250mg'}.",
    ],
)
def test_what_needs_a_thought_is_left(text):
    assert digits(mended(text)) == digits(text)
    assert re.sub("`250 mg`", "`250mg`", mended(text)) == text


def test_a_combined_medicine_keeps_its_strengths():
    head = "---\ntitle: Amlodipine and valsartan\n---\n# Amlodipine and valsartan\n\n## Dosage\n\n"
    assert mended("Take one 5-160 mg tablet.", head=head) == "Take one 5-160 mg tablet."


def test_the_house_style_counts():
    assert mended("Take 250 mg, or 4000 mg.", "nhs") == "Take 250mg, or 4,000mg."


def test_line_ends_marks_and_everything_else_stay_byte_for_byte():
    data = b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode() + b"Take 250mg.  \r\n\r\nRest\tnow.\r\n\r\n\r\n"
    assert mend(data, checker()).data == data.replace(b"250mg", b"250 mg")


def test_what_says_what_to_write_is_asked_when_it_is_written():
    texts = [*(ROOT / "tests/labelled").glob("*.md")]
    assert len(texts) > 30
    found = {finding.rule for path in texts for finding in checker()(path.read_bytes()).open if finding.instead}
    assert found | {"S37"} == set(FIXABLE)  # none of these texts misspells its medicine


def test_a_misspelt_name_is_written_right():
    head = HEAD.replace("Zelotin", "Carbamazepine")
    assert mended("Carbamazipine is taken with food.", head=head) == "Carbamazepine is taken with food."


def test_fields_are_left():
    assert (
        mended("Take 250mg.", head=HEAD.replace("title: Zelotin\n", "title: Zelotin\nform: 250mg\n")) == "Take 250 mg."
    )


def test_a_waived_finding_is_left():
    (found,) = [each for each in checker()((HEAD + "Take 250mg.").encode()).open if each.instead]
    rows = (HEAD + "Take 250mg.").split("\n")
    assert edit_of(found, rows)
    assert edit_of(dataclasses.replace(found, waiver=Waiver("As on the pack", "Ada")), rows) is None


def test_what_is_not_as_it_was_is_seen():
    before = (HEAD + "Take 250mg, and do not stop.").encode()
    edits = mend(before, checker()).edits
    after = before.replace(b"250mg", b"250 mg")
    assert is_same(before, after, edits, "demo.md")
    for wrong in (
        after.replace(b"250", b"520"),
        after.replace(b"do not", b"do"),
        after.replace(b"Take", b"Take it,"),
        after.replace(b"Dosage", b"Storage"),
        after.replace(b"title: Zelotin", b"title: Zelotin\nauthor: Ada"),
        after + b"\n\nRest.",
        before,
    ):
        assert not is_same(before, wrong, edits, "demo.md"), wrong


AMOUNTS = ("250mg", "4000mg", "10-20 mg", "1000 people", "between 2-8 °C", "not", "\n\n- take 5mg", "*5ml*", "12000mg.")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((*AMOUNTS, "take", "stop", "<!-- 9mg -->", "| 5mg |", "`7mg`")), max_size=12))
def test_no_number_and_no_other_word_ever_changes(words):
    text = "Take " + " ".join(words)
    after = mended(text)
    assert digits(after) == digits(text)
    letters = re.compile(r"[^\W\d_]+")
    assert [word for word in letters.findall(after) if word not in {"to", "and"}] == letters.findall(text)
