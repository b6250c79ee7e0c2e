"""What a page's end parts is one text, one item, one answer, one row for the proof."""

import pytest

LONG = {
    "a long paragraph": "### Usage\n" + "Take it with a glass of water. " * 400,
    "long items": "### Usage\n" + "\n".join(f"{n}. {'Part of it. ' * 90}" for n in range(1, 12)),
    "a list in a list": "### Usage\n- outer\n" + "\n".join(f"  - {'inner ' * 60}{n}" for n in range(40)) + "\n- last\n",
    "paragraphs of an item": "### Usage\n- first\n\n" + "\n\n".join(f"  {'more ' * 60}{n}" for n in range(40)) + "\n",
    "a long answer": "### Questions\n**May I?**\n\n" + "\n\n".join(f"Yes {'and ' * 60}{n}." for n in range(40)),
    "a long quotation": "### Usage\n" + "\n>\n".join(f"> Yes {'and ' * 60}{n}." for n in range(40)),
    "the same items again and again": "### Usage\n" + "- one\n- two\n" * 120,
    "a long table": "### Usage\n| A | B |\n|---|---|\n" + "".join(f"| {n % 7} mg | {n % 3} ml |\n" for n in range(150)),
    "a table of long cells": "### Usage\n| A | B |\n|---|---|\n" + f"| day | {'other ' * 900} |\n" * 2,
    "a table in an answer": "### Questions\n**May I?**\n\n| A | B |\n|---|---|\n"
    + "| 1 | 2 |\n" * 120
    + "\nThen rest.\n",
    "empty heads": "### Usage\n| | |\n|---|---|\n| a | b |\n\n| | Day |\n|---|---|\n| a | |\n| | c |\n",
    "right to left": "---\nlanguage: he\n---\n### Dosage\n"
    + "\n".join(f"{n}. קח 5 מג (שתי) טבליות" for n in range(1, 60)),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_goes_on_overleaf_is_one(make, text):
    assert make(text).manifest.pages
