"""A pack: its cover, its order, its numbers, and the proof of each leaflet on its own pages."""

import dataclasses
import datetime as dt
import io

import pikepdf
import pytest
import verapdf
from conftest import CLINIC, POLICY
from editing import GOOD, edition_for
from packed import PACK, TEXTS

from handouts.errors import ContentError, TypesettingError
from handouts.leaflet.cover import Contents
from handouts.leaflet.printed import Origin
from handouts.model.options import BuildOptions
from handouts.model.pack import read_pack
from handouts.model.recipient import Recipient
from handouts.packs import making
from handouts.packs.making import build_pack
from handouts.packs.proof import spans_of
from handouts.packs.verify import verify_pack
from handouts.page import Renderer
from handouts.proof.readback.page_text import read_back, read_pages
from handouts.reader.source import Source

TWO_SIDED = edition_for(CLINIC).model_copy(update={"two_sided": True})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    for name, text in TEXTS.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    (folder / "discharge.toml").write_text(PACK)
    return folder


@pytest.fixture(scope="module")
def make(folder, look):
    """Make the pack; the HTML of it may be tampered with before it is typeset."""

    def make_pack(tamper=None, edition=TWO_SIDED, policy=POLICY):
        file = read_pack(folder / "discharge.toml")
        sources = [Source.read(folder / leaflet.monograph) for leaflet in file.pack.leaflets]
        with pytest.MonkeyPatch.context() as patch:
            if tamper:
                draw = Renderer.draw_pack
                patch.setattr(Renderer, "draw_pack", lambda *given, **named: tampered(draw(*given, **named), tamper))
            return build_pack(file, sources, BuildOptions(edition, look, policy))

    return make_pack


def tampered(html, tamper):
    after = tamper(html)
    assert after != html, "what changes nothing proves nothing"
    return after


@pytest.fixture(scope="module")
def pack(make):
    return make()


@pytest.fixture(scope="module")
def pages(pack):
    return read_pages(pack.pdf)


def test_each_leaflet_begins_on_a_fresh_sheet_in_the_files_order(pack, pages):
    leaflets = pack.manifest.leaflets
    assert [each.leaflet.title for each in leaflets] == ["Demo", "باراسيتامول", "Long & <winding>"]
    starts = [each.first_page for each in leaflets]
    assert all(start % 2 for start in starts)
    assert starts == [3, 5, 7]
    assert [page.number for page in pages if not page.body.strip()] == [2, 4, 6]
    assert pack.manifest.pages == len(pages) == leaflets[-1].span[-1]


def test_every_page_says_which_document_and_which_pack_it_belongs_to(pack, pages):
    for page in pages:
        assert pack.manifest.document in page.margins
        assert f"Page {page.number} of {len(pages)}" in " ".join(page.margins.split())
        assert ("This page is left blank." in page.margins) == (not page.body.strip())
    for each in pack.manifest.leaflets:
        assert all(each.leaflet.document in pages[number - 1].margins for number in each.span)


def test_the_cover_names_each_leaflet_its_page_its_review_and_its_number(pack, pages):
    cover = " ".join(pages[0].body.split())
    assert cover.startswith("DRAFT, not every leaflet is signed off Going home after 2 weeks")
    for each in pack.manifest.leaflets:
        assert f"page {each.first_page} DRAFT, not clinically reviewed Document {each.leaflet.document}" in cover
    assert "Hill Clinic" in cover


def test_one_side_of_the_paper_needs_no_blank_page(make):
    made = make(edition=edition_for(CLINIC))
    assert all(page.body.strip() for page in read_pages(made.pdf))
    assert [each.first_page for each in made.manifest.leaflets] == [2, 3, 4]
    assert made.manifest.document != make().manifest.document


