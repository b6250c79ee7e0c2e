"""Claims that no medicine can keep, each with the sentence that sounds like it."""

from __future__ import annotations

import pytest

from handouts.check.medicine.claims import claims
from handouts.check.medicine.contexts import contexts
from handouts.check.monograph_text import MonographText
from handouts.check.words.claims import CLAIMS
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

SOUND = (
    "Some people have no side effects.",
    "There is no risk to others if you wash your hands.",
    "Serious bleeding is rare but possible.",
    "Nobody knows whether it harms a baby.",
    "Keep it in a safe place.",
    "Most side effects go away within days.",
    "Antidepressants are not addictive in the way alcohol is.",
    "Use a condom so that it can never harm a baby.",
    "Is it completely safe?",
    "Herbal remedies are natural, but they can harm you.",
    "Never use it if you have side effects at all.",
    "It may never cause harm in some people, but nobody can tell in whom.",
)


def made(words):
    text = MonographText(
        read_monograph(f"---\ntitle: Demo\n---\n# Demo\n\n{words}\n".encode(), "demo.md"), PROFILES["ema"]
    )
    return any(claims(contexts(text)))


@pytest.mark.parametrize("claim", CLAIMS, ids=[claim.made for claim in CLAIMS])
def test_a_claim_is_told_from_its_neighbour(claim):
    assert (made(claim.made), made(claim.unmade)) == (True, False)


@pytest.mark.parametrize("words", SOUND)
def test_what_is_no_claim_is_left_alone(words):
    assert not made(words)
