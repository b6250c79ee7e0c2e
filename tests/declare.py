"""Write what the engine declares of its system libraries ready-made.

`make declarations`, after the engine's version has changed.
"""

import ast
import hashlib
import importlib.util
import pathlib
import re
import tempfile

import cffi

TARGET = pathlib.Path(__file__).parent.parent / "handouts" / "pdf" / "declarations.py"
HEADER = '''"""What the engine declares of Pango, HarfBuzz and Fontconfig, ready-made; written by `make declarations`, \
and not by hand."""

import _cffi_backend

SOURCE = "{digest}"  # SHA-256 of weasyprint/text/ffi.py


class Declared(_cffi_backend.FFI):
    """Libraries already declared."""

    def cdef(self, source: str) -> None:
        """Take no declaration: they are all here."""


'''


def declarations() -> str:
    """Return the module for the engine that is installed."""
    source = (pathlib.Path(importlib.util.find_spec("weasyprint").origin).parent / "text" / "ffi.py").read_bytes()
    calls = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    ffi = cffi.FFI()
    for call in calls:
        if call.func.attr == "cdef":
            ffi.cdef(call.args[0].value)
    ffi.set_source("handouts.pdf.declarations", None)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "written.py"
        ffi.emit_python_code(str(path))
        arguments = path.read_text("ascii").split("_cffi_backend.FFI(", 1)[1]
    return (
        HEADER.format(digest=hashlib.sha256(source).hexdigest())
        + "ffi = Declared("
        + re.sub(r"\n {4}", "\n    ", arguments)
    )


if __name__ == "__main__":
    TARGET.write_text(declarations(), "ascii")
