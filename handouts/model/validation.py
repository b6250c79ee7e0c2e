"""Turn what pydantic says about a field into problems with a place, for every file a person writes."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, TypeVar

import pydantic

from handouts.errors import ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Model = TypeVar("Model", bound=pydantic.BaseModel)
Path = tuple[int | str, ...]

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
HINTS = {
    "missing": "Add this field.",
    "string_type": "Put the value in quotes, so that it is read as text.",
    "list_type": "Write a list: [first, second].",
    "tuple_type": "Write a list: [first, second].",
    "model_type": "Write fields below it, each on its own line, indented by two spaces.",
    "extra_forbidden": "Remove this field, or look for a spelling mistake in its name.",
}


def validate(model: type[Model], values: Mapping[str, object], locate: Callable[[Path], Place]) -> Model:
    """Return the values as a model.

    Raises:
        ContentError: one problem for each field that is wrong, at the place `locate` gives for its path.
    """
    try:
        return model.model_validate(values)
    except pydantic.ValidationError as error:
        raise ContentError(
            *(
                Problem(
                    "invalid-field",
                    f"{'.'.join(map(str, detail['loc'])) or 'the file'}: {MESSAGES.get(detail['type']) or detail['msg'][0].lower() + detail['msg'][1:]}",
                    HINTS.get(detail["type"]) or _example(model, detail["loc"]),
                    locate(detail["loc"]),
                )
                for detail in error.errors(include_url=False)
            )
        ) from None


def _example(model: type[pydantic.BaseModel], loc: Path) -> str:
    """Say how to write the field, from the example of the innermost field that has one."""
    hint = "See `handouts schema` for what the field may hold."
    for name in loc:
        field = model.model_fields.get(str(name))
        if field is None:
            continue
        if field.examples:
            hint = f"Write it like this: {name}: {field.examples[0]}"
        inner = [
            kind
            for kind in (field.annotation, *typing.get_args(field.annotation))
            if isinstance(kind, type) and issubclass(kind, pydantic.BaseModel)
        ]
        model = inner[0] if inner else model
    return hint
