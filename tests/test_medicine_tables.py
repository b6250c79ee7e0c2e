"""The tables of medicines: what is an example of a row is found by it, and every row can be followed to its source."""

from __future__ import annotations

import collections
import datetime as dt
import itertools

import pytest
from conftest import ROOT

from handouts.check.medicine.branches import swapped
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.data_files import data_files
from handouts.check.medicine.denied import denied, made_rare
from handouts.check.medicine.folding import folded
from handouts.check.medicine.rows import Act, Ban, Branch, Harm, Sign
from handouts.check.medicine.said import ordering, telling
from handouts.check.medicine.softened import made_a_wish
from handouts.check.medicine.table import Never, files, groups_of, names_in, topics
from handouts.check.medicine.turned import turned
from handouts.check.medicine.waiting import waited_out
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

GROUPS = [group for file in files().values() for group in file.group]
SPOKEN = [(name, topic) for name, topic in topics().items()] + [
    (f"{group.name}, {number}", row)
    for group in GROUPS
    for number, row in enumerate((*group.never, *group.act, *group.sign, *group.branch, *group.harm, *group.ban), 1)
]


FOUND = {  # a kind of row, and how what it looks for is found
    Act: turned,
    Sign: lambda text, row: waited_out(contexts(text), row),
    Branch: lambda text, row: swapped(contexts(text), row),
    Harm: lambda text, row: itertools.chain(denied(text, row), made_rare(text, row)),
    Ban: made_a_wish,
    Never: ordering,
}


def says(spoken, words):
    text = MonographText(
        read_monograph(f"---\ntitle: Demo\n---\n# Demo\n\n{words}\n".encode(), "demo.md"), PROFILES["ema"]
    )
    return any(FOUND.get(type(spoken), telling)(text, spoken))


@pytest.mark.parametrize(("name", "spoken"), SPOKEN, ids=[name for name, _ in SPOKEN])
def test_a_row_finds_its_examples_and_leaves_their_neighbours(name, spoken):
    assert [words for words in spoken.told if not says(spoken, words)] == []
    assert [words for words in spoken.untold if says(spoken, words)] == []


@pytest.mark.parametrize("group", GROUPS, ids=[group.name for group in GROUPS])
def test_a_group_is_whole(group):
    assert [saying.topic for saying in group.say if saying.topic not in topics()] == []
    for name in group.medicines:
        assert group in groups_of(f"{name} | {' '.join(group.only_as[:1])}"), name
    twice = [
        topic for topic, count in collections.Counter(s.topic for s in group.say if not s.region).items() if count > 1
    ]
    assert twice == []
    judged = (group.never, group.act, group.sign, group.branch, group.harm, group.ban)
    for fact in itertools.chain(group.say, group.period, group.dose, *judged):
        assert not {"http", "www."} & set(fact.source.casefold().split("/")), "a source is named, not linked"


def test_the_names_are_found_without_reading_all():
    for name, file in files().items():
        assert names_in(name) == tuple(word for group in file.group for word in (*group.medicines, *group.brands)), name


def test_every_topic_is_asked_of_somebody():
    asked = {saying.topic for group in GROUPS for saying in group.say}
    assert sorted(set(topics()) - asked) == []


def test_the_tables_are_wide_and_say_who_has_read_them():
    names = {folded(name) for group in GROUPS for name in group.medicines}
    assert (len(names) >= 80, len(GROUPS) >= 30) == (True, True), (len(names), len(GROUPS))
    assert all(file.looked_up for file in files().values() if file.figures)
    assert all(file.looked_up is None or file.looked_up >= dt.date(2026, 11, 1) for file in files().values())


def test_every_data_file_tells_how_much_of_it_was_read_and_who_has_reviewed_it():
    told = {file.name: file for file in data_files()}
    folder = ROOT / "handouts/check/medicine"
    assert {*told} == {path.name for path in (*folder.glob("*.toml"), *folder.glob("groups/*.toml"))}
    assert all(0 <= file.read <= file.rows for file in told.values())
    assert {file.reviewed_by for file in told.values()} == {""}
