"""The clinic's own block: who to call, and when. It comes from ``clinic.toml``, never from our code."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pydantic
from pydantic_core import PydanticCustomError

from handouts.errors import ContentError, Place, Problem
from handouts.model.profile import DEFAULT, PROFILES, Profile, chosen
from handouts.model.validation import FieldPath, validate

if TYPE_CHECKING:
    import pathlib


LATER = ("address", "web", "email", "prescriber")  # fields that came later, and leave no blank
FORMS = {
    "web": (
        r"(?:https?://)?[^\W_][\w-]*(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#]\S*)?",
        "this is no web address; write it as www.hill-clinic.example",
    ),
    "email": (
        r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+",
        "this is no e-mail address; write it as reception@hill-clinic.example",
    ),
}


class Clinic(pydantic.BaseModel):
    """Whom a patient calls; what is not given is printed as a ruled blank to write on, or not at all.

    An empty value is one that is not given.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, title="clinic.toml")

    name: str | None = pydantic.Field(None, max_length=120, description="Name of the clinic as patients know it.")
    phone: str | None = pydantic.Field(None, max_length=60, description="Number patients call in working hours.")
    hours: str | None = pydantic.Field(None, max_length=120, description="When that number is answered.")
    out_of_hours: str | None = pydantic.Field(None, max_length=120, description="Whom to call at other times.")
    emergency: str | None = pydantic.Field(None, max_length=60, description="The emergency number where patients live.")
    address: str | None = pydantic.Field(
        None, max_length=200, description="Where the clinic is, on one line; not printed without it."
    )
    web: str | None = pydantic.Field(
        None, max_length=120, description="The clinic's page on the web; not printed without it."
    )
    email: str | None = pydantic.Field(
        None, max_length=120, description="An e-mail address that is read every day; not printed without it."
    )
    prescriber: str | None = pydantic.Field(
        None, max_length=120, description="Who prescribes, if it is always the same; a blank without it."
    )

    notes_column: bool = pydantic.Field(
        default=False, description="A column for notes beside the text of every page; without it, lines where it ends."
    )

    @pydantic.field_validator("*", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @pydantic.field_validator(*LATER)
    @classmethod
    def _formed(cls, value: str | None, info: pydantic.ValidationInfo) -> str | None:
        pattern, message = FORMS.get(info.field_name or "", (".*", "write it on one line"))
        if value is not None and not (value.isprintable() and re.fullmatch(pattern, value)):
            raise PydanticCustomError("form", "{told}", {"told": message})
        return value

    @pydantic.model_serializer(mode="wrap")
    def _as_given(self, write: pydantic.SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields that are not given, so that an edition without them keeps its key and its number."""
        return {name: value for name, value in write(self).items() if value or name not in (*LATER, "notes_column")}


class Approval(pydantic.BaseModel):
    """What the clinic asks of sign-offs."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    required: bool = pydantic.Field(default=False, description="Make no leaflet of a text that nobody has signed off.")


class Settings(Clinic):
    """The whole ``clinic.toml``: the block that is printed, and how strict the clinic is."""

    check: Profile = PROFILES[DEFAULT]
    approval: Approval = Approval()

    @pydantic.field_validator("check", mode="before")
    @classmethod
    def _start_from_profile(cls, values: object) -> object:
        return chosen(values)

    @property
    def clinic(self) -> Clinic:
        """The block that is printed."""
        return Clinic(**{name: getattr(self, name) for name in Clinic.model_fields})


def read_clinic(path: pathlib.Path) -> Settings:
    """Read a ``clinic.toml``.

    Raises:
        ContentError: the file cannot be read, is not TOML, or holds a field we do not know.
    """
    try:
        text = path.read_text("utf-8-sig")
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = map(int, where.groups()) if where else (0, 0)
        hint = 'Write each entry as: phone = "01234 567890"'
        problem = Problem("invalid-clinic", f"This is not TOML: {error}.", hint, Place(str(path), line, column))
        raise ContentError(problem) from None
    except (OSError, ValueError, RecursionError) as error:
        problem = Problem(
            "unreadable-clinic", f"The clinic file cannot be read: {error}.", "Check its path.", Place(str(path))
        )
        raise ContentError(problem) from None

    def locate(loc: FieldPath) -> Place:
        rows = list(enumerate(text.splitlines(), 1))
        line = next((n for name in reversed(loc) for n, row in rows if row.lstrip(" [").startswith(str(name))), 0)
        return Place(str(path), line, 1 if line else 0)

    return validate(Settings, values, locate)
