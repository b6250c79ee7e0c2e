"""The monograph's structure against the tags of the PDF.

Which heading a text and a cell stand under, which item, list, answer or quotation they are in, an item's number.
"""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.leaflet.parts import Leaflet
from handouts.leaflet.printed import Origin
from handouts.model.monograph import plain
from handouts.proof.facts import Around, Fact, Kind, Spot, Step, key
from handouts.proof.naming import COMPLETE, MOST
from handouts.proof.paper import HINT
from handouts.proof.tagged import Leaf, Tagged, fact_of
from handouts.proof.written import Structure, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Monograph
    from handouts.proof.grid import Placed
    from handouts.proof.readback.structure import Element
    from handouts.proof.tagged_tables import Cell

NAMES = {Around.ITEM: "the item", Around.ANSWER: "the answer to", Around.QUOTATION: "a quotation"}
LONGEST = 60  # letters of a text that is named
DEEPEST = 8  # items around a text; pdfium tells no tags deeper than about 32


class Comparison:
    """The structure of one leaflet, written and read back.

    ``problems`` are its differences, ``lines`` the monograph's line of each marked text, by page (from 0) and mark, and
    ``tables`` the cells of each table as it is tagged.
    """

    def __init__(self, leaflet: Leaflet, tags: Element, monograph: Monograph) -> None:
        """Compare."""
        self.path = monograph.path
        structure = Structure(leaflet)
        self.turned = structure.turned
        self.written = list(structure.of(monograph))
        self.ours = {self._key(plain(text.inline)) for text in leaflet.text() if text.origin is not Origin.MONOGRAPH}
        self.passing = {found.fact.words for found in self.written if found.passing}
        self.words = {self._key(found.words): " ".join(found.words.split())[:LONGEST] for found in self.written}
        empty = {words: spans for section in monograph.sections for words, spans in structure.rows(section.content)}
        tagged = Tagged(empty, turned=self.turned)
        tagged.read(tags)
        self.tables: Sequence[Sequence[Placed[Cell]]] = tagged.tables
        self.lines: dict[tuple[int, int], int] = {}
        self.problems = list(itertools.islice(self._differences(tagged.leaves), MOST))

    def _differences(self, leaves: Sequence[Leaf]) -> Iterator[Problem]:
        questions = {step.words for found in self.written for step in found.fact.around if step.around is Around.ANSWER}
        headed = [found for found in self.written if found.fact.kind is Kind.HEADING and not found.passing]
        headings = {found.fact.words for found in headed}
        waiting: dict[str, list[tuple[Fact, Leaf]]] = collections.defaultdict(list)
        exact: dict[Fact, list[tuple[Fact, Leaf]]] = collections.defaultdict(list)
        for leaf in leaves:
            pair = fact_of(leaf, questions, headings), leaf
            waiting[leaf.words].append(pair)
            exact[pair[0]].append(pair)
        used: set[int] = set()
        missing = []
        listed = self._listed(leaves)
        for found in self.written:
            if found.table and found.listed != (found.table in listed):
                continue
            pairs = itertools.chain(exact.get(found.fact._replace(before=None), ()), waiting.get(found.fact.words, ()))
            fitting = (pair for pair in pairs if id(pair[1]) not in used and self._agrees(found, *pair))
            fit = next(fitting, None)
            if fit:
                self._use(found, fit[1], used)
            else:
                missing.append(found)
        for found in missing:
            left = [pair for pair in waiting.get(found.fact.words, ()) if id(pair[1]) not in used]
            nearest = _nearest(found.fact, left)
            if not nearest and len(found.fact.around) >= DEEPEST:
                continue
            if nearest:
                self._use(found, nearest[1], used)
                message = self._difference(found, *nearest)
            else:
                message = f"“{self._name(found)}” is not one text in the tags."
            place = Place(self.path, found.line)
            yield Problem("changed-structure", message, HINT, place, words=found.words, rule=COMPLETE)

    def _listed(self, leaves: Sequence[Leaf]) -> set[int]:
        """Return the numbers of the tables that are told as lists: their words are no cells, and others are items."""
        shown = {kind: {leaf.words for leaf in leaves if leaf.kind is kind} for kind in (Kind.CELL, Kind.ITEM)}
        tables = {found.table for found in self.written if found.listed and found.fact.words in shown[Kind.ITEM]}
        return tables - {
            found.table for found in self.written if not found.listed and found.fact.words in shown[Kind.CELL]
        }

    def _use(self, found: Written, leaf: Leaf, used: set[int]) -> None:
        used.add(id(leaf))
        for mark in leaf.marks:
            self.lines[mark.page, mark.mark] = found.line

    def _agrees(self, found: Written, fact: Fact, leaf: Leaf) -> bool:
        wanted = found.fact
        return (
            (wanted.kind, wanted.around, wanted.spot) == (fact.kind, fact.around, fact.spot)
            and self._is_below(found, fact)
            and _follows(found, leaf)
            and (not found.marker or found.marker in leaf.starts)
        )

    def _is_below(self, found: Written, fact: Fact) -> bool:
        """Tell whether a text stands below its headings; a heading of ours that says the same does no harm."""
        wanted = found.fact.headings
        got = tuple(words for words in fact.headings if words in wanted or words not in self.passing)
        extra = len(got) - len(wanted)
        if found.closing and wanted and got[:-1] == wanted[:-1]:
            return True
        return wanted == got or (extra > 0 and got[extra:] == wanted and (found.loose or {*got[:extra]} <= self.ours))

    def _difference(self, found: Written, fact: Fact, leaf: Leaf) -> str:
        """Say what of a text's structure is not the author's."""
        name, wanted = self._name(found), found.fact
        if wanted.kind is not fact.kind:
            return f"“{name}” is tagged as {fact.kind.value}, the monograph has it as {wanted.kind.value}."
        if wanted.spot and fact.spot and wanted.spot != fact.spot:
            return f"The cell “{name}” stands {self._spot(fact.spot)}, in the monograph {self._spot(wanted.spot)}."
        if wanted.around != fact.around:
            return f"“{name}” stands in {self._steps(fact.around)}, in the monograph in {self._steps(wanted.around)}."
        if not self._is_below(found, fact):
            return f"“{name}” stands under {self._path(fact.headings)}, not under {self._path(wanted.headings)}."
        if not _follows(found, leaf):
            return f"The item “{name}” stands in another list than in the monograph."
        return f"The number of the item “{name}” does not stand apart from its words."

    def _spot(self, spot: Spot) -> str:
        covers = f", covers {spot.rows} × {spot.columns} places" if (spot.rows, spot.columns) != (1, 1) else ""
        under = " and ".join(f"“{self.words.get(words, words)}”" for words in sorted(spot.under))
        role = " as a heading" if spot.heading else f" under {under}" if under else ""
        return f"in row {spot.row + 1}, column {spot.column + 1}{covers}{role}"

    def _steps(self, steps: Sequence[Step]) -> str:
        names = [f"{NAMES[step.around]} {self._quoted(step.words)}".rstrip() for step in steps]
        return ", in ".join(names) or "no item and no answer"

    def _path(self, headings: Sequence[str]) -> str:
        return ", ".join(map(self._quoted, headings)) or "no heading"

    def _quoted(self, words: str) -> str:
        return f"“{self.words.get(words, words[:LONGEST])}”" if words else ""

    @staticmethod
    def _name(found: Written) -> str:
        return " ".join(found.words.split())[:LONGEST]

    def _key(self, words: str) -> str:
        return key(words, turned=self.turned)


def _follows(found: Written, leaf: Leaf) -> bool:
    """Tell whether an item follows the one it follows in the monograph."""
    if not leaf.item:
        return True
    before = leaf.item.before
    return before == found.fact.before or (found.parted and before is None)


def _nearest(wanted: Fact, pairs: Sequence[tuple[Fact, Leaf]]) -> tuple[Fact, Leaf] | None:
    """Return the text whose place is most like the wanted one."""
    return min(
        pairs, key=lambda pair: sum(one != other for one, other in zip(wanted, pair[0], strict=True)), default=None
    )
