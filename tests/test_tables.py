"""Tables on paper: every value under its headings, in ink and in tags, whatever the table's shape and size."""

import collections
import ctypes
import io
import itertools
import re

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import verapdf
from conftest import CLINIC, ROOT
from editing import edition_for
from fontTools.ttLib import TTFont

from handouts.model.letter_widths import WIDTHS, width_of
from handouts.proof.readback.page_text import is_artifact, read_pages

MERGED = """### Dosage
<table>
<tr><th rowspan="2">Kind</th><th rowspan="2">Weight</th><th colspan="2">Tablets</th></tr>
<tr><th>Morning</th><th>Noon</th></tr>
<tr><td rowspan="2">Child</td><td>7 kg</td><td>7 mg</td><td>1 mg</td></tr>
<tr><td>9 kg</td><td colspan="2">9 mg</td></tr>
<tr><td>Adult</td><td>any</td><td>20 mg</td><td>none</td></tr>
</table>
"""
RATE = "0.5-1 mcg/kg/min"


def rows(first, *others):
    """Return a table of Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (first, ["---"] * len(first), *others)) + "\n"


def numbered(count):
    return "### Dosage\n" + rows(
        ("Day", "Tablets of 1 mg"), *((f"day {n}", f"{n} tablets") for n in range(1, count + 1))
    )


def printed(built):
    """Return the words of the leaflet's pages, one space between two."""
    return " ".join(" ".join(page.body.split()) for page in read_pages(built.pdf))


