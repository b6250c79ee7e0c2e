"""Rules S06 and S07: does page 1 say what can kill or maim, and are a risk-managed medicine's safeguards all told?"""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words.programmes import programmes
from handouts.model.monograph import Role, plain
from handouts.model.phrases import finder
from handouts.model.words import dangers as words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.model.pattern import Pattern

UNBORN_OR_BOXED = finder((*words.UNBORN, *words.BOXED))
GRAVE = finder(words.GRAVE)
HARMLESS_BEFORE = finder(words.HARMLESS_BEFORE)
HARMLESS_AFTER = finder(words.HARMLESS_AFTER)
NOT_OF_PEOPLE = finder(words.NOT_OF_PEOPLE)


def _grave(text: MonographText, pattern: Pattern) -> Iterator[tuple[Passage, re.Match[str], str]]:
    """Return every danger word that is meant, with its sentence."""
    for sentence in text.sentences:
        for match in pattern.finditer(sentence.passage.text, sentence.start, sentence.end):
            before = sentence.passage.text[sentence.start : match.start()]
            after = sentence.passage.text[match.end() : sentence.end]
            if not (HARMLESS_BEFORE.search(before) or HARMLESS_AFTER.match(after) or NOT_OF_PEOPLE.search(match[0])):
                yield sentence.passage, match, sentence.text


def unboxed(text: MonographText) -> Iterator[Hit]:
    """Find a danger the key box of page 1 does not repeat, and one to an unborn child that is told late."""
    from handouts.leaflet.danger import dangers

    box = "\n".join(
        _squeezed(plain(part)) for danger in dangers(text.monograph.sections) for part in (danger.inline, *danger.items)
    )
    for passage, match, sentence in _grave(text, GRAVE):
        if _squeezed(sentence) not in box:
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                "This danger does not reach the key box on page 1.",
                "Say it in a section, with words the box looks for: “can be fatal”, “life-threatening”, "
                "“birth defects”, “Do not take it if”.",
            )
    yield from _late(text, box)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _late(text: MonographText, box: str) -> Iterator[Hit]:
    sections = text.monograph.sections
    dose = next((number for number, section in enumerate(sections) if section.role is Role.DOSE), len(sections))
    first = next(_grave(text, UNBORN_OR_BOXED), None)
    if first is None or text.monograph.stacked:
        return
    passage, match, sentence = first
    if passage.section < dose or _squeezed(sentence) not in box:
        return
    heading = sections[passage.section].heading
    where = f"in “{plain(heading)}”" if heading else "at its end"
    message = (
        f"The text first tells this danger {where}, after the dose. "
        "The key box on page 1 repeats it, but who reads only the text learns it late."
    )
    yield text.hit(passage, match.start(), match.end(), message, "Say it in the first section too.", Level.WARN)


def safeguards(text: MonographText) -> Iterator[Hit]:
    """Find what a leaflet about a risk-managed medicine has to tell and this one does not."""
    monograph, metadata = text.monograph, text.monograph.metadata
    names = (
        plain(monograph.title),
        metadata.generic_name,
        *metadata.brand_names,
        pathlib.PurePath(monograph.path).stem,
        metadata.form,
        metadata.route,
    )
    asked = programmes((name for name in names if name), text.profile.spelling)
    if asked and not text.english:
        yield text.missing(
            "This medicine needs special safeguards; a program can only look for them in English.",
            "Ask a reviewer who reads this language.",
            Level.INFORM,
        )
        return
    for programme in asked:
        source = f" ({programme.source})"
        for safeguard in programme.safeguards:
            told = "\n".join(
                passage.text
                for passage in text.passages
                if passage.kind is not PassageKind.HEADING and passage.role not in {Role.DISCLAIMER, *safeguard.apart}
            )
            if not safeguard.pattern.search(told):
                yield text.missing(
                    f"The text leaves out {safeguard.name}: a safeguard of this medicine{source}.", safeguard.hint
                )
                source = ""


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S06",
        Level.BLOCK,
        "Dangers in the key box",
        "every sentence with a danger word stands in the box on page 1; "
        "harm to an unborn child or a boxed warning told only after the dose warns",
        "A danger that stands only on the last page is not read in time.",
        "21 CFR 208.20(b); draft QRD template v11; CDC Clear Communication Index",
        unboxed,
    ),
    Rule(
        "S07",
        Level.BLOCK,
        "Medicines under a safety programme",
        "every safeguard of the medicine's programme is told: "
        "pregnancy, women and men, birth control, tests, blood, sharing, the programme itself, …",
        "One forgotten safeguard can cost a child its health.",
        "FDA REMS; EMA and MHRA pregnancy prevention programmes; MedlinePlus",
        safeguards,
    ),
)
