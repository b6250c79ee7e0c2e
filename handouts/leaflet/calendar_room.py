"""Has a page room for a calendar, and each of its boxes for its words? Told before the engine sets it.

What room is left makes the rows higher, so that a page is filled with boxes to tick and to write in.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from handouts.leaflet.calendar import Setting, held
from handouts.model.letter_widths import WIDTHS, width_of
from handouts.model.monograph import plain
from handouts.model.paper import MM_PER_POINT
from handouts.model.typography import bind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.leaflet.calendar import Box, Calendar
    from handouts.leaflet.printed import Field
    from handouts.model.edition import Edition
    from handouts.model.language import Direction

RAGGED = 1.2  # lines are not full: a word that does not fit goes to the next
CLOSE = 1.2  # the least leading there may be (EC readability guideline, 2009)
# As styles/parts/calendar.css has it. Of a box of a week: what stands beside and around its words, the least pattern
# below them, and how high it is at least where lines are not close; of a day of the list; and the frame of a note.
PADDING_MM, AROUND_MM, PATTERN_MM, LEAST_MM = 2.0, 2.2, 3.0, 27.0
LIST_PADDING_MM, CLOSE_PADDING_MM, LIST_AROUND_MM, LIST_PATTERN_MM, FRAME_MM = 4.3, 2.7, 2.4, 8.0, 2.0
LABEL_EMS, LOOSE_EMS, DATE_SHARE = 2.75, 0.25, 0.4  # the column of a week's name; a list's, and how much they may take
TITLE, TITLE_LEADING, FIELD, FIELD_MM, TABLE_MM = 1.35, 1.18, 1.14, 2.0, 5.0
LEAST_FIELD, APART = 0.43, 0.025  # of the column has a field at least, with room for another beside it
SPACE_EMS, LEGEND_EMS = 0.27, 2.9
BLANK = 6 * "n"  # as wide as the room for a date in the list
TICK_EMS, LONE_TICK_EMS, FRAME_EMS, BLANK_EMS, GAP_MM = 1.45, 1.5, 0.6, 0.35, 3.0
OTHER_EMS = 0.66  # a letter of Arabic, Devanagari, Cyrillic or Greek, rounded up
HIGHEST_MM = {"weeks": 80.0, "days": 15.0}  # a higher row is no better
TALLER_MM = 9  # what a pattern that is seen from afar takes of a box beside the least one
EDGE_MM = 10.5  # from the paper's edge to the table
SPARE_MM = 2.5  # that no rounding makes a page too full


def fitted(calendar: Calendar, edition: Edition, direction: Direction, *, foot_mm: float = 0) -> Calendar:
    """Return a calendar with rows that fill its page, or of no height where it has no room, or a box none for a word.

    ``foot_mm`` is what a patient's name takes of the page's height.
    """
    sheet = _Sheet(edition, direction, close=calendar.setting.close)
    room_mm = edition.page.text_height_mm - foot_mm - SPARE_MM - sheet.around_mm(calendar)
    rows = [*(sheet.weeks(calendar) if calendar.layout == "weeks" else sheet.days(calendar))]
    return sheet.set_in(calendar, _filling(rows, room_mm) if sum(rows) <= room_mm else 0)


def has_room(calendar: Calendar) -> bool:
    """Tell whether a calendar that was fitted stands on one page, no word of its boxes cut."""
    return calendar.setting.row_mm > 0


def _filling(rows: list[float], room_mm: float) -> float:
    """Return how high each row is, where those that need more have it, so that all of them fill a room."""
    high = sorted(rows)
    while len(high) > 1 and high[-1] > room_mm / len(high):
        room_mm -= high.pop()
    return room_mm / len(high)


class _Sheet:
    """The measures of an edition's page."""

    def __init__(self, edition: Edition, direction: Direction, *, close: bool) -> None:
        page, style = edition.page_towards(direction), edition.type
        self.em_mm = style.size_pt * MM_PER_POINT
        self.line_mm = self.em_mm * style.leading
        self.row_line_mm = self.em_mm * CLOSE if close else self.line_mm
        self.column = page.column_mm / self.em_mm
        self.left_mm = 0.0 if edition.punch and direction == "ltr" else max(page.left_mm - EDGE_MM, 0)
        self.right_mm = 0.0 if edition.punch and direction == "rtl" else max(page.right_mm - EDGE_MM, 0)
        if edition.punch and edition.two_sided:
            self.left_mm = self.right_mm = 0.0
        self.table_mm = page.column_mm + self.left_mm + self.right_mm
        self.style, self.stacked = style, direction == "rtl"
        self.paragraph_mm = (style.paragraph_em or 0) * self.em_mm

    def set_in(self, calendar: Calendar, row_mm: float) -> Calendar:
        """Return a calendar with its table's place and its rows' height, cut to a tenth so that none is rounded up."""
        row_mm = math.floor(10 * min(row_mm, HIGHEST_MM[calendar.layout])) / 10
        setting = Setting(
            calendar.setting.close,
            row_mm,
            columns_mm=self._columns_mm(calendar) if calendar.layout == "days" else (),
            tall=calendar.layout == "weeks" and self._rest_mm(calendar) + TALLER_MM <= row_mm,
            width_mm=round(self.table_mm, 1),
            left_mm=round(self.left_mm, 1),
            right_mm=round(self.right_mm, 1),
        )
        return calendar.set_as(setting)

    def around_mm(self, calendar: Calendar) -> float:
        """Return the height of what stands above and below the days, the heads of the columns too."""
        title = f"{calendar.heading} {plain(calendar.title)}"
        height = self._lines(title, self.column / TITLE) * TITLE * TITLE_LEADING * self.em_mm
        span = self._beside([plain(words) for words in calendar.span], 5 / self.em_mm + SPACE_EMS)
        order = self._lines(calendar.order, self.column) if calendar.order else 0
        height += (span + order) * self.line_mm + 1.2 * (1 + bool(order))
        height += self._fields_mm(calendar.fields)
        height += (self.row_line_mm + 2.2) * bool(calendar.columns)
        legend = [words for words in (calendar.taking, calendar.resting, calendar.noting) if words]
        height += self._beside(legend, 6 / self.em_mm + LEGEND_EMS) * CLOSE * self.em_mm
        return height + TABLE_MM + self.paragraph_mm

    def _beside(self, texts: list[str], between: float) -> int:
        """Return how many lines texts fill that stand one after another, none parted that fits a line."""
        return _in_lines([self._width(text) for text in texts], self.column, between)

    def _fields_mm(self, fields: tuple[Field, ...]) -> float:
        wide = [self._width(field.label, 0) + self._width(field.value or "") + 1 for field in fields]
        least, apart = (1.0, 0.0) if self.stacked else (LEAST_FIELD, APART)
        lines = _in_lines([max(each, least * self.column) for each in wide], self.column, apart * self.column)
        return lines * (FIELD * self.em_mm + FIELD_MM)

    def weeks(self, calendar: Calendar) -> Iterator[float]:
        """Return how high each row of seven boxes becomes, endless where a word does not fit."""
        width = self._box_ems(calendar)
        least_mm = 0 if calendar.setting.close else LEAST_MM
        for week in calendar.weeks:
            yield max(least_mm, *(self._box_mm(box, width) for box in week.boxes if box))

    def _rest_mm(self, calendar: Calendar) -> float:
        """Return how high the boxes of days without the medicine are at least."""
        width = self._box_ems(calendar)
        return max((self._box_mm(box, width) for box in _boxes(calendar) if not box.takes), default=0)

    def _box_ems(self, calendar: Calendar) -> float:
        label_mm = LABEL_EMS * self.em_mm + PADDING_MM if any(week.label for week in calendar.weeks) else 0
        return ((self.table_mm - label_mm) / max(len(week.boxes) for week in calendar.weeks) - PADDING_MM) / self.em_mm

    def _box_mm(self, box: Box, width: float) -> float:
        """Return how high a box of a week becomes, ``width`` ems wide."""
        lines = [*([] if box.date is None else [(box.date, 1, 0.0)]), (box.number, 0, 0.0), (held(box.words), 1, 0.0)]
        lines += [(plain(text.inline), 0, TICK_EMS) for text in box.ticks]
        lines += [(plain(text.inline), 1, FRAME_EMS) for text in box.notes]
        if any(self._widest(text, bold) + (begun == FRAME_EMS) * begun > width for text, bold, begun in lines):
            return math.inf
        count = sum(self._wrapped(text, width, begun, bold) for text, bold, begun in lines)
        ems = BLANK_EMS * (box.date is None) + LONE_TICK_EMS * (box.takes and not box.ticks)
        count += 2 * (box.date is None)
        height = count * self.row_line_mm + ems * self.em_mm + AROUND_MM + len(box.ticks)
        return height + PATTERN_MM * (not box.takes) + FRAME_MM * len(box.notes)

    def _wrapped(self, text: str, width: float, begun: float, bold: int) -> int:
        """Return how many lines a text fills, word by word: no word is parted, nor a number from its unit."""
        lines, room = 1, width - begun
        for word in _pieces(text):
            wide = self._width(word, bold)
            if wide > room:
                lines, room = lines + 1, width
            room -= wide + self._width(" ", bold)
        return lines

    def days(self, calendar: Calendar) -> Iterator[float]:
        """Return how high each day of the list becomes."""
        close, gap = calendar.setting.close, GAP_MM / self.em_mm + SPACE_EMS
        padding_mm = CLOSE_PADDING_MM if close else LIST_PADDING_MM
        columns_mm = self._columns_mm(calendar)
        date, number = ((column_mm - padding_mm) / self.em_mm for column_mm in columns_mm)
        whole = (self.table_mm - sum(columns_mm) - padding_mm) / self.em_mm
        for box in _boxes(calendar):
            wide = [self._width(box.words, 1) + TICK_EMS * (box.takes and not box.ticks)]
            wide += [self._width(plain(text.inline), 0) + TICK_EMS for text in box.ticks]
            wide += [self._width(plain(text.inline), 1) + FRAME_EMS for text in box.notes]
            width = whole if box.takes else whole - LIST_PATTERN_MM / self.em_mm
            lines = max(
                _in_lines(wide, width, gap),
                self._lines(_named(calendar, box), date),
                self._lines(box.number, number),
            )
            around_mm = LIST_AROUND_MM / (1 + close)
            yield lines * self.row_line_mm + around_mm + FRAME_MM * bool(box.notes)

    def _columns_mm(self, calendar: Calendar) -> tuple[float, ...]:
        """Return how wide the columns of a list's dates and numbers are."""
        boxes = [*_boxes(calendar)]
        dates = max(self._width(_named(calendar, box)) for box in boxes)
        numbers = max(*(self._width(box.number) for box in boxes), self._width(calendar.columns[1]))
        padding_mm = CLOSE_PADDING_MM if calendar.setting.close else LIST_PADDING_MM
        columns_mm = [(ems + LOOSE_EMS) * self.em_mm + padding_mm for ems in (dates, numbers)]
        return tuple(round(min(column_mm, DATE_SHARE * self.table_mm), 1) for column_mm in columns_mm)

    def _width(self, text: str, weight: int = 1) -> float:
        """Return a text's width in ems; of scripts that are not measured, what a letter of theirs is by and large."""
        measured = "".join(letter for letter in text if letter in WIDTHS[weight])
        others = [letter for letter in text if letter not in WIDTHS[weight] and unicodedata.category(letter)[0] != "M"]
        wide = sum(unicodedata.east_asian_width(letter) in {"W", "F"} for letter in others)
        apart = self.style.letter_em * len(measured) + self.style.word_em * measured.count(" ")
        return width_of(measured, weight) + apart + wide + OTHER_EMS * (len(others) - wide)

    def _widest(self, text: str, weight: int) -> float:
        return max(self._width(word, weight) for word in _pieces(text))

    def _lines(self, text: str, width: float, weight: int = 1) -> int:
        """Return how many lines a text fills, in lines of so many ems."""
        long = self._width(text, weight)
        return max(math.ceil(long * (RAGGED if long > width else 1) / width), 1)


def _named(calendar: Calendar, box: Box) -> str:
    """Return what names a day of the list."""
    return " ".join(filter(None, (box.weekday, box.date or f"{calendar.blank} {BLANK}")))


def _in_lines(wide: list[float], width: float, gap: float) -> int:
    """Return how many lines pieces fill that stand one after another, each with a gap behind it.

    One that does not fit goes to the next line.
    """
    lines, room = 0, 0.0
    for piece in wide:
        if piece + gap > room:
            own = math.ceil((piece + gap) * (RAGGED if piece + gap > width else 1) / width)
            lines, room = lines + own, own * width
        room -= piece + gap
    return lines


def _pieces(text: str) -> list[str]:
    """Return what of a text never parts at a line's end."""
    return [piece.replace("\u00a0", " ") for piece in bind(text).split(" ") if piece]


def _boxes(calendar: Calendar) -> Iterable[Box]:
    return (box for week in calendar.weeks for box in week.boxes if box)
