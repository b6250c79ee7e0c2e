"""The picture that was read is the one that is signed, printed and proven; a swapped one is told by its name."""

import datetime as dt
import json
import pathlib
import tomllib

import odd_pictures
import pytest
from editing import ADA, GOOD, edition_for
from PIL import Image

import handouts
from handouts.build import build
from handouts.errors import HandoutsError, TypesettingError
from handouts.model.clinic import Clinic
from handouts.model.manifest_parts import FileDigest
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.pack import read_pack
from handouts.model.recipient import Recipient
from handouts.packs.making import build_pack
from handouts.packs.verify import verify_pack
from handouts.pdf.brought import Brought
from handouts.pdf.fetcher import SealedFetcher, address
from handouts.proof.readback.pictures import read_pictures
from handouts.reader.source import Source
from handouts.review.approval import review_status
from handouts.verify import verify

DAY = dt.date(2026, 3, 31)
TEXT = GOOD.replace("Demo eases pain.", "Demo eases pain.\n\n![A table of doses](table.png)")
OTHER = odd_pictures.saved(odd_pictures.table(digit="6"))
PATIENT = Recipient(name="Ada Example", born=dt.date(1950, 4, 3), number="485 777 3456")


@pytest.fixture
def pictured(demo):
    demo.write_text(TEXT)
    (demo.parent / "table.png").write_bytes(odd_pictures.PNG)
    return demo


@pytest.fixture
def options(look):
    return BuildOptions(edition_for(Clinic()), look, ReviewPolicy(DAY))


def dots_of(pdf):
    (picture,) = read_pictures(pdf)
    return picture.dots.convert("RGB").tobytes()


def dots(data):
    import io

    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


class Swapping(dict):
    """Pictures whose files are swapped as soon as one is looked at."""

    def __init__(self, pictures, file):
        super().__init__(pictures)
        self.file = file

    def __getitem__(self, name):
        self.file.write_bytes(OTHER)
        return super().__getitem__(name)

    def items(self):
        self.file.write_bytes(OTHER)
        return super().items()


def test_a_picture_swapped_after_it_was_read_is_not_printed(pictured, options):
    source = Source.read(pictured)
    (pictured.parent / "table.png").write_bytes(OTHER)
    made = build(source, options)
    assert dots_of(made.pdf) == dots(odd_pictures.PNG)
    assert [each.sha256 for each in made.manifest.pictures] == [FileDigest.of("", odd_pictures.PNG).sha256]


def test_a_picture_swapped_while_it_is_set_is_not_printed(pictured, options):
    source = Source.read(pictured)
    object.__setattr__(source, "pictures", Swapping(source.pictures, pictured.parent / "table.png"))
    made = build(source, options)
    assert (pictured.parent / "table.png").read_bytes() == OTHER
    assert dots_of(made.pdf) == dots(odd_pictures.PNG)


def test_the_engine_is_told_of_no_path_it_could_read_again(tmp_path):
    """A folder /monograph may stand on any machine: a container's volume has such names."""
    for data in (odd_pictures.PNG, odd_pictures.JPEG):
        fetcher = SealedFetcher([tmp_path], Brought(b"", trust_fonts=False), {"table.png": data})
        response = fetcher.fetch(address("monograph", "table.png"))
        assert (response.path, response.read()) == (None, data)


def test_no_file_outside_the_folder_is_printed_once_it_was_linked_to(run, pictured):
    """The index remembers names: what is found under them must lie in the folder, as at the first time."""
    outside = pictured.parent.parent / "secret.png"
    outside.write_bytes(OTHER)
    assert run("build", "content", cwd=pictured.parent.parent).returncode == 0
    before = (pictured.parent.parent / "build/demo.pdf").read_bytes()
    (pictured.parent / "table.png").unlink()
    (pictured.parent / "table.png").symlink_to(outside)
    again = run("build", "content", cwd=pictured.parent.parent)
    assert (again.returncode, "outside-picture" in again.stderr) == (4, True)
    assert (pictured.parent.parent / "build/demo.pdf").read_bytes() == before


def test_an_index_that_names_a_file_outside_does_not_open_it(run, pictured):
    folder = pictured.parent.parent
    (folder / "secret.png").write_bytes(OTHER)
    assert run("build", "content", cwd=folder).returncode == 0
    index = folder / "build/.handouts.jsonl"
    index.write_text(index.read_text().replace('"table.png"', '"../secret.png"'))
    pictured.write_text(TEXT.replace("table.png", "../secret.png"))
    again = run("build", "content", cwd=folder)
    assert (again.returncode, "outside-picture" in again.stderr) == (4, True)


