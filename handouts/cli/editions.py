"""The options of an edition: a field of `Edition` is an option of every command that makes leaflets."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import typing
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from handouts.assets import Look, look
from handouts.cli.options import Day
from handouts.errors import ContentError, LookError
from handouts.model.described import Described
from handouts.model.edition import Edition
from handouts.model.edition_words import edition_changes, edition_name
from handouts.model.imposition import Imposition, page_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.errors import Place
    from handouts.model.clinic import Settings

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
one_edition = click.option(
    "--edition",
    "words",
    metavar="WORDS",
    help="The edition by its words, as large+letter; the usual one is called standard.",
)


def editions_of(
    words: Sequence[str], settings: Settings, of: Look, today: dt.date, chosen: dict[str, Any]
) -> dict[str, Edition]:
    """Return the editions that were chosen on the command line, by the names that stand in their files'.

    Without words it is the one of the other options and the clinic's file, which needs no name.

    Raises:
        BadParameter: the words are not understood, or mean one edition twice; there is no such paper or type style.
        ContentError: the edition of the clinic's file is not understood.
    """
    if not words:
        return {"": edition_of(settings, of, today, chosen)}
    names = [_named(each, of) for each in words]
    if twice := next((each for each, name in zip(words, names, strict=True) if names.count(name) > 1), None):
        raise click.BadParameter(f"“{twice}” is asked for twice; leave one out.", param_hint="--edition")
    return {name: edition_of(settings, of, today, chosen, each) for name, each in zip(names, words, strict=True)}


def edition_of(
    settings: Settings,
    of: Look,
    today: dt.date,
    chosen: dict[str, Any],
    words: str | None = None,
    written: Written | None = None,
) -> Edition:
    """Return the edition that was chosen: by ``words``, or by those ``written`` in a file, else in the clinic's.

    What an option says counts more than what is written, field by field.

    Raises:
        BadParameter: there is no such paper size or type style, or no sheet that two pages fit on.
        ContentError: the edition that is written is not understood.
    """
    for field, described in _described().items():
        if (name := chosen[field]) not in (names := described.names(of)):
            told = f"there is no {described.noun} {name}; choose one of {', '.join(names)}"
            raise click.BadParameter(told, param_hint=f"--{field}")
    written = written or (Written(settings.edition, settings.place("edition")) if settings.edition else None)
    given = {name: chosen[name] for name in chosen if is_given(name)}
    if words is not None:
        written, chosen = None, chosen | _asked(words, of, given)
    elif written:
        chosen = chosen | written.changes(of) | given
    values = {name: today if value == TODAY else value for name, value in chosen.items()}
    edition = Edition.of(of, clinic=settings.clinic, **values)
    if edition.impose is Imposition.NONE:
        return edition
    try:
        return edition.model_copy(update={"paper": page_for(edition.paper, of)})
    except LookError as error:
        if written and not given.keys() & {"impose", "paper"}:
            raise ContentError(*(dataclasses.replace(each, place=written.place) for each in error.problems)) from None
        problem = error.problems[0]
        raise click.BadParameter(f"{problem.message} {problem.hint}", param_hint="--impose") from None


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """The words of an edition as a file has them, and where."""

    words: str
    place: Place

    def changes(self, of: Look) -> dict[str, Any]:
        """Return what they change.

        Raises:
            ContentError: they are not understood.
        """
        try:
            return edition_changes(self.words, of)
        except ContentError as error:
            raise ContentError(*(dataclasses.replace(each, place=self.place) for each in error.problems)) from None


def _named(words: str, of: Look) -> str:
    try:
        return edition_name(words, of)
    except ContentError as error:
        raise _misunderstood(error) from None


def _asked(words: str, of: Look, given: dict[str, Any]) -> dict[str, Any]:
    """Return what words change beside the options that are given.

    Raises:
        BadParameter: the words are not understood, or an option says another thing.
    """
    try:
        changes = edition_changes(words, of)
    except ContentError as error:
        raise _misunderstood(error) from None
    for name in changes.keys() & given.keys():
        if Edition.model_fields[name].default == ():
            changes[name] = tuple(dict.fromkeys((*given[name], *changes[name])))
        elif changes[name] != given[name]:
            told = f"“{words}” and --{name.replace('_', '-')} {given[name]} contradict each other"
            raise click.BadParameter(told, param_hint="--edition")
    return changes


def _misunderstood(error: ContentError) -> click.BadParameter:
    told = " ".join(f"{problem.message} {problem.hint}" for problem in error.problems)
    return click.BadParameter(told, param_hint="--edition")


def is_given(name: str) -> bool:
    """Tell whether an option stands on the command line, whatever it says."""
    source = click.get_current_context().get_parameter_source(name)
    return source not in {None, ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP}


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