def test_it_conforms(pack, tmp_path):
    (tmp_path / "pack.pdf").write_bytes(pack.pdf)
    assert {flavour: verapdf.failures(tmp_path / "pack.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }


def test_one_tree_of_tags_and_one_of_bookmarks(pack):
    tags = read_back(pack.pdf).tags
    (document,) = tags.ordered()
    assert document.kind == "Document"
    first_pages = [each.first_page for each in pack.manifest.leaflets]
    assert [(kid.kind, kid.page + 1) for kid in document.ordered()] == [("Art", page) for page in (1, *first_pages)]
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf, pdf.open_outline() as outline:
        titles = [each.title.replace("\u00a0", " ") for each in outline.root]
        assert titles == ["Going home after 2 weeks", "Demo", "باراسيتامول", "Long & <winding>"]
        assert "Contents" in [each.title for each in outline.root[0].children]
        assert all(each.children for each in outline.root)
        assert str(pdf.Root.Lang) == "en"


def test_the_contents_lead_where_the_leaflets_begin(pack):
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        names = pdf.Root.Names.Dests.Names
        places = {str(names[number]): names[number + 1] for number in range(0, len(names), 2)}
        where = [pikepdf.Page(places[str(link.Dest)][0]).index + 1 for link in pdf.pages[0].Annots if "/Dest" in link]
    assert where == [each.first_page for each in pack.manifest.leaflets]


@pytest.mark.no_cover
def test_the_same_pack_has_the_same_bytes(pack, make):
    again = make()
    assert (again.pdf, again.manifest.to_json()) == (pack.pdf, pack.manifest.to_json())


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("step 40: take", "step 40: do not take", "added-words", "do not"),
        ("Take 5\u00a0mg once", "Take 5\u00a0mg twice", "lost-words", "once"),
        ("ثلاث", "أربع", "lost-words", "ثلاث"),
        ('data-target="#leaflet-2"', 'data-target="#leaflet-3"', "lost-words", "5"),
        ("Going home after 2\u00a0weeks</h1>", "Going home after 3\u00a0weeks</h1>", "lost-words", "2"),
        ("<h2>Contents</h2>", "<h2>Contents: take all of them</h2>", "added-words", "take all of them"),
        ("<h2>Contents</h2>", "<p>Contents</p>", "changed-structure", "Contents"),
        ('<body class="pack two-sided">', '<body class="pack">', "not-on-a-fresh-sheet", ""),
        ("This page is left blank.", "Take this page, too.", "added-words", "Take this page, too."),
    ],
)
def test_what_is_tampered_with_refuses_the_whole_pack(make, old, new, code, words):
    with pytest.raises(TypesettingError) as caught:
        make(lambda html: html.replace(old, new))
    assert any(problem.code == code and words in problem.words for problem in caught.value.problems), caught.value


def test_pages_that_stand_in_another_order_are_refused(pack):
    documents = [pack.manifest.document, *(each.leaflet.document for each in pack.manifest.leaflets)]
    assert [span[0] for span in spans_of(pack.pdf, documents, "t.toml", two_sided=True)][1:] == [
        each.first_page for each in pack.manifest.leaflets
    ]
    for wrong in ([documents[0], *documents[:0:-1]], documents[:-1], [*documents, "0000-0000-0000"]):
        with pytest.raises(TypesettingError) as caught:
            spans_of(pack.pdf, wrong, "t.toml", two_sided=True)
        assert {problem.code for problem in caught.value.problems} <= {"changed-order", "missing-identity"}


def test_every_leaflet_that_fails_is_named(make):
    def spoil(html):
        return html.replace("Demo eases pain", "Demo eases all pain").replace("take 7\u00a0mg", "take 70\u00a0mg")

    with pytest.raises(TypesettingError) as caught:
        make(spoil)
    assert {problem.place.path[-7:] for problem in caught.value.problems} == {"demo.md", "long.md"}


def test_every_word_of_the_cover_is_ours_an_input_or_a_title(pack, look, monkeypatch, make):
    covers = []
    prove = making.prove_cover
    monkeypatch.setattr(making, "prove_cover", lambda cover, *given: covers.append(cover) or prove(cover, *given))
    make()
    (cover,) = covers
    assert {text.origin for text in cover.text()} == {Origin.INPUT, Origin.QUOTE, Origin.WORDING}
    quoted = [text for text in cover.text() if text.origin is Origin.QUOTE]
    assert len(quoted) == len(next(part for part in cover.parts if isinstance(part, Contents)).entries) == 3


