"""A finished PDF of a leaflet or a pack, proven from what stands on disk: the bytes proven are the bytes returned."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import pathlib
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.library.index import NAME, Index
from handouts.library.pack_sources import sources_of
from handouts.library.paths import CONTENT, locate, names_below
from handouts.manifest import Manifest, leaflet_of, manifest_path, read_manifest
from handouts.model.imposition import spreads
from handouts.model.language import direction
from handouts.model.pack import read_pack
from handouts.packs.manifest import PackManifest
from handouts.packs.verify import verify_pack
from handouts.patient.discreet import safe_name
from handouts.proof.imposed import prove_imposed
from handouts.reader.source import Source
from handouts.store.plain_files import contents, is_file, is_folder, is_there, read
from handouts.verify import verify, verify_imposed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.assets import Look
    from handouts.model.manifest_parts import Imposed
    from handouts.proof import Proof


class MonographUnknownError(ContentError):
    """Nothing tells which text a leaflet is to be proven against."""


@dataclasses.dataclass(frozen=True, slots=True)
class Proven:
    """A PDF whose bytes are proven against the ``sources`` it was made of.

    Where ``data`` are a leaflet's imposed sheets, ``imposed`` tells how, and ``whole`` is the leaflet, page by page.
    """

    path: pathlib.Path
    data: bytes
    manifest: Manifest | PackManifest
    sources: tuple[Source, ...]
    proof: Proof
    imposed: Imposed | None = None
    whole: bytes | None = None

    @property
    def leaflets(self) -> tuple[tuple[Source, Manifest], ...]:
        """Each text on the paper, with what is known of its leaflet."""
        if isinstance(self.manifest, PackManifest):
            return tuple(zip(self.sources, (bound.leaflet for bound in self.manifest.leaflets), strict=True))
        return ((self.sources[0], self.manifest),)


def prove_file(pdf: pathlib.Path, monograph: pathlib.Path | None, look: Look) -> Proven:
    """Prove a leaflet, a pack, or a leaflet's imposed pages; each file is read once.

    Without a ``monograph`` it is looked for (see `monograph_of`); that of a pack is the file that lists its leaflets.
    Imposed pages are proven against their leaflet, and that against its text. ``look`` is the one it was made with.

    Raises:
        MonographUnknownError: the text is not found, or what is named is not what the PDF was made of.
        HandoutsError: it is not as it was made; everything that differs is named.
    """
    leaflet = leaflet_of(pdf)
    manifest = manifest_of(leaflet or pdf)
    if isinstance(manifest, PackManifest):
        return _proven_pack(pdf, manifest, monograph, look)
    if leaflet is None:
        return _proven_leaflet(pdf, manifest, monograph, look)
    sheets = _bytes_of(pdf)
    imposed = verify_imposed(sheets, manifest, pdf)
    whole = _proven_leaflet(leaflet, manifest, monograph, look)
    sides = spreads(imposed.kind, whole.proof.pages, right_to_left=direction(manifest.language) == "rtl")
    prove_imposed(whole.data, sheets, sides, str(pdf))
    return dataclasses.replace(whole, path=pdf, data=sheets, imposed=imposed, whole=whole.data)


def manifest_of(pdf: pathlib.Path) -> Manifest | PackManifest:
    """Read the manifest of a leaflet or a pack.

    Raises:
        ContentError: there is none, or it cannot be read.
    """
    path = manifest_path(pdf)
    if is_there(path) and not is_file(path):  # a pipe would never answer
        message, hint = "The manifest is no plain file.", "Keep the .json file beside its PDF."
        raise ContentError(Problem("no-manifest", message, hint, Place(str(path))))
    return PackManifest.read(manifest_path(pdf)) or read_manifest(pdf)


def shown(pdf: pathlib.Path) -> tuple[str, str]:
    """Return what of the name of a file is told otherwise, and how: a patient's number is not told."""
    leaflet = leaflet_of(pdf) or pdf
    with contextlib.suppress(ContentError):
        manifest = manifest_of(leaflet)
        number = safe_name((manifest.recipient and manifest.recipient.number) or "")
        if number and number in leaflet.stem:
            stem = leaflet.stem.replace(number, f"NUMBER ({manifest.document})")
            return leaflet.stem, stem
    return pdf.stem, pdf.stem


