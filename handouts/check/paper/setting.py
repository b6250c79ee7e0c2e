"""Rules P03, P05, P06, P10 and M11: how lines are set, how they end, and what stands last on a page."""

from __future__ import annotations

import collections
import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule
from handouts.model.pattern import Pattern
from handouts.model.typography import RIGHT_TO_LEFT, belong_together
from handouts.proof.readback.measured import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.proof.readback.lines import PrintedLine
    from handouts.proof.readback.measured import Box

FEW = 3  # pairs of lines or line ends that prove a habit
STEP_MM, STEP_LEAST, STEP_MOST, EXACT = 3.0, 1.2, 1.5, 0.015
EDGE_MM, NEAR_EDGE_MM, MOST, FEW_EDGES = (
    0.7,
    25.0,
    0.6,
    4,
)  # straight edge: so wide, of lines that come so near, such a share, so many
MIDDLE_MM, INDENT_MM = 0.4, 1.5
SPACES = 3  # fewer, as in Chinese, cannot be stretched
OFTEN = 0.25  # share of a text's full lines
LONG_WORD = 24  # letters: what may be wider than its column is cut at a joint
HYPHENS = "-‐\u00ad"
LETTERS = Pattern(r"[^\W\d_]+")
BLANK_MM = 1.5  # how far from the line of its words a ruled blank is, and how thick
LARGER_PT = 0.5
SENTENCE_END = ".!。！…;,"


