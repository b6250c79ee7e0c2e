"""What is said when the engine gives up: it asserts much that a style, or a part taller than a page, can undo."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from handouts.errors import HandoutsError, Place, Problem, TypesettingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf import Engine

OURS = __name__.partition(".")[0]


@contextlib.contextmanager
def gives_up(engine: Engine, name: str, *, own_styles: bool) -> Iterator[None]:
    """Turn what the engine raises while it sets pages into a problem; what is raised in a line of ours is a bug.

    ``name`` is what problems call that which is set; ``own_styles`` tells that some are not ours, and may be the cause.

    Raises:
        TypesettingError: a picture is missing or not allowed, or the engine gave up.
    """
    try:
        yield
    except (HandoutsError, MemoryError):
        raise
    except engine.urls.FatalURLFetchingError as error:
        hint = "Put the picture beside the monograph and name it without a scheme, as pictures/dose.png."
        raise cause(error) or TypesettingError(
            unset("refused-file", f"{error}: {error.__cause__ or error}", hint, name)
        ) from None
    except RecursionError:
        message = "The text is nested too deeply to be set"
        raise TypesettingError(unset("too-deep", message, "Flatten its lists and quotations.", name)) from None
    except Exception as error:
        if _raised_in(error).partition(".")[0] == OURS:
            raise
        raise TypesettingError(_gave_up(error, name, own_styles=own_styles)) from None


def cause(error: BaseException) -> HandoutsError | None:
    """Return the error of ours that stopped the engine, if it is one."""
    return error.__cause__ if isinstance(error.__cause__, HandoutsError) else None


def _raised_in(error: BaseException) -> str:
    """Return the name of the module whose line raised an error."""
    innermost = error.__traceback__
    while innermost and innermost.tb_next:
        innermost = innermost.tb_next
    return str(innermost.tb_frame.f_globals.get("__name__", "")) if innermost else ""


def _gave_up(error: Exception, name: str, *, own_styles: bool) -> Problem:
    said = str(error).partition("\n")[0][:200]
    message = f"The typesetting engine cannot set these pages: {type(error).__name__}{said and f', {said}'}"
    hint = "Part what is taller than a page: a row of a table, a box, a picture."
    if own_styles:
        hint = f"Build it without your own styles: one of them may ask for what cannot be set. {hint}"
    return unset("engine-gave-up", message, hint, name)


def unset(code: str, message: str, hint: str, name: str) -> Problem:
    """Return a problem that keeps a leaflet from being set."""
    return Problem(code, message.rstrip(".") + ".", hint, Place(name))
