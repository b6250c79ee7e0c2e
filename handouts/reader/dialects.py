"""Marks of other dialects of Markdown, settled: read, taken out, refused, or told.

Where the meaning is plain it is read; a note to the editors is not printed, and told; an edit nobody has accepted is
refused; what is left is printed as typed, and told once a kind. Code in a fence is left alone.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.reader.callouts import as_quotations
from handouts.reader.foreign_marks import DIALECTS, PLAIN_WORDS, Dialect, Fate
from handouts.reader.markdown.enclosed import fences
from handouts.reader.markdown.markup import CODE_SPAN, is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SAID = 60  # characters of a mark that a message repeats
TAKE_OUT = "Take it out before the text is signed off."
HINT = {Fate.DROPPED: TAKE_OUT, Fate.TYPED: PLAIN_WORDS}


def settle_dialects(body: str, body_line: int, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text with the marks of other dialects read or taken out, line for line, and what is to be said of them.

    ``body`` begins on the line ``body_line`` of the file ``path``.

    Raises:
        ContentError: the text holds an edit that nobody has accepted or rejected.
    """
    body = as_quotations(body)
    problems = tuple(_problems(body, body_line, path))
    refused = [problem for problem in problems if problem.code == "unfinished-edit"]
    if refused:
        raise ContentError(*refused)
    for dialect in DIALECTS:
        if dialect.fate in {Fate.READ, Fate.DROPPED}:
            body = _read(dialect, body)
    return body, problems


def _found(dialect: Dialect, body: str) -> list[re.Match[str]]:
    matches = list(dialect.matches(body))
    if not matches:
        return []
    code = [fence.span() for fence in fences(body) if not is_markdown(fence)]
    code += [span.span() for span in CODE_SPAN.finditer(body)]
    return _outside(matches, code)


def _outside(matches: list[re.Match[str]], spans: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Return the matches that begin in none of the spans."""
    ordered = sorted(spans)
    ends = [-1, *itertools.accumulate((end for _, end in ordered), max)]  # the farthest of those begun so far
    starts = [start for start, _ in ordered]
    return [match for match in matches if ends[bisect.bisect_right(starts, match.start())] <= match.start()]


def _read(dialect: Dialect, body: str) -> str:
    pieces, end = [], 0
    for match in _found(dialect, body):
        instead = match.expand(dialect.instead)
        lines = match[0].count("\n") - instead.count("\n")
        pieces += [body[end : match.start()], instead, "\n" * lines]
        end = match.end()
    return "".join([*pieces, body[end:]])


def _problems(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """Tell what is refused, dropped or struck each time, and what is printed as typed once a kind."""
    taken: list[tuple[int, int]] = []
    lines = [0, *(match.end() for match in re.finditer("\n", body))]
    for dialect in DIALECTS:
        found = _outside(_found(dialect, body), taken)
        taken += [match.span() for match in found]
        if not dialect.hint and dialect.fate not in HINT:
            continue
        once = found[:1] if dialect.fate is Fate.TYPED else found
        for match in once:
            line = bisect.bisect_right(lines, match.start()) - 1
            place = Place(path, body_line + line, match.start() - lines[line] + 1)
            yield _problem(dialect, match[0], len(found), place)


def _problem(dialect: Dialect, written: str, times: int, place: Place) -> Problem:
    words = " ".join(written.split())
    said = words if len(words) <= LONGEST_SAID else f"{words[:LONGEST_SAID]} …"
    again = f" (and {times - 1} more)" if dialect.fate is Fate.TYPED and times > 1 else ""
    fate = "" if dialect.fate is Fate.READ else f": it is {dialect.fate}"
    message = f"“{said}” is {dialect.name}{again}{fate}."
    code = "unfinished-edit" if dialect.fate is Fate.REFUSED else "foreign-mark"
    hint = dialect.hint or HINT[dialect.fate]
    return Problem(code, message, hint, place, dialect.level, words=said, rule="M13")
