"""``handouts build --watch``: a leaflet is made again whenever something it is made from is saved."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

import click
import watchfiles

from handouts.build import press, reset_press
from handouts.cli.console import report
from handouts.cli.options import clinic_file, settings_of
from handouts.cli.terminal import tell
from handouts.errors import ExitCode, HandoutsError
from handouts.library import Library
from handouts.library.jobs import Job, find_jobs
from handouts.reader.source import second_record_path, sign_offs_path
from handouts.store.plain_files import is_file, is_folder, is_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.cli.progress import Quiet
    from handouts.cli.tally import Tally
    from handouts.model.clinic import Settings
    from handouts.model.edition import Edition
    from handouts.model.options import BuildOptions

    Planned = Callable[[Settings], tuple[BuildOptions, dict[str, Edition]]]

SETTLED_MS = 60  # an editor writes a file in several steps
FIRST_LOOK_MS = 1_000  # the watch stands by then, and what was saved before is looked for


class Watch:
    """Folders that are watched from now on, so that what is saved during a first build is seen after it."""

    def __init__(self, paths: Sequence[pathlib.Path], out: pathlib.Path, planned: Planned, settings: Settings) -> None:
        """Look when everything was saved.

        Args:
            paths: monographs, and folders of them.
            out: where their leaflets stand.
            planned: how they are made by a clinic's file, and in which editions, by their names.
            settings: the clinic's file as it was read.
        """
        self.paths, self.out, self.planned = paths, out, planned
        self.options, self.editions = planned(settings)
        self.clinic = clinic_file()
        self.clinic_before = self._clinic_time()
        self.before = self._times()

    def keep_building(self, make: Callable[[Library], Tally], follower: Quiet) -> ExitCode:
        """Build what is saved until the interrupt key is pressed."""
        paths, out, options = self.paths, self.out, self.options
        looks = {folder for folders in (options.look.templates, options.look.styles) for folder in folders}
        folders = [path if is_folder(path) else path.parent for path in paths]
        try:
            press(options.look, options.edition)
            tell("Watching for changes; Ctrl-C ends it.", err=True)
            for changed in self._changes(*{*folders, *looks}):
                drawn_anew = any(path.is_relative_to(folder) for path in changed for folder in looks)
                try:
                    if self._read_clinic():
                        options, drawn_anew = self.options, True
                    if drawn_anew:
                        reset_press()
                        press(options.look, options.edition)
                    jobs = [
                        job for job in find_jobs(paths, out, self.editions) if drawn_anew or _concerns(changed, job)
                    ]
                    if jobs or not all(is_there(path) for path in changed):  # what was deleted leaves a leaflet behind
                        tally = make(Library(jobs, out, options, folders))
                        follower.saved([] if drawn_anew else tally.made)
                except HandoutsError as error:
                    report(error.problems)
        except KeyboardInterrupt:
            tell("Stopped.", err=True)
        return ExitCode.DONE

    def _read_clinic(self) -> bool:
        """Read the clinic's file again if it was saved, and tell whether it counts; a wrong one is told."""
        time = self._clinic_time()
        if time == self.clinic_before:
            return False
        self.clinic_before = time
        before = self.options.look
        try:
            self.options, self.editions = self.planned(settings_of(self.clinic if time else None))
        except HandoutsError as error:
            report(error.problems)
            return False
        except click.UsageError as error:
            tell(f"{self.clinic}: {error.format_message()}", err=True)
            return False
        tell(f"{self.clinic} has changed: every leaflet is made by it.", err=True)
        if self.options.look != before:
            tell("It names other templates or styles: start again to have these watched, too.", err=True)
        return True

    def _clinic_time(self) -> int:
        """Return when the clinic's file was saved, in nanoseconds; 0 where there is none."""
        return self.clinic.stat().st_mtime_ns if is_file(self.clinic) else 0

    def _changes(self, *watched: pathlib.Path) -> Iterator[set[pathlib.Path]]:
        """Yield what was saved since this watch began, then what is saved, as soon as it is."""
        missed = self._missed
        for changes in watchfiles.watch(
            *watched,
            debounce=SETTLED_MS * 10,
            step=SETTLED_MS,
            rust_timeout=FIRST_LOOK_MS,
            yield_on_timeout=True,
            watch_filter=_is_input(self.out),
        ):
            changed = {pathlib.Path(path) for _, path in changes} | missed()
            if changed or self._clinic_time() != self.clinic_before:  # it may be replaced, or come later
                yield changed
            missed = set

    def _missed(self) -> set[pathlib.Path]:
        """Return what was saved since this watch began; what is gone since, too."""
        return {path for path, _ in self._times().items() ^ self.before.items()}

    def _times(self) -> dict[pathlib.Path, int]:
        """Return when each monograph and its sign-offs were saved, in nanoseconds."""
        sources = [_absolute(job.source) for job in find_jobs(self.paths, self.out)]
        files = (file for source in sources for file in (source, sign_offs_path(source), second_record_path(source)))
        return {file: file.stat().st_mtime_ns for file in files if is_there(file)}


def _concerns(changed: set[pathlib.Path], job: Job) -> bool:
    """Tell whether a job's monograph, its sign-offs or a file that may be one of its pictures has changed."""
    source = _absolute(job.source)
    others = (path for path in changed if path.suffix.lower() not in {".md", ".markdown", ".toml"})
    return (
        source in changed
        or not changed.isdisjoint((sign_offs_path(source), second_record_path(source)))
        or any(path.is_relative_to(source.parent) for path in others)
    )


def _is_input(out: pathlib.Path) -> Callable[[watchfiles.Change, str], bool]:
    """Leave out what we write ourselves, and what editors leave behind."""
    built, plain = _absolute(out), watchfiles.DefaultFilter()

    def is_input(change: watchfiles.Change, path: str) -> bool:
        return (
            plain(change, path)
            and not pathlib.Path(path).is_relative_to(built)
            and not pathlib.Path(path).name.startswith(".")
        )

    return is_input


def _absolute(path: pathlib.Path) -> pathlib.Path:
    return pathlib.Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are
