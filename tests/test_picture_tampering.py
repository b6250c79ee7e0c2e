"""A PDF whose pictures were changed after it was made: what a printer would show otherwise is told."""

import io

import odd_pictures
import pikepdf
import pypdfium2
import pytest
from editing import edition_for
from pikepdf import Array, Dictionary, Name

from handouts.build import press
from handouts.errors import TypesettingError
from handouts.imposition import impose
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.imposition import Imposition, sheet_for, spreads
from handouts.proof import Beside, prove
from handouts.proof.imposed import prove_imposed
from handouts.proof.pictures import PictureFiles
from handouts.proof.readback.pictures import read_pictures
from handouts.reader.monograph import read_monograph

TEXT = "---\ntitle: Demo\n---\n# Demo\n### Dosage\nTake 10 mg.\n\n![A table of doses](table.png)\n\nDo not take more.\n"
FILES = {"table.png": odd_pictures.PNG}
OTHER = odd_pictures.table(digit="6")


@pytest.fixture(scope="module")
def made(look):
    edition = edition_for(Clinic(), "a5")
    machine, monograph = press(look, edition), read_monograph(TEXT.encode(), "test.md")
    leaflet = compose(monograph, edition, wording("en", look))
    pdf = machine.typesetter.typeset(machine.renderer.draw(leaflet), "en", FILES).data
    return monograph, leaflet, pdf


def changed(pdf, change):
    """Return a PDF after a change of its picture, its first page and the whole."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pictures = [item for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Width") == 240]
        (drawn,) = read_pictures(pdf)
        change(document, document.pages[0], pictures[0], drawn.box)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def picture(document, dots, space=Name.DeviceRGB):
    stream = document.make_stream(dots.tobytes())
    stream.Type, stream.Subtype, stream.Width, stream.Height = Name.XObject, Name.Image, 240, 120
    stream.ColorSpace, stream.BitsPerComponent = space, 8
    return stream


def drawing(page, document, operators):
    upright = f"1 0 0 -1 0 {float(page.MediaBox[3]):f} cm"  # the page's own drawing stands on its head
    page.contents_add(document.make_stream(f"/Artifact BMC q {upright} {operators} Q EMC".encode()))


def replaced(document, page, held, box):
    held.write(OTHER.tobytes())


def with_a_palette(document, page, held, box):
    palette = OTHER.convert("P")
    held.write(palette.tobytes())
    colours = bytes([*palette.getpalette(), *[0] * 768][:768])
    held.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(colours)])


def turned_to_negative(document, page, held, box):
    held.Decode = Array([1, 0, 1, 0, 1, 0])


def behind_a_mask(document, page, held, box):
    mask = odd_pictures.table("L").point(lambda grey: 255 if grey > 200 else 0)
    held.SMask = picture(document, mask, Name.DeviceGray)


def without_its_dark(document, page, held, box):
    held.Mask = Array([0, 120, 0, 120, 0, 120])


def covered(document, page, held, box):
    drawing(page, document, f"1 g {box[0] + 6} {box[3] - 18} 8 10 re f")


def covered_by_another(document, page, held, box):
    left, bottom, right, top = box
    page.Resources.XObject["/Other"] = picture(document, OTHER)
    drawing(page, document, f"{right - left} 0 0 {top - bottom} {left} {bottom} cm /Other Do")


def stamped(document, page, held, box):
    look = document.make_stream(b"1 g 0 0 200 100 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 100])
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([*box]), AP=Dictionary(N=look), F=4)
    page.Annots = Array([document.make_indirect(stamp)])


def hidden_in_a_layer(document, page, held, box):
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    held.OC = layer
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def hidden_from_printers(document, page, held, box):
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="x", Usage=usage))
    held.OC = layer
    shown = Dictionary(Event=Name.Print, OCGs=Array([layer]), Category=Array([Name.Print]))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(AS=Array([shown])))


def another_for_printers(document, page, held, box):
    held.Alternates = Array([Dictionary(Image=picture(document, OTHER), DefaultForPrinting=True)])


def one_more(document, page, held, box):
    page.Resources.XObject["/More"] = held
    page.contents_add(document.make_stream(b"q 50 0 0 50 300 300 cm /More Do Q"))


CHANGES = (
    *(replaced, with_a_palette, turned_to_negative, behind_a_mask, without_its_dark, covered, covered_by_another),
    *(stamped, hidden_in_a_layer, hidden_from_printers, another_for_printers, one_more),
)
TOLD = {"other-picture", "unseen-picture", "changed-pictures"}


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__ for change in CHANGES])
def test_a_picture_changed_in_the_pdf_is_told(made, change):
    monograph, leaflet, pdf = made
    assert prove(monograph, leaflet, pdf, beside=Beside(PictureFiles(FILES))).pages
    with pytest.raises(TypesettingError) as caught:
        prove(monograph, leaflet, changed(pdf, change), beside=Beside(PictureFiles(FILES)))
    assert {problem.code for problem in caught.value.problems} & TOLD


def test_imposed_sheets_hold_the_same_pictures(made, look):
    _, _, pdf = made
    paper, pages = edition_for(Clinic(), "a5").paper, len(pypdfium2.PdfDocument(pdf))
    sides = spreads(Imposition.BOOKLET, pages, right_to_left=False)
    sheets = impose(pdf, sides, sheet_for(paper, look), "Demo")
    prove_imposed(pdf, sheets, sides, "test.md")
    with pytest.raises(TypesettingError) as caught:
        prove_imposed(pdf, changed(sheets, replaced), sides, "test.md")
    assert [problem.code for problem in caught.value.problems] == ["imposed-differs"]
