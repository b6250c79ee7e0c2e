"""Urgency is the author's: which words draw a box, what heads it, where it stands, and what a reviewer may set."""

import pytest
from conftest import CLINIC
from editing import edition_for, parts_of

from handouts.leaflet.parts import Chapter
from handouts.leaflet.printed import Origin
from handouts.model.monograph import plain
from handouts.model.urgency import Urgency
from handouts.model.walk import lines
from handouts.proof.readback.page_text import read_pages


def boxes(made):
    """Return the groups of the chapter on side effects: band, label, and the first words of each line."""
    (section,) = parts_of(made, Chapter)[0].sections
    return [
        (group.band, group.label, [plain(line.inline).split(" ")[0] for line in lines(group.content)])
        for group in section.groups
    ]


def test_only_the_authors_own_order_draws_a_box_and_heads_it(leaflet):
    text = (
        "### Side Effects\n**Get help at once:**\n* choking\n\n**Tell us soon:**\n* bruises\n\n"
        "**Mention at the next visit:**\n* itch\n\n**Common side effects:**\n* rash\n\nNothing else is known.\n"
    )
    assert boxes(leaflet(text)) == [
        (Urgency.NOW, None, ["Get", "choking"]),
        (Urgency.TODAY, None, ["Tell", "bruises"]),
        (Urgency.VISIT, None, ["Mention", "itch"]),
        (None, None, ["Common", "rash", "Nothing"]),
    ]
    assert parts_of(leaflet(text), Chapter)[0].sections[0].note is None


@pytest.mark.parametrize(
    "lead",
    [
        "Serious side effects:",
        "Common side effects (1 in 10 people):",
        "Life-threatening reactions:",
        "These are not an emergency:",
        "You do not need to call us about:",
        "These rarely need medical attention:",
        "Should I call my doctor about these?",
        "Call your doctor for medical advice about side effects:",
    ],
)
def test_a_grade_or_a_denied_order_draws_no_box(leaflet, lead):
    made = leaflet(f"### Side Effects\n**{lead}**\n\n* rash\n")
    assert [band for band, *_ in boxes(made)] == [None]


def test_an_order_in_a_label_boxes_its_items_only(leaflet):
    made = leaflet("### Side Effects\n* **Common:** rash\n* **Mild:** itch\n* **Call us today for:** bruises\n")
    assert boxes(made) == [(None, None, ["Common:", "Mild:"]), (Urgency.TODAY, None, ["Call"])]
    made = leaflet("### Side Effects\n* Call 999 for fits\n* Ring us today for a rash\n* Ring us today for a fever\n")
    assert [(band, len(said)) for band, _, said in boxes(made)] == [(Urgency.NOW, 1), (Urgency.TODAY, 2)]
    made = leaflet("### Side Effects\n* **Common:** rash\n* **Serious:** bleeding\n")
    assert boxes(made) == [(None, None, ["Common:", "Serious:"])]


@pytest.mark.parametrize(
    "lead",
    [
        "Call 999 immediately if you have:",
        "**Serious side effects:** Call 999 now for:",
        "Call 999 if you have:",
        "Seek urgent medical attention if you have:",
    ],
)
def test_an_emergency_is_never_put_off_to_today(leaflet, lead):
    made = leaflet(f"### Side Effects\n{lead}\n* bleeding\n")
    (group,) = parts_of(made, Chapter)[0].sections[0].groups
    assert group.band is Urgency.NOW


def test_a_grave_lead_in_boxes_its_paragraphs_as_it_would_a_list(leaflet):
    made = leaflet("### Side Effects\n**Ring 999**\n\nA fall counts.\n\nSo does fever.\n\n**Seen:**\n* itch\n")
    assert boxes(made) == [(Urgency.NOW, None, ["Ring", "A", "So"]), (None, None, ["Seen:", "itch"])]


def test_an_order_after_a_list_closes_the_box_of_the_list_it_speaks_of(leaflet):
    made = leaflet("### Side Effects\n**Serious:**\n* fever\n\nIf you get any of these, call your doctor at once.\n")
    assert boxes(made) == [(Urgency.NOW, None, ["Serious:", "fever", "If"])]
    made = leaflet("### Side Effects\n**Common:**\n* itch\n\n**Urgent**\n* fever\n\nDial 999.\n")
    assert boxes(made) == [(Urgency.NOW, None, ["Urgent", "fever", "Dial"]), (None, None, ["Common:", "itch"])]
    made = leaflet("### Side Effects\n**Common:**\n* itch\n\nCall 999 if your throat swells.\n")
    assert boxes(made) == [(None, None, ["Common:", "itch"]), (Urgency.NOW, None, ["Call"])]


def test_a_section_whose_own_heading_orders_something_is_boxed_too(leaflet):
    made = leaflet("### Side Effects\n* wind\n\n### When to get emergency help\n* choking\n\nIt is rare.\n")
    (_, section) = parts_of(made, Chapter)[0].sections
    assert [group.band for group in section.groups] == [Urgency.NOW, None]
    made = leaflet("### Side Effects\n* wind\n\n### When to throw it away\n* after a year\n")
    assert [group.band for section in parts_of(made, Chapter)[0].sections for group in section.groups] == [None, None]


def test_in_another_language_no_english_word_is_looked_for(leaflet):
    made = leaflet("---\ntitle: Demo\nlanguage: de\n---\n### Side Effects\n**Call 999 now for:**\n* Fieber\n")
    assert [band for band, *_ in boxes(made)] == [None]


ORDER = "**Common:**\n* wind\n\n**Call us today for:**\n* bruises\n\n**{last}**\n* {sign}\n"


