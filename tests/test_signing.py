"""A signed leaflet is the proven one, still PDF/A and PDF/UA; what is changed afterwards is noticed."""

import datetime as dt
import io
import subprocess

import pytest
import verapdf
import vouching
from conftest import POLICY
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from daemons import program
from editing import GOOD, edition_for
from vouching import PASSPHRASE

from handouts.build import build
from handouts.errors import OutputError, TypesettingError
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.model.signing import SignatureLevel
from handouts.reader.source import Source
from handouts.records.signing.authorities import Authorities, read_roots
from handouts.records.signing.checking import check_signature
from handouts.records.signing.field import Update
from handouts.records.signing.keys import open_key
from handouts.records.signing.making import sign

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
PIN, WRONG = "1234", "wrong horse"
DIGEST_OF_THE_FILE = b"06092A864886F70D010904"  # in the signature, in DER
MODULE = "/usr/lib/softhsm/libsofthsm2.so"


authority, rsa_key, key = vouching.authority, vouching.rsa_key, vouching.key


@pytest.fixture(scope="module")
def authorities(authority):
    return Authorities(read_roots(authority.folder / "root.pem"), authority.address)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.md"
    path.write_text(GOOD)
    return path


@pytest.fixture(scope="module")
def pdf(path, look):
    return build(Source.read(path), BuildOptions(edition_for(Clinic()), look, POLICY)).pdf


@pytest.fixture(scope="module")
def signed(pdf, key, authorities, path):
    """Sign a leaflet at a level."""

    def sign_at(level, at=NOW, key=key, passphrase=PASSPHRASE, authorities=authorities, pdf=pdf):
        with open_key(str(key), passphrase, at) as opened:
            return sign(pdf, opened, level=level, at=at, authorities=authorities, path=path)

    return sign_at


@pytest.fixture(scope="module")
def at_each_level(signed):
    return {level: signed(level) for level in SignatureLevel}


def refusal(signing, *arguments, **named):
    with pytest.raises((OutputError, TypesettingError)) as caught:
        signing(*arguments, **named)
    (problem,) = caught.value.problems
    assert problem.hint
    assert PASSPHRASE not in f"{problem}"
    return problem


@pytest.mark.parametrize("level", SignatureLevel)
def test_it_stays_what_it_was_and_says_who_signed_when(level, at_each_level, pdf, authorities, path):
    data = at_each_level[level]
    path.with_suffix(".pdf").write_bytes(data)
    assert [verapdf.failures(path.with_suffix(".pdf"), flavour) for flavour in ("ua1", "2a")] == [{}, {}]
    assert data.startswith(pdf)
    assert len(data) - len(pdf) < 40_000
    found = check_signature(data, authorities.roots, at=NOW, path=path)
    assert (found.by, found.level, found.trusted, found.doubt) == ("Hill Clinic", level, True, "")
    if level is SignatureLevel.B_B:
        assert found.at == NOW
    else:
        assert abs(found.at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=10)
    alone = check_signature(data, [], at=NOW, path=path)
    assert (alone.trusted, alone.by) == (False, "Hill Clinic")
    assert "its certificate" in alone.doubt


def test_the_same_time_and_key_make_the_same_bytes(signed, at_each_level):
    assert signed(SignatureLevel.B_B) == at_each_level[SignatureLevel.B_B]
    assert signed(SignatureLevel.B_B, at=NOW + dt.timedelta(seconds=1)) != at_each_level[SignatureLevel.B_B]


