"""What stands under, in and beside what on paper is what the author wrote, in the tags a screen reader reads."""

import dataclasses
import re

import pytest
from editing import edition_for

from handouts.build import press
from handouts.errors import TypesettingError
from handouts.leaflet import compose
from handouts.leaflet.parts import Chapter
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.monograph import Item, ItemList, Paragraph, Question, Table
from handouts.proof import prove
from handouts.proof.grid import grid
from handouts.reader.monograph import read_monograph

TEXT = """---
title: Demo
---
# Demo
### Usage
For pain.

For fever.

> Ask first.

### Dosage
#### Adults
With water:

1. open
2. swallow
   - slowly
   - sitting
3. wait

- by day
- by night

Then rest.

#### Children
| Weight | Morning | Night |
|---|---|---|
| 10 kg | 5 mg | 7 mg |
| 20 kg | 8 mg | 9 mg |

### Questions
**Can I drive?**

Not today.

Ask again.

**Can I drink?**

Only water.

### Storage
Keep it dry.
""" + "".join(f"\nOn day {day} look at it.\n" for day in range(1, 31))  # to the second page
QUESTION_2 = r"(<p class=\"question\"[^>]*>Can I drink\?</p>)"


@pytest.fixture
def printed(look):
    """Typeset a text and prove it; its leaflet may be rearranged and its HTML tampered with before it is."""

    def attempt(text=TEXT, tamper=lambda html: html, rearrange=lambda leaflet: leaflet):
        edition = edition_for(Clinic())
        machine = press(look, edition)
        monograph = read_monograph(text.encode(), "test.md")
        leaflet = rearrange(compose(monograph, edition, wording(monograph.language, look)))
        html = machine.renderer.draw(leaflet)
        changed = tamper(html)
        assert (changed == html) == (tamper.__name__ == "<lambda>"), "what changes nothing would prove nothing"
        return prove(monograph, leaflet, machine.typesetter.typeset(changed, monograph.language, {}).data)

    return attempt


def problems_of(printed, **changes):
    with pytest.raises(TypesettingError) as caught:
        printed(**changes)
    return caught.value.problems


