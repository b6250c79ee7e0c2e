"""The index of a folder of leaflets: which file was made from what. It is kept there, in ``.handouts.jsonl``.

A line a leaflet, added when the leaflet is on disk, so that a run that breaks off is taken up where it ended. A line
that cannot be read is a leaflet that is made again.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
from typing import TYPE_CHECKING, Any

from handouts.errors import Level, Place, Problem
from handouts.store import Artifact, append, contents, store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.library.jobs import Job

NAME = ".handouts.jsonl"


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
        problem.place.path,
    )
    if problem.waiver is not None or not all(isinstance(text, str) for text in texts):
        message = "something in the problem is not what it says"
        raise TypeError(message)
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
        texts += [*entry.pictures, made.status]
        counts = [made.pages, made.words, made.size, 0 if made.blocking is None else made.blocking]
        if {type(text) for text in texts} != {str} or {type(count) for count in counts} != {int}:
            message = "something in the entry is not what it says"
            raise TypeError(message)
        return entry


class Index:
    """The leaflets of one folder: one for each monograph, edition and file."""

    def __init__(self, folder: pathlib.Path) -> None:
        """Read what is known of the folder, which need not be there yet."""
        self.folder = folder
        self.path = folder / NAME
        self.prefix = os.path.join(folder, "") if folder.parts else ""  # noqa: PTH118 - a Path has no end
        text = contents(os.fspath(self.path)) or b""
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

    def is_as_made(self, entry: IndexEntry) -> bool:
        """Tell whether an entry's PDF and manifest are the files that were made."""
        return entry.digest == _digest(self.folder / entry.pdf)

    def add(self, job: Job, **known: Any) -> None:
        """Enter a leaflet that is on disk; ``known`` are the entry's other fields.

        Raises:
            OutputError: the index cannot be written.
        """
        pdf, digest = self._name(job.pdf), _digest(job.pdf) or ""
        source, library = self.seen(job.source), self.seen(job.library)
        entry = IndexEntry(source=source, library=library, pdf=pdf, digest=digest, **known)
        append(self.path, _line(entry))
        self.is_tidy = self.is_tidy and pdf not in self.entries
        self.entries[pdf] = entry

    def orphans(self, libraries: Iterable[pathlib.Path], wanted: Iterable[pathlib.Path]) -> list[pathlib.Path]:
        """Return the PDFs of these libraries whose monograph is gone, as far as they are the files that were made.

        ``wanted`` are the PDFs that are no orphans whatever became of their monograph.
        """
        kept, own = set(map(self._name, wanted)), set(map(self.seen, libraries))
        return [
            self.folder / entry.pdf
            for entry in self.entries.values()
            if entry.pdf not in kept and entry.library in own
            if not (self.folder / entry.source).exists() and self.is_as_made(entry)
        ]

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


def _digest(pdf: pathlib.Path) -> str | None:
    """Return the digest of a PDF and its manifest together, in hex; None where one is missing.

    It is BLAKE2b, which takes half the time of SHA-256.
    """
    name = os.fspath(pdf)
    data, manifest = contents(name), contents(name[: -len("pdf")] + "json")
    if data is None or manifest is None:
        return None
    total = hashlib.blake2b(b"%d:" % len(data), digest_size=32)
    total.update(data)
    total.update(manifest)
    return total.hexdigest()


def _line(entry: IndexEntry) -> bytes:
    return (json.dumps(dataclasses.asdict(entry), separators=(",", ":")) + "\n").encode()


def _read(lines: Sequence[str]) -> Iterator[IndexEntry]:
    try:
        values = json.loads("[" + ",".join(filter(None, lines)) + "]")
    except (ValueError, RecursionError):
        values = [value for line in lines if (value := _value(line)) is not None]
    for value in values:
        with contextlib.suppress(TypeError, KeyError, AttributeError, ValueError):
            entry = IndexEntry.from_json(value)
            if not (entry.pdf.startswith(("/", "\\")) or ".." in entry.pdf or entry.made.pages < 1):
                yield entry


def _value(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
