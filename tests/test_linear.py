"""No text takes more than its length's time: whatever is repeated in it is read and judged as fast as text, or refused.

What is measured is the time of the processor, and only against that of an honest text as long: a machine may be slow,
and busy.
"""

import pytest
from repetitions import JUDGED, READ, cost_s, honest, judge, read

from handouts.errors import ContentError
from handouts.reader import overlong
from handouts.reader.monograph import read_monograph

WAYS = {"read": (read, READ, 3_600, 14_400), "judge": (judge, JUDGED, 1_500, 6_000)}  # sizes in bytes
GROWTH = 7  # times as long for four times as much: time that grows with the square takes 16 times as long
AS_HONEST = 1.5  # times what honest text takes: no closer look
DEAREST = 12
SHARES = 4
TRIALS = 3


def test_there_are_enough_of_them():
    assert len(READ) + len(JUDGED) >= 300


@pytest.mark.no_cover
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("share", range(SHARES))
def test_time_grows_with_the_length_of_a_text_and_no_faster(way, share):
    use, cases, small_size, large_size = WAYS[way]
    cost_s(use, honest(small_size))  # what is loaded and compiled once
    least, plain = (cost_s(use, honest(size), TRIALS) for size in (small_size, large_size))

    def is_slow(times):
        large, small = (cost_s(use, shape(unit, size), times) for size in (large_size, small_size))
        return large > max(GROWTH * max(small, least), AS_HONEST * plain) or large > DEAREST * plain

    slow = []
    for name in [*cases][share::SHARES]:
        shape, unit = cases[name]
        text = shape(unit, large_size)
        if cost_s(use, text) > AS_HONEST * plain and is_slow(1) and is_slow(TRIALS):
            slow.append(name)
    assert slow == []


def paragraph(letters):
    return "Take it with water. " * (letters // 20)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a" * (overlong.LONGEST_LINE + 1), 7),
        ("\n\n" + paragraph(overlong.LONGEST_LINE + 100), 9),
        (paragraph(overlong.LONGEST_TEXT + 40), 7),
        ("Take it.\n\n* One\n* " + paragraph(overlong.LONGEST_TEXT + 40), 10),
        ("| a |\n|---|\n| " + paragraph(overlong.LONGEST_TEXT + 40) + " |", 9),
        ("Take it with water.\n" * (overlong.LONGEST_TEXT // 20 + 1), 7),
        ("with water " * (overlong.LONGEST_SENTENCE // 11 + 2), 7),
        ("Take it. " + "." * (overlong.MOST_SIGNS + 1), 7),
        ("#### " + "Why " * (overlong.LONGEST_TEXT // 4 + 1), 7),
    ],
    ids=["line", "later line", "paragraph", "item", "cell", "wrapped lines", "sentence", "dots", "heading"],
)
def test_what_nobody_reads_to_its_end_is_refused_in_its_place(body, line):
    with pytest.raises(ContentError) as told:
        read_monograph(f"---\ntitle: Demo\n---\n# Demo\n### Dosage\n\n{body}\n".encode(), "demo.md")
    assert [(problem.code, problem.place.line) for problem in told.value.problems] == [("too-long", line)]


def test_a_title_nobody_reads_is_refused():
    with pytest.raises(ContentError, match="title has 501"):
        read_monograph(f"---\ntitle: {'a' * 501}\n---\n### Dosage\n\nTake it.\n".encode(), "demo.md")


@pytest.mark.parametrize(
    "body",
    [
        paragraph(overlong.LONGEST_TEXT - 100),
        "Name: " + "_" * 120 + " and " + "." * 200,
        "| Week | Dose |\n|" + "-" * 400 + "|---|\n| 1 | 10 mg |",
        "<table>" + "<tr><td>Week one</td><td>Take 10 mg once a day</td></tr>" * 150 + "</table>",
        "* Take it with water.\n" * 500,
        "Take it with water.\n\n" * 500,
        "| 1 | Take it |\n|---|---|\n" + "| 2 | Take it |\n" * 300,
    ],
    ids=["paragraph", "blanks", "ruling", "table on a line", "items", "paragraphs", "rows"],
)
def test_what_is_long_and_can_be_read_is_read(body):
    assert read_monograph(f"---\ntitle: Demo\n---\n# Demo\n### Dosage\n\n{body}\n".encode(), "demo.md").sections
