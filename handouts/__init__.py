r"""Turn a medicine monograph written in Markdown into a clinic-ready patient leaflet.

What a program needs of it, beside the command line::

    >>> import datetime, handouts
    >>> clinic = handouts.Clinic(name="Hill Clinic", phone="01632 960 001")
    >>> day = datetime.date(2026, 3, 31)
    >>> edition = handouts.make_edition(clinic, words="large+letter")
    >>> leaflet = handouts.build_leaflet("content/warfarin.md", edition=edition, today=day)
    >>> leaflet.manifest.title, leaflet.manifest.status, leaflet.pdf[:8]
    ('Warfarin', 'draft', b'%PDF-1.7')
    >>> pack = handouts.build_pack("Going home", ["content/warfarin.md", "content/metformin.md"], today=day)
    >>> [bound.leaflet.title for bound in pack.manifest.leaflets]
    ['Warfarin', 'Metformin']
    >>> checked = handouts.check_monograph(b"# Demo\n\nTake .5 mg QD.\n", today=day, text_only=True)
    >>> [problem.rule for problem in checked.findings if problem.rule in {"M02", "M03"}]
    ['M02', 'M03']

A monograph is a path, bytes, or what `read_monograph` returned; ``today`` is the day on which sign-offs and waivers are
judged. Without an edition it is A4 with blanks, without a look ours. Nothing is written but by `write_leaflet`. What
goes wrong is a `HandoutsError` with its problems. The functions may be called from any thread, and take turns: the
engine allows one leaflet at a time; for many leaflets at once use processes, as ``handouts build`` does.
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
    from collections.abc import Sequence

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
    from handouts.model.options import BuildOptions
    from handouts.model.paper import PaperSize
    from handouts.model.profile import Profile
    from handouts.model.recipient import Recipient
    from handouts.packs.making import BuiltPack
    from handouts.proof import Proof
    from handouts.reader.source import Source

    Monograph = Source | bytes | str | os.PathLike[str]

__all__ = [
    "Built",
    "BuiltPack",
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
    "build_pack",
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
    "BuiltPack": "packs.making",
    "Checked": "check.result",
    **dict.fromkeys(("ContentError", "HandoutsError", "LookError", "OutputError", "TypesettingError"), "errors"),
    **dict.fromkeys(("Level", "Place", "Problem", "Waiver"), "errors"),
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

    Bytes (UTF-8) have no sign-offs and no pictures; ``name`` is what they are called in all that is said of them.

    Raises:
        ContentError: it cannot be read as a monograph.
    """
    from handouts.reader.source import Source

    if isinstance(monograph, Source):
        return monograph
    path = pathlib.Path(name if isinstance(monograph, bytes) else monograph)
    source = Source(path, monograph) if isinstance(monograph, bytes) else Source.read(path)
    _ = source.monograph  # what is wrong with it is said here
    return source


def make_edition(
    clinic: Clinic | None = None, *, of: Look | None = None, words: str = "standard", **fields: Any
) -> Edition:
    """Return the edition of a leaflet: for which clinic, on which paper.

    Args:
        clinic: whom patients call; without one, ruled blanks to write on.
        of: the look that has the paper size and the type style; ours by default.
        words: what ``--edition`` takes, as ``large+letter``.
        fields: those of `Edition`, which count more: ``paper`` and ``type`` by name, ``issued`` (a date), and others.

    Raises:
        HandoutsError: the words are not understood, or there is no such paper size or type style.
    """
    from handouts.model.edition import Edition
    from handouts.model.edition_words import edition_changes

    ours = of or _look()
    return Edition.of(ours, clinic=clinic, **edition_changes(words, ours) | fields)


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

    ``require_approval`` refuses a text that nobody has signed off; ``recipient`` is the patient it is for: the dose is
    printed as it is, only the command line holds it against the text.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
        OSError: the file cannot be read.
    """
    from handouts.build import build

    with _TURN:
        return build(read_monograph(monograph), _options(today, edition, look, required=require_approval), recipient)


def build_pack(  # noqa: PLR0913 - each has its default
    title: str,
    monographs: Sequence[Monograph],
    *,
    today: dt.date,
    edition: Edition | None = None,
    look: Look | None = None,
    recipients: Sequence[Recipient] = (),
) -> BuiltPack:
    """Join the leaflets of monographs into one PDF with a cover; ``recipients`` are one patient's facts for each.

    Raises:
        HandoutsError: with every problem of every leaflet that keeps the pack from being made.
        OSError: a file cannot be read.
    """
    from handouts.packs.making import build_pack, listed

    with _TURN:
        sources = [read_monograph(monograph) for monograph in monographs]
        return build_pack(listed(title, sources), sources, _options(today, edition, look), recipients)


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

    Without a profile it is the EMA's; ``text_only`` leaves the leaflet out, and takes a tenth of the time.

    Raises:
        LookError: a template or style is wrong.
        OSError: the file cannot be read.
    """
    from handouts.check.checker import Checker
    from handouts.model.paper import PaperSize
    from handouts.model.profile import DEFAULT, PROFILES
    from handouts.reader.source import Source

    options = _options(today, edition, look)
    papers = PaperSize.every(options.look)
    checker = Checker(profile or PROFILES[DEFAULT], today, papers, None if text_only else options)
    with _TURN:
        if isinstance(monograph, bytes):
            return checker.check_bytes(monograph, pathlib.Path("monograph.md"))
        return checker.check_source(monograph) if isinstance(monograph, Source) else checker(pathlib.Path(monograph))


def verify_leaflet(
    pdf: bytes | str | os.PathLike[str],
    monograph: Monograph,
    *,
    manifest: Manifest | bytes | None = None,
    look: Look | None = None,
) -> Proof:
    """Prove that a PDF is the file its manifest describes, and shows the whole monograph and nothing else.

    The ``manifest`` is one or its JSON; beside a path the file with its name is read. ``look`` is the one the leaflet
    was made with.

    Raises:
        ContentError: the manifest or the monograph cannot be read.
        TypesettingError: one of them has changed; the words that differ are named.
        OSError: a file cannot be read.
        ValueError: bytes came without a manifest.
    """
    from handouts.errors import Place
    from handouts.manifest import Manifest, read_manifest
    from handouts.store.plain_files import read
    from handouts.verify import verify

    path = pathlib.Path("leaflet.pdf") if isinstance(pdf, bytes) else pathlib.Path(pdf)
    if manifest is None and isinstance(pdf, bytes):
        message = "bytes do not say where their manifest is: pass it"
        raise ValueError(message)
    known = Manifest.from_json(manifest, Place(str(path))) if isinstance(manifest, bytes) else manifest
    known, data = known or read_manifest(path), pdf if isinstance(pdf, bytes) else read(path)
    with _TURN:
        return verify(data, known, read_monograph(monograph), look or _look(), path)


def write_leaflet(leaflet: Built | BuiltPack, pdf: str | os.PathLike[str]) -> None:
    """Write a leaflet or a pack and, beside it, its manifest: both whole, or neither.

    Raises:
        OutputError: they cannot be written.
    """
    from handouts.store import store

    store(*leaflet.artifacts(pathlib.Path(pdf)))


def _look() -> Look:
    from handouts.assets import look

    return look()


def _options(today: dt.date, edition: Edition | None, look: Look | None, *, required: bool = False) -> BuildOptions:
    from handouts.model.options import BuildOptions, ReviewPolicy

    ours = look or _look()
    return BuildOptions(edition or make_edition(of=ours), ours, ReviewPolicy(today, required))
