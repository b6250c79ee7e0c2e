"""Rule S06: does page 1 say what can kill or maim?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.rule import Hit, Level, Rule
from handouts.model.gravity import GRAVE, Gravity
from handouts.model.monograph import Role, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.model.gravity import Words


PRINTED_BEFORE_THE_DOSE = {Role.INDICATION, Role.MECHANISM, Role.PRECAUTION}  # wherever the author has them


def unboxed(text: MonographText) -> Iterator[Hit]:
    """Find a grave danger that the box of page 1 does not tell, and one to an unborn child that is told late."""
    from handouts.leaflet.danger import Search

    search = Search(text.monograph)
    box = "\n".join(danger.words for danger in search.found)
    passages = {(passage.line, passage.text): passage for passage in text.passages}
    first: tuple[Passage, Words, str] | None = None
    for judged in search.judged:
        words = next((each for each in judged.words if each.gravity in GRAVE), None)
        passage = passages.get((judged.line.line, plain(judged.line.inline)))
        if words is None or passage is None:
            continue
        sentence = " ".join(passage.text[judged.start : judged.end].split())
        if words.gravity is Gravity.BOXED and first is None:
            first = passage, words, sentence
        if sentence not in box:
            message = "This danger does not reach the key box on page 1."
            hint = "Say it in a section that is no disclaimer."
            if judged.left_out:
                message = "The front matter leaves this grave danger out of the key box on page 1."
                hint = "Take it out of `not_key`, or add a waiver for S06 with the reason and a name."
            yield text.hit(passage, words.start, words.end, message, hint)
    if first and first[2] in box:
        yield from _late(text, *first[:2])


def _late(text: MonographText, passage: Passage, words: Words) -> Iterator[Hit]:
    sections = text.monograph.sections
    dose = next((number for number, section in enumerate(sections) if section.role is Role.DOSE), len(sections))
    if passage.section < dose or text.monograph.stacked:
        return
    heading = sections[passage.section].heading
    where = f"in “{plain(heading)}”" if heading else "at its end"
    message = (
        f"The text first tells this danger {where}, after the dose. "
        "The key box on page 1 repeats it, but who reads only the text learns it late."
    )
    level = Level.INFORM if sections[passage.section].role in PRINTED_BEFORE_THE_DOSE else Level.WARN
    yield text.hit(passage, words.start, words.end, message, "Say it in the first section too.", level)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S06",
        Level.BLOCK,
        "Dangers in the key box",
        "every sentence that tells what can kill, or harm an unborn child, stands in the box on page 1, or the box "
        "points to its part; harm to an unborn child or a boxed warning told only after the dose informs, "
        "or warns where the leaflet too tells it after the dose",
        "A danger that stands only on the last page is not read in time.",
        "21 CFR 208.20(b); draft QRD template v11; CDC Clear Communication Index",
        unboxed,
    ),
)
