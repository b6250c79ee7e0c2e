"""The cover of a pack: its title, whom it is for, whom to call, and which leaflet begins on which page."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from handouts.leaflet import contact_numbers, contacts_form, numbered, short_title
from handouts.leaflet.parts import Form, Forms, Leaflet, Running
from handouts.leaflet.patient_facts import identity_fields, lines_at_foot
from handouts.leaflet.printed import Field, Origin, PrintedText, all_text, ours
from handouts.leaflet.review_notice import notice_of
from handouts.model.language import direction
from handouts.model.monograph import Inline, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition
    from handouts.model.language import Direction
    from handouts.model.recipient import Recipient
    from handouts.model.review import ReviewStatus


@dataclasses.dataclass(frozen=True, slots=True)
class Bound:
    """Where a leaflet stands: in a pack of that number, on these pages (numbers from 1)."""

    pack: str
    span: range


@dataclasses.dataclass(frozen=True, slots=True)
class Listed:
    """A leaflet as the cover lists it: title, language (BCP 47), the document's number, and its sign-off."""

    title: Inline
    language: str
    identity: str
    status: ReviewStatus


@dataclasses.dataclass(frozen=True, slots=True)
class CoverHead:
    """The top of the cover; ``reviewed`` tells that every leaflet is signed off and the notice is no DRAFT."""

    kind: ClassVar[str] = "cover-head"
    notice: str
    reviewed: bool
    title: Inline

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.notice)
        yield PrintedText(Origin.INPUT, self.title)


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A leaflet in the contents; ``page`` holds the placeholder ``{page}``, and ``first_page`` is what stands there.

    The engine finds the number by itself; 0 means that nobody knows it yet.
    """

    number: int
    title: Inline
    language: str
    direction: Direction
    page: str
    first_page: int
    facts: tuple[str, ...]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield PrintedText(Origin.QUOTE, self.title)
        yield ours(self.page.format(page=self.first_page))
        yield from map(ours, self.facts)


@dataclasses.dataclass(frozen=True, slots=True)
class Contents:
    """What a pack holds."""

    kind: ClassVar[str] = "contents"
    heading: str
    entries: tuple[Entry, ...]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.heading)
        yield from all_text(self.entries)


@dataclasses.dataclass(frozen=True, slots=True)
class Binding:
    """What a pack is: its title and the language of that (BCP 47), its edition, and its leaflets in their order.

    ``recipient`` is the patient it is for; a blank to write on stands for what is not known.
    """

    title: str
    language: str
    edition: Edition
    listed: tuple[Listed, ...]
    recipient: Recipient | None = None

    @property
    def identity(self) -> str:
        """The pack's number: another as soon as its title, its language, its edition or one of its leaflets is."""
        numbers = (leaflet.identity for leaflet in self.listed)
        return numbered("\n".join([self.title, self.language, self.edition.key, *numbers]))


def compose_cover(binding: Binding, say: Wording, first_pages: Sequence[int] = ()) -> Leaflet:
    """Return the cover of a pack, which is a leaflet of its own that stands before the others.

    ``say`` has the pack's own words, ``first_pages`` the number of the page on which each leaflet begins, if known.
    """
    title, edition, listed = binding.title, binding.edition, binding.listed
    number = binding.identity
    identity = say("Pack {identity}", identity=number)
    reviewed = all(leaflet.status.approved for leaflet in listed)
    notice = (
        say("Every leaflet in this pack is signed off") if reviewed else say("DRAFT, not every leaflet is signed off")
    )
    given = Field(say("Given on"), say.date(edition.issued) if edition.issued else None)
    patient = identity_fields(binding.recipient, say)
    known = {field.label: field for field in patient}
    blanks = (Field(label) for label in (say("Name"), say("Born"), say("Number")))
    whom = Form(say("This pack is for"), (*(known.get(field.label, field) for field in blanks), given))
    entries = (
        Entry(
            number=place,
            title=leaflet.title,
            language=leaflet.language,
            direction=direction(leaflet.language),
            page=say("page {page}"),
            first_page=first,
            facts=(notice_of(leaflet.status, say), say("Document {identity}", identity=leaflet.identity)),
        )
        for place, (leaflet, first) in enumerate(zip(listed, first_pages or [0] * len(listed), strict=True), 1)
    )
    cover = Leaflet(
        identity=number,
        language=binding.language,
        direction=direction(binding.language),
        wording_language=say.language,
        wording_direction=direction(say.language),
        title=title,
        author=None,
        parts=(
            CoverHead(notice, reviewed, (Run(title),)),
            Forms((whom, contacts_form(edition, say))),
            Contents(say("Contents"), tuple(entries)),
        ),
        running=Running(
            notice=notice,
            title=short_title(title),
            contacts=tuple(field for field in contact_numbers(edition, say) if field.value),
            identity=identity,
            notes=say("My notes"),
            notes_column=edition.notes_column,
            page=say("Page {page} of {pages}"),
            patient=patient,
            patient_lines=lines_at_foot(patient, edition),
        ),
    )
    return in_pack(cover, "", say)


def in_pack(leaflet: Leaflet, pack: str, say: Wording) -> Leaflet:
    """Return a leaflet that stands in a pack, numbered through: each page names the pack, and a blank one says it is.

    The cover has the pack's number already.
    """
    numbered_page = say("Page {page} of {pages}, pack {pack}").replace(" {pack}", "\u00a0{pack}")
    page = numbered_page.replace("{pack}", pack) if pack else leaflet.running.page
    running = dataclasses.replace(leaflet.running, page=page, blank=say("This page is left blank."))
    return dataclasses.replace(leaflet, running=running)
