"""What a receiver said, and the three ways in which it may not have."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """That a receiver has a document: what it calls it there, whether it had it already, and what it warns of."""

    location: str
    had_it_already: bool = False
    warning: str = ""


class SendingError(Exception):
    """A document that is not known to be filed; ``str()`` says why, without patient data, fit for a terminal."""


class NotSentError(SendingError):
    """Nothing has left this machine, or the receiver is busy: it may be sent again."""


class LostError(SendingError):
    """It went out, and no answer came: the receiver must be asked before it is sent again."""


class RefusedError(SendingError):
    """The receiver says no for good: sent again, it would say so again."""


class BusyError(NotSentError):
    """The receiver has too much to do; it says after how many seconds it may be asked again, or None."""

    def __init__(self, why: str, retry_after_s: float | None = None) -> None:
        """Keep how long it wants to be left alone."""
        super().__init__(why)
        self.retry_after_s = retry_after_s


class WrongPatientError(RefusedError):
    """The receiver knows the patient's number as somebody else's, as several people's, or not at all."""

    kind = "wrong patient"
