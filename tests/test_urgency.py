"""Urgency is the author's: which words draw a box, what heads it, where it stands, and what a reviewer may set."""

import pytest
from conftest import CLINIC
from editing import edition_for, parts_of

from handouts.leaflet.parts import Chapter
from handouts.leaflet.printed import Origin
from handouts.model.monograph import plain
from handouts.model.urgency import Urgency, urgency_of
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


SAID = {
    Urgency.NOW: (
        "Get help at once:",
        "Dial 144 without waiting for",
        "Call 9-1-1 if",
        "Call triple zero for",
        "Call 111 and ask for an ambulance for",
        "Ring the emergency services for",
        "Straight to hospital for",
        "Visit your nearest A&E for",
        "Treat these as an emergency:",
        "Call your doctor without waiting for",
        "Fetch a doctor at once for",
        "Do not wait for the next visit but dial 112 for",
        "Go to the casualty department at once if you have",
        "Get emergency help for:",
        "Ring 999 without delay",
        "Go to hospital now if:",
        "Call an ambulance",
        "Go to the emergency room at once for:",
        "Call for an ambulance when",
        "Seek emergency care for:",
        "Dial 999",
        "If you get any of these, call your doctor at once.",
        "Contact your healthcare provider immediately if you experience any of these.",
        "Seek immediate help for any serious symptom.",
        "Stop taking it, go to A&E and ask for an urgent lithium level if you have:",
        "Stop taking abacavir and call your HIV clinic or 911 right away if you get a rash, or signs from two groups.",
        "If you have pain, stop semaglutide and get emergency care.",
        "Call 911 if you have sudden severe belly pain and feel faint.",
        "Go to the nearest emergency department if you have difficulty breathing",
        "When should I get emergency help?",
        "Do not hesitate to call your doctor at once if:",
        "Immediately call your doctor if:",
        "Do not wait for your next visit: call us at once.",
        "Serious side effects: Call 999 now for:",
        "Seek urgent medical attention if you have:",
        "Call 999 immediately if you have:",
        "Get medical help right away, if you have any of the symptoms listed below:",
        "Check with your doctor immediately if any of the following side effects occur:",
        "See a doctor straight away if:",
        "Side effects that need immediate medical attention:",
        "Take him to hospital if he has a fit.",
        "Go straight to A&E if:",
        "Rush to the nearest hospital",
        "Have someone drive you to hospital at once if",
        "Get medical attention right away if:",
    ),
    Urgency.TODAY: (
        "Phone the surgery today if you get",
        "Contact the out-of-hours service today for",
        "Go to a walk-in centre today for",
        "Ask for an urgent appointment for",
        "Tell us before your next dose about",
        "Do not take the next dose until you have spoken to us about",
        "Text us today about",
        "Get checked today for",
        "Call 111 if",
        "Tell us soon:",
        "Call your clinic today for:",
        "Call today for:",
        "Do not wait, call the clinic today if:",
        "Call your clinic the same day when you see:",
        "Ring us the same day",
        "Call 111 or your surgery on the same day if:",
        "Stop taking it and call your doctor the same day if you have:",
        "Ring us today on 020 7946 0321 if:",
        "When should I call my doctor?",
        "Do not wait for your next visit: call us.",
        "Contact your doctor if you have:",
        "Your doctor should be told if:",
        "Speak to your doctor as soon as possible if you have:",
        "You should contact a pharmacist today.",
        "Get in touch with your clinic today:",
    ),
    Urgency.VISIT: (
        "Mention when we see you next",
        "Let us know some time about",
        "Say at your next visit if you have",
        "Write these down for your next visit:",
        "These can wait until your next appointment:",
        "Mention to your nurse on your next visit",
        "Tell your team at your next visit if they trouble you:",
        "Tell your team at your next visit about:",
        "Talk with us next time",
        "Tell us when you come next about:",
        "Call the clinic this week for:",
        "Mention it at the next check:",
        "Mention these when you next come to the clinic.",
        "Tell the pharmacist if they do not.",
        "At your next visit, tell us about:",
        "If you notice redness immediately after the injection, tell us at your next visit.",
        "Check with your health care professional if any of these continue or are bothersome:",
        "Let your nurse know about:",
    ),
    None: (
        "In 119 of 300 people:",
        "If you have to go to hospital, take this leaflet with you.",
        "Your doctor may tell you to go to hospital for blood tests.",
        "Two people had to go to hospital for",
        "Frequent",
        "Serious side effects:",
        "Common side effects include:",
        "These are not an emergency:",
        "Do I need to call my doctor?",
        "Call your doctor for medical advice about side effects.",
        "Ask your pharmacist for the full list.",
        "Most effects go away as your body gets used to it.",
        "If you stop taking it suddenly your symptoms may come back.",
        "Life-threatening side effects:",
        "We will call you from the clinic with your results.",
        "Your doctor will check your blood at each visit to the clinic.",
        "Reports to the FDA are welcome at 1-800-332-1088.",
        "An emergency contraceptive may not work.",
    ),
    Urgency.NONE: (
        "Nobody has to go to hospital for",
        "There is no need for emergency help with",
        "Nothing to ring us about:",
        "Not worth a call to your doctor:",
        "None of these is an emergency:",
        "No one needs to ring us about",
        "These need no emergency help:",
        "A call to the clinic is not needed for",
        "There is no call to ring us about",
        "You are not expected to call us about",
        "You do not need to call us about:",
        "No need to ring us about:",
        "This is not a reason to go to the emergency room:",
        "You needn't call today for:",
        "These rarely need medical attention:",
        "Side effects that do not usually need medical attention:",
        "These do not, as a rule, need medical attention.",
        "You should not have to call your doctor for these:",
        "Some side effects may occur that usually do not need medical attention.",
        "There is no need to tell the doctor about:",
    ),
}


@pytest.mark.parametrize(("urgency", "text"), [(urgency, text) for urgency, texts in SAID.items() for text in texts])
def test_what_a_sentence_orders(urgency, text):
    assert urgency_of(text) is urgency


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
