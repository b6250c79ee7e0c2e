"""What an author keeps of a monograph on disk, read once: all that is made of it is made of these bytes."""

from __future__ import annotations

import dataclasses
import errno
import functools
import hashlib
import os
import pathlib
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError, Place, Problem
from handouts.model.validation import refuse_unwritable_name
from handouts.reader.pictures import names_of_pictures, read_picture
from handouts.store.plain_files import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.model.manifest_parts import Remembered
    from handouts.model.monograph import Monograph

PICTURE_SIGNS = (b"![", b"<img", b"<IMG", b"<Img")  # without one of them a text has no picture
MOST_SIGN_OFFS = 1 << 22  # bytes; each has about a thousand


def sign_offs_path(monograph: pathlib.Path) -> pathlib.Path:
    """Return where a monograph's sign-offs stand: ``warfarin.approvals.toml`` beside ``warfarin.md``."""
    return monograph.with_name(f"{monograph.stem}.approvals.toml")


def second_record_path(monograph: pathlib.Path) -> pathlib.Path:
    """Return where is kept what the sign-offs held last: ``sign-offs/warfarin.toml`` beside ``warfarin.md``."""
    return monograph.parent / "sign-offs" / f"{monograph.stem}.toml"


@dataclasses.dataclass(frozen=True)
class Source:
    """A monograph's file, its sign-offs and its pictures, as bytes.

    ``path`` names the file in every problem. ``sign_offs`` is None where there are none, as is ``second_record``, which
    says what they held last. ``pictures`` holds, by the name the text uses, the files beside it that could be read.
    ``remembered`` are the sign-offs that an earlier leaflet was made with, where one is known.
    """

    path: pathlib.Path
    data: bytes
    sign_offs: bytes | None = None
    pictures: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    second_record: bytes | None = None
    remembered: Remembered | None = None

    @classmethod
    def open(cls, path: pathlib.Path) -> Source:
        """Read a monograph's file and its sign-offs, but no picture; nothing is parsed.

        Raises:
            ContentError: see `of`.
            OSError: the monograph cannot be read.
        """
        return cls.of(path, read(path))

    @classmethod
    def of(cls, path: pathlib.Path, data: bytes) -> Source:
        """Return the source of a file that was read, with its sign-offs, but no picture.

        Raises:
            ContentError: the sign-offs are there and cannot be read, or the file's name is no text.
        """
        refuse_unwritable_name(path)
        second = _read_sign_offs(second_record_path(path))
        return cls(path, data, _read_sign_offs(sign_offs_path(path)), second_record=second)

    @classmethod
    def read(cls, path: pathlib.Path) -> Source:
        """Read a monograph's file, its sign-offs and its pictures.

        Raises:
            ContentError: see `open`, and `handouts.reader.monograph.read_monograph`.
            OSError: the monograph cannot be read.
        """
        return cls.open(path).completed()

    def completed(self) -> Source:
        """Return the source with every picture its text names, as far as they can be read.

        Raises:
            ContentError: see `handouts.reader.monograph.read_monograph`.
        """
        if not any(sign in self.data for sign in PICTURE_SIGNS):
            return self
        missing = [name for name in names_of_pictures(self.monograph) if name not in self.pictures]
        found = _read_pictures(self.path, missing)
        return dataclasses.replace(self, pictures={**self.pictures, **found}) if found else self

    @functools.cached_property
    def monograph(self) -> Monograph:
        """The monograph the bytes hold.

        Raises:
            ContentError: see `handouts.reader.monograph.read_monograph`.
        """
        from handouts.reader.monograph import read_monograph

        # The proof compares with the bytes of the file, not with those the reader says it was given.
        return dataclasses.replace(read_monograph(self.data, os.fspath(self.path)), data=self.data)

    @property
    def picture_digests(self) -> dict[str, str]:
        """The SHA-256 of each picture, in hex, by the name the text uses."""
        return {name: hashlib.sha256(data).hexdigest() for name, data in self.pictures.items()}

    def __fspath__(self) -> str:
        """Return the path of the file."""
        return os.fspath(self.path)

    def __reduce__(self) -> tuple[type[Source], tuple[Any, ...]]:
        """Travel to another process as bytes, not as what was parsed of them."""
        signed = self.sign_offs, dict(self.pictures), self.second_record, self.remembered
        return type(self), (self.path, self.data, *signed)


def _read_pictures(path: pathlib.Path, names: Iterable[str]) -> dict[str, bytes]:
    return {name: data for name in names if (data := read_picture(path.parent, name)) is not None}


def _read_sign_offs(path: pathlib.Path) -> bytes | None:
    try:
        return read(path, MOST_SIGN_OFFS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:  # nor can one have been written
            return None
        reason = error.strerror if isinstance(error, OSError) else "its name is impossible"
        message = f"The file of sign-offs cannot be read: {reason}."
        hint = "Check the file and its permissions, or take it from your version control."
        raise ContentError(Problem("invalid-sign-offs", message, hint, Place(str(path)))) from None
