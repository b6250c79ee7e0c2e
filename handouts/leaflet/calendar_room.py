"""Has a page room for a calendar, and each of its boxes for its words? Told before the engine sets it."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from handouts.model.letter_widths import WIDTHS, width_of
from handouts.model.monograph import plain
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.leaflet.calendar import Box, Calendar, Week
    from handouts.model.edition import Edition

RAGGED = 1.2  # lines are not full: a word that does not fit goes to the next
# As styles/parts/calendar.css has it, in millimetres: what stands beside the words of a box, around them, the pattern
# below them, and how high it is at least; the same of a day of the list, and the frame around a note.
PADDING_MM, AROUND_MM, PATTERN_MM, LEAST_MM = 2.8, 2.6, 2.4, 28.0
LIST_AROUND_MM, FRAME_MM = 2.4, 2.0
# Of the list's columns: the date's, the number's, and how much of the table they all take.
DATE_EMS, NUMBER_EMS, DATE_SHARE, NUMBER_SHARE, LIST_PADDING_MM = 3.6, 2.7, 0.12, 0.04, 4.3
TITLE, TITLE_MM, FIELD_MM, PARAGRAPH_MM, TABLE_MM = 1.35, 1.0, 2.6, 1.4, 7.0  # the title in ems, the rest beside lines
TICK_EMS, FRAME_EMS = 1.35, 0.6
OTHER_EMS = 0.66  # a letter of Arabic, Devanagari, Cyrillic or Greek, rounded up


def has_room(calendar: Calendar, edition: Edition) -> bool:
    """Tell whether a calendar stands on one page, no word of its boxes cut."""
    return _Sheet(edition).height_mm(calendar) <= edition.page.text_height_mm


class _Sheet:
    """The measures of an edition's page."""

    def __init__(self, edition: Edition) -> None:
        self.em_mm = edition.type.size_pt * MM_PER_POINT
        self.line_mm = self.em_mm * edition.type.leading
        self.column = edition.page.column_mm / self.em_mm
        self.table_mm = edition.page.table_mm
        self.letter_em, self.word_em = edition.type.letter_em, edition.type.word_em
        self.paragraph_mm = max(PARAGRAPH_MM, (edition.type.paragraph_em or 0) * self.em_mm)

    def height_mm(self, calendar: Calendar) -> float:
        """Return how high a calendar becomes, endless where a word does not fit."""
        rows = self._weeks(calendar) if calendar.layout == "weeks" else self._days(calendar)
        return self._around_mm(calendar) + sum(rows)

    def _around_mm(self, calendar: Calendar) -> float:
        """Return the height of what stands above and below the days, the heads of the columns too."""
        title = self._lines(f"{calendar.heading} {plain(calendar.title)}", self.column / TITLE) * TITLE
        fields = [f"{field.label}  {field.value or ''}" for field in calendar.fields]
        below = ["    ".join(map(plain, calendar.span)), calendar.order, calendar.taking, calendar.resting]
        paragraphs = [words for words in (*below, calendar.noting) if words]
        lines = title + 1 + sum(self._lines(words, self.column) for words in (*fields, *paragraphs))
        around = TITLE_MM + TABLE_MM + FIELD_MM * len(fields) + self.paragraph_mm * len(paragraphs)
        return lines * self.line_mm + around

    def _weeks(self, calendar: Calendar) -> Iterator[float]:
        columns = max(len(week.boxes) + bool(week.label) for week in calendar.weeks)
        width = (self.table_mm / columns - PADDING_MM) / self.em_mm
        for week in calendar.weeks:
            yield max(LEAST_MM, *(self._box_mm(box, width) for box in week.boxes if box))

    def _box_mm(self, box: Box, width: float) -> float:
        """Return how high a box of a week becomes, ``width`` ems wide."""
        begun = TICK_EMS if box.takes and not box.ticks else 0
        lines = [*([] if box.date is None else [(box.date, 1, 0.0)]), (box.number, 0, 0.0), (box.words, 1, begun)]
        lines += [(plain(text.inline), 0, TICK_EMS) for text in box.ticks]
        lines += [(plain(text.inline), 1, FRAME_EMS) for text in box.notes]
        if any(
            self._width(text.split()[0], bold) + before > width or self._widest(text, bold) > width
            for text, bold, before in lines
        ):
            return math.inf
        count = sum(self._lines(text, width, before, bold) for text, bold, before in lines)
        count += 2 if box.date is None else 0
        return count * self.line_mm + AROUND_MM + PATTERN_MM * (not box.takes) + FRAME_MM * len(box.notes)

    def _days(self, calendar: Calendar) -> Iterator[float]:
        table = self.table_mm / self.em_mm
        padding = LIST_PADDING_MM / self.em_mm
        date = DATE_EMS + DATE_SHARE * table
        width = (1 - DATE_SHARE - NUMBER_SHARE) * table - DATE_EMS - NUMBER_EMS - 3 * padding
        for box in _boxes(calendar.weeks):
            texts = [box.words, *(plain(text.inline) for text in (*box.ticks, *box.notes))]
            taken = sum(self._width(text, 1) + TICK_EMS + 1 for text in texts) - 1
            named = " ".join(filter(None, (box.weekday, box.date or calendar.blank)))
            lines = max(math.ceil(taken * (RAGGED if taken > width else 1) / width), self._lines(named, date))
            yield lines * self.line_mm + LIST_AROUND_MM + FRAME_MM * bool(box.notes)

    def _width(self, text: str, weight: int = 1) -> float:
        """Return a text's width in ems; of scripts that are not measured, what a letter of theirs is by and large."""
        measured = "".join(letter for letter in text if letter in WIDTHS[weight])
        others = [letter for letter in text if letter not in WIDTHS[weight] and unicodedata.category(letter)[0] != "M"]
        wide = sum(unicodedata.east_asian_width(letter) in {"W", "F"} for letter in others)
        apart = self.letter_em * len(measured) + self.word_em * measured.count(" ")
        return width_of(measured, weight) + apart + wide + OTHER_EMS * (len(others) - wide)

    def _widest(self, text: str, weight: int) -> float:
        return max(self._width(word, weight) for word in text.split())

    def _lines(self, text: str, width: float, begun: float = 0, weight: int = 1) -> int:
        """Return how many lines a text fills, in lines of so many ems, where some of the first are taken."""
        long = self._width(text, weight) + begun
        return max(math.ceil(long * (RAGGED if long > width else 1) / width), 1)


def _boxes(weeks: Iterable[Week]) -> Iterator[Box]:
    return (box for week in weeks for box in week.boxes if box)
