"""What a screen reader hears: one element where a page's end parts one, labels, numbering; and a printer's black."""

import io
import itertools

import pikepdf
import pytest
import verapdf
from editing import edition_for
from test_conformance import tags

from handouts.errors import TypesettingError
from handouts.model.clinic import Clinic

WORDS = {
    "en": "Take it with a glass of water",
    "ar": "تناول الدواء مع كوب من الماء",
    "hi": "इसे एक गिलास पानी के साथ लें",
}


def long_text(words, language):
    """Return a text whose parts each go on overleaf: a paragraph, a list in an item, a quotation, a cell."""
    more = f"{words}. " * 130
    return f"""---
language: {language}
title: Demo
---
# Demo
### Usage
{more}

### Dosage
1. {words}
   - {words}
   - {more}
   - {words}

     {more}
2. {words}

### Precautions
> {more}
>
> {words}

### Storage
| A | B |
|---|---|
| {words} | {more} |
| {words} | 5 |
"""


@pytest.fixture(params=WORDS)
def overleaf(request, make):
    return make(long_text(WORDS[request.param], request.param)).pdf


def pages_of(element):
    """Return the pages of the marked content in an element and all elements in it."""
    found, home = set(), element.get("/Pg")
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S"):
            found |= pages_of(kid)
        elif isinstance(kid, pikepdf.Dictionary):
            found.add(kid.Pg.objgen)
        else:
            found.add(home.objgen)
    return found


