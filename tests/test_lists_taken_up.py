"""What follows a list of harms belongs to it only where it takes the list up; a wish for a child is birth control."""

from __future__ import annotations

import pytest

from handouts.check.medicine.rules import too_short, unsaid
from handouts.check.medicine.table import topics
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

PANCREAS = topics()["pancreas"].says
LIST = "Serious side effects:\n\n* Low platelets\n* Pancreatitis\n\n"


def read(title, words):
    return MonographText(
        read_monograph(f"---\ntitle: {title}\n---\n# {title}\n\n{words}\n".encode(), "demo.md"), PROFILES["ema"]
    )


@pytest.mark.parametrize(
    "after",
    [
        "If you have such symptoms, call us at once.",
        "If you notice any of these, go to hospital.",
        "If you have any adverse effects, above all severe ones, contact your doctor immediately.",
        "Contact your doctor immediately for concerning side effects.",
    ],
)
def test_an_order_that_takes_up_the_list_goes_with_it(after):
    assert [hit for hit in unsaid(read("Azathioprine", LIST + after)) if PANCREAS in hit.message] == []


@pytest.mark.parametrize(
    "after",
    [
        "If you get an infection, such as a sore throat, let your doctor know.",
        "Ring your doctor about other medicines.",
    ],
)
def test_an_order_about_something_else_does_not_go_with_the_list(after):
    found = [hit.message for hit in unsaid(read("Azathioprine", LIST + after)) if PANCREAS in hit.message]
    assert ["not what to do about it" in message for message in found] == [True]


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("Wait at least one month after stopping before trying for a child.", True),
        ("Wait at least six months after stopping before trying for a child.", False),
        ("Women wait for four weeks after the last dose before they try to conceive.", True),
        ("Your child may take it four weeks after the operation.", False),
    ],
)
def test_the_time_before_a_wish_for_a_child_is_compared(words, short):
    assert bool(list(too_short(read("Methotrexate", words)))) is short
