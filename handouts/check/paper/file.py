"""Rules T02 to T05: does the file keep the standards, and is it safe and small?"""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

VALIDATOR = "page"  # the module of the package page-validation
NO_FAULTS = {  # told by the validator, allowed by the standard; veraPDF finds no fault either
    "PDFA2A-METADATA-FILTER-001",  # packed metadata was forbidden in PDF/A-1 only
    *("PDFA2A-STREAM-LENGTH-001", "PDFA3A-STREAM-LENGTH-001"),  # a line end behind the data is measured with them
}
SHOWN = 3  # faults named in one finding
ACTIVE = {
    "JavaScript": "a script",
    "XFA": "an active form",
    "Launch": "a command that starts a program",
    "RichMedia": "a film or a program",
}
OUTSIDE = dict.fromkeys(("GoToR", "GoToE", "ImportData", "SubmitForm"), "a link to another file")
INSIDE = {"EmbeddedFile": "another file inside", "EmbeddedFiles": "another file inside"}
KILOBYTES, MEBIBYTES = 500, 5


def missing_validator() -> tuple[str, ...]:
    """Return a note where PDF/UA and PDF/A cannot be checked; nothing where they can."""
    if importlib.util.find_spec(VALIDATOR):
        return ()
    return ("PDF/UA and PDF/A were not checked (T02, T03): run `pip install 'handouts[conformance]'`.",)


def universal_access(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find what keeps the file from being PDF/UA-1."""
    return _faults(paper, "ua1", "PDF/UA-1")


def archive(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find what keeps the file from being PDF/A-2a, or PDF/A-3a if it has files in it that say what they are."""
    if "AFRelationship" in paper.measured.names:
        return _faults(paper, "3a", "PDF/A-3a")
    return _faults(paper, "2a", "PDF/A-2a")


def _faults(paper: MeasuredLeaflet, profile: str, name: str) -> Iterator[Hit]:
    if missing_validator():
        return
    validator = importlib.import_module(VALIDATOR)
    try:
        report = validator.validate_pdf_bytes(paper.pdf, profile=profile)
    except validator.PageError as error:
        yield paper.hit(f"This cannot be checked as {name}: {error}.", "Build the leaflet again.")
        return
    faults = list(
        dict.fromkeys(
            f"{failure.message.rstrip('.')} ({failure.rule_id})"
            for failure in report.failures
            if failure.rule_id not in NO_FAULTS
        )
    )
    if faults:
        more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        yield paper.hit(
            f"This is not {name}: {'; '.join(faults[:SHOWN])}{more}.",
            "Mend the template or the style, or build the leaflet with ours.",
        )


def safety(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a lock, a script, a way out of the file, and files inside it."""
    if paper.measured.encrypted:
        yield paper.hit("The file is encrypted.", "Save it without a password and without restrictions.")
    for name, what in (ACTIVE | OUTSIDE).items():
        if name in paper.measured.names:
            yield paper.hit(f"The file holds {what} (/{name}).", "Take it out.")
    if paper.edition and paper.edition.embed_source:
        return
    for what in {what for name, what in INSIDE.items() if name in paper.measured.names}:
        yield paper.hit(f"The file holds {what}.", "Take it out.", level=Level.WARN)


def size(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a file that is too large for a record or a mailbox."""
    length = len(paper.pdf)
    hint = "Make its pictures smaller."
    if length > MEBIBYTES << 20:
        yield paper.hit(f"The file has {length / (1 << 20):.1f} MiB.", hint, level=Level.BLOCK)
    elif length > KILOBYTES * 1000:
        yield paper.hit(f"The file has {length / 1000:.0f} kB.", hint)


RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "T02",
        Level.BLOCK,
        "PDF/UA-1",
        "a validator finds no fault: tags, language, title, headings, tables, pictures",
        "A blind patient hears only what is tagged.",
        "ISO 14289-1; Matterhorn Protocol",
        universal_access,
    ),
    Rule(
        "T03",
        Level.BLOCK,
        "PDF/A-2a",
        "a validator finds no fault: fonts, colours, metadata",
        "What was given must look the same when it is opened in years to come.",
        "ISO 19005-2",
        archive,
    ),
    Rule(
        "T04",
        Level.BLOCK,
        "Nothing locked, nothing active",
        "no encryption, script or way out of the file; a file inside warns",
        "Record systems refuse such files, and screen readers are locked out.",
        "ISO 19005-2; own",
        safety,
    ),
    Rule(
        "T05",
        Level.WARN,
        "Size of the file",
        "500 kB at most; more than 5 MiB blocks",
        "Record systems and mailboxes refuse large files.",
        "US Core, draft guidance on writing documents; own",
        size,
    ),
)
