"""A monograph's text to a `Monograph`."""

from __future__ import annotations

import codecs
import collections
import dataclasses
import hashlib
import itertools
import pathlib
import re
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Level, Place, Problem
from handouts.model.monograph import Heading, Inline, Mark, Monograph, Run, Searched, plain, without
from handouts.reader.characters import settle
from handouts.reader.chosen import unknown_headings
from handouts.reader.dialects import settle_dialects
from handouts.reader.front_matter import split_front_matter
from handouts.reader.icon_words import unknown_icon_words
from handouts.reader.key_sentences import check_key_sentences
from handouts.reader.list_numbers import same_numbers
from handouts.reader.markdown import parse, prepare, unread_tables, words_in
from handouts.reader.markdown.markup import LESS
from handouts.reader.misspelt import misspelt
from handouts.reader.overlong import refuse_long_lines, refuse_long_text
from handouts.reader.roles import folded, known
from handouts.reader.searched import searched, unsearched
from handouts.reader.second_doses import second_doses
from handouts.reader.sections import sections_of
from handouts.reader.titles import is_a_name, is_same_medicine
from handouts.reader.wrapped import wrapped_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.model.monograph import Section

LARGEST_BYTES = 2_000_000
SAVE_AS_UTF_8 = "Save the file as UTF-8 in your editor."
LINE_END = re.compile("(?<!\r)\r++\n|[\r\u2028\u2029]")
LEAKED = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|(?<!`)\{[a-z_ ]{3,40}\}|\[(?:specific|insert|your|name of)[^\]\n]{0,60}\]", re.IGNORECASE
)
BLANK = re.compile(rf"{LESS}(?P<words>[A-Za-z][\w’'-]*(?: [\w’'-]+){{0,3}})>")


def read_text(data: bytes, path: str) -> str:
    """Return a file's bytes as text with newlines as line ends and composed characters (Unicode NFC).

    ``path`` names the file in the places of problems.

    Raises:
        ContentError: empty, too large, binary, or not UTF-8 (the place is the first bad byte), or with characters that
            `handouts.reader.characters` refuses.
    """
    return _settled(data, path)[0]


def _settled(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    decoded = LINE_END.sub("\n", _decoded(data, path))
    refuse_long_lines(decoded, path)
    text, problems = settle(decoded, path)
    text = unicodedata.normalize("NFC", text.replace("\ufeff", ""))
    if not text.strip():
        raise _unreadable(
            "empty", "The file is empty.", "Write a monograph, or start one with `handouts new NAME`.", Place(path)
        )
    return text, problems


def _decoded(data: bytes, path: str) -> str:
    if len(data) > LARGEST_BYTES:
        raise _unreadable(
            "too-large",
            f"The file holds {len(data):,} bytes.",
            f"Split it: {LARGEST_BYTES:,} bytes is the most.",
            Place(path),
        )
    if _is_utf_16(data):
        raise _unreadable("not-utf-8", "The file is UTF-16 text.", SAVE_AS_UTF_8, Place(path, 1, 1))
    if b"\0" in data:
        raise _unreadable(
            "binary", "This is not a text file.", "Give a monograph written in Markdown (.md).", Place(path)
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = f"The byte {data[error.start]:#04x} is not UTF-8 text."
        raise _unreadable("not-utf-8", message, SAVE_AS_UTF_8, Place(path, line, column)) from None


def _is_utf_16(data: bytes) -> bool:
    """Tell UTF-16 by its mark, or by one zero in most pairs of bytes, as in all text of Latin letters."""
    start = data[:1000]
    return start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or any(
        start[first::2].count(0) > len(start) / 4 and not start[1 - first :: 2].count(0) for first in (0, 1)
    )


def read_monograph(data: bytes, path: str) -> Monograph:
    """Return the monograph a file's bytes hold.

    ``path`` names the file, and gives the title where neither front matter nor heading does. What is wrong with the
    text and does not keep it from being read stands in the monograph's problems.

    Raises:
        ContentError: see `read_text`, `handouts.reader.front_matter.split_front_matter` and
            `handouts.reader.key_sentences.check_key_sentences`.
    """
    text, said = _settled(data, path)
    parted = split_front_matter(text, path)
    settled, foreign = settle_dialects(parted.body, parted.body_line, path)
    if unread := tuple(unread_tables(settled, parted.body_line, path)):
        raise ContentError(*unread)
    body = prepare(settled)
    parsed = parse(body, parted.body_line)
    if parsed.faults:
        raise ContentError(*(_wrong_table(fault.line, fault.message, path) for fault in parsed.faults))
    if parsed.doubtful:
        raise ContentError(*(_doubtful(line, found, path) for line, found in parsed.doubtful))
    blocks = parsed.blocks
    refuse_long_text(parted.metadata.title, blocks, path)
    heading = next((block for block in blocks if isinstance(block, Heading) and block.level == 1), None)
    if heading is not None and parted.metadata.title and known(plain(heading.inline)):
        heading = None  # `# Dosage` below a title of the front matter is a section
    title, repeated = _title(parted.metadata.title, heading, path)
    if heading is not None and heading is blocks[0]:
        blocks = blocks[1:]
    else:
        repeated = True
    sections = sections_of(blocks)
    front = text.split("\n")[: parted.body_line]
    metadata = parted.metadata
    lost = [*unknown_headings(metadata.urgency, sections, front, path)]
    if lost := [*lost, *unknown_icon_words(metadata.icons, sections, front, path)]:
        raise ContentError(*lost)
    check_key_sentences(parted.metadata, sections, front[:-1], path)
    letters = collections.Counter[str | None]()
    for run in (run for block in blocks for run in _runs(block)):
        letters[run.language] += len(run.text)
    problems = [
        *said,
        *parted.problems,
        *foreign,
        *_title_problems(parted.metadata.title, heading, path, repeated=repeated),
        *_text_problems(text, path),
        *_blanks(body, parted.body_line, path),
        *wrapped_lines(body, parted.body_line, path),
    ]
    problems += [_stray(line, path) for line in parsed.strays]
    problems += [_lonely(line, path) for line in parsed.lonely]
    problems += same_numbers(sections, path)
    headings = tuple(block for block in parsed.blocks if isinstance(block, Heading))
    language = parted.metadata.language or (letters.most_common(1)[0][0] if letters else None) or "en"
    found, unknown = searched(sections, language)
    problems += unsearched(found, unknown, path)
    slips = misspelt(sections, path) if found is not Searched.NONE else ()  # a slip is told from English words only
    problems += _in_columns([*slips, *second_doses(sections, headings, path)], text)
    problems += _empty(sections, headings, path)
    if not sections:
        hint = "Write at least one section."
        problems.append(
            Problem(
                "no-text", "There is no text after the front matter.", hint, Place(path, parted.body_line), rule="S13"
            )
        )
    return Monograph(
        path=path,
        title=title,
        heading=None if repeated or heading is None else without(Mark.STRONG, heading.inline),
        metadata=parted.metadata,
        language=language,
        headings=headings,
        sections=sections,
        stacked=_is_stacked(sections),
        body=body,
        body_line=parted.body_line,
        digest=hashlib.sha256(data).hexdigest(),
        data=data,
        problems=tuple(problems),
        searched=found,
    )


def _is_stacked(sections: Sequence[Section]) -> bool:
    headings = [folded(plain(section.heading)) for section in sections if section.heading]
    return len(headings) != len(set(headings))


def _title(title: str | None, heading: Heading | None, path: str) -> tuple[Inline, bool]:
    """Return the title (front matter, else the H1, else the file name) and whether it says the H1's words."""
    written = without(Mark.STRONG, heading.inline) if heading else ()
    if title is None:
        return written or (Run(pathlib.PurePath(path).stem.replace("-", " ").replace("_", " ")),), True
    return (Run(title),), words_in(title) == words_in(plain(written))


def _title_problems(title: str | None, heading: Heading | None, path: str, *, repeated: bool) -> Iterator[Problem]:
    if title is None:
        hint = "Add `title: Name of the medicine` between two lines ---, at the top."
        yield Problem("missing-title", "The front matter has no title.", hint, Place(path, 1), rule="S01")
    elif not repeated and heading:
        said, place = plain(heading.inline), Place(path, heading.line)
        message = f"The heading says “{said}”, the title “{title}”."
        level = Level.INFORM if is_same_medicine(title, said) else Level.BLOCK if is_a_name(said) else Level.WARN
        yield Problem("title-differs", message, "Use the same words in both.", place, level, rule="S01")


def _text_problems(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in LEAKED.finditer(line):
            yield _leaked(match[0], Place(path, number, match.start() + 1))
        for column, character in enumerate(line, 1):
            if character in "\ufffd\ufffc":
                message = f"The character U+{ord(character):04X} stands for text that was lost."
                place = Place(path, number, column)
                yield Problem("damaged-text", message, "Look up what stood here.", place, words=character, rule="S12")


def _blanks(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """Find words in angle brackets that are no tag: `until <date>`; ``body`` is prepared."""
    for number, line in enumerate(body.split("\n"), body_line):
        for match in BLANK.finditer(line):
            words = f"<{match['words']}>"
            place = Place(path, number, match.start() + 1)
            yield _leaked(words, place)


def _leaked(words: str, place: Place) -> Problem:
    message = f"“{words}” looks like a blank somebody forgot to fill."
    hint = "Replace it with the text that is meant."
    return Problem("leaked-template", message, hint, place, words=words, rule="S12")


def _runs(block: object) -> Iterator[Run]:
    if isinstance(block, Run):
        yield block
    elif isinstance(block, tuple):
        for each in block:
            yield from _runs(each)
    elif hasattr(block, "__dataclass_fields__"):
        for field in block.__dataclass_fields__:
            yield from _runs(getattr(block, field))


def _stray(line: int, path: str) -> Problem:
    hint = "Close the bold text, or take the stars out. They are not printed."
    return Problem("stray-mark", "Stars stand here that mark nothing.", hint, Place(path, line), Level.WARN, rule="S13")


def _lonely(line: int, path: str) -> Problem:
    message, hint = "Stars stand here that have no note, or a note no stars.", "Give both as many stars."
    return Problem("lonely-star", message, hint, Place(path, line), Level.WARN, rule="S13")


def _doubtful(line: int, found: str, path: str) -> Problem:
    message = f"“{found}” may be one number, partly bold, or two numbers."
    hint = "Make the whole number bold (**15 mg**), write × between two, or a power as 10<sup>6</sup>."
    return Problem("doubtful-number", message, hint, Place(path, line), words=found, rule="S12")


def _wrong_table(line: int, message: str, path: str) -> Problem:
    hint = "Correct its rowspan and colspan: each place of a table belongs to one cell. Or write every cell by itself."
    return Problem("wrong-table", message, hint, Place(path, line))


def _in_columns(problems: Iterable[Problem], text: str) -> Iterator[Problem]:
    """Give problems of headings the column at which their first word stands."""
    rows = text.split("\n")
    for problem in problems:
        word = problem.words.split(maxsplit=1)[0]
        column = rows[problem.place.line - 1].find(word) + 1
        yield dataclasses.replace(problem, place=dataclasses.replace(problem.place, column=column))


def _empty(sections: Sequence[Section], headings: Sequence[Heading], path: str) -> Iterator[Problem]:
    """Report the sections without text, but for those whose text deeper headings hold."""
    parted = {before.line for before, heading in itertools.pairwise(headings) if heading.level > before.level}
    for section in sections:
        if section.heading and not section.content and section.line not in parted:
            message, hint = f"The section “{plain(section.heading)}” holds no text.", "Fill it, or take it out."
            yield Problem("empty-section", message, hint, Place(path, section.line), Level.WARN, rule="S13")


def _unreadable(code: str, message: str, hint: str, place: Place) -> ContentError:
    return ContentError(Problem(code, message, hint, place))
