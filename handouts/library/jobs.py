"""What there is to do, and how it ended: a monograph to a leaflet, a file to a result."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import traceback
from typing import TYPE_CHECKING, Generic, TypeVar

from handouts.errors import ContentError, HandoutsError, OutputError, Place, Problem
from handouts.library.limited import out_of_memory
from handouts.library.paths import SUFFIXES, locate, names_below
from handouts.manifest import imposed_path
from handouts.model.imposition import Imposition
from handouts.store.plain_files import is_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from handouts.model.edition import Edition
    from handouts.reader.source import Source

Result = TypeVar("Result")
Other = TypeVar("Other")
File = TypeVar("File", bound="os.PathLike[str]")


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one file may take: seconds, and MiB of address space beyond what a process starts with."""

    time_s: float = 300
    memory_mib: int = 3072


@dataclasses.dataclass(frozen=True, slots=True)
class Crew:
    """So many processes, and what each may take."""

    workers: int
    limits: Limits = Limits()


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """A monograph, the PDF it becomes, and the folder it was found in: its library.

    ``edition`` is the one the PDF shows; None where there is only that of the options.
    """

    source: pathlib.Path
    pdf: pathlib.Path
    library: pathlib.Path
    edition: Edition | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of a monograph: a leaflet for each of the editions."""

    source: Source
    editions: tuple[Edition, ...]

    def __fspath__(self) -> str:
        """Return the monograph's path."""
        return os.fspath(self.source)

    def completed(self) -> Order:
        """Return the order with everything read that its leaflets show.

        Raises:
            ContentError: the monograph cannot be read.
        """
        return dataclasses.replace(self, source=self.source.completed())


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """How work on a file ended: a result, the reasons why there is none, or a fault of ours with its traceback.

    ``path`` is the file's, ``seconds`` how long the work took; ``notes`` say what happened on the way.
    """

    path: pathlib.Path
    result: Result | None = None
    error: HandoutsError | None = None
    fault: str | None = None
    seconds: float = 0.0
    notes: tuple[Problem, ...] = ()

    def with_result(self, result: Other | None) -> Outcome[Other]:
        """Return the same end with another result, or with none."""
        return Outcome(self.path, result, self.error, self.fault, self.seconds, self.notes)


def attempt(file: File, work: Callable[[File], Result]) -> Outcome[Result]:
    """Do the work on a file, a path or what was read of it; what goes wrong comes back as a value."""
    path = pathlib.Path(file)
    try:
        return Outcome(path, work(file))
    except HandoutsError as error:
        return Outcome(path, error=error)
    except OSError as error:
        hint = "Check the file and its permissions."
        message = f"The monograph cannot be read: {error.strerror}."
        return Outcome(path, error=ContentError(Problem("unreadable", message, hint, Place(str(path)))))
    except MemoryError:
        return Outcome(path, error=out_of_memory(path))
    except Exception:  # noqa: BLE001 - a fault of ours must not take the other files with it
        return Outcome(path, fault=traceback.format_exc())


def find_monographs(paths: Iterable[pathlib.Path]) -> list[pathlib.Path]:
    """Return each monograph once: a file by itself, or every ``.md`` file below a folder; see `locate` for names.

    Raises:
        ContentError: a path is not there, or a folder holds no monograph.
    """
    return list(dict.fromkeys(source for path in map(locate, paths) for source, _ in _sources(path)))


def find_jobs(
    paths: Iterable[pathlib.Path], out: pathlib.Path, editions: Mapping[str, Edition] | None = None
) -> list[Job]:
    """Return a job for each monograph (see `find_monographs`) and edition; an edition's name stands in the PDF's.

    Raises:
        ContentError: a path is not there, or a folder holds no monograph.
        OutputError: two monographs would be written to one PDF, now or when the other is built.
    """
    jobs: dict[pathlib.Path, Job] = {}
    for path in map(locate, paths):
        for source, name in _sources(path):
            stem = os.path.splitext(name)[0]  # noqa: PTH122 - thousands of them
            for edition_name, edition in editions.items() if editions else [("", None)]:
                pdf = out / (f"{stem}-{edition_name}.pdf" if edition_name else f"{stem}.pdf")
                job = Job(source, pdf, path if is_folder(path) else path.parent, edition)
                other = jobs.setdefault(job.pdf, job)
                for rival, shared in ((other.source, job.pdf), *_namesakes(job, named=bool(edition_name))):
                    if rival != source:
                        message = f"{rival} and {source} would both become this file."
                        hint = "Build them into different folders with --out."
                        raise OutputError(Problem("same-output", message, hint, Place(str(shared))))
    for job in jobs.values():
        imposed = imposed_path(job.pdf)
        if job.edition and job.edition.impose is not Imposition.NONE and imposed in jobs:
            message = f"The imposed pages of {job.source} and the leaflet of {jobs[imposed].source} are one file."
            hint = "Give the monograph another name, or build them into different folders with --out."
            raise OutputError(Problem("same-output", message, hint, Place(str(imposed))))
    return list(jobs.values())


def _namesakes(job: Job, *, named: bool) -> Iterator[tuple[pathlib.Path, pathlib.Path]]:
    """Return the monographs beside that of an edition whose own leaflets have the name of this one, or of its sheets.

    ``named`` tells that the edition's name stands in the file's.
    """
    written = [job.pdf] if named else []
    if job.edition and job.edition.impose is not Imposition.NONE:
        written.append(imposed_path(job.pdf))
    for pdf in written:
        for suffix in SUFFIXES:
            beside = job.source.with_name(f"{pdf.stem}{suffix}")
            if os.path.isfile(beside):  # noqa: PTH113 - thousands of them
                yield beside, pdf


def _sources(path: pathlib.Path) -> list[tuple[pathlib.Path, str]]:
    if not is_folder(path):
        return [(path, path.name)]
    found = names_below(path)
    if not found:
        raise ContentError(
            Problem(
                "no-monograph",
                "The folder holds no monograph (.md).",
                "Write one with `handouts new NAME`.",
                Place(str(path)),
            )
        )
    return [(path / name, name or path.name) for name in found]
