"""What the paper shows, in which order, and whose words they are."""

import datetime as dt
import re
from html import unescape

import pytest
from conftest import CLINIC, CONTENT, ROOT
from editing import edition_for, part_of, parts_of

from handouts.leaflet import compose
from handouts.leaflet.parts import About, Chapter, Forms, Header, KeyBox
from handouts.leaflet.printed import Origin
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.monograph import plain
from handouts.reader.monograph import read_monograph

SEED_ORDER = """---
title: Demo
brand_names: [Alpha, Beta]
route: by mouth
sources: [{title: A label, publisher: An agency, date: 2024-05-06}]
---
# Demo
### Generic Name
demoxin
### Usage
For pain.
### Dosage
Take 10 mg. Do not double the dose.
### Side Effects
Common side effects include:
* rash
Serious side effects include:
* bleeding
### How it Works
It rests the nerve.
### Precautions
It can cause birth defects. It is safe otherwise.
### FAQs
* **Q: Why?** A: Because it can be fatal.

**Disclaimer:** Not advice.
"""


def headings(chapter):
    return [plain(section.heading or ()) for section in chapter.sections]


def shown(leaflet, origin=None):
    return [plain(text.inline) for text in leaflet.text() if origin in {None, text.origin}]


def test_chapters_stand_in_the_patients_order(leaflet):
    chapters = parts_of(leaflet(SEED_ORDER), Chapter)
    assert [(chapter.heading, headings(chapter)) for chapter in chapters] == [
        ("What this medicine is and what it is for", ["Usage", "How it Works"]),
        ("Before you use this medicine", ["Precautions"]),
        ("How to use this medicine", ["Dosage"]),
        ("Possible side effects", [""]),
        ("Questions and answers", [""]),
    ]
    assert [chapter.number for chapter in chapters] == [1, 2, 3, 4, 5]


def test_a_short_name_stands_under_the_title(leaflet):
    assert [plain(name.heading) for name in part_of(leaflet(SEED_ORDER), Header).names] == ["Generic Name"]


def test_the_key_box_quotes_every_danger_sentence_and_says_where_it_stands(leaflet):
    quotes = part_of(leaflet(SEED_ORDER), KeyBox).quotes
    assert [(plain(quote.inline), quote.pointer) for quote in quotes] == [
        ("It can cause birth defects.", "See part 2"),
        ("Why?", "See part 5"),
        ("Do not double the dose.", "See part 3"),
    ]
    assert plain(quotes[1].items[0]) == "Because it can be fatal."
    assert quotes[0].line == 22


def test_a_danger_sentence_takes_along_its_list_and_what_it_points_back_to(leaflet):
    made = leaflet(
        "### Precautions\nIt is strong. This can be fatal.\n\n"
        "**Do not take it if:**\n* you are pregnant\n* you are ill\n"
    )
    box = part_of(made, KeyBox)
    assert [(plain(quote.inline), [plain(item) for item in quote.items]) for quote in box.quotes] == [
        ("Do not take it if:", ["you are pregnant", "you are ill"]),
        ("It is strong. This can be fatal.", []),
    ]


def test_no_danger_no_box(leaflet):
    assert part_of(leaflet("### Usage\nFor pain.\n"), KeyBox) is None


def test_unreviewed_text_says_so(leaflet):
    made = leaflet(SEED_ORDER)
    assert part_of(made, Header).notice == made.running.notice == "DRAFT, not clinically reviewed"
    assert part_of(made, About).statement == "This text is a draft. No clinician has signed it off."


def test_without_a_clinic_there_are_blanks_with_one_its_words(leaflet):
    assert {field.value for field in part_of(leaflet(SEED_ORDER), Forms).forms[1].fields} == {None}
    made = leaflet(SEED_ORDER, edition_for(CLINIC))
    assert [field.value for field in part_of(made, Forms).forms[1].fields] == [
        CLINIC.name,
        CLINIC.phone,
        CLINIC.hours,
        CLINIC.out_of_hours,
        CLINIC.emergency,
    ]
    assert [field.value for field in made.running.contacts] == [
        CLINIC.phone,
        CLINIC.hours,
        CLINIC.out_of_hours,
        CLINIC.emergency,
    ]
    assert [field.label for field in part_of(made, Forms).forms[0].fields] == [
        "My dose",
        "When I take it",
        "Start date",
        "Next visit",
        "Prescriber",
    ]


def test_the_date_is_printed_only_when_given(leaflet):
    given = {
        field.label: field.value
        for field in part_of(leaflet(SEED_ORDER, edition_for(issued=dt.date(2026, 3, 1))), About).facts
    }
    assert given["Given on"] == "1 March 2026"
    assert {field.label: field.value for field in part_of(leaflet(SEED_ORDER), About).facts}["Given on"] is None


