"""A monograph and an edition to a leaflet: pure, and every decision about order is made here."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from handouts.leaflet.bands import banded
from handouts.leaflet.danger import dangers
from handouts.leaflet.parts import (
    About,
    Band,
    Chapter,
    Field,
    Form,
    Group,
    KeyBox,
    Leaflet,
    Quote,
    Running,
    ShownSection,
)
from handouts.leaflet.review_notice import notice_of, proposal_note, review_facts, statement_of
from handouts.model.edition import Edition
from handouts.model.monograph import Monograph, Paragraph, Role, Section, plain
from handouts.model.review import UNSIGNED, ReviewState, ReviewStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.leaflet.wording import Wording

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "yi", "dv"}
SHORT_NAME = 120  # characters of a name that fits under the title
SHORT_TITLE = 48  # characters of a title that fits in a page header


def compose(monograph: Monograph, edition: Edition, say: Wording, standing: ReviewStatus = UNSIGNED) -> Leaflet:
    """Return the leaflet of a monograph for an edition. Every section of the monograph stands in it exactly once."""
    names, sections, disclaimers = _sorted_out(monograph)
    note = proposal_note(standing, say)
    chapters = _chapters(sections, say, note, stacked=monograph.stacked)
    title = plain(monograph.title)
    short = title if len(title) <= SHORT_TITLE else title[:SHORT_TITLE].rsplit(" ", 1)[0] + " …"
    notice = notice_of(standing, say)
    return Leaflet(
        identity=identify(monograph, standing, edition),
        language=monograph.language,
        direction="rtl" if monograph.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        wording_language=say.language,
        notice=notice,
        reviewed=standing.approved,
        title=monograph.title,
        heading=monograph.heading,
        names=tuple(_passage(section, say, note) for section in names),
        facts=_facts(monograph, say),
        key_box=_key_box(monograph, chapters, say),
        treatment=_treatment(say),
        contacts=_contacts(edition, say),
        chapters=tuple(chapter for chapter, _ in chapters),
        about=_about(monograph, standing, edition, say, tuple(_passage(section, say, note) for section in disclaimers)),
        running=Running(
            notice=notice,
            title=short,
            contacts=tuple(field for field in _contacts(edition, say).fields[1:] if field.value),
            identity=_identified(monograph, standing, edition, say),
            notes=say("My notes"),
            page=say("Page {page} of {pages}"),
        ),
        author=monograph.metadata.author,
    )


def identify(monograph: Monograph, standing: ReviewStatus, edition: Edition) -> str:
    """Return the document's number: the same on a reprint, another as soon as text, standing or edition change."""
    named = f"{monograph.digest}\n{edition.clinic.model_dump_json()}\n{edition.paper}\n{edition.issued or ''}"
    if standing.state is not ReviewState.UNSIGNED:
        named += f"\n{standing.state}\n{standing.by}\n{standing.on}\n{standing.until}"
    digits = hashlib.sha256(named.encode()).hexdigest()[:12].upper()
    return "-".join(digits[start : start + 4] for start in (0, 4, 8))


def _identified(monograph: Monograph, standing: ReviewStatus, edition: Edition, say: Wording) -> str:
    version = monograph.metadata.version or monograph.digest[:8]
    return say(
        "Document {identity}, version {version}", identity=identify(monograph, standing, edition), version=version
    )


def _sorted_out(monograph: Monograph) -> tuple[list[Section], list[Section], list[Section]]:
    """Part the sections: short names for under the title, the text, and the disclaimers for the end."""
    sections = monograph.sections
    names = []
    for section in sections:
        if not (section.role is Role.NAME and section.heading and _is_short(section)) or monograph.stacked:
            break
        names.append(section)
    rest = sections[len(names) :]
    disclaimers = [section for section in rest if section.role is Role.DISCLAIMER]
    text = [section for section in rest if section.role is not Role.DISCLAIMER]
    return (names, text, disclaimers) if text else (names, disclaimers, [])


def _is_short(section: Section) -> bool:
    content = section.content
    return len(content) == 1 and isinstance(content[0], Paragraph) and len(plain(content[0].inline)) <= SHORT_NAME


