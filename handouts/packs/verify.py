"""Prove a pack again, long after it was made, from its manifest."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem, TypesettingError
from handouts.leaflet.cover import Binding, Bound, Listed, compose_cover
from handouts.leaflet.wording import wording
from handouts.model.pack import PackText
from handouts.packs.making import each
from handouts.packs.proof import prove_cover, spans_of
from handouts.proof import Proof
from handouts.verify import differences_without_facts, verify

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Sequence

    from handouts.assets import Look
    from handouts.packs.manifest import PackManifest
    from handouts.reader.source import Source


def verify_pack(pdf: bytes, manifest: PackManifest, sources: Sequence[Source], look: Look, path: pathlib.Path) -> Proof:
    """Return the proof that a PDF is the pack its manifest describes, and shows each monograph whole on its own pages.

    ``sources`` are the monographs in the manifest's order, ``look`` is the one it was made with.

    Raises:
        HandoutsError: the PDF, a monograph or the manifest has changed; everything that differs is named.
    """
    if hashlib.sha256(pdf).hexdigest() != manifest.pdf.sha256:
        message, hint = "The PDF is not the file that was made.", "Make the pack again, or take it from its archive."
        raise TypesettingError(Problem("pdf-changed", message, hint, Place(str(path))))
    bound = manifest.leaflets
    documents = [manifest.document, *(each.leaflet.document for each in bound)]
    first, *spans = spans_of(pdf, documents, str(path), two_sided=manifest.edition.two_sided)
    listed = tuple(
        Listed(source.monograph.title, source.monograph.language, one.leaflet.document, one.leaflet.review.status)
        for one, source in zip(bound, sources, strict=True)
    )
    say = wording(manifest.language, look)
    starts = [span[0] for span in spans]
    cover = compose_cover(
        Binding(manifest.title, manifest.language, manifest.edition, listed, manifest.recipient), say, starts
    )
    if (cover.identity, [one.span for one in bound]) != (manifest.document, spans):
        message, hint = "The manifest does not describe this pack.", "Take it from its archive, or make the pack again."
        raise TypesettingError(Problem("manifest-changed", message, hint, Place(str(path.with_suffix(".json")))))
    text = PackText(str(path))

    def cover_proven() -> None:
        with differences_without_facts(manifest.recipient, path):
            prove_cover(cover, pdf, first, text)

    proofs: list[Callable[[], Proof | None]] = [cover_proven]
    for one, source in zip(bound, sources, strict=True):
        place = Bound(manifest.document, one.span)
        proofs.append(functools.partial(verify, pdf, one.leaflet, source, look, path, bound=place))
    found = [proof for proof in each(lambda prove: prove(), proofs) if proof]
    return Proof(manifest.pages, sum(proof.words for proof in found), sum(proof.numbers for proof in found))
