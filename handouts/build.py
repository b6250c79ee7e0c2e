"""The road from a monograph to its proven leaflet, on one screen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import importlib.metadata
import os
import pathlib

from handouts.assets import Look, digest
from handouts.errors import ContentError, Level, Place, Problem
from handouts.leaflet import compose
from handouts.leaflet.coded import code_paths
from handouts.leaflet.parts import Leaflet
from handouts.leaflet.wording import forget_wording, wording
from handouts.manifest import Manifest, facts_of, imposed_path, manifest_path
from handouts.model.edition import Edition
from handouts.model.imposition import Imposition, sheet_for, spreads
from handouts.model.language import direction
from handouts.model.manifest_parts import FileDigest, Findings, Imposed, LookDigests, Proven, Review
from handouts.model.monograph import plain
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.recipient import Recipient
from handouts.model.review import ReviewState, ReviewStatus
from handouts.page import Renderer
from handouts.pdf import Pdf, Typesetter
from handouts.proof import NOT_SEEN, Beside, prove
from handouts.proof.active import FILES
from handouts.proof.glyphs import check_glyphs
from handouts.proof.imposed import prove_imposed
from handouts.proof.pictures import PictureFiles
from handouts.proof.vanishing import refuse_joined, vanished_text
from handouts.reader.pictures import check_pictures, names_of_pictures
from handouts.reader.source import Source, sign_offs_path
from handouts.review.approval import review_status, status_span
from handouts.review.second_record import doubts
from handouts.store import Artifact
from handouts.version import __version__

MADE_BY = ("weasyprint", "Markdown", "Jinja2", "pypdfium2", "pikepdf")


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """A proven leaflet, its manifest, and what its author should know.

    ``pictures`` are the files beside the monograph it shows, with their SHA-256 in hex; ``status_days`` the first and
    last day of the span in which its sign-off stands where it stands today.
    """

    pdf: bytes
    manifest: Manifest
    warnings: tuple[Problem, ...]
    pictures: dict[str, str]
    status_days: tuple[dt.date, dt.date]
    imposed: bytes | None = None

    def artifacts(self, pdf: pathlib.Path) -> tuple[Artifact, ...]:
        """Return the files to write: the PDF, its manifest, and its imposed pages; a patient's are private."""
        private = self.manifest.personalised
        files = [Artifact(pdf, self.pdf, private), Artifact(manifest_path(pdf), self.manifest.to_json(), private)]
        if self.imposed:
            files.append(Artifact(imposed_path(pdf), self.imposed, private))
        return tuple(files)


@dataclasses.dataclass(frozen=True, slots=True)
class Composed:
    """A leaflet that is still to be drawn, the monograph it is made from, and where that stands with its reviewers."""

    source: Source
    status: ReviewStatus
    leaflet: Leaflet
    recipient: Recipient | None = None


@dataclasses.dataclass(frozen=True)
class Press:
    """What many leaflets of one look and one edition share."""

    renderer: Renderer
    typesetter: Typesetter
    digests: LookDigests


@functools.lru_cache(maxsize=16)
def press(look: Look, edition: Edition) -> Press:
    """Return the press of a look and an edition, set up once in a process: templates, styles and fonts are read here.

    Raises:
        LookError: a style is missing or wrong.
        TypesettingError: the engine or its system libraries are missing.
    """
    digests = LookDigests(templates=digest(look.templates), styles=digest(look.styles))
    return Press(Renderer(look), Typesetter(look, edition), digests)


def reset_press() -> None:
    """Forget what was read of templates, wording and styles, because it has changed."""
    press.cache_clear()
    forget_wording()


def build(source: Source, options: BuildOptions, recipient: Recipient | None = None) -> Built:
    """Make one leaflet, for a patient or for anybody: judge its sign-off, compose, draw, typeset, prove.

    Nothing is written.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
    """
    made = composed(source, options, recipient)
    machine = press(options.look, options.edition)
    html = machine.renderer.draw(made.leaflet)
    codes = code_paths([made.leaflet])
    pdf = machine.typesetter.typeset(html, made.leaflet.language, made.source.pictures, codes, os.fspath(source))
    return proven(made, options, pdf)


def composed(source: Source, options: BuildOptions, recipient: Recipient | None = None) -> Composed:
    """Return the leaflet of a monograph, its sign-off judged, before it is drawn.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
    """
    source = source.completed()
    _refuse_name(source)
    monograph = source.monograph
    refuse_joined(monograph)
    check_pictures(monograph, source.pictures, source.path.parent)
    status = review_status(source, options.policy.today, options.policy.signers)
    _require(status, source, options.policy)
    say = wording(monograph.language, options.look)
    return Composed(source, status, compose(monograph, options.edition, say, status, recipient), recipient)


