"""A medicine of once a week that is told to be taken each day blocks, in whatever amount; its daily kin does not."""

from __future__ import annotations

import pytest

from handouts.check.medicine.rules import never
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

KILLED = "taken every day it has killed people"


def is_told_daily(title, words):
    written = f"---\ntitle: {title}\n---\n# {title}\n\n## Dosage\n\n{words}\n"
    text = MonographText(read_monograph(written.encode(), "demo.md"), PROFILES["ema"])
    return any(KILLED in hit.message for hit in never(text))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Methotrexate", "Take 10 mg once a day."),
        ("Methotrexate", "Swallow 5 mg daily."),
        ("Methotrexate", "Take one 2.5 mg tablet every morning."),
        ("Alendronic acid", "Take 70 mg once a day."),
        ("Semaglutide", "Inject 0.5 mg every day."),
    ],
)
def test_daily_is_found(title, words):
    assert is_told_daily(title, words)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Methotrexate", "Take folic acid 5 mg once a day, but not on the day of methotrexate."),
        ("Methotrexate", "Take 10 mg once a week. Never take it every day."),
        ("Alendronic acid", "Take 10 mg once a day."),
    ],
)
def test_what_is_taken_daily_is_left(title, words):
    assert not is_told_daily(title, words)
