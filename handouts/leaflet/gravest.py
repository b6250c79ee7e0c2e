"""The gravest first: whole stretches and sections of side effects change places, but none that leans on another."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.model.monograph import ItemList, Role, SubHeading, plain
from handouts.model.phrases import finder
from handouts.model.sentences import sentences
from handouts.model.stretches import is_grave
from handouts.model.urgency import Urgency
from handouts.model.walk import lines
from handouts.model.words import orders
from handouts.model.words import stretches as words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.leaflet.printed import Group, ShownSection
    from handouts.model.monograph import Block, Section
    from handouts.model.stretches import Stretch

ASSURED = finder(orders.ASSURED)
UNSURE = finder(orders.UNSURE)
LEANS = finder(words.LEANS)
ELSEWHERE = finder(words.ELSEWHERE)
BACK = finder(words.BACK)
RANKS = {Urgency.NOW: 0, Urgency.TODAY: 1, Urgency.VISIT: 3}
SERIOUS, PLAIN = 2, 4


def sections_in_order(
    sections: Sequence[Section], show: Callable[[Section], ShownSection], *, english: bool
) -> list[Section]:
    """Return the sections of the chapter on side effects, the gravest first where each stands for itself.

    A section of another kind stays behind the one it follows; one that only leads in stays first.
    """
    runs: list[list[Section]] = []
    for section in sections:
        if section.role is Role.SIDE_EFFECT or not runs:
            runs.append([])
        runs[-1].append(section)
    lead = runs[:1] if runs and not any(isinstance(block, ItemList) for block in runs[0][0].content) else []
    rest = runs[len(lead) :]
    ordered = sorted(rest, key=lambda run: _rank_of(run[0], show(run[0]).groups))
    if ordered != rest and not (english and _lean_not(lead, rest, ordered)):
        ordered = rest
    return list(itertools.chain.from_iterable([*lead, *ordered]))


def _rank_of(section: Section, groups: Sequence[Group]) -> int:
    heads = [plain(group.content[0].inline) for group in groups if isinstance(group.content[0], SubHeading)]
    heads += [plain(section.heading)] if section.heading else []
    return min([PLAIN, *(RANKS[group.band] for group in groups if group.band), *map(_grade, heads)])


def _lean_not(lead: list[list[Section]], rest: list[list[Section]], ordered: list[list[Section]]) -> bool:
    """Tell that no section speaks of another by its place, and none that leaves its place leans on what it leaves."""
    if any(ELSEWHERE.search(plain(line.inline)) for run in rest for each in run for line in lines(each.content)):
        return False
    neighbours = list(zip([*lead, *ordered], [*lead, *ordered][1:], strict=False))
    return not any(
        (above, run) not in neighbours and LEANS.search(plain(run[0].heading or ()))
        for above, run in zip([*lead, *rest], [*lead, *rest][1:], strict=False)
    )


def in_order(found: Sequence[Stretch], levels: Mapping[int, int], *, english: bool) -> list[Stretch]:
    """Return the stretches with the gravest whole first, where each stands for itself.

    What follows the last list and speaks of no list before it goes on ending the section.
    """
    wholes = [list(run) for _, run in itertools.groupby(found, key=lambda stretch: stretch.whole)]
    before = wholes.pop(0) if wholes and wholes[0][0].whole == 0 else []
    tail = _tail(wholes[-1]) if wholes and english else []
    apart = [*wholes[:-1], wholes[-1][: len(wholes[-1]) - len(tail)]] if wholes else []
    ordered = sorted(apart, key=lambda whole: _rank(whole, english=english))
    if ordered == apart or not english or _points_back(tail) or not _stand_apart(before, apart, ordered, levels):
        return list(found)
    return [*before, *itertools.chain.from_iterable(ordered), *tail]


def _tail(whole: Sequence[Stretch]) -> Sequence[Stretch]:
    """Return what ends a section after its last list, unless it speaks of what is grave under a heading that is."""
    listed = [place for place, stretch in enumerate(whole) if _is_listed(stretch)]
    tail = whole[listed[-1] + 1 :] if listed else []
    grave = is_grave(_head(whole)) and any(is_grave(plain(line.inline)) for each in tail for line in lines(each.blocks))
    return [] if grave else tail


def _points_back(tail: Sequence[Stretch]) -> bool:
    return any(BACK.search(plain(line.inline)) for stretch in tail for line in lines(stretch.blocks))


def _is_listed(stretch: Stretch) -> bool:
    return any(isinstance(block, ItemList) for block in stretch.blocks)


def _rank(whole: Sequence[Stretch], *, english: bool) -> int:
    listed = list(filter(_is_listed, whole))
    ranks = [RANKS.get(stretch.urgency, PLAIN) if stretch.urgency else PLAIN for stretch in listed or whole]
    return min([*ranks, _grade(_head(whole)) if english else PLAIN])


def _grade(head: str) -> int:
    return SERIOUS if is_grave(head) else PLAIN


def _head(whole: Sequence[Stretch]) -> str:
    first = whole[0].blocks[0]
    return plain(first.inline) if isinstance(first, SubHeading) else ""


def _stand_apart(
    before: Sequence[Stretch],
    wholes: Sequence[Sequence[Stretch]],
    ordered: Sequence[Sequence[Stretch]],
    levels: Mapping[int, int],
) -> bool:
    """Tell that the wholes may change places: of one level, none empty, and none leans on one it would leave."""
    texts = [[block for stretch in whole for block in stretch.blocks] for whole in wholes]
    kinds = {levels.get(blocks[0].line) for blocks in texts if isinstance(blocks[0], SubHeading)}
    moves = ordered[-1] is not wholes[-1]
    if len(kinds) != 1 or any(len(blocks) == 1 for blocks in texts) or (moves and _closes_more(texts[-1])):
        return False
    if any(ELSEWHERE.search(plain(line.inline)) for blocks in texts for line in lines(blocks)):
        return False
    if any(map(_is_unsure, wholes)):
        return False
    neighbours = list(zip([before, *ordered], ordered, strict=False))
    return not any(
        above and (above, whole) not in neighbours and any(LEANS.search(text) for text in _opening(blocks))
        for above, whole, blocks in zip([before, *wholes], wholes, texts, strict=False)
    )


def _is_unsure(whole: Sequence[Stretch]) -> bool:
    """Tell a heading that may order something in words we do not know."""
    head = _head(whole)
    ordered = any(stretch.urgency for stretch in whole)
    return not ordered and bool(UNSURE.search(head)) and not ASSURED.search(head)


def _opening(blocks: Sequence[Block]) -> list[str]:
    """Return a whole's heading and its first sentence, unless that leads in a list of its own."""
    found = [plain(line.inline) for line in itertools.islice(lines(blocks), 2)]
    first = found[1][slice(*next(sentences(found[1]), (0, 0)))] if len(found) > 1 else ""
    leads_in = len(blocks) > 2 and isinstance(blocks[2], ItemList)  # noqa: PLR2004 - heading, paragraph, list
    return [found[0], *([] if leads_in or isinstance(blocks[1], ItemList) else [first])]


def _closes_more(last: Sequence[Block]) -> bool:
    """Tell that what closes the last list may speak of the lists before it too: “any of these”."""
    closing = None if isinstance(last[-1], ItemList) else next(lines(last[-1:]), None)  # a picture says nothing
    said = plain(closing.inline) if closing else ""
    return bool(BACK.search(said)) and not is_grave(said)
