"""What a dose is made up of, “10 mg (4 tablets of 2.5 mg)”, held against what the medicine is sold as."""

from __future__ import annotations

import dataclasses
import itertools
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from handouts.patient.amounts import IN_WORDS, Amount, Measure, Unit
from handouts.patient.products import IN, LIQUID, PIECE, PIECES, SOLD_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.patient.dose import Placed
    from handouts.patient.products import Products, Strengths

LINKS = rf"of|each|as|at|made(?: up)?|that|is|with|total|zu|von|de|à|da|di|van|entspricht|{IN}"
LINKED = re.compile(rf"[\s,:)]*(?:(?:{LINKS}|and|plus|the)\b[\s,:]*)*\(?\s*(?:(?:{LINKS})\s+)*", re.IGNORECASE)
NEXT = re.compile(r"\s*\)\s*(?:,|(?:and|plus|und|et)\b)", re.IGNORECASE)
OF = re.compile(r"\s*(?:\(?\s*(?:of|at|zu|von|de|à|da|di|van|je|each|zu je)\s+(?:each\s+)?|)", re.IGNORECASE)
EACH = re.compile(r"\s*(?:mg\s*)?(?:each|apiece|je|chacun|cada uno)\b", re.IGNORECASE)
SUMMED = re.compile(r"\b(?:and|plus|und|et|y|e)\b", re.IGNORECASE)
COUNTS = "|".join(sorted(IN_WORDS, key=len, reverse=True))
STRENGTH_FIRST = re.compile(
    rf"\b(?:({COUNTS})|(an?)) (\d[\d.,]*) ?([a-z]+)[ -](?:strength )?({PIECE})\b", re.IGNORECASE
)
UNCOUNTED = re.compile(r"\d[ -]?(?:mg|micrograms?|g|units)[ -](?:tablets|capsules|patches)\b", re.IGNORECASE)
HALVED = {"tablet", "caplet", "pill"}  # what is parted at home
HALF = Decimal("0.5")
# NHS Greater Glasgow and Clyde, “New prednisolone tablet strengths: risk of error”: eight tablets of another strength
NAME_IT = 'Name the strength: "10 mg (4 tablets of 2.5 mg)".'
NAME_AMOUNT = 'Write both: "10 mg (5 ml)".'
MEND = "Write one amount, or mend them."


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Some tablets, and what one of them holds, where it is said."""

    count: Amount
    strength: Amount | None


@dataclasses.dataclass(slots=True)
class Group:
    """Amounts that stand for one dose: what it weighs, its volume, its pieces, the liquid it is of."""

    weights: list[Amount] = dataclasses.field(default_factory=list)
    volumes: list[Amount] = dataclasses.field(default_factory=list)
    pieces: list[Piece] = dataclasses.field(default_factory=list)
    liquids: list[tuple[Measure, Decimal]] = dataclasses.field(default_factory=list)
    drops: list[Amount] = dataclasses.field(default_factory=list)
    others: list[Amount] = dataclasses.field(default_factory=list)
    counted_first: bool = False
    summed: bool = False
    mixed: bool = False

    @property
    def totals(self) -> list[Amount]:
        """What its pieces of a known strength hold together, each kind of piece for itself."""
        return [
            Amount(each.count.low * each.strength.low, each.count.high * each.strength.high, each.strength.unit)
            for each in self.pieces
            if each.strength
        ]

    def amounts_to_know(self, products: Products) -> tuple[Amount, ...]:
        """Return what is to be taken and the text must know: not what one piece or one millilitre holds.

        Nor the volume beside its weight, where the text's liquids tell it. Units are not drawn up in millilitres.
        """
        weighed = any(each.unit.measure is Measure.MASS for each in self.weights)
        volumes = [] if weighed and products.liquids else self.volumes
        counted = [each.count for each in self.pieces]
        return (*self.weights, *self.totals, *volumes, *counted, *self.drops, *self.others)


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with how a dose is made up."""

    code: str
    message: str
    hint: str


def strength_behind(dose: str) -> str:
    """Return a dose with each strength behind its piece: of “two 5 mg tablets” “two tablets of 5 mg”."""
    return STRENGTH_FIRST.sub(
        lambda match: f"{match[1] or 'one'} {match[5]} of {match[3]} {match[4]}", " ".join(dose.split())
    )


def grouped(dose: str, amounts: Sequence[Placed]) -> list[Group]:
    """Return the amounts of a dose, those that say the same together."""
    groups, last, before_it = list[Group](), None, Unit("", Measure.COUNT)
    skip = -1
    for number, placed in enumerate(amounts):
        if number == skip:
            continue
        before, unit = dose[last.end : placed.start] if last else "", placed.amount.unit
        if not last or _is_apart(before, last.amount.unit, unit):
            groups.append(Group(counted_first=unit in PIECES))
        elif SUMMED.search(before) and "(" not in before:
            groups[-1].summed = True
            groups[-1].mixed = groups[-1].mixed or before_it.measure is not unit.measure
        following = amounts[number + 1] if number + 1 < len(amounts) else None
        takes = _takes(groups[-1], placed, following, dose)
        skip, last, before_it = (number + 1, following, unit) if takes else (-1, placed, unit)
    return groups


