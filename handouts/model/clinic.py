"""The clinic's own block: who to call, and when. It comes from ``clinic.toml``, never from our code."""

from __future__ import annotations

import pathlib
import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any

import pydantic
from pydantic_core import PydanticCustomError

from handouts.errors import ContentError, HandoutsError, Place, Problem
from handouts.model.approval import Approval
from handouts.model.colours import Colours
from handouts.model.logo import Logo
from handouts.model.printing import Printing
from handouts.model.profile import DEFAULT, PROFILES, Profile, chosen
from handouts.model.records import Records
from handouts.model.signing import Signing
from handouts.model.toml_lines import TomlFile
from handouts.model.toml_text import read_toml
from handouts.model.validation import FieldPath, Strict, validate
from handouts.store.plain_files import read_text

if TYPE_CHECKING:
    from collections.abc import Callable


FIRST = {"name", "phone", "hours", "out_of_hours", "emergency"}  # always in an edition's key, given or not
LATER = ("address", "web", "email", "prescriber")  # fields that came later, and leave no blank
FOLDERS = ("templates", "styles")
LARGEST_BYTES = 1 << 20
FORMS = {
    "web": (
        r"(?:https?://)?[^\W_][\w-]*(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#][^\s<>\"“”|]*)?",
        "this is no web address; write it as www.hill-clinic.example",
    ),
    "email": (
        r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+",
        "this is no e-mail address; write it as reception@hill-clinic.example",
    ),
}


class Contact(Strict):
    """One more to call: who it is, the number, and when it is answered."""

    label: str = pydantic.Field(min_length=1, max_length=60, examples=['"Pharmacist"'])
    number: str = pydantic.Field(min_length=1, max_length=60, examples=['"01632 960 003"'])
    hours: str | None = pydantic.Field(None, max_length=120, examples=['"9 to 5, Monday to Friday"'])

    @pydantic.field_validator("label", "number", "hours")
    @classmethod
    def _on_one_line(cls, value: str | None) -> str | None:
        return _one_line(value)

    @property
    def told(self) -> str:
        """The number, and when it is answered."""
        return f"{self.number}, {self.hours}" if self.hours else self.number


