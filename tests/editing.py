"""A good text, and what an editor and a reviewer do to it."""

import json

from handouts.assets import look
from handouts.model.clinic import Clinic
from handouts.model.edition import Edition

GOOD = """---
title: Demo
generic_name: demo
version: "1.0"
author: A
sources: [A source]
---
# Demo

### Usage

Demo eases pain.

### Precautions

Do not take Demo if you are allergic to it. Tell us about your other medicines and if you are pregnant or breastfeed.

### Dosage

Take 5 mg once a day with water. If you take too much, call your clinic today.

If you miss a dose, take it as soon as you can on the same day. If it is the next day, skip it. \
Do not take a double dose.

### Side Effects

Call your clinic today if you get a rash. Get help at once if your face swells.

### Storage

Keep it in its pack, out of the reach of children.
"""
ADA = ("--by", "Ada Byron", "--role", "clinical pharmacist", "--today", "2026-03-31", "--yes")


def edition_for(clinic=Clinic(), paper="a4", issued=None, **fields):  # noqa: B008 - frozen
    """Return an edition on one of our own papers."""
    return Edition.of(look(), clinic=clinic, paper=paper, issued=issued, **fields)


def part_of(leaflet, kind):
    """Return a leaflet's only part of a kind, None if it has none."""
    (found,) = [part for part in leaflet.parts if isinstance(part, kind)] or [None]
    return found


def parts_of(leaflet, kind):
    return [part for part in leaflet.parts if isinstance(part, kind)]


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def found(result, rule):
    return [
        finding
        for file in json.loads(result.stdout)["files"]
        for finding in file["findings"]
        if finding["rule"] == rule
    ]
