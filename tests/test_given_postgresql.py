"""The ledger of leaflets given on a real PostgreSQL server, for several desks."""

import concurrent.futures
import datetime as dt
import json

import pytest
import sqlalchemy as sa
from giving import ADA, BEN, MOMENT, NEW, NURSE, OLD, SAID, give, leaks, ledger_in, look_up
from postgres import PASSWORD
from test_given import problem_of
from test_outbox_desks import apart, ended_well

from handouts.cli.stores import ledger_of, outbox_of
from handouts.errors import OutputError
from handouts.model.clinic import read_clinic
from handouts.records.given import Given
from handouts.records.ledger_answers import Outcome, Query
from handouts.records.ledger_store import Store


def at(address, folder, *, secret=False):
    return Given(Store.at(address, folder / "clinic.toml", secret=secret), ledger_in(folder).keys)


def desk_in(folder, address):
    """Return a desk's folder, with the clinic's key and its own clinic.toml."""
    ledger_in(folder.parent)
    folder.mkdir()
    lines = (f'store = "{address}"', "ledger = true", 'ledger_key = {file = "../given.key"}')
    (folder / "clinic.toml").write_text("\n".join(["[records]", *lines]))
    return folder


def ledger_at(desk):
    return ledger_of(read_clinic(desk / "clinic.toml"), desk / "clinic.toml")


@pytest.fixture
def address(postgresql_server):
    return postgresql_server.database()


def test_it_answers_as_the_file_does(address, tmp_path):
    ledger = at(address, tmp_path)
    give(ledger, understood=SAID, attached=Outcome.UNKNOWN)
    give(ledger, person=BEN, days=1)
    give(ledger, document=NEW, version="2.0", days=2)
    assert [(each.patient, each.understood) for each in look_up(ledger, document=OLD)] == [(ADA, SAID), (BEN, None)]
    assert [each.document for each in look_up(ledger, patient=ADA)] == [OLD, NEW]
    ben, ada = ledger.recall(Query(title="Demolide", version="1.0"), NURSE)
    assert (ben.patient, ada.patient, ada.newer.version) == (BEN, ADA, "2.0")
    assert ledger.purge(MOMENT.date() + dt.timedelta(days=1), NURSE) == 1
    assert [each.patient for each in look_up(ledger)] == [BEN, ADA]
    assert [each.what for each in ledger.asked(NURSE)] == ["look-up", "look-up", "recall", "purge", "look-up"]
    assert ledger.verify().faults == ()
    with ledger.store.server.begin() as connection:
        rows = connection.execute(sa.text("SELECT * FROM given_entries")).all()
        connection.execute(sa.text("DELETE FROM given_entries WHERE id = 2"))
    assert not any(word in str(row) for row in rows for word in (ADA.number, *ADA.name.split(), BEN.number, SAID))
    assert ledger.verify().faults == ("Entry 2 has been taken out.",)


def test_many_desks_begin_and_write_one_ledger_at_once(address, tmp_path):
    ledger_in(tmp_path)
    with concurrent.futures.ThreadPoolExecutor(8) as desks:
        list(desks.map(lambda number: give(at(address, tmp_path), days=number), range(40)))
    assert len(look_up(at(address, tmp_path))) == 40
    assert at(address, tmp_path).verify().faults == ()


def test_a_desk_cut_off_while_it_writes_changes_nothing(address, tmp_path):
    ledger = at(address, tmp_path)
    give(ledger)

    def be_cut_off():
        with ledger._book() as book:
            book.append("given", {"title": "half"})
            (process,) = book.connection.execute(sa.text("SELECT pg_backend_pid()")).one()
            with ledger.store.server.begin() as other:
                other.execute(sa.text("SELECT pg_terminate_backend(:process)"), {"process": process})
            book.append("given", {"title": "other half"})

    with pytest.raises(OutputError, match="cannot be reached"):
        be_cut_off()
    assert len(look_up(ledger)) == 1
    assert ledger.verify().faults == ()