def _chapters(
    sections: Sequence[Section], say: Wording, note: str, *, stacked: bool
) -> list[tuple[Chapter, tuple[Section, ...]]]:
    """Return the chapters with their sections, in the patient's order.

    A text whose headings say nothing, or that holds several monographs, keeps its author's order:
    to take two medicines' text apart and mix it would be dangerous.
    """
    order = (
        ((Role.NAME, Role.INDICATION, Role.MECHANISM), say("What this medicine is and what it is for")),
        ((Role.PRECAUTION,), say("Before you use this medicine")),
        ((Role.DOSE,), say("How to use this medicine")),
        ((Role.SIDE_EFFECT,), say("Possible side effects")),
        ((Role.STORAGE,), say("How to store this medicine")),
        ((Role.QUESTION,), say("Questions and answers")),
    )
    chapter_of = {role: number for number, (roles, _) in enumerate(order) for role in roles}
    known = {section.role for section in sections} & chapter_of.keys()
    if stacked or not known:
        groups = [(say("What the text says"), tuple(sections))]
    else:
        sorted_sections: list[list[Section]] = [[] for _ in order]
        current = 0
        for section in sections:
            current = chapter_of.get(section.role, current)
            sorted_sections[current].append(section)
        groups = [(order[n][1], tuple(found)) for n, found in enumerate(sorted_sections) if found]
    return [
        (Chapter(number, heading, tuple(_passage(section, say, note) for section in found)), found)
        for number, (heading, found) in enumerate(groups, 1)
        if found
    ]


def _passage(section: Section, say: Wording, note: str) -> ShownSection:
    if section.role is not Role.SIDE_EFFECT:
        return ShownSection(section.heading, (Group(section.content),) if section.content else (), section.line)
    labels = {
        Band.NOW: say("Get help now"),
        Band.TODAY: say("Call us today"),
        Band.VISIT: say("Tell us at your next visit"),
    }
    groups = banded(section.content, labels)
    proposed = any(group.band for group in groups)
    return ShownSection(section.heading, groups, section.line, note if proposed else None)


def _key_box(
    monograph: Monograph, chapters: Sequence[tuple[Chapter, tuple[Section, ...]]], say: Wording
) -> KeyBox | None:
    place = {id(section): chapter for chapter, sections in chapters for section in sections}
    found = [(chapter, danger) for danger in dangers(monograph.sections) if (chapter := place.get(id(danger.section)))]
    found.sort(key=lambda pair: pair[0].number)
    quotes = tuple(
        Quote(danger.inline, danger.items, say("More in part {number}", number=str(chapter.number)), danger.line)
        for chapter, danger in found
    )
    return KeyBox(say("Read this first"), quotes) if quotes else None


def _treatment(say: Wording) -> Form:
    labels = (say("My dose"), say("When I take it"), say("Start date"), say("Next visit"), say("Prescriber"))
    return Form(say("My treatment"), tuple(Field(label) for label in labels))


def _contacts(edition: Edition, say: Wording) -> Form:
    clinic = edition.clinic
    fields = (
        Field(say("Clinic"), clinic.name),
        Field(say("Phone"), clinic.phone),
        Field(say("Open"), clinic.hours),
        Field(say("Out of hours"), clinic.out_of_hours),
        Field(say("Emergency"), clinic.emergency),
    )
    return Form(say("Whom to call"), fields)


def _facts(monograph: Monograph, say: Wording) -> tuple[Field, ...]:
    metadata = monograph.metadata
    facts = (
        Field(say("Brand names"), ", ".join(metadata.brand_names)),
        Field(say("Form"), metadata.form),
        Field(say("How it is taken"), metadata.route),
    )
    return tuple(fact for fact in facts if fact.value)


def _about(
    monograph: Monograph, standing: ReviewStatus, edition: Edition, say: Wording, disclaimers: tuple[ShownSection, ...]
) -> About:
    metadata = monograph.metadata
    facts = (
        Field(say("Author"), metadata.author),
        *review_facts(standing, say),
        Field(say("Given on"), say.date(edition.issued) if edition.issued else None),
    )
    sources = tuple(
        ", ".join(
            part
            for part in (source.title, source.publisher, say.date(source.date) if source.date else None, source.url)
            if part
        )
        for source in metadata.sources
    )
    return About(
        heading=say("About this leaflet"),
        statement=statement_of(standing, say),
        disclaimers=disclaimers,
        sources_heading=say("Sources"),
        sources=sources,
        identity=_identified(monograph, standing, edition, say),
        facts=tuple(fact for fact in facts if fact.value or fact.label == say("Given on")),
        limits=say(
            "A program made this leaflet and checked that no word, number or sign of the text was lost. "
            "It cannot check that the text is true, up to date or right for you. Ask your care team."
        ),
    )
