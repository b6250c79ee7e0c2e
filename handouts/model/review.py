"""Where a text stands with its reviewers: a draft, or signed off by whom, when and until when."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum


class ReviewState(enum.StrEnum):
    """Where a text stands with its reviewers; every state but ``APPROVED`` prints DRAFT."""

    UNSIGNED = "unsigned"
    CHANGED = "changed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    BROKEN = "broken"  # the file of sign-offs was edited, or has no second record
    CUT = "cut"  # sign-offs are missing
    UNPROVEN = "unproven"  # the clinic asks for signatures, and this one holds none of a reviewer it knows
    APPROVED = "approved"


@dataclasses.dataclass(frozen=True, slots=True)
class ReviewStatus:
    """A text's state, and the sign-off it comes from: who (``by``, ``role``), on which day, due again when (``until``).

    For ``REVOKED``, ``by`` and ``on`` are those of the revocation, for ``CUT`` those of the newest entry that is known
    of. ``touched`` tells of an approved text in whose file something has changed since that does not count (a layout
    field, a comment).
    ``overrides`` are the rules that blocked and were overruled, each with the reason.
    """

    state: ReviewState = ReviewState.UNSIGNED
    by: str | None = None
    role: str | None = None
    on: dt.date | None = None
    until: dt.date | None = None
    touched: bool = False
    overrides: tuple[tuple[str, str], ...] = ()

    @property
    def approved(self) -> bool:
        """Tell whether exactly this text is signed off today."""
        return self.state is ReviewState.APPROVED

    def __str__(self) -> str:
        """Say it in words, for an editor: dates as 2026-03-31."""
        return IN_WORDS[self.state].format(by=self.by, role=self.role, on=self.on, until=self.until)


UNSIGNED = ReviewStatus()
IN_WORDS = {
    ReviewState.UNSIGNED: "nobody has signed it off",
    ReviewState.CHANGED: "changed since {by} signed it off on {on}",
    ReviewState.EXPIRED: "the review by {by} ran out on {until}",
    ReviewState.REVOKED: "{by} withdrew the review on {on}",
    ReviewState.BROKEN: "its sign-offs are not as they were written",
    ReviewState.CUT: "its sign-offs were cut short, the newest known of is {by}’s of {on}",
    ReviewState.UNPROVEN: "the sign-off by {by} on {on} holds no signature that this clinic accepts",
    ReviewState.APPROVED: "signed off by {by}, {role}, on {on}, due again on {until}",
}
