"""How a FHIR server learns who we are: tokens are got once, kept no longer than they count, and told to nobody else."""

import datetime as dt
import threading

import jwt
import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from fhir_harm import answering, endless
from fhir_server import AT, TOKEN

from handouts.model.records import Fhir
from handouts.records.receipt import NotSentError, RefusedError
from handouts.records.senders.fhir_access import Access

ASKED = "POST /auth/token"
CLOCK = dt.datetime(2026, 3, 31, 8, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def curve():
    return ec.generate_private_key(ec.SECP384R1())


@pytest.fixture
def key(curve, tmp_path):
    return _written(curve, tmp_path)


@pytest.fixture
def access(harm, key, tmp_path):
    """Ask a token URL that says what a test tells it to."""

    def make(fault=None, now=lambda: CLOCK):
        harm.faults.update({ASKED: fault} if fault else {})
        url = harm.address.replace("/fhir", "/auth/token")
        fhir = Fhir(client="desk", key=key.name, key_id="k1", token_url=url, scope="system/*.*")
        return Access(fhir, tmp_path, None, now)

    return make


def _granting(token, **others):
    return answering(200, {"access_token": token, "token_type": "Bearer", **others}, "application/json")


def _written(key, folder, mode=0o600, lock=None):
    path = folder / "desk.pem"
    locked = form.BestAvailableEncryption(lock) if lock else form.NoEncryption()
    path.write_bytes(key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, locked))
    path.chmod(mode)
    return path


def test_a_token_is_used_until_shortly_before_its_end(access, harm):
    clock = [CLOCK]
    desk = access(_granting("first", expires_in=300), now=lambda: clock[0])
    assert desk.headers() == desk.headers() == {"Authorization": "Bearer first"}
    clock[0] += dt.timedelta(seconds=269)
    assert desk.headers() == {"Authorization": "Bearer first"}
    clock[0] += dt.timedelta(seconds=2)
    harm.faults[ASKED] = _granting("second")
    assert desk.headers() == {"Authorization": "Bearer second"}
    clock[0] += dt.timedelta(minutes=5)
    harm.faults[ASKED] = _granting("third", expires_in="soon")
    assert desk.headers() == {"Authorization": "Bearer third"}
    assert harm.seen == [ASKED] * 3


def test_an_assertion_says_who_we_are_for_some_minutes(access, harm, curve):
    said = []

    def keep(exchange):
        said.append(exchange.body)
        _granting("t")(exchange)

    for _ in range(2):
        access(keep).headers()
    forms = [dict(pair.split("=") for pair in body.decode().split("&")) for body in said]
    claims = []
    for each in forms:
        assert each["grant_type"] == "client_credentials"
        assert jwt.get_unverified_header(each["client_assertion"])["kid"] == "k1"
        claims.append(
            jwt.decode(
                each["client_assertion"],
                curve.public_key(),
                algorithms=["ES384"],
                audience=harm.address.replace("/fhir", "/auth/token"),
                options={"verify_exp": False, "verify_iat": False},
            )
        )
    assert {(each["iss"], each["sub"]) for each in claims} == {("desk", "desk")}
    assert {each["exp"] for each in claims} == {int(CLOCK.timestamp()) + 240}
    assert len({each["jti"] for each in claims}) == 2, "an assertion serves once"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (answering(401, {"error": "invalid_client"}, "application/json"), RefusedError),
        (answering(302, Location="https://127.0.0.1:1/"), NotSentError),
        (answering(503), NotSentError),
        (answering(200, b"<html>", "text/html"), NotSentError),
        (answering(200, {"access_token": "t", "token_type": "mac"}, "application/json"), NotSentError),
        (answering(200, {"access_token": "a b", "token_type": "bearer"}, "application/json"), NotSentError),
        (answering(200, {"token_type": "bearer"}, "application/json"), NotSentError),
        (endless, NotSentError),
    ],
)
def test_without_a_token_nothing_is_sent(access, fault, error):
    with pytest.raises(error, match=r"token URL (gives|holds) no token|answer of the token URL holds no token"):
        access(fault).headers()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda curve, folder: _written(curve, folder, 0o644), "others may read"),
        (lambda curve, folder: _written(curve, folder, lock=b"locked"), "unlocked"),
        (lambda _, folder: _written(ec.generate_private_key(ec.SECP256R1()), folder), "none of the curve P-384"),
        (lambda _, folder: (folder / "desk.pem").write_text("no key"), "holds no RSA key"),
        (lambda _, folder: (folder / "desk.pem").unlink(), "cannot be read"),
    ],
)
def test_a_key_that_cannot_be_used_is_named(access, harm, curve, tmp_path, wrong, why):
    desk = access()
    wrong(curve, tmp_path)
    with pytest.raises(NotSentError, match=f"desk.pem.*{why}|{why}.*desk.pem"):
        desk.headers()
    assert harm.seen == []


def test_a_token_may_stand_in_a_file_that_only_we_may_read(tmp_path):
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    desk = Access(Fhir(token_file=path.name), tmp_path, None, lambda: AT)
    path.chmod(0o600)
    assert desk.headers() == {"Authorization": f"Bearer {TOKEN}"}
    path.chmod(0o604)
    with pytest.raises(NotSentError, match="others may read the file token"):
        desk.headers()


def test_a_token_that_is_no_longer_accepted_is_replaced_once(sender, harm, newcomer, key):
    url = harm.address.replace("/fhir", "/auth/token")
    desk = sender(harm.address, client="desk", key=str(key), token_url=url)
    harm.faults[ASKED] = _and_then(harm, _granting("stale", expires_in=3600), _granting(TOKEN, expires_in=3600))
    assert desk.send(newcomer), "the server says 401 to the stale one"
    assert desk.send(newcomer)
    assert harm.seen.count(ASKED) == 2
    assert harm.tokens[-1] == f"Bearer {TOKEN}"


def test_a_second_no_to_a_token_is_final(sender, harm, newcomer, key):
    url = harm.address.replace("/fhir", "/auth/token")
    harm.lasting[ASKED] = _granting("stale", expires_in=3600)
    with pytest.raises(RefusedError, match="proof of who we are"):
        sender(harm.address, client="desk", key=str(key), token_url=url).send(newcomer)
    assert harm.seen.count(ASKED) == 2


def _and_then(harm, fault, later):
    """Do harm, and other harm to the next who asks for a token."""

    def both(exchange):
        harm.faults[ASKED] = later
        fault(exchange)

    return both


def test_of_two_desks_that_send_one_leaflet_at_once_one_files_it(sender, fhir_server, newcomer, harm):
    together, one_by_one, receipts = threading.Barrier(2, timeout=20), threading.Lock(), []

    def wait(exchange):
        together.wait()
        with one_by_one:  # this server looks and creates in two steps, between which another's document may come
            exchange.answer(*exchange.passed())

    def send():
        receipts.append(sender(harm.address).send(newcomer))

    harm.lasting["POST /fhir/DocumentReference\0"] = wait  # both have looked, and seen nothing
    desks = [threading.Thread(target=send) for _ in range(2)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(receipt.had_it_already for receipt in receipts) == [False, True]
    assert len(fhir_server.documents(newcomer)) == 1
    assert len({receipt.location for receipt in receipts}) == 1
