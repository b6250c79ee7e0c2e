"""The proof refuses tags that tell a text, a list, a row or a cell twice where a page's end parts it."""

import pytest

from handouts.errors import TypesettingError
from handouts.pdf import tagging

AGAIN = "Take it with a glass of water. "
PARTED = {
    "a paragraph": "### Usage\n" + AGAIN * 130,
    "an item": "### Usage\n- one\n- " + AGAIN * 130 + "\n- three\n",
    "a list": "### Usage\n" + "".join(f"- {AGAIN}{n}\n" for n in range(70)),
    "an answer": "### Questions\n**May I?**\n\n" + "".join(f"Yes. {AGAIN}{n}\n\n" for n in range(60)),
    "a quotation": "### Usage\n> " + AGAIN * 130,
    "a row": "### Usage\n| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | " + AGAIN * 180 + "|\n",
    "a table": "### Usage\n| A | B |\n|---|---|\n" + "".join(f"| {n} | {n} mg |\n" for n in range(70)),
    "from right to left": "---\nlanguage: ar\n---\n### Dosage\n" + "تناول الدواء مع كوب من الماء. " * 130,
}


def anew_on_each_page(monkeypatch):
    """Make each page's boxes elements of their own, as the engine does."""
    add_page = tagging.TagTree.add_page

    def forgetful(self, *arguments):
        self.tags.clear()
        return add_page(self, *arguments)

    monkeypatch.setattr(tagging.TagTree, "add_page", forgetful)


@pytest.mark.parametrize("text", PARTED.values(), ids=PARTED)
def test_what_a_page_parts_may_not_be_two_elements(make, monkeypatch, text):
    anew_on_each_page(monkeypatch)
    with pytest.raises(TypesettingError) as caught:
        make(text)
    assert {problem.code for problem in caught.value.problems} == {"changed-structure"}
