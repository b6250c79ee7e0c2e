"""What stands under a heading of interactions is told to be avoided, unless its sentence allows it."""

import pytest
from test_medicine_tables import says

from handouts.check.medicine.table import topics

MAOI = topics()["not-with-maoi"]


@pytest.mark.parametrize(
    "words",
    [
        "### Other medicines\nTramadol, triptans, linezolid, lithium.",
        "### What goes badly with it\nLinezolid, lithium.",
        "**Interactions:** triptans, linezolid.",
        "### What must not be combined with it?\n- linezolid\n- lithium",
        "### Do not mix it with\nLinezolid.",
    ],
)
def test_a_list_of_interactions_warns(words):
    assert says(MAOI, words)


@pytest.mark.parametrize(
    "words",
    [
        "### Other medicines\nLinezolid may be taken with it.",
        "### Interactions\nLinezolid is safe with it.",
        "### Usage\nLinezolid, lithium.",
        "### Other medicines\nTramadol, triptans, lithium.",
    ],
)
def test_what_is_allowed_or_listed_elsewhere_does_not(words):
    assert not says(MAOI, words)
