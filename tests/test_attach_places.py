"""`handouts attach` at every standard, as an integrator runs it, with real record systems behind it."""

from __future__ import annotations

from places import everywhere


def is_about(held, person):
    return (held.number, held.name, held.born) == (person.number, person.name, f"{person.born:%Y%m%d}")


@everywhere
def test_a_general_leaflet_is_there_once_says_what_it_is_and_whose(clinic_desk, place, person, attach):
    place.settle(clinic_desk)
    place.admit(person)
    (first,), (again,) = attach("build/demo.pdf"), attach("build/demo.pdf")
    assert (first["state"], again["state"], again["entry"]) == ("filed", "filed", first["entry"])
    for path in clinic_desk.glob("outbox.sqlite3*"):  # as another desk, which knows nothing of it
        path.unlink()
    (other,) = attach("build/demo.pdf")
    assert (other["state"], other["identifier"]) == ("filed", first["identifier"])
    (held,) = place.held()
    assert held.pdf == (clinic_desk / "build/demo.pdf").read_bytes()
    assert is_about(held, person)
    assert (held.personalised, held.draft) == (False, True)
    assert "DRAFT" in held.told


@everywhere
def test_a_patients_own_leaflet_takes_the_place_of_an_older_one(clinic_desk, place, person, attach, run):
    place.settle(clinic_desk)
    place.admit(person)
    (older,) = attach("build/demo.pdf")
    run("build", "daily", "--patient", "patient.toml", "--out", "private")
    (paper,) = (clinic_desk / "private").glob("*.pdf")
    (newer,) = attach(paper, "--replaces", older["identifier"], "--by", "Nurse Kim", "--understood", "One a day.")
    assert newer["state"] == "filed"
    (held,) = [each for each in place.held() if each.pdf == paper.read_bytes()]
    assert is_about(held, person)
    assert held.personalised
    place.check_replacement(older, newer, held)
