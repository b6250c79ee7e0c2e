"""Rules L01 to L03, L05 and L09: are sentences, paragraphs and lists short, and do headings say what follows?"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.check.glosses import text_start
from handouts.check.monograph_text import PassageKind
from handouts.check.prose import prose, quotations
from handouts.check.readability import judged, read_grade, words
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Sentence
    from handouts.check.readability import Score

NHS = "NHS digital service manual, how to write good content"
FAQ = Pattern(r"\W*Q(?:uestion)? ?\d*\s*[:.)]")  # a question of a list of questions, whatever its heading is called
FIRST_WORDS = 6  # of a hard sentence, to find it by


# A few words before a colon: “Common side effects (up to 1 in 10 people): a sore throat, …”.
RUN_IN_LABEL = Pattern(r"\W*[A-Z][\w’'-]*(?: [\w’'-]+){0,2}(?: \([^()]*\))?:\s")
NO_WORD = Pattern(r"(?<=\d)°(?:[CF]\b)?|\[sic\]")  # 20°C is one word


def _length(sentence: Sentence) -> int:
    """Return how many words a sentence has, without addresses, signs and the label before it."""
    written = prose(sentence.passage.text)[_start(sentence) : sentence.end]
    label = RUN_IN_LABEL.match(written)
    return len(words(NO_WORD.sub("", written[label.end() if label else 0 :])))


def _is_fragment(sentence: Sentence) -> bool:
    """Tell “Yes.” and “Registry: 01632 960 001.” from a sentence: one word, whatever number follows."""
    return sum(word[0].isalpha() for word in words(sentence.passage.text[_start(sentence) : sentence.end])) <= 1


def _start(sentence: Sentence) -> int:
    return max(sentence.start, min(text_start(sentence.passage), sentence.end))


def long_sentences(text: MonographText) -> Iterator[Hit]:
    """Find a sentence that has to be read twice."""
    most, much = text.profile.sentence_words, text.profile.sentence_words_long
    for sentence in text.sentences:
        length = _length(sentence)
        if length > most and judged(sentence.text):
            degree = "very long" if length > much else "long"
            message = f"This sentence is {degree}: {length} words."
            yield text.hit(
                sentence.passage,
                _start(sentence),
                sentence.end,
                message,
                f"Say one thing a sentence, in at most {most} words, or make a list.",
            )


def long_paragraphs(text: MonographText) -> Iterator[Hit]:
    """Find the sentence at which a paragraph has become too long."""
    most = text.profile.paragraph_sentences
    for passage, run in itertools.groupby(text.sentences, key=lambda sentence: sentence.passage):
        whole = _counted(list(run))
        if passage.kind is not PassageKind.CELL and len(whole) > most and judged(passage.text):
            message = f"This paragraph has {len(whole)} sentences; here begins the one too many."
            extra = whole[most]
            yield text.hit(
                passage,
                extra.start,
                extra.end,
                message,
                f"Begin a new paragraph after at most {most} sentences, or make a list.",
            )


def _counted(run: list[Sentence]) -> list[Sentence]:
    """Return a paragraph's sentences, but for fragments, a question that leads them in, and what only is quoted."""
    quoted = quotations(run[0].passage.text)
    own = [sentence for sentence in run if not any(start < sentence.start < end for start, end in quoted)]
    asked = bool(own) and own[0].text.endswith("?")
    return [sentence for sentence in own[asked:] if not _is_fragment(sentence)]


def long_lists(text: MonographText) -> Iterator[Hit]:
    """Find a list too long to keep in mind."""
    most = text.profile.list_items
    for block, _, line in text.lists():
        if (length := len(block.items)) > most:
            first = next(
                (passage for passage in text.passages if passage.kind is PassageKind.ITEM and passage.line == line),
                None,
            )
            message, hint = (
                f"This list has {length} items.",
                f"Part it under sub-headings, at most {most} items each; leave nothing out that somebody may need.",
            )
            yield (
                text.hit(first, 0, len(first.text), message, hint) if first else text.missing(message, hint, line=line)
            )


def reading_grade(text: MonographText) -> Iterator[Hit]:
    """Find a text that asks for more years of school than its readers may have."""
    reading = read_grade(text)
    if reading and any(score.without_names > score.limit for score in reading.scores):
        hardest = "; ".join(f"line {sentence.passage.line} “{_opening(sentence)} …”" for sentence in reading.hardest)
        message = f"The text is hard to read: {', '.join(map(_said, reading.scores))}."
        yield text.missing(
            message, f"Begin with the hardest sentences: {hardest}. Use short words and part long sentences."
        )


def _opening(sentence: Sentence) -> str:
    return " ".join(sentence.passage.text[_start(sentence) : sentence.end].split()[:FIRST_WORDS])


def _said(score: Score) -> str:
    nameless = f"{score.without_names:g} without the medicine's names"
    return f"{score.formula} {score.with_names:g} ({nameless}, {score.limit:g} at most)"


def question_headings(text: MonographText) -> Iterator[Hit]:
    """Find a heading that asks instead of saying what follows, where the house style wants statements."""
    for passage in text.passages:
        numbered = FAQ.match(passage.text)
        asks = passage.kind in {PassageKind.HEADING, PassageKind.SUBHEADING} and passage.text.rstrip(" :").endswith(
            ("?", "？", "؟")
        )
        if asks and not numbered and passage.role is not Role.QUESTION and not text.profile.question_headings:
            hint = (
                "Say what follows, such as “Missed dose”; "
                "or set question_headings = true in the clinic's [check] table."
            )
            yield text.hit(passage, 0, len(passage.text), "This heading is a question.", hint)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "L01",
        Level.WARN,
        "Long sentence",
        "as the profile says: up to 20 words, more than 25 is very long; a label before the sentence does not count",
        "Who reads slowly has forgotten the beginning before the end comes.",
        NHS,
        long_sentences,
    ),
    Rule(
        "L02",
        Level.WARN,
        "Long paragraph",
        "as the profile says: up to 3 sentences; "
        "a single word, a question that leads in and what is quoted do not count",
        "A block of text is skipped, with the warning in it.",
        NHS,
        long_paragraphs,
    ),
    Rule(
        "L03",
        Level.WARN,
        "Long list",
        "as the profile says: up to 6 items",
        "In a long list the item that matters is not found.",
        f"{NHS}; European Commission readability guideline (2009); MHRA",
        long_lists,
    ),
    Rule(
        "L05",
        Level.WARN,
        "Hard to read",
        "SMOG and Flesch-Kincaid as the profile says, for other languages LIX 40, without the medicine's names; "
        "from 100 words in 5 sentences up",
        "About half of all adults read at or below the level of an eighth school year.",
        "AMA, NIH and CDC on reading level; cleaned as the University of New Mexico does; "
        "the NHS uses such scores to set priorities only",
        reading_grade,
    ),
    Rule(
        "L09",
        Level.INFORM,
        "Question as a heading",
        "no heading is a question, except under frequently asked questions; a profile may allow it",
        "Who scans the headings looks for the word, not for the question.",
        "NHS content style guide; EMA QRD template; TGA and FDA disagree",
        question_headings,
    ),
)
