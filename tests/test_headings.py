"""Headings find their chapter whatever slip or number they have; marks of questions are taken off, and no more."""

import dataclasses
import difflib

import pytest
from editing import edition_for, parts_of

from handouts import look
from handouts.errors import TypesettingError
from handouts.leaflet import compose, headings
from handouts.leaflet.parts import Chapter
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.monograph import Question, Role, Run, plain
from handouts.model.walk import lines, monograph_lines
from handouts.model.words.tongues import ABROAD, ENGLISH
from handouts.proof import prove
from handouts.reader import misspelt, names_abroad, roles
from handouts.reader.markings import without_mark
from handouts.reader.searched import Count

NAMES = [(role, name) for role, names in roles.NAMES.items() for name in names.split("|")]


def slips(name):
    """Return a name with two letters of its longest word swapped, one left out, and one typed twice."""
    word = max(name.split(), key=len)
    at = len(word) // 2
    while word[at] == word[at + 1]:
        at -= 1
    typed = (word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :], word[:at] + word[at:])
    return [name.replace(word, each) for each in (*typed[:2], typed[2][: at + 1] + typed[2][at:]) if each != word]


@pytest.mark.parametrize(("role", "name"), [each for each in NAMES if max(map(len, each[1].split())) >= 6])
def test_a_slip_in_a_name_finds_its_chapter(role, name):
    found = [misspelt.meant_role(typed) for typed in slips(name)]
    assert len(found) >= 2
    assert found == [role] * len(found)


def test_no_word_of_its_own_is_a_slip_but_each_would_be_one():
    names = [name for _, name in NAMES]
    assert len(misspelt.OWN) > 60
    for word in misspelt.OWN:
        assert misspelt.meant(word) is None, word
        assert difflib.get_close_matches(word, names, 1, 0.6), word


@pytest.mark.parametrize(
    "heading",
    "Massage|Donating blood|Storing up trouble|Usages in law|Causes|Instructions|Medications|Shortages|Warfarin|"
    "Losartan|Late effects|Drug instructions|Nursing|Users|Roses".split("|"),
)
def test_other_words_are_no_slip(heading):
    assert misspelt.meant(heading) is None
    assert roles.role_of(heading) is not Role.OTHER or misspelt.meant_within(heading) is None


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("4.1 Therapeutic indications", "indication"),
        ("4.2 Posology and method of administration", "dose"),
        ("4.2. Posology", "dose"),
        ("4.3 Contraindications", "precaution"),
        ("4.4 Special warnings and precautions for use", "precaution"),
        ("4.5 Interaction with other medicinal products and other forms of interaction", "precaution"),
        ("4.6 Fertility, pregnancy and lactation", "precaution"),
        ("4.7 Effects on ability to drive and use machines", "precaution"),
        ("4.8 Undesirable effects", "side-effect"),
        ("4.8) Undesirable effects", "side-effect"),
        ("4.9 Overdose", "dose"),
        ("5.1 Pharmacodynamic properties", "mechanism"),
        ("6.3 Shelf life", "storage"),
        ("6.4 Special precautions for storage", "storage"),
        ("1. What Demo is and what it is used for", "indication"),
        ("2. What you need to know before you take Demo", "precaution"),
        ("3. How to take Demo", "dose"),
        ("3. How Demo is given", "dose"),
        ("4. Possible side effects", "side-effect"),
        ("5. How to store Demo", "storage"),
        ("2 DOSAGE AND ADMINISTRATION", "dose"),
        ("5 WARNINGS AND PRECAUTIONS", "precaution"),
        ("BOXED WARNING", "precaution"),
        ("6 Adverse Reactions", "side-effect"),
        ("16 HOW SUPPLIED/STORAGE AND HANDLING", "storage"),
        ("4.2 Dosierung und Art der Anwendung", "dose"),
        ("4.8 Effets indésirables", "side-effect"),
        ("Iron for 4.2 million people", "other"),
        ("3 children", "other"),
        ("Use in children", "other"),
    ],
)
def test_numbered_headings_find_their_chapter(heading, role):
    assert roles.role_of(heading) == role


