"""The shell: parse arguments, call, print, return an exit code. A command is a file, loaded when it is called."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import io
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

import click

from handouts.cli.terminal import show_usage, tell, write
from handouts.errors import ContentError, ExitCode, HandoutsError, OutputError, Place, Problem
from handouts.version import __version__

if TYPE_CHECKING:
    from types import FrameType

COMMANDS = {
    "init": "Start a folder: clinic.toml and a first monograph.",
    "build": "Make leaflets from monographs.",
    "print": "Print leaflets, and wait until they have come out.",
    "printers": "Show the printers there are, and what each can do.",
    "pack": "Join several leaflets into one PDF, with a cover.",
    "check": "Say whether a text is safe and plain enough to hand out.",
    "approve": "Sign off exactly this text.",
    "revoke": "Take a sign-off back.",
    "list": "Show the library, and whose review is due.",
    "diff": "Show what changed, doses and signs first.",
    "rules": "List the rules of check.",
    "verify": "Prove a leaflet against its monograph.",
    "give": "Give leaflets to a patient: print, file and enter them.",
    "attach": "File leaflets in a patient's record.",
    "outbox": "Show, send or drop what is still to be filed.",
    "given": "Show which leaflets were given to whom, and who holds a version.",
    "sign": "Sign leaflets, so that a later change shows.",
    "new": "Start a monograph.",
    "eject": "Copy templates and styles, to change the look.",
    "schema": "Print the JSON Schema of front matter, clinic.toml, a patient's file or a manifest.",
    "doctor": "Say what is missing on this machine.",
}
TO_GO_ON = " Files already written are whole; run the same command again, without --force, to make the rest."
OF_DISKS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
OF_STREAMS = {*OF_DISKS, errno.EPIPE, errno.EBADF}
EXTRAS = {  # what brings the packages that a command needs
    "print": "printing",
    "printers": "printing",
    "give": "printing,records",
    "attach": "records",
    "outbox": "records",
    "given": "records",
    "sign": "records",
}


class Commands(click.Group):
    """Lists the commands without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order people need them."""
        return [*COMMANDS]  # `list` is a command's module, once that is loaded

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module."""
        if cmd_name not in COMMANDS:
            return None
        try:
            command: click.Command = importlib.import_module(f"handouts.cli.{cmd_name}").command
        except ModuleNotFoundError as error:
            extra, missing = EXTRAS.get(cmd_name), error.name or ""
            if extra is None or missing.partition(".")[0] == __package__.partition(".")[0]:
                raise
            hint = f"Run: pip install 'handouts[{extra}]' (where make set handouts up: make setup)."
            raise click.UsageError(f"{cmd_name} needs more than is installed ({missing}). {hint}", ctx) from None
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one is most like what was typed.

        Raises:
            UsageError: there is no such command.
        """
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(f"There is no command {name!r}.{_meant(args)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands from their one-line helps."""
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def group() -> None:
    """Make clinic-ready patient leaflets from medicine monographs."""


def main() -> NoReturn:
    """Run the command line; the exit codes are those of `ExitCode`."""
    signal.signal(signal.SIGTERM, _interrupt)
    _stand_in_for_closed_streams()
    _write_any_letter()
    try:
        code = _run_command()
    except OSError as error:  # of a stream, or it would not have come so far
        _give_streams_up(error)
        code = ExitCode.OUTPUT
    except SystemExit as end:  # click and rich end so when nobody reads a pipe any more
        if end.code != 1:
            raise
        code = ExitCode.OUTPUT
    except KeyboardInterrupt:  # once more, while something was told
        code = ExitCode.INTERRUPTED
    sys.exit(int(code or 0))


def _run_command() -> int:
    """Run the command, tell how it ended, and return its exit code.

    Raises:
        OSError: the standard output or error cannot be written to.
    """
    try:
        try:
            return int(group.main(prog_name="handouts", standalone_mode=False) or 0)
        finally:
            sys.stdout.flush()  # results stand before what is said of them
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        show_usage(error)
        return error.exit_code
    except HandoutsError as error:
        return _told(error)
    except (KeyboardInterrupt, click.Abort):
        tell(f"Interrupted.{TO_GO_ON if 'build' in sys.argv[1:2] else ''}", err=True)
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence
        return _last_word(error)


def _last_word(error: Exception) -> ExitCode:
    """Tell what no command knows to tell: a file or folder that cannot be used, or a bug.

    Raises:
        OSError: it is of the standard output or error.
    """
    if isinstance(error, OSError) and error.filename is not None:
        message, place = f"This cannot be used: {error.strerror}.", Place(os.fsdecode(error.filename))
        problem = Problem("unreadable", message, "Check its name and its permissions.", place)
        return _told(OutputError(problem) if error.errno in OF_DISKS else ContentError(problem))
    if isinstance(error, OSError) and error.errno in OF_STREAMS:
        raise error
    write("".join(traceback.format_exception(error)), err=True)
    tell("This is a fault of handouts. Please report it with the lines above and the text that caused it.", err=True)
    return ExitCode.BUG


def _told(error: HandoutsError) -> ExitCode:
    from handouts.cli.console import report

    report(error.problems)
    return error.exit_code


def run() -> NoReturn:
    """Run the command line in a process that is all its own.

    It ends without being taken apart piece by piece, which is a tenth of a second.
    """
    gc.set_threshold(100_000)  # new objects; the modules of a start are not searched for garbage over and over
    try:
        main()
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else ExitCode.BUG)


def _meant(typed: list[str]) -> str:
    """Return what was most likely meant, as a sentence; a monograph alone is one to build."""
    import difflib
    import pathlib
    import shlex

    from handouts.library.paths import SUFFIXES, locate

    name = typed[0]
    with contextlib.suppress(HandoutsError):
        if name.lower().endswith(SUFFIXES) or locate(pathlib.Path(name)):
            return f" Did you mean: handouts build {shlex.join(typed)}"
    near = difflib.get_close_matches(name.casefold(), COMMANDS, n=1)
    return f" Did you mean: handouts {shlex.join([*near, *typed[1:]])}" if near else ""


def _write_any_letter() -> None:
    """Write letters the terminal does not know as escapes, instead of giving up."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stand_in_for_closed_streams() -> None:
    """Open what a shell has closed (``>&-``), or the next file that is opened would be taken for it.

    What would be read or told there is nothing. Results cannot be written there: whoever writes one is told so.
    """
    for name, mode, access in (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, access)  # gets the lowest number that is free: the stream's own
            os.set_inheritable(handle, True)  # noqa: FBT003 - as Python has it
            setattr(sys, name, os.fdopen(handle, mode, encoding="utf-8"))


def _give_streams_up(error: OSError) -> None:
    """Say why output could not be written, if there is anywhere to say it, and let the rest go."""
    if not isinstance(error, BrokenPipeError):
        with contextlib.suppress(OSError):
            tell(f"The output could not be written: {error.strerror}.", err=True)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise KeyboardInterrupt
