"""What a leaflet is made from, as one digest: the same inputs have the same digest, another byte another one."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.metadata
import json
import os
import pathlib
import platform
from typing import TYPE_CHECKING, Any

from handouts.assets import PACKAGE, digest
from handouts.review.sign_offs import sign_offs_path
from handouts.store import contents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.options import BuildOptions

# Whose versions decide about the bytes of a leaflet or about what is let through.
ENGINE = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "tinyhtml5",
    "fonttools",
    "pillow",
    "Markdown",
    "nh3",
    "Jinja2",
    "babel",
    "pypdfium2",
)

SYSTEM = (
    ("pango", ("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string", ctypes.c_char_p),
    ("harfbuzz", ("libharfbuzz.so.0", "libharfbuzz.dylib"), "hb_version_string", ctypes.c_char_p),
    ("fontconfig", ("libfontconfig.so.1", "libfontconfig.dylib"), "FcGetVersion", ctypes.c_int),
)


class Fingerprints:
    """The digests of leaflets made under one order; what they have in common is read once."""

    def __init__(self, order: BuildOptions) -> None:
        """Read the program, the templates, the styles and the fonts."""
        edition = order.edition
        common = {
            "toolchain": toolchain(),
            "python": platform.python_version(),
            "templates": digest(order.look.templates),
            "styles": digest(order.look.styles),
            "clinic": edition.clinic.model_dump(mode="json"),
            "edition": [edition.paper, str(edition.issued)],
            "approval": order.policy.required,
        }
        self.common = hashlib.sha256(json.dumps(common, sort_keys=True).encode()).digest()

    def of(self, monograph: pathlib.Path, pictures: Iterable[str] = ()) -> str:
        """Return the digest of everything a leaflet is made from, in hex; ``pictures`` are named relative to the monograph's folder.

        The day is left out: see `handouts.review.approval.status_span`.
        """
        total = hashlib.sha256(self.common)
        total.update(monograph.name.encode(errors="surrogateescape") + b"\0")
        names = [monograph, sign_offs_path(monograph), *(monograph.parent / name for name in pictures)]
        for path in names:
            data = contents(os.fspath(path))
            total.update(b"-" if data is None else b"%d:" % len(data) + data)
        return total.hexdigest()


def toolchain() -> dict[str, str]:
    """Return what decides about the bytes of a leaflet: the digest of our own source, and the versions of the libraries."""
    packages = {name: importlib.metadata.version(name) for name in ENGINE}
    return (
        {"handouts": _program()}
        | packages
        | {name: _system(files, function, kind) for name, files, function, kind in SYSTEM}
    )


def _system(files: Iterable[str], function: str, kind: Any) -> str:
    """Return what a library of the system says of its version; nothing where it has another name, and the engine finds it by itself."""
    for file in files:
        try:
            said = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        said.restype = kind
        version = said()
        return version.decode() if isinstance(version, bytes) else str(version)
    return ""


def _program() -> str:
    """Return the digest of our own source: between two versions it changes too."""
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        total.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
