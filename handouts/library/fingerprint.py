"""What a leaflet is made from, as one digest: with another byte in any of it, the digest is another."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.metadata
import json
import os
import platform
from typing import TYPE_CHECKING, Any

from handouts.assets import PACKAGE, digest
from handouts.pdf.patches.versions import patches_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.model.edition import Edition
    from handouts.model.options import BuildOptions
    from handouts.reader.source import Source

# Whose versions decide about the bytes of a leaflet or about what is let through.
ENGINE = (
    *("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "fonttools", "pillow"),
    *("Markdown", "nh3", "Jinja2", "babel", "pypdfium2", "pikepdf"),
)
# Libraries of the system: a name, its files, and its function that says the version, with what that returns.
SYSTEM = (
    ("pango", ("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string", ctypes.c_char_p),
    ("harfbuzz", ("libharfbuzz.so.0", "libharfbuzz.dylib"), "hb_version_string", ctypes.c_char_p),
    ("fontconfig", ("libfontconfig.so.1", "libfontconfig.dylib"), "FcGetVersion", ctypes.c_int),
)


class Fingerprints:
    """The digests of leaflets made under the same options; ``common`` is the SHA-256, in hex, of what all share."""

    def __init__(self, options: BuildOptions) -> None:
        """Read the program, the templates, the styles and the fonts.

        Raises:
            OSError: one of them cannot be read.
        """
        common = {
            "toolchain": toolchain(),
            "python": platform.python_version(),
            "templates": digest(options.look.templates),
            "styles": digest(options.look.styles),
            "trust_fonts": options.look.trust_fonts,
            "approval": options.policy.required,
            "signers": dict(options.policy.signers),
        }
        self.profile = _of_profile(options)
        self.common = hashlib.sha256(json.dumps(common, sort_keys=True).encode()).hexdigest()

    def may_show(self, profile: str) -> bool:
        """Tell whether findings counted under a profile are those of this one, or none are asked for."""
        return self.profile in {"", profile}

    def of(self, source: Source, pictures: Mapping[str, str], edition: Edition) -> str:
        """Return the SHA-256 of everything a leaflet is made from, in hex.

        ``pictures`` are the digests of the pictures it shows, by the name the text uses. The day is left out: see
        `handouts.review.approval.status_span`.
        """
        total = hashlib.sha256(f"{self.common}{edition.key}".encode())
        total.update(os.fsencode(source.path.name) + b"\0")
        for data in (source.data, source.sign_offs, source.second_record):
            total.update(b"-" if data is None else b"%d:" % len(data) + data)
        for name, shown in pictures.items():
            total.update(f"{name}\0{shown}\0".encode(errors="surrogateescape"))
        return total.hexdigest()


def _of_profile(options: BuildOptions) -> str:
    if options.profile is None:
        return ""
    return hashlib.sha256(options.profile.model_dump_json().encode()).hexdigest()


def toolchain() -> dict[str, str]:
    """Return what decides about the bytes of a leaflet.

    That is the SHA-256 of our own source, in hex, as ``handouts``, how the patches stand, as ``patches``, and the
    version of each library by its name.
    """
    packages = {name: importlib.metadata.version(name) for name in ENGINE}
    libraries = {name: _system(files, function, kind) for name, files, function, kind in SYSTEM}
    return {"handouts": _program(), "patches": patches_in_words()} | packages | libraries


def _system(files: Iterable[str], function: str, kind: Any) -> str:
    """Return what a library of the system says of its version.

    It is "" where the library has another name, under which the engine finds it.
    """
    for file in files:
        try:
            ask = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        ask.restype = kind
        version = ask()
        return version.decode() if isinstance(version, bytes) else str(version)
    return ""


def _program() -> str:
    """Return the digest of our own source: between two versions it changes too."""
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        total.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
