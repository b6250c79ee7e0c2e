"""Sheets behind the text: what stands on them, that a pen has room, and that they say nothing of their own."""

import io
import itertools

import pypdfium2
import pytest
from conftest import CLINIC
from editing import GOOD, parts_of

from handouts.leaflet import compose
from handouts.leaflet.parts import About, KeyBox
from handouts.leaflet.printed import Origin
from handouts.leaflet.sheets import SHEETS
from handouts.leaflet.sheets.answers import Questions, TeachBack
from handouts.leaflet.sheets.ruled import Diary, Notes
from handouts.leaflet.sheets.wallet_card import WalletCard
from handouts.leaflet.wording import wording
from handouts.model.edition import Edition
from handouts.model.monograph import plain
from handouts.model.sheet import Sheet

EVERY = tuple(SHEETS)
MM = 25.4 / 72
DANGER = "Demo can cause severe birth defects."
DANGEROUS = GOOD.replace("Do not take Demo if", f"{DANGER}\n\nDo not take Demo if")
ARABIC = "---\ntitle: ديمو\nlanguage: ar\nversion: '1.0'\n---\n# ديمو\n### الاستخدام\nخذ 5 mg مرة واحدة في اليوم.\n"


@pytest.fixture
def sheeted(look):
    return lambda *sheets, **chosen: Edition.of(look, clinic=CLINIC, sheets=sheets, **chosen)


@pytest.fixture
def composed(read, look, sheeted):
    def compose_with(text, *sheets, **chosen):
        monograph = read(text)
        return compose(monograph, sheeted(*sheets, **chosen), wording(monograph.language, look))

    return compose_with


def own_text(part):
    return [plain(text.inline) for text in part.text()]


def test_every_sheet_but_the_calendar_has_a_row():
    assert {*SHEETS} == {*Sheet} - {Sheet.CALENDAR}


def test_a_leaflet_has_no_sheet_that_nobody_asked_for(composed):
    assert composed(GOOD).parts[-1].kind == "about"


def test_sheets_stand_behind_the_text_once_in_the_order_asked_for(composed):
    parts = composed(GOOD, Sheet.NOTES, Sheet.DIARY, Sheet.NOTES).parts
    assert [part.kind for part in parts[-3:]] == ["about", "notes", "diary"]


def test_a_sheet_is_another_edition_with_another_number(composed):
    numbers = {composed(GOOD, *sheets).identity for sheets in [(), *((sheet,) for sheet in EVERY)]}
    assert len(numbers) == len(EVERY) + 1


def test_sheets_say_only_our_words_the_clinics_and_whole_quotations(composed):
    leaflet = composed(DANGEROUS, *EVERY)
    about = leaflet.parts.index(parts_of(leaflet, About)[0])
    texts = [text for part in leaflet.parts[about + 1 :] for text in part.text()]
    assert {text.origin for text in texts} == {Origin.WORDING, Origin.INPUT, Origin.QUOTE}
    quoted = [plain(text.inline) for text in texts if text.origin is Origin.QUOTE]
    assert quoted[:2] == ["Demo", DANGER]
    assert all(words in DANGEROUS for words in quoted)


def test_the_diary_names_no_side_effect_but_the_part_that_does(composed):
    leaflet = composed(GOOD, Sheet.DIARY)
    (diary,) = parts_of(leaflet, Diary)
    assert diary.pointers == ("Possible side effects are in part 4.",)
    assert "rash" not in " ".join(own_text(diary))
    assert "112" in own_text(diary)


def test_a_diary_of_a_text_without_side_effects_points_nowhere(composed):
    (diary,) = parts_of(composed("# Demo\n### Dosage\nTake 5 mg once a day.\n", Sheet.DIARY), Diary)
    assert diary.pointers == ()


def test_teach_back_asks_openly_and_is_signed_by_patient_staff_and_interpreter(composed):
    (part,) = parts_of(composed(GOOD, Sheet.TEACH_BACK), TeachBack)
    assert all(prompt.startswith("Tell me in your own words ") for prompt in part.prompts)
    assert [sign.heading for sign in part.signatures] == ["Patient", "Staff", "Interpreter, if there was one"]
    for sign in part.signatures:
        assert {"Signature", "Date"} <= {field.label for field in sign.fields}
        assert not any(field.value for field in sign.fields)


def test_the_card_quotes_the_gravest_danger_whole(composed):
    leaflet = composed(DANGEROUS, Sheet.WALLET_CARD)
    (card,), (box,) = parts_of(leaflet, WalletCard), parts_of(leaflet, KeyBox)
    assert {*card.dangers} <= {(quote.inline, quote.line) for quote in box.quotes}
    assert plain(card.dangers[0][0]) == plain(box.quotes[0].inline) == DANGER
    assert card.pointer == "There is more in my leaflet."
    assert {"112", "01632 960 001", "Demo"} <= {*own_text(card)}


