"""Characters no font can draw: reported with their place, never printed as a box."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem, TypesettingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from handouts.proof.naming import TextFile


def check_glyphs(monograph: TextFile, missing: AbstractSet[str]) -> None:
    """Refuse a leaflet that would print a box; ``missing`` are the characters no font has.

    Raises:
        TypesettingError: one problem for each missing character, where it first stands.
    """
    if missing:
        raise TypesettingError(*_problems(monograph, missing))


def _problems(monograph: TextFile, missing: AbstractSet[str]) -> Iterator[Problem]:
    hint = "Write it with other characters, or bring a font that has it (see --trust-fonts)."
    for character in sorted(missing):
        name = unicodedata.name(character, "no name")
        message = f"No font has the character “{character}” (U+{ord(character):04X} {name})."
        for number, line in enumerate(monograph.body.split("\n"), monograph.body_line):
            if character in line:
                yield Problem("missing-glyph", message, hint, Place(monograph.path, number, line.index(character) + 1))
                break
        else:
            yield Problem("missing-glyph", message, hint, Place(monograph.path))
