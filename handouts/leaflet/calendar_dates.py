"""Dates and weekdays as the reader of a calendar writes them; the facts are Babel's, of the Unicode CLDR."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names

from handouts.model.language import is_english, locale_of

if TYPE_CHECKING:
    import datetime as dt

DAY_FIRST = "d MMM"  # English as on the rest of the leaflet: 1 Dec, never 12/1


@dataclasses.dataclass(frozen=True)
class Dates:
    """Dates in the language of the text, even where our own words have no catalogue in it: CLDR knows them.

    A language Babel does not know has English ones.
    """

    language: str

    @functools.cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language, of its country where the tag names one."""
        return locale_of(self.language) or Locale("en")

    @property
    def first_weekday(self) -> int:
        """The day a week begins with, 0 for Monday: that of the country the tag names (en-US: Sunday), or Monday.

        A language by itself is spoken in countries that differ; Monday is the world's (ISO 8601).
        """
        return int(self.locale.first_week_day) if self.locale.territory else 0

    def day(self, day: dt.date) -> str:
        """Return a day and its month, short: 1 Dec."""
        if is_english(str(self.locale.language)):
            return format_date(day, DAY_FIRST, self.locale)
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def short_weekday(self, number: int) -> str:
        """Return the short name of a weekday, 0 for Monday."""
        return str(get_day_names("abbreviated", "stand-alone", self.locale)[number])

    def weekday(self, number: int) -> str:
        """Return the name of a weekday, 0 for Monday."""
        return str(get_day_names("wide", "stand-alone", self.locale)[number])