# Each keeps every word, number and sign in its place in the order of reading: (what is looked for, what it becomes,
# words it names).
TEMPLATES = {
    "a cell slips under the next heading": ("<td>5\u00a0mg</td>", "<td></td><td>5\u00a0mg</td>", "5 mg"),
    "a cell slips into the row below": (r"(<td>7\u00a0mg</td>)</tr>\s*<tr>(<td>20)", r"</tr><tr>\1\2", "7 mg"),
    "a cell covers two columns": ("<td>5\u00a0mg", '<td colspan="2">5\u00a0mg', "5 mg"),
    "a cell covers two rows": ("<td>10\u00a0kg", '<td rowspan="2">10\u00a0kg', "10 kg"),
    "a heading covers two columns": ("<th>Weight", '<th colspan="2">Weight', "Weight"),
    "a column heading is a cell": ("<th>Morning</th>", "<td>Morning</td>", "Morning"),
    "a cell is a column heading": ("<td>5\u00a0mg</td>", "<th>5\u00a0mg</th>", "5 mg"),
    "two cells are one": (r"5\u00a0mg</td><td>7", "5\u00a0mg 7", "5 mg"),
    "a table is paragraphs": (r"<table.*?</table>", lambda found: re.sub("t[hd]>", "p>", found[0]), "Weight"),
    "two rows are one": (r"(7\u00a0mg</td>)</tr>\s*<tr>", r"\1", "20 kg"),
    "a table without its head": (r"(<thead>.*?</thead>)", lambda found: re.sub("th>", "td>", found[1]), "Weight"),
    "a nested list is flat": (r"<ul>\s*(<li>slowly.*?</li>)\s*</ul>\s*</li>", r"</li></ol><ul>\1</ul><ol>", "slowly"),
    "nested items are items of the outer list": (
        r"swallow\s*<ul>(.*?)</ul>\s*</li>",
        r"swallow</li>\1",
        "slowly",
    ),
    "an item stands in the one before": (
        r"(<li>by day)</li>\s*(<li>by night</li>)",
        r"\1<ul>\2</ul></li>",
        "by night",
    ),
    "an item is a paragraph": (r"<li>by night</li>", "</ul><p>by night</p><ul>", "by night"),
    "a paragraph is an item": (r"</ul>\s*<p>Then rest.</p>", "<li>Then rest.</li></ul>", "Then rest."),
    "a paragraph stands in the last item": (
        r"by night</li>\s*</ul>\s*(<p>Then rest.</p>)",
        r"by night\1</li></ul>",
        "Then rest.",
    ),
    "two lists are one": (r"</ol>\s*<ul>(?=\s*<li>by day)", "", "by day"),
    "a list is parted": (r"(by day</li>)", r"\1</ul><ul>", "by night"),
    "an item's number stands in the item before": (
        r"open\s*</li>\s*(<li class=\"numbered\">)(<span class=\"marker\">2.</span>)",
        r"open \2</li>\1",
        "1. open",
    ),
    "a number is glued to its words": (r"<span class=\"marker\">1\.</span> open", "1.open", "1. open"),
    "a number is an item": (r"(<span class=\"marker\">1.</span>) open", r"\1</li><li>open", "1. open"),
    "an answer is no answer": (r"<div class=\"answer\">\s*(<p>Not today.*?)</div>", r"\1", "Not today."),
    "an answer ends too early": ("<p>Ask again.</p>", "</div><div><p>Ask again.</p>", "Ask again."),
    "a question stands in another's answer": (
        r"</div>\s*" + QUESTION_2 + r"\s*<div class=\"answer\">",
        r"\1",
        "Can I drink?",
    ),
    "two questions are one": (r"(Can I drive\?)</p>\s*<div class=\"answer\">\s*<p>", r"\1 ", "Can I drive?"),
    "a question stands in its own answer": (
        r"(<p class=\"question\"[^>]*>Can I drive\?</p>)\s*<div class=\"answer\">",
        r'<div class="answer">\1',
        "Not today.",
    ),
    "a heading is none": (r"<h3([^>]*)>Dosage</h3>", r"<p\1>Dosage</p>", "Dosage"),
    "a section stands below the one before": (r"<h4[^>]*>Children</h4>", "<h5>Children</h5>", "Children"),
    "a sub-heading stands beside its section": (r"<h4[^>]*>Adults</h4>", "<h3>Adults</h3>", "Adults"),
    "a paragraph is a heading": ("<p>Then rest.</p>", "<h4>Then rest.</h4>", "Then rest."),
    "a quotation is none": (r"</?blockquote>", "", "Ask first."),
    "a paragraph is quoted": ("<p>For fever.</p>", "<blockquote><p>For fever.</p></blockquote>", "For fever."),
    "two paragraphs are one": (r"For pain.</p>\s*<p>", "For pain. ", "For pain."),
    "a paragraph is two": ("Only water", "Only</p><p>water", "Only water."),
}


def test_an_untouched_leaflet_is_proven(printed):
    assert printed().pages == 2


def test_there_are_as_many_sabotages_as_the_change_log_says():
    assert (len(TEMPLATES), len(COMPOSITIONS)) == (35, 8)


