"""Editions by their words: ``large+letter`` is the usual edition in large print, on US Letter."""

from __future__ import annotations

import contextlib
import enum
import typing
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError, LookError, Place, Problem
from handouts.model.described import Described
from handouts.model.edition import Edition
from handouts.model.imposition import Imposition, sheet_for
from handouts.model.type_style import TypeStyle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.assets import Look

USUAL = TypeStyle.default  # the word that asks for nothing


def vocabulary(look: Look) -> dict[str, tuple[str, Any]]:
    """Return every word of a look's editions, in the order they stand in a name, with its field and its value.

    A field's words are the names of what a look describes, the values of a choice, or its own name.
    """
    words: dict[str, tuple[str, Any]] = {}
    for name, field in Edition.model_fields.items():
        for word, value in _words(name, field.annotation, look):
            if value != field.default:
                words.setdefault(word, (name, value))
    return words


def _words(name: str, annotation: Any, look: Look) -> Iterable[tuple[str, Any]]:
    kinds = [kind for kind in (annotation, *typing.get_args(annotation)) if isinstance(kind, type)]
    for kind in kinds:
        if issubclass(kind, Described):
            return [(each, each) for each in kind.names(look)]
        if issubclass(kind, enum.Enum):
            return [(str(each.value), each) for each in kind]
    return [(name.replace("_", "-"), True)] if bool in kinds else []


def edition_name(words: str, look: Look) -> str:
    """Return the words in the order of the vocabulary, joined by hyphens; nothing for the usual edition.

    Raises:
        ContentError: a word is not known, or two contradict each other.
    """
    return "-".join(word for word in _chosen(words, look) if word != USUAL)


def words_of(edition: Edition, look: Look) -> str:
    """Return the words that make an edition, as ``letter+large``; `USUAL` for the usual one.

    What has no word (the clinic's block, the day it is given on) is left out. Pages that are imposed are called by the
    paper of their sheets: a booklet on the usual paper is a ``booklet``.
    """
    values = {name: getattr(edition, name) for name in Edition.model_fields}
    if edition.impose is not Imposition.NONE:
        with contextlib.suppress(LookError):  # made with a look that had another paper
            values["paper"] = sheet_for(edition.paper, look)
    words = [
        word
        for word, (name, value) in vocabulary(look).items()
        if word != getattr(values[name], "default", None) and _has(values[name], value)
    ]
    return "+".join(words) or USUAL


def _has(value: Any, asked: Any) -> bool:
    if isinstance(value, tuple):
        return asked in value
    return bool((value.name if isinstance(value, Described) else value) == asked)


def edition_changes(words: str, look: Look) -> dict[str, Any]:
    """Return what an edition's words change, field by field, as `Edition.of` takes it.

    Raises:
        ContentError: a word is not known, or two contradict each other.
    """
    changes: dict[str, Any] = {}
    for word, (name, value) in _chosen(words, look).items():
        if Edition.model_fields[name].default == ():
            changes[name] = (*changes.get(name, ()), value)
        elif name in changes:
            told = f"“{changes[name]}” and “{word}” contradict each other"
            raise ContentError(_problem(words, told, f"Ask for two editions: {changes[name]} and {word}."))
        else:
            changes[name] = value
    return changes


def _chosen(words: str, look: Look) -> dict[str, tuple[str, Any]]:
    known = vocabulary(look)
    asked = [word.strip().lower() for word in words.split("+")]
    for word in asked:
        if word not in known:
            told = f"there is no edition “{word}”" if word else "a word is missing"
            raise ContentError(_problem(words, told, f"Join words by +, as large+letter, out of: {', '.join(known)}."))
        if asked.count(word) > 1:
            raise ContentError(_problem(words, f"“{word}” stands twice", "Say each word once."))
    return {word: known[word] for word in known if word in asked}


def _problem(words: str, told: str, hint: str) -> Problem:
    return Problem("unknown-edition", f"The edition is not understood: {told}.", hint, Place(f"--edition {words}"))
