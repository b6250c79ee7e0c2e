"""Small files that stand for gigabytes, or for hours."""

from __future__ import annotations

import io
import zlib

BODY = "# Demo\n### Usage\nFor pain.\n"


def chain(links: int, first: str, link: str) -> str:
    """Return fields a0, a1 … of which each holds the one before it several times."""
    return f"a0: &a0 {first}\n" + "".join(
        f"a{n + 1}: &a{n + 1} " + link.replace("*", f"*a{n}") + "\n" for n in range(links)
    )


LAUGHS = chain(9, "[x, x, x, x]", f"[{', '.join('*' * 9)}]")
YAML = {
    "lists in lists": f"{LAUGHS}title: Demo\n",
    "lists of a known field": f"{LAUGHS}sources: *a9\ntitle: Demo\n",
    "lists of the title": f"{LAUGHS}title: *a9\n",
    "lists of an author": f"{LAUGHS}author: *a9\n",
    "lists of sentences": f"{LAUGHS}key: *a9\n",
    "groups in groups": chain(14, "{x: 1}", "{p: *, q: *, r: *, s: *}"),
    "merged keys": chain(9, "{x: 1}", f"{{<<: [{', '.join('*' * 9)}], k: 1}}"),
    "a chain of merged keys": chain(900, "{x: 1}", "{<<: *, k: 1}"),
    "pairs": f"{LAUGHS}z: !!pairs [{{k: *a9}}]\n",
    "itself": "a: &a [*a, *a]\n",
    "itself merged": "a: &a {<<: *a}\n",
    "itself in a group": "a: &a {b: {c: *a}}\n",
    "brackets": f"a: {'[' * 20_000}{']' * 20_000}\n",
    "open brackets": f"a: {'[' * 50_000}\n",
    "braces": f"a: {'{a: ' * 5_000}1{'}' * 5_000}\n",
    "questions": f"{'? ' * 25_000}\n",
    "fields below fields": "".join(f"{' ' * n}a:\n" for n in range(300)),
    "aliases of one value": f"a: &a x\nb: [{', '.join(['*a'] * 3_000)}]\n",
    "fields": "".join(f"f{n}: 1\n" for n in range(5_000)),
    "megabytes": f"a: {'x' * 1_900_000}\n",
    "a long name": f"{'k' * 1_900_000}: 1\n",
}
TOML = {
    "brackets": f"a = {'[' * 20_000}{']' * 20_000}\n",
    "groups": f"a = {'{a = ' * 5_000}1{'}' * 5_000}\n",
    "hexadecimals": f"a = 0x{'f' * 50_000}\n",
    "a title of hexadecimals": f"title = 0x{'f' * 50_000}\n",
    "digits": f"a = {'9' * 50_000}\n",
    "many digits": f"a = {'9' * 4_000}\n",
    "fields": "".join(f"f{n} = 1\n" for n in range(5_000)),
    "megabytes": f"a = '{'x' * 1_900_000}'\n",
}
DOTTED = {  # TOML in which each name is a level
    "names": ".".join(["a"] * 29_000) + " = 1\n",
    "quoted names": ".".join(['"a"', "'b'"] * 7_000) + " = 1\n",
    "spaced names": " . ".join(["a"] * 14_000) + " = 1\n",
    "the name of a table": f"[{'.'.join(['a'] * 29_000)}]\nx = 1\n",
    "inside a group": f"a = {{{'.'.join(['a'] * 29_000)} = 1}}\n",
}
WITHIN = {  # strange, and nothing to be afraid of
    "digits": f"a: {'9' * 19_000}\n",
    "sexagesimals": f"a: {':'.join(['59'] * 6_000)}\n",
    "a sexagesimal fraction": f"a: {':'.join(['59'] * 6_000)}.5\n",
    "an exponent": "a: 1e999999999\nversion: 1e999999999\n",
    "hexadecimals": f"a: 0x{'f' * 19_000}\n",
    "an alias": "a: &a [x, y]\nb: *a\nc: {<<: {d: 1}, e: *a}\n",
    "a defaults group": "a: &a {publisher: NHS}\nsources: [{<<: *a, title: One}, {<<: *a, title: Two}]\n",
    "depth": f"a: {'[' * 25}{']' * 25}\n",
    "many fields": "".join(f"f{n}: 1\n" for n in range(1_900)),
    "a long text": f"a: {'x ' * 9_000}\n",
}


def inflating(piece: bytes, times: int) -> bytes:
    """Return a piece deflated so many times over, which is done once; only the sum at the end is not that of all."""
    packer = zlib.compressobj(9)
    first, again = (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (times - 1) + packer.flush()


def stream(data: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return b"<</Filter[%s]/Length %d%s>>stream\n" % (filters, len(data), more) + data + b"\nendstream"


def pdf(content: bytes, objects: dict[int, bytes] | None = None) -> bytes:
    """Return a PDF of one page that shows a content; further objects add to it, or stand for others."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
    forms = b"/XObject<</X 6 0 R>>" if objects and 6 in objects else b""
    all_objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}
    all_objects |= {3: page % forms, 4: content, 5: font} | (objects or {})
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, written in all_objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    start, end = out.tell(), max(places) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % end)
    for number in range(1, end):
        out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (end, start))
    return out.getvalue()


def of_pages(count: int) -> bytes:
    return pdf(stream(b""), {2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count)})


def _form(used: int, content: bytes = b"/X Do " * 12) -> bytes:
    within = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % used
    return stream(zlib.compress(content), more=within)


SPACES = inflating(b" " * (1 << 20), 1_024)
HUNGRY = {
    "a gigabyte of spaces": pdf(stream(SPACES)),
    "a gigabyte packed twice": pdf(stream(zlib.compress(SPACES, 9), b"/FlateDecode/FlateDecode")),
    "states kept": pdf(stream(inflating(b"q " * (1 << 19), 300))),
}
ENDLESS = {
    "forms in forms": pdf(stream(zlib.compress(b"/X Do")), {n: _form(n + 1) for n in range(6, 20)} | {20: _form(99)}),
    "pages": of_pages(4_999),
}