def line_distance(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find running text whose lines stand too close or too far apart."""
    steps = collections.Counter(
        round((second.baseline_mm - first.baseline_mm) / MM_PER_POINT, 1) for first, second in paper.body_pairs
    )
    if steps.total() < FEW:
        return
    step = steps.most_common(1)[0][0]
    least, most = STEP_LEAST * paper.body_pt, STEP_MOST * paper.body_pt
    if step < least - EXACT * paper.body_pt or step * MM_PER_POINT < STEP_MM - EXACT:
        yield paper.hit(
            f"Lines stand {step:g} pt apart.",
            f"Set them {max(least, STEP_MM / MM_PER_POINT):.3g} to {most:.3g} pt apart.",
        )
    elif step > most + EXACT * paper.body_pt:
        yield paper.hit(
            f"Lines stand {step:g} pt apart.", f"Set them {least:.3g} to {most:.3g} pt apart.", level=Level.WARN
        )


def line_length(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find each page's longest line, where it is far too long or where lines are often too long."""
    limit, most = paper.profile.line_characters, paper.profile.line_characters_most
    full = [first.characters for first, _ in paper.body_pairs]
    often = sum(count > limit for count in full) > max(OFTEN * len(full), FEW)
    for page, lines in itertools.groupby(paper.body, key=lambda line: line.page):
        longest = max(lines, key=lambda line: line.characters)
        if longest.characters > most or (often and longest.characters > limit):
            message = f"A line holds {longest.characters} characters; {limit} is the most that reads well."
            level = None if longest.characters > most else Level.WARN
            yield paper.hit(
                message,
                "Make the text column narrower, or the text larger.",
                words=longest.text,
                page=page,
                level=level,
            )


def ragged(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find text that is not set from a straight edge at its start, and words parted at a line end."""
    for page, pairs in itertools.groupby(paper.body_pairs, key=lambda pair: pair[0].page):
        found = list(pairs)
        straight = _straight([first for first, _ in found if first.text.count(" ") >= SPACES])
        if len({round(line.space_mm or 0, 2) for line in straight}) > MOST * len(straight):
            message = "The text is justified: its spaces are stretched from line to line."
            yield paper.hit(message, "Set it ragged (text-align: start).", words=straight[0].text, page=page)
        elif len({round(_edges(line)[0]) for line in straight}) > FEW_EDGES:
            message = "The lines end on a straight edge and begin on an uneven one."
            yield paper.hit(message, "Turn it around (text-align: start).", words=straight[0].text, page=page)
        centred = [first for first, second in found if _is_centred(first, second)]
        if len(centred) >= FEW:
            yield paper.hit(
                "The text is centred.",
                "Set it from a straight edge (text-align: start).",
                words=centred[0].text,
                page=page,
            )
    for first, second in _hyphenated(paper):
        parted = f"{_last_word(first)} {second.text.split()[0]}"
        yield paper.hit(
            "A word is parted at a line end.", "Turn hyphenation off (hyphens: manual).", words=parted, page=first.page
        )


def _edges(line: PrintedLine) -> tuple[float, float]:
    """Return where a line begins and ends, in its own direction."""
    return (-line.box.right, -line.box.left) if RIGHT_TO_LEFT.search(line.text) else (line.box.left, line.box.right)


def _straight(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return lines that end on a straight edge, when they are most of those that come near it."""
    ends = [_edges(line)[1] for line in lines]
    for start in sorted(ends):
        there = [line for line, end in zip(lines, ends, strict=True) if start <= end <= start + EDGE_MM]
        near = sum(start - NEAR_EDGE_MM <= end <= start + EDGE_MM for end in ends)
        if len(there) >= FEW_EDGES and len(there) >= MOST * near:
            return there
    return []


def _is_centred(first: PrintedLine, second: PrintedLine) -> bool:
    middles = [line.box.left + line.box.right for line in (first, second)]
    return abs(middles[0] - middles[1]) <= 2 * MIDDLE_MM and abs(first.box.left - second.box.left) >= INDENT_MM


def _last_word(line: PrintedLine) -> str:
    return line.text.split()[-1]


def _hyphenated(paper: MeasuredLeaflet) -> Sequence[tuple[PrintedLine, PrintedLine]]:
    """Return the line ends that part a word.

    A compound may part at its own hyphen, and a word too long for its line has to; so a shorter word counts when it
    stands whole elsewhere in the text, or when several are parted of whose halves neither stands there.
    """
    parted = [pair for pair in paper.pairs if pair[0].text[-1] in HYPHENS and LETTERS.match(pair[1].text)]
    ends = {id(first) for first, _ in parted}
    openings = {id(second) for _, second in parted}
    whole = collections.Counter[str]()
    for line in paper.lines:
        words = LETTERS.findall(line.text.casefold())
        whole.update(words[id(line) in openings : len(words) - (id(line) in ends)])
    certain, likely = [], []
    for first, second in parted:
        head, tail = (LETTERS.findall(text.casefold()) for text in (_last_word(first)[:-1], second.text.split()[0]))
        if not head or not second.text[0].islower() or len(head[-1] + tail[0]) >= LONG_WORD:
            continue
        if whole[head[-1] + tail[0]]:
            certain.append((first, second))
        elif not (whole[head[-1]] or whole[tail[0]]):
            likely.append((first, second))
    return certain + likely if len(certain) + len(likely) >= FEW else certain


def last_on_page(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a heading at the foot of a page whose text stands overleaf."""
    pages = [
        [line for line in paper.lines if line.page == page.number and not line.artifact and line.pieces[0].upright]
        for page in paper.pages
    ]
    for lines, overleaf in itertools.pairwise(pages):
        if not lines or not overleaf:
            continue
        above, last = ([None, *sorted(lines, key=lambda line: line.baseline_mm)])[-2:]
        if (
            last
            and _is_heading(last, paper.body_pt)
            and not _is_label(last, paper)
            and not (_is_bold(last) and any(line and _is_bold(line) for line in (above, overleaf[0])))
        ):
            yield paper.hit(
                "A heading stands last, its text overleaf.",
                "Keep it with its text (break-after: avoid).",
                words=last.text,
                page=last.page,
            )


def _is_bold(line: PrintedLine) -> bool:
    return all(piece.font.bold for piece in line.pieces if piece.text.strip())


def _is_label(line: PrintedLine, paper: MeasuredLeaflet) -> bool:
    """Tell a label with its number or with a blank behind it, which no heading of the tags is."""
    if any(re.fullmatch(r"H\d?", tag) for tag in line.tags):
        return False
    page = next(page for page in paper.pages if page.number == line.page)
    return line.text[-1].isdigit() or any(_is_blank(shape.box, line) for shape in page.shapes)


def _is_blank(box: Box, line: PrintedLine) -> bool:
    level = abs((box.top + box.bottom) / 2 - line.baseline_mm) <= BLANK_MM
    return level and box.height <= BLANK_MM and 0 <= box.left - line.box.right <= BLANK_MM + line.pieces[0].size_mm


def _is_heading(line: PrintedLine, body_pt: float) -> bool:
    if "LI" in line.tags or "Table" in line.tags:
        return False
    if any(re.fullmatch(r"H\d?", tag) for tag in line.tags):
        return True
    return line.size_pt >= body_pt + LARGER_PT or (
        _is_bold(line) and line.text[-1] not in SENTENCE_END and abs(line.size_pt - body_pt) < LARGER_PT
    )


def parted(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a line that ends between a number and its unit, or between “do” and “not”."""
    for first, second in paper.pairs:
        turned = RIGHT_TO_LEFT.search(first.text) or RIGHT_TO_LEFT.search(second.text)
        if not turned and belong_together(first.text, second.text):
            before, after = _last_word(first), second.text.split()[0]
            level = Level.WARN if "Table" in first.tags else None
            message = f"A line ends between “{before}” and “{after}”."
            hint = "Hold them together with a no-break space."
            yield paper.hit(message, hint, words=f"{before} {after}", page=first.page, level=level)


PARTED: Rule[MeasuredLeaflet] = Rule(
    "M11",
    Level.BLOCK,
    "No line ends inside a measure",
    "none between a number and its unit, or between “do” and “not”; in a table cell it warns",
    "Half a number at a line's end is read as the whole.",
    "UKAAF G003; ISMP",
    parted,
)
RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "P03",
        Level.BLOCK,
        "Distance of lines",
        "3 mm and 1.2 times the size or more from one baseline to the next; more than 1.5 times warns",
        "The eye slips into the wrong line when they stand close.",
        "EC guideline on the readability of the labelling and package leaflet, 2009; UKAAF G003",
        line_distance,
    ),
    Rule(
        "P05",
        Level.BLOCK,
        "Length of lines",
        "lines of more than 75 characters warn when every fourth is so long, one of more than 100 blocks; "
        "tables and margins are not measured",
        "The eye does not find the next line's beginning after a long line.",
        "RNIB; PMCPA",
        line_length,
    ),
    Rule(
        "P06",
        Level.BLOCK,
        "Lines begin on a straight edge",
        "not justified, not centred, no word parted at a line end",
        "Uneven gaps and parted words stop a slow reader; a parted name is read as another.",
        "UKAAF G003; RNIB",
        ragged,
    ),
    Rule(
        "P10",
        Level.BLOCK,
        "A heading stays with its text",
        "none stands last on a page",
        "A heading without its text is read as the end, and the text overleaf without its warning.",
        "UKAAF G003",
        last_on_page,
    ),
    PARTED,
)