def test_a_recall_at_one_desk_finds_whom_another_gave_it(run, address, tmp_path, monkeypatch):
    desks = [desk_in(tmp_path / name, address) for name in ("left", "right")]
    children = [
        apart(lambda desk=desk, person=person: [give(ledger_at(desk), person=person, days=each) for each in range(20)])
        for desk, person in zip(desks, (ADA, BEN), strict=True)
    ]
    assert [ended_well(child) for child in children] == [True, True]
    for desk in desks:
        told = run("given", "--recall", "Demolide@1.0", cwd=desk)
        assert (told.returncode, "2 patients hold it" in told.stdout, told.stderr) == (0, True, "")
        assert run("given", "--verify", cwd=desk).stdout.startswith("All 4")
    who = json.loads(run("given", "--recall", OLD, "--show-patients", "--json", cwd=desks[0]).stdout)
    assert [(each["name"], each["times"]) for each in who] == [(BEN.name, 20), (ADA.name, 20)]
    purge = ("given", "--purge-before", "2026-04-10", "--yes", "--today", "2026-05-01")
    assert "20 leaflets given before 2026-04-10 taken out." in run(*purge, cwd=desks[1]).stdout
    later = run("given", "--recall", OLD, cwd=desks[0])
    assert "What was given before 2026-04-10 has been purged" in later.stderr
    assert json.loads(run("given", "--json", cwd=desks[0]).stdout)[0]["at"].startswith("2026-04-10")
    assert sorted(path.name for desk in desks for path in desk.iterdir()) == ["clinic.toml", "clinic.toml"]
    assert leaks(tmp_path) == []
    monkeypatch.setenv("HANDOUTS_STORE", "postgresql://quick:secret@127.0.0.1:1/clinic")
    elsewhere = run("given", cwd=desks[0])
    assert (elsewhere.returncode, "ledger-not-reached" in elsewhere.stderr) == (5, True), "it comes first"
    assert not [word for word in ("secret", "quick") if word in elsewhere.stderr]


def test_outbox_and_ledger_are_in_one_place(address, tmp_path):
    desk = desk_in(tmp_path / "desk", address)
    settings = read_clinic(desk / "clinic.toml")
    give(ledger_at(desk))
    assert outbox_of(settings, desk / "clinic.toml").entries() == []
    with ledger_at(desk).store.server.begin() as connection:
        tables = {name.partition("_")[0] for name in sa.inspect(connection).get_table_names()}
    assert tables == {"given", "outbox"}


def test_a_ledger_in_a_file_that_is_no_longer_asked_is_told(run, address, tmp_path):
    desk = desk_in(tmp_path / "desk", address)
    give(ledger_in(tmp_path), person=BEN)
    (tmp_path / "given.sqlite3").rename(desk / "given.sqlite3")
    give(ledger_at(desk))
    told = run("given", "--recall", OLD, cwd=desk)
    assert (told.returncode, "1 patient holds it" in told.stdout) == (0, True)
    assert "given.sqlite3: warning" in told.stderr
    assert "ledger-left-out" in told.stderr


def test_what_is_wrong_with_the_server_is_said_of_the_ledger(postgresql_server, tmp_path, monkeypatch):
    address = postgresql_server.database(user="desk")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    give(at(address, tmp_path))
    monkeypatch.setenv("PGPASSWORD", "a wrong one")
    where = "postgresql://desk:hidden@db.hill-clinic.example/clinic"
    troubles = {
        "ledger-not-allowed": lambda: look_up(at(address, tmp_path)),
        "ledger-not-there": lambda: look_up(at(postgresql_server.address("nowhere", "quick"), tmp_path)),
        "ledger-not-reached": lambda: look_up(at("postgresql://quick@127.0.0.1:1/clinic", tmp_path)),
    }
    for code, act in troubles.items():
        problem = problem_of(act)
        assert problem.code == code
        assert "outbox" not in f"{problem.message} {problem.hint} {problem.place}"
    for wrong in (where, where.replace(":hidden", "") + "?sslmode=require", "mysql://desk@db/clinic", "given.sqlite3"):
        problem = problem_of(lambda wrong=wrong: at(wrong, tmp_path))
        assert (problem.code, "hidden" in str(problem), "outbox" in problem.message) == ("ledger-address", False, False)
    far = at(where, tmp_path, secret=True).store
    assert far.server.url.query == {"sslmode": "verify-full", "sslrootcert": "system"}
    assert "hidden" not in f"{far.name} {far!r}"


def test_who_may_not_write_the_tables_anew_is_told_that_purged_bytes_may_still_be_there(address, tmp_path):
    give(at(address, tmp_path))
    database = sa.make_url(address).database
    with at(address, tmp_path).store.server.begin() as connection:
        for statement in (
            "CREATE ROLE guest",
            "GRANT ALL ON given_entries, given_ledger TO guest",
            f"ALTER DATABASE {database} SET role = guest",
        ):
            connection.execute(sa.text(statement))
    problem = problem_of(lambda: at(address, tmp_path).purge(MOMENT.date() + dt.timedelta(days=1), NURSE))
    assert problem.code == "ledger-not-allowed"
    assert "the same user" in problem.hint
    assert look_up(at(address, tmp_path)) == []
