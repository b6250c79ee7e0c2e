"""What to do first, over a whole run: harm before style, repeats folded; and texts by how grave their findings are."""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.rule import FORMAL, MISLEADING, Kind, kind_of
from handouts.errors import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.check.result import Checked
    from handouts.errors import Problem

MOST = 8  # entries: what an editor takes in
SHOWN = {Level.BLOCK: 3, Level.WARN: 1}  # findings of an entry that are told in full
SHOWN_MISLEADING = 5  # each of them is a harm of its own
SHOWN_OF_ONE_PLACE = 3  # where its place would tell nothing of the next
PLACES = 3  # further ones of which the place is told
WORST = 20  # texts of a library that are told in full
KINDS = list(Kind)


class Found(NamedTuple):
    """A finding and the file it is in."""

    file: Checked
    finding: Problem


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """All that one rule has found: the first findings in full, the places of the next, how many are left.

    ``level`` is that of the gravest, ``count`` is how often, ``texts`` in how many texts.
    """

    rule: str
    level: Level
    kind: Kind
    count: int
    texts: int
    told: tuple[Found, ...]
    also: tuple[Found, ...]

    @property
    def left(self) -> int:
        """How many findings are neither told nor placed."""
        return self.count - len(self.told) - len(self.also)

    @property
    def name(self) -> str:
        """The rule, and how often it was broken."""
        return f"{self.rule} × {self.count}" if self.count > 1 else self.rule


@dataclasses.dataclass(frozen=True, slots=True)
class ToDo:
    """The entries, and the rules that block beyond them."""

    entries: tuple[Entry, ...]
    also_blocking: tuple[str, ...]


def do_first(checked: Sequence[Checked]) -> ToDo:
    """Return what to put right first: what blocks, then what warns; of each harm, then paper, then style."""
    found: dict[str, list[Found]] = collections.defaultdict(list)
    for file in by_gravity(checked):
        for finding in file.open:
            if finding.level in SHOWN:
                found[finding.rule].append(Found(file, finding))
    entries = sorted((_entry(rule, group) for rule, group in found.items()), key=_weight)
    return ToDo(tuple(entries[:MOST]), tuple(entry.rule for entry in entries[MOST:] if entry.level is Level.BLOCK))


def _entry(rule: str, found: list[Found]) -> Entry:
    ranks = {path: rank for rank, path in enumerate(dict.fromkeys(each.file.path for each in found))}
    ordered = sorted(found, key=lambda each: (each.finding.level.rank, ranks[each.file.path], each.finding.place))
    level = ordered[0].finding.level
    told = [*_differing(ordered, lambda each: (each.finding.message, each.finding.hint, each.finding.words.casefold()))]
    told = told[: _shown(rule, level, told)]
    places = {each.finding.place for each in told}
    others = [each for each in ordered if each.finding.place not in places]
    also = [*_differing(others, lambda each: each.finding.place)][:PLACES]
    texts = len({each.file.path for each in found})
    return Entry(rule, level, kind_of(rule), len(found), texts, tuple(told), tuple(also))


def _shown(rule: str, level: Level, told: list[Found]) -> int:
    if level is Level.BLOCK and rule in MISLEADING:
        return SHOWN_MISLEADING
    is_of_one_place = len({each.finding.place for each in told}) == 1
    return SHOWN_OF_ONE_PLACE if is_of_one_place else SHOWN[level]


def _differing(found: Sequence[Found], by: Callable[[Found], object]) -> Iterator[Found]:
    """Return the first findings of each kind."""
    seen = set()
    for each in found:
        if by(each) not in seen:
            seen.add(by(each))
            yield each


def _weight(entry: Entry) -> tuple[int, int, int, int, int, str]:
    """Return what orders entries: after what misleads comes what is left unsaid, then how things are written."""
    harm = 0 if entry.rule in MISLEADING else 2 if entry.rule in FORMAL else 1
    return entry.level.rank, KINDS.index(entry.kind), harm, -entry.texts, -entry.count, entry.rule


def by_gravity(checked: Sequence[Checked]) -> list[Checked]:
    """Return the files, that with most that blocks first, then that with most warnings of harm."""
    return sorted(checked, key=lambda file: (*_counts(file), file.path))


def _counts(file: Checked) -> tuple[int, ...]:
    counts = collections.Counter((finding.level, kind_of(finding.rule)) for finding in file.open)
    blocking = sum(counts[Level.BLOCK, kind] for kind in KINDS)
    return -blocking, *(-counts[level, kind] for level in (Level.WARN, Level.INFORM) for kind in KINDS)


def apart(findings: Sequence[Problem]) -> Iterator[tuple[Kind, list[Problem]]]:
    """Return findings by what their rules are for, safety first; a kind without any is left out."""
    for kind in KINDS:
        if alike := [finding for finding in findings if kind_of(finding.rule) is kind]:
            yield kind, alike


def blocking_texts(checked: Sequence[Checked]) -> dict[str, list[Checked]]:
    """Return the rules that block, each with the texts it blocks, the gravest of them first."""
    texts: dict[str, dict[str, Checked]] = collections.defaultdict(dict)
    for file in by_gravity(checked):
        for finding in file.findings:
            if finding.blocks:
                texts[finding.rule][file.path] = file
    return {rule: [*files.values()] for rule, files in sorted(texts.items())}
