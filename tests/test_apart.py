"""Doses of one medicine are never put closer together than its row allows; other hours are left alone."""

from __future__ import annotations

import pytest

from handouts.check.medicine.apart import too_soon
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph


def hours_found(title, words):
    written = f"---\ntitle: {title}\n---\n# {title}\n\n## Dosage\n\n{words}\n"
    text = MonographText(read_monograph(written.encode(), "demo.md"), PROFILES["ema"])
    return [hit.words for hit in too_soon(text)]


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("Paracetamol", "Wait at least 2 hours before the next dose.", "at least 2 hours"),
        ("Paracetamol", "Take one or two tablets every three hours.", "every three hours"),
        ("Paracetamol", "Leave 2 to 3 hours between doses.", "Leave 2 to 3 hours"),
        ("Ibuprofen", "Give it again after 2 hours.", "after 2 hours"),
        ("Sumatriptan", "You may take a second dose after 1 hour.", "after 1 hour"),
    ],
)
def test_doses_too_close_are_found(title, words, found):
    assert hours_found(title, words) == [found]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Paracetamol", "Wait at least 4 hours before the next dose."),
        ("Paracetamol", "Take one or two tablets every 4 to 6 hours."),
        ("Paracetamol", "Never give it more often than every 2 hours."),
        ("Paracetamol", "If the next dose is due in 2 hours, leave out the missed one."),
        ("Paracetamol", "Give ibuprofen after 2 hours, if it still hurts."),
        ("Paracetamol", "If your child is sick within 1 hour, do not give another dose."),
        ("Sumatriptan", "You may take a second dose after 2 hours."),
        ("Zelotin", "Take it every 2 hours."),
    ],
)
def test_other_hours_are_left(title, words):
    assert hours_found(title, words) == []
