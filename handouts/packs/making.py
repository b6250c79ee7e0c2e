"""The road of a pack: a cover and several leaflets become one document, and each leaflet is proven by itself."""

from __future__ import annotations

import dataclasses
import functools
import os
import pathlib
from typing import TYPE_CHECKING, TypeVar

from handouts.build import Built, Composed, composed, press, proven, versions
from handouts.errors import ContentError, HandoutsError, Place, Problem
from handouts.leaflet.coded import code_paths
from handouts.leaflet.cover import Binding, Listed, compose_cover, in_pack
from handouts.leaflet.wording import wording
from handouts.manifest import manifest_path
from handouts.model.manifest_parts import FileDigest
from handouts.model.pack import Pack, PackFile, PackText
from handouts.model.validation import validate
from handouts.packs.manifest import BoundLeaflet, PackManifest
from handouts.packs.proof import prove_cover, spans_of
from handouts.proof.glyphs import check_glyphs
from handouts.store import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handouts.leaflet.parts import Leaflet
    from handouts.model.options import BuildOptions
    from handouts.model.pack import PackedLeaflet
    from handouts.model.recipient import Recipient
    from handouts.pdf import Pdf
    from handouts.proof.naming import TextFile
    from handouts.reader.source import Source

One = TypeVar("One")
Made = TypeVar("Made")


@dataclasses.dataclass(frozen=True, slots=True)
class BuiltPack:
    """A proven pack, its manifest, and what its author should know."""

    pdf: bytes
    manifest: PackManifest
    warnings: tuple[Problem, ...]

    def artifacts(self, pdf: pathlib.Path) -> tuple[Artifact, Artifact]:
        """Return the files to write: the PDF, and its manifest beside it; a patient's are private."""
        private = self.manifest.personalised
        manifest = Artifact(manifest_path(pdf), self.manifest.to_json(), private)
        return Artifact(pdf, self.pdf, private), manifest


@dataclasses.dataclass(frozen=True, slots=True)
class _Part:
    """A leaflet on its way into a pack, with the options it is made with: its own sheets among them."""

    options: BuildOptions
    made: Composed
    span: range = range(0)

    @property
    def listed(self) -> Listed:
        """What the cover says of it."""
        monograph = self.made.source.monograph
        return Listed(monograph.title, monograph.language, self.made.leaflet.identity, self.made.status)


def build_pack(
    file: PackFile, sources: Sequence[Source], options: BuildOptions, recipients: Sequence[Recipient | None] = ()
) -> BuiltPack:
    """Make a pack: compose each leaflet, draw and typeset all as one document, prove each. Nothing is written.

    ``sources`` are the monographs in the order of the file's leaflets, ``recipients`` the one patient the pack is for,
    with the facts each leaflet shows.

    Raises:
        HandoutsError: with every problem of every leaflet that keeps the pack from being made.
    """
    pack, edition = file.pack, options.edition
    _refuse_twice(file, sources)
    patients = recipients or [None] * len(sources)
    chosen = list(zip(sources, pack.leaflets, patients, strict=True))
    parts = each(lambda each: _composed(*each, options), chosen)
    binding = Binding(pack.title, pack.language, edition, tuple(part.listed for part in parts), patients[0])
    say = wording(pack.language, options.look)
    cover = compose_cover(binding, say)
    parts = [_in_pack(part, cover.identity) for part in parts]
    machine = press(options.look, edition)
    leaflets = [cover, *(part.made.leaflet for part in parts)]
    html = machine.renderer.draw_pack(leaflets, two_sided=edition.two_sided)
    sources = [part.made.source for part in parts]
    pdf = machine.typesetter.typeset(html, pack.language, _pictures(file, sources), code_paths(leaflets), file.path)
    _check_glyphs(file, sources, pdf)
    numbers = [leaflet.identity for leaflet in leaflets]
    spans = spans_of(pdf.data, numbers, file.path, two_sided=edition.two_sided)
    numbered = compose_cover(binding, say, [span[0] for span in spans[1:]])
    parts = [dataclasses.replace(part, span=span) for part, span in zip(parts, spans[1:], strict=True)]
    built = _proven(parts, numbered, spans[0], file, pdf)
    digest = FileDigest.of(pathlib.PurePath(file.path).with_suffix(".pdf").name, pdf.data)
    manifest = PackManifest(
        document=cover.identity,
        title=pack.title,
        language=pack.language,
        pages=pdf.pages,
        pdf=digest,
        pack=FileDigest.of(pathlib.PurePath(file.path).name, file.text.body.encode()),
        leaflets=tuple(
            BoundLeaflet(first_page=part.span[0], leaflet=one.manifest.model_copy(update={"pdf": digest}))
            for part, one in zip(parts, built, strict=True)
        ),
        edition=edition,
        look=machine.digests,
        made_by=versions(),
    )
    return BuiltPack(pdf.data, manifest, tuple(problem for one in built for problem in one.warnings))