class StandingText(Strict):
    """A short text of the clinic's own that stands on every leaflet; an empty line parts its paragraphs."""

    heading: str = pydantic.Field(min_length=1, max_length=80, examples=['"From Hill Clinic"'])
    text: str = pydantic.Field(min_length=1, max_length=1_500, examples=['"Bring this paper to every visit."'])

    @pydantic.field_validator("heading")
    @classmethod
    def _on_one_line(cls, value: str) -> str | None:
        return _one_line(value)

    @pydantic.field_validator("text")
    @classmethod
    def _printable(cls, value: str) -> str:
        if not value.replace("\n", "").isprintable():
            raise PydanticCustomError("form", "write plain text, without tabs and control characters")
        return value

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, each on one line."""
        return tuple(" ".join(each.split()) for each in re.split(r"\n\s*\n", self.text) if each.strip())


def _one_line(value: str | None) -> str | None:
    if value is not None and not value.isprintable():
        raise PydanticCustomError("form", "write it on one line")
    return value


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
    contacts: tuple[Contact, ...] = pydantic.Field((), max_length=6, description="More to call, each with its number.")
    logo: Logo | None = pydantic.Field(None, description="The clinic's logo.")
    colours: Colours = pydantic.Field(Colours(), description="The clinic's colours.")
    standing: StandingText | None = pydantic.Field(None, description="A short text that stands on every leaflet.")
    punch_mm: float = pydantic.Field(
        25, ge=10, le=40, description="Margin left for the punch, in millimetres, where an edition asks for it."
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
        """Leave out later fields that are as usual, so that an edition without them keeps its key and its number."""
        usual = {name for name, field in Clinic.model_fields.items() if getattr(self, name) == field.default}
        return {name: value for name, value in write(self).items() if name in FIRST or name not in usual}


class Settings(Clinic):
    """The whole ``clinic.toml``: the block that is printed, and how strict the clinic is."""

    logo: Annotated[Logo | None, pydantic.WithJsonSchema({"type": "string"})] = pydantic.Field(
        None, description="The clinic's logo: an .svg or .png file, its path begins at clinic.toml."
    )
    check: Profile = PROFILES[DEFAULT]
    approval: Approval = Approval()
    logo_alt: str | None = pydantic.Field(
        None, max_length=120, description="What a screen reader says for the logo; the clinic's name without it."
    )
    edition: str = pydantic.Field(
        "", max_length=80, examples=['"letter+large"'], description="The edition that is made if none is asked for."
    )
    templates: Annotated[pathlib.Path | None, pydantic.WithJsonSchema({"type": "string"})] = pydantic.Field(
        None, description="Folder of your own templates and wording; its path begins at clinic.toml."
    )
    styles: Annotated[pathlib.Path | None, pydantic.WithJsonSchema({"type": "string"})] = pydantic.Field(
        None, description="Folder of your own styles; its path begins at clinic.toml."
    )

    printing: Printing = pydantic.Field(Printing(), description="Your printers, and how each edition is printed.")
    records: Records = pydantic.Field(Records(), description="Where leaflets are filed, and in which codes.")
    signing: Signing = pydantic.Field(Signing(), description="With which key leaflets are signed.")

    _file: TomlFile = pydantic.PrivateAttr(TomlFile("clinic.toml"))

    def place(self, *path: int | str) -> Place:
        """Return where a field is written, for who knows better than the file whether it is right."""
        return self._file.place(path)

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
        text = read_text(path, "utf-8-sig", LARGEST_BYTES)
        values: dict[str, Any] = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = map(int, where.groups()) if where else (0, 0)
        hint = 'Write each entry as: phone = "01234 567890"'
        problem = Problem("invalid-clinic", f"This is not TOML: {error}.", hint, Place(str(path), line, column))
        raise ContentError(problem) from None
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"The clinic file cannot be read: {reason}."
        raise ContentError(Problem("unreadable-clinic", message, "Check its path.", Place(str(path)))) from None

    file = TomlFile(str(path), text)
    settings = _beside(path.parent, values, file.place)
    settings._file = file  # noqa: SLF001 - as a field it could be written in the file
    return settings


def _beside(folder: pathlib.Path, values: dict[str, Any], locate: Callable[[FieldPath], Place]) -> Settings:
    """Return the settings with what they name beside their file: a logo, folders of templates and styles.

    Raises:
        ContentError: with all that is wrong, in the file and beside it.
    """
    named = {name: values.pop(name) for name in ("logo", *FOLDERS) if name in values}
    problems: list[Problem] = []
    settings = Settings()
    try:
        settings = validate(Settings, values, locate)
    except ContentError as error:
        problems += error.problems
    found: dict[str, Any] = {}
    for name, value in named.items():
        place = locate((name,))
        if not isinstance(value, str):
            message = f"{name}: this is no path."
            problems.append(Problem("invalid-field", message, f'Write it in quotes: {name} = "…"', place))
        elif not value.strip():
            continue
        elif name in FOLDERS:
            found[name] = folder / value.strip()
            if not _is_folder(found[name]):
                message = f"There is no folder {value[:80]}."
                problems.append(Problem("missing-folder", message, "Its path begins at clinic.toml.", place))
        else:
            alt = settings.logo_alt or settings.name or ""
            if not (alt or problems):
                message, hint = "The logo has no words for who cannot see it.", "Give the clinic's name, or logo_alt."
                problems.append(Problem("unfit-logo", message, hint, place))
            try:
                found[name] = Logo.read(folder / value.strip(), alt, place)
            except HandoutsError as error:
                problems += error.problems
    if problems:
        raise ContentError(*problems)
    return settings.model_copy(update=found)


def _is_folder(path: pathlib.Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
