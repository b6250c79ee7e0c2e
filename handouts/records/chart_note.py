"""The chart note: one paragraph to paste into a patient's chart, in the words of a wording catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from handouts.leaflet.review_notice import notice_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from handouts.leaflet.wording import Wording
    from handouts.manifest import Manifest
    from handouts.model.edition import Edition
    from handouts.records.filing import Filing, Giving

VOCABULARIES = {"atc": "ATC", "dmd": "dm+d", "rxnorm": "RxNorm"}
JOINERS = "\u200c\u200d"  # not printable by Unicode's count, and letters change without them

STOPS = (".", "!", "?", "…", "。", "۔", "؟", "।")  # that end a sentence


def chart_note(filing: Filing, say: Wording) -> str:
    """Return what the chart keeps of a leaflet: which one, in which state, when, by whom, and how it was understood.

    ``say`` has the words of the chart's language, which need not be the leaflet's. The patient is not named: the chart
    does that.
    """
    return _on_one_line(" ".join(_sentences(filing, say)))


def _sentences(filing: Filing, say: Wording) -> Iterator[str]:
    manifest = filing.manifest
    yield say(
        "Leaflet for the patient: “{title}”, version {version}, document {identity}.",
        title=manifest.title,
        version=manifest.version,
        identity=manifest.document,
    )
    if medicine := _medicine(manifest):
        yield say("Medicine: {medicine}.", medicine=medicine)
    yield say("Language: {language}.", language=_language(manifest.language, say))
    yield say("Edition: {edition}.", edition=_edition(manifest.edition, say))
    if manifest.personalised:
        yield say("The patient's own facts stand on it.")
    else:
        yield say("It is a general leaflet: none of the patient's own facts stand on it.")
    yield _review(manifest, say)
    if filing.replaces:
        yield say("It takes the place of an earlier leaflet in this record.")
    if filing.giving:
        yield from _giving(filing.giving, say)
    else:
        yield say("Filed on {moment}; that it was given is not recorded.", moment=_moment(filing.at, say))


def _medicine(manifest: Manifest) -> str:
    names = [manifest.generic_name] if manifest.generic_name else []
    return ", ".join([*names, *(f"{VOCABULARIES.get(name, name)} {code}" for name, code in manifest.codes.items())])


def _language(tag: str, say: Wording) -> str:
    """Return a language's name in the chart's language; its tag where it has none there."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(say.locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _edition(edition: Edition, say: Wording) -> str:
    """Return paper, type where it is not the usual one, and the sheets that were added."""
    usual = edition.type.name == edition.type.default
    return ", ".join([edition.paper.title, *([] if usual else [say(edition.type.title)]), *map(str, edition.sheets)])


def _review(manifest: Manifest, say: Wording) -> str:
    """Return who signed the text off; of a draft no name, only that it is one."""
    status = manifest.review.status
    if not status.approved:
        return f"{notice_of(status, say)}."
    return say(
        "Text signed off by {by} on {on}, next review by {until}.",
        by=", ".join(part for part in (status.by, status.role) if part),
        on=say.date(status.on) if status.on else "",
        until=say.date(status.until) if status.until else "",
    )


def _giving(giving: Giving, say: Wording) -> Iterator[str]:
    yield say("Given to the patient on {moment} by {by}.", moment=_moment(giving.at, say), by=giving.by)
    if understood := _on_one_line(giving.understood or ""):
        yield say("Said back in own words: “{words}”", words=understood) + ("" if understood.endswith(STOPS) else ".")
    else:
        yield say("What the patient said back in own words is not recorded.")


def _moment(at: dt.datetime, say: Wording) -> str:
    """Return day and time where it was, with the offset: a chart may be read in another place."""
    offset = at.strftime("%z")
    moment = say("{date} at {time}", date=say.date(at.date()), time=say.time(at.time()))
    return f"{moment} (UTC{offset[:3]}:{offset[3:5]})" if offset else moment


def _on_one_line(text: str) -> str:
    """Return a text in which line ends and other signs nobody sees are spaces."""
    seen = (character if character.isprintable() or character in JOINERS else " " for character in text)
    return " ".join("".join(seen).split())
