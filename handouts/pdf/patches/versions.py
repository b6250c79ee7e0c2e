"""The engine the patches know, the one that is installed, and the switch that leaves it as it is."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import pathlib

KNOWN = {"weasyprint": "70.0", "pydyf": "0.13.0"}
SWITCH = "HANDOUTS_ENGINE"  # "stock": the engine as it was published


def is_switched_off() -> bool:
    """Tell whether the engine is to be left as it is."""
    return os.environ.get(SWITCH) == "stock"


def is_wanted() -> bool:
    """Tell whether the engine is the one the patches know, and not to be left as it is."""
    return not is_switched_off() and _installed() == _named(KNOWN)


def engine_note() -> str | None:
    """Return what to say, once, of an engine the patches do not know; None where there is nothing to say.

    Whoever has switched the patches off knows of it, and of an engine that is missing other words are said.
    """
    installed, known = _installed(), _named(KNOWN)
    if is_switched_off() or installed in {None, known}:
        return None
    wanted = " ".join(f"{package}=={version}" for package, version in KNOWN.items())
    return (
        f"The typesetting engine is {installed}, and what makes it faster is for {known}: leaflets come out right, "
        f"but take longer. Run: pip install --force-reinstall {wanted}"
    )


def patches_in_words() -> str:
    """Return how the patches stand, for ``handouts doctor``."""
    if is_switched_off():
        return f"left out, as {SWITCH}=stock asks for"
    return "in use" if is_wanted() else f"left out: made for {_named(KNOWN)}, and here is {_installed() or 'none'}"


def _installed() -> str | None:
    """Return the engine that is installed, with its versions; None if there is none."""
    try:
        found = {package: importlib.metadata.version(package) for package in KNOWN}
    except importlib.metadata.PackageNotFoundError:
        return None
    return _named(found) + ("" if _has_known_declarations() else ", with other declarations")


def _has_known_declarations() -> bool:
    """Tell whether the engine declares of its system libraries what it did when `make declarations` read it."""
    engine = importlib.util.find_spec("weasyprint")
    if engine is None or engine.origin is None or importlib.util.find_spec("_cffi_backend") is None:
        return False
    from handouts.pdf.declarations import SOURCE

    return hashlib.sha256((pathlib.Path(engine.origin).parent / "text" / "ffi.py").read_bytes()).hexdigest() == SOURCE


def _named(versions: dict[str, str]) -> str:
    return "WeasyPrint {weasyprint} with pydyf {pydyf}".format(**versions)
