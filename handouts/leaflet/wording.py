"""The leaflet's own words, from gettext catalogues: a language is one file, ``templates/wording/<language>.po``.

The English text is the message id; an entry left empty prints it as it stands.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import gettext
import io
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from handouts.assets import find
from handouts.errors import LookError, Place, Problem
from handouts.model.language import primary
from handouts.store.plain_files import read

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from handouts.assets import Look

FALLBACK = "en"
FRACTION = 2  # “1.5” takes the form of 2 in the languages that have forms: 1,5 tabletki


def phrase(message: str) -> str:
    """Mark a message that stands in a table and is printed later: a test asks for its place in ``en.po``."""
    return message


def counted_phrase(one: str, several: str) -> tuple[str, str]:
    """Mark a message with a plural that stands in a table, as `phrase` does."""
    return one, several


@dataclasses.dataclass(frozen=True)
class Wording:
    """The words of one language; ``language`` is the one they are in, which may not be the one asked for.

    ``plurals`` holds the forms of messages that count something, ``rule`` which number takes which form (as gettext
    writes it).
    """

    language: str
    messages: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    rule: str = "n != 1"

    def __call__(self, message: str, /, **values: str) -> str:
        """Return the message in this language with its values filled in."""
        translated = self.messages.get(message) or message
        return translated.format(**values) if values else translated

    def date(self, day: dt.date) -> str:
        """Return a date written out in this language, so that day and month cannot be mixed up."""
        return format_date(day, "d MMMM yyyy", self.locale)

    def counted(self, message: tuple[str, str], number: Decimal | int, /, **values: str) -> str:
        """Return the message in the form this number takes, with ``{number}`` and its values filled in."""
        forms = self.plurals.get(message[0]) or message
        rule = gettext.c2py(self.rule if forms is not message else "n != 1")
        form = rule(int(number) if number == int(number) else FRACTION)
        return forms[min(form, len(forms) - 1)].format(number=self.number(number), **values)

    def number(self, number: Decimal | int) -> str:
        """Return a number as this language writes it, with every digit that counts."""
        return format_decimal(number, "#,##0.######", self.locale)

    def time(self, time: dt.time) -> str:
        """Return a time of day as this language writes it; twelve o'clock is said in words."""
        if time in {dt.time(0), dt.time(12)}:
            return self("noon") if time.hour else self("midnight")
        return format_time(time, "short", locale=self.locale).replace("\u202f", "\u00a0")

    def weekday(self, number: int) -> str:
        """Return the name of a day of the week, 0 for Monday."""
        return str(get_day_names("wide", "stand-alone", self.locale)[number])

    def weekdays_in(self, text: str) -> set[int]:
        """Return the days of the week a text names, in full or shortened, 0 for Monday."""
        folded = text.casefold()
        full = {number for number in range(7) if self.weekday(number).casefold() in folded}
        short = get_day_names("abbreviated", "stand-alone", self.locale)
        words = {word.rstrip(".") for word in folded.replace(",", " ").split()}
        return full | {number for number, name in short.items() if str(name).casefold().rstrip(".") in words}

    def all_of(self, words: Sequence[str]) -> str:
        """Return words as a list in a sentence."""
        return format_list(words, locale=self.locale)

    @property
    def locale(self) -> Locale:
        """What numbers, dates and lists look like in this language."""
        return Locale.parse(self.language, sep="-")


def wording(language: str, look: Look) -> Wording:
    """Return the words of a language (a BCP 47 tag), or of English where there is no catalogue for it.

    Raises:
        LookError: the catalogue is not a gettext catalogue.
    """
    for candidate in (language, primary(language), FALLBACK):
        path = find(look.templates, f"wording/{candidate}.po")
        if path is not None:
            return _catalogue(path, candidate)
    return Wording(FALLBACK, {})


def forget_wording() -> None:
    """Forget the catalogues that were read, because they have changed."""
    _catalogue.cache_clear()


@functools.cache
def _catalogue(path: pathlib.Path, language: str) -> Wording:
    try:
        entries = read_po(io.BytesIO(read(path)), abort_invalid=True)
        rule = entries.plural_expr
    except (PoFileError, UnknownLocaleError, UnicodeDecodeError, OSError) as error:
        hint = "Compare it with wording/en.po; `handouts eject` gives you a fresh one."
        raise LookError(
            Problem("invalid-wording", f"This is not a wording catalogue: {error}.", hint, Place(str(path)))
        ) from None
    messages, plurals = dict[str, str](), dict[str, tuple[str, ...]]()
    for entry in entries:
        if isinstance(entry.id, tuple) and all(forms := tuple(entry.string or ())):
            plurals[entry.id[0]] = forms
        elif isinstance(entry.id, str) and entry.id and entry.string:
            messages[entry.id] = str(entry.string)
    return Wording(language, messages, plurals, rule)