def _takes(group: Group, placed: Placed, following: Placed | None, dose: str) -> bool:
    """Put an amount into its group; tell whether the one behind it belongs to it."""
    unit = placed.amount.unit
    other = following.amount if following else None
    between = dose[placed.end : following.start] if following else ""
    if unit in PIECES:
        each = other and following and EACH.match(dose, following.end) and re.fullmatch(r"\s*\(?\s*", between)
        of = other and other.unit.measure is not Measure.COUNT and OF.fullmatch(between) and "(" not in between
        takes = bool(other and (of or each or re.fullmatch(r"\s*\((?:je|à|of|zu je)\s+", between)))
        group.pieces.append(Piece(placed.amount, other if takes else None))
        return takes
    if unit.name in LIQUID:
        group.drops.append(placed.amount)
    elif unit.measure is Measure.VOLUME:
        group.volumes.append(placed.amount)
    elif unit.measure is not Measure.COUNT:
        if other and other.unit.measure is Measure.VOLUME and re.fullmatch(rf"\s*(?:{IN})\s+", between):
            group.liquids.append((unit.measure, placed.amount.ends[1] / other.ends[1]))
            return True
        group.weights.append(placed.amount)
    else:
        group.others.append(placed.amount)
    return False


def _is_apart(between: str, unit: Unit, other: Unit) -> bool:
    """Tell whether words between two amounts part two doses; what a bracket opens belongs to what is before it."""
    if between.rstrip().endswith("("):
        return False
    if not LINKED.fullmatch(between) or NEXT.match(between):
        return True
    same = unit.measure is other.measure
    return same and not SUMMED.search(between)


def faults_of(dose: str, groups: Sequence[Group], products: Products, *, whole: bool) -> Iterator[Fault]:
    """Return what of a dose contradicts itself or what the medicine is sold as; ``whole`` tells that none is halved."""
    if UNCOUNTED.search(dose):
        yield Fault("dose-ambiguous", "dose: it is not said how many of them.", NAME_IT)
        return
    for group in groups:
        found = list(
            itertools.chain(_pieces(group, products, whole=whole), _liquid(dose, group, products), _sums(group))
        )
        yield from found[:1]


def _pieces(group: Group, products: Products, *, whole: bool) -> Iterator[Fault]:
    strengths = products.strengths
    bare = [piece for piece in group.pieces if piece.strength is None]
    for piece in group.pieces:
        halved = piece.count.unit.name in HALVED and not whole
        if any(end % (HALF if halved else 1) for end in (piece.count.low, piece.count.high)):
            yield Fault("dose-strength", "dose: this cannot be parted like that.", "Write whole ones, or halves.")
        held = piece.strength
        if held and held.unit.measure is not Measure.VOLUME and not _all_be(strengths, held):
            yield Fault("dose-strength", "dose: there is no such strength.", "Write one of the strengths of the text.")
    if not bare:
        return
    if len(group.weights) == len(group.pieces) == 1:
        (weight,), (piece,) = group.weights, group.pieces
        held = Amount(weight.low / piece.count.low, weight.high / piece.count.high, weight.unit)
        if not _all_be(strengths, held):
            yield Fault("dose-strength", "dose: so many of them cannot hold this amount.", NAME_IT)
        elif piece.count.high > 1 and group.counted_first and strengths.several and _all_be(strengths, weight):
            yield Fault("dose-ambiguous", "dose: the amount may be that of each, or of all together.", NAME_IT)
    elif group.weights:
        yield Fault("dose-ambiguous", "dose: it is not said what each of them holds.", NAME_IT)
    elif (strengths.several or (_holds_liquid(bare) and len(products.liquids) > 1)) and not group.volumes:
        yield Fault("dose-ambiguous", "dose: there are several strengths, and none is named.", NAME_IT)


def _holds_liquid(pieces: Sequence[Piece]) -> bool:
    return any(piece.count.unit.name in {*SOLD_BY, "pen"} for piece in pieces)


def _all_be(strengths: Strengths, held: Amount) -> bool:
    return all(strengths.may_be(held.unit.measure, end) for end in held.ends)


def _liquid(dose: str, group: Group, products: Products) -> Iterator[Fault]:
    known = products.liquids
    if products.solid and group.volumes:
        yield Fault("dose-unit", "dose: it is a volume, and the front matter tells of no liquid.", "Write its weight.")
        return
    if known and any(each not in known for each in group.liquids):
        yield Fault("dose-strength", "dose: there is no liquid of this strength.", "Write one of the text.")
    if not group.volumes and not group.drops:
        return
    if not group.weights:
        if len(known) > 1 and not group.liquids and not group.totals:
            message = "dose: there are liquids of several strengths, and the dose does not say which."
            yield Fault("dose-ambiguous", message, NAME_AMOUNT)
        return
    if not known or not group.volumes:
        return
    named = {liquid for word, liquid in products.labels.items() if re.search(rf"\b{word}\b", dose, re.IGNORECASE)}
    pairs = zip(group.weights, group.volumes, strict=False)
    held = [
        {(weight.unit.measure, end / volume) for end, volume in zip(weight.ends, volume.ends, strict=True)}
        for weight, volume in pairs
    ]
    even = len(group.weights) == len(group.volumes) and all(len(each) == 1 and each <= known for each in held)
    if not even or any({each} not in held for each in (*group.liquids, *named)):
        yield Fault("dose-contradicts", "dose: in no liquid of the text is this amount in this volume.", MEND)


def _sums(group: Group) -> Iterator[Fault]:
    if group.mixed:
        yield Fault("dose-contradicts", "dose: amounts of two kinds cannot be added.", MEND)
    ends = {each.ends for each in group.weights}
    if not group.summed and len(ends) > 1:
        yield Fault("dose-contradicts", "dose: its amounts do not make up one another.", MEND)
    totals = [each for each in group.totals if each.unit.measure is not Measure.VOLUME]
    if totals and len(totals) == len(group.pieces):
        low, high = (sum((each.ends[end] for each in totals), Decimal(0)) for end in (0, 1))
        weights = [each for each in group.weights if each.unit.measure is totals[0].unit.measure]
        if any(each.ends != (low, high) for each in weights):
            yield Fault("dose-contradicts", "dose: its amounts do not make up one another.", MEND)
