"""What goes wrong with a patient's facts on the paper is told without them."""

from __future__ import annotations

import contextlib
import pathlib
import re
import traceback
from typing import TYPE_CHECKING

from handouts.errors import ContentError, HandoutsError, Problem, TypesettingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.recipient import Recipient


@contextlib.contextmanager
def faults_without_words() -> Iterator[None]:
    """Let a fault of ours pass without the words it was found in: they may be a patient's.

    Raises:
        RuntimeError: in place of the fault.
    """
    try:
        yield
    except (HandoutsError, MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - its words may be a patient's
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__} in {pathlib.Path(frame.filename).name}:{frame.lineno}"
        raise RuntimeError(message) from None


@contextlib.contextmanager
def failures_without_facts(*recipients: Recipient) -> Iterator[None]:
    """Of what fails once a patient's facts are on the paper, tell only the kind.

    Raises:
        HandoutsError: without a word of the leaflet, in place of the one that holds them.
    """
    try:
        yield
    except ContentError:
        raise  # of the text, before a fact came to it
    except HandoutsError as error:
        codes = ", ".join(sorted({problem.code for problem in error.problems}))
        strange = {
            chr(int(code, 16))
            for problem in error.problems
            for code in re.findall(r"\(U\+([0-9A-F]+) ", problem.message)
        }
        texts = {name: value for recipient in recipients for name, value in _texts(recipient).items()}
        fields = [name for name, value in texts.items() if set(value) & strange]
        place = error.problems[0].place
        if fields and "missing-glyph" in codes:
            message = f"No font has a letter of the patient's {' and '.join(fields)}."
            hint = "Write it with other letters, or add a font to your own styles folder."
            raise TypesettingError(Problem("missing-glyph", message, hint, place)) from None
        message = f"With the patient's facts on it, the leaflet is not as promised ({codes})."
        hint = (
            "Make it without them: what is told then is the text's. "
            "If it can be made, a fact is too long or has strange letters."
        )
        raise type(error)(Problem("personalised", message, hint, place)) from None


def _texts(recipient: Recipient) -> dict[str, str]:
    values = recipient.model_dump(mode="json", exclude_none=True)
    return {name: str(value) for name, value in values.items()}


def holds_a_fact(problem: Problem, recipient: Recipient) -> bool:
    """Tell whether a problem's words hold a fact."""
    told = "".join(f"{problem.message}{problem.words}{problem.around}".casefold().split())
    facts = [recipient.name, recipient.number, recipient.prescriber, recipient.dose, recipient.times]
    return any("".join(fact.casefold().split()) in told for fact in facts if fact)


def safe_name(number: str) -> str:
    """Return a patient's number as the name of a file."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", number).strip(".-")
