"""Mischief from seeds: whatever happens on the way to paper, nothing is printed twice, and what is told is so."""

from __future__ import annotations

import pytest
from mischief import Case, Mischief

# Two of the first thirty spend seconds in every patience there is.
SEEDS = sorted({*range(30)} - {3, 19})


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_is_told_as_it_is(printer, trouble, seed):
    case = Case(Mischief(seed), printer, trouble)
    case.check(case.run())