def test_sources_and_facts_come_from_the_front_matter(leaflet):
    made = leaflet(SEED_ORDER)
    assert part_of(made, About).sources == ("A label, An agency, 6 May 2024",)
    assert [(fact.label, fact.value) for fact in part_of(made, Header).facts] == [
        ("Brand names", "Alpha, Beta"),
        ("How it is taken", "by mouth"),
    ]


def test_the_number_changes_with_text_and_edition_and_with_nothing_else(leaflet):
    number = leaflet(SEED_ORDER).identity
    assert leaflet(SEED_ORDER).identity == number
    others = [
        leaflet(SEED_ORDER.replace("10 mg", "20 mg")),
        leaflet(SEED_ORDER, edition_for(CLINIC)),
        leaflet(SEED_ORDER, edition_for(Clinic(), "letter")),
        leaflet(SEED_ORDER, edition_for(Clinic(), issued=dt.date(2026, 1, 1))),
    ]
    assert len({number, *(other.identity for other in others)}) == 5


def test_stacked_monographs_are_never_mixed(leaflet):
    stacked = "# A and B\n" + "".join(
        f"### Generic Name\n{name}\n### Usage\nfor {name}\n### Dosage\n{name} 1 mg\n" for name in "AB"
    )
    (chapter,) = parts_of(leaflet(stacked), Chapter)
    assert [plain(section.heading) for section in chapter.sections] == ["Generic Name", "Usage", "Dosage"] * 2


def test_unknown_sections_stay_beside_the_one_before(leaflet):
    chapters = parts_of(leaflet("### Usage\na\n### Dosage\nb\n### Travel\nc\n### Storage\nd\n"), Chapter)
    assert [headings(chapter) for chapter in chapters] == [["Usage"], ["Dosage", "Travel"], [""]]


def test_hebrew_runs_from_right_to_left_in_our_english_words(leaflet):
    made = leaflet("# תרופה\n\nזו תרופה לכאב.\n")
    assert (made.language, made.direction, made.wording_language) == ("he", "rtl", "en")


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_every_line_of_a_monograph_is_shown_once(path, look):
    from handouts.model.walk import monograph_lines

    monograph = read_monograph(path.read_bytes(), str(path))
    made = compose(monograph, edition_for(Clinic()), wording("en", look))
    said = {"Side Effects", "Storage", "FAQs"}
    assert said <= {plain(section.heading or ()) for section in monograph.sections}
    written = [plain(line.inline) for line in monograph_lines(monograph) if plain(line.inline) not in said]
    assert len(written) > 50
    assert sorted(written) == sorted(shown(made, Origin.MONOGRAPH)[1:])


def test_the_catalogue_holds_exactly_the_words_we_say(look):
    """Every message in the code is in ``en.po``, and no other."""
    import ast

    from babel.messages.pofile import read_po

    said = set()
    for path in (ROOT / "handouts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in {"say", "phrase", "counted_phrase"}
                and isinstance(node.args[0], ast.Constant)
            ):
                words = tuple(argument.value for argument in node.args)
                said.add(words if len(words) > 1 else words[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"self", "self.say"}:
                said |= {word.value for word in node.args if isinstance(word, ast.Constant) and word.value.strip()}
    with (ROOT / "templates/wording/en.po").open("rb") as file:
        catalogue = {message.id for message in read_po(file) if message.id}
    assert len(said) > 25
    assert said == catalogue


def test_another_language_is_one_file(tmp_path, make, read):
    from handouts.assets import look

    (tmp_path / "wording").mkdir()
    (tmp_path / "wording/it.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "My dose"\nmsgstr "La mia dose"\n', "utf-8"
    )
    monograph = read("---\ntitle: Demo\nlanguage: it\n---\n### Usage\nContro il dolore.\n")
    made = compose(monograph, edition_for(Clinic(), issued=dt.date(2026, 3, 1)), wording("it", look(tmp_path)))
    assert made.wording_language == "it"
    assert part_of(made, Forms).forms[0].fields[0].label == "La mia dose"
    assert part_of(made, About).facts[-1].value == "1 marzo 2026"


def words_of_a_template(text):
    text = unescape(text)
    html = re.sub(r"\{[%{#].*?[#%}]\}|<style>.*?</style>", " ", text, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>|\w+=\"[^\"]*\"", " ", html))


def test_templates_hold_no_words():
    for_staff = {"report.html", "changes.html", "test-sheet.html"}
    paths = [path for path in (ROOT / "templates").rglob("*.html") if path.name not in for_staff]
    assert len(paths) >= 9
    assert words_of_a_template('<p lang="en">{{ text }} Take {# a note #}{% if x %}5{% endif %}</p>') == ["Take"]
    assert [path for path in paths if words_of_a_template(path.read_text("utf-8"))] == []
