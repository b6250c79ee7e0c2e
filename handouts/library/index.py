"""The index of a folder of leaflets: which file was made from what. It is kept there, in ``.handouts.jsonl``.

A line a leaflet, added when the leaflet is on disk, so that a run that breaks off is taken up where it ended. A line
that cannot be read is a leaflet that is made again.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import json
import os
import pathlib
import re
from typing import TYPE_CHECKING, Any

from handouts.errors import Level, OutputError, Place, Problem
from handouts.library.standing import Files
from handouts.store import Artifact, append, store
from handouts.store.plain_files import is_file, is_there, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.library.jobs import Job

NAME = ".handouts.jsonl"
LARGEST = 1 << 28  # bytes of an index; a leaflet takes 700
LONGEST, GREATEST = 4096, 1 << 31  # letters of a text, and a number, in an entry


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """What there is to tell of a finished leaflet; ``size`` in bytes, ``status`` as a reader understands it.

    ``blocking`` counts the findings that would keep its text from being signed off, None where nobody looked.
    """

    pages: int
    words: int
    size: int
    approved: bool
    status: str
    blocking: int | None
    warnings: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Made:
        """Read the fields again.

        Raises:
            TypeError: a field is missing, or is not what it should be.
            KeyError: a problem in it lacks a field.
            ValueError: a level is none.
        """
        _hold(isinstance(fields["warnings"], list))
        return cls(**{**fields, "warnings": tuple(map(_problem, fields["warnings"]))})


def _problem(fields: dict[str, Any]) -> Problem:
    problem = Problem(**{**fields, "place": Place(**fields["place"]), "level": Level(fields["level"])})
    texts = (
        problem.code,
        problem.message,
        problem.hint,
        problem.words,
        problem.rule,
        problem.around,
        problem.instead,
        problem.place.path,
    )
    _hold(problem.waiver is None and all(isinstance(text, str) and len(text) <= LONGEST for text in texts))
    _hold(all(type(number) is int and 0 <= number <= GREATEST for number in (problem.place.line, problem.place.column)))
    return problem


@dataclasses.dataclass(frozen=True, slots=True)
class IndexEntry:
    """A leaflet as it was made: of which monograph (``source``) for which edition (its key), into which file (``pdf``).

    Paths are as seen from the folder; ``library`` is the folder the monograph was found in. ``common`` and
    ``fingerprint`` are digests of what it was made from (see `Fingerprints`);
    ``profile`` is that of the rules its text was checked by, ``pictures`` the names of the pictures it
    shows, ``first`` and ``last`` the days (as 2026-03-31) between which its sign-off stands as printed, ``digest`` that
    of the PDF and its manifest.
    """

    source: str
    edition: str
    pdf: str
    library: str
    common: str
    fingerprint: str
    profile: str
    pictures: list[str]
    first: str
    last: str
    digest: str
    made: Made

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> IndexEntry:
        """Read the fields again.

        Raises:
            TypeError: a field is missing, or is not what it should be.
            KeyError: the leaflet's fields are not there, or a problem in them lacks one.
            ValueError: a level is none.
        """
        entry = cls(**{**fields, "made": Made.from_json(fields["made"])})
        made = entry.made
        texts = [value for name, value in fields.items() if name not in {"made", "pictures"}]
        _hold(isinstance(entry.pictures, list) and isinstance(made.approved, bool))
        _hold(all(isinstance(text, str) and len(text) <= LONGEST for text in [*texts, *entry.pictures, made.status]))
        counts = [made.pages, made.words, made.size, 0 if made.blocking is None else made.blocking]
        _hold(all(type(count) is int and 0 <= count <= GREATEST for count in counts) and made.pages > 0)
        _hold(entry.pdf.endswith(".pdf") and all(map(_is_below, [entry.pdf, *entry.pictures])))
        return entry


def _hold(is_sound: bool) -> None:  # noqa: FBT001 - what is said is a truth or none
    if not is_sound:
        message = "something in the entry is not what it says"
        raise TypeError(message)


def _is_below(name: str) -> bool:
    """Tell whether a name is one in a folder or below it."""
    return "\0" not in name and not name.startswith(("/", "\\")) and not {"..", ""} & {*re.split(r"[/\\]", name)}


class Index:
    """The leaflets of one folder: one for each monograph, edition and file."""

    def __init__(self, folder: pathlib.Path) -> None:
        """Read what is known of the folder, which need not be there yet.

        Raises:
            OutputError: what stands in the place of the index is no file.
        """
        self.folder = folder
        self.path = folder / NAME
        self.prefix = os.path.join(folder, "") if folder.parts else ""  # noqa: PTH118 - a Path has no end
        text = _held(self.path)
        self.entries = {entry.pdf: entry for entry in _read(text.decode(errors="replace").split("\n"))}
        self.is_tidy = text.count(b"\n") == len(self.entries)

    def find(self, job: Job, edition: str) -> IndexEntry | None:
        """Return what is known of a job's leaflet for an edition, by the edition's key; None where nothing is."""
        entry = self.entries.get(self._name(job.pdf))
        return entry if entry and (entry.source, entry.edition) == (self.seen(job.source), edition) else None

    def leaflets(self) -> dict[str, list[pathlib.Path]]:
        """Return the PDFs by their monograph, as `seen` from the folder."""
        found = collections.defaultdict[str, list[pathlib.Path]](list)
        for entry in self.entries.values():
            found[entry.source].append(self.folder / entry.pdf)
        return found

    def files(self, entry: IndexEntry) -> Files | None:
        """Return an entry's PDF and manifest, if they are the files that were made; None where they are not."""
        found = Files.read(self.folder / entry.pdf)
        return found if found and found.digest == entry.digest else None

    def add(self, job: Job, **known: Any) -> None:
        """Enter a leaflet that is on disk; ``known`` are the entry's other fields.

        Raises:
            OutputError: the index cannot be written.
        """
        pdf, files = self._name(job.pdf), Files.read(job.pdf)
        digest = files.digest if files else ""
        source, library = self.seen(job.source), self.seen(job.library)
        entry = IndexEntry(source=source, library=library, pdf=pdf, digest=digest, **known)
        append(self.path, _line(entry))
        self.is_tidy = self.is_tidy and pdf not in self.entries
        self.entries[pdf] = entry

    def orphans(self, libraries: Iterable[pathlib.Path], wanted: Iterable[pathlib.Path]) -> list[pathlib.Path]:
        """Return the PDFs of these libraries whose monograph is gone, as far as they are the files that were made.

        ``wanted`` are the PDFs that are no orphans whatever became of their monograph. What lies outside the folder,
        what no manifest says to be this leaflet, and what is a patient's, is none.
        """
        kept, own = set(map(self._name, wanted)), set(map(self.seen, libraries))
        return [
            self.folder / entry.pdf
            for entry in self.entries.values()
            if entry.pdf not in kept and entry.library in own
            if _is_gone(self.folder / entry.source) and self._is_within(entry)
            if (files := self.files(entry)) and files.are_of(entry)
        ]

    def _is_within(self, entry: IndexEntry) -> bool:
        """Tell whether an entry's PDF lies in the folder, whatever links there are in it."""
        return (self.folder / entry.pdf).resolve().is_relative_to(self.folder.resolve())

    def forget(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Strike leaflets out, until `tidy` in memory only.

        Raises:
            KeyError: one is not in the index.
        """
        for pdf in pdfs:
            del self.entries[self._name(pdf)]
            self.is_tidy = False

    def tidy(self) -> None:
        """Write the index anew if lines in it are out of date.

        Raises:
            OutputError: it cannot be written.
        """
        if not self.is_tidy:
            store(Artifact(self.path, b"".join(map(_line, self.entries.values()))))
            self.is_tidy = True

    def _name(self, pdf: pathlib.Path) -> str:
        return os.fspath(pdf).removeprefix(self.prefix)

    def seen(self, path: pathlib.Path) -> str:
        """Return a path as the entries have it."""
        return os.path.relpath(path, self.folder)


def _held(path: pathlib.Path) -> bytes:
    """Return what an index holds; nothing where there is none, or it is larger than any index.

    Raises:
        OutputError: what stands there is no plain file.
    """
    try:
        return read(path, LARGEST)
    except (OSError, ValueError):
        if is_there(path) and not is_file(path):
            message, hint = "The index of this folder is no plain file.", "Take away what stands there."
            raise OutputError(Problem("no-plain-file", message, hint, Place(str(path)))) from None
        return b""


def _is_gone(monograph: pathlib.Path) -> bool:
    """Tell whether a file is no longer there; one that may not be asked for is not gone."""
    try:
        monograph.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _line(entry: IndexEntry) -> bytes:
    return (json.dumps(dataclasses.asdict(entry), separators=(",", ":")) + "\n").encode()


def _read(lines: Sequence[str]) -> Iterator[IndexEntry]:
    try:
        values = json.loads("[" + ",".join(filter(None, lines)) + "]")
    except (ValueError, RecursionError):
        values = [value for line in lines if (value := _value(line)) is not None]
    for value in values:
        with contextlib.suppress(TypeError, KeyError, AttributeError, ValueError):
            yield IndexEntry.from_json(value)


def _value(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
