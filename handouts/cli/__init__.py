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
from typing import TYPE_CHECKING, NoReturn

import click

from handouts.errors import ExitCode, HandoutsError
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
    _write_any_letter()
    try:
        try:
            code = group.main(prog_name="handouts", standalone_mode=False)
        finally:
            sys.stdout.flush()  # results stand before what is said of them
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except HandoutsError as error:
        from handouts.cli.console import report

        report(error.problems)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"Interrupted.{TO_GO_ON if 'build' in sys.argv[1:2] else ''}", err=True)
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OUTPUT
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EIO, errno.EDQUOT}:
            raise
        with contextlib.suppress(OSError):
            click.echo(f"The output could not be written: {error.strerror}.", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OUTPUT
    except Exception:  # noqa: BLE001 - the last line of defence
        import traceback

        traceback.print_exc()
        click.echo(
            "This is a fault of handouts. Please report it with the lines above and the text that caused it.", err=True
        )
        code = ExitCode.BUG
    sys.exit(int(code or 0))


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


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise KeyboardInterrupt
