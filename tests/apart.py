"""Leaflets made in a process of their own, with or without the patches, and what they consist of."""

import datetime as dt
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import zlib

from editing import edition_for

from handouts.assets import Look
from handouts.assets import look as our_look
from handouts.build import press
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.edition import Edition
from handouts.reader.source import Source
from handouts.review.approval import review_status

STREAM = re.compile(rb"(\d+) 0 obj\n(<<.*?)/Length (\d+)(.*?>>)\nstream\n", re.DOTALL)
END = b"\nendstream\nendobj\n"


def unpacked(data):
    """Return a PDF's parts with their streams unpacked, and without what follows from how tightly they were packed.

    The digest of the file is left out; for the offset of an object there stands the number of the one that is there.
    """
    position = STREAM.search(data).start()
    parts = [data[:position]]
    while match := STREAM.match(data, position):
        number, head, length, tail = match.groups()
        head, position = head + tail, match.end() + int(length)
        stream = data[match.end() : position]
        if b"/Filter /FlateDecode" in head:
            stream = zlib.decompress(stream)
        if b"/Type /XRef" in head:
            first, second = map(int, re.search(rb"/W \[1 (\d) (\d)\]", head).groups())
            rows = [stream[start : start + 1 + first + second] for start in range(0, len(stream), 1 + first + second)]
            fields = [(row[0], int.from_bytes(row[1 : 1 + first]), int.from_bytes(row[1 + first :])) for row in rows]
            stream = [(kind, data[at : at + 9].split()[0] if kind == 1 else at, last) for kind, at, last in fields]
            head = re.sub(rb"/(W|ID) \[.*?\]", b"", head)
        parts.append((number, head, stream))
        position += len(END)
        assert data[position - len(END) : position] == END
    assert re.fullmatch(rb"startxref\n\d+\n%%EOF\n", data[position:])
    return parts


def typeset_all(plan):
    """Return two digests of each leaflet, of its bytes and its parts; a row of the plan is a look, a paper, texts."""
    made = {}
    for folder, paper, texts in plan:
        look = Look((pathlib.Path(folder), *our_look().templates), (pathlib.Path(folder), *our_look().styles))
        machine = press(look, Edition.of(look, paper=paper))
        for path in map(pathlib.Path, texts):
            source = Source.read(path)
            html = machine.renderer.draw(composed(source, look, paper))
            data = machine.typesetter.typeset(html, source.monograph.language, source.pictures).data
            digests = [hashlib.sha256(data).hexdigest(), hashlib.sha256(repr(unpacked(data)).encode()).hexdigest()]
            key = f"{pathlib.Path(folder).name} {paper} {path.stem}"
            assert made.setdefault(key, digests) == digests, f"{key} comes out in two ways"
    return made


def composed(source, look, paper="a4"):
    edition = edition_for(Clinic(name="Hill Clinic"), paper, dt.date(2026, 3, 1))
    words = wording(source.monograph.language, look)
    return compose(source.monograph, edition, words, review_status(source, dt.date(2026, 3, 31)))


def call(function, *arguments, engine="kept", environment=os.environ):
    """Return what a function gives in a process of its own; another engine has another hash seed."""
    module = function.__module__
    code = f"import json, sys, {module}; print(json.dumps({module}.{function.__name__}(*json.load(sys.stdin))))"
    return json.loads(python(code, json.dumps(arguments, default=str), engine, environment))


def python(code, given="", engine="kept", environment=os.environ):
    environment = environment | {
        "HANDOUTS_ENGINE": engine,
        "PYTHONHASHSEED": "0" if engine == "kept" else "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command, input=given, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert result.returncode == 0, result.stderr
    return result.stdout