def test_what_is_signed_is_the_picture_that_was_shown(run, pictured):
    assert run("approve", pictured, *ADA).returncode == 0
    assert review_status(Source.read(pictured), DAY).approved
    signed = tomllib.loads(pictured.with_name("demo.approvals.toml").read_text())["entry"][0]["pictures"]
    (pictured.parent / "table.png").write_bytes(OTHER)
    assert review_status(Source.read(pictured), DAY).state == "changed"
    assert run("build", "content", cwd=pictured.parent.parent).returncode == 0
    assert "changed" in run("list", pictured).stdout
    assert len(signed) == 64


def forged(made, other):
    """Return a manifest that calls another PDF the one that was made."""
    return made.manifest.model_copy(update={"pdf": FileDigest.of(made.manifest.pdf.name, other.pdf)})


def codes_of(*arguments):
    with pytest.raises(HandoutsError) as caught:
        verify(*arguments)
    return [(problem.code, "table.png" in problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("patient", [None, PATIENT], ids=["anybody", "a-patient"])
def test_verify_finds_a_swapped_picture_in_a_pdf(pictured, options, look, patient):
    source = Source.read(pictured)
    made = build(source, options, patient)
    (pictured.parent / "table.png").write_bytes(OTHER)
    swapped = Source.read(pictured)
    other = build(swapped, options, patient)
    path = pathlib.Path("demo.pdf")
    assert verify(made.pdf, made.manifest, source, look, path)
    assert codes_of(other.pdf, forged(made, other), source, look, path) == [("other-picture", True)]
    assert codes_of(other.pdf, made.manifest, source, look, path) == [("pdf-changed", False), ("other-picture", True)]
    assert codes_of(made.pdf, made.manifest, swapped, look, path) == [("picture-changed", True)]
    lacking = forged(made, other).model_copy(update={"pictures": ()})
    assert ("other-picture", True) in codes_of(other.pdf, lacking, source, look, path)


def test_verify_asks_for_a_picture_that_is_not_here(run, pictured):
    folder = pictured.parent.parent
    assert run("build", "content", cwd=folder).returncode == 0
    assert run("verify", "build/demo.pdf", cwd=folder).returncode == 0
    (pictured.parent / "table.png").rename(folder / "table.png")
    result = run("verify", "build/demo.pdf", cwd=folder)
    assert (result.returncode, "missing-picture" in result.stderr) == (4, True)
    assert "table.png" in result.stderr
    (pictured.parent / "table.png").write_bytes(odd_pictures.DAMAGED["png, cut in half"])
    result = run("verify", "build/demo.pdf", cwd=folder)
    assert (result.returncode, "picture-changed" in result.stderr) == (4, True)


def test_a_pack_is_proven_picture_by_picture(pictured, options, look):
    other = pictured.with_name("other.md")
    other.write_text(TEXT.replace("table.png", "second.png").replace("Demo", "Other"))
    (pictured.parent / "second.png").write_bytes(odd_pictures.JPEG)
    file = pictured.parent / "pack.toml"
    file.write_text('title = "Two"\nleaflets = ["demo.md", "other.md"]\n')
    sources = [Source.read(path) for path in (pictured, other)]
    pack = build_pack(read_pack(file), sources, options)
    assert verify_pack(pack.pdf, pack.manifest, sources, look, pathlib.Path("pack.pdf"))
    (pictured.parent / "second.png").write_bytes(OTHER)
    swapped = [Source.read(path) for path in (pictured, other)]
    built = build_pack(read_pack(file), swapped, options)
    values = json.loads(pack.manifest.to_json())
    digest = FileDigest.of(pack.manifest.pdf.name, built.pdf).model_dump()
    values["pdf"] = digest
    for each in values["leaflets"]:
        each["leaflet"]["pdf"] = digest
    manifest = type(pack.manifest).model_validate_json(json.dumps(values))
    with pytest.raises(TypesettingError) as caught:
        verify_pack(built.pdf, manifest, sources, look, pathlib.Path("pack.pdf"))
    assert [(problem.code, problem.words) for problem in caught.value.problems] == [("other-picture", "second.png")]


def test_the_public_way_says_the_same(pictured):
    leaflet = handouts.build_leaflet(pictured, today=DAY)
    manifest = leaflet.manifest.to_json()
    assert handouts.verify_leaflet(leaflet.pdf, pictured, manifest=manifest).pages == 1
    (pictured.parent / "table.png").write_bytes(OTHER)
    with pytest.raises(HandoutsError) as caught:
        handouts.verify_leaflet(leaflet.pdf, pictured, manifest=manifest)
    assert [problem.code for problem in caught.value.problems] == ["picture-changed"]
