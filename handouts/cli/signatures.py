"""What the commands say of a signed leaflet's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.options import clinic_file
from handouts.errors import Place, Problem, TypesettingError
from handouts.library.proving import shown
from handouts.manifest import manifest_path
from handouts.model.typography import printable_line

if TYPE_CHECKING:
    import datetime as dt

    from asn1crypto import x509

    from handouts.library.proving import Proven
    from handouts.model.clinic import Settings

UNASKED = (
    "Nobody was asked to vouch for it: name your certificate authorities in clinic.toml, under [signing], as roots"
)


def roots_of(settings: Settings) -> tuple[x509.Certificate, ...]:
    """Return the authorities that the clinic trusts.

    Raises:
        OutputError: their file cannot be read.
    """
    from handouts.records.signing.authorities import read_roots

    roots = settings.signing.roots
    return read_roots(clinic_file().parent / roots) if roots else ()


def signature_told(proven: Proven, settings: Settings, now: dt.datetime) -> str:
    """Check the signature of a proven PDF, and return a sentence about it; nothing where it is not a signed one.

    Raises:
        TypesettingError: it is not as it was signed, or the clinic's authorities do not vouch for it.
        UsageError: what checks signatures is not installed.
    """
    signed = proven.manifest.signed
    if signed is None:
        return ""
    try:
        from handouts.records.signing.checking import check_signature
    except ModuleNotFoundError as error:
        message = f"It is signed, and checking that needs more than is installed ({error.name})."
        path = str(proven.path).replace(*shown(proven.path))
        raise click.UsageError(f"{path}: {message} Run: pip install 'handouts[records]'") from None
    roots = roots_of(settings)
    found = check_signature(proven.data, roots, at=now, path=proven.path)
    if not signed.begins(proven.data):
        hint, place = "Sign the leaflet again.", Place(str(proven.path))
        message = "The signed PDF does not begin with the leaflet that was made."
        raise TypesettingError(Problem("signature-broken", message, hint, place))
    if (found.by, found.at, found.level, found.certificate) != (signed.by, signed.at, signed.level, signed.certificate):
        hint, place = "Take it from its archive, or sign the leaflet again.", Place(str(manifest_path(proven.path)))
        raise TypesettingError(
            Problem("manifest-changed", "The manifest does not describe this signature.", hint, place)
        )
    if roots and not found.trusted:
        hint = "Check the roots in clinic.toml, under [signing]; else do not rely on this file."
        message = f"Your certificate authorities do not vouch for this signature: {found.doubt}."
        raise TypesettingError(Problem("not-trusted", message, hint, Place(str(proven.path))))
    vouched = "Your certificate authorities vouch for it" if roots else UNASKED
    by = f"{printable_line(found.by)}, {found.at:%Y-%m-%d %H:%M %Z} ({found.level})"
    return f" Signed by {by}, and unchanged since. {vouched}."
