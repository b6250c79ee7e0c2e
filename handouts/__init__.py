r"""Turn a medicine monograph written in Markdown into a clinic-ready patient leaflet.

What a program needs of it, beside the command line::

    >>> import datetime, handouts
    >>> clinic = handouts.Clinic(name="Hill Clinic", phone="01632 960 001")
    >>> day = datetime.date(2026, 3, 31)
    >>> edition = handouts.make_edition(clinic, paper="letter")
    >>> leaflet = handouts.build_leaflet("content/warfarin.md", edition=edition, today=day)
    >>> leaflet.manifest.title, leaflet.manifest.status, leaflet.pdf[:8]
    ('Warfarin', 'draft', b'%PDF-1.7')
    >>> checked = handouts.check_monograph(b"# Demo\n\nTake .5 mg QD.\n", today=day, text_only=True)
    >>> [problem.rule for problem in checked.findings if problem.rule in {"M02", "M03"}]
    ['M02', 'M03']

A monograph is a path, bytes, or what `read_monograph` returned. Nothing is written but by `write_leaflet`. What goes
wrong is a `HandoutsError` with its problems. The functions may be called from any thread: the typesetting engine allows
one leaflet at a time, so they take turns; for many leaflets at once use processes, as ``handouts build`` does.
"""

from __future__ import annotations

import importlib
import os
import pathlib
import threading
from typing import TYPE_CHECKING, Any

from handouts.version import __version__

if TYPE_CHECKING:
    import datetime as dt

    from handouts.assets import Look, look
    from handouts.build import Built
    from handouts.check.result import Checked
    from handouts.errors import (
        ContentError,
        HandoutsError,
        Level,
        LookError,
        OutputError,
        Place,
        Problem,
        TypesettingError,
        Waiver,
    )
    from handouts.manifest import Manifest
    from handouts.model.clinic import Clinic
    from handouts.model.edition import Edition
    from handouts.model.paper import PaperSize
    from handouts.model.profile import Profile
    from handouts.model.recipient import Recipient
    from handouts.proof import Proof
    from handouts.reader.source import Source

    Monograph = Source | bytes | str | os.PathLike[str]

__all__ = [
    "Built",
    "Checked",
    "Clinic",
    "ContentError",
    "Edition",
    "HandoutsError",
    "Level",
    "Look",
    "LookError",
    "Manifest",
    "OutputError",
    "PaperSize",
    "Place",
    "Problem",
    "Profile",
    "Proof",
    "Recipient",
    "Source",
    "TypesettingError",
    "Waiver",
    "__version__",
    "build_leaflet",
    "check_monograph",
    "look",
    "make_edition",
    "read_monograph",
    "verify_leaflet",
    "write_leaflet",
]

# Where each type lives; it is loaded when it is first asked for, so that the command line starts at once.
_HOMES = {
    **dict.fromkeys(("Look", "look"), "assets"),
    "Built": "build",
    "Checked": "check.result",
    **dict.fromkeys(
        ("ContentError", "HandoutsError", "Level", "LookError", "OutputError", "Place", "Problem"), "errors"
    ),
    **dict.fromkeys(("TypesettingError", "Waiver"), "errors"),
    "Manifest": "manifest",
    "Clinic": "model.clinic",
    "Edition": "model.edition",
    "PaperSize": "model.paper",
    "Profile": "model.profile",
    "Recipient": "model.recipient",
    "Proof": "proof",
    "Source": "reader.source",
}
_TURN = threading.RLock()  # the engine, and the library that reads PDFs, allow no two threads at once