def proven(made: Composed, options: BuildOptions, pdf: Pdf, span: range | None = None) -> Built:
    """Return a typeset leaflet with its proof; ``span`` are its pages, from 1, in a file that holds others too.

    Raises:
        HandoutsError: with every difference between the monograph and the paper.
    """
    source, status, monograph = made.source, made.status, made.source.monograph
    check_glyphs(monograph, pdf.missing)
    pictures = PictureFiles(source.pictures, options.edition.grey)
    proof = prove(monograph, made.leaflet, pdf.data, span, Beside(pictures))
    imposed = imposed_pages(pdf.data, proof.pages, source, options) if span is None else None
    warnings = (
        *monograph.problems,
        *vanished_text(monograph),
        *_touched(status, source),
        *doubts(source),
        *proof.warnings,
    )
    manifest = Manifest(
        document=made.leaflet.identity,
        **facts_of(monograph),
        status="approved" if status.approved else "draft",
        review=Review.of(status),
        findings=Findings(warnings=len(warnings)),
        headings=tuple(plain(section.heading) for section in monograph.sections if section.heading),
        pages=proof.pages,
        pdf=FileDigest.of(source.path.with_suffix(".pdf").name, pdf.data),
        monograph=FileDigest.of(source.path.name, source.data),
        pictures=_pictures(source),
        sign_offs=_sign_offs(status, source),
        edition=options.edition,
        look=press(options.look, options.edition).digests,
        proof=Proven(words=proof.words, numbers=proof.numbers, not_seen=NOT_SEEN),
        trusted_fonts=pdf.trusted_fonts,
        imposed=imposed[1] if imposed else None,
        made_by=versions(),
        personalised=made.recipient is not None,
        recipient=made.recipient,
    )
    data = pdf.data
    if options.edition.embed_source and span is None:
        data = _with_source(pdf.data, manifest, source)
        prove(monograph, made.leaflet, data, beside=Beside(pictures, FILES))  # what is handed out is what is proven
        manifest = manifest.model_copy(update={"pdf": FileDigest.of(manifest.pdf.name, data)})
    return Built(
        pdf=data,
        manifest=manifest,
        warnings=warnings,
        pictures=source.picture_digests,
        status_days=status_span(source, options.policy.today),
        imposed=imposed[0] if imposed else None,
    )


def imposed_pages(pdf: bytes, pages: int, source: Source, options: BuildOptions) -> tuple[bytes, Imposed] | None:
    """Return a leaflet's pages imposed and proven, and what the manifest keeps of them; None if nobody asks for them.

    Raises:
        LookError: there is no paper that two pages fit on.
        TypesettingError: the sheets do not hold the pages.
    """
    kind, monograph = options.edition.impose, source.monograph
    if kind is Imposition.NONE:
        return None
    from handouts.imposition import impose

    sheet = sheet_for(options.edition.paper, options.look)
    sides = spreads(kind, pages, right_to_left=direction(monograph.language) == "rtl")
    data = impose(pdf, sides, sheet, f"{plain(monograph.title)}: {kind}, for paper only")
    prove_imposed(pdf, data, sides, os.fspath(source))
    name = imposed_path(source.path.with_suffix(".pdf")).name
    kept = FileDigest.of(name, data).model_dump()
    return data, Imposed(**kept, kind=kind, sheet=sheet.title, sheets=-(-len(sides) // 2))


def _refuse_name(source: Source) -> None:
    """Refuse a file whose name is not text: its manifest and its leaflet's could not say it.

    Raises:
        ContentError: it is.
    """
    try:
        os.fspath(source).encode()
    except UnicodeEncodeError:
        hint = "Give the file, or its folder, another name, in UTF-8."
        message = "The file's name is no text in UTF-8."
        raise ContentError(Problem("name-not-text", message, hint, Place(os.fspath(source)))) from None


def _require(status: ReviewStatus, source: Source, policy: ReviewPolicy) -> None:
    if policy.required and not status.approved:
        message = f"This clinic hands out signed-off texts only, and this one is not ({status})."
        hint = "Let a reviewer read it, then run `handouts approve`; `handouts list` shows every text's state."
        raise ContentError(Problem("not-approved", message, hint, Place(os.fspath(source))), *doubts(source))


def _touched(status: ReviewStatus, source: Source) -> tuple[Problem, ...]:
    if not (status.approved and status.touched):
        return ()
    what = "something that does not count (a layout field, a comment)"
    message = f"The file has changed since it was signed off, in {what}."
    hint = "Look at it with `git diff`; sign off again if it matters."
    return (Problem("touched-file", message, hint, Place(os.fspath(source)), Level.WARN),)


def _with_source(pdf: bytes, manifest: Manifest, source: Source) -> bytes:
    """Return a leaflet with its monograph and what of its manifest is known before the file is whole."""
    from handouts.pdf.embedding import Embedded, embed

    text, known = source.path.name, manifest_path(pathlib.Path(manifest.pdf.name)).name
    files = (
        Embedded(text, source.data, "text/markdown", "Source", "The monograph this leaflet was made from"),
        Embedded(known, manifest.to_json_inside(), "application/json", "Data", "What is known of this leaflet"),
    )
    return embed(pdf, files)


def _pictures(source: Source) -> tuple[FileDigest, ...]:
    """Return the files of the pictures a text shows; a source may hold more, which an older text showed."""
    names = names_of_pictures(source.monograph) if source.pictures else ()
    shown = {name: source.pictures[name] for name in names if name in source.pictures}
    return tuple(FileDigest.of(name, data) for name, data in shown.items())


def _sign_offs(status: ReviewStatus, source: Source) -> FileDigest | None:
    """Return the file of sign-offs, if it decided where the text stands; of one that was cut short, what is known."""
    if status.state is ReviewState.CUT and source.remembered:
        return source.remembered.file
    if source.sign_offs is None or status.state is ReviewState.UNSIGNED:
        return None
    return FileDigest.of(sign_offs_path(source.path).name, source.sign_offs)


@functools.cache
def versions() -> dict[str, str]:
    """Return the versions of the programs a leaflet is made by."""
    return {"handouts": __version__} | {name: importlib.metadata.version(name) for name in MADE_BY}
