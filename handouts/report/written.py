"""A finding's words in the file they came from, and as every report says them."""

from __future__ import annotations

import collections
import dataclasses
import functools
import itertools
import pathlib
import re
from typing import TYPE_CHECKING, Any

from handouts.check.medicine.data_files import data_files
from handouts.check.rule import Rule
from handouts.errors import Level
from handouts.model.typography import printable_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handouts.check.result import Checked
    from handouts.errors import Problem, Waiver

LINE_END = re.compile(r"\r+\n|\r|\u2028|\u2029")
MARKUP = r"*_`~\\"
SHORT, SEARCHED = 60, 4000
TRUTH = "No program can check that a text is true, up to date and right for a patient. That stays with its reviewer."
NO_RULE: Rule[object] = Rule("", Level.INFORM, "", "", "", "", lambda _: iter(()))


def by_id(rules: Iterable[Rule[Any]]) -> Mapping[str, Rule[Any]]:
    """Return rules by their id; a problem that is no rule's has one without words."""
    return collections.defaultdict(lambda: NO_RULE, {rule.id: rule for rule in rules})


def shorter(words: str) -> str:
    """Return words as one line of a length that can be quoted, at most `SHORT` characters and an ellipsis."""
    line = printable_line(" ".join(words.split()))
    return line if len(line) <= SHORT else re.sub(r" \S{0,20}$", "", line[: SHORT - 1]) + " …"


def posix(path: str) -> str:
    """Return a path with forward slashes and without a leading ``./``."""
    return pathlib.PurePath(path).as_posix()


def told(finding: Problem) -> tuple[str, str, str]:
    """Return a finding's message parted around the words it is about: what stands before, the words, what stands after.

    Where the message does not quote them itself, they stand before it; without words, all of it comes first.
    """
    message, words = printable_line(finding.message), shorter(finding.words)
    if not words:
        return message, "", ""
    if match := re.search(rf"(?<!\w){re.escape(words)}(?!\w)", message):
        return message[: match.start()], words, message[match.end() :]
    return "“", words, f"” {message}"


def advice(finding: Problem) -> str:
    """Return what is wrong, with the words it is about, and what to do."""
    return f"{''.join(told(finding))} {printable_line(finding.hint)}".strip()


def limits() -> str:
    """Return what no finding, and no lack of findings, tells: this stands on every report."""
    tables = data_files()
    unread = sum(not file.reviewed_by for file in tables)
    if not unread:
        return TRUTH
    return (
        f"{TRUTH} The tables of medicines are not clinically reviewed until a named pharmacist signs them: "
        f"{unread} of {len(tables)} {'is' if unread == 1 else 'are'} not (`handouts rules` lists them)."
    )


def verdict(checked: Sequence[Checked]) -> str:
    """Return the upshot in a sentence, and in another what an earlier report has told already."""
    before = [finding for file in checked for finding in file.before]
    if not before:
        return _upshot(checked)
    blocking = sum(finding.blocks for finding in before)
    upshot = _upshot(checked) if any(file.blocks for file in checked) else "Nothing new blocks."
    left_out = f"{len(before)} that the earlier report tells {'is' if len(before) == 1 else 'are'} left out"
    return f"{upshot} {left_out}; {blocking or 'none'} of them {'blocks' if blocking == 1 else 'block'}."


def _upshot(checked: Sequence[Checked]) -> str:
    blocked = sum(file.blocks for file in checked)
    if not checked:
        return "No text was looked at."
    if len(checked) == 1:
        return "This text may not be handed out as it is." if blocked else "No rule blocks this text."
    return (
        f"{blocked} of {len(checked)} texts may not be handed out as they are."
        if blocked
        else "No rule blocks these texts."
    )


def excuse(waiver: Waiver) -> str:
    """Return why a finding may pass, who says so, and until when."""
    until = f", until {waiver.until:%Y-%m-%d}" if waiver.until else ""
    return f"{waiver.reason} ({waiver.by}{until})"


@dataclasses.dataclass(frozen=True)
class FileText:
    """A checked file's text, with newlines as line ends, to find words in; offsets count from 0."""

    source: str

    @classmethod
    def of(cls, checked: Checked) -> FileText:
        """Return the text of a checked file with newlines as line ends."""
        return cls(LINE_END.sub("\n", checked.source))

    @functools.cached_property
    def rows(self) -> list[str]:
        """The lines of the text."""
        return self.source.split("\n")

    @functools.cached_property
    def offsets(self) -> list[int]:
        """The offset at which each line begins."""
        return [*itertools.accumulate((len(row) + 1 for row in self.rows[:-1]), initial=0)]

    def stretch(self, finding: Problem) -> tuple[int, int] | None:
        """Return the offsets in the source between which a finding's words stand, their markup included.

        It is their first word where no more is found, and None where not even that is, or the finding names no line.
        """
        line, column = finding.place.line, finding.place.column
        if not finding.words.strip() or not 0 < line <= len(self.rows):
            return None
        start = self.offsets[line - 1]
        exact = start + max(column - 1, 0)
        if self.source.startswith(finding.words, exact):
            return exact, exact + len(finding.words)
        for pattern in (_loosely(finding.words), re.compile(re.escape(finding.words.split()[0]))):
            match = pattern.match(self.source, exact) or pattern.search(
                self.source, start, start + len(self.rows[line - 1]) + SEARCHED
            )
            if match:
                return match.span()
        return None


def _loosely(words: str) -> re.Pattern[str]:
    """Return a pattern of the words with markup inside and line ends between them.

    What it passes over, it never tries again: the time it takes grows with the text, not with its square.
    """
    return re.compile(rf"[\s{MARKUP}>|]++".join(rf"[{MARKUP}]*+".join(map(re.escape, word)) for word in words.split()))
