"""Paper sizes: a size is one file, ``styles/paper/NAME.toml``; a clinic's own styles may add to ours."""

from __future__ import annotations

import pathlib
import tomllib

import pydantic

from handouts.assets import Look, files, find
from handouts.errors import LookError, Place, Problem

FOLDER = "paper/"
DEFAULT = "a4"
RIM_MM = 12  # what stays free beside a wide table


class PaperSize(pydantic.BaseModel):
    """A sheet, upright, and the margins around the text on it; all lengths in millimetres.

    ``name`` is what the command line calls it, ``title`` what people do. The margin on the right is the one for notes.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    width_mm: float = pydantic.Field(gt=0)
    height_mm: float = pydantic.Field(gt=0)
    top_mm: float = pydantic.Field(ge=0)
    right_mm: float = pydantic.Field(ge=0)
    bottom_mm: float = pydantic.Field(ge=0)
    left_mm: float = pydantic.Field(ge=0)

    @property
    def column_mm(self) -> float:
        """The width of the text's column, in millimetres."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def text_height_mm(self) -> float:
        """The height of the text's column, in millimetres."""
        return self.height_mm - self.top_mm - self.bottom_mm

    @property
    def table_mm(self) -> float:
        """The width of a wide table, in millimetres: it runs on through the margin for notes, but for a rest of it."""
        return round(max(self.column_mm, self.width_mm - self.left_mm - RIM_MM), 2)

    @property
    def foot_width_mm(self) -> float:
        """The width of the page's foot, in millimetres to a hundredth.

        It runs on through the margin for notes and leaves the left margin on both sides.
        """
        return round(self.width_mm - 2 * self.left_mm, 2)

    def __str__(self) -> str:
        """Say it with its measures."""
        return f"{self.title} ({self.width_mm:g} by {self.height_mm:g} mm)"


def paper_size(look: Look, name: str = DEFAULT) -> PaperSize:
    """Return the paper size of that name, as its file in the look's styles gives it.

    Raises:
        LookError: there is none, or its file does not describe one.
    """
    path = find(look.styles, f"{FOLDER}{name}.toml")
    if path is None:
        hint = f"Choose one of {', '.join(paper_names(look))}, or write styles/{FOLDER}{name}.toml."
        raise LookError(Problem("no-such-paper", f"There is no paper size {name}.", hint, Place(f"styles/{FOLDER}")))
    try:
        return PaperSize(name=path.stem, **tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError, pydantic.ValidationError, TypeError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, pydantic.ValidationError) else str(error)
        hint = "Compare it with styles/paper/a4.toml; `handouts eject` gives you a fresh one."
        message = f"This does not describe a paper size: {reason}."
        raise LookError(Problem("broken-paper", message, hint, Place(str(path)))) from None


def paper_names(look: Look) -> list[str]:
    """Return the names of a look's paper sizes, the default first, the others by the alphabet."""
    paths = map(pathlib.PurePath, files(look.styles))
    found = {path.stem for path in paths if path.parent.name == "paper" and path.suffix == ".toml"}
    return sorted(found, key=lambda name: (name != DEFAULT, name))


def paper_sizes(look: Look) -> tuple[PaperSize, ...]:
    """Return every paper size of a look, the default first.

    Raises:
        LookError: a file does not describe one.
    """
    return tuple(paper_size(look, name) for name in paper_names(look))
