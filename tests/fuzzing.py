"""Sound inputs of every kind, and what a seed makes of them: a byte, a line, a word or a part of it is otherwise."""

from __future__ import annotations

import json
import random
import re
import tomllib

import tomli_w
from documents import DOCUMENTS
from editing import GOOD
from patients import DAILY, TOML, bundle

TOML_GOOD = GOOD.replace("---\n", "+++\n").replace(": ", " = ", 1).replace(
    'title = Demo\ngeneric_name: demo\nversion: "1.0"\nauthor: A\nsources: [A source]',
    'title = "Demo"\ngeneric_name = "demo"\nversion = "1.0"\nauthor = "A"\nsources = ["A source"]',
)  # fmt: skip
FIELDS = """---
title: Demo
generic_name: demo
brand_names: [One, Two]
language: en
version: 1.10
author: {name: A, role: pharmacist}
reviewer: B
review_date: 2026-03-01
next_review: 2027-03-01
codes: {rxnorm: "99", atc: L04AX03}
route: by mouth
form: tablet
strengths: [5 mg, 10 mg]
schedule: {take_days: 21, pause_days: 7}
sources: [{title: T, publisher: P, date: 2025-01-01}]
waivers: [{rule: M01, words: "5.0", reason: as on the pack, by: Ada Byron, until: 2026-06-30}]
key: ["Never take two doses."]
urgency: {Rash: now}
tags: &tags [x, y]
more: *tags
---
# Demo
### Usage
For pain, 5.0 mg. Never take two doses.

| When | How much |
|---|---|
| Morning | 5 mg |

#### Rash
1. Stop it. ![a pen](pen.png)
"""
CLINIC = """name = "Hill Clinic"
phone = "01632 960 001"
hours = "9 to 5"
out_of_hours = "111"
emergency = "112"
address = "1 Hill"
web = "www.hill.example"
email = "a@hill.example"
punch_mm = 25
edition = "letter+large"
[colours]
accent = "#12355b"
[[contacts]]
label = "Pharmacist"
number = "2"
[standing]
heading = "From us"
text = "Bring it."
[printing]
printer = "r"
[printing.printers.r]
address = "ipp://localhost:1/ipp/print"
[printing.editions.large]
tray = "tray-2"
sides = "long"
[signing]
key = "clinic.p12"
level = "B-B"
[check]
profile = "nhs"
reading_grade = 8
known_words = ["ICU"]
[approval]
required = false
[records]
target = "folder:filed"
authority = "urn:oid:1.2.3"
custodian = "Hill Clinic"
"""
PACK = """title = "Going home"
language = "en"
edition = "large"
[[leaflets]]
monograph = "one"
[[leaflets]]
monograph = "two"
sheets = ["calendar"]
"""
STYLE = "p { color: #333; margin: 1mm 0 }\n@page { margin-top: 20mm }\n.fact > li::before { content: '• ' }\n"
TEMPLATE = '{% for part in leaflet.parts %}<p class="x">{{ part.kind }}</p>{% endfor %}\n'
SAMPLES = {
    "monograph": [GOOD, FIELDS, TOML_GOOD, DAILY, *DOCUMENTS.values()],
    "clinic": [CLINIC],
    "pack": [PACK],
    "patient": [TOML],
    "fhir": [json.dumps(bundle(), indent=1)],
    "style": [STYLE],
    "template": [TEMPLATE],
}
NASTY = [
    *("", "0", "-1", "1.0", "1e999", "-0.0", "nan", "inf", "9" * 400, "0x1F", "1_0", "½", "１", "٣", "0000-00-00"),
    *("9999-12-31", "2026-02-30", "2026-13-01T25:61", "true", "null", "~", "[]", "{}", "[[", "}}", "]]>", "<!--"),
    *("&a", "*a", "<<", "!!binary //8=", "!!python/name:os", "? ", "|", ">", "%", "@", "`", "'", '"', "\\", "\\ud800"),
    *('"\\ud83d"', "\\u0000", "\\x00", "\x00", "\x07", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\u202e", "\u200b"),
    *("😀", "é", "é", "漢", "ﷺ", "\U000e0041", "\udce9", "---", "+++", "...", "===", "***", "###### ", "| a |"),
    *("```", "~~~", "<b>", "</p>", "<table><tr><td>", "<img src=x>", "![x](y.png)", "[a]: b", "[^1]", "{{ x }}"),
    *("{% if %}", "@import 'x';", "url(file:///etc/passwd)", "/* ", "calc(1px/0)", "../..", "/dev/null", "*?["),
    *("con.pdf", "file:x", "http://[::1", "ipp://", "urn:oid:", "5 mg", "10 mg/ml", "once a day", "%s%n"),
]  # fmt: skip
VALUES = [
    *(None, True, 0, -1, 2**63, 10**30, 1.5, 1e308, float("inf"), float("nan"), "", "x" * 2_000, "\ud800", "\x00"),
    *([], {}, [[]], [{}], {"": ""}, [None], {"a": {"b": {"c": []}}}, "2026-02-30", "0001-01-01", "9999-12-31T23:59"),
]  # fmt: skip
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
DEEP = 60


def mutated(data: bytes, chance: random.Random, *, rounds: int = 3) -> bytes:
    """Return bytes to which some things have happened."""
    for _ in range(chance.randint(1, rounds)):
        way = chance.choice((_bytes, _lines, _tokens, _tokens, _parts))
        data = way(data, chance)
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    at, to = sorted(chance.randint(0, len(data)) for _ in range(2))
    some = bytes(chance.randrange(256) for _ in range(chance.randint(1, 4)))
    return chance.choice(
        (
            data[:at],
            data[at:],
            data[:at] + data[to:],
            data[:at] + some + data[at:],
            data[:at] + some + data[at + len(some) :],
            data[:to] + data[at:],
            data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :] if at < len(data) else data,
            b"\xef\xbb\xbf" + data,
            data.decode("utf-8", "replace").encode("utf-16"),
        )
    )


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    way = chance.randrange(7)
    if way == 0:
        del lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 3:
        lines[one : one + 1] = [lines[one]] * DEEP
    elif way == 4:
        lines[one] = b"  " * chance.randint(1, 4) + lines[one]
    elif way == 5:
        lines[one] = chance.choice((b"> ", b"* ", b"1. ", b"# ", b"| ", b"    ", b"\t", b"- ", b"%")) + lines[one]
    else:
        lines[one] = lines[one].rstrip(b"\n") + chance.choice((b"", b"\r", b"\r\n", b"\v", b"\f", b"\n\n\n"))
    return b"".join(lines)


