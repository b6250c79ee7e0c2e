"""The options of an edition: a field of `Edition` is an option of every command that makes leaflets."""

from __future__ import annotations

import datetime as dt
import enum
import typing
from typing import TYPE_CHECKING, Any

import click

from handouts.assets import Look, look
from handouts.cli.options import Day
from handouts.errors import ContentError, LookError
from handouts.model.described import Described
from handouts.model.edition import Edition
from handouts.model.edition_words import edition_changes, edition_name
from handouts.model.imposition import Imposition, page_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.model.clinic import Clinic

TODAY = "today"


class DayOrToday(Day):
    """A date, as 2026-03-31, or today."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the date; what today is, the command knows."""
        return TODAY if value == TODAY else super().convert(value, param, ctx)


def edition_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each field of an edition; their values come as one argument each."""
    for name, field in reversed(list(Edition.model_fields.items())):
        if name != "clinic":
            option = "--" + (name[:-1] if field.default == () else name).replace("_", "-")
            settings = _settings(field.annotation, field.default, field.description or "")
            command = click.option(option, name, **settings)(command)
    return command


several_editions = click.option(
    "--edition",
    "words",
    multiple=True,
    metavar="WORDS",
    help="An edition by its words, as large+letter; may be given again, for several in one run. Its name stands in "
    "the file's: NAME-letter-large.pdf. The usual one is called standard.",
)


def editions_of(
    words: Sequence[str], clinic: Clinic, of: Look, today: dt.date, chosen: dict[str, Any]
) -> dict[str, Edition]:
    """Return the editions that were chosen on the command line, by the names that stand in their files'.

    Without words it is the one of the other options, which needs no name.

    Raises:
        BadParameter: the words are not understood, or there is no such paper size or type style.
    """
    if not words:
        return {"": edition_of(clinic, of, today, chosen)}
    try:
        asked = {edition_name(each, of): edition_changes(each, of) for each in words}
    except ContentError as error:
        told = " ".join(f"{problem.message} {problem.hint}" for problem in error.problems)
        raise click.BadParameter(told, param_hint="--edition") from None
    return {name: edition_of(clinic, of, today, chosen | changes) for name, changes in asked.items()}


def edition_of(clinic: Clinic, of: Look, today: dt.date, chosen: dict[str, Any]) -> Edition:
    """Return the edition that was chosen on the command line.

    Raises:
        BadParameter: there is no such paper size or type style, or no sheet that two pages fit on.
    """
    for field, described in _described().items():
        if (name := chosen[field]) not in (names := described.names(of)):
            told = f"there is no {described.noun} {name}; choose one of {', '.join(names)}"
            raise click.BadParameter(told, param_hint=f"--{field}")
    values = {name: today if value == TODAY else value for name, value in chosen.items()}
    edition = Edition.of(of, clinic=clinic, **values)
    if edition.impose is Imposition.NONE:
        return edition
    try:
        return edition.model_copy(update={"paper": page_for(edition.paper, of)})
    except LookError as error:
        problem = error.problems[0]
        raise click.BadParameter(f"{problem.message} {problem.hint}", param_hint="--impose") from None


def _described() -> dict[str, type[Described]]:
    """Return the fields whose values a look describes, with what they are."""
    kinds = ((name, field.annotation) for name, field in Edition.model_fields.items())
    return {name: kind for name, kind in kinds if isinstance(kind, type) and issubclass(kind, Described)}


def _settings(annotation: Any, default: Any, about: str) -> dict[str, Any]:
    """Return how click reads a field of this type."""
    kinds = [kind for kind in (annotation, *typing.get_args(annotation)) if isinstance(kind, type)]
    if described := next((kind for kind in kinds if issubclass(kind, Described)), None):
        about = f"{about.rstrip('.')}: {', '.join(described.names(look()))}."
        return {"default": described.default, "show_default": True, "metavar": "NAME", "help": about}
    settings = {"default": default.value if isinstance(default, enum.Enum) else default, "help": about}
    if dt.date in kinds:
        return settings | {"type": DayOrToday()}
    if bool in kinds:
        return settings | {"is_flag": True}
    choices = next(([str(each.value) for each in kind] for kind in kinds if issubclass(kind, enum.Enum)), None)
    several = default == ()
    chosen = click.Choice(choices) if choices else kinds[0]
    return settings | {"type": chosen, "multiple": several, "show_default": not several}
