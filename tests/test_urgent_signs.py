"""A grave sign is told only with what to do about it, and only where that is to be done at once."""

from __future__ import annotations

import pytest

from handouts.check.medicine.rules import unsaid
from handouts.check.medicine.table import topics
from handouts.check.monograph_text import MonographText
from handouts.check.rule import Level
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

BLEEDING = topics()["bleeding-signs"].says
MISSING, NO_ACTION = "does not say", "not what to do about it"
CAN_WAIT, NO_EMERGENCY = "not that it cannot wait", "not that it needs emergency help"
SIGNS = "black stools, vomiting blood or a severe headache"


def told_of_bleeding(words):
    """Return the start of what is said of bleeding signs in a text on warfarin, and how grave."""
    text = MonographText(
        read_monograph(f"---\ntitle: Warfarin\n---\n# Warfarin\n\n{words}\n".encode(), "warfarin.md"), PROFILES["ema"]
    )
    return [(hit.message.split(":")[0], hit.level) for hit in unsaid(text) if BLEEDING in hit.message]


@pytest.mark.parametrize(
    "words",
    [
        f"Call an ambulance if you have {SIGNS}.",
        f"Go to the emergency department with {SIGNS}.",
        f"Rush to casualty with {SIGNS}.",
        f"## Call 999 or 911\n\n* {SIGNS}",
        f"You may notice {SIGNS}. If so, go straight to hospital.",
        f"Serious side effects:\n\n* {SIGNS}\n\nIf any of these happens, stop taking it and get emergency help.",
        f"## Bleeding\n\nSigns are {SIGNS}.\n\nDo not wait with these: ring 111.",
    ],
)
def test_a_sign_with_help_at_once_is_told(words):
    assert told_of_bleeding(words) == []


@pytest.mark.parametrize(
    ("words", "lacks"),
    [
        (f"Tell your doctor if you have {SIGNS}.", CAN_WAIT),
        (f"Contact us if you are concerned about {SIGNS}.", CAN_WAIT),
        (f"## Tell your doctor about\n\n* {SIGNS}", CAN_WAIT),
        (f"You may notice {SIGNS}. Tell your nurse.", CAN_WAIT),
        (f"Call your doctor if you have {SIGNS} and they persist. Store it in its box, away from children.", CAN_WAIT),
        (f"## Ring us on the same day\n\n* {SIGNS}", NO_EMERGENCY),
        (f"You may notice {SIGNS}. If so, phone your clinic at once.", NO_EMERGENCY),
        (f"Severe:\n\n* {SIGNS}\n\nIf any of these happens, stop taking it and call your doctor.", NO_EMERGENCY),
    ],
)
def test_a_sign_with_too_weak_an_order_is_warned_of(words, lacks):
    (((message, level)),) = told_of_bleeding(words)
    assert message.endswith(lacks)
    assert level is Level.WARN


@pytest.mark.parametrize(
    ("words", "says"),
    [(f"Some people have {SIGNS}.", NO_ACTION), ("Take it at the same time each day.", MISSING)],
)
def test_a_sign_without_an_order_blocks(words, says):
    (((message, level)),) = told_of_bleeding(words)
    assert says in message
    assert level is Level.BLOCK
