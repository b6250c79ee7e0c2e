"""``handouts given``: which leaflets were given, to whom, and who holds a version."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import pathlib
import re
import sys
from typing import TYPE_CHECKING

import click

from handouts.cli.console import report
from handouts.cli.given_forms import PATIENT, SHORT, asked_values, entry_values, holder_values, show
from handouts.cli.options import PATH, Day, Name, clinic, clinic_file, now_on, today, your_name
from handouts.cli.stores import ledger_of
from handouts.cli.terminal import ask, tell, write
from handouts.errors import ContentError, ExitCode, Level, Place, Problem
from handouts.model.clinic import Settings
from handouts.model.recipient import NUMBER
from handouts.model.typography import printable_line
from handouts.records.ledger_answers import Asking, Query
from handouts.records.ledger_keys import new_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.records.given import Given

DOCUMENT = re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){2}", re.IGNORECASE)
LONGEST = 80  # letters of a number that is typed
OFF = (
    "The ledger of leaflets given is off. Make a key: handouts given --new-key given.key. Then write into clinic.toml, "
    'under [records]: ledger = true and ledger_key = {file = "given.key"}.'
)
NEXT = """{path}: this is the key of the ledger. Keep a copy where no other can get at it: without it, the ledger cannot
be read. Name it in clinic.toml, under [records]: ledger = true and ledger_key = {{file = "{path}"}}.
In the place of an older key: put the new line above the old one in its file, run handouts given --renew, and take
the old line out."""
LOOK_UPS = ("at", "by", "what", "asked", "one_patient", "entries")
EMPTY = "Nothing has been entered yet."


@click.command
@click.option("--document", help="Only this document number.")
@click.option(
    "--patient",
    type=PATH,
    help="Only this patient: the patient's file (TOML, JSON, FHIR), or - to type the number; never the number itself.",
)
@click.option("--from", "first", type=Day(), help="Only from this day on.")
@click.option("--to", "last", type=Day(), help="Only until this day.")
@click.option("--show-patients", is_flag=True, help="Show number, name and date of birth, and what was said back.")
@click.option("--recall", metavar="TITLE@VERSION", help="Who holds this version; or a document number.")
@click.option("--look-ups", is_flag=True, help="Show who has looked up what.")
@click.option("--verify", is_flag=True, help="Look for entries that were taken out or changed.")
@click.option("--purge-before", type=Day(), help="Take out what was given before this day, for good.")
@click.option("--new-key", "key_file", type=PATH, help="Make a key in a new file.")
@click.option(
    "--renew", is_flag=True, help="From now on the newest of the keys opens the ledger, the older ones do not."
)
@click.option("--by", type=Name(), default=your_name, show_default="your name on this machine", help="Who asks.")
@click.option("--yes", is_flag=True, help="Purge without a question.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@clinic
@today
def command(
    document: str | None,
    patient: pathlib.Path | None,
    first: dt.date | None,
    last: dt.date | None,
    show_patients: bool,
    recall: str | None,
    look_ups: bool,
    verify: bool,
    purge_before: dt.date | None,
    key_file: pathlib.Path | None,
    renew: bool,
    by: str,
    yes: bool,
    form: str | None,
    settings: Settings,
    today: dt.date,
) -> int:
    """Show the ledger of leaflets given. Every look-up is entered in it too: who, when, and what was asked.

    Patients are encrypted, and shown only with --show-patients.
    """
    jobs = {"--recall": recall, "--look-ups": look_ups, "--verify": verify, "--purge-before": purge_before}
    asked = [name for name, given in (jobs | {"--new-key": key_file, "--renew": renew}).items() if given]
    if len(asked) > 1:
        raise click.UsageError(f"{' and '.join(asked)} are different things: ask for one at a time.")
    if key_file:
        return _make_key(key_file)
    if not settings.records.ledger:
        raise click.UsageError(OFF)
    ledger = ledger_of(settings, clinic_file())
    asking, form = Asking(now_on(today), by), form or "table"
    if not ledger.store.exists():
        show(form, SHORT, [])
        tell(EMPTY, err=True)
    elif verify:
        return _verify(ledger)
    elif renew:
        ledger.renew()
        tell("The newest key opens the ledger. Take the older ones out of their place.")
    elif purge_before:
        _purge(ledger, purge_before, asking, today, yes=yes)
    else:
        query = Query(document=document, patient=_number(patient) if patient else None, first=first, last=last)
        if look_ups:
            show(form, LOOK_UPS, [asked_values(each) for each in ledger.asked(asking, query.patient_number)])
        elif recall:
            _recall(ledger, _recalled(recall, query), asking, form, patients=show_patients)
        else:
            _find(ledger, query, asking, form, patients=show_patients)
    return ExitCode.DONE


def _find(ledger: Given, query: Query, asking: Asking, form: str, *, patients: bool) -> None:
    found = ledger.find(query, asking, patients=patients)
    names = (*SHORT, *PATIENT, "understood") if patients else SHORT
    show(form, names, [entry_values(each, patients=patients) for each in found])
    if not found and form == "table":
        tell("Nothing of that kind was given." if query != Query() else EMPTY)
    _tell_of_purges(ledger)


def _make_key(path: pathlib.Path) -> int:
    new_key(path)
    write(NEXT.format(path=printable_line(str(path))) + "\n")
    return ExitCode.DONE


def _verify(ledger: Given) -> int:
    verified = ledger.verify()
    if faults := _faults(ledger, verified.faults):
        report(faults)
        return ExitCode.OUTPUT
    tell(f"All {verified.entries} entries follow from each other. Last seal: {verified.seal}")
    return ExitCode.DONE


def _faults(ledger: Given, faults: Sequence[str]) -> list[Problem]:
    hint = "Ask who can write there, and compare it with a copy of yesterday."
    return [Problem("ledger-tampered", fault, hint, Place(ledger.store.name)) for fault in faults]


def _purge(ledger: Given, before: dt.date, asking: Asking, today: dt.date, *, yes: bool) -> None:
    if before > today:
        raise click.BadParameter(f"{before} has not come yet", param_hint="--purge-before")
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody is there to answer; pass --yes")
        count = ledger.count_before(before)
        if not ask(f"Take out {_leaflets(count)} given before {before}? Nobody can bring them back."):
            hint = "Run it again when you are sure."
            raise ContentError(Problem("not-confirmed", "Nothing was purged.", hint, Place(ledger.store.name)))
    tell(f"{_leaflets(ledger.purge(before, asking))} given before {before} taken out. Copies are not concerned.")


def _leaflets(count: int) -> str:
    return f"{count} {'leaflet' if count == 1 else 'leaflets'}"


def _recalled(asked: str, query: Query) -> Query:
    if DOCUMENT.fullmatch(asked.strip()):
        return dataclasses.replace(query, document=asked)
    title, sign, version = (part.strip() for part in asked.rpartition("@"))
    if not (sign and title and version):
        hint = 'write title and version: "Lenalidomide@2.1"; or a document number'
        raise click.BadParameter(hint, param_hint="--recall")
    return dataclasses.replace(query, title=title, version=version)


def _recall(ledger: Given, query: Query, asking: Asking, form: str, *, patients: bool) -> None:
    if form != "table" and not patients:
        raise click.UsageError("A recall in this form lists patients: add --show-patients.")
    report(_faults(ledger, ledger.verify().faults), weight="warning")
    holders = ledger.recall(query, asking)
    if not holders:
        _refuse_unknown(ledger, query)
    if patients:
        show(form, (*PATIENT, "last_given", "times", "newer_version"), [holder_values(each) for each in holders])
    if form == "table":
        count, newer = len(holders), sum(each.newer is not None for each in holders)
        tell(f"{count} {'patient holds' if count == 1 else 'patients hold'} it; {newer} with a newer one since.")
        if count and not patients:
            tell("Who they are: add --show-patients.")
    _tell_of_purges(ledger)


def _refuse_unknown(ledger: Given, query: Query) -> None:
    """Refuse to say that nobody holds what is misspelt.

    Raises:
        ContentError: no such leaflet was ever given.
    """
    known = ledger.leaflets()
    titles = {title.casefold(): title for title, _, _ in known}
    versions = [version for title, version, _ in known if title.casefold() == (query.title or "").casefold()]
    if query.document:
        if query.document.strip().upper() in {document for _, _, document in known}:
            return
        message, hint = "No leaflet of this number is in the ledger.", "Look for it: handouts given"
    elif not versions:
        near = difflib.get_close_matches((query.title or "").casefold(), titles, n=1)
        message = "No leaflet of this title is in the ledger."
        hint = f"Did you mean: {titles[near[0]]}" if near else "Look for it: handouts given"
    elif query.version not in versions:
        message = "No leaflet of this version is in the ledger."
        hint = f"There are: {', '.join(dict.fromkeys(versions))}"
    else:
        return
    raise ContentError(Problem("not-in-the-ledger", message, hint, Place(ledger.store.name)))


def _tell_of_purges(ledger: Given) -> None:
    if day := ledger.purged_before():
        message, hint = f"What was given before {day} has been purged, and is not counted.", "Look into your archive."
        report([Problem("purged", message, hint, Place(ledger.store.name), Level.INFORM)], weight="warning")


def _number(file: pathlib.Path) -> str:
    """Return a patient's number: of a file, or typed.

    Raises:
        UsageError: it stands on the command line, or none is typed.
        ContentError: the file cannot be read, or has none.
    """
    if str(file) == "-":
        asks = sys.stdin.isatty()
        typed = click.prompt("The patient's number", err=True) if asks else sys.stdin.readline(LONGEST + 2)
        if not NUMBER.fullmatch(number := str(typed).strip()) or len(number) > LONGEST:
            raise click.UsageError("--patient -: what was typed is no number of a patient.")
        return number
    if not file.exists() and file.suffix.lower() not in {".toml", ".json"}:
        message = "--patient takes a file, or - to type the number: others can read what stands on a command line."
        raise click.UsageError(message)
    from handouts.patient.fhir import is_fhir, resources_of
    from handouts.patient.file import read_document
    from handouts.patient.identity import identity_of

    document = read_document(file)
    values = document.values
    if is_fhir(document):
        patients = [each for each in resources_of([document]) if each.kind == "Patient"]
        values = identity_of(patients, frozenset({"name", "born"})) if patients else {}
    found = values.get("number")
    if not isinstance(found, str) or not found.strip():
        raise document.refuse(("number",), "no-identity", "the patient's number is missing", "Add it.")
    return found