@pytest.mark.parametrize(
    "danger",
    [
        "Demo can cause severe birth defects" + " and much more that is told here at length" * 8 + ".",
        "Do not take Demo if:\n\n* you are pregnant\n* you have ever been allergic to it",
    ],
    ids=["too long", "leads in a list"],
)
def test_a_danger_that_does_not_fit_the_card_is_never_cut(composed, danger):
    text = GOOD.replace("Do not take Demo if you are allergic to it.", danger)
    (card,) = parts_of(composed(text, Sheet.WALLET_CARD), WalletCard)
    assert card.dangers == ()
    assert card.pointer == "My leaflet has a box on page 1: “Read this first”. Read it."


def test_a_card_quotes_as_many_as_fit_it_the_gravest_first(composed):
    more = [f"Do not take Demo {n} hours before a scan, or it can be fatal." for n in range(2, 14)]
    text = GOOD.replace("Do not take Demo if you are allergic to it.", "\n\n".join([DANGER, *more]))
    leaflet = composed(text, Sheet.WALLET_CARD)
    (card,), (box,) = parts_of(leaflet, WalletCard), parts_of(leaflet, KeyBox)
    words = [plain(inline) for inline, _ in card.dangers]
    assert words == [plain(quote.inline) for quote in box.quotes if plain(quote.inline) in words]
    assert words[0] == DANGER
    assert 2 <= len(words) < len(box.quotes)


def test_a_card_without_a_danger_box_has_one_side(composed):
    (card,) = parts_of(composed(ARABIC, Sheet.WALLET_CARD), WalletCard)
    assert (card.danger_heading, card.dangers, card.pointer) == (None, (), None)
    assert "fold" not in card.lead


@pytest.mark.parametrize("kind", [Notes, Questions, TeachBack])
def test_lines_to_write_on_leave_room_for_a_pen(composed, kind):
    standard, easy = (
        parts_of(composed(GOOD, Sheet.NOTES, Sheet.QUESTIONS, Sheet.TEACH_BACK, type=style), kind)[0]
        for style in ("standard", "easy")
    )
    assert standard.rule_mm >= 8
    assert easy.rule_mm >= standard.rule_mm


@pytest.fixture(scope="module")
def built(look, tmp_path_factory):
    from conftest import POLICY

    from handouts.build import build
    from handouts.model.options import BuildOptions
    from handouts.reader.source import Source

    def make(name, text):
        path = tmp_path_factory.mktemp("sheets") / f"{name}.md"
        path.write_text(text, "utf-8")
        edition = Edition.of(look, clinic=CLINIC, sheets=EVERY)
        return build(Source.read(path), BuildOptions(edition, look, POLICY)).pdf

    return {name: make(name, text) for name, text in (("en", DANGEROUS),)}


def pages_of(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [(page, page.get_textpage().get_text_bounded()) for page in document]


def test_each_sheet_begins_a_page(built):
    texts = [text for _, text in pages_of(built["en"])]
    for heading in ("My symptom diary", "Questions to ask", "In my own words", "Card for my wallet"):
        (page,) = [text for text in texts if heading in text]
        assert "About this leaflet" not in page
    assert sum("Write a line for each day" in text for text in texts) == 1


def test_the_card_is_an_id_1_card_once_folded(built):
    (page,) = [page for page, text in pages_of(built["en"]) if "I take this medicine" in text]
    boxes = [item.get_bounds() for item in page.get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    # The dashes of the frame stand at its edges: across they are 85.6 mm apart, down twice 54 mm.
    left, bottom, right, top = (
        pick(box[at] for box in boxes if 20 < box[0] * MM < 110 and box[3] * MM < 270 and box[1] * MM > 100)
        for at, pick in enumerate((min, min, max, max))
    )
    assert abs((right - left) * MM - 85.6) < 1.5
    assert abs((top - bottom) * MM - 108) < 2


def test_ruled_lines_stand_eight_millimetres_apart_or_more(built):
    (page,) = [page for page, text in pages_of(built["en"]) if "Questions to ask" in text]
    picture = page.render(scale=200 / 72).to_pil().convert("L")
    width, height = picture.size
    across = (width // 6, width // 2)
    rows = range(height // 10, height * 9 // 10)
    dark = [row for row in rows if picture.crop((across[0], row, across[1], row + 1)).getextrema()[1] < 200]
    ruled = [row for before, row in itertools.pairwise([-9, *dark]) if row - before > 2]
    assert len(ruled) >= 12
    assert all((after - before) * 25.4 / 200 >= 8 for before, after in itertools.pairwise(ruled))
