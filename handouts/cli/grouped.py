"""A command with many options: its help shows them in groups, what is used most first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class GroupedCommand(click.Command):
    """A command whose help has a heading for each of ``groups``; options that no group names stand last."""

    groups: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    rest = "Else"

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = {option.name: row for option in options if (row := option.get_help_record(ctx))}
        named = {name for names in self.groups.values() for name in names}
        groups = {**self.groups, self.rest: tuple(name for name in rows if name and name not in named)}
        for heading, names in groups.items():
            if found := [rows[name] for name in names if name in rows]:
                with formatter.section(heading):
                    formatter.write_dl(found)
