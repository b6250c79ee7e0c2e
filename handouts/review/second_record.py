"""What a file of sign-offs held last, kept in a second place: ``sign-offs/lenalidomide.toml``.

Its chain shows an entry that was changed, or taken out of its midst; that the last ones were taken off, or that all of
it was written anew, it cannot show. So `approve` and `revoke` write here how many entries there are and the seal of the
newest, and a sign-off counts only where the two agree.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import tomllib
from typing import TYPE_CHECKING, Literal

import pydantic

from handouts.errors import ContentError, Level, Place, Problem
from handouts.model.review import ReviewState, ReviewStatus
from handouts.model.validation import Strict, validate
from handouts.reader.source import second_record_path, sign_offs_path
from handouts.review.sign_offs import DIGEST, are_whole, read_sign_offs

if TYPE_CHECKING:
    from handouts.reader.source import Source
    from handouts.review.sign_offs import SignOff

TOP = (
    "# How many sign-offs {name} holds, and which is the newest. Written with it by `handouts approve` and `handouts "
    "revoke`; where the two do not agree, no sign-off counts.\n"
)
ACTS = {"approve": "signed it off", "revoke": "withdrew the review"}


class SecondRecord(Strict):
    """How many sign-offs there are (``count``), the ``seal`` of the newest, and what that one says."""

    count: int = pydantic.Field(ge=1)
    seal: str = pydantic.Field(pattern=DIGEST)
    action: Literal["approve", "revoke"]
    date: dt.date
    by: str = pydantic.Field(min_length=2, max_length=120)

    @classmethod
    def of(cls, sign_offs: tuple[SignOff, ...]) -> SecondRecord:
        """Return what is to be known of sign-offs, of which there is at least one."""
        newest = sign_offs[-1]
        return cls(count=len(sign_offs), seal=newest.seal, action=newest.action, date=newest.date, by=newest.by)

    def to_toml(self, name: str) -> bytes:
        """Return the bytes of the file; ``name`` is that of the file of sign-offs."""
        import tomli_w

        return (TOP.format(name=name) + "\n" + tomli_w.dumps(self.model_dump())).encode()


@dataclasses.dataclass(frozen=True, slots=True)
class Disagreement:
    """How a file of sign-offs and the second record of it disagree; while they do, no sign-off counts.

    ``lost`` tells that something is missing which the second record knows: then nobody signs before it is back.
    """

    status: ReviewStatus
    problem: Problem
    lost: bool


def read_second_record(source: Source) -> SecondRecord | None:
    """Return what is known of a monograph's sign-offs in the second place; None where nothing is.

    Raises:
        ContentError: the file holds what none of them holds.
    """
    if source.second_record is None:
        return None
    place = Place(str(second_record_path(source.path)))
    try:
        values = tomllib.loads(source.second_record.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"The second record of the sign-offs cannot be read: {error}."
        raise ContentError(Problem("invalid-sign-offs", message, _restore(source), place)) from None
    return validate(SecondRecord, values, lambda _: place)


def disagreement(source: Source) -> Disagreement | None:
    """Return how a monograph's sign-offs and the second record of them disagree; None where they do not.

    Raises:
        ContentError: one of them cannot be read.
    """
    entries, known = read_sign_offs(source), read_second_record(source)
    there, count = len(entries), known.count if known else 0
    newest = f"that of {known.by}, who {ACTS[known.action]} on {known.date}" if known else ""
    if known and there < count:
        gone = known.seal not in {entry.seal for entry in entries}
        lost = f"{count - there} of its {count} sign-offs {'is' if count - there == 1 else 'are'} missing"
        cut = _lost(source, "sign-offs-cut", f"{lost}{f', the newest too: {newest}' if gone else ''}.")
        return dataclasses.replace(cut, status=ReviewStatus(ReviewState.CUT, known.by, None, known.date))
    if not are_whole(entries):
        return _lost(source, "sign-offs-edited", "The file of sign-offs was edited by hand.")
    if known and entries[count - 1].seal != known.seal:
        return _lost(source, "sign-offs-other", f"A sign-off was put in the place of another: {newest}, is missing.")
    if there > count:
        message = f"{there - count} of its {there} sign-offs {'is' if there - count == 1 else 'are'} not in the record"
        path = second_record_path(source.path)
        where = f"{path.parent.name}/{path.name}"
        hint = f"Take {where} from your version control too, or let a reviewer sign the text off again."
        problem = _problem(source, "sign-offs-alone", f"{message} of them that is kept in {where}.", hint)
        return Disagreement(ReviewStatus(ReviewState.BROKEN), problem, lost=False)
    return _forgotten(source)


def _forgotten(source: Source) -> Disagreement | None:
    """Return how they disagree with those an earlier leaflet was made with: both may have been put back together."""
    kept = source.remembered
    if kept is None or kept.begins(source.sign_offs or b""):
        return None
    message = f"Sign-offs that a leaflet made before was made with are missing: it told of {kept.by}’s of {kept.on}."
    hint = f"{_restore(source)} Where the older state is meant, delete that leaflet and its manifest."
    status = ReviewStatus(ReviewState.CUT, kept.by, None, kept.on)
    return Disagreement(status, _problem(source, "sign-offs-cut", message, hint), lost=True)


def doubts(source: Source) -> tuple[Problem, ...]:
    """Return what is to be told of that: one problem, or none.

    Raises:
        ContentError: one of them cannot be read.
    """
    doubt = disagreement(source)
    return (doubt.problem,) if doubt else ()


def _lost(source: Source, code: str, message: str) -> Disagreement:
    return Disagreement(ReviewStatus(ReviewState.BROKEN), _problem(source, code, message, _restore(source)), lost=True)


def _problem(source: Source, code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, hint, Place(str(sign_offs_path(source.path))), Level.WARN)


def _restore(source: Source) -> str:
    ledger, second = sign_offs_path(source.path), second_record_path(source.path)
    return (
        f"Take {ledger.name} and {second.parent.name}/{second.name} from your version control. Where they are lost, "
        "delete both and let a reviewer sign the text off."
    )