def _tokens(data: bytes, chance: random.Random) -> bytes:
    tokens = TOKEN.findall(data.decode("utf-8", "surrogateescape")) or [""]
    at = chance.randrange(len(tokens))
    way = chance.randrange(4)
    nasty = chance.choice(NASTY)
    if way == 0:
        tokens[at] = nasty
    elif way == 1:
        tokens.insert(at, nasty)
    elif way == 2:
        tokens[at] = tokens[chance.randrange(len(tokens))]
    else:
        tokens[at] *= DEEP
    return "".join(tokens).encode("utf-8", "surrogatepass" if chance.random() < 0.2 else "replace")


def _parts(data: bytes, chance: random.Random) -> bytes:
    """Change a part of what JSON or TOML holds; of any other text, a paragraph or a block of one."""
    for read, write in ((json.loads, json.dumps), (tomllib.loads, tomli_w.dumps)):
        try:
            values = read(data.decode())
            if isinstance(values, dict):
                _one_otherwise(values, chance)
                return write(values).encode("utf-8", "surrogatepass")
        except (ValueError, TypeError, RecursionError):
            continue
    blocks = re.split(rb"\n\n+", data)
    one, other = (chance.randrange(len(blocks)) for _ in range(2))
    blocks[one] = chance.choice((b"", blocks[other], blocks[one] * 2, b"> " + blocks[one].replace(b"\n", b"\n> ")))
    return b"\n\n".join(blocks)


def _one_otherwise(values: dict, chance: random.Random) -> None:
    places = [(values, key) for key in values]
    for around, key in places:  # grows while it is gone through
        inside = around[key]
        if isinstance(inside, dict | list):
            places += [(inside, each) for each in (inside if isinstance(inside, dict) else range(len(inside)))]
    if not places:
        return
    around, key = chance.choice(places)
    way = chance.randrange(5)
    if way == 0 and isinstance(around, dict):
        del around[key]
    elif way == 1 and isinstance(around, dict):
        around[chance.choice(("x", "", "\ud800", "id", "name", "value", "unit", "monograph"))] = around[key]
    elif way == 2:
        for _ in range(DEEP):
            around[key] = [around[key]]
    elif way == 3:
        around[key] = [around[key], around[key]]
    else:
        around[key] = chance.choice(VALUES)
