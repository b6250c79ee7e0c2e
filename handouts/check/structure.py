"""Rules S01 to S03, S11 to S13, S17, S18, M12 to M14: is the text whole and in order, does it tell what all have to?"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.own_name import called_it, is_given
from handouts.check.rule import Hit, Level, Rule
from handouts.check.ruled_out import is_as_needed, may_rule_out, people_ruled_out
from handouts.check.words import topics as told_of
from handouts.model.monograph import Question, Role, plain
from handouts.model.pattern import Pattern
from handouts.model.phrases import either, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.check.words.topic import Topic
    from handouts.errors import Problem
    from handouts.model.monograph import Heading


def reported(rule: str) -> Callable[[MonographText], Iterator[Problem]]:
    """Return a rule's function: the problems the reader has already met that are this rule's."""
    return lambda text: (problem for problem in text.monograph.problems if problem.rule == rule)


def not_printed(text: MonographText) -> Iterator[Problem]:
    """Find what a second reading of the file says is not on paper."""
    from handouts.proof.vanishing import vanished_text

    yield from vanished_text(text.monograph)


# What a template leaves to be filled in; “[sic]”, citations and names of chemicals are no blanks.
BLANK = either(
    one_of("name number date phone address hours country region percentage temperature population"),
    one_of("comorbidity condition disease illness symptom symptoms indication interaction interactions"),
    one_of("medicine medication drug brand dose dosage strength frequency route duration"),
    "side effects?",
)
NO_BLANK = either(one_of("specific insert your see as at in the"), "name of")
FORGOTTEN = Pattern(
    either(
        r"\b(?:TODO|FIXME|TBC|TBD|XXX+)\b",
        r"\b[Ll]orem ipsum\b",
        rf"(?<![Ss]ee )\[(?!(?i:{NO_BLANK})\b)(?:[\w’'-]+ ){{0,3}}{BLANK}\]",
    )
)


def leftovers(text: MonographText) -> Iterator[Hit | Problem]:
    """Find blanks nobody has filled and text that was lost."""
    yield from reported("S12")(text)
    for passage, match in text.matches(FORGOTTEN):
        yield text.hit(
            passage,
            match.start(),
            match.end(),
            f"“{match[0]}” looks like a blank somebody forgot to fill.",
            "Replace it with the text that is meant.",
        )


DEEPEST = 3  # the house writes # and then ###


def heading_levels(text: MonographText) -> Iterator[Hit]:
    """Find a second title and a heading that does not stand one level below the one it belongs to."""
    headings = text.monograph.headings
    titled = bool(headings) and headings[0].level == 1
    titles = [heading for heading in headings if heading.level == 1] if titled else []
    if len(titles) > 1:
        message = f"The text has {len(titles)} headings of the first level; only the title is one."
        yield _at(text, titles[1], message, "Give the sections ##, or make a file of each medicine.")
    below = [heading for heading in headings if heading not in titles]
    top = below[0].level if below else 0
    if below and min(heading.level for heading in below) > DEEPEST:
        yield _at(
            text, below[0], "The sections stand more than two levels below the title.", "Give all sections ##, or ###."
        )
    for before, heading in itertools.pairwise(below):
        if heading.level < top:
            top = heading.level
            yield _at(
                text,
                heading,
                "This heading ranks above the sections before it.",
                "Give all sections the same number of #.",
            )
        elif heading.level > before.level + 1:
            message = f"This heading skips a level below “{plain(before.inline)}”."
            yield _at(text, heading, message, f"Write it with {'#' * (before.level + 1)}.")


def _at(text: MonographText, heading: Heading, message: str, hint: str) -> Hit:
    passage = next((passage for passage in text.passages if passage.line == heading.line), None)
    if passage is None:
        return text.missing(message, hint, line=heading.line, words=plain(heading.inline))
    return text.hit(passage, 0, len(passage.text), message, hint)


RUNNING = {PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.CELL}
WORDED = Pattern(r"\w{2}")


def topics(text: MonographText) -> Iterator[Hit]:
    """Find what every leaflet has to tell and this one does not."""
    if not text.english:
        return
    telling = {passage.section for passage in text.running if WORDED.search(passage.text)}
    roles = {text.monograph.sections[number].role for number in telling}
    lines = (passage.text for passage in _told(text) if passage.section in telling)
    told = called_it(text, "\n".join(line for line in lines if any(map(str.isalnum, line))))
    given = is_given(text)
    for topic in told_of.TOPICS:
        by_section = topic.told_by_section and topic.place in roles
        if (
            not (given and topic.at_home)
            and not by_section
            and not topic.pattern.search(told)
            and not _else(topic, text)
        ):
            line = next((section.line for section in text.sections(topic.place)), 0)
            hinted = topic.is_hinted(passage.text for passage in _told(text))
            hinted = hinted or (topic is told_of.WHO_MUST_NOT and may_rule_out(text))
            message = f"The text does not {'plainly ' if hinted else ''}say {topic.name}."
            yield text.missing(message, topic.hint, Level.WARN if hinted else topic.level, line)


def _else(topic: Topic, text: MonographText) -> bool:
    """Tell what no phrase says, but the order of the text does."""
    if topic is told_of.WHO_MUST_NOT:
        return people_ruled_out(text)
    return topic is told_of.MISSED_DOSE and is_as_needed(text)


def _told(text: MonographText) -> Iterator[Passage]:
    """Return the lines that tell something: no disclaimer, no sub-heading or question without text below."""
    for passage, below in itertools.zip_longest(text.passages, text.passages[1:]):
        answered = (
            below is not None
            and below.section == passage.section
            and below.kind in RUNNING
            and WORDED.search(below.text)
        )
        if passage.role is not Role.DISCLAIMER and (
            answered or passage.kind not in {PassageKind.SUBHEADING, PassageKind.QUESTION}
        ):
            yield passage


ANSWER = Pattern(r"\W*A(?:nswer)?\s*\d*\s*[:.]", re.IGNORECASE)
ANSWER_LABEL = Pattern(r"\*?A(?:nswer)?\s*\d*\s*:\s")


def answers(text: MonographText) -> Iterator[Hit]:
    """Find a question without an answer, or with two."""
    passages = text.passages
    asked = [block for section in text.monograph.sections for block in section.content if isinstance(block, Question)]
    marked = {question.line for question in asked if question.answer_mark}
    for number, question in enumerate(passages):
        if question.kind is not PassageKind.QUESTION:
            continue
        answer = list(itertools.takewhile(lambda passage: passage.in_answer, passages[number + 1 :]))
        end = len(question.text)
        if not any(re.search(r"\w", ANSWER.sub("", passage.text, 1)) for passage in answer):
            yield text.hit(question, 0, end, "This question has no answer.", "Answer it, or take it out.")
        elif (question.line in marked) + sum(ANSWER_LABEL.match(passage.text) is not None for passage in answer) > 1:
            yield text.hit(
                question,
                0,
                end,
                "This question has more than one answer.",
                "Join the answers, or write the question that is missing.",
            )


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S01",
        Level.BLOCK,
        "Title and fields",
        "the front matter has a title, the first heading says the same, no field stands twice or is misspelt",
        "Two names for one leaflet are taken for two medicines, and a misspelt field is passed over in silence.",
        "own",
        reported("S01"),
    ),
    Rule(
        "S02",
        Level.WARN,
        "Levels of headings",
        "one first-level heading; all sections on one level, at most ### (# then ### is repaired on paper); "
        "below it no level is skipped",
        "Who listens to a page finds the way by its headings; a wrong level puts a section inside another.",
        "NHS digital service manual, formatting; ISO 14289 (PDF/UA)",
        heading_levels,
    ),
    Rule(
        "S03",
        Level.WARN,
        "Topics every leaflet needs",
        "eight topics; who must not take it, a missed dose and whom to call block. Sections count first, then words; "
        "only English is judged",
        "What a leaflet does not say, a patient at home has to guess.",
        "EMA QRD template; 21 CFR 208.20; TGA Consumer Medicine Information",
        topics,
        gravest=Level.BLOCK,
    ),
    Rule(
        "S11",
        Level.WARN,
        "Questions and answers",
        "every question has one answer, and it is not empty",
        "A question without an answer worries its reader for nothing.",
        "own",
        answers,
    ),
    Rule(
        "S12",
        Level.BLOCK,
        "Left-over blanks",
        "no blank of a template, no character that stands for lost text or is read as another",
        "Where a blank was left, the fact the patient needs is missing.",
        "own",
        leftovers,
    ),
    Rule(
        "M12",
        Level.BLOCK,
        "No list by accident",
        "no line that starts with - or * and a number goes on the sentence above it",
        "5, a line end, and - 10 mg is a range: a list loses its lower end, a product a factor, frost its minus.",
        "own",
        reported("M12"),
    ),
    Rule(
        "M13",
        Level.BLOCK,
        "No marks of another dialect",
        "no struck text, no note to the editors, no mark of another Markdown that is printed as typed; "
        "page breaks and tables of contents warn",
        "A patient reads a mark as a sign, a screen reader reads struck text as if it stood.",
        "own; the handbooks of Obsidian, kramdown, Pandoc, MkDocs, GitHub, CriticMarkup",
        reported("M13"),
    ),
    Rule(
        "M14",
        Level.WARN,
        "What is not printed is told",
        "no number, unit, sign or negation in a comment, title, attribute or script; nothing unprinted inside a number",
        "A note to the site or the editor may hold what the patient needs; 5{:.x}0 mg is neither 50 mg nor 5.",
        "own",
        not_printed,
        gravest=Level.BLOCK,
    ),
    Rule(
        "S13",
        Level.WARN,
        "Empty sections and stray marks",
        "no heading without text, no star that marks nothing; a file without any text blocks",
        "An empty section looks as if something was lost.",
        "own",
        reported("S13"),
        gravest=Level.BLOCK,
    ),
    Rule(
        "S17",
        Level.BLOCK,
        "Misspelt heading",
        "no heading is one or two slips away from one that has its chapter; its text is printed there all the same",
        "By its headings the text finds its chapter: a dose that stands elsewhere is not found.",
        "own",
        reported("S17"),
    ),
    Rule(
        "S18",
        Level.BLOCK,
        "Second section with other figures",
        "no two sections with the same heading, nor two that tell the dose, differ in their figures; "
        "headings that say whom or which form each is for tell them apart",
        "Of two doses, nobody at home can tell which one holds.",
        "own",
        reported("S18"),
    ),
    Rule(
        "S19",
        Level.WARN,
        "Language our words do not know",
        "the whole text is in a language whose dangers the tables know (English): its own small words tell, "
        "then what the front matter declares",
        "In any other language nobody but its reader can see that a danger does not stand on page 1.",
        "own",
        reported("S19"),
    ),
)