@pytest.mark.parametrize("level", SignatureLevel)
def test_one_changed_byte_is_noticed(level, at_each_level, pdf, authorities, path):
    data = at_each_level[level]
    places = [len(pdf) // 2, len(pdf) - 40, data.index(b"/M (D") + 18, len(data) - 60]
    places += [data.index(DIGEST_OF_THE_FILE, len(pdf)) + 40]
    for place in places:
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        told = refusal(check_signature, changed, authorities.roots, at=NOW, path=path)
        assert told.code == "signature-broken"


@pytest.mark.parametrize("level", SignatureLevel)
def test_what_is_added_afterwards_is_noticed(level, at_each_level, authorities, path):
    data = at_each_level[level]
    added = data + b"\n% a word more\n%%EOF\n"
    assert refusal(check_signature, added, authorities.roots, at=NOW, path=path).code == "signature-broken"
    again = refusal(sign, data, None, level=SignatureLevel.B_B, at=NOW, authorities=authorities, path=path)
    assert again.code == "signed-already"
    update = Update(data)
    page, _ = update.find_page_for_modification(0)
    page.get_object()["/Rotate"] = type(page.get_object()["/MediaBox"][0])(90)
    update.mark_update(page)
    out = io.BytesIO()
    update.write(out)
    assert out.getvalue().startswith(data)
    told = refusal(check_signature, out.getvalue(), authorities.roots, at=NOW, path=path)
    assert told.code == "signature-broken"


def test_a_pdf_that_is_not_signed_has_no_signature(pdf, path):
    assert "0 signatures" in refusal(check_signature, pdf, [], at=NOW, path=path).message


def test_a_certificate_that_ran_out_is_trusted_only_with_a_stamp(authority, rsa_key, signed, authorities, path):
    soon = NOW + dt.timedelta(days=1)
    key = authority.p12("soon.p12", authority.issue("Hill Clinic", rsa_key, end=soon), rsa_key)
    later = NOW + dt.timedelta(days=400)
    trusted = {
        level: check_signature(signed(level, key=key), authorities.roots, at=later, path=path).trusted
        for level in SignatureLevel
    }
    assert trusted == {SignatureLevel.B_B: False, SignatureLevel.B_T: True, SignatureLevel.B_LTA: True}


def test_a_key_that_will_not_do_is_refused_in_plain_words(authority, rsa_key, key, signed, pdf, tmp_path):
    told = refusal(signed, SignatureLevel.B_B, passphrase=WRONG)
    assert (told.code, WRONG in f"{told}") == ("wrong-passphrase", False)
    past = NOW - dt.timedelta(days=1)
    expired = authority.p12("old.p12", authority.issue("Hill Clinic", rsa_key, end=past), rsa_key)
    assert f"{past:%Y-%m-%d} only" in refusal(signed, SignatureLevel.B_B, key=expired).message
    elliptic = ec.generate_private_key(ec.SECP256R1())
    other = authority.p12("ec.p12", authority.issue("Hill Clinic", elliptic), elliptic)
    assert "would not be PDF/A-2" in refusal(signed, SignatureLevel.B_B, key=other).message
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is what is refused
    other = authority.p12("weak.p12", authority.issue("Hill Clinic", weak), weak)
    assert refusal(signed, SignatureLevel.B_B, key=other).code == "not-rsa"
    other = authority.p12("tls.p12", authority.issue("Hill Clinic", rsa_key, usage=False), rsa_key)
    assert refusal(signed, SignatureLevel.B_B, key=other).code == "not-for-signing"
    (tmp_path / "text.p12").write_text("no key")
    assert refusal(signed, SignatureLevel.B_B, key=tmp_path / "text.p12").code == "wrong-passphrase"
    assert refusal(signed, SignatureLevel.B_B, key=tmp_path / "none.p12").code == "no-key"
    assert key.read_bytes()[-100:] not in signed(SignatureLevel.B_B)


def test_a_revoked_certificate_makes_no_signature_for_the_archive(authority, key, signed):
    certificate = pkcs12.load_pkcs12(key.read_bytes(), PASSPHRASE.encode()).cert.certificate
    (authority.folder / "list.crl").write_bytes(authority.revoking(certificate.serial_number))
    try:
        assert "revoked" in refusal(signed, SignatureLevel.B_LTA).message
    finally:
        (authority.folder / "list.crl").write_bytes(authority.revoking())


@pytest.mark.parametrize(
    ("road", "said"),
    [
        ("/html", "no time stamp"),
        ("/moved", "answers 302"),
        ("/endless", "too long"),
        ("/other", "stamps something else"),
    ],
)
def test_a_server_that_does_not_stamp_is_named(road, said, authority, authorities, signed):
    bad = Authorities(authorities.roots, authority.address + road)
    told = refusal(signed, SignatureLevel.B_T, authorities=bad)
    assert said in told.message
    assert authority.asked[-1] == road  # no redirect was followed


def test_a_level_without_its_servers_is_refused(signed, authorities):
    assert refusal(signed, SignatureLevel.B_T, authorities=Authorities()).code == "no-tsa"
    assert refusal(signed, SignatureLevel.B_LTA, authorities=Authorities(tsa=authorities.tsa)).code == "no-roots"


@pytest.fixture
def token(authority, rsa_key, tmp_path, monkeypatch):
    """Make a token of SoftHSM with a key and its certificate in it."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    der, plain = serialization.Encoding.DER, serialization.NoEncryption()
    (tmp_path / "key.der").write_bytes(rsa_key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain))
    (tmp_path / "certificate.der").write_bytes(authority.issue("Hill Clinic", rsa_key).public_bytes(der))
    made = ["--init-token", "--free", "--label", "clinic", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run([program("softhsm2-util", "softhsm2"), *made], check=True, capture_output=True)
    tool = [program("pkcs11-tool", "opensc"), "--module", MODULE, "--login", "--pin", "1234"]
    for kind, file in (("privkey", "key.der"), ("cert", "certificate.der")):
        command = [*tool, "--write-object", tmp_path / file, "--type", kind, "--id", "01", "--label", "signer"]
        subprocess.run(command, check=True, capture_output=True)
    return f"pkcs11:token=clinic;object=signer?module-path={MODULE}"


def test_a_key_in_a_token_signs_the_same_and_stays_there(token, signed, authorities, path):
    data = signed(SignatureLevel.B_B, key=token, passphrase=PIN)
    found = check_signature(data, authorities.roots, at=NOW, path=path)
    assert (found.by, found.trusted) == ("Hill Clinic", True)
    told = refusal(signed, SignatureLevel.B_B, key=token, passphrase=WRONG)
    assert (told.code, WRONG in f"{told}") == ("wrong-passphrase", False)
    assert (
        "named other"
        in refusal(signed, SignatureLevel.B_B, key=token.replace("signer", "other"), passphrase=PIN).message
    )
    assert refusal(signed, SignatureLevel.B_B, key=token.replace("clinic", "none"), passphrase=PIN).code == "no-key"
    told = refusal(signed, SignatureLevel.B_B, key=f"{token}&pin-value=1234", passphrase=PIN)
    assert ("without a PIN" in told.hint, "1234" in f"{told}") == (True, False)
