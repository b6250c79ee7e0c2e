"""Values of a look that one file each describes, ``styles/FOLDER/NAME.toml``; a clinic's own styles may add to ours."""

from __future__ import annotations

import pathlib
import tomllib
from typing import ClassVar, Self

import pydantic

from handouts.assets import Look, files, find
from handouts.errors import LookError, Place, Problem
from handouts.store.plain_files import read_text


class Described(pydantic.BaseModel):
    """A base for them; ``name`` is what the command line calls a value, ``title`` what people do.

    ``folder`` is where the files stand, ``noun`` what one of them describes, ``default`` the name of the usual one.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    folder: ClassVar[str]
    noun: ClassVar[str]
    default: ClassVar[str]

    name: str
    title: str

    @classmethod
    def named(cls, look: Look, name: str = "") -> Self:
        """Return the one of that name, the default without a name, as its file in the look's styles gives it.

        Raises:
            LookError: there is none, or its file does not describe one.
        """
        name = name or cls.default
        path = find(look.styles, f"{cls.folder}/{name}.toml")
        if path is None:
            hint = f"Choose one of {', '.join(cls.names(look))}, or write styles/{cls.folder}/{name}.toml."
            message = f"There is no {cls.noun} {name}."
            raise LookError(Problem(f"no-such-{cls.folder}", message, hint, Place(f"styles/{cls.folder}/")))
        try:
            return cls(name=path.stem, **tomllib.loads(read_text(path)))
        except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError, pydantic.ValidationError, TypeError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, pydantic.ValidationError) else str(error)
            hint = f"Compare it with styles/{cls.folder}/{cls.default}.toml; `handouts eject` gives you a fresh one."
            message = f"This does not describe a {cls.noun}: {reason}."
            raise LookError(Problem(f"broken-{cls.folder}", message, hint, Place(str(path)))) from None

    @classmethod
    def names(cls, look: Look) -> list[str]:
        """Return the names there are in a look, the default first, the others by the alphabet."""
        paths = map(pathlib.PurePath, files(look.styles))
        found = {path.stem for path in paths if path.parent.name == cls.folder and path.suffix == ".toml"}
        return sorted(found, key=lambda name: (name != cls.default, name))

    @classmethod
    def every(cls, look: Look) -> tuple[Self, ...]:
        """Return all of a look, the default first.

        Raises:
            LookError: a file does not describe one.
        """
        return tuple(cls.named(look, name) for name in cls.names(look))
