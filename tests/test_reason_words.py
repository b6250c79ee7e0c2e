"""The words a journal may give as a reason."""

from __future__ import annotations

import pytest

from handouts.printing.reason_words import reason_word


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("media-jam-error", "media-jam"),
        ("job-canceled-by-user", "job-canceled-by-user"),
        ("cups-missing-filter-warning", "cups-missing-filter"),
        ("lost", "lost"),
        ("com.example.job-of-susan-berg", "other"),
        ("Susan Berg", "other"),
        ("", ""),
    ],
)
def test_a_reason_is_a_keyword_of_the_closed_list(said, kept):
    assert reason_word(said) == kept
