"""``handouts sign``: sign leaflets that are proven and approved."""

from __future__ import annotations

import datetime as dt
import functools
import pathlib
from typing import TYPE_CHECKING

import click

from handouts.assets import look
from handouts.cli.options import PATH, clinic, clinic_file, memory_limit, now_on, templates, time_limit, today
from handouts.cli.passphrases import passphrase_of
from handouts.cli.signatures import roots_of
from handouts.cli.terminal import tell
from handouts.errors import ContentError, Place, Problem
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.library.proving import prove_file, shown
from handouts.manifest import manifest_path, signed_path
from handouts.model.manifest_parts import FileDigest, SignedBy
from handouts.model.signing import SignatureLevel
from handouts.packs.manifest import PackManifest
from handouts.packs.verify import verify_pack
from handouts.records.signing.authorities import Authorities
from handouts.records.signing.checking import check_signature
from handouts.records.signing.keys import TOKEN, open_key
from handouts.records.signing.making import sign
from handouts.store import Artifact, store
from handouts.verify import verify

if TYPE_CHECKING:
    from handouts.assets import Look
    from handouts.library.proving import Proven
    from handouts.model.clinic import Settings
    from handouts.model.signing import Signing
    from handouts.records.signing.keys import Key


@click.command
@click.argument("pdfs", nargs=-1, required=True, type=PATH, metavar="PDF...")
@click.option("--key", help="A PKCS#12 file, or pkcs11:token=NAME;object=LABEL?module-path=FILE.")
@click.option("--level", type=click.Choice([each.value for each in SignatureLevel]), help="How long it can be checked.")
@click.option("--passphrase-file", type=PATH, help="File whose first line is the passphrase, or the token's PIN.")
@templates
@clinic
@today
@time_limit
@memory_limit
def command(
    pdfs: tuple[pathlib.Path, ...],
    key: str | None,
    level: str | None,
    passphrase_file: pathlib.Path | None,
    templates: pathlib.Path | None,
    settings: Settings,
    today: dt.date,
    time_limit: float,
    memory_limit: int,
) -> None:
    """Sign each PDF: NAME-signed.pdf and its manifest stand beside it afterwards.

    Only what `handouts verify` accepts is signed, and no draft. The passphrase comes from a file, from the variable
    HANDOUTS_PASSPHRASE, or is asked for. B-B can be checked until the certificate runs out; B-T proves the time, by a
    time-stamping server; B-LTA holds all that is needed to check it for years.

    As: handouts sign build/metformin.pdf --key clinic.p12
    """
    ours, now = look(templates or settings.templates), now_on(today).replace(microsecond=0)
    limits = Limits(time_limit, memory_limit)
    proven = [alone(pdf, functools.partial(_signable, pdf, ours), limits) for pdf in pdfs]
    folder, signing = clinic_file().parent, settings.signing
    ca = folder / settings.records.ca if settings.records.ca else None
    authorities = Authorities(roots_of(settings), signing.tsa, ca)
    named = key or _beside(folder, signing.key)
    with open_key(named, _passphrase(passphrase_file, signing, folder, named), now) as opened:
        for one in proven:
            artifacts = _signed(one, opened, SignatureLevel(level or signing.level), now, authorities, ours)
            store(*artifacts)
            tell(f"{str(artifacts[0].path).replace(*shown(one.path))}: signed.")


def _signable(pdf: pathlib.Path, ours: Look) -> Proven:
    """Prove a PDF.

    Raises:
        ContentError: it may not be signed.
        HandoutsError: it is not as it was made.
    """
    proven = prove_file(pdf, None, ours)
    if proven.imposed:
        message, hint = "Imposed pages are for paper only.", "Sign the leaflet they were made of."
        raise ContentError(Problem("not-signable", message, hint, Place(str(pdf))))
    if any(leaflet.status == "draft" for _, leaflet in proven.leaflets):
        message, hint = "It is a draft, and a draft is not signed.", "Sign its text off first: handouts approve"
        raise ContentError(Problem("draft", message, hint, Place(str(pdf))))
    return proven


def _signed(
    proven: Proven, key: Key, level: SignatureLevel, now: dt.datetime, authorities: Authorities, ours: Look
) -> tuple[Artifact, Artifact]:
    """Sign a PDF, prove what came out, and return it with its manifest."""
    data = sign(proven.data, key, level=level, at=now, authorities=authorities, path=proven.path)
    target = signed_path(proven.path)
    told = check_signature(data, authorities.roots, at=now, path=target)
    unsigned = FileDigest.of(proven.path.name, proven.data)
    by = SignedBy(by=told.by, at=told.at, level=told.level, certificate=told.certificate, unsigned=unsigned)
    manifest = proven.manifest.signed_as(FileDigest.of(target.name, data), by)
    if isinstance(manifest, PackManifest):
        verify_pack(data, manifest, proven.sources, ours, target)
    else:
        verify(data, manifest, proven.sources[0], ours, target)
    private = manifest.personalised
    return Artifact(target, data, private), Artifact(manifest_path(target), manifest.to_json(), private)


def _beside(folder: pathlib.Path, key: str | None) -> str:
    if key is None:
        raise click.UsageError("Name a key: --key clinic.p12, or in clinic.toml under [signing].")
    return key if key.startswith(TOKEN) else str(folder / key)


def _passphrase(named: pathlib.Path | None, signing: Signing, folder: pathlib.Path, key: str) -> str:
    path = named or (folder / signing.passphrase_file if signing.passphrase_file else None)
    words = "PIN of the token" if key.startswith(TOKEN) else f"Passphrase of {pathlib.Path(key).name}"
    return passphrase_of(path, signing.passphrase_env, words)
