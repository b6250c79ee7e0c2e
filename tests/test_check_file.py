"""The file itself: fonts, standards, locks and scripts; and files from elsewhere, which never make the checker fall."""

import pikepdf
import pytest
from drawing import PAGE, changed, check, draw, ids, typesetter

from handouts.check.paper import file, missing_validator
from handouts.check.rule import Level
from handouts.proof.readback.measure import measure


def unembed(pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item.FontFile2


def unmap(pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            item.ToUnicode = pdf.make_stream(b"/CIDInit /ProcSet findresource begin 1 begincmap 0 endcmap")


def add_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def add_launch(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="other.exe")


def add_file(pdf):
    pdf.attachments["notes.txt"] = b"notes"


BREAK_FILE = {
    "font not embedded": (unembed, {"T01"}),
    "no meaning": (unmap, {"T01"}),
    "script": (add_script, {"T04"}),
    "launch": (add_launch, {"T04"}),
    "file inside": (add_file, {"T04"}),
}


@pytest.mark.parametrize(("change", "expected"), BREAK_FILE.values(), ids=BREAK_FILE)
def test_a_broken_file(change, expected):
    data = changed(draw(), change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert ids(check(data)) - {"T02", "T03"} >= expected


def test_an_encrypted_file():
    findings = check(changed(draw(), encryption=pikepdf.Encryption(owner="owner", user="")))
    assert "The file is encrypted." in [finding.message for finding in findings]
    with pytest.raises(ValueError, match="not a readable PDF"):
        check(changed(draw(), encryption=pikepdf.Encryption(owner="owner", user="secret")))


@pytest.mark.parametrize(("length", "level"), [(400_000, None), (600_000, Level.WARN), (6_000_000, Level.BLOCK)])
def test_a_large_file(length, level):
    found = [finding.level for finding in check(draw() + b"\n%" + b"x" * length) if finding.rule == "T05"]
    assert found == ([level] if level else [])


def without_tags(pdf):
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def without_title(pdf):
    del pdf.Root.ViewerPreferences
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def without_language(pdf):
    del pdf.Root.Lang


def without_intent(pdf):
    del pdf.Root.OutputIntents


@pytest.mark.parametrize(
    ("change", "expected"),
    [(without_tags, {"T02", "T03"}), (without_title, {"T02"}), (without_language, {"T02"}), (without_intent, {"T03"})],
)
def test_the_validator_finds_faults(change, expected):
    findings = [finding for finding in check(changed(draw(), change)) if finding.rule in {"T02", "T03"}]
    assert ids(findings) == expected, findings
    assert all(finding.message.startswith("This is not PDF/") for finding in findings)


def test_a_pdf_of_no_standard():
    data = typesetter().engine.weasyprint.HTML(string=f"<title>Demo</title>{PAGE}").write_pdf()
    assert ids(check(data)) >= {"P15", "T02", "T03"}


def test_without_the_validator_nothing_is_said_but_that(monkeypatch):
    assert missing_validator() == ()
    monkeypatch.setattr(file, "VALIDATOR", "no_such_validator")
    assert len(missing_validator()) == 1
    assert "pip install 'handouts[conformance]'" in missing_validator()[0]
    assert not ids(check(changed(draw(), without_tags))) & {"T02", "T03"}


def empty(pdf):
    pdf.pages[0].Contents = pdf.make_stream(b"")


def picture_only(pdf):
    pixel = pdf.make_stream(
        b"\x80" * 3, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8
    )
    pixel.ColorSpace = pikepdf.Name.DeviceRGB
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=pixel))
    pdf.pages[0].Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")


def turned(pdf):
    pdf.pages[0].Rotate = 90


def moved(pdf):
    pdf.pages[0].MediaBox = [100, 100, 100 + 595.28, 100 + 841.89]
    pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"1 0 0 1 100 100 cm"), prepend=True)


STRANGERS = {
    "empty": (empty, {"P15"}),
    "picture only": (picture_only, {"P14", "P15"}),
    "turned": (turned, {"P13"}),
    "moved": (moved, set()),
}


@pytest.mark.parametrize(("change", "expected"), STRANGERS.values(), ids=STRANGERS)
def test_a_strangers_pdf(change, expected):
    findings = check(changed(draw(), change))
    assert ids(findings) - {"T02", "T03"} == expected, findings


def test_a_file_without_pages_and_a_huge_one():
    with pytest.raises(ValueError, match="not a readable PDF"):
        check(changed(draw(), lambda pdf: pdf.pages.__delitem__(0)))
    huge = changed(draw(), lambda pdf: pdf.pages[0].update({"/MediaBox": [0, 0, 14_400, 14_400]}))
    assert "P13" in ids(check(huge))


@pytest.mark.parametrize("data", [b"", b"garbage", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\0" * 1000])
def test_garbage_is_no_pdf(data):
    with pytest.raises(ValueError, match="not a readable PDF"):
        check(data)


def test_a_turned_page_is_measured_as_it_is_seen():
    upright, turned_round = (
        measure(data).pages[0] for data in (draw(), changed(draw(), lambda pdf: pdf.pages[0].update({"/Rotate": 180})))
    )
    first, last = upright.pieces[0].box, turned_round.pieces[0].box
    assert (last.left, last.bottom) == pytest.approx(
        (upright.width_mm - first.right, upright.height_mm - first.top), abs=0.01
    )


def test_text_inside_forms_and_in_pale_ink_is_seen():
    def wrap(pdf):
        page = pdf.pages[0]
        form = pdf.make_stream(
            b"BT /F1 12 Tf 0.7 g 1 0 0 1 0 0 Tm (Pale words) Tj ET",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
        )
        form.BBox, form.Matrix = [0, 0, 200, 50], [0.5, 0, 0, 0.5, 0, 0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Resources.XObject["/Inner"] = form
        page.contents_add(pikepdf.Stream(pdf, b"q 1 0 0 1 100 300 cm /Inner Do Q"))

    found = {finding.rule: finding for finding in check(changed(draw(), wrap))}
    assert {"P04", "P08", "T01"} <= set(found)
    assert found["P04"].message == "Page 1: The smallest text is set in 6 pt."
    assert found["P08"].words == "Pale words"
