"""How an edition is printed where nothing else is asked for, as clinic.toml says: ``[printing.editions]``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError, LookError, Problem
from handouts.model.described import Described
from handouts.model.edition_words import USUAL, edition_changes
from handouts.model.imposition import page_for
from handouts.model.paper import PaperSize
from handouts.model.printing import PrintDefaults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.assets import Look
    from handouts.model.clinic import Settings
    from handouts.model.edition import Edition


def defaults_for(edition: Edition, settings: Settings, look: Look) -> PrintDefaults:
    """Return what every entry says whose words are all in the edition; the more words, the more it counts.

    Raises:
        ContentError: an entry's words are not understood, whichever edition is printed.
    """
    changes = edition_entries(settings, look)
    fitting = [words for words in changes if all(_has(edition, *change) for change in changes[words].items())]
    fitting.sort(key=lambda words: len({*words.split("+")} - {USUAL}))
    said: dict[str, Any] = {"printer": settings.printing.printer}
    for words in fitting:
        entry = settings.printing.editions[words]
        said |= {name: getattr(entry, name) for name in entry.model_fields_set}
    return PrintDefaults(**said)


def edition_entries(settings: Settings, look: Look) -> Mapping[str, Mapping[str, Any]]:
    """Return what the words of each entry change, by its words.

    Raises:
        ContentError: with each entry whose words are not understood, at its place.
    """
    changes: dict[str, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for words in settings.printing.editions:
        try:
            changes[words] = _on_its_pages(edition_changes(words, look), look)
        except (ContentError, LookError) as error:
            place = settings.place("printing", "editions", words)
            problems += [dataclasses.replace(each, place=place) for each in error.problems]
    if problems:
        raise ContentError(*problems)
    return changes


def _on_its_pages(changes: Mapping[str, Any], look: Look) -> Mapping[str, Any]:
    """Return the changes with the paper of the pages, where what is named is the sheet that two of them stand on."""
    if {"paper", "impose"} <= changes.keys():
        return {**changes, "paper": page_for(PaperSize.named(look, changes["paper"]), look).name}
    return changes


def _has(edition: Edition, name: str, value: Any) -> bool:
    found = getattr(edition, name)
    if isinstance(found, Described):
        return found.name == str(value)
    return set(value) <= set(found) if isinstance(value, tuple) else bool(found == value)