def test_no_heading_abroad_is_told_twice():
    told = [name for names in names_abroad.ABROAD.values() for name in names.split("|")]
    assert len(told) == len(set(told)) > 100
    assert all(name == roles.folded(name) for name in told)


@pytest.mark.parametrize("tongue", ABROAD, ids=[tongue.language for tongue in ABROAD])
def test_small_words_tell_another_language(tongue):
    assert Count.of(tongue.example).is_foreign


def test_small_words_tell_english():
    assert Count.of(ENGLISH.example).is_english
    for text in (
        "The syndrome of Gilles de la Tourette.",
        "Take café au lait with it.",
        "Per os, in vitro, ad libitum.",
    ):
        assert not Count.of(text).is_foreign, text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Q: May I drive?", "May I drive?"),
        ("Q1. May I drive?", "May I drive?"),
        ("Question 2: May I drive?", "May I drive?"),
        ("1. Q: May I drive?", "1. May I drive?"),
        ("A: Yes.", "Yes."),
        ("Answer: Yes.", "Yes."),
        ("Vitamin A: 800 micrograms", "Vitamin A: 800 micrograms"),
        ("Qualms: none", "Qualms: none"),
        ("As: arsenic", "As: arsenic"),
    ],
)
def test_a_mark_is_all_that_is_taken_off(typed, printed):
    assert without_mark(typed) == printed


def test_a_mark_that_takes_words_along_is_a_loss(read, make):
    text = "### FAQs\n**Q: May I drive?**\n\nA: Do not drive.\n"
    monograph, built = read(text), make(text)
    (section,) = monograph.sections
    (question,) = section.content
    assert isinstance(question, Question)
    assert [line.source for line in lines([question])] == ["Q: May I drive?", "A: Do not drive."]
    answer = dataclasses.replace(question.answer[0], inline=(Run("drive."),))
    swallowed = dataclasses.replace(question, answer_mark="A: Do not", answer=(answer,))
    broken = dataclasses.replace(monograph, sections=(dataclasses.replace(section, content=(swallowed,)),))
    assert [line.source for line in monograph_lines(broken)] == [line.source for line in monograph_lines(monograph)]
    with pytest.raises(TypesettingError, match="more than its mark"):
        prove(broken, compose_as(broken), built.pdf)


def test_a_heading_that_says_what_ours_says_is_printed_once(read):
    text = "### Usage\na\n### SIDE  EFFECTS:\nb\n### How to store it\nc\n### Frequently Asked Questions (FAQs):\nd\n"
    made = compose_as(read(text))
    assert [printed(chapter) for chapter in parts_of(made, Chapter)] == [["Usage"], [""], [""], [""]]


@pytest.mark.parametrize(
    ("ours", "heading"),
    [
        ("Possible side effects", "Side effects in children"),
        ("Possible side effects", "4. Possible side effects"),
        ("Possible side effects", "Adverse effects"),
        ("How to store this medicine", "Storage and handling"),
        ("How to use this medicine", "Dosage (first month)"),
        ("Questions and answers", "Questions for your doctor"),
        ("Before you use this medicine", "Precautions"),
    ],
)
def test_a_heading_that_says_more_than_ours_is_printed(ours, heading):
    assert not headings.says_the_same(heading, ours, "en")


def test_two_sections_of_a_chapter_keep_their_headings(read):
    made = compose_as(read("### Usage\na\n### Side Effects\nb\n### Side effects in children\nc\n"))
    assert printed(parts_of(made, Chapter)[1]) == ["Side Effects", "Side effects in children"]


def test_beside_our_words_in_another_language_every_heading_is_printed():
    assert headings.says_the_same("Storage", "How to store this medicine", "en-GB")
    assert not headings.says_the_same("Storage", "How to store this medicine", "de")


def printed(chapter):
    return [plain(section.heading or ()) for section in chapter.sections]


def compose_as(monograph):
    """Return the leaflet of a monograph for an edition of nobody."""
    return compose(monograph, edition_for(Clinic()), wording("en", look()))
