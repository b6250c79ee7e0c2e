"""Jobs sent through a queue of the print server: what the nurse reads on the way, and at the end."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass, field

import pytest
from counterparts import Scheduler
from delivering import Sent

from handouts.errors import OutputError
from handouts.printing import job
from handouts.printing.behind import Behind
from handouts.printing.finding import find_printer
from handouts.printing.outcome import End, Patience
from handouts.printing.places import Places, Server
from handouts.printing.sentences import fault, now, printed
from handouts.printing.ticket import fit

SHORT = Patience(wait_s=8, reach_s=6, vanished_s=20)


@dataclass
class Queued(Sent):
    """A job at a queue; what is said of it is kept as the nurse reads it."""

    server: Scheduler | None = None
    queue: str = "desk"
    patience: Patience = SHORT
    lines: list[str] = field(default_factory=list)

    def there(self):
        return find_printer(self.queue, Places({}, pathlib.Path(), Server.named(self.server.server)))

    def request(self):
        return fit(self.ticket, self.leaflet, self.there().answering())

    def job(self):
        made = super().job()
        behind = self.found.connection_behind(Places({}, pathlib.Path(), user="desk"), timeout_s=1)
        made.behind = self.behind = Behind(behind, made.token) if behind else None
        made.tells_the_end = self.printer.tells_the_end
        return made

    def tell(self, moment):
        self.lines.append(now(moment, self.asked, self.printer))
        super().tell(moment)

    def end(self):
        self.found = self.there()
        self.printer, self.asked = self.found.answering(), self.request()
        outcome = super().end()
        if outcome.end in {End.PRINTED, End.HANDED_OVER}:
            self.lines.append(printed(self.leaflet, self.asked, self.printer, outcome))
        else:
            problem = fault(self.leaflet, self.asked, self.printer, outcome)
            self.lines.append(f"{problem.message} {problem.hint}")
        return outcome

    def refused(self):
        """Give the words of a job that is refused before anything is sent."""
        with pytest.raises(OutputError) as error:
            self.end()
        assert self.numbers == []
        return " ".join(f"{each.message} {each.hint}" for each in error.value.problems)


def once(stage, *acts):
    """Do something as soon as a job has come so far."""

    def on(sent, moment):
        if moment.stage is stage:
            sent.on = None
            for act in acts:
                act()

    return on


def when_said(words, act):
    """Do something as soon as that is said."""

    def on(sent, moment):
        if any(words in each.what for each in moment.said):
            sent.on = None
            act()

    return on


@pytest.fixture
def through(scheduler, monkeypatch):
    """Send a job through the queue; it is looked at often."""
    monkeypatch.setattr(job, "LONGEST_WAIT_S", 0.3)
    return lambda **more: Queued(scheduler.address("desk"), server=scheduler, **more)
