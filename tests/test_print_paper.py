"""On which paper, from which tray and how finished a leaflet is printed, and what is refused."""

from __future__ import annotations

import pytest
from ticketing import (
    A4,
    A5,
    ARABIC,
    BOOK,
    BOOKLET,
    DUAL_LEFT,
    DUAL_RIGHT,
    DUAL_TOP,
    ENVELOPE,
    LETTER,
    NAMES,
    PUNCH,
    PUNCHED,
    SADDLE,
    STAPLE,
    TOP_LEFT,
    TOP_RIGHT,
    TRIPLE_LEFT,
    leaflet,
    lying,
    notes,
    office,
    refused,
    sent,
)

from handouts.model.printing import Finish, Sides


@pytest.mark.parametrize("size", NAMES)
def test_paper_is_the_leaflets_own_or_refused_with_what_is_loaded(size):
    others = [each for each in NAMES if each != size]
    holding = office(media_ready=(NAMES[size],), media_col_ready=(lying("tray-1", size),))
    assert sent(holding, leaflet(4, size))["media"] == NAMES[size]
    turned = office(media_ready=(NAMES[size],), media_col_ready=(lying("tray-1", size[::-1]),))
    assert sent(turned, leaflet(4, size))["media"] == NAMES[size]
    rounded = office("media-ready", media_col_ready=(lying("", [round(each) for each in size]),))
    assert sent(rounded, leaflet(4, size))["media"] == NAMES[size]
    for other in others:
        printer = office(media_ready=(NAMES[other],), media_col_ready=(lying("tray-1", other),))
        assert "(tray-1)" in refused(printer, leaflet(4, size))["wrong-paper"]


def test_odd_ways_to_say_what_is_loaded():
    envelope = office("media-col-ready", media_ready=(ENVELOPE,))
    assert "envelope" in refused(envelope)["wrong-paper"]
    for ready in ((), ("unknown",), ("custom_min_76x127mm", "custom_max_216x356mm")):
        silent = office("media-col-ready", media_ready=ready)
        assert sent(silent)["media"] == NAMES[A4]
        assert "does not say which paper" in notes(silent)
    letter = office("media-col-ready", media_ready=(), media_supported=(NAMES[LETTER],))
    assert "does not know" in refused(letter)["wrong-paper"]
    any_size = office(
        "media-col-ready", media_ready=(), media_supported=("custom_min_76x127mm", "custom_max_216x356mm")
    )
    assert "210x297mm" in sent(any_size)["media"]
    partly = office(media_col_ready=(lying("tray-1", LETTER),), media_ready=(NAMES[LETTER], NAMES[A4]))
    assert sent(partly)["media"] == NAMES[A4]
    borderless = office("media-col-ready", media_ready=("iso_a4_210x297mm.borderless", NAMES[A4]))
    assert sent(borderless)["media"] == NAMES[A4], "a sheet without margins is printed enlarged"


@pytest.mark.parametrize("tray", ["tray-1", "Tray 1", "1", "TRAY_1"])
def test_a_tray_is_found_however_it_is_spelt(tray):
    chosen = sent(office(), tray=tray)
    assert chosen["media-col"]["media-source"] == "tray-1"
    assert chosen["media-col"]["media-size"] == {"x-dimension": 21000, "y-dimension": 29700}
    assert "media" not in chosen, "a job names its paper once"


def test_a_tray_that_cannot_be_used_is_refused_with_what_there_is():
    assert "tray-2" in refused(office(), tray="Tray 9")["no-such-tray"]
    assert sent(office(), tray="auto")["media"] == NAMES[A4]
    other = refused(office(), tray="2")["wrong-paper"]
    assert "A5 (tray-2)" in other
    assert "--tray tray-1" in other
    empty = refused(office(), tray="bypass")["wrong-paper"]
    assert "by-pass-tray holds no paper" in empty
    unplaced = office(media_col_ready=(lying(""), lying("tray-2", A5)))
    assert sent(unplaced, tray="1")["media-col"]["media-source"] == "tray-1"
    assert "what tray-1 holds" in notes(unplaced, tray="1")
    assert "A5 (tray-2)" in refused(unplaced, tray="2")["wrong-paper"]
    by_hand = office(media_source_supported=("tray-1", "manual"))
    assert sent(by_hand, tray="manual")["media-col"]["media-source"] == "manual"
    assert "what manual holds" in notes(by_hand, tray="manual")


def test_a_printer_that_may_change_the_size_is_told():
    assert "print-scaling" not in sent(office("print-scaling-supported"))
    assert "full size" in notes(office("print-scaling-supported"))
    assert not notes(office())


@pytest.mark.parametrize(
    ("can", "paper", "finish", "values"),
    [
        ((3, STAPLE, TOP_LEFT), leaflet(), Finish.STAPLE, [STAPLE]),
        ((3, TOP_RIGHT, TOP_LEFT), leaflet(), Finish.STAPLE, [TOP_LEFT]),
        ((3, DUAL_TOP, DUAL_LEFT), PUNCHED, Finish.PUNCH, [DUAL_LEFT]),
        ((3, TRIPLE_LEFT), PUNCHED, Finish.PUNCH, [TRIPLE_LEFT]),
        ((3, SADDLE, BOOKLET), BOOK, Finish.BOOKLET, [BOOKLET]),
        ((3, SADDLE), BOOK, Finish.BOOKLET, [SADDLE]),
    ],
)
def test_finishing(can, paper, finish, values):
    assert sent(office(finishings_supported=can), paper, finish=(finish,))["finishings"] == values


def test_finishing_that_spoils_a_leaflet_or_is_not_there_is_refused():
    assert "--impose booklet" in refused(finish=(Finish.BOOKLET,))["no-booklet"]
    assert "--punch" in refused(finish=(Finish.PUNCH,))["no-punch-margin"]
    front = leaflet(edition="punch")
    assert "--two-sided" in refused(office(), front, finish=(Finish.PUNCH,), sides=Sides.LONG)["no-punch-margin"]
    assert (
        "staple" in refused(office(finishings_supported=(3, STAPLE)), PUNCHED, finish=(Finish.PUNCH,))["no-finishing"]
    )
    top = office(finishings_supported=(3, DUAL_TOP))
    assert set(refused(top, PUNCHED, finish=(Finish.PUNCH,))) == {"no-finishing"}, "holes would go through words"
    assert set(refused(office(), ARABIC, finish=(Finish.PUNCH,))) == {"no-finishing"}, "it would punch on the left"
    right = office(finishings_supported=(3, PUNCH, DUAL_LEFT, DUAL_RIGHT))
    assert sent(right, ARABIC, finish=(Finish.PUNCH,))["finishings"] == [DUAL_RIGHT]
    assert sent(office(), PUNCHED, finish=(Finish.STAPLE, Finish.PUNCH))["finishings"] == [STAPLE, PUNCH]