def listed(title: str, sources: Sequence[Source]) -> PackFile:
    """Return the file of a pack that is written nowhere.

    Raises:
        ContentError: the title is none, or there are too few or too many leaflets.
    """
    values = {"title": title, "leaflets": [os.fspath(source) for source in sources]}
    pack = validate(Pack, values, lambda loc: Place(".".join(map(str, loc))))
    return PackFile(PackText("pack.toml"), pack)


def each(do: Callable[[One], Made], ones: Iterable[One]) -> list[Made]:
    """Return what a function makes of each; what keeps any of them from being made is told of all of them at once.

    Raises:
        HandoutsError: the gravest kind of those there were, with all their problems.
    """
    made, errors = list[Made](), list[HandoutsError]()
    for one in ones:
        try:
            made.append(do(one))
        except HandoutsError as error:
            errors.append(error)
    if errors:
        gravest = max(errors, key=lambda error: error.exit_code)
        raise type(gravest)(*dict.fromkeys(problem for error in errors for problem in error.problems))
    return made


def _refuse_twice(file: PackFile, sources: Sequence[Source]) -> None:
    """Find a monograph that is named twice.

    Raises:
        ContentError: with each that is.
    """
    first, problems = dict[bytes, int](), list[Problem]()
    for number, source in enumerate(sources):
        if (before := first.setdefault(source.data, number)) != number:
            message = f"{os.fspath(source)} stands in the pack already, as leaflet {before + 1}."
            place = file.place(("leaflets", number, "monograph"))
            problems.append(Problem("twice-in-pack", message, "Take one of them out.", place))
    if problems:
        raise ContentError(*problems)


def _composed(source: Source, leaflet: PackedLeaflet, recipient: Recipient | None, options: BuildOptions) -> _Part:
    sheets = tuple(dict.fromkeys((*options.edition.sheets, *leaflet.sheets)))
    own = dataclasses.replace(options, edition=options.edition.model_copy(update={"sheets": sheets}))
    return _Part(own, composed(source, own, recipient))


def _in_pack(part: _Part, number: str) -> _Part:
    """Return a part whose pages name the pack."""
    leaflet = part.made.leaflet
    bound = in_pack(leaflet, number, wording(leaflet.language, part.options.look))
    return dataclasses.replace(part, made=dataclasses.replace(part.made, leaflet=bound))


def _pictures(file: PackFile, sources: Sequence[Source]) -> dict[str, bytes]:
    """Return the pictures of all monographs by their names.

    Raises:
        ContentError: two of them mean another picture by the same name.
    """
    pictures, problems = dict[str, bytes](), list[Problem]()
    for number, source in enumerate(sources):
        for name, data in source.pictures.items():
            if pictures.setdefault(name, data) != data:
                message = f"{os.fspath(source)} and a leaflet before it have two pictures of one name: {name}."
                hint = "Give one of the pictures another name."
                problems.append(
                    Problem("same-picture-name", message, hint, file.place(("leaflets", number, "monograph")))
                )
    if problems:
        raise ContentError(*problems)
    return pictures


def _check_glyphs(file: PackFile, sources: Sequence[Source], pdf: Pdf) -> None:
    """Refuse a pack that would print a box, each missing character where it first stands.

    Raises:
        TypesettingError: with each of them.
    """
    texts: list[TextFile] = [*(source.monograph for source in sources), file.text]
    found = [(text, {character for character in pdf.missing if character in text.body}) for text in texts]
    others = set(pdf.missing).difference(*(missing for _, missing in found))
    each(lambda pair: check_glyphs(*pair), [*found, (file.text, others)])


def _proven(parts: Sequence[_Part], cover: Leaflet, span: range, file: PackFile, pdf: Pdf) -> list[Built]:
    """Prove the cover and each leaflet.

    Raises:
        TypesettingError: with all differences of all of them.
    """
    whole = dataclasses.replace(pdf, missing=frozenset())  # looked at already
    partial = functools.partial
    proofs: list[Callable[[], Built | None]] = [partial(prove_cover, cover, pdf.data, span, file.text)]
    proofs += [partial(proven, part.made, part.options, whole, part.span) for part in parts]
    return [built for built in each(lambda prove: prove(), proofs) if built]
