"""What a printer is and can, told: in words for people, and as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.model.printing import Colour, Finish, Sides
from handouts.printing.printer import State
from handouts.printing.reasons import told
from handouts.printing.ticket import FINISHINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.printing.media import Medium
    from handouts.printing.places import Found
    from handouts.printing.printer import Printer
    from handouts.printing.supplies import Supply

UNSAID = "not said"
STATES = {
    State.IDLE: "ready",
    State.PRINTING: "prints at the moment",
    State.STOPPED: "stopped",
    State.UNKNOWN: "state not said",
}
EDGES = {Sides.LONG: "long edge", Sides.SHORT: "short edge"}
SAID = (
    "make",
    "state",
    "reasons",
    "message",
    "accepting",
    "loaded",
    "takes",
    "takes_between",
    "trays",
    "sides",
    "colours",
    "finish",
    "most_copies",
    "page_ranges",
    "formats",
    "supplies",
    "device",
    "usual",
)  # by a printer that answers


def state_told(found: Found) -> str:
    """Return what a printer is doing and what is wrong with it."""
    printer = found.printer
    if printer is None:
        return f"does not answer: {found.fault}"
    parts = [STATES[printer.state]]
    parts += [] if printer.accepting else ["takes no jobs"]
    parts += [each.what for each in told(printer.reasons)]
    parts += [found.fault] if found.fault else []
    return "; ".join(parts)


def to_do(found: Found) -> tuple[str, ...]:
    """Return what helps, each once."""
    printer = found.printer
    hints = [each.hint for each in told(printer.reasons)] if printer else []
    if printer and not printer.accepting:
        hints.append("Let it take jobs again, at its display or with: cupsaccept QUEUE")
    hints += [found.hint] if found.hint else []
    return tuple(each.replace("QUEUE", found.name) for each in dict.fromkeys(hints))


def loaded_told(printer: Printer) -> tuple[str, ...]:
    """Return the paper in each tray."""
    if printer.loaded is None:
        return (UNSAID,)
    return tuple(f"{each.shown} ({each.tray})" if each.tray else each.shown for each in printer.loaded)


def sides_told(printer: Printer) -> str:
    """Return over which edges a sheet can be turned."""
    edges = ", ".join(EDGES[side] for side in EDGES if side in printer.sides)
    return edges or ("one side only" if printer.sides else UNSAID)


def colours_told(printer: Printer) -> str:
    """Return what can be printed in."""
    return ", ".join(each for each in Colour if each in printer.colours) or UNSAID


def supply_told(supply: Supply) -> str:
    """Return a supply and what is left of it."""
    name = supply.name or supply.kind or "supply"
    if supply.level is None:
        return f"{name} {UNSAID}"
    room = " room" if "waste" in supply.kind.lower() else ""
    return f"{name} {supply.level} %{room}{' (low)' if supply.low else ''}"


def finishes(printer: Printer) -> tuple[Finish, ...]:
    """Return what it can do with the sheets of a leaflet."""
    return tuple(each for each in Finish if printer.finishings.intersection(FINISHINGS[each]))


def takes_told(printer: Printer) -> tuple[str, ...]:
    """Return the sizes it takes, each once."""
    sizes = [each.shown for each in printer.takes]
    if printer.between:
        sizes.append(" to ".join(f"{each.width_mm:.4g} × {each.height_mm:.4g} mm" for each in printer.between))
    return tuple(dict.fromkeys(sizes))


def as_json(found: Found, editions: Sequence[str]) -> dict[str, Any]:
    """Return a printer as plain values; null is what it does not say, and everything of one that does not answer."""
    printer = found.printer
    head: dict[str, Any] = {
        "name": found.name,
        "address": found.address,
        "editions": list(editions),
        "answers": printer is not None,
        "fault": found.fault,
        "told": state_told(found),
        "to_do": list(to_do(found)),
    }
    return head | (_said(printer) if printer else dict.fromkeys(SAID))


def _said(printer: Printer) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(printer, name, None) for name in SAID}
    return values | {
        "state": printer.state.value,
        "reasons": list(printer.reasons),
        "loaded": None if printer.loaded is None else [_medium(each) for each in printer.loaded],
        "takes": [_medium(each) for each in printer.takes],
        "takes_between": [_medium(each) for each in printer.between] if printer.between else None,
        "trays": list(printer.trays),
        "sides": _in_order(printer.sides, Sides),
        "colours": _in_order(printer.colours, Colour),
        "finish": [each.value for each in finishes(printer)],
        "formats": sorted(printer.formats),
        "supplies": [
            {"name": each.name, "kind": each.kind, "level": each.level, "low": each.low} for each in printer.supplies
        ],
    }


def _medium(medium: Medium) -> dict[str, Any]:
    return {
        "name": medium.name,
        "shown": medium.shown,
        "width_mm": medium.width_mm,
        "height_mm": medium.height_mm,
        "tray": medium.tray,
    }


def _in_order(values: Iterable[Sides | Colour], kind: type[Sides | Colour]) -> list[str] | None:
    said = {*values}
    return [each.value for each in kind if each in said] or None
