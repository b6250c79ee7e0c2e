"""The calendar on paper: its words, its tables, its pages, read back."""

import dataclasses
import datetime as dt
import re

import pypdfium2
import pytest
import verapdf
from prescribing import SMALL, Order, monograph_of

from handouts import make_edition
from handouts.leaflet import compose
from handouts.leaflet.calendar import Calendar
from handouts.leaflet.calendar_sheet import calendars
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.edition import Edition
from handouts.page import Renderer
from handouts.pdf import Typesetter
from handouts.proof import prove
from handouts.proof.paper import compare
from handouts.proof.readback.page_text import read_back
from handouts.reader.monograph import read_monograph

RENDERED = {
    "cycle": ("{take_days: 21, rest_days: 7, tests: [{day: 1, what: Blood test}]}", {}, True),
    "blank": ("{take_days: 21, rest_days: 7}", {}, False),
    "weekly": ("{weekday: Monday, times: [morning, evening]}", {"paper": "letter", "language": "en-US"}, True),
    "taper": ("{taper: [{dose: 40 mg, days: 20}, {dose: 5 mg, days: 20}]}", {"type": "easy"}, True),
    "arabic": ("{every_days: 2, times: [bedtime]}", {"language": "ar", "title": "ميثوتريكسات"}, True),
    "hindi": ("{take_days: 5, rest_days: 2}", {"language": "hi", "title": "लेनालिडोमाइड"}, True),
}


@pytest.fixture(scope="module")
def rendered(look):
    made = {}

    def render(name):
        if name not in made:
            schedule, options, dated = RENDERED[name]
            named = {key: options[key] for key in ("title", "language") if key in options}
            monograph = monograph_of(lambda text: read_monograph(text.encode(), "test.md"), schedule, **named)
            chosen = {key: options[key] for key in ("paper", "type") if key in options}
            made[name] = (
                monograph,
                *draw(look, monograph, Edition.of(look, clinic=Clinic(phone="1"), **chosen), dated),
            )
        return made[name]

    return render


def draw(look, monograph, edition, dated):
    say = wording(monograph.language, look)
    own_doses = monograph.metadata.schedule.doses
    order = Order(None if own_doses else "10 mg", start=dt.date(2026, 12, 1)) if dated else None
    leaflet = compose(monograph, edition, say)
    parts = (*leaflet.parts, *calendars(monograph, edition, say, order))
    leaflet = dataclasses.replace(leaflet, parts=parts)
    pdf = Typesetter(look, edition).typeset(Renderer(look).draw(leaflet), monograph.language, {})
    return leaflet, pdf


@pytest.mark.parametrize("name", RENDERED)
def test_the_paper_says_what_the_calendar_says(rendered, name):
    monograph, leaflet, pdf = rendered(name)
    assert prove(monograph, leaflet, pdf.data).warnings == ()
    assert not pdf.missing
    count = sum(isinstance(part, Calendar) for part in leaflet.parts)
    bodies = [page.body for page in read_back(pdf.data).pages]
    headed = [number for number, body in enumerate(bodies) if "My calendar:" in body]
    assert len(headed) == count
    assert headed == [*range(len(bodies) - count, len(bodies))]  # a page each, and no page more


@pytest.mark.parametrize("name", RENDERED)
def test_its_table_tells_a_screen_reader_where_it_is(rendered, name):
    _, leaflet, pdf = rendered(name)
    tables = [element for element in walk(read_back(pdf.data).tags) if element.kind == "Table"]
    assert len(tables) == sum(isinstance(part, Calendar) for part in leaflet.parts)
    for table in tables:
        heads = [cell for cell in walk(table) if cell.kind == "TH"]
        scopes = {cell.scope for cell in heads}
        assert scopes == ({"Row"} if name == "blank" else {"Column", "Row"} if len(heads) > 7 else {"Column"})


@pytest.mark.parametrize(("paper", "type_"), [("a4", "large"), (None, "standard"), (None, "large")])
def test_large_print_and_small_paper_lose_no_word_and_keep_a_page_each(read, look, paper, type_):
    chosen = Edition.of(look, type=type_, **({"paper": paper} if paper else {}))
    edition = chosen if paper else chosen.model_copy(update={"paper": SMALL})
    monograph = monograph_of(read, "{take_days: 5, rest_days: 2, cycles: 4, tests: [{day: 1, what: Blood test}]}")
    leaflet, pdf = draw(look, monograph, edition, dated=True)
    bodies = [page.body for page in read_back(pdf.data).pages]
    assert [*compare(leaflet, bodies, monograph)] == []
    count = sum(isinstance(part, Calendar) for part in leaflet.parts)
    assert sum("My calendar:" in body for body in bodies) == count
    assert all("My calendar:" in body for body in bodies[-count:])


@pytest.mark.parametrize("words", ["a4", "large", "easy", "a5", "large+letter"])
def test_a_cycle_has_one_page_and_fills_it(read, look, words):
    edition = make_edition(Clinic(phone="020 7946 0123"), words=words)
    monograph = monograph_of(read, "{take_days: 21, rest_days: 7, cycles: 2}")
    _, pdf = draw(look, monograph, edition, dated=True)
    *_, first, second = pypdfium2.PdfDocument(pdf.data)
    for page in (first, second):
        assert "My calendar:" in page.get_textpage().get_text_bounded()
        reach = [item.get_bounds() for item in page.get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
        height = page.get_height()
        lines = [bottom for _, bottom, _, top in reach if top < height and bottom > edition.page.bottom_mm * 72 / 25.4]
        left = (min(lines) * 25.4 / 72 - edition.page.bottom_mm) / edition.page.text_height_mm
        assert left < 0.12  # the legend stands there


def walk(element):
    yield element
    for kid in element.elements():
        if kid is not None:
            yield from walk(kid)


@pytest.mark.parametrize("name", ["weekly", "taper"])  # cycles: see test_editions.py
def test_it_is_accessible_and_archivable(rendered, tmp_path, name):
    path = tmp_path / "calendar.pdf"
    path.write_bytes(rendered(name)[2].data)
    assert {flavour: verapdf.failures(path, flavour) for flavour in verapdf.PROFILES} == {"ua1": {}, "2a": {}}


def test_days_without_the_medicine_have_a_pattern_beside_their_words(rendered, look):
    _, leaflet, _ = rendered("cycle")
    html = Renderer(look).draw(leaflet)
    cells = re.findall(r'<td( class="rest")?>(.*?)</td>', html, re.DOTALL)
    assert len(cells) == 84
    assert all(bool(pattern) == ("Do\u00a0not take\u00a0it" in words) for pattern, words in cells)