def heads(made):
    return [group[2][-1] for group in boxes(made)]


def test_the_gravest_stretch_stands_first_whole(leaflet):
    made = leaflet("### Side Effects\n" + ORDER.format(last="Get emergency help for:", sign="choking"))
    assert heads(made) == ["choking", "bruises", "wind"]
    made = leaflet("### Side Effects\n**Common:**\n* wind\n\n**Serious:**\n* bleeding\n")
    assert boxes(made) == [(None, None, ["Serious:", "bleeding"]), (None, None, ["Common:", "wind"])]
    made = leaflet("### Common Side Effects\n* wind\n\n### Serious Side Effects\n* bleeding\n")
    assert [plain(each.heading) for each in parts_of(made, Chapter)[0].sections] == [
        "Serious Side Effects",
        "Common Side Effects",
    ]


def test_what_ends_the_section_goes_on_ending_it(leaflet):
    made = leaflet("### Side Effects\n**Common:**\n* wind\n\n**Serious:**\n* fever\n\nThis is not a complete list.\n")
    assert boxes(made) == [
        (None, None, ["Serious:", "fever"]),
        (None, None, ["Common:", "wind"]),
        (None, None, ["This"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**Common:**\n* wind\n\n**Other effects: get emergency help for**\n* choking\n",
        "**Common:**\n* wind\n\n**Also call 999 for:**\n* choking\n",
        "**Common:**\n* wind\n\n**Call 999 for:**\n* choking\n* more than the signs listed above\n",
        "**Common:**\n* wind\n\n**Call 999 for:**\n* choking\n\nThe effects of both groups pass.\n",
        "**Common:**\n* wind\n\n**Serious:**\n* choking\n\nIf you get any of these, call your doctor at once.\n",
        "**Tell us next time about:**\n* wind\n\n**Beep the houseman immediately:**\n* choking\n",
        "**In adults**\n\n**Common:**\n* wind\n\n**Call 999 for:**\n* choking\n",
        "Common ones are:\n* wind\n\nCall 999 for:\n* choking\n",
        "#### Common\n* wind\n\n**Call 999 for:**\n* choking\n",
    ],
)
def test_a_stretch_that_leans_on_another_keeps_its_place(leaflet, text):
    section = parts_of(leaflet(f"### Side Effects\n{text}"), Chapter)[0].sections[0]
    said = [plain(line.inline) for group in section.groups for line in lines(group.content)]
    assert said.index("wind") < said.index("choking")


def test_the_clinics_emergency_number_stands_in_the_gravest_box_only(leaflet):
    text = "### Side Effects\n**Get help at once if:**\n* choking\n\n**Tell us soon about:**\n* bruises\n"
    groups = parts_of(leaflet(text, edition_for(CLINIC)), Chapter)[0].sections[0].groups
    assert [group.number and (group.number.label, group.number.value) for group in groups] == [
        ("Emergency", "112"),
        None,
    ]
    assert ("Emergency", Origin.WORDING) in [(plain(text.inline), text.origin) for text in groups[0].text()]
    assert ("112", Origin.INPUT) in [(plain(text.inline), text.origin) for text in groups[0].text()]
    assert {group.number for group in parts_of(leaflet(text), Chapter)[0].sections[0].groups} == {None}


CHOSEN = "---\ntitle: Demo\nurgency: fields\n---\n### Side Effects\n#### Skin\n* blisters\n\n#### Sleep\n* tiredness\n"


def test_a_reviewer_sets_the_urgency_of_a_stretch_by_its_heading(leaflet):
    made = leaflet(CHOSEN.replace("fields", "{skin: now, Sleep: next visit}"))
    assert boxes(made) == [
        (Urgency.NOW, "What to do: get help now", ["Skin", "blisters"]),
        (Urgency.VISIT, "What to do: tell us at your next visit", ["Sleep", "tiredness"]),
    ]
    assert "No reviewer has confirmed" in parts_of(made, Chapter)[0].sections[0].note
    made = leaflet(CHOSEN.replace("fields", "{skin: Today, Sleep: Next visit}"))
    assert [band for band, *_ in boxes(made)] == [Urgency.TODAY, Urgency.VISIT]
    made = leaflet("---\nurgency: {Call 999 for: none}\n---\n### Side Effects\n**Call 999 for:**\n* wind\n")
    assert boxes(made) == [(None, None, ["Call", "wind"])]


def test_moved_stretches_a_choice_and_the_clinics_number_pass_the_proof(make):
    text = (
        "---\ntitle: Demo\nurgency: {Skin: now}\n---\n# Demo\n### Side Effects\n"
        + ORDER.format(last="Get emergency help for:", sign="choking")
        + "\n**Skin**\n* blisters\n\nThis is not a complete list.\n"
    )
    built = make(text, edition_for(CLINIC))
    body = " ".join(word for page in read_pages(built.pdf) for word in page.body.split())
    words = ["Get emergency help for:", "choking", "What to do: get help now", "Skin", "Call us today for:", "Common:"]
    places = [body.index(each) for each in words]
    assert places == sorted(places)
    assert body.index("112", places[0]) < places[2], "the number stands in the first of the gravest boxes"
    assert body.count("This is not a complete list.") == 1


def test_a_choice_for_the_next_visit_passes_the_proof(make):
    text = "---\ntitle: Demo\nurgency: {Skin: Next visit}\n---\n# Demo\n### Side Effects\n#### Skin\n* itch\n"
    assert "tell us at your next visit" in " ".join(page.body for page in read_pages(make(text).pdf))
