"""What a leaflet says about its own review: DRAFT and why, or who signed it off and when it is due again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.leaflet.printed import Field
from handouts.leaflet.wording import phrase
from handouts.model.review import ReviewState, ReviewStatus

if TYPE_CHECKING:
    from handouts.leaflet.wording import Wording

NOTICES = {
    ReviewState.UNSIGNED: phrase("DRAFT, not clinically reviewed"),
    ReviewState.CHANGED: phrase("DRAFT, changed since its review"),
    ReviewState.EXPIRED: phrase("DRAFT, its review has run out"),
    ReviewState.REVOKED: phrase("DRAFT, its review was withdrawn"),
    ReviewState.BROKEN: phrase("DRAFT, the record of its review is damaged"),
    ReviewState.CUT: phrase("DRAFT, the record of its review was cut short"),
    ReviewState.UNPROVEN: phrase("DRAFT, the signature of its review is missing"),
    ReviewState.APPROVED: phrase("Reviewed {on}, next review by {until}"),
}
STATEMENTS = {
    ReviewState.UNSIGNED: phrase("This text is a draft. No clinician has signed it off."),
    ReviewState.CHANGED: phrase("This text is a draft. It has changed since {by} signed it off on {on}."),
    ReviewState.EXPIRED: phrase("This text is a draft. Its review by {by} ran out on {until}."),
    ReviewState.REVOKED: phrase("This text is a draft. {by} withdrew its review on {on}."),
    ReviewState.BROKEN: phrase(
        "This text is a draft. The record of its review was changed by hand, so no review counts."
    ),
    ReviewState.CUT: phrase("This text is a draft. Part of the record of its review is missing, so no review counts."),
    ReviewState.UNPROVEN: phrase(
        "This text is a draft. The review by {by} on {on} does not hold a signature that this clinic accepts."
    ),
    ReviewState.APPROVED: phrase("The reviewer named here has signed off exactly this text."),
}


def notice_of(status: ReviewStatus, say: Wording) -> str:
    """Return the words that stand on every page: DRAFT and why, or the date of the review."""
    return say(NOTICES[status.state], **_values(status, say))


def statement_of(status: ReviewStatus, say: Wording) -> str:
    """Return the sentence that says where the text stands, and why."""
    return say(STATEMENTS[status.state], **_values(status, say))


def review_facts(status: ReviewStatus, say: Wording) -> tuple[Field, ...]:
    """Return reviewer, date and next review of an approved text; nothing of any other."""
    if not status.approved:
        return ()
    values = _values(status, say)
    return (
        Field(say("Reviewed by"), ", ".join(part for part in (status.by, status.role) if part)),
        Field(say("Review date"), values["on"]),
        Field(say("Next review"), values["until"] or None),
    )


def choice_note(status: ReviewStatus, say: Wording) -> str:
    """Return what the leaflet says where the front matter, and not the text, says what to do."""
    if status.approved:
        return say("The reviewer chose the words after “What to do”.")
    return say("An editor chose the words after “What to do”. No reviewer has confirmed them.")


def _values(status: ReviewStatus, say: Wording) -> dict[str, str]:
    return {
        "by": status.by or "",
        "on": say.date(status.on) if status.on else "",
        "until": say.date(status.until) if status.until else "",
    }