def __getattr__(name: str) -> Any:
    """Load a type of the interface."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"handouts.{_HOMES[name]}"), name)
    message = f"module 'handouts' has no attribute {name!r}"
    raise AttributeError(message)


def read_monograph(monograph: Monograph, *, name: str = "monograph.md") -> Source:
    """Read a monograph once: its text, and beside a file its sign-offs and its pictures.

    Args:
        monograph: a path, or the bytes of a file (UTF-8; it then has no sign-offs and no pictures).
        name: what bytes are called in everything that is said of them.

    Raises:
        ContentError: the text cannot be read as a monograph.
        OSError: the file cannot be read.
    """
    from handouts.reader.source import Source

    if isinstance(monograph, Source):
        return monograph
    source = (
        Source(pathlib.Path(name), monograph) if isinstance(monograph, bytes) else Source.read(pathlib.Path(monograph))
    )
    _ = source.monograph  # what is wrong with it is said here
    return source


def make_edition(clinic: Clinic | None = None, *, of: Look | None = None, **fields: Any) -> Edition:
    """Return the edition of a leaflet: for which clinic, on which paper.

    Args:
        clinic: whom patients call; without one, ruled blanks to write on.
        of: the look that has the paper size and the type style; ours by default.
        fields: the other fields of `Edition`: ``paper`` and ``type`` by their names (``letter``, ``large``), or
            ``issued``, the date to print as given on.

    Raises:
        LookError: there is no such paper size, or no such type style.
    """
    from handouts.assets import look
    from handouts.model.edition import Edition

    return Edition.of(of or look(), clinic=clinic, **fields)


def build_leaflet(  # noqa: PLR0913 - each has its default
    monograph: Monograph,
    *,
    today: dt.date,
    edition: Edition | None = None,
    look: Look | None = None,
    require_approval: bool = False,
    recipient: Recipient | None = None,
) -> Built:
    """Make the leaflet of a monograph: proven complete, PDF/UA-1 and PDF/A-2a. Nothing is written.

    Args:
        monograph: a path, bytes, or what `read_monograph` returned.
        today: the day on which sign-offs are judged.
        edition: for whom and on which paper; A4 with blanks by default.
        look: templates and styles; ours by default.
        require_approval: refuse a text that nobody has signed off.
        recipient: the patient it is for; the dose is printed as it is, only the command line holds it against the text.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
        OSError: the file cannot be read.
    """
    from handouts.build import build
    from handouts.model.options import BuildOptions, ReviewPolicy

    ours = look or _look()
    options = BuildOptions(edition or _edition(ours), ours, ReviewPolicy(today, require_approval))
    with _TURN:
        return build(read_monograph(monograph), options, recipient)


def check_monograph(  # noqa: PLR0913 - each has its default
    monograph: Monograph,
    *,
    today: dt.date,
    profile: Profile | None = None,
    edition: Edition | None = None,
    look: Look | None = None,
    text_only: bool = False,
) -> Checked:
    """Return what the rules find in a monograph and its leaflet, or in a finished PDF.

    A text that cannot be read is a finding, too.

    Args:
        monograph: a path, bytes, or what `read_monograph` returned; a PDF as a path or bytes.
        today: the day on which sign-offs and waivers are judged.
        profile: the house style and its thresholds; the EMA's by default.
        edition: the edition whose leaflet is looked at; A4 with blanks by default.
        look: templates and styles; ours by default.
        text_only: leave the leaflet out; it takes a tenth of the time.

    Raises:
        LookError: a template or style is wrong.
        OSError: the file cannot be read.
    """
    from handouts.check.checker import Checker
    from handouts.model.options import BuildOptions, ReviewPolicy
    from handouts.model.paper import PaperSize
    from handouts.model.profile import DEFAULT, PROFILES
    from handouts.reader.source import Source

    ours = look or _look()
    options = None if text_only else BuildOptions(edition or _edition(ours), ours, ReviewPolicy(today))
    checker = Checker(profile or PROFILES[DEFAULT], today, PaperSize.every(ours), options)
    with _TURN:
        if isinstance(monograph, Source):
            return checker.check_source(monograph)
        if isinstance(monograph, bytes):
            return checker.check_bytes(monograph, pathlib.Path("monograph.md"))
        return checker(pathlib.Path(monograph))


def verify_leaflet(
    pdf: bytes | str | os.PathLike[str],
    monograph: Monograph,
    *,
    manifest: Manifest | bytes | None = None,
    look: Look | None = None,
) -> Proof:
    """Prove that a PDF is the file its manifest describes, and shows the whole monograph and nothing else.

    Args:
        pdf: a path or the bytes of the PDF.
        monograph: a path, bytes, or what `read_monograph` returned.
        manifest: the manifest or its JSON; beside a path the file with its name is read.
        look: the templates it was made with; ours by default.

    Raises:
        ContentError: the manifest or the monograph cannot be read.
        TypesettingError: one of them has changed; the words that differ are named.
        OSError: a file cannot be read.
        ValueError: bytes came without a manifest.
    """
    from handouts.errors import Place
    from handouts.manifest import Manifest, read_manifest
    from handouts.verify import verify

    path = pathlib.Path("leaflet.pdf") if isinstance(pdf, bytes) else pathlib.Path(pdf)
    if manifest is None and isinstance(pdf, bytes):
        message = "bytes do not say where their manifest is: pass it"
        raise ValueError(message)
    known = read_manifest(path) if manifest is None else manifest
    known = Manifest.from_json(known, Place(str(path))) if isinstance(known, bytes) else known
    data = pdf if isinstance(pdf, bytes) else path.read_bytes()
    with _TURN:
        return verify(data, known, read_monograph(monograph), look or _look(), path)


def write_leaflet(leaflet: Built, pdf: str | os.PathLike[str]) -> None:
    """Write a leaflet and, beside it, its manifest: both whole, or neither.

    Raises:
        OutputError: they cannot be written.
    """
    from handouts.store import store

    store(*leaflet.artifacts(pathlib.Path(pdf)))


def _look() -> Look:
    from handouts.assets import look

    return look()


def _edition(of: Look) -> Edition:
    return make_edition(of=of)
