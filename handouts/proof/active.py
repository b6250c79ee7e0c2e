"""Paper does nothing: a leaflet's file holds no program, form or file of its own, and its links lead where a link may.

The file is read by its tokens, with nothing that wrote it: whatever kind of action, form or file stands somewhere in it
has a name there (ISO 32000-1, 12.6 and 7.11), also in an object that no page shows.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from handouts.errors import Place, Problem
from handouts.model.addresses import may_be_followed

if TYPE_CHECKING:
    from collections.abc import Iterator

# What acts when a file is opened, printed, clicked or played. URI, a link of paper, is looked at one by one.
ACTIVE = frozenset(
    (
        *("JavaScript", "JS", "Launch", "OpenAction", "AA", "GoToR", "GoToE", "GoToDp", "SubmitForm"),
        *("ImportData", "ResetForm", "Named", "Hide", "SetOCGState", "Rendition", "Movie", "Sound", "Thread"),
        *("RichMedia", "RichMediaExecute", "3D", "Screen", "XFA", "FileAttachment", "Collection"),
        *("Requirements", "Encrypt"),
    )
)
FILES = frozenset({"EmbeddedFile", "EmbeddedFiles"})  # what `embed_source` puts in
SIGNATURE = frozenset({"AcroForm"})  # the field that a signature stands in
HELD = FILES | SIGNATURE
STREAM = re.compile(rb">>\s{0,9}stream\r?\n")
END = b"endstream"
TOKEN = re.compile(rb"\(|<(?P<hex>[0-9A-Fa-f\s]{0,9999})>|/(?P<name>[^\s()<>\[\]{}/%]{0,127})")
PAREN = re.compile(rb"\\[\s\S]|[()]")
ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def active_problems(pdf: bytes, path: str, may_hold: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Find what a file would do, and links that lead where none of ours may.

    ``may_hold`` are the names, of `FILES` and `SIGNATURE`, that this file has for a reason.
    """
    names, targets = set[str](), set[str]()
    for part in _parts(pdf):
        before = ""
        for kind, said in _tokens(part):
            if kind == "name":
                names.add(said)
            elif before == "URI":
                targets.add(_text(kind, said))
            before = said if kind == "name" else ""
    hint = "Use other templates and styles: these put more than words and pictures into the file."
    for name in sorted(names & (ACTIVE | FILES | SIGNATURE) - may_hold):
        yield Problem("active-content", f"The PDF holds what no paper does ({name}).", hint, Place(path))
    for target in sorted(targets):
        if not may_be_followed(target):
            message = f"A link of the PDF leads to {target[:80]!r}."
            to_do = "Links lead to http(s), mailto and tel addresses. Mend the template or the style that draws it."
            yield Problem("unsafe-link", message, to_do, Place(path))


def _parts(pdf: bytes) -> Iterator[bytes]:
    """Return what of a file holds objects: all but streams, and the streams of objects unpacked."""
    start = 0
    while found := STREAM.search(pdf, start):
        yield (about := pdf[start : found.end()])
        end = pdf.find(END, found.end())
        end = len(pdf) if end < 0 else end + len(END)
        if b"/ObjStm" in about[about.rfind(b" obj") :]:
            yield _unpacked(pdf[found.end() : end])
        start = end
    yield pdf[start:]


def _tokens(part: bytes) -> Iterator[tuple[str, Any]]:
    """Return the names and, as they are written, the texts of objects in order; between parentheses all is text."""
    place = 0
    while token := TOKEN.search(part, place):
        place = token.end()
        if token["name"] is not None:
            yield "name", _name(token["name"])
        elif token["hex"] is not None:
            yield "hex", token["hex"]
        else:
            end = _end_of_text(part, place)
            yield "text", part[place:end]
            place = end


def _text(kind: str, written: bytes) -> str:
    if kind == "text":
        return _decoded(ESCAPED.sub(_meant, written))
    digits = re.sub(rb"\s", b"", written).decode()
    return _decoded(bytes.fromhex(digits + "0" * (len(digits) % 2)))


def _end_of_text(part: bytes, place: int) -> int:
    depth = 1
    for sign in PAREN.finditer(part, place):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.start()
    return len(part)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return data  # written plainly


def _name(written: bytes) -> str:
    if b"#" in written:
        written = re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), written)
    return written.decode("latin-1")


def _decoded(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in {b"\xfe\xff", b"\xff\xfe"} else "utf-8", "replace")


def _meant(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 8) & 0xFF]) if escape[1] else LETTERS.get(escape[2], escape[2])
