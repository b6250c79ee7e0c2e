"""Every leaflet is PDF/UA-1 and PDF/A-2a at once, by the reference validator, and its tags say what a reader needs."""

import io
import re
import zlib

import pikepdf
import pytest
import verapdf
from conftest import POLICY
from editing import edition_for

from handouts.build import build
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.reader.source import Source

TRICKY = (
    """---
title: Tricky <tablets> & "more"
---
# Tricky <tablets> & "more"
### Usage
See [**the** site](https://example.org/very/long/path?with=query) and ภาษาไทย, كلمة, हिन्दी, 漢字, 한국어.
* one

  two paragraphs
  * nested
    1. deep
    2. deeper
> quoted
### Dosage
| Weight | Dose |
|---|---|
"""
    + "".join(f"| >{n} kg | {n} mg |\n" for n in range(60))
    + "| short |\n"
    + """
![A pen](pen.png)

### Side Effects
**Serious:**
* bleeding
#### Deeper
* rash
### FAQs
* **Q: May I?** A: Yes.
"""
)


@pytest.fixture(scope="module")
def tricky(tmp_path_factory, look):
    from PIL import Image

    folder = tmp_path_factory.mktemp("tricky")
    Image.new("RGB", (40, 40), "navy").save(folder / "pen.png")
    (folder / "tricky.md").write_text(TRICKY, "utf-8")
    return build(Source.read(folder / "tricky.md"), BuildOptions(edition_for(Clinic(phone="1")), look, POLICY)).pdf


def tags(pdf, kind):
    def walk(element):
        if isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == f"/{kind}":
                yield element
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot))


def test_tricky_text_conforms(tricky, tmp_path):
    (tmp_path / "tricky.pdf").write_bytes(tricky)
    assert {flavour: verapdf.failures(tmp_path / "tricky.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }


def test_the_validator_finds_faults(tricky, tmp_path):
    with pikepdf.open(io.BytesIO(tricky)) as pdf:
        del pdf.Root.Lang
        del pdf.Root.OutputIntents
        pdf.save(tmp_path / "broken.pdf")
    assert all(verapdf.failures(tmp_path / "broken.pdf", flavour) for flavour in verapdf.PROFILES)


def test_other_languages_say_so(tricky):
    with pikepdf.open(io.BytesIO(tricky)) as pdf:
        assert {str(span.Lang) for span in tags(pdf, "Span") if "/Lang" in span} == {"th", "ar", "hi", "zh", "ko"}


def test_header_cells_have_a_scope_and_a_table_is_one(tricky):
    with pikepdf.open(io.BytesIO(tricky)) as pdf:
        assert [str(cell.A.Scope) for cell in tags(pdf, "TH")] == ["/Column", "/Column"]
        assert len(tags(pdf, "Table")) == 1
        assert len(tags(pdf, "TR")) == 62


def test_headers_and_footers_are_artifacts(tricky):
    with pikepdf.open(io.BytesIO(tricky)) as pdf:
        for page in pdf.pages:
            marked = [op for op in pikepdf.parse_content_stream(page) if str(op.operator) == "BDC"]
            furniture = [
                op
                for op in marked
                if str(op.operands[0]) == "/Artifact" and op.operands[1].get("/Type") == "/Pagination"
            ]
            assert len(furniture) >= 3  # identity, page, notes
        orphans = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem" and "/P" not in item
        ]
        assert orphans == []


def test_every_object_is_where_the_cross_references_say(tricky):
    """A strict reader takes the cross-reference stream at its word."""

    def stream(offset):
        head, rest = tricky[offset:].split(b"stream\n", 1)
        return head, zlib.decompressobj().decompress(rest)

    def numbers(head, key):
        return [int(number) for number in re.search(rb"/%s ?\[?([\d ]+)" % key, head)[1].split()]

    head, table = stream(int(re.search(rb"startxref\s+(\d+)", tricky)[1]))
    widths = numbers(head, b"W")
    rows = [table[start : start + sum(widths)] for start in range(0, len(table), sum(widths))]
    fields = [(row[0], int.from_bytes(row[1 : 1 + widths[1]]), int.from_bytes(row[1 + widths[1] :])) for row in rows]
    packed = {number: index for number, (kind, _, index) in enumerate(fields) if kind == 2}
    holder = next(value for kind, value, _ in fields if kind == 2)
    head, body = stream(fields[holder][1])
    inside = [int(word) for word in body[: numbers(head, b"First")[0]].split()[::2]]
    assert len(packed) == len(inside) > 100
    assert all(inside[index] == number for number, index in packed.items())


def test_titles_bookmarks_and_pictures(tricky):
    with pikepdf.open(io.BytesIO(tricky)) as pdf:
        assert str(pdf.docinfo.Title) == 'Tricky <tablets> & "more"'
        with pdf.open_outline() as outline:
            assert len(outline.root[0].children) >= 4
        assert [str(figure.Alt) for figure in tags(pdf, "Figure")] == ["A pen"]
        assert "/CreationDate" not in pdf.docinfo
        assert not pdf.is_encrypted
