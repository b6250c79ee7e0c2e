"""Headings as questions and in everyday words: the chapter of each that means one thing only, and neighbours."""

import pytest

from handouts.reader import roles


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Not for", "precaution"),
        ("Not for you if:", "precaution"),
        ("Q3: Who else should not take it?", "precaution"),
        ("Who shouldn't have it", "precaution"),
        ("Who it does not suit", "precaution"),
        ("People who cannot have it", "precaution"),
        ("When is it not suitable?", "precaution"),
        ("Is it right for you?", "precaution"),
        ("Do not use it if", "precaution"),
        ("Other medicines", "precaution"),
        ("Alcohol and other medicines", "precaution"),
        ("Medicines that do not go well with it", "precaution"),
        ("Does it clash with other medicines?", "precaution"),
        ("3. What if I am taking other medicines?", "precaution"),
        ("Mixing it with other things", "precaution"),
        ("Harm to an unborn baby", "precaution"),
        ("Driving", "precaution"),
        ("Surgery and driving", "precaution"),
        ("How much do people take?", "dose"),
        ("4. How do I use it?", "dose"),
        ("How it is taken", "dose"),
        ("Taking it", "dose"),
        ("The amount", "dose"),
        ("Forgot one?", "dose"),
        ("What if I forget one?", "dose"),
        ("If you miss your day", "dose"),
        ("Q7: What if someone swallows too much?", "dose"),
        ("If too many are taken", "dose"),
        ("If you inject too much", "dose"),
        ("Too much? Act now", "dose"),
        ("Too many tablets", "dose"),
        ("Common effects", "side-effect"),
        ("Other reactions", "side-effect"),
        ("Q10: Which effects are milder?", "side-effect"),
        ("What are the dangers?", "side-effect"),
        ("Keeping it", "storage"),
        ("Keeping it safe", "storage"),
        ("Safe keeping", "storage"),
        ("Where do I put it?", "storage"),
        ("Q15: Where do I keep it, and whom do I call?", "storage"),
        ("Looking after your medicine", "storage"),
        ("What adalimumab is for", "indication"),
        ("1. Why am I using tacrolimus?", "indication"),
        ("What is it, and why have I been given it?", "indication"),
        ("Why you have it", "indication"),
        ("Why it is given", "indication"),
        ("The purpose", "indication"),
    ],
)
def test_an_everyday_heading_finds_its_chapter(heading, role):
    assert roles.role_of(heading) == role


@pytest.mark.parametrize(
    "heading",
    [
        "Not for the faint-hearted",
        "Other medicines for gout",
        "How much does it cost?",
        "How do I have my blood taken?",
        "How much do I have to pay?",
        "Taking your temperature",
        "Too much sun",
        "Driving lessons",
        "What are the dangers of high blood pressure?",
        "Looking after your feet",
        "Keeping well",
        "Keeping it up",
        "Where do I go?",
        "Why it is given a new name",
        "What is it?",
        "Is it right for your age to run?",
        "Effects",
        "Tests",
        "When to get help",
        "Q3 results",
        "People who care for you",
        "If you miss work",
    ],
)
def test_a_heading_that_may_mean_something_else_finds_none(heading):
    assert roles.role_of(heading) == "other"
