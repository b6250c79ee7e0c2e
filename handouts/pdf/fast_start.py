"""A quick start of the engine: its declarations come ready-made, and what it seldom needs of fontTools is loaded when it is called.

Like ``reuse``, this is for one version of the engine, which it knows by the digest of its declarations, and is switched off by
``HANDOUTS_ENGINE=stock``.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import os
import pathlib
import sys
import types
from typing import TYPE_CHECKING, Any

from handouts.pdf.declarations import SOURCE, ffi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SELDOM = (
    "fontTools.subset",
    "fontTools.varLib.instancer",
    "fontTools.ttLib.woff2",
)  # for fonts other than ours, or without hb-subset


class Later(types.ModuleType):
    """Stands for a module whose functions load it when they are called."""

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """Return what stands for a function."""
        if function.startswith("__"):
            raise AttributeError(function)

        def load_and_call(*arguments: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), function)(*arguments, **options)

        return load_and_call


@contextlib.contextmanager
def fast_start() -> Iterator[None]:
    """Import the engine inside, quickly."""
    stand_ins: dict[str, Any] = {}
    if _is_known():
        stand_ins = {"cffi": types.SimpleNamespace(FFI=lambda: ffi)} | {name: Later(name) for name in SELDOM}
    before = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(before)


def _is_known() -> bool:
    engine = importlib.util.find_spec("weasyprint")
    if engine is None or engine.origin is None or os.environ.get("HANDOUTS_ENGINE") == "stock":
        return False
    return hashlib.sha256((pathlib.Path(engine.origin).parent / "text" / "ffi.py").read_bytes()).hexdigest() == SOURCE
