"""A monograph and an edition to a leaflet: pure, and every decision about order is made here."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from handouts.leaflet.calendar_sheet import calendars
from handouts.leaflet.chapters import chapters_of, shown
from handouts.leaflet.coded import filing_codes, web_code
from handouts.leaflet.icons import shown_icons
from handouts.leaflet.key_box import key_box
from handouts.leaflet.parts import About, Form, Forms, Header, Leaflet, Running, StaffNote, Standing
from handouts.leaflet.patient_facts import (
    foot_of_patient_mm,
    identity_fields,
    lines_at_foot,
    treatment_fields,
    with_own_dose,
)
from handouts.leaflet.printed import Field, Reach
from handouts.leaflet.review_notice import choice_note, notice_of, review_facts, statement_of
from handouts.leaflet.sheets import Subject, sheets
from handouts.leaflet.table_setting import with_tables_set
from handouts.model.language import direction
from handouts.model.monograph import Monograph, Paragraph, Role, Searched, Section, plain
from handouts.model.review import UNSIGNED, ReviewState, ReviewStatus
from handouts.model.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.leaflet.printed import Part, ShownSection
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition
    from handouts.model.recipient import Recipient

SHORT_NAME = 120  # characters of a name that fits under the title
SHORT_TITLE = 48  # characters of a title that fits in a page header


def compose(
    monograph: Monograph,
    edition: Edition,
    say: Wording,
    status: ReviewStatus = UNSIGNED,
    recipient: Recipient | None = None,
) -> Leaflet:
    """Return the leaflet of a monograph for an edition; every section of the monograph stands in it exactly once.

    ``say`` has the leaflet's own words in its language, ``status`` decides between DRAFT and the reviewer's name, and
    ``recipient`` is the patient it is for.
    """
    names, sections, disclaimers = _sorted_out(monograph)
    emergency = next(iter(_given(Field(say("Emergency"), edition.clinic.emergency, Reach.PHONE))), None)
    show = functools.partial(shown, monograph=monograph, say=say, note=choice_note(status, say), number=emergency)
    chapters = with_own_dose(chapters_of(monograph, sections, say, show), recipient, say)
    title = plain(monograph.title)
    number = identify(monograph, status, edition, recipient)
    version = monograph.metadata.version or monograph.digest[:8]
    identity = say("Document {identity}, version {version}", identity=number, version=version)
    notice = notice_of(status, say)
    danger = key_box(monograph, chapters, say, edition)
    patient = identity_fields(recipient, say)
    patient_lines = lines_at_foot(patient, edition)
    foot_mm = foot_of_patient_mm(patient_lines, edition)
    parts: tuple[Part | None, ...] = (
        Header(
            notice=notice,
            reviewed=status.approved,
            title=monograph.title,
            heading=monograph.heading,
            names=tuple(map(show, names)),
            facts=_facts(monograph, say),
            logo=edition.clinic.logo,
        ),
        danger,
        _staff_note(monograph, say),
        Forms((_treatment(edition, say, recipient), contacts_form(edition, say))),
        web_code(edition, say),
        *(chapter for chapter, _ in chapters),
        _standing(edition),
        _about(monograph, status, edition, say, [*map(show, disclaimers)]),
        *(calendars(monograph, edition, say, recipient, foot_mm=foot_mm) if Sheet.CALENDAR in edition.sheets else ()),
        *sheets(
            edition,
            say,
            Subject(monograph, danger, chapters, _called(edition, say), recipient.name if recipient else None),
        ),
    )
    return Leaflet(
        identity=number,
        language=monograph.language,
        direction=direction(monograph.language),
        wording_language=say.language,
        wording_direction=direction(say.language),
        title=title,
        author=monograph.metadata.author,
        parts=tuple(with_tables_set(part, edition) for part in parts if part),
        icons=shown_icons(monograph.metadata.icons, say),
        running=Running(
            notice=notice,
            title=short_title(title),
            contacts=_given(*contact_numbers(edition, say)),
            identity=identity,
            notes=say("My notes"),
            notes_column=edition.notes_column,
            page=say("Page {page} of {pages}"),
            patient=patient,
            patient_lines=patient_lines,
            codes=filing_codes(edition, number, version),
        ),
        blank=say("to be filled in"),
    )


def identify(monograph: Monograph, status: ReviewStatus, edition: Edition, recipient: Recipient | None = None) -> str:
    """Return the document's number: the same on a reprint, another as soon as text, review, edition or a fact change.

    It is twelve digits in hex, of a SHA-256, in groups of four: ``4F1C-09AB-77D2``.
    """
    named = f"{monograph.digest}\n{edition.key}"
    if status.state is not ReviewState.UNSIGNED:
        named += f"\n{status.state}\n{status.by}\n{status.on}\n{status.until}"
    if recipient is not None:
        named += f"\n{recipient.key}"
    return numbered(named)


def numbered(named: str) -> str:
    """Return the number that follows from all that is named in a text."""
    digits = hashlib.sha256(named.encode()).hexdigest()[:12].upper()
    return "-".join(digits[start : start + 4] for start in (0, 4, 8))


def short_title(title: str) -> str:
    """Return a title as it fits in a page header."""
    return title if len(title) <= SHORT_TITLE else title[:SHORT_TITLE].rsplit(" ", 1)[0] + " …"


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


def _staff_note(monograph: Monograph, say: Wording) -> StaffNote | None:
    """Say that nobody looked for dangers: without a word, a page without a key box reads like one that needs none."""
    match monograph.searched:
        case Searched.WHOLE:
            return None
        case Searched.PART:
            return StaffNote(
                say(
                    "For staff: part of this text is in another language. No program looked for dangers in this "
                    "language: somebody who reads it must."
                )
            )
        case Searched.NONE:
            return StaffNote(
                say("For staff: No program looked for dangers in this language. Somebody who reads it must.")
            )


def _treatment(edition: Edition, say: Wording, recipient: Recipient | None) -> Form:
    return Form(say("My treatment"), treatment_fields(recipient, edition.clinic.prescriber, say))


def contacts_form(edition: Edition, say: Wording) -> Form:
    """Return whom to call: the clinic's block as it is printed."""
    clinic = edition.clinic
    fields = (
        Field(say("Clinic"), clinic.name),
        *_given(Field(say("Address"), clinic.address)),
        *contact_numbers(edition, say),
        *(
            Field(each.label, ", ".join(filter(None, (each.number, each.hours))), given=True)
            for each in clinic.contacts
        ),
        *_given(Field(say("Web"), clinic.web, Reach.WEB), Field(say("E-mail"), clinic.email, Reach.MAIL)),
    )
    return Form(say("Whom to call"), fields)


