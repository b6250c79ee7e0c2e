"""The leaflet's own words, from gettext catalogues: a language is one file, ``templates/wording/<language>.po``.

The English text is the message id; an entry left empty prints it as it stands.
"""

from __future__ import annotations

import dataclasses
import functools
import io
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import PoFileError, read_po

from handouts.assets import find
from handouts.errors import LookError, Place, Problem
from handouts.model.language import primary

if TYPE_CHECKING:
    import datetime as dt
    import pathlib
    from collections.abc import Mapping

    from handouts.assets import Look

FALLBACK = "en"


def phrase(message: str) -> str:
    """Mark a message that stands in a table and is printed later: a test asks for its place in ``en.po``."""
    return message


@dataclasses.dataclass(frozen=True)
class Wording:
    """The words of one language; ``language`` is the one they are in, which may not be the one asked for."""

    language: str
    messages: Mapping[str, str]

    def __call__(self, message: str, /, **values: str) -> str:
        """Return the message in this language with its values filled in."""
        translated = self.messages.get(message) or message
        return translated.format(**values) if values else translated

    def date(self, day: dt.date) -> str:
        """Return a date written out in this language, so that day and month cannot be mixed up."""
        return format_date(day, "d MMMM yyyy", Locale.parse(self.language, sep="-"))


def wording(language: str, look: Look) -> Wording:
    """Return the words of a language (a BCP 47 tag), or of English where there is no catalogue for it.

    Raises:
        LookError: the catalogue is not a gettext catalogue.
    """
    for candidate in (language, primary(language), FALLBACK):
        path = find(look.templates, f"wording/{candidate}.po")
        if path is not None:
            return Wording(candidate, _messages(path))
    return Wording(FALLBACK, {})


def forget_wording() -> None:
    """Forget the catalogues that were read, because they have changed."""
    _messages.cache_clear()


@functools.cache
def _messages(path: pathlib.Path) -> dict[str, str]:
    try:
        entries = read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
    except (PoFileError, UnknownLocaleError, UnicodeDecodeError, OSError) as error:
        hint = "Compare it with wording/en.po; `handouts eject` gives you a fresh one."
        raise LookError(
            Problem("invalid-wording", f"This is not a wording catalogue: {error}.", hint, Place(str(path)))
        ) from None
    return {str(message.id): str(message.string) for message in entries if message.id and message.string}
