"""Leaflets into a real picture archive (Orthanc), by C-STORE and by DICOMweb."""

import dataclasses
import datetime as dt
import io
import ssl
import subprocess

import pytest
from broken_line import STORED, Line
from certificates import Authority
from daemons import program
from filings import ADA, OTHER_PDF, PDF, filing_of, pdf_of
from orthanc import Orthanc
from pydicom import dcmread
from secure_web import SecureWeb, cut_answer, drop_after, drop_before

from handouts.model.records import Dicom, Records
from handouts.records.messages.dicom import make, read
from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.senders import dicom, dicomweb


@dataclasses.dataclass
class Road:
    """One of the two roads to the same archive."""

    sender: object
    address: str
    site: Records

    def send(self, message, **changed):
        return self.sender.send(message, self.address, self.with_(**changed))

    def look(self, message):
        return self.sender.look(message, self.address, self.site)

    def with_(self, **changed):
        return self.site.model_copy(update={"dicom": Dicom(**({"issuer": "HILL"} | changed))})


@pytest.fixture(scope="module")
def orthanc():
    with Orthanc() as started:
        yield started


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def front(orthanc, authority):
    with SecureWeb(authority, orthanc.web_port) as started:
        yield started


@pytest.fixture
def archive(orthanc, front):
    orthanc.empty()
    front.reset()
    return orthanc


@pytest.fixture
def web(archive, front, authority):
    return Road(dicomweb, f"dicomweb+https://localhost:{front.port}/dicom-web", Records(ca=str(authority.certificate)))


@pytest.fixture
def store(archive):
    return Road(dicom, archive.address, Records())


@pytest.fixture(params=["store", "web"])
def road(request):
    return request.getfixturevalue(request.param)


def message_of(*arguments, **fields):
    return make(filing_of(*arguments, **fields), Records(dicom=Dicom(issuer="HILL")))


def someone(**changed):
    return dataclasses.replace(ADA, **changed)


@pytest.mark.parametrize("pdf", [PDF, OTHER_PDF + pdf_of(b"%" * 300_000)], ids=["small", "large"])
def test_the_archive_holds_the_pdf_byte_for_byte(road, archive, pdf, tmp_path):
    message = message_of(pdf, personalised=True)
    assert road.look(message) is None
    receipt = road.send(message)
    assert receipt.location == read(message).SOPInstanceUID
    assert not receipt.warning
    (held,) = archive.instances
    kept = dcmread(io.BytesIO(archive.file(held)))
    assert kept.EncapsulatedDocument[: kept.EncapsulatedDocumentLength] == pdf
    assert archive.ask(f"/instances/{held}/pdf").rstrip(b"\0") == pdf
    assert (kept.PatientName, kept.PatientID, kept.BurnedInAnnotation) == ("Ada Example", ADA.number, "YES")
    assert road.look(message).had_it_already
    (tmp_path / "kept.dcm").write_bytes(archive.file(held))
    validator = [program("dciodvfy", "dicom3tools"), tmp_path / "kept.dcm"]
    told = subprocess.run(validator, capture_output=True, text=True, check=False, timeout=60)
    assert "Error" not in told.stdout + told.stderr


def test_the_same_leaflet_sent_again_by_either_road_is_one_document(store, web, archive):
    message = message_of()
    for road in (store, web, store):
        road.send(message)
    assert len(archive.instances) == 1
    store.send(message_of(OTHER_PDF))
    assert len(archive.instances) == 2, "another leaflet is another document"


@pytest.mark.parametrize("name", ["Żaneta Ó Briain", "山田 太郎"])
def test_a_name_of_any_script_comes_through_and_is_known_again(road, archive, name):
    person = someone(name=name)
    road.send(message_of(person=person))
    road.send(message_of(OTHER_PDF, person=person))
    for held in archive.instances:
        assert name in str(dcmread(io.BytesIO(archive.file(held))).PatientName).split("=")


@pytest.mark.parametrize(
    "other",
    [
        someone(name="Ben Example"),
        someone(born=dt.date(1950, 3, 4)),
        someone(name="Ada Sample", born=dt.date(1951, 1, 1)),
    ],
    ids=["name", "birth", "both"],
)
def test_another_person_of_the_same_number_is_refused_and_not_named(road, archive, other):
    road.send(message_of())
    with pytest.raises(RefusedError, match="wrong patient") as refused:
        road.send(message_of(OTHER_PDF, person=other))
    for secret in (ADA.name, ADA.number, other.name, "1950", "1951"):
        assert secret not in str(refused.value)
    assert len(archive.instances) == 1


def test_the_same_person_written_another_way_is_not_refused(road, archive):
    road.send(message_of())
    road.send(message_of(OTHER_PDF, person=someone(name="EXAMPLE Ada Maria")))
    assert len(archive.instances) == 2


