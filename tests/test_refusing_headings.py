"""Which headings tell S03 who must not take a medicine, by the illnesses below them, and which only look so."""

import pytest
from test_topics import NO_REFUSAL, lacking

BELOW = "\n- you are allergic to zelotin\n- you have severe liver disease"


@pytest.mark.parametrize(
    "heading",
    [
        *("When zelotin must be avoided", "Not to be used", "Reasons to say no", "Off the table if", "A firm no"),
        *("When zelotin is the wrong medicine", "A no for people with", "Say no if", "Skip it if you", "Hands off if"),
        *("A bad idea if", "Leave it alone if", "Please pass on it if", "Red lights", "Exclusions", "Not OK if"),
    ],
)
def test_a_heading_refuses_it_to_those_below(heading):
    assert lacking(precautions=f"### {heading}{BELOW}") == []


@pytest.mark.parametrize("heading", ["Take care with", "Not my cup of tea", "Leave 2 hours between if"])
def test_what_may_refuse_it_only_warns(heading):
    assert lacking(precautions=f"### {heading}{BELOW}") == []


@pytest.mark.parametrize(
    "heading",
    [
        *("Before you take it, tell us if", "Take it if", "Not common", "Stop and call if", "Do not stop if"),
        *("Don't skip it if", "When not to worry", "Who needs a lower dose"),
    ],
)
def test_a_heading_about_something_else_refuses_nothing(heading):
    assert lacking(precautions=f"### {heading}{BELOW}") == NO_REFUSAL