@pytest.mark.no_cover
@pytest.mark.parametrize(("old", "new", "words"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_that_changes_the_structure_is_found(printed, old, new, words):
    def tamper(html):
        return re.sub(old, new, html, flags=re.DOTALL)

    found = problems_of(printed, tamper=tamper)
    assert {problem.code for problem in found} - {"overprinted-text"} == {"changed-structure"}
    line = next(number for number, text in enumerate(TEXT.split("\n"), 1) if words in text)
    assert (words, line) in {(problem.words, problem.place.line) for problem in found}, found
    assert all(problem.message.count("“") for problem in found)


def reshaped(change):
    """Return a sabotage of composition: every block for which ``change`` gives something else is that."""

    def blocks(content):
        return tuple(change(block) for block in content)

    def rearrange(leaflet):
        parts = [
            dataclasses.replace(
                part,
                sections=tuple(
                    dataclasses.replace(
                        section,
                        groups=tuple(
                            dataclasses.replace(group, content=blocks(group.content)) for group in section.groups
                        ),
                    )
                    for section in part.sections
                ),
            )
            if isinstance(part, Chapter)
            else part
            for part in leaflet.parts
        ]
        changed = dataclasses.replace(leaflet, parts=tuple(parts))
        assert changed != leaflet
        return changed

    return rearrange


def flat(block):
    """Draw nested items as items of the outer list."""
    if not isinstance(block, ItemList):
        return block
    items = []
    for item in block.items:
        items.append(dataclasses.replace(item, content=item.content[:1]))
        items += [inner for each in item.content[1:] for inner in each.items]
    return ItemList(tuple(items))


def renumbered(block):
    if not isinstance(block, ItemList):
        return block
    return ItemList(tuple(dataclasses.replace(item, marker=item.marker and "1.") for item in block.items))


def reversed_rows(block):
    return dataclasses.replace(block, rows=block.rows[:1] + block.rows[:0:-1]) if isinstance(block, Table) else block


def swapped_cells(block):
    if not isinstance(block, Table):
        return block
    return dataclasses.replace(block, rows=(block.rows[0], *((row[0], row[2], row[1]) for row in block.rows[1:])))


def swapped_headings(block):
    if not isinstance(block, Table):
        return block
    first = block.rows[0]
    return dataclasses.replace(block, rows=((first[0], first[2], first[1]), *block.rows[1:]))


def headless(block):
    if not isinstance(block, Table):
        return block
    rows = tuple(tuple(dataclasses.replace(cell, heading=False) for cell in row) for row in block.rows)
    return dataclasses.replace(block, rows=rows, headings=0)


def unanswered(block):
    return Question(block.question, (), block.line) if isinstance(block, Question) else block


def listed(block):
    """Draw an answer as a list."""
    if not isinstance(block, Question):
        return block
    items = tuple(Item(None, (each,)) for each in block.answer if isinstance(each, Paragraph))
    return dataclasses.replace(block, answer=(ItemList(items),))


COMPOSITIONS = {
    "nested lists are flat": (flat, "changed-structure"),
    "answers are lists": (listed, "changed-structure"),
    "a table has no headings": (headless, "changed-structure"),
    "all items have the first number": (renumbered, "lost-words"),
    "rows stand in another order": (reversed_rows, "changed-order"),
    "cells of a row are swapped": (swapped_cells, "changed-order"),
    "headings of a table are swapped": (swapped_headings, "changed-order"),
    "questions have lost their answers": (unanswered, "lost-words"),
}


@pytest.mark.parametrize(("change", "code"), COMPOSITIONS.values(), ids=COMPOSITIONS)
def test_a_composition_that_changes_the_structure_is_found(printed, change, code):
    assert code in {problem.code for problem in problems_of(printed, rearrange=reshaped(change))}


def test_a_message_says_where_a_cell_stands_and_where_it_belongs(printed):
    def tamper(html):
        return html.replace("<td>7\u00a0mg", "<td></td><td>7\u00a0mg")

    (problem,) = problems_of(printed, tamper=tamper)
    assert problem.message == (
        "The cell “7 mg” stands in row 2, column 4, in the monograph in row 2, column 3 under “Night”."
    )
    assert (str(problem.place), problem.rule) == ("test.md:30", "M10")


def test_a_cell_stands_under_the_headings_of_its_columns_and_rows():
    section = read_monograph(TEXT.encode(), "test.md").sections[1]
    (table,) = [block for block in section.content if isinstance(block, Table)]
    told = {
        place.cell.inline[0].text: [cell.inline[0].text for cell in (*columns, *rows)]
        for place, columns, rows in grid(table)
    }
    assert (told["7 mg"], told["20 kg"], told["Night"]) == (["Night"], ["Weight"], [])
