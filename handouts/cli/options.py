"""Options several commands share; here, and only here, the clock is read."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import pathlib
import re
from collections.abc import Callable, Sequence
from typing import Any

import click

from handouts.assets import Look, look
from handouts.errors import ContentError, Problem
from handouts.library.jobs import Limits
from handouts.library.paths import CONTENT, locate
from handouts.model.clinic import Settings, read_clinic
from handouts.model.options import ReviewPolicy

PATH = click.Path(path_type=pathlib.Path)
FOLDER = click.Path(path_type=pathlib.Path, exists=True, file_okay=False)
CLINIC_FILE = pathlib.Path("clinic.toml")
USUAL = Limits()
CLINIC = "handouts.clinic"  # its path, in the notes of the running command
TRUST_FONTS = "handouts.trust-fonts"  # likewise


class Monograph(click.Path):
    """A monograph's file, or its bare name: lenalidomide for content/lenalidomide.md."""

    name = "monograph"

    def __init__(self) -> None:
        """Ask for a file that can be read."""
        super().__init__(exists=True, dir_okay=False, path_type=pathlib.Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Find the file.

        Raises:
            ContentError: there is none; the nearest one is named.
        """
        return super().convert(locate(pathlib.Path(value)), param, ctx)


class Day(click.ParamType[dt.date]):
    """A date, as 2026-03-31."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read the date."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-03-31", param, ctx)


class Name(click.ParamType[str]):
    """A person's name or role, on one line."""

    name = "name"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the name."""
        name = str(value).strip()
        if not 2 <= len(name) <= 120 or not name.isprintable():  # noqa: PLR2004 - letters
            self.fail(f"{value!r} is not a name: write 2 to 120 letters on one line", param, ctx)
        return name


class Remark(click.ParamType[str]):
    """A remark of some lines."""

    name = "text"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the remark."""
        text = str(value).strip()
        if len(text) > 2_000 or not text.replace("\n", "").isprintable():  # noqa: PLR2004 - letters
            self.fail("write at most 2,000 letters, without control characters", param, ctx)
        return text


class HtmlFile(click.ParamType[pathlib.Path]):
    """An .html file to write; no other name, so that no monograph is ever overwritten."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> pathlib.Path:
        """Read the path."""
        path = pathlib.Path(str(value))
        if path.suffix.lower() not in {".html", ".htm"}:
            self.fail(f"{path} does not end in .html", param, ctx)
        return path


class Cluster(click.ParamType[str]):
    """Where leaflets are made: ``dask``, or ``dask=tcp://host:8786``; becomes the address, empty for this machine."""

    name = "dask[=ADDRESS]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the address."""
        match = re.fullmatch(r"dask(?:=((?:tcp|tls)://[^\s/:]+:\d{1,5}))?", str(value))
        if match is None:
            self.fail(f"{value!r} is not understood; write dask, or dask=tcp://scheduler:8786", param, ctx)
        return match[1] or ""


def signing_day(ctx: click.Context, param: click.Parameter, value: dt.date) -> dt.date:
    """Refuse a sign-off dated in the future."""
    if value > _today():
        raise click.BadParameter(f"{value} has not come yet", ctx=ctx, param=param)
    return value


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def now_on(day: dt.date) -> dt.datetime:
    """Return the clock's time on a day: today, or the one that is given for it."""
    return dt.datetime.combine(day, dt.datetime.now().astimezone().timetz())


def clock() -> dt.datetime:
    """Return the clock's time, for leases and waits that go on while a command runs."""
    return dt.datetime.now().astimezone()


def your_name() -> str:
    """Return who is at this machine, as it knows them.

    Raises:
        UsageError: it does not.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("Nobody knows who you are on this machine: say so with --by.") from None


def _settings(ctx: click.Context, param: click.Parameter, value: pathlib.Path | None) -> Settings:  # noqa: ARG001
    ctx.meta[CLINIC] = value or CLINIC_FILE
    return settings_of(value)


def settings_of(named: pathlib.Path | None) -> Settings:
    """Read the clinic's file: the one named, else the one in this folder, else none.

    Raises:
        ContentError: it cannot be read, or a field of it is wrong.
    """
    path = named or (CLINIC_FILE if os.path.lexists(CLINIC_FILE) else None)  # whatever it is: none may be passed over
    return read_clinic(path) if path else Settings()


def review_policy(today: dt.date, settings: Settings, *, required: bool) -> ReviewPolicy:
    """Return how sign-offs are judged on a day, by the clinic's file and what the command line requires."""
    return ReviewPolicy(today, required=required or settings.approval.required, signers=settings.approval.signers)


def _trusted(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's
    ctx.meta[TRUST_FONTS] = value


def chosen_look(settings: Settings, templates: pathlib.Path | None, styles: pathlib.Path | None) -> Look:
    """Return the look of the running command: what its options name, else what the clinic's file does, before ours."""
    trust_fonts = click.get_current_context().meta.get(TRUST_FONTS, False)
    return look(templates or settings.templates, styles or settings.styles, trust_fonts=trust_fonts)


def clinic_file() -> pathlib.Path:
    """Return the clinic's file that the running command reads, whether or not it is there."""
    path: pathlib.Path = click.get_current_context().meta[CLINIC]
    return path


def located(paths: Sequence[pathlib.Path]) -> tuple[pathlib.Path, ...]:
    """Return what was named on the command line as it stands on disk; content/ where nothing was named.

    Raises:
        UsageError: nothing was named, and there is no content/.
        ContentError: with each name that is not there.
    """
    if not paths and not CONTENT.is_dir():
        message = (
            f"Nothing is named, and there is no folder {CONTENT}/ here. Name a monograph or a folder, "
            "or begin with: handouts init"
        )
        raise click.UsageError(message)
    found, problems = list[pathlib.Path](), list[Problem]()
    for path in paths or [CONTENT]:
        try:
            found.append(locate(path))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(*problems)
    return tuple(found)


paths = click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
templates = click.option(
    "--templates", type=FOLDER, help="Your own templates and wording; they shadow ours, file by file."
)
_styles = click.option("--styles", type=FOLDER, help="Your own styles; they shadow ours, file by file.")
_trust_fonts = click.option(
    "--trust-fonts",
    is_flag=True,
    expose_value=False,
    callback=_trusted,
    help="Set leaflets in fonts that your own styles bring. Have somebody look at each letter of them first.",
)


def styles(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of its styles: their folder, and whether fonts in it are trusted."""
    return _styles(_trust_fonts(command))


clinic = click.option(
    "--clinic",
    "settings",
    type=PATH,
    envvar="HANDOUTS_CLINIC",
    callback=_settings,
    help="The clinic's own block and rules; clinic.toml in this folder by default.",
)
today = click.option(
    "--today",
    type=Day(),
    envvar="HANDOUTS_TODAY",
    default=_today,
    show_default="the clock's day",
    help="Day on which sign-offs are judged.",
)
signed_on = click.option(
    "--today",
    type=Day(),
    envvar="HANDOUTS_TODAY",
    default=_today,
    callback=signing_day,
    show_default="the clock's day",
    help="Day of the signature.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    help="Processes; one for each core by default.",
)
time_limit = click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=USUAL.time_s,
    show_default=True,
    help="Seconds the work on one file may take.",
)
memory_limit = click.option(
    "--memory-limit",
    type=click.IntRange(min=256),
    default=USUAL.memory_mib,
    show_default=True,
    help="MiB of memory the work on one file may take (Linux).",
)