def test_a_patient_unknown_there_is_filed_unless_the_clinic_files_for_known_ones_only(road, archive):
    with pytest.raises(RefusedError, match="does not know the patient"):
        road.send(message_of(), known_patients_only=True)
    assert archive.instances == []
    road.send(message_of())
    road.send(message_of(OTHER_PDF), known_patients_only=True)
    assert len(archive.instances) == 2


def test_an_archive_that_lets_nobody_look_stores_unless_only_known_patients_are_filed():
    with Orthanc(finds=False) as closed:
        road = Road(dicom, closed.address, Records())
        with pytest.raises(RefusedError, match="cannot be asked whom it knows"):
            road.send(message_of(), known_patients_only=True)
        assert closed.instances == []
        road.send(message_of())
        with pytest.raises(LostError, match="cannot be asked what it has"):
            road.look(message_of())
        road.send(message_of())
        assert len(closed.instances) == 1


def test_a_line_lost_after_c_store_leaves_exactly_one_document(archive, store):
    message = message_of()
    with Line(archive.port) as line:
        line.cut_at = STORED
        broken = dataclasses.replace(store, address=f"dicom://ARCHIVE@localhost:{line.port}")
        with pytest.raises(LostError, match="cut"):
            broken.send(message)
    assert store.look(message).had_it_already
    store.send(message)
    assert len(archive.instances) == 1


@pytest.mark.parametrize(("fault", "held"), [(drop_before, 0), (drop_after, 1), (cut_answer, 1)])
def test_a_line_lost_while_it_is_posted_leaves_exactly_one_document(archive, web, front, fault, held):
    message = message_of()
    front.script(fault)
    with pytest.raises(LostError, match="cut"):
        web.send(message)
    assert len(archive.instances) == held
    assert bool(web.look(message)) == bool(held)
    web.send(message)
    assert len(archive.instances) == 1


def test_c_store_over_tls_trusts_the_clinics_own_authority_alone(archive, store, authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue())
    with Line(archive.port, context) as line:
        address = f"dicom+tls://ARCHIVE@localhost:{line.port}"
        with pytest.raises(NotSentError, match="does not prove who it is"):
            dicom.send(message_of(), address, Records())
        assert archive.instances == []
        with pytest.raises(NotSentError, match="does not prove who it is"):
            dicom.send(message_of(), address.replace("localhost", "127.0.0.1"), Records(ca=str(authority.certificate)))
        dicom.send(message_of(), address, Records(ca="ca.crt"), authority.folder)
    assert len(archive.instances) == 1


def test_an_archive_that_asks_who_we_are_is_shown_the_clinics_certificate(archive, authority):
    certificate, key = authority.issue()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(authority.certificate)
    context.verify_mode = ssl.CERT_REQUIRED
    with Line(archive.port, context) as line:
        address, ca = f"dicom+tls://ARCHIVE@localhost:{line.port}", str(authority.certificate)
        with pytest.raises(NotSentError):
            dicom.send(message_of(), address, Records(ca=ca))
        shown = Dicom(certificate=certificate.name, key=key.name)
        dicom.send(message_of(), address, Records(ca=ca, dicom=shown), authority.folder)
        with pytest.raises(NotSentError, match=r"nothing\.crt, cannot be used: No such file"):
            dicom.send(message_of(), address, Records(ca=ca, dicom=Dicom(certificate="nothing.crt")))
        with pytest.raises(NotSentError, match="cannot be used"):
            dicom.send(message_of(), address, Records(ca=key.name), authority.folder)
    assert len(archive.instances) == 1


def test_dicomweb_trusts_the_clinics_own_authority_alone(archive, web):
    with pytest.raises(NotSentError, match="does not prove who it is"):
        dicomweb.send(message_of(), web.address, Records())
    assert archive.instances == []


def test_a_wrong_title_is_said_with_what_to_do(archive, store):
    with pytest.raises(RefusedError, match="does not go by the AE title OTHER; write its own"):
        dataclasses.replace(store, address=archive.address.replace("ARCHIVE", "OTHER")).send(message_of())


def test_the_token_comes_from_a_file_or_the_environment(web, front, tmp_path, monkeypatch):
    (tmp_path / "token").write_text("s3cret\n")
    web.send(message_of(), token=str(tmp_path / "token"))
    monkeypatch.setenv("HANDOUTS_DICOM_TOKEN", "0ther")
    web.look(message_of())
    assert [headers.get("Authorization") for *_, headers in front.asked] == ["Bearer s3cret"] * 2 + ["Bearer 0ther"]
    with pytest.raises(NotSentError, match="missing, cannot be used"):
        web.send(message_of(), token=str(tmp_path / "missing"))


def test_nothing_of_the_patient_is_logged(road, caplog):
    caplog.set_level("DEBUG")
    road.send(message_of(personalised=True))
    road.look(message_of(personalised=True))
    for secret in ("Ada", "Example", ADA.number, "485%20777", "19500403"):
        assert secret not in caplog.text