def test_it_is_proven_again_from_its_manifest(pack, folder, look):
    sources = [Source.read(folder / f"{name}.md") for name in ("demo", "arabic", "long")]
    path = folder / "discharge.pdf"
    proof = verify_pack(pack.pdf, pack.manifest, sources, look, path)
    assert proof.words == sum(each.leaflet.proof.words for each in pack.manifest.leaflets)
    changed = Source(folder / "demo.md", GOOD.replace("5 mg", "50 mg").encode())
    with pytest.raises(TypesettingError) as caught:
        verify_pack(pack.pdf, pack.manifest, [changed, *sources[1:]], look, path)
    assert {problem.code for problem in caught.value.problems} >= {"monograph-changed", "lost-words"}
    with pytest.raises(TypesettingError, match="not the file that was made"):
        verify_pack(pack.pdf + b"\n", pack.manifest, sources, look, path)
    for change in ({"title": "Another"}, {"leaflets": pack.manifest.leaflets[::-1]}):
        with pytest.raises(TypesettingError):
            verify_pack(pack.pdf, pack.manifest.model_copy(update=change), sources, look, path)


def test_an_unsigned_text_refuses_the_pack_where_the_clinic_asks_for_sign_offs(make):
    with pytest.raises(ContentError) as caught:
        make(policy=dataclasses.replace(POLICY, required=True))
    assert [problem.code for problem in caught.value.problems] == ["not-approved"] * 3


def test_two_pictures_of_one_name_are_refused(folder, look, tmp_path):
    from PIL import Image

    for name, colour in (("a", "navy"), ("b", "red")):
        (tmp_path / name).mkdir()
        Image.new("RGB", (40, 40), colour).save(tmp_path / name / "pen.png")
        (tmp_path / name / f"{name}.md").write_text(
            f"---\ntitle: {name}\n---\n### Usage\nFor pain.\n\n![A pen](pen.png)\n"
        )
    (tmp_path / "p.toml").write_text('title = "T"\nleaflets = ["a/a.md", "b/b.md"]\n')
    sources = [Source.read(tmp_path / name / f"{name}.md") for name in "ab"]
    with pytest.raises(ContentError) as caught:
        build_pack(read_pack(tmp_path / "p.toml"), sources, BuildOptions(TWO_SIDED, look, POLICY))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("same-picture-name", 2)


@pytest.mark.parametrize("two_sided", [True, False])
def test_a_patients_pack_says_on_every_side_whose_it_is(folder, look, two_sided):
    ada = Recipient(name="Ada Example", born=dt.date(1950, 4, 3), number="485 777 3456")
    file = read_pack(folder / "discharge.toml")
    sources = [Source.read(folder / leaflet.monograph) for leaflet in file.pack.leaflets]
    options = BuildOptions(edition_for(CLINIC).model_copy(update={"two_sided": two_sided}), look, POLICY)
    made = build_pack(file, sources, options, [ada] * 3)
    assert all("Ada Example" in page.margins for page in read_pages(made.pdf))
    assert "Ada Example" in read_pages(made.pdf)[0].body
    assert all(artifact.private for artifact in made.artifacts(folder / "discharge.pdf"))
    assert verify_pack(made.pdf, made.manifest, sources, look, folder / "discharge.pdf").pages == made.manifest.pages
    nobody = build_pack(file, sources, options)
    assert not any(artifact.private for artifact in nobody.artifacts(folder / "discharge.pdf"))
    assert b"Ada" not in nobody.manifest.to_json()
    assert nobody.manifest.document != made.manifest.document
    (folder / "personal.pdf").write_bytes(made.pdf)
    assert verapdf.failures(folder / "personal.pdf", "ua1") == {}