def pieces(built):
    """Return each stretch of text: page, left, bottom, right, top, size in points, artifact or not, MCID and words."""
    with pypdfium2.PdfDocument(built.pdf) as document:
        for number, page in enumerate(document):
            text_page = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                size = ctypes.c_float()
                pdfium.FPDFTextObj_GetFontSize(item.raw, size)
                length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
                buffer = (ctypes.c_ushort * (length // 2))()
                pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
                words = bytes(buffer).decode("utf-16-le").rstrip("\0").replace("\u00a0", " ")
                points = size.value * abs(item.get_matrix().d)
                mcid = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                yield (number, *item.get_bounds(), points, is_artifact(item.raw), mcid, words)


def stretches(built):
    """Return the pieces of one mark of the file as one: page, edges, size, artifact or not, words."""
    for (number, artifact, _), group in itertools.groupby(pieces(built), lambda piece: (piece[0], piece[6], piece[7])):
        found = list(group)
        edges = (
            fold(edge)
            for fold, edge in zip((min, min, max, max), zip(*(each[1:5] for each in found), strict=True), strict=True)
        )
        words = " ".join("".join(each[8] for each in found).split())
        if words:
            yield (number, *edges, min(each[5] for each in found), artifact, words)


def tagged_tables(built):
    """Return each table of the tags: its rows, of cells with their kind, scope, spans and words."""
    words = collections.defaultdict(str)
    for number, *_, mcid, text in pieces(built):
        words[number, mcid] += text
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def inside(element, kind):
            for kid in element.get("/K", []):
                if isinstance(kid, pikepdf.Dictionary):
                    if kid.get("/S") == kind:
                        yield kid
                    else:
                        yield from inside(kid, kind)

        def text(element):
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    yield words[numbers[element.Pg.objgen], kid]
                elif isinstance(kid, pikepdf.Dictionary):
                    yield from text(kid)

        def cell(element):
            spans = [int(element.A.get(name, 1)) for name in ("/ColSpan", "/RowSpan")]
            kind = f"{str(element.S)[1:]} {str(element.A.get('/Scope', ''))[1:]}".strip()
            return kind, *spans, " ".join("".join(text(element)).split())

        return [
            [[cell(kid) for kid in row.K if kid.S in {"/TH", "/TD"}] for row in inside(table, "/TR")]
            for table in inside(pdf.Root.StructTreeRoot, "/Table")
        ]


def headings_of(table, value):
    """Return the words of the column headings a value of a tagged table stands under, and of its row's first cell."""
    places = {}
    for number, row in enumerate(table):
        column = 0
        for kind, columns, down, words in row:
            while (number, column) in places:
                column += 1
            covered = itertools.product(range(number, number + down), range(column, column + columns))
            places |= dict.fromkeys(covered, (kind, words))
    (number, column), *_ = [place for place, (_, words) in places.items() if words == value]
    above = [places[n, column] for n in range(number) if places[n, column][0] == "TH Column"]
    return [*dict.fromkeys(words for _, words in above)], places[number, 0][1]


def test_a_dose_beside_merged_cells_stands_under_its_headings(make):
    (table,) = tagged_tables(make(MERGED))
    assert headings_of(table, "7 mg") == (["Tablets", "Morning"], "Child")
    assert headings_of(table, "1 mg") == (["Tablets", "Noon"], "Child")
    assert headings_of(table, "9 kg") == (["Weight"], "Child")
    assert headings_of(table, "20 mg") == (["Tablets", "Morning"], "Adult")
    assert headings_of(table, "none") == (["Tablets", "Noon"], "Adult")
    assert [cell for row in table for cell in row if cell[3] in {"Child", "9 mg"}] == [
        ("TD", 1, 2, "Child"),
        ("TD", 2, 1, "9 mg"),
    ]


def test_a_dose_beside_merged_cells_stands_below_its_heading_in_ink(make):
    left = {words: left for _, left, *_, words in stretches(make(MERGED))}
    assert left["Morning"] == pytest.approx(left["7 mg"], abs=2)
    assert left["Morning"] == pytest.approx(left["9 mg"], abs=2)
    assert left["Noon"] == pytest.approx(left["1 mg"], abs=2)
    assert left["Weight"] == pytest.approx(left["9 kg"], abs=2)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_column_headings_stand_on_every_page_and_once_in_the_tags(make, paper):
    built = make(numbered(75), edition=edition_for(CLINIC, paper))
    repeated = [artifact for *_, artifact, words in stretches(built) if "Tablets of 1 mg" in words]
    pages = {number for number, *_, words in stretches(built) if re.match(r"day \d", words)}
    assert len(pages) >= 3
    assert repeated == [False] + [True] * (len(pages) - 1)
    (table,) = tagged_tables(built)
    assert len(table) == 76
    assert headings_of(table, "41 tablets") == (["Tablets of 1 mg"], "day 41")


def test_a_short_table_has_its_headings_once(make):
    assert sum("Tablets of 1 mg" in words for *_, words in stretches(make(numbered(5)))) == 1


@pytest.mark.parametrize("text", [MERGED, numbered(75)], ids=["merged", "long"])
def test_tables_conform(make, tmp_path, text):
    (tmp_path / "table.pdf").write_bytes(make(text).pdf)
    assert {flavour: verapdf.failures(tmp_path / "table.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }


@pytest.mark.no_cover
@pytest.mark.parametrize("columns", [2, 4, 5, 6, 8, 10])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_wide_tables_are_readable(make, columns, paper):
    heads = ["Weight", *(f"Hour {n}" for n in range(1, columns))]
    built = make(f"### Dosage\n{rows(heads, *[['10 kg', *[RATE] * (columns - 1)]] * 4)}", edition_for(CLINIC, paper))
    found = list(stretches(built))
    assert sum(RATE in words for *_, words in found) == 4 * (columns - 1)
    assert sum("parted" in problem.code for problem in built.warnings) == 0
    assert min(points for *_, points, _, _ in found) >= 8.99
    inked = [piece for piece in pieces(built) if piece[-1].strip()]
    for one, other in itertools.combinations(inked, 2):
        assert one[6:8] == other[6:8] or not overlap(one, other), f"{one[-1]} over {other[-1]}"


def overlap(one, other):
    """Tell whether two stretches of text share more than half a point of a page."""
    (page, left, bottom, right, top), (page_2, left_2, bottom_2, right_2, top_2) = one[:5], other[:5]
    return (
        page == page_2
        and min(right, right_2) - max(left, left_2) > 0.5
        and min(top, top_2) - max(bottom, bottom_2) > 0.5
    )


def test_few_short_columns_keep_the_size_of_the_text(make):
    built = make("### Dosage\n" + rows(("Age", "Tablet", "When"), ("adult", "one", "evening")))
    assert {round(points) for *_, points, _, words in stretches(built) if words in {"adult", "evening"}} == {13}
    assert len(tagged_tables(built)) == 1


def test_a_table_that_does_not_fit_is_told_as_a_list_of_values_with_their_headings(make):
    heads = ("Clearance", "Start", *(f"Week {n}" for n in range(1, 7)))
    first = ("50-79 ml/min", "200-400 mg/d", "", *("1,200-1,800 mg/d",) * 4, "400 mg/d")
    second = ("15-29 ml/min", "100 mg/d", *("150-300 mg/d",) * 6)
    built = make("### Dosage\n" + rows(heads, first, second))
    words = printed(built).replace("\u00a0", " ")
    assert not tagged_tables(built)
    assert "Clearance: 50-79 ml/min Start: 200-400 mg/d Week 1: Week 2: 1,200-1,800 mg/d" in words
    assert "Week 6: 400 mg/d Clearance: 15-29 ml/min Start: 100 mg/d Week 1: 150-300 mg/d" in words


def test_every_column_of_a_value_in_a_list_is_named(make):
    heads = "".join(f"<th>{name} {RATE}</th>" for name in "ABCDEF")
    text = f"""### Dosage
<table><tr><th rowspan="2">Weight</th><th colspan="6">Rate</th></tr><tr>{heads.replace(" mcg", "&nbsp;mcg")}</tr>
<tr><th colspan="7">Children</th></tr>
<tr><td rowspan="2">10 kg</td><td colspan="2">5 mg</td><td>6 mg</td><td>7 mg</td><td>8 mg</td><td>9 mg</td></tr>
<tr><td>1 mg</td><td>2 mg</td><td>3 mg</td><td>4 mg</td><td>11 mg</td><td>12 mg</td></tr></table>
"""
    words = printed(make(text)).replace("\u00a0", " ")
    assert f"Children Weight: 10 kg Rate – A {RATE}, Rate – B {RATE}: 5 mg Rate – C {RATE}: 6 mg" in words
    assert f"9 mg Weight: 10 kg Rate – A {RATE}: 1 mg" in words


SHORT, TALL = "see left", "<br>".join(f"line {n} of it" for n in range(1, 91))


@pytest.mark.parametrize(
    "cells", list(itertools.product([SHORT, TALL], repeat=2)), ids=["short", "right", "left", "both"]
)
def test_a_row_taller_than_a_page_loses_and_doubles_nothing(make, cells):
    built = make("### Storage\n" + rows(("One", "Other"), cells, ("after", "the end")))
    words = printed(built)
    assert [int(number) for number in re.findall(r"line (\d+) of it", words)] == [*range(1, 91)] * cells.count(TALL)
    assert words.count(SHORT) == cells.count(SHORT)


def test_rows_that_share_a_cell_stay_on_one_page(make):
    groups = "".join(
        f"<tr><td rowspan=2>day {n}</td><td>{n} mg</td></tr><tr><td>{n} ml</td></tr>" for n in range(1, 60)
    )
    built = make(f"### Dosage\n<table><tr><th>Day</th><th>Dose</th></tr>{groups}</table>\n")
    page = {words: number for number, *_, words in stretches(built)}
    assert len({page[f"day {n}"] for n in range(1, 60)}) > 2
    assert all(page[f"day {n}"] == page[f"{n} mg"] == page[f"{n} ml"] for n in range(1, 60))


@pytest.mark.parametrize(("weight", "face"), [(0, "Regular"), (1, "Bold")])
def test_letters_are_at_least_as_wide_as_the_fonts(weight, face):
    font = TTFont(ROOT / f"styles/fonts/AtkinsonHyperlegibleNext-{face}.ttf")
    widths, names = font["hmtx"].metrics, font.getBestCmap()
    wider = {letter for letter, width in WIDTHS[weight].items() if widths[names[ord(letter)]][0] > width}
    assert not wider
    assert 0.95 < sum(widths[names[ord(letter)]][0] for letter in RATE) / 1000 / width_of(RATE, weight) <= 1


def test_pages_of_short_lines_are_no_parted_numbers(make):
    """On such pages pdfium takes text for vertical."""
    row = ["v25x 0.5-1 mcg/kg/min", *["v26x mg"] * 6, "0.5-1 mcg/kg/min"]
    built = make("### Dosage\n" + rows([f"head{n}x" for n in range(8)], *[row] * 30))
    assert not [problem for problem in built.warnings if problem.code == "parted-number"]
