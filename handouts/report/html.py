"""Findings as one page of HTML for editors: the monograph's own lines with what was found beside them."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

from handouts.check.rule import Kind, kind_of
from handouts.errors import Level
from handouts.model.typography import printable, printable_line, unmasked
from handouts.report.first import WORST, by_gravity, do_first
from handouts.report.written import FileText, by_id, excuse, limits, told, verdict
from handouts.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.check.readability import Reading
    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem
    from handouts.page import Renderer
    from handouts.report.first import Entry, Found

WAIVED = "waived"


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """A finding as it stands beside its line; ``level`` is its level, or that it is waived, and ``excuse`` why."""

    id: str
    number: int
    level: str
    rule: str
    title: str
    told: tuple[str, str, str]
    hint: str
    excuse: str
    where: str


@dataclasses.dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of a line that share their marks; ``ends`` are the notes whose words end with them."""

    text: str
    level: str = ""
    ends: tuple[Note, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file."""

    id: str
    number: int
    pieces: tuple[Stretch, ...]
    notes: tuple[Note, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class FileReport:
    """A checked file; ``notes`` are those about the whole text, or about a line that is not in it.

    ``every`` holds all of its notes. Of a file that is not ``told`` only the counts are shown.
    """

    id: str
    path: str
    title: str
    status: str
    remarks: tuple[str, ...]
    reading: Reading | None
    hardest: tuple[tuple[int, str], ...]
    pages: int | None
    counts: tuple[tuple[str, int], ...]
    every: tuple[Note, ...]
    notes: tuple[Note, ...]
    rows: tuple[SourceLine, ...]
    told: bool


@dataclasses.dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule that found something: what it asks for, and where it was not kept, file by file.

    ``count`` and ``level`` are those of what stands open, as in the table of texts; ``waived`` is counted apart.
    """

    id: str
    title: str
    kind: Kind
    level: str
    count: int
    waived: int
    threshold: str
    why: str
    source: str
    places: tuple[tuple[FileReport, tuple[Note, ...]], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Marked:
    """The stretch of a text a note is about."""

    note: Note
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class FirstNote:
    """A finding among what is to be done first; ``link`` is where it stands on the page, "" where it does not."""

    link: str
    told: tuple[str, str, str]
    hint: str
    where: str


@dataclasses.dataclass(frozen=True, slots=True)
class FirstEntry:
    """An entry of what is to be done first."""

    entry: Entry
    title: str
    told: tuple[FirstNote, ...]
    also: tuple[FirstNote, ...]


def draw_report(
    checked: Sequence[Checked], rules: Sequence[Rule[Any]], page: Renderer, *, everything: bool = False
) -> str:
    """Return a page of HTML that needs nothing else: no script, no other file.

    Of many texts only the worst are told line by line, unless ``everything`` is; all are counted.

    Raises:
        LookError: the template is missing or broken.
    """
    ordered, known = by_gravity(checked), by_id(rules)
    sheets = [_sheet(number, file, known, told=everything or number <= WORST) for number, file in enumerate(ordered, 1)]
    todo = do_first(checked)
    links = {
        id(finding): note.id
        for sheet, file in zip(sheets, ordered, strict=True)
        if sheet.told
        for finding, note in zip(file.findings, sheet.every, strict=True)
    }
    return page.fill(
        "report.html",
        sheets=sheets,
        first=[
            FirstEntry(
                entry,
                known[entry.rule].title,
                tuple(_first(found, links) for found in entry.told),
                tuple(_first(found, links) for found in entry.also),
            )
            for entry in todo.entries
        ],
        also_blocking=todo.also_blocking,
        kinds=[
            (kind, [*entries])
            for kind, entries in itertools.groupby(_rules(sheets, checked, rules), key=lambda entry: entry.kind)
        ],
        totals=[(level, sum(dict(sheet.counts)[level] for sheet in sheets)) for level in (*Level, WAIVED)],
        verdict=verdict(checked),
        limits=limits(),
        version=__version__,
    )


def _first(found: Found, links: Mapping[int, str]) -> FirstNote:
    finding = found.finding
    where = printable_line(str(finding.place))
    return FirstNote(links.get(id(finding), ""), told(finding), printable_line(finding.hint), where)


def _sheet(number: int, file: Checked, rules: Mapping[str, Rule[Any]], *, told: bool) -> FileReport:
    written, name = FileText.of(file), f"text-{number}"
    notes = [
        (finding, _note(f"{name}-note-{count}", count, finding, file, rules[finding.rule].title))
        for count, finding in enumerate(file.findings, 1)
    ]
    beside: dict[int, list[Note]] = collections.defaultdict(list)
    marked, whole = [], []
    for finding, note in notes if told else ():
        if not file.source or finding.place.path != file.path or not 0 < finding.place.line <= len(written.rows):
            whole.append(note)
            continue
        beside[finding.place.line].append(note)
        if stretch := written.stretch(finding):
            marked.append(Marked(note, *stretch))
    counts = (*((level.value, file.count(level)) for level in Level), (WAIVED, file.waived))
    return FileReport(
        id=name,
        path=printable_line(file.path),
        title=printable_line(file.title),
        status=printable_line(file.status),
        remarks=tuple(map(printable_line, file.notes)),
        reading=file.reading,
        hardest=tuple((sentence.passage.line, printable_line(sentence.text)) for sentence in file.reading.hardest)
        if file.reading
        else (),
        pages=file.pages,
        counts=counts,
        every=tuple(note for _, note in notes),
        notes=tuple(whole),
        rows=_rows(name, written, marked, beside) if told and file.source else (),
        told=told,
    )


def _note(name: str, number: int, finding: Problem, file: Checked, title: str) -> Note:
    place = (
        finding.place
        if finding.place.path != file.path
        else f"line {finding.place.line}"
        if finding.place.line
        else "the whole text"
    )
    return Note(
        id=name,
        number=number,
        level=WAIVED if finding.waiver else finding.level.value,
        rule=finding.rule,
        title=title,
        told=told(finding),
        hint=printable_line(finding.hint),
        excuse=printable_line(excuse(finding.waiver)) if finding.waiver else "",
        where=printable_line(str(place)),
    )


def _rows(
    name: str, written: FileText, marked: Sequence[Marked], beside: Mapping[int, Sequence[Note]]
) -> tuple[SourceLine, ...]:
    touching: dict[int, list[Marked]] = collections.defaultdict(list)
    for mark in marked:
        for number in range(
            bisect.bisect(written.offsets, mark.start), bisect.bisect_left(written.offsets, mark.end) + 1
        ):
            touching[number].append(mark)
    return tuple(
        SourceLine(
            f"{name}-line-{number}",
            number,
            _pieces(written.source, start, start + len(row), touching[number]),
            tuple(beside.get(number, ())),
        )
        for number, (start, row) in enumerate(zip(written.offsets, written.rows, strict=True), 1)
    )


def _pieces(source: str, start: int, end: int, marks: Sequence[Marked]) -> tuple[Stretch, ...]:
    """Part a line wherever a mark begins or ends."""
    ends = {mark.note.id: min(mark.end, end) for mark in marks}
    cuts = sorted({start, end, *(max(mark.start, start) for mark in marks), *ends.values()})
    pieces = []
    for left, right in itertools.pairwise(cuts):
        over = [mark for mark in marks if mark.start <= left and right <= mark.end]
        gravest = min((mark.note.level for mark in over), key=[*Level, WAIVED].index, default="")
        pieces.append(
            Stretch(
                unmasked(printable(source[left:right])), gravest, tuple(mark.note for mark in over if mark.end == right)
            )
        )
    return tuple(pieces)


def _rules(sheets: Sequence[FileReport], checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> list[RuleEntry]:
    """Return the rules that found something by what they are for, the gravest first."""
    known = by_id(rules)
    entries = []
    for rule in {finding.rule for file in checked for finding in file.findings}:
        places = [(sheet, tuple(note for note in sheet.every if note.rule == rule)) for sheet in sheets]
        notes = [note for _, found in places for note in found]
        waived = sum(note.level == WAIVED for note in notes)
        entries.append(
            RuleEntry(
                id=rule,
                title=known[rule].title,
                kind=kind_of(rule),
                level=min((note.level for note in notes), key=[*Level, WAIVED].index),
                count=len(notes) - waived,
                waived=waived,
                threshold=known[rule].threshold,
                why=known[rule].why,
                source=known[rule].source,
                places=tuple((sheet, found) for sheet, found in places if found),
            )
        )
    return sorted(entries, key=lambda entry: ([*Kind].index(entry.kind), [*Level, WAIVED].index(entry.level), entry.id))
