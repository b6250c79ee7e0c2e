"""A damaged picture is refused wherever it is met; of a sound one paper shows what a viewer does, and no more."""

import io
import pathlib
import re
import warnings

import odd_pictures
import pikepdf
import pytest
from conftest import POLICY
from editing import ADA, GOOD, edition_for
from PIL import Image, ImageChops, ImageFile, ImageOps

from handouts.build import build
from handouts.errors import TypesettingError
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.proof.readback.pictures import read_pictures
from handouts.reader.monograph import read_monograph
from handouts.reader.pictures import check_pictures
from handouts.reader.source import Source

SHOWN = "\n".join(f"Picture {number}.\n\n![It is {name}]({name})\n" for number, name in enumerate(odd_pictures.SOUND))


def problems_of(data, name="pen.png"):
    monograph = read_monograph(f"# Demo\n\n### Dosage\n\n![A pen]({name})\n".encode(), "demo.md")
    try:
        check_pictures(monograph, {name: data}, pathlib.Path())
    except TypesettingError as error:
        return [(problem.code, problem.hint) for problem in error.problems]
    return []


@pytest.mark.parametrize("lenient", [False, True], ids=["alone", "beside-the-engine"])
@pytest.mark.parametrize("kind", odd_pictures.DAMAGED)
def test_a_damaged_picture_is_refused_with_a_hint(kind, lenient, monkeypatch):
    """The engine lets whatever is cut off pass, for its whole process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    ((code, hint),) = problems_of(odd_pictures.DAMAGED[kind])
    assert code == "unfit-picture"
    assert hint.endswith(".")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


@pytest.mark.parametrize("name", odd_pictures.SOUND)
def test_a_sound_picture_is_not(name):
    assert problems_of(odd_pictures.SOUND[name], name) == []


def test_one_byte_of_a_file_is_not_lost_unnoticed():
    """Wherever a PNG or a JPEG is cut, and wherever a byte of a PNG's dots is another."""
    for data in (odd_pictures.PNG, odd_pictures.JPEG, odd_pictures.PROGRESSIVE):
        missed = [place for place in range(0, len(data) - 1, 41) if not problems_of(data[:place])]
        assert missed == []
    start = odd_pictures.PNG.index(b"IDAT")
    places = range(start, len(odd_pictures.PNG), 29)
    assert [place for place in places if not problems_of(odd_pictures.with_bit(odd_pictures.PNG, place))] == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory, look):
    """Print all sound pictures, in colours and in grey."""
    folder = tmp_path_factory.mktemp("sound")
    for name, data in odd_pictures.SOUND.items():
        (folder / name).write_bytes(data)
    (folder / "demo.md").write_text(GOOD + "\n" + SHOWN)
    source = Source.read(folder / "demo.md")
    editions = {False: edition_for(Clinic()), True: edition_for(Clinic(), grey=True)}
    return {grey: build(source, BuildOptions(edition, look, POLICY)).pdf for grey, edition in editions.items()}


@pytest.mark.parametrize("grey", [False, True], ids=["colours", "grey"])
def test_paper_shows_what_a_viewer_shows(printed, grey):
    drawn = read_pictures(printed[grey])
    assert len(drawn) == len(odd_pictures.SOUND)
    for (name, data), picture in zip(odd_pictures.SOUND.items(), drawn, strict=True):
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as file:
            seen = ImageOps.exif_transpose(file).convert("RGBA")
        white = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
        wanted = white.convert("L").convert("RGB") if grey else white
        assert picture.dots.size == wanted.size, name
        extremes = ImageChops.difference(picture.dots.convert("RGB"), wanted).getextrema()
        assert max(high for _, high in extremes) <= 4, name


def test_nothing_of_a_file_but_its_dots_reaches_the_paper(printed):
    assert sum(odd_pictures.SECRET in data for data in odd_pictures.SOUND.values()) >= 6
    for pdf in printed.values():
        with pikepdf.open(io.BytesIO(pdf)) as document:
            streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
            held = b"".join(stream.read_raw_bytes() for stream in streams)
            masks = [stream for stream in streams if "/SMask" in stream]
        assert len(streams) > len(odd_pictures.SOUND)
        assert odd_pictures.SECRET not in held + pdf
        assert not re.search(rb"Exif\0|ICC_PROFILE|http://ns.adobe.com/xap", held)
        assert masks == []  # what lies under a part that is not seen would be in the file


def test_what_is_in_order_already_is_printed_byte_for_byte(printed):
    with pikepdf.open(io.BytesIO(printed[False])) as document:
        held = {item.read_raw_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)}
    assert odd_pictures.JPEG in held
    assert odd_pictures.PROGRESSIVE in held


@pytest.fixture
def damaged(demo):
    """Write a text with a picture that is cut off."""
    demo.write_text(GOOD.replace("Demo eases pain.", "Demo eases pain.\n\n![How to hold the pen](pen.png)"))
    (demo.parent / "pen.png").write_bytes(odd_pictures.DAMAGED["jpeg, cut in half and ended"])
    return demo


def test_build_check_and_approve_say_the_same_of_it(run, damaged):
    told = "The picture pen.png is damaged: not all of it can be read."
    built = run("build", damaged)
    assert (built.returncode, told in built.stderr) == (4, True)
    checked = [run("check", *words, damaged) for words in ((), ("--text",))]
    assert ["P20" in result.stdout and "damaged" in result.stdout for result in checked] == [True, True]
    assert [result.returncode for result in checked] == [1, 1]
    signed = run("approve", damaged, *ADA)
    assert (signed.returncode, told in signed.stderr) == (4, True)
    despite = run("approve", damaged, *ADA, "--despite", "P20=the printer will manage")
    assert despite.returncode == 4
    assert not damaged.with_name("demo.approvals.toml").exists()
