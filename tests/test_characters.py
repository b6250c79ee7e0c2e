"""Characters nobody sees, or sees as another: refused by name and place, or read as what they mean, and said."""

import pytest
from editing import GOOD

from handouts.errors import ContentError
from handouts.proof.readback.page_text import read_pages
from handouts.reader.characters import TABLE, Verdict, settle
from handouts.reader.monograph import read_monograph, read_text


@pytest.mark.parametrize("signs", TABLE, ids=lambda signs: signs.what)
def test_every_row_does_to_its_example_what_it_says(signs):
    if signs.verdict in {Verdict.REFUSED, Verdict.REFUSED_IN_NUMBERS}:
        with pytest.raises(ContentError, match=signs.what):
            settle(signs.example, "a.md")
    else:
        text, said = settle(signs.example, "a.md")
        assert text != signs.example
        assert [signs.what in problem.message for problem in said] == [True] * (signs.verdict is Verdict.READ_AND_SAID)
    assert signs.why.endswith(".")
    assert signs.source


REFUSED = {
    "a soft hyphen parts a range": ("Take 4\u00ad6 tablets", 7, "soft hyphen"),
    "… as an entity": ("Take 4&shy;6 tablets", 7, "soft hyphen"),
    "… as a number of an entity": ("Take 4&#173;6 tablets", 7, "soft hyphen"),
    "a space of no width parts a range": ("Take 4\u200b6 tablets", 7, "zero width space"),
    "… before a decimal point": ("Take 1\u200b.5 mg", 7, "zero width space"),
    "… behind a comma": ("Take 10,\u2060000 units", 9, "word joiner"),
    "… before a percent sign": ("Use 5\u200d% cream", 6, "zero width joiner"),
    "… behind a comparison": ("Above >\u200b60 kg", 8, "zero width space"),
    "two in a row": ("Take 4\u200b\u00ad6 tablets", 7, "zero width space"),
    "a byte order mark inside a number": ("Take 1\ufeff0 mg", 7, "zero width no-break space"),
    "a sign that turns the line": ("Take \u202e01\u202c mg", 6, "U+202E, right-to-left override"),
    "the same as an entity": ("Take &#8238;01&#8236; mg", 6, "U+202E"),
    "… that sets apart": ("Take \u206710\u2069 mg", 6, "U+2067, right-to-left isolate"),
    "a sign of one font": ("Take \uf0a3 10 mg", 6, "U+F0A3"),
    "a bullet of Word inside a line": ("Take \uf0b7 10 mg", 6, "U+F0B7"),
    "a byte Windows-1252 leaves free": ("Take 10\x8120 mg", 8, "U+0081"),
    "a dash read wrongly": ("Take 10â€“20 mg", 8, "“â€“”"),
    "a degree sign read wrongly": ("Keep below 25 Â°C", 15, "“Â°”"),
    "a comparison read wrongly": ("If you weigh â‰¥50 kg", 14, "“â‰¥”"),
    "an accent read wrongly": ("Prenez une gÃ©lule", 13, "“Ã©”"),
    "Cyrillic read wrongly": ("Ð´Ð¾Ð·Ð° 10 Ð¼Ð³", 1, "Windows-1252"),
    "Chinese read wrongly": ("æ¯\x8fæ—¥ 10", 1, "Windows-1252"),
}


@pytest.mark.parametrize(("line", "column", "named"), REFUSED.values(), ids=REFUSED)
def test_a_sign_that_turns_a_number_is_refused_by_name_and_place(line, column, named):
    with pytest.raises(ContentError) as refused:
        read_text(f"---\r\ntitle: Demo\r\n---\r\n{line}\r\n".encode(), "a.md")
    problem = refused.value.problems[0]
    assert (problem.code, problem.rule) == ("misread-sign", "S12")
    assert (problem.place.line, problem.place.column) == (4, column)
    assert named in problem.message


def test_what_was_meant_is_offered():
    with pytest.raises(ContentError) as refused:
        read_text("Take 10â€“20 mg below 25Â°C.".encode(), "a.md")
    assert [problem.hint for problem in refused.value.problems] == [
        "Write “–”, if that was meant.",
        "Write “°”, if that was meant.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "para\u00adce\u00adta\u00admol 10 mg",  # where a long word may part
        "می\u200cخواهم ۱۰ میلی\u200cگرم",  # Persian is spelt with it
        "קח \u200f10 מ״ג",
        "⚠\ufe0f 10 mg",
        "Take 10 mg.\u200b Then rest.",
        "Prenez «\u00a0À JEUN\u00a0» 10 mg; É\u00a0!",
        "« ALLÉ…», «PUÒ», MANHÃ, Â-Â",
        "Ça va: 10–20 mg, 25 °C, ≥ 50 kg, 10 µg",
        "\u2010 and \u2011",
    ],
)
def test_a_sign_that_turns_nothing_stays(line):
    assert settle(line, "a.md") == (line, ())


def test_controls_are_read_as_windows_would_and_said():
    monograph = read_monograph(GOOD.replace("Take 5 mg", "Don\x92t. Take 10\x9620 mg").encode(), "a.md")
    assert "Don’t. Take 10–20 mg" in monograph.body
    assert [problem.message for problem in monograph.problems if problem.code == "misread-sign"] == [
        "Here stands a sign of Windows-1252 (U+0092). It is read as “’”.",
        "Here stands a sign of Windows-1252 (U+0096). It is read as “–”.",
    ]


@pytest.mark.parametrize("before", ["", "- ", "  * "])
def test_bullets_of_word_are_bullets(before):
    text, said = settle(f"{before}\uf0a7 Take 10 mg\n{before}\uf0d8\tRest", "a.md")
    marker = before or "• "
    assert [line.split() for line in text.split("\n")] == [
        [marker.strip(), "Take", "10", "mg"],
        [marker.strip(), "Rest"],
    ]
    assert said == ()


def test_hyphens_of_one_look_do_not_fail_the_proof(make):
    built = make("### Dosage\nTake the co\u2010codamol and the co\u2011codamol at 8\u20119 a.m.\n")
    assert "codamol" in read_pages(built.pdf)[0].body


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_called_by_its_name(encoding):
    with pytest.raises(ContentError, match="UTF-16") as refused:
        read_text("---\ntitle: Demo – 1\n---\nTake 10 mg.\n".encode(encoding), "a.md")
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place)) == ("not-utf-8", "a.md:1:1")


def test_a_check_of_the_text_refuses_too(run, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(GOOD.replace("Take 5 mg", "Take 4\u00ad6 mg"))
    ended = run("check", path, "--text")
    assert ended.returncode == 1
    assert "a sign nobody sees (U+00AD, soft hyphen)" in ended.stdout + ended.stderr
