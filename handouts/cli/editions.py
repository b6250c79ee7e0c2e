"""The options of an edition: a field of `Edition` is an option of every command that makes leaflets."""

from __future__ import annotations

import datetime as dt
import enum
import typing
from typing import TYPE_CHECKING, Any

import click

from handouts.assets import Look, look
from handouts.cli.options import Day
from handouts.model.edition import Edition
from handouts.model.paper import DEFAULT, PaperSize, paper_names, paper_size

if TYPE_CHECKING:
    from collections.abc import Callable

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
            option = f"--{name.replace('_', '-')}"
            command = click.option(option, **_settings(field.annotation, field.default, field.description or ""))(
                command
            )
    return command


def edition_of(clinic: Clinic, of: Look, today: dt.date, chosen: dict[str, Any]) -> Edition:
    """Return the edition that was chosen on the command line.

    Raises:
        BadParameter: there is no such paper size.
    """
    paper = chosen["paper"]
    if paper not in (names := paper_names(of)):
        raise click.BadParameter(
            f"there is no paper size {paper}; choose one of {', '.join(names)}", param_hint="--paper"
        )
    values = {name: today if value == TODAY else value for name, value in chosen.items()}
    return Edition(**(values | {"clinic": clinic, "paper": paper_size(of, paper)}))


def _settings(annotation: Any, default: Any, about: str) -> dict[str, Any]:
    """Return how click reads a field of this type."""
    kinds = [kind for kind in (annotation, *typing.get_args(annotation)) if isinstance(kind, type)]
    if PaperSize in kinds:
        names = ", ".join(paper_names(look()))
        return {"default": DEFAULT, "show_default": True, "metavar": "NAME", "help": f"{about.rstrip('.')}: {names}."}
    settings = {"default": default, "help": about}
    if dt.date in kinds:
        return settings | {"type": DayOrToday()}
    if bool in kinds:
        return settings | {"is_flag": True}
    choices = next(([str(each.value) for each in kind] for kind in kinds if issubclass(kind, enum.Enum)), None)
    return settings | {"type": click.Choice(choices) if choices else kinds[0], "show_default": True}
