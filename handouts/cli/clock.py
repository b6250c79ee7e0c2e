"""The time while a command runs, of which the clock is asked once."""

from __future__ import annotations

import datetime as dt
import time


class Clock:
    """The time, from one look at the clock and what has passed since."""

    def __init__(self, started: dt.datetime) -> None:
        """Begin."""
        self.started, self.began = started, time.monotonic()

    def __call__(self) -> dt.datetime:
        """Return what time it is."""
        return self.started + dt.timedelta(seconds=time.monotonic() - self.began)
