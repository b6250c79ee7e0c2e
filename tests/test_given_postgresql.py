"""The ledger of leaflets given on a real PostgreSQL server, for several desks."""

import concurrent.futures
import datetime as dt

import pytest
import sqlalchemy as sa
from giving import ADA, BEN, MOMENT, NEW, NURSE, OLD, SAID, give, ledger_in, look_up

from handouts.errors import OutputError
from handouts.records.given import Given
from handouts.records.ledger_answers import Outcome, Query
from handouts.records.ledger_store import Store

pytest.importorskip("postgres")  # the server of the outbox's tests


def at(address, folder):
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    return Given(Store("postgresql://127.0.0.1/clinic", engine), ledger_in(folder).keys)


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

    with pytest.raises(OutputError, match="does not answer"):
        be_cut_off()
    assert len(look_up(ledger)) == 1
    assert ledger.verify().faults == ()
    nowhere = at("postgresql://127.0.0.1:1/none", tmp_path)
    with pytest.raises(OutputError, match="does not answer"):
        look_up(nowhere)
