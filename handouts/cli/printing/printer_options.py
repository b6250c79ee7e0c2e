"""The options that say where and how something is printed."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any

import click

from handouts.model.printing import Colour, Finish, Sides, page_ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Pages(click.ParamType[tuple[tuple[int, int], ...]]):
    """Ranges of pages, as 1-2,4."""

    name = "pages"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[tuple[int, int], ...]:
        """Read them."""
        try:
            return tuple(page_ranges(str(value)))
        except ValueError as error:
            self.fail(f"{error}", param, ctx)


OPTIONS: dict[str, Decorator] = {
    "printer": click.option("--printer", help="A queue, a printer of clinic.toml, or ipp://HOST:631/ipp/print."),
    "copies": click.option(
        "--copies", type=click.IntRange(1, 99), default=1, show_default=True, help="Copies of each."
    ),
    "sides": click.option(
        "--sides",
        type=click.Choice([each.value for each in Sides]),
        help="Print on one side, or on both and turn over the long or short edge; the leaflet's own by default.",
    ),
    "colour": click.option(
        "--colour",
        type=click.Choice([each.value for each in Colour]),
        help="In colour or grey; the leaflet's own by default.",
    ),
    "tray": click.option("--tray", help="The tray to take the paper from; the printer chooses by default."),
    "finish": click.option(
        "--finish",
        type=click.Choice([each.value for each in Finish]),
        multiple=True,
        help="Staple, punch, or fold a booklet; repeatable.",
    ),
    "pages": click.option("--pages", type=Pages(), help="Some pages only, as 1-2,4."),
    "fingerprint": click.option("--fingerprint", help="SHA-256 of the certificate that an ipps: printer must show."),
    "ca": click.option(
        "--ca",
        type=click.Path(path_type=pathlib.Path, exists=True, dir_okay=False),
        help="Your own certificate authority, for an ipps: printer.",
    ),
    "wait": click.option(
        "--wait",
        type=click.FloatRange(min=1),
        default=300,
        show_default=True,
        help="Seconds a job may stand still before it is cancelled.",
    ),
    "again": click.option("--again", is_flag=True, help="Print also what already waits at the printer."),
    "via": click.option(
        "--via", type=click.Choice(["ipp", "lp"]), default="ipp", help="lp: hand over to the lp command."
    ),
}


def printer_options(*left_out: str) -> Decorator:
    """Return what gives a command the options of a printer but those ``left_out``."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        for name, option in reversed(OPTIONS.items()):
            if name not in left_out:
                command = option(command)
        return command

    return give
