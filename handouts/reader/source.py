"""What an author keeps of a monograph on disk, read once: all that is made of it is made of these bytes."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import pathlib
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError, Place, Problem
from handouts.reader.pictures import names_of_pictures, read_picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.model.monograph import Monograph

PICTURE_SIGNS = (b"![", b"<img", b"<IMG", b"<Img")  # without one of them a text has no picture


def sign_offs_path(monograph: pathlib.Path) -> pathlib.Path:
    """Return where a monograph's sign-offs stand: ``warfarin.approvals.toml`` beside ``warfarin.md``."""
    return monograph.with_name(f"{monograph.stem}.approvals.toml")


@dataclasses.dataclass(frozen=True)
class Source:
    """A monograph's file, its sign-offs and its pictures, as bytes.

    ``path`` names the file in every problem. ``sign_offs`` is None where there are none; ``pictures`` holds, by the
    name the text uses, the files beside it that could be read.
    """

    path: pathlib.Path
    data: bytes
    sign_offs: bytes | None = None
    pictures: Mapping[str, bytes] = dataclasses.field(default_factory=dict)

    @classmethod
    def open(cls, path: pathlib.Path) -> Source:
        """Read a monograph's file and its sign-offs, but no picture; nothing is parsed.

        Raises:
            ContentError: the sign-offs are there and cannot be read.
            OSError: the monograph cannot be read.
        """
        return cls.of(path, path.read_bytes())

    @classmethod
    def of(cls, path: pathlib.Path, data: bytes) -> Source:
        """Return the source of a file that was read, with its sign-offs, but no picture.

        Raises:
            ContentError: the sign-offs are there and cannot be read.
        """
        return cls(path, data, _read_sign_offs(sign_offs_path(path)))

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
        return type(self), (self.path, self.data, self.sign_offs, dict(self.pictures))


def _read_pictures(path: pathlib.Path, names: Iterable[str]) -> dict[str, bytes]:
    return {name: data for name in names if (data := read_picture(path.parent, name)) is not None}


def _read_sign_offs(path: pathlib.Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"The file of sign-offs cannot be read: {error.strerror}."
        hint = "Check the file and its permissions, or take it from your version control."
        raise ContentError(Problem("invalid-sign-offs", message, hint, Place(str(path)))) from None
