"""The box on page 1: whole sentences, of the medicine, the gravest first, on a third of the page."""

import datetime as dt

import pytest
from conftest import CONTENT

import handouts
from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.errors import ContentError
from handouts.leaflet import compose
from handouts.leaflet.danger import Search, dangers
from handouts.leaflet.parts import KeyBox
from handouts.leaflet.wording import wording
from handouts.model.gravity import TABLES
from handouts.model.monograph import Mark, plain
from handouts.model.profile import DEFAULT, PROFILES
from handouts.proof.readback.page_text import read_pages
from handouts.reader.monograph import read_monograph

TODAY = dt.date(2026, 3, 31)


def monograph(text, front=""):
    return read_monograph(f"---\ntitle: Demo\n{front}---\n{text}".encode(), "test.md")


def told(text, front=""):
    """Return what is quoted, a list after its lead-in; white space as one blank."""
    return [
        [" ".join(plain(part).split()) for part in (danger.inline, *danger.items)]
        for danger in dangers(monograph(text, front))
    ]


def key_box(look, text, paper="a4", front="", style="standard"):
    edition = handouts.make_edition(paper=paper, type=style)
    made = compose(monograph(text, front), edition, wording("en", look))
    return next((part for part in made.parts if isinstance(part, KeyBox)), None)


def findings(text, front=""):
    read = MonographText(monograph(text, front), PROFILES[DEFAULT])
    return [finding for finding in check_text(read) if finding.rule == "S06"]


@pytest.mark.parametrize("row", [row for _, table in TABLES for row in table], ids=lambda row: row.example)
def test_every_word_of_danger_reaches_the_box_and_s06_asks_for_nothing_more(row):
    text = f"### Precautions\nDemo is white. {row.example}\n"
    assert any(row.example in passage[0] for passage in told(text))
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Do not take more than 4 g or  \n10 tablets a day.", [["Do not take more than 4 g or 10 tablets a day."]]),
        ("Never take it with vitamins, esp. Vitamin K.", [["Never take it with vitamins, esp. Vitamin K."]]),
        ("#### Do not take it if you\n* are ill\n* are 3", [["Do not take it if you", "are ill", "are 3"]]),
        ("#### Contraindications\n* shock\n", [["Contraindications", "shock"]]),
        ("#### Contraindications\nShock, gout.\n", [["Contraindications", "Shock, gout."]]),
        ("* **Contraindications:** shock, gout.", [["Contraindications: shock, gout."]]),
        (
            "**Who should not use it?**\n\nAnyone with:\n\n* gout\n",
            [["Who should not use it?", "Anyone with:", "gout"]],
        ),
        ("It is dear. They say it can be fatal.", [["It is dear. They say it can be fatal."]]),
        ("Before use:\n\n* Never shake it.\n* Smell it.\n", [["Before use:", "Never shake it."]]),
        ("> Never shake it.", [["Never shake it."]]),
        ("| Dose | Result |\n|---|---|\n| too much | It is fatal. |\n", [["too much", "It is fatal."]]),
        ("Tell us if you ever had:\n\n* a fatal illness in the family\n", []),
        ("The kidneys fail and do not clear it. If symptoms do not stop, call us.", []),
    ],
)
def test_a_danger_is_quoted_whole(text, quoted):
    assert told(f"### Precautions\n{text}\n") == quoted


@pytest.mark.parametrize(
    ("question", "answer", "quoted"),
    [
        ("Can I just stop?", "No. Your nerves need a week.", True),
        ("What if I stop all at once?", "Don't: your mood may swing back.", True),
        ("May I stop taking it?", "Not by yourself.", True),
        ("Can I stop it suddenly?", "Yes, whenever you like.", False),
        ("Do I need to stop it before the dentist?", "No, you do not need to.", False),
        ("Will it stop my periods?", "No, they come back.", False),
        ("Must I stop eating kale?", "No, eat some.", False),
    ],
)
def test_an_answer_that_forbids_to_stop_brings_its_question(question, answer, quoted):
    text = f"### FAQs\n* **Q: {question}** A: {answer}\n"
    assert told(text) == ([[question, answer]] if quoted else [])


def test_a_quoted_answer_brings_its_question_and_its_bare_no():
    text = "### FAQs\n* **Q: Can my wife use it?** A: No. It must not be used by women.\n"
    assert told(text) == [["Can my wife use it?", "No. It must not be used by women."]]


@pytest.mark.parametrize(
    "text",
    [
        "Demo is used to treat life-threatening irregular heartbeats.",
        "Demo is given for fluid in the lungs, which can be life-threatening.",
        "Asthma attacks can be fatal; the inhaler opens the airways.",
        "Severe malaria is fatal without treatment.",
        "Demo leads to the death of cancer cells.",
        "Demo cuts the risk of a fatal stroke.",
        "Demo helps to prevent birth defects.",
    ],
)
def test_the_illness_is_no_danger_of_the_medicine(text):
    assert told(f"### Usage\n{text}\n") == []
    assert findings(f"### Usage\n{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Used for pain, an overdose can be fatal.",
        "Demo is used for pain and can cause fatal bleeding.",
        "Demo eases pain but may kill people with asthma.",
        "It can be fatal to people with cancer.",
        "Demo can cause life-threatening fungal infections.",
        "When it is used to treat children, it can be fatal.",
    ],
)
def test_what_looks_like_the_illness_and_is_none_stays(text):
    assert told(f"### Usage\n{text}\n") == [[text]]


TWO = (
    "### Generic Name: Doxin\n### Precautions\nDo not take it if you are pregnant.\n"
    "### Generic Name: Nysta\n### Precautions\nDo not swallow it at once.\n"
)


