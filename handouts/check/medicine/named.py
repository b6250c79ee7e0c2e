"""Which other medicine a sentence names, by the names of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.asked import all_it_goes_by, known_groups
from handouts.check.medicine.folding import folded

if TYPE_CHECKING:
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText


def others_named(text: MonographText, words: str) -> set[str]:
    """Return the medicines in folded words that are not this leaflet's own."""
    from handouts.check.medicine.table import medicines_in

    named = medicines_in(words)
    if not named:
        return set()
    groups = [group for group in known_groups(text) if group.is_of_kin]
    own = folded(" | ".join(all_it_goes_by(text)))
    return {name for name in named if name not in own and not any(group.names.search(name) for group in groups)}


def names_another(text: MonographText, context: Context) -> bool:
    """Tell a sentence, or the line it hangs on, that names a medicine which is not this one."""
    return bool(others_named(text, f"{context.before} {context.own} {folded(' '.join(context.passage.under))}"))
