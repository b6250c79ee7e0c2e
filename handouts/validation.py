"""Turn what pydantic says about a field into problems with a place, for every file a person writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pydantic

from handouts.errors import ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Model = TypeVar("Model", bound=pydantic.BaseModel)
Path = tuple[int | str, ...]

HINTS = {
    "missing": "Add this field.",
    "string_type": "Put the value in quotes, so that it is read as text.",
    "list_type": "Write a list: [first, second].",
    "tuple_type": "Write a list: [first, second].",
    "date_from_datetime_parsing": "Write the date as 2026-03-31.",
    "date_type": "Write the date as 2026-03-31.",
    "date_parsing": "Write the date as 2026-03-31.",
    "int_parsing": "Write a whole number.",
    "int_type": "Write a whole number.",
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
                    f"{'.'.join(map(str, detail['loc'])) or 'the file'}: {detail['msg'].lower()}",
                    HINTS.get(detail["type"], "See `handouts schema` for what the field may hold."),
                    locate(detail["loc"]),
                )
                for detail in error.errors(include_url=False)
            )
        ) from None