def _proven_leaflet(pdf: pathlib.Path, manifest: Manifest, monograph: pathlib.Path | None, look: Look) -> Proven:
    source = _read(locate(monograph)) if monograph else monograph_of(pdf, manifest)
    data = _bytes_of(pdf)
    return Proven(pdf, data, manifest, (source,), verify(data, manifest, source, look, pdf))


def _proven_pack(pdf: pathlib.Path, pack: PackManifest, file: pathlib.Path | None, look: Look) -> Proven:
    if file and file.suffix.lower() != ".toml":
        message = f"{pdf} is a pack: name its own file, which lists the monographs, or nothing."
        raise MonographUnknownError(Problem("not-this-pack", message, "Leave it out.", Place(str(file))))
    if file:
        sources = sources_of(read_pack(file))
        if len(sources) != len(pack.leaflets):
            message = f"{file} does not list the {len(pack.leaflets)} leaflets of this pack."
            raise MonographUnknownError(Problem("not-this-pack", message, "Leave it out.", Place(str(file))))
    else:
        sources = [monograph_of(pdf, bound.leaflet) for bound in pack.leaflets]
    data = _bytes_of(pdf)
    return Proven(pdf, data, pack, tuple(sources), verify_pack(data, pack, sources, look, pdf))


def _bytes_of(pdf: pathlib.Path) -> bytes:
    try:
        return read(pdf)
    except OSError as error:
        message = f"The PDF cannot be read: {error.strerror}."
        hint = "Check the file and its permissions; a patient's leaflet is readable by its owner alone."
        raise ContentError(Problem("unreadable", message, hint, Place(str(pdf)))) from None


def _read(path: pathlib.Path) -> Source:
    try:
        return Source.read(path)
    except OSError as error:
        message = f"The monograph cannot be read: {error.strerror}."
        hint = "Check the file and its permissions."
        raise ContentError(Problem("unreadable", message, hint, Place(str(path)))) from None


def monograph_of(leaflet: pathlib.Path, manifest: Manifest) -> Source:
    """Read the monograph of a leaflet; of several with its name, the one whose bytes are those it was made of.

    Raises:
        MonographUnknownError: it is not found, or nothing tells which of several it is.
        ContentError: it cannot be read.
    """
    found = [path for path in dict.fromkeys(_candidates(leaflet, manifest)) if is_file(path)]
    if len(found) == 1:
        return _read(found[0])
    for path in found:
        data = contents(os.fspath(path)) or b""
        if hashlib.sha256(data).hexdigest() == manifest.monograph.sha256:
            return Source.of(path, data).completed()
    told = (
        f"could be any of {', '.join(map(str, found))}"
        if found
        else f"is not beside {leaflet.parent}, here, or in {CONTENT}"
    )
    message = f"The monograph {manifest.monograph.name} {told}."
    hint = "Run the command in the folder of your library, where the leaflet was made."
    raise MonographUnknownError(Problem("monograph-unknown", message, hint, Place(str(leaflet))))


def _candidates(leaflet: pathlib.Path, manifest: Manifest) -> Iterator[pathlib.Path]:
    """Return where a leaflet's monograph may be: where it was made from, beside its folder, here, in content/."""
    made = leaflet.with_name(manifest.signed.unsigned.name) if manifest.signed else leaflet
    for folder in leaflet.parents:
        if is_file(folder / NAME) and (entry := Index(folder).entries.get(os.path.relpath(made, folder))):
            yield pathlib.Path(os.path.normpath(folder / entry.source))
    name = pathlib.PurePath(manifest.monograph.name).name
    yield pathlib.Path(os.path.normpath(leaflet.parent / os.pardir)) / name
    yield pathlib.Path(name)
    if is_folder(CONTENT):
        yield from (CONTENT / below for below in names_below(CONTENT) if pathlib.PurePath(below).name == name)
