"""Tables of dialects that are not read: of reStructuredText, Org, database consoles and wikis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.reader.markdown.written_tables import Written

if TYPE_CHECKING:
    from collections.abc import Sequence

CONSOLE = re.compile(r" {0,3}\|?:?-+:?(?:\+:?-+:?)+\|? *$")
EQUALS = re.compile(r" {0,3}={2,}(?: +={2,})+ *$")
WIKI = re.compile(r"\s*\|\|[^\n]*\|\|\s*$")  # `|| Week || Dose ||` above its rows, as Confluence and Jira have it
RULING = re.compile(r"[ |:-]+$")
FAULT = "This table is written in a dialect that is not read here."


def find_unread_table(lines: Sequence[str], start: int) -> Written | None:
    """Return the table of such a dialect that begins on a line."""
    following = lines[start + 1] if start + 1 < len(lines) else ""
    wiki = WIKI.match(lines[start]) and following.lstrip().startswith("|") and not RULING.match(following)
    if (
        not wiki
        and not ("|" in lines[start] and CONSOLE.match(following))
        and not (EQUALS.match(lines[start]) and following.strip())
    ):
        return None
    stop = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    return Written(start, stop, fault=FAULT)
