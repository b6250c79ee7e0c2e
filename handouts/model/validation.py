"""Values a person wrote, checked against a model: what is wrong comes back as problems with a place."""

from __future__ import annotations

import difflib
import typing
from typing import TYPE_CHECKING, Annotated, TypeVar

import pydantic
from pydantic_core import PydanticCustomError

from handouts.errors import ContentError, Place, Problem
from handouts.model.language import unknown_part

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterator, Mapping

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=pydantic.BaseModel)
FieldPath = tuple[int | str, ...]


def _known(tag: str) -> str:
    if part := unknown_part(tag):
        hint = "Write a language and, where it matters, a country by their codes (BCP 47): en, en-GB, ar, pt-BR."
        raise PydanticCustomError("language", "there is no language or country “{part}”", {"part": part, "hint": hint})
    return tag


Language = Annotated[str, pydantic.Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), pydantic.AfterValidator(_known)]


class Strict(pydantic.BaseModel):
    """Fields a person writes: frozen, without white space around them; one we do not know is a spelling mistake."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


KINDS = {"clinic.toml": " clinic", "pack.toml": " pack"}  # what `handouts schema` calls them
MESSAGES = {
    "missing": "the field is missing",
    "extra_forbidden": "there is no such field",
    "string_pattern_mismatch": "the value is not in the expected form",
    "date_from_datetime_parsing": "this is not a date",
    "date_parsing": "this is not a date",
    "date_type": "this is not a date",
    "int_parsing": "this is not a whole number",
    "int_type": "this is not a whole number",
}
FORMER = {"outbox": "store"}  # what a field was called before, and is called now
MOST_TOLD = 3_000  # things that are wrong; nobody reads more, and to list a million takes gigabytes
HINTS = {
    "many": "This is no such file, or it is damaged: take it from your archive.",
    "missing": "Add this field.",
    "string_type": "Put the value in quotes, so that it is read as text.",
    "list_type": "Write a list: [first, second].",
    "tuple_type": "Write a list: [first, second].",
    "model_type": "Write fields below it, each on its own line, indented by two spaces.",
    "extra_forbidden": "Remove this field, or look for a spelling mistake in its name.",
}


def validate(model: type[Model], values: Mapping[str, object], locate: Callable[[FieldPath], Place]) -> Model:
    """Return the values as a model.

    Args:
        model: what the values are to be.
        values: the fields as YAML, TOML or JSON gave them.
        locate: the place in the file of a field, by its path of names and positions (from 0).

    Raises:
        ContentError: one problem for each field that is wrong, at its place.
    """
    try:
        return model.model_validate(values)
    except pydantic.ValidationError as error:
        if error.error_count() > MOST_TOLD:
            raise ContentError(Problem("invalid-field", f"{first_told(error)}.", HINTS["many"], locate(()))) from None
        raise ContentError(
            *(
                Problem(
                    "invalid-field",
                    f"{'.'.join(map(str, detail['loc'])) or 'the file'}: {_message(detail)}",
                    detail.get("ctx", {}).get("hint")
                    or _nearest(model, detail)
                    or HINTS.get(detail["type"])
                    or _example(model, detail["loc"]),
                    locate(detail["loc"]),
                )
                for detail in error.errors(include_url=False)
            )
        ) from None


def refuse_unwritable_name(path: pathlib.Path) -> None:
    """Refuse a file whose name is no text: nothing that is written of it could say what it was made of.

    Raises:
        ContentError: the name is not UTF-8.
    """
    try:
        path.name.encode()
    except UnicodeEncodeError:
        message = "The name of the file holds bytes that are no letters (it is not UTF-8)."
        raise ContentError(Problem("unfit-name", message, "Rename the file.", Place(str(path)))) from None


def first_told(error: pydantic.ValidationError) -> str:
    """Return what is wrong first, as pydantic says it; of too many things only how many."""
    count = error.error_count()
    return f"{count:,} fields are wrong" if count > MOST_TOLD else error.errors(include_url=False)[0]["msg"]


def _message(detail: ErrorDetails) -> str:
    """Return what is wrong with a field: our own words, or pydantic's as they would go on after a colon."""
    theirs = detail["msg"]
    return MESSAGES.get(detail["type"]) or theirs[0].lower() + theirs[1:]


def _nearest(model: type[pydantic.BaseModel], detail: ErrorDetails) -> str | None:
    """Name the field that is meant by one we do not know."""
    if detail["type"] != "extra_forbidden":
        return None
    *around, name = detail["loc"]
    for outer in around:
        field = model.model_fields.get(str(outer))
        model = next(iter(_models(field.annotation)), model) if field else model
    now = FORMER.get(str(name))
    near = [now] if now in model.model_fields else difflib.get_close_matches(str(name), model.model_fields, n=1)
    return f"Do you mean {near[0]}? Else remove this field." if near else None


def _models(annotation: object) -> Iterator[type[pydantic.BaseModel]]:
    """Return the models in an annotation."""
    for kind in (annotation, *typing.get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, pydantic.BaseModel):
            yield kind


def _example(model: type[pydantic.BaseModel], loc: FieldPath) -> str:
    """Say how to write the field, from the example of the innermost field that has one."""
    title = model.model_config.get("title") or ""
    kind, sign = KINDS.get(title, ""), " =" if title.endswith(".toml") else ":"
    hint = f"See `handouts schema{kind}` for what the field may hold."
    for name in loc:
        field = model.model_fields.get(str(name))
        if field is None:
            continue
        if field.examples:
            hint = f"Write it like this: {name}{sign} {field.examples[0]}"
        inner = [*_models(field.annotation)]
        model = inner[0] if inner else model
    return hint
