"""Front matter that has outgrown what anybody says of a monograph: refused before anything is made of it.

A few hundred bytes of YAML can stand for gigabytes: an alias counts as all that it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from handouts.errors import ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LARGEST = 60_000  # letters: twenty pages of them
MOST_VALUES = 2_000
DEEPEST = 30
LONGEST_NUMBER = 40  # signs; whatever is longer is a text
NUMBER_BITS = 64  # of TOML's whole numbers
HINT = "Keep what the leaflet needs: `handouts schema` tells the fields. What is to be read stands in the text below."


def refuse_long(block: str, path: str) -> None:
    """Refuse front matter of too many letters, before it is read.

    Raises:
        ContentError: it is too long.
    """
    if len(block) > LARGEST:
        raise _overgrown(f"holds more than {LARGEST:,} letters", Place(path, 2))


def inside_itself(root: yaml.Node | None) -> yaml.Node | None:
    """Return a node that an alias in it points back at; nothing that goes through its values would ever end."""
    around, done = dict[int, yaml.Node](), set[int]()
    waiting = [(root, False)] if root else []
    while waiting:
        node, left = waiting.pop()
        if left:
            del around[id(node)]
            done.add(id(node))
        elif id(node) in around:
            return node
        elif id(node) not in done:
            around[id(node)] = node
            waiting.append((node, True))
            waiting += [(inner, False) for inner in _held_by(node)]
    return None


def refuse_grown(root: yaml.Node | None, path: str) -> None:
    """Refuse YAML that stands for too many values, or for values too deep in each other, before they are built.

    Raises:
        ContentError: at the field it is about.
    """
    sizes = dict[int, tuple[int, int]]()
    for field in _held_by(root) if root else ():
        place = Place(path, field.start_mark.line + 1, field.start_mark.column + 1)
        _measured(field, _held_by, sizes, place, 1)
    if root:
        _measured(root, _held_by, sizes, Place(path, 2), 0)


def refuse_grown_values(values: Mapping[str, Any], path: str) -> None:
    """Refuse TOML with too many values, values too deep in each other, or a number that no number is.

    Raises:
        ContentError: one is there.
    """
    _measured(values, _inside, {}, Place(path, 2), 0)


def _measured(node: Any, held_by: Any, sizes: dict[int, tuple[int, int]], place: Place, depth: int) -> tuple[int, int]:
    """Return for how many values one stands, and how deep they go; each is gone through once.

    Raises:
        ContentError: they are too many, or go too deep.
    """
    size, height = sizes.get(id(node), (1, 0))
    if id(node) not in sizes and depth <= DEEPEST:
        parts = [_measured(part, held_by, sizes, place, depth + 1) for part in held_by(node)]
        size += sum(part[0] for part in parts)
        height = max((part[1] + 1 for part in parts), default=0)
        sizes[id(node)] = size, height
    if depth + height > DEEPEST:
        raise too_deep(place)
    if isinstance(node, int) and node.bit_length() > NUMBER_BITS:
        raise _overgrown("holds a number that is too long", place)
    if size > MOST_VALUES:
        raise _overgrown(f"stands for more than {MOST_VALUES:,} values", place)
    return size, height


def _held_by(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for key, value in node.value for part in (key, value) if part is value or _is_group(key)]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _is_group(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def too_deep(place: Place) -> ContentError:
    """Return the error that values stand too deep in each other."""
    return _overgrown(f"holds values more than {DEEPEST} deep in each other", place)


def _overgrown(reason: str, place: Place) -> ContentError:
    return ContentError(Problem("overgrown-front-matter", f"The front matter {reason}.", HINT, place))
