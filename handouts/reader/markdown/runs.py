"""Runs of text: merged, folded, freed of stray marks, and parted where the script changes."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Inline, Mark, Run, between, plain
from handouts.reader.markdown.markup import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

SCRIPTS = (
    ("ko", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
    ("ta", "\u0b80-\u0bff"),
    ("ar", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"),
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("ru", "\u0400-\u04ff"),
)
FOREIGN = re.compile(
    "|".join(f"(?P<{language}>[{letters}](?:[ \u00a0\u200c\u200d]?[{letters}])*)" for language, letters in SCRIPTS)
)


BOLD = frozenset({Mark.STRONG, Mark.EMPHASIS})
NUMBER = re.compile(r"\d[\d.,]*\d")
STRAY = re.compile(r"(?<!\w)\*{2,}|\*{2,}(?!\w)")
STRAY_LABEL = re.compile(r"^\*(?=[^\W\d][\w ]{0,40}:)(?=[^*]*$)")


def bold(inline: Inline) -> Inline:
    """Return the runs in bold."""
    return tuple(dataclasses.replace(run, marks=run.marks | {Mark.STRONG}) for run in inline)


def without_strays(inline: Inline) -> Inline:
    """Return the runs without marks that found no partner.

    Those are two or more stars not inside a word, and a star before a label.
    """
    runs = [run.saying(run.text if Mark.CODE in run.marks else STRAY.sub("", run.text)) for run in inline]
    if runs and not any("*" in run.text for run in runs[1:]):
        runs[0] = runs[0].saying(STRAY_LABEL.sub("", runs[0].text))
    return tuple(runs)


def typed(inline: Inline) -> Inline:
    """Return the runs with signs that were kept from the parser as they were typed, and numbers of one look."""
    return whole_numbers(tuple(run.saying(run.text.translate(SIGNS)) for run in inline))


def whole_numbers(inline: Inline) -> Inline:
    """Return the runs with each number as bold as its boldest figure: the 1 of ``1**5 mg**`` is no number."""
    text, offset = plain(inline), 0
    edges = {offset := offset + len(run.text) for run in inline}
    for number in NUMBER.finditer(text):
        if edges & set(range(number.start() + 1, number.end())):
            inside = between(inline, *number.span())
            looks = frozenset.union(*(run.marks for run in inside))
            if looks <= BOLD and len({(run.address, run.language) for run in inside}) == 1:
                whole = dataclasses.replace(inside[0], text=number[0], marks=looks)
                before, behind = between(inline, 0, number.start()), between(inline, number.end(), len(text))
                inline = (*before, whole, *behind)
    return inline


def tidy(runs: Sequence[Run]) -> Inline:
    """Merge neighbours of one look, fold white space, give foreign scripts their language."""
    merged: list[Run] = []
    for run in runs:
        text = run.text
        before = merged[-1].text[-1:] if merged else "\n"
        if text.startswith(" ") and before in {" ", "\n"}:
            text = text[1:]
        if text == "\n" and before == " ":
            merged[-1] = merged[-1].saying(merged[-1].text[:-1])
        if not text:
            continue
        if merged and merged[-1].saying("") == run.saying(""):
            merged[-1] = merged[-1].saying(merged[-1].text + text)
        else:
            merged.append(run.saying(text))
    while merged and not (last := merged[-1].text.rstrip(" \n")):
        merged.pop()
    if merged:
        merged[-1] = merged[-1].saying(last)
    while merged and not merged[0].text.lstrip(" \n"):
        merged.pop(0)
    return tuple(piece for run in merged if run.text for piece in by_script(run))


def by_script(run: Run) -> list[Run]:
    """Part a run where its script changes, so that a reader's voice changes with it."""
    if run.language or run.text.isascii():
        return [run]
    pieces, end = [], 0
    for match in FOREIGN.finditer(run.text):
        if match.start() > end:
            pieces.append(run.saying(run.text[end : match.start()]))
        pieces.append(dataclasses.replace(run, text=match[0], language=match.lastgroup))
        end = match.end()
    return [*pieces, run.saying(run.text[end:])] if end < len(run.text) else pieces


def opens_in_bold(inline: Inline, *, leads: bool) -> bool:
    """Tell a first line in bold, with more below it; ``leads`` tells that other blocks follow."""
    head = list(itertools.takewhile(lambda run: not run.text.startswith("\n"), inline))
    return 0 < len(head) < len(inline) + leads and all(Mark.STRONG in run.marks for run in head)
