"""A few pages look as they did when somebody last looked at them."""

import pictures
import pytest
from PIL import Image, ImageDraw


def kept(name):
    return Image.open(pictures.FOLDER / f"{name}.png").convert("L")


@pytest.mark.no_cover
@pytest.mark.parametrize("name", pictures.PAGES)
def test_a_page_looks_as_it_did(name, tmp_path):
    drawn = pictures.draw(name)
    told = pictures.difference(kept(name), drawn)
    if told:
        pictures.beside(kept(name), drawn).save(tmp_path / f"{name}.png")
    hint = f"Look at {tmp_path / name}.png (kept, drawn, difference); if it is meant, run `make pictures`."
    assert told is None, f"{told}. {hint}"


def test_every_picture_is_compared():
    assert {path.stem for path in pictures.FOLDER.glob("*.png")} == set(pictures.PAGES)
    assert set(pictures.GALLERY) < set(pictures.PAGES)
    assert sum(path.stat().st_size for path in pictures.FOLDER.glob("*.png")) < 500_000


def test_a_word_more_is_seen_and_its_place_told():
    page = kept("warfarin")
    changed = page.copy()
    ImageDraw.Draw(changed).text((100, 300), "Take twice as much", fill=0)
    told = pictures.difference(page, changed)
    left, top, right, bottom = told.box_mm
    assert 38 <= left < right < 100
    assert 125 <= top < bottom < 140
    assert "of the page differs" in str(told)
    assert pictures.difference(page, page.crop((0, 0, 100, 100))).share == 1.0


def test_a_shade_is_no_difference():
    page = kept("table")
    assert pictures.difference(page, page.point([max(value - 10, 0) for value in range(256)])) is None