def test_each_danger_names_its_medicine_where_a_text_holds_two(look):
    assert [(plain(quote.medicine[0]), plain(quote.inline)) for quote in key_box(look, TWO).quotes] == [
        ("Doxin", "Do not take it if you are pregnant."),
        ("Nysta", "Do not swallow it at once."),
    ]
    one = "### Generic Name\nDoxin\n### Dosage\nNever chew it.\n### Dosage\nNever crush it.\n"
    assert [quote.medicine for quote in key_box(look, one).quotes] == [None, None]


def test_two_medicines_under_headings_of_their_own_are_named(look):
    text = "## Doxin\n### Usage\nNever chew it.\n## Nysta\n### Dosage\nNever crush it.\n"
    assert [plain(quote.medicine[0]) for quote in key_box(look, text).quotes] == ["Doxin", "Nysta"]


def test_what_can_kill_and_who_must_not_take_it_lead(look):
    text = (
        "### Dosage\nNever chew it.\n### Side Effects\nA rash can be fatal.\n"
        "### Precautions\nIt is white.\n\nIt must not be used in gout.\n"
        "### FAQs\n* **Q: Harm?** A: It causes birth defects.\n"
    )
    assert [plain(quote.inline)[:12] for quote in key_box(look, text).quotes] == [
        "Harm?",
        "It must not ",
        "A rash can b",
        "Never chew i",
    ]


def many(count):
    dangers_ = "".join(
        f"Never take it with herb number {number}, whatever the shop says.\n\n" for number in range(count)
    )
    return f"### Precautions\n{dangers_}### Side Effects\nA rash can be fatal.\n"


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("paper", "style"),
    [("a4", "standard"), ("letter", "standard"), ("a4", "large"), ("a5", "standard"), ("a4", "easy")],
)
@pytest.mark.parametrize("count", [3, 6, 12, 25])
def test_the_box_fills_a_third_of_the_page_at_most_and_says_where_the_rest_stands(look, tmp_path, paper, style, count):
    path = tmp_path / "demo.md"
    path.write_text("---\ntitle: Demo\n---\n# Demo\n" + many(count), encoding="utf-8")
    box = key_box(look, many(count), paper, style=style)
    assert plain(box.quotes[0].inline) == "A rash can be fatal."
    left = count + 1 - len(box.quotes)
    assert [(plain(each.inline), each.pointer) for each in box.elsewhere] == (
        [("Precautions", "part 1")] if left else []
    )
    assert findings(many(count)) == []
    edition = handouts.make_edition(paper=paper, type=style)
    page = read_pages(handouts.build_leaflet(path, edition=edition, today=TODAY).pdf)[0]
    assert "My treatment" in page.body


def test_a_list_without_room_is_pointed_to_and_never_cut(look):
    items = "".join(f"* you have had illness number {number}\n" for number in range(30))
    text = f"### Precautions\nDo not take it if:\n\n{items}\n### Side Effects\nA rash can be fatal.\n"
    assert [(plain(quote.inline), quote.items, quote.pointer) for quote in key_box(look, text).quotes] == [
        ("Do not take it if:", (), "The whole list is in part 1"),
        ("A rash can be fatal.", (), "See part 2"),
    ]


def test_the_words_of_danger_are_bold_and_not_the_block(look):
    (quote,) = key_box(look, "### Precautions\nAn overdose of it can be fatal.\n").quotes
    assert [run.text for run in quote.inline if Mark.STRONG in run.marks] == ["fatal"]


def test_a_named_sentence_stands_in_the_box_and_changes_what_is_signed():
    text = "### Precautions\nIt is white. Tell the scan staff about it. Never chew it.\n"
    named = 'key: ["Tell the scan staff about it"]\n'
    assert told(text, named) == [["Tell the scan staff about it. Never chew it."]]
    assert told(text, 'not_key: ["Never chew it."]\n') == []
    digests = {monograph(text, front).digest for front in ("", named, 'not_key: ["Never chew it."]\n')}
    assert len(digests) == 3


@pytest.mark.parametrize(
    ("front", "message", "hint"),
    [
        ('key: ["Tell the surgeon about it."]\n', "Tell the surgeon about it", "“Tell the scan staff about it.”"),
        ('not_key: ["Never chew"]\n', "Never chew", "“Never chew it.”"),
        ('key: ["Never chew it."]\nnot_key: ["Never chew it."]\n', "both", "Take it out"),
    ],
)
def test_a_named_sentence_is_checked_word_for_word(front, message, hint):
    with pytest.raises(ContentError) as caught:
        monograph("### Precautions\nTell the scan staff about it. Never chew it.\n", front)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("unknown-key-sentence", 3)
    assert message in problem.message
    assert hint in problem.hint


def test_a_grave_danger_that_is_left_out_bars_the_sign_off():
    (finding,) = findings("### Precautions\nIt can be fatal.\n", 'not_key: ["It can be fatal."]\n')
    assert (finding.words, finding.place.line) == ("fatal", 6)
    assert "waiver" in finding.hint


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_every_danger_of_the_library_is_told_or_pointed_to(look, path):
    read = read_monograph(path.read_bytes(), path.name)
    made = compose(read, handouts.make_edition(), wording("en", look))
    box = next(part for part in made.parts if isinstance(part, KeyBox))
    printed = {plain(quote.inline) for quote in box.quotes}
    missing = [danger for danger in Search(read).found if plain(danger.inline) not in printed]
    assert bool(missing) == bool(box.elsewhere)
