"""Mischief on the way to paper, made up from a seed, and what must be true of a job whatever has happened to it."""

from __future__ import annotations

import contextlib
import random
import signal
import time
from dataclasses import dataclass, field

import troubled
from daemons import wait_for
from delivering import Sent

from handouts.printing.delivery import deliver
from handouts.printing.ipp import Connection, Operation, PrinterError
from handouts.printing.outcome import End, JobState, Outcome, Patience

FAULTS = {
    "drop before": troubled.drop_before,
    "drop after": troubled.drop_after,
    "cut answer": troubled.cut_answer,
    "held": troubled.held,
    "held before": troubled.held_before,
    "busy": troubled.refusing(troubled.BUSY),
    "internal error": troubled.refusing(0x0500),
    "not found": troubled.refusing(0x0406),
    "garbage": troubled.answering(200, b"\x02\x00\x00\x00\x00\x00\x00\x01\x02\x21\xff\xff", "application/ipp"),
    "no answer": troubled.answering(202, b""),
    "page": troubled.answering(200),
    "endless": troubled.endless,
    "401": troubled.answering(401),
    "500": troubled.answering(500),
    "503": troubled.answering(503),
    "elsewhere": troubled.redirecting("http://localhost:1/"),
}
OPERATIONS = (
    *(Operation.SEND_DOCUMENT, Operation.PRINT_JOB, Operation.CREATE_JOB, Operation.GET_JOB_ATTRIBUTES),
    *(Operation.GET_JOBS, Operation.CANCEL_JOB, Operation.VALIDATE_JOB, Operation.GET_PRINTER_ATTRIBUTES, None),
)
TURNS = (
    *("nothing", "jam", "fails", "stands", "cancelled there"),
    *("killed", "started anew", "freezes", "ctrl-c", "mended"),
)
PATIENCE = Patience(wait_s=0.8, reach_s=0.4, vanished_s=0.6)
TIMEOUT_S = 0.3
LONGEST_S = 30  # of every patience in a row, the document given three times


@dataclass
class Mischief:
    """What a seed does: faults of the line, and a turn of the printer whenever something has been told."""

    seed: int
    two_steps: bool = True
    faults: list[tuple[str, Operation | None, int]] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    interrupted_after_s: float | None = None

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)  # noqa: S311 - the same every time
        self.two_steps = chance.random() < 0.6
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            self.faults.append((chance.choice(list(FAULTS)), chance.choice(OPERATIONS), chance.randint(1, 3)))
        self.turns = [chance.choice(TURNS) for _ in range(chance.choice((0, 0, 1, 2, 4)))]
        if chance.random() < 0.15:
            self.interrupted_after_s = chance.random() * 1.5


@dataclass
class Case:
    """One run of a mischief against a printer, through a proxy."""

    mischief: Mischief
    printer: object
    trouble: troubled.Trouble
    restarted: bool = False
    delivering: bool = False

    def turn(self, sent: Sent, _moment: object) -> None:
        """Do the next harm to the printer."""
        if not self.left:
            return
        turn, printer = self.left.pop(0), self.printer
        if turn in {"killed", "started anew"}:
            self.restarted = True
            printer.kill()
        if turn == "started anew":
            printer.start()
        if turn == "freezes" and printer.alive:
            printer.freeze()
        if turn == "mended":
            printer.turn(up_to=None, reasons=[], fails=False)
            if printer.alive:
                printer.thaw()
        knobs = {"jam": {"reasons": ["media-jam-error"]}, "fails": {"fails": True}, "stands": {"up_to": 0}}
        printer.turn(**knobs.get(turn, {}))
        if turn == "cancelled there" and sent.numbers:
            with contextlib.suppress(PrinterError):
                Connection(printer.address, timeout_s=0.5).ask(Operation.CANCEL_JOB, {"job-id": sent.numbers[-1]})
        if turn == "ctrl-c":
            signal.raise_signal(signal.SIGINT)

    def run(self) -> Outcome:
        """Give what has become of the job; Ctrl-C comes at any moment while it is delivered."""
        self.left = list(self.mischief.turns)
        self.sent = Sent(self.trouble.address, asked_of=self.trouble.target, patience=PATIENCE, timeout_s=TIMEOUT_S)
        self.sent.on = self.turn
        job = self.sent.job()
        operations = frozenset() if self.mischief.two_steps else frozenset({Operation.PRINT_JOB})
        for name, operation, times in self.mischief.faults:
            self.trouble.script(FAULTS[name], operation=operation, times=times)
        before = signal.signal(signal.SIGINT, self.interrupt)
        alarm = signal.signal(signal.SIGALRM, self.interrupt)
        signal.setitimer(signal.ITIMER_REAL, self.mischief.interrupted_after_s or 0)
        since = time.monotonic()
        try:
            self.delivering = True
            outcome = deliver(job, self.sent.leaflet.data, operations)
        finally:
            self.delivering = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGINT, before)
            signal.signal(signal.SIGALRM, alarm)
        self.took_s = time.monotonic() - since
        return outcome

    def interrupt(self, *_: object) -> None:
        if self.delivering:
            raise KeyboardInterrupt

    def check(self, outcome: Outcome) -> None:
        """Compare what was told with what the printer knows, once it has come to rest."""
        printer = self.printer
        assert self.took_s < LONGEST_S, "patience"
        self.trouble.reset()  # what asks through it from now on, asks in vain no more
        if printer.alive:
            printer.thaw()
        jobs = self.jobs()
        arrived = [each for each in printer.received if each.attributes["IPP_JOB_NAME"] == self.sent.token]
        assert len(arrived) <= 1, "printed twice"
        for each in arrived:
            assert each.document == self.sent.leaflet.data, "other bytes"
        states = set(jobs.values())
        if outcome.end is End.PRINTED:
            assert len(arrived) == 1, "told as printed"
            assert self.restarted or JobState.COMPLETED in states, states
        if outcome.end is End.FAILED:
            assert not arrived or JobState.ABORTED in states, "told as not printed"
        if outcome.end is End.CANCELLED:
            assert self.restarted or not arrived or jobs.get(outcome.job) == JobState.CANCELED, "told as cancelled"
        if outcome.end in {End.FAILED, End.CANCELLED} and not self.restarted:
            assert not states & {JobState.COMPLETED}, "printed after all"
        if outcome.end is End.UNKNOWN:
            assert outcome.why, "told without a reason"

    def jobs(self) -> dict[int, JobState]:
        """Return our jobs at the printer, when none of them is at work any more."""
        printer = self.printer
        if not printer.alive:
            return {}
        connection = Connection(printer.address, timeout_s=10)
        found: dict[int, JobState] = {}

        def at_rest() -> bool:
            found.clear()
            for which in ("not-completed", "completed"):
                asked = {"which-jobs": which, "requested-attributes": ["all"]}
                for each in connection.ask(Operation.GET_JOBS, asked).groups:
                    if each["job-name"][0] == self.sent.token:
                        found[each["job-id"][0]] = JobState(each["job-state"][0])
            return JobState.PROCESSING not in found.values()

        printer.turn(up_to=None, reasons=[])
        wait_for(at_rest, "the printer is at rest")
        return found