def test_what_a_page_parts_is_one_element(overleaf, tmp_path):
    (tmp_path / "a.pdf").write_bytes(overleaf)
    assert {flavour: verapdf.failures(tmp_path / "a.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }
    with pikepdf.open(io.BytesIO(overleaf)) as pdf:
        assert len(pdf.pages) >= 4
        outer, inner = tags(pdf, "L")[:2]
        assert [str(kid.S) for kid in outer.K] == ["/LI"] * 2
        assert [str(kid.S) for kid in inner.K] == ["/LI"] * 3
        for kind in ("L", "LI", "LBody", "BlockQuote", "Sect", "Table", "TR", "TD"):
            assert any(len(pages_of(each)) > 1 for each in tags(pdf, kind)), f"no {kind} goes on overleaf"
        (quotation,) = tags(pdf, "BlockQuote")
        assert [str(kid.S) for kid in quotation.K] == ["/P", "/P"]
        assert len(tags(pdf, "Table")) == 1
        rows = tags(pdf, "TR")
        assert [[str(cell.S) for cell in row.K] for row in rows] == [["/TH"] * 2, ["/TD"] * 2, ["/TD"] * 2]
        assert [str(cell.A.Scope) for cell in tags(pdf, "TH")] == ["/Column", "/Column"]


def test_every_mark_belongs_to_the_element_that_holds_it(overleaf):
    with pikepdf.open(io.BytesIO(overleaf)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        held = 0
        for page in pdf.pages:
            marked = [
                int(op.operands[1].MCID)
                for op in pikepdf.parse_content_stream(page)
                if str(op.operator) == "BDC" and "/MCID" in op.operands[1]
            ]
            assert len(set(marked)) == len(marked)
            for mark in marked:
                owner = owners[int(page.obj.StructParents)][mark]
                kids = [
                    (int(kid.MCID), kid.Pg.objgen)
                    if isinstance(kid, pikepdf.Dictionary)
                    else (int(kid), owner.Pg.objgen)
                    for kid in owner.K
                    if not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid
                ]
                assert kids.count((mark, page.obj.objgen)) == 1
                held += 1
        assert held > 100


def test_a_list_says_how_it_is_numbered_and_each_item_has_its_label(make):
    made = make("### Usage\n- one\n  - inner\n- two\n\n3. three\n4. four\n\nText.\n\na. alpha\nb. beta\n")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        found = [
            (str(each.A.ListNumbering), [str(label.get("/ActualText", "")) for label in labels(each)])
            for each in tags(pdf, "L")
        ]
        assert found[:3] == [("/Disc", ["•", "•"]), ("/None", ["–"]), ("/Decimal", ["", ""])]
        assert all([str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"] for item in tags(pdf, "LI"))
        assert all(str(each.A.O) == "/List" for each in tags(pdf, "L"))


def labels(each):
    return [item.K[0] for item in each.K]


def test_black_and_grey_are_a_printer_s(make):
    """Black letters of three inks blur when the inks are not laid exactly over each other."""
    made = make("### Usage\n- one\n\n> two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        operators = []
        for page in pdf.pages:
            operators += [
                (str(op.operator), [float(each) for each in op.operands])
                for op in pikepdf.parse_content_stream(page)
                if str(op.operator) in {"g", "G", "rg", "RG", "k", "K", "sc", "SC"}
            ]
        assert ("g", [0.0]) in operators
        assert {name for name, _ in operators} <= {"g", "G", "rg", "RG"}
        assert all(len(set(values)) > 1 for name, values in operators if name in {"rg", "RG"})


def test_a_ruled_blank_is_read_aloud(make, tmp_path):
    made = make("### Usage\nFor pain.\n")
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    assert {flavour: verapdf.failures(tmp_path / "a.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        blanks = tags(pdf, "Form")
        assert len(blanks) >= 8
        assert {str(blank.Alt) for blank in blanks} == {"to be filled in"}
        assert {(str(blank.A.O), str(blank.A.Role)) for blank in blanks} == {("/PrintField", "/tv")}
        assert all(pages_of(blank) for blank in blanks), "a field without content is passed over"
        assert all(str(blank.P.S) == "/P" for blank in blanks)


def test_a_blank_that_is_not_told_is_found(make, monkeypatch):
    monkeypatch.setattr("handouts.pdf.painting.is_blank", lambda _: False)
    monkeypatch.setattr("handouts.pdf.tagging.is_blank", lambda _: False)
    with pytest.raises(TypesettingError, match="not told to a screen reader"):
        make("### Usage\nFor pain.\n")


def test_what_can_be_followed_is_a_link(make, tmp_path):
    clinic = Clinic(
        name="Hill Clinic",
        phone="+44 (0)1632 960 001",
        hours="9 to 17",
        out_of_hours="Ward 7: 01632 960 002",
        emergency="112",
        web="hill-clinic.example",
        email="desk@hill-clinic.example",
    )
    text = """---
title: Demo
sources: ["A book, https://books.example/one_two."]
---
# Demo
### Precautions
Do not take Demo if you are allergic to it. See www.allergy.example/page, or **[the *site*](https://demo.example/x)**.

### Usage
Call 01632 960 009, take 5.5 mg at 10.30.
"""
    made = make(text, edition_for(clinic))
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    assert {flavour: verapdf.failures(tmp_path / "a.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        found = {}
        for link in tags(pdf, "Link"):
            areas = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
            assert areas
            assert any(not isinstance(kid, pikepdf.Dictionary) for kid in link.K), "a link without words is none"
            for area in areas:
                target = str(area.A.URI) if "/A" in area else f"#{area.Dest}"
                found.setdefault(target, set()).add(str(area.Contents))
        assert found == {
            "tel:+441632960001": {"+44 (0)1632 960 001"},
            "tel:01632960002": {"01632 960 002"},
            "tel:112": {"112"},
            "https://hill-clinic.example": {"hill-clinic.example"},
            "mailto:desk@hill-clinic.example": {"desk@hill-clinic.example"},
            "https://books.example/one_two": {"https://books.example/one_two"},
            "https://www.allergy.example/page": {"www.allergy.example/page"},
            "https://demo.example/x": {"the site", "(https://demo.example/x)"},
            f"#{made.manifest.document}-part-2": {"See part 2"},
        }
        areas = [area for page in pdf.pages for area in page.get("/Annots", [])]
        parents = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        assert all(parents[int(area.StructParent)].S == "/Link" for area in areas)
        names = list(pdf.Root.Names.Dests.Names)
        assert f"{made.manifest.document}-part-2" in {str(name) for name in names[::2]}


def test_questions_and_what_heads_a_box_are_headings(make):
    text = """---
title: Demo
---
# Demo
### Side Effects
Get emergency help at once if you have:

* chest pain

#### Rare
Call your clinic today for:

* a rash

### Questions
**Can I drive?**

Not today.
"""
    with pikepdf.open(io.BytesIO(make(text).pdf)) as pdf:
        deep = sum(len(tags(pdf, kind)) for kind in ("H3", "H4", "H5"))
        with pdf.open_outline() as outline:
            told = list(walk(outline.root, 1))
        assert deep == 4
    names = dict(told)
    assert {"Get emergency help at once if you have:", "Call your clinic today for:", "Can I drive?"} <= names.keys()
    assert names["Call your clinic today for:"] == names["Rare"] + 1
    assert all(below - above <= 1 for (_, above), (_, below) in itertools.pairwise(told))


def walk(entries, level):
    for entry in entries:
        yield entry.title, level
        yield from walk(entry.children, level + 1)
