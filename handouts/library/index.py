"""What stands in a folder of leaflets: which file was made from what. It is kept there, in ``.handouts.jsonl``.

A line a leaflet, added when the leaflet is on disk, so that a run that breaks off is taken up where it ended. A line that
cannot be read is a leaflet that is made again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
from typing import TYPE_CHECKING, Any

from handouts.errors import Place, Problem
from handouts.store import append, contents, store

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from handouts.library.fingerprint import Fingerprints
    from handouts.library.jobs import Job

NAME = ".handouts.jsonl"


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """What is said of a finished leaflet; ``size`` in bytes, ``standing`` as a reader understands it."""

    pages: int
    words: int
    size: int
    approved: bool
    standing: str
    warnings: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Made:
        """Read the fields again."""
        if not fields["warnings"]:
            return cls(**{**fields, "warnings": ()})
        warnings = tuple(Problem(**{**problem, "place": Place(**problem["place"])}) for problem in fields["warnings"])
        return cls(**{**fields, "warnings": warnings})


@dataclasses.dataclass(frozen=True, slots=True)
class IndexEntry:
    """A leaflet as it was made.

    ``source`` is the monograph's path as seen from the folder, ``inputs`` the digest of what it was made from, ``first`` and
    ``last`` the days between which its sign-off stands as printed, ``digest`` that of the PDF and its record.
    """

    pdf: str
    source: str
    inputs: str
    pictures: list[str]
    first: str
    last: str
    digest: str
    made: Made

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> IndexEntry:
        """Read the fields again.

        Raises:
            TypeError, KeyError: this is not an entry.
        """
        entry = cls(**{**fields, "made": Made.from_json(fields["made"])})
        made, problems = entry.made, entry.made.warnings
        texts = [
            entry.pdf,
            entry.source,
            entry.inputs,
            *entry.pictures,
            entry.first,
            entry.last,
            entry.digest,
            made.standing,
        ]
        texts += [
            text
            for problem in problems
            for text in (problem.code, problem.message, problem.hint, problem.level, problem.place.path)
        ]
        if {type(text) for text in texts} != {str} or {
            type(count) for count in (made.pages, made.words, made.size)
        } != {int}:
            message = "something in the entry is not what it says"
            raise TypeError(message)
        return entry


class Index:
    """The leaflets of one folder, by the name of their PDF."""

    def __init__(self, folder: pathlib.Path) -> None:
        """Read what is known of the folder."""
        self.folder = folder
        self.path = folder / NAME
        self.prefix = os.path.join(folder, "") if folder.parts else ""  # noqa: PTH118 - a Path has no end
        text = contents(os.fspath(self.path)) or b""
        self.entries = {entry.pdf: entry for entry in _read(text.decode(errors="replace").split("\n"))}
        self.is_tidy = text.count(b"\n") == len(self.entries)

    def unchanged(self, job: Job, inputs: Fingerprints, today: dt.date) -> Made | None:
        """Return what is known of a job's leaflet if it need not be made again: same inputs, and the file is the one that was made."""
        entry = self.entries.get(self._name(job.pdf))
        if entry is None or not entry.first <= today.isoformat() <= entry.last:
            return None
        if entry.inputs != inputs.of(job.source, entry.pictures) or entry.digest != _digest(job.pdf):
            return None
        return entry.made

    def add(self, job: Job, inputs: str, pictures: Sequence[str], steady: tuple[dt.date, dt.date], made: Made) -> None:
        """Enter a leaflet that is on disk.

        Raises:
            OutputError: the register cannot be written.
        """
        first, last = (day.isoformat() for day in steady)
        digest = _digest(job.pdf) or ""
        entry = IndexEntry(
            self._name(job.pdf), self._source(job.source), inputs, list(pictures), first, last, digest, made
        )
        append(self.path, _line(entry))
        self.is_tidy = self.is_tidy and entry.pdf not in self.entries
        self.entries[entry.pdf] = entry

    def orphans(self, jobs: Sequence[Job]) -> list[pathlib.Path]:
        """Return the leaflets whose monograph is gone, as far as they are the files that were made."""
        wanted = {self._name(job.pdf) for job in jobs}
        found = []
        for name, entry in self.entries.items():
            pdf = self.folder / name
            if name not in wanted and not (self.folder / entry.source).exists() and entry.digest == _digest(pdf):
                found.append(pdf)
        return found

    def forget(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Strike leaflets out."""
        for pdf in pdfs:
            del self.entries[self._name(pdf)]
            self.is_tidy = False

    def tidy(self) -> None:
        """Write the register anew if lines in it are out of date.

        Raises:
            OutputError: it cannot be written.
        """
        if not self.is_tidy:
            store({self.path: b"".join(map(_line, self.entries.values()))})
            self.is_tidy = True

    def _name(self, pdf: pathlib.Path) -> str:
        return os.fspath(pdf).removeprefix(self.prefix)

    def _source(self, source: pathlib.Path) -> str:
        return os.path.relpath(source, self.folder)


def _digest(pdf: pathlib.Path) -> str | None:
    """Return the digest (BLAKE2b, half the time of SHA-256) of a PDF and its record together; None where one is missing."""
    name = os.fspath(pdf)
    data, record = contents(name), contents(name[: -len("pdf")] + "json")
    if data is None or record is None:
        return None
    total = hashlib.blake2b(b"%d:" % len(data), digest_size=32)
    total.update(data)
    total.update(record)
    return total.hexdigest()


def _line(entry: IndexEntry) -> bytes:
    return (json.dumps(dataclasses.asdict(entry), separators=(",", ":")) + "\n").encode()


def _read(lines: Sequence[str]) -> Iterator[IndexEntry]:
    try:
        values = json.loads("[" + ",".join(filter(None, lines)) + "]")
    except (ValueError, RecursionError):
        values = [value for line in lines if (value := _value(line)) is not None]
    for value in values:
        with contextlib.suppress(TypeError, KeyError, AttributeError):
            entry = IndexEntry.from_json(value)
            if not (entry.pdf.startswith(("/", "\\")) or ".." in entry.pdf or entry.made.pages < 1):
                yield entry


def _value(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
