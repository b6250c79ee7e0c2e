"""What a small file stands for: the reader refuses what outgrows a monograph, at its place, before it is built."""

import tomllib

import bombs
import pytest

from handouts.errors import ContentError, Place
from handouts.manifest import Manifest
from handouts.model.pack import read_pack
from handouts.model.toml_text import read_toml
from handouts.packs.manifest import PackManifest
from handouts.patient.file import read_document
from handouts.proof.readback.page_text import read_pages
from handouts.reader.monograph import read_monograph
from handouts.reader.source import Source
from handouts.review.approval import text_digest
from handouts.review.sign_offs import read_sign_offs

REFUSED = {"overgrown-front-matter", "invalid-front-matter", "too-long", "too-many"}  # the nearest that is met first


def refused(front, fence="---"):
    first = "first: 1" if fence == "---" else "first = 1"
    data = f"{fence}\n{first}\n{front}{fence}\n{bombs.BODY}".encode()
    with pytest.raises(ContentError) as caught:
        read_monograph(data, "test.md")
    with pytest.raises(ContentError):
        text_digest(data, "test.md")
    (problem,) = caught.value.problems
    assert problem.place.line > 0
    assert len(problem.message) < 300
    assert problem.hint
    return problem


@pytest.mark.parametrize("kind", bombs.YAML)
def test_yaml_that_stands_for_too_much_is_refused_at_its_place(kind):
    assert refused(bombs.YAML[kind]).code in REFUSED


@pytest.mark.parametrize("kind", bombs.TOML)
def test_toml_that_stands_for_too_much_is_refused(kind):
    assert refused(bombs.TOML[kind], "+++").code in REFUSED


@pytest.mark.parametrize("kind", bombs.DOTTED)
def test_each_name_with_a_dot_is_a_level(kind, tmp_path):
    problem = refused(bombs.DOTTED[kind], "+++")
    assert problem.code in REFUSED
    assert problem.place.line == 3
    file = tmp_path / "pack.toml"
    file.write_text(f"\n{bombs.DOTTED[kind]}")
    for read in (read_pack, read_document):
        with pytest.raises(ContentError) as caught:
            read(file)
        assert caught.value.problems[0].place.line == 2
    source = Source(tmp_path / "test.md", b"", bombs.DOTTED[kind].encode())
    with pytest.raises(ContentError, match="sign-offs is not TOML"):
        read_sign_offs(source)


@pytest.mark.parametrize("kind", bombs.WITHIN)
def test_what_is_only_strange_is_read(kind, read):
    front = bombs.WITHIN[kind]
    monograph = read(f"---\ntitle: Demo\n{front}---\n{bombs.BODY}")
    assert monograph.title[0].text == "Demo"
    assert text_digest(monograph.data, "test.md")


def test_a_defaults_group_still_gives_its_fields(read):
    monograph = read(f"---\ntitle: Demo\n{bombs.WITHIN['a defaults group']}---\n{bombs.BODY}")
    assert [(each.title, each.publisher) for each in monograph.metadata.sources] == [("One", "NHS"), ("Two", "NHS")]


def test_the_field_is_named_that_stands_for_too_much():
    problem = refused("title: Demo\nbrand_names: [A]\nx: &x [1]\n" + bombs.LAUGHS)
    assert problem.place.line > 5
    assert "2,000 values" in problem.message


@pytest.mark.parametrize(
    "text", ["a = 'b.c.d'\n", "[a.b.c]\nd.e = 1\n", f"a = '{'.' * 900}'\n", f"a = '{'word. ' * 25}'\n", "a = 1.5\n"]
)
def test_dots_of_sound_toml_are_left_alone(text):
    assert read_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "said",
    [
        '{"headings": [%s1]}' % ("1," * 400_000),
        '{"waivers": [%s{}]}' % ("{}," * 300_000),
        '{"codes": {' + "".join(f'"{n}":1,' for n in range(80_000)) + '"a":1}}',
        '{"x": ' + "[" * 400_000 + "]" * 400_000 + "}",
        '{"pages": %s}' % ("9" * 900_000),
        '{"title": "%s"}' % ("x" * 1_100_000),
        '{"leaflets": [%s{}]}' % ("{}," * 300_000),
    ],
    ids=["numbers", "groups", "codes", "depth", "digits", "megabytes", "leaflets"],
)
def test_a_manifest_that_is_none_is_refused_in_a_sentence(said, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(said)
    with pytest.raises(ContentError) as caught:
        _ = PackManifest.read(path) or Manifest.from_json(path.read_bytes(), Place(str(path)))
    (problem,) = caught.value.problems
    assert problem.code == "no-manifest"
    assert len(problem.message) < 300


@pytest.mark.parametrize(
    "said",
    ["[[entry]]\n" * 99_000, f"entry = [{'1,' * 400_000}]\n", f"entry = {'[' * 400_000}", "x" * 1_100_000],
    ids=["entries", "numbers", "depth", "megabytes"],
)
def test_a_file_of_sign_offs_that_is_none_is_refused_in_a_sentence(said, tmp_path):
    with pytest.raises(ContentError) as caught:
        read_sign_offs(Source(tmp_path / "test.md", b"", said.encode()))
    assert len(caught.value.problems) == 1
    assert len(caught.value.problems[0].message) < 300


def test_a_file_of_too_many_pages_is_no_leaflet():
    with pytest.raises(ValueError, match="100,000 pages"):
        read_pages(bombs.of_pages(100_000))
