"""Pages of prompts with lines for what is answered: questions a patient asks, and what a patient says back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from handouts.leaflet.parts import Form
from handouts.leaflet.printed import Field, all_text, ours
from handouts.leaflet.wording import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.printed import PrintedText
    from handouts.leaflet.sheets.subject import Desk

QUESTIONS = (
    phrase("What is this medicine for? How will I know that it works?"),
    phrase("How do I take it, and for how long?"),
    phrase("What do I do if I forget a dose?"),
    phrase("Which side effects do I watch for, and whom do I call?"),
    phrase("What about my other medicines, and what I eat and drink?"),
    phrase("Which tests or visits do I need?"),
)
# Open questions, none to be answered with yes (AHRQ Health Literacy Universal Precautions Toolkit, Tool 5: teach-back).
TEACH_BACK = (
    phrase("Tell me in your own words what this medicine is for."),
    phrase("Tell me in your own words how you will take it, and how much."),
    phrase("Tell me in your own words what you will do if you miss a dose."),
    phrase("Tell me in your own words when you will call us, and when you will get help at once."),
    phrase("Tell me in your own words whom you will call, and on which number."),
)
LINES = 2  # to write on below a prompt


@dataclasses.dataclass(frozen=True, slots=True)
class Questions:
    """Prompts with a box to tick, lines to write on below each, and room for questions of one's own."""

    kind: ClassVar[str] = "questions"
    heading: str
    lead: str
    prompts: tuple[str, ...]
    own: str
    lines: int
    rule_mm: float

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from map(ours, (self.heading, self.lead, *self.prompts, self.own))


@dataclasses.dataclass(frozen=True, slots=True)
class TeachBack:
    """What the patient says back, and that the leaflet was given and gone through, signed by both."""

    kind: ClassVar[str] = "teach-back"
    heading: str
    lead: str
    prompts: tuple[str, ...]
    lines: int
    rule_mm: float
    given_heading: str
    statements: tuple[str, ...]
    signatures: tuple[Form, ...]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from map(ours, (self.heading, self.lead, *self.prompts, self.given_heading, *self.statements))
        yield from all_text(self.signatures)


def questions(desk: Desk) -> Questions:
    """Return questions to bring to a visit."""
    say = desk.say
    return Questions(
        heading=say("Questions to ask"),
        lead=say("Tick what you want to ask, and write down what you are told."),
        prompts=tuple(map(say, QUESTIONS)),
        own=say("My own questions"),
        lines=LINES,
        rule_mm=desk.room.rule_mm,
    )


def teach_back(desk: Desk) -> TeachBack:
    """Return what the patient says back, with the signatures."""
    say = desk.say
    patient = (desk.name, Field(say("Signature")), Field(say("Date")))
    staff = (Field(say("Name and role")), Field(say("Signature")), Field(say("Date")))
    interpreter = (Field(say("Name and language")), Field(say("Signature")), Field(say("Date")))
    return TeachBack(
        heading=say("In my own words"),
        lead=say(
            "For staff: ask these, and write down the answers. Where one shows that something was not clear, explain "
            "it in another way and ask again: it tests how well we explained."
        ),
        prompts=tuple(map(say, TEACH_BACK)),
        lines=LINES,
        rule_mm=desk.room.rule_mm,
        given_heading=say("Acknowledgement"),
        statements=(
            say("I was given this leaflet, and somebody went through it with me."),
            say("I could ask my questions, and I said in my own words what I will do."),
        ),
        signatures=(
            Form(say("Patient"), patient),
            Form(say("Staff"), staff),
            Form(say("Interpreter, if there was one"), interpreter),
        ),
    )