def contact_numbers(edition: Edition, say: Wording) -> tuple[Field, ...]:
    """Return the clinic's numbers, given or not."""
    clinic = edition.clinic
    return (
        Field(say("Phone"), clinic.phone, Reach.PHONE),
        Field(say("Open"), clinic.hours),
        Field(say("Out of hours"), clinic.out_of_hours, Reach.PHONE),
        Field(say("Emergency"), clinic.emergency, Reach.PHONE),
    )


def _standing(edition: Edition) -> Standing | None:
    standing = edition.clinic.standing
    return Standing(standing.heading, standing.paragraphs) if standing else None


def _called(edition: Edition, say: Wording) -> tuple[Field, ...]:
    return _given(Field(say("Clinic"), edition.clinic.name), *contact_numbers(edition, say))


def _given(*fields: Field) -> tuple[Field, ...]:
    """Return the fields that have a value; no blank is left for the others."""
    return tuple(field for field in fields if field.value)


def _facts(monograph: Monograph, say: Wording) -> tuple[Field, ...]:
    metadata = monograph.metadata
    return _given(
        Field(say("Brand names"), ", ".join(metadata.brand_names)),
        Field(say("Form"), metadata.form),
        Field(say("How it is taken"), metadata.route),
    )


def _about(
    monograph: Monograph,
    status: ReviewStatus,
    edition: Edition,
    say: Wording,
    disclaimers: Sequence[ShownSection],
) -> About:
    metadata = monograph.metadata
    given = Field(say("Given on"), say.date(edition.issued) if edition.issued else None)
    facts = (Field(say("Author"), metadata.author), *review_facts(status, say))
    sources = (
        (source.title, source.publisher, say.date(source.date) if source.date else None, source.url)
        for source in metadata.sources
    )
    return About(
        heading=say("About this leaflet"),
        statement=statement_of(status, say),
        disclaimers=tuple(disclaimers),
        sources_heading=say("Sources"),
        sources=tuple(", ".join(part for part in source if part) for source in sources),
        facts=(*(fact for fact in facts if fact.value), given),
        limits=say(
            "A program made this leaflet and checked that no word, number or sign of the text was lost. "
            "It cannot check that the text is true, up to date or right for you. Ask your care team."
        ),
    )
