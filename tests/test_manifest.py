"""What an integrator reads beside a PDF: which document, of what, judged how; and that its schema tells the truth."""

import hashlib
import json

import jsonschema
import pytest
from conftest import CLINIC, CONTENT, POLICY, ROOT
from editing import ADA, GOOD, change, edition_for
from patients import DAILY, NAME, SECRET, TOML
from PIL import Image

import handouts
from handouts.manifest import Manifest
from handouts.packs.manifest import PackManifest

CODED = """title: Demo
language: en-GB
codes: {rxnorm: "342369", atc: L04AX04}
replaces: 4F1C-09AB-77D2
waivers: [{rule: M02, words: ".5 mg", reason: As on the pack, by: Ada Nurse}]"""
PICTURE = "Keep it in its pack, out of the reach of children.\n\n![A tablet](a%20tablet.png)"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10"/></svg>'


def sha(kind, path):
    return hashlib.new(kind, path.read_bytes()).hexdigest()


@pytest.fixture
def coded(demo):
    """A text with all that a manifest tells of: codes, an older leaflet, a waiver, a picture, and a clinic's logo."""
    text = GOOD.replace("title: Demo", CODED).replace("Take 5 mg", "Take .5 mg")
    demo.write_text(text.replace("Keep it in its pack, out of the reach of children.", PICTURE))
    Image.new("RGB", (60, 30), "grey").save(demo.parent / "a tablet.png")
    (demo.parent.parent / "logo.svg").write_text(LOGO)
    (demo.parent.parent / "clinic.toml").write_text('name = "Hill Clinic"\nlogo = "logo.svg"\n')
    return demo


def built(run, path, *options, name="demo"):
    result = run("build", path, *options, cwd=path.parent.parent)
    assert result.returncode == 0, result.stderr
    return json.loads((path.parent.parent / f"build/{name}.json").read_text())


def schema_of(kind, run):
    schema = json.loads(run("schema", kind).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_what_the_document_is_and_what_it_was_made_from(run, coded):
    folder = coded.parent.parent
    kept = built(run, coded, "--clinic", "clinic.toml")
    assert (kept["title"], kept["generic_name"], kept["language"], kept["version"]) == ("Demo", "demo", "en-GB", "1.0")
    assert kept["codes"] == {"rxnorm": "342369", "atc": "L04AX04"}
    assert kept["replaces"] == ["4F1C-09AB-77D2"]
    pdf = folder / "build/demo.pdf"
    assert kept["pdf"] == {
        "name": "demo.pdf",
        "sha256": sha("sha256", pdf),
        "sha1": sha("sha1", pdf),
        "size": pdf.stat().st_size,
    }
    assert kept["monograph"]["sha256"] == sha("sha256", coded)
    (picture,) = kept["pictures"]
    assert (picture["name"], picture["sha256"]) == ("a tablet.png", sha("sha256", coded.parent / "a tablet.png"))
    assert kept["edition"]["clinic"]["logo"]["sha256"] == sha("sha256", folder / "logo.svg")
    assert len(kept["look"]["templates"]) == len(kept["look"]["styles"]) == 64
    assert (kept["status"], kept["sign_offs"], kept["review"]["state"]) == ("draft", None, "unsigned")
    assert kept["made_by"]["handouts"] == handouts.__version__
    assert "weasyprint" in kept["made_by"]
    schema_of("manifest", run).validate(kept)


def test_findings_and_who_let_them_pass(run, coded):
    kept = built(run, coded)["findings"]
    assert (kept["blocking"], kept["waived"]) == (0, [{"rule": "M02", "words": ".5", "by": "Ada Nurse"}])
    change(coded, "Ada Nurse", "Bob Nurse")
    change(coded, "Do not take a double dose.", "Do not take a double dose. Never take .25 mg.")
    kept = built(run, coded)["findings"]
    assert (kept["blocking"], [each["by"] for each in kept["waived"]]) == (1, ["Bob Nurse"])
    assert built(run, coded, "--no-check", "--paper", "a5")["findings"]["blocking"] is None  # nobody looked


def test_a_sign_off_and_the_findings_its_reviewer_overruled(run, coded):
    change(coded, "waivers: ", "tags: ")
    answered = run("approve", coded, *ADA, "--despite", "M02=As on the pack")
    assert answered.returncode == 0, answered.stderr
    kept = built(run, coded)
    assert (kept["status"], kept["review"]["by"]) == ("approved", "Ada Byron")
    assert kept["sign_offs"]["name"] == "demo.approvals.toml"
    assert kept["sign_offs"]["sha256"] == sha("sha256", coded.with_name("demo.approvals.toml"))
    assert [(each["rule"], each["by"]) for each in kept["findings"]["waived"]] == [("M02", "Ada Byron")]
    schema_of("manifest", run).validate(kept)


def test_the_number_follows_content_and_edition(make):
    first, again = make(GOOD).manifest, make(GOOD).manifest
    assert first.to_json() == again.to_json()
    others = [
        make(GOOD.replace("5 mg", "6 mg")).manifest,
        make(GOOD, edition_for(paper="letter")).manifest,
        make(GOOD, edition_for(CLINIC)).manifest,
    ]
    assert len({first.document, *(each.document for each in others)}) == 4


def test_every_kind_of_manifest_keeps_its_schema_and_tells_of_nobody(run, demo, tmp_path):
    (tmp_path / "content/demolide.md").write_text(DAILY)
    (tmp_path / "patient.toml").write_text(TOML)
    (tmp_path / "pack.toml").write_text('title = "Home"\n\n[[leaflets]]\nmonograph = "demo"\n')
    manifests, options = (
        schema_of("manifest", run),
        ("--impose", "booklet", "--sheet", "diary", "--code", "data-matrix"),
    )
    imposed = built(run, demo, *options, "--issued", "2026-03-31")
    manifests.validate(imposed)
    assert imposed["imposed"]["sha1"] == sha("sha1", tmp_path / "build/demo-imposed.pdf")
    assert not {"recipient", "despite"} & imposed.keys()
    assert run("pack", "pack.toml").returncode == 0
    pack = json.loads((tmp_path / "build/pack.json").read_text())
    schema_of("pack-manifest", run).validate(pack)
    assert pack["leaflets"][0]["leaflet"]["document"] == built(run, demo)["document"]
    assert run("build", "demolide", "--patient", "patient.toml", "--out", "private").returncode == 0
    (private,) = (json.loads(path.read_text()) for path in (tmp_path / "private").glob("*.json"))
    manifests.validate(private)
    assert (private["recipient"]["name"], private["personalised"]) == (NAME, True)
    built(run, demo.with_name("demolide.md"), name="demolide")
    told = "".join(path.read_text() for path in (tmp_path / "build").glob("*.json"))
    assert [secret for secret in SECRET if secret in told] == []
    with pytest.raises(jsonschema.ValidationError):
        manifests.validate({**imposed, "status": "final"})


def test_our_own_library_has_codes_for_an_integrator(run):
    leaflet = handouts.build_leaflet(CONTENT[0], today=POLICY.today)
    kept = json.loads(leaflet.manifest.to_json())
    assert {"rxnorm", "atc"} & kept["codes"].keys()
    assert kept["personalised"] is False
    assert not {"recipient", "despite"} & kept.keys()
    schema_of("manifest", run).validate(kept)


LATER = ("generic_name", "codes", "replaces", "findings", "pictures", "sign_offs")


def test_a_manifest_of_an_older_version_is_read_and_proven(run, coded):
    kept = built(run, coded)
    older = {name: value for name, value in kept.items() if name not in LATER}
    older["pdf"] = {name: value for name, value in kept["pdf"].items() if name != "sha1"}
    coded.parent.parent.joinpath("build/demo.json").write_text(json.dumps(older))
    proven = run("verify", "build/demo.pdf", cwd=coded.parent.parent)
    assert (proven.returncode, proven.stderr) == (0, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"codes": {"atc": "B01AA03"}},
        {"language": "de"},
        {"version": "2.0"},
        {"generic_name": "warfarin"},
        {"replaces": []},
        {"waivers": []},
        {"status": "approved"},
        {"pdf": {"sha1": "0" * 40}},
        {"pdf": {"size": 1}},
    ],
    ids=str,
)
def test_verify_refuses_a_manifest_that_tells_of_another_leaflet(manifested, changes):
    leaflet, text = manifested
    kept = json.loads(leaflet.manifest.to_json())
    pdf = kept["pdf"] | changes.get("pdf", {})
    altered = json.dumps({**kept, **changes, "pdf": pdf}).encode()
    with pytest.raises(handouts.TypesettingError) as caught:
        handouts.verify_leaflet(leaflet.pdf, text, manifest=altered)
    codes = [problem.code for problem in caught.value.problems]
    assert codes[-1] == "manifest-changed"


@pytest.fixture(scope="module")
def manifested():
    text = GOOD.replace("title: Demo", CODED).encode()
    leaflet = handouts.build_leaflet(text, today=POLICY.today)
    assert handouts.verify_leaflet(leaflet.pdf, text, manifest=leaflet.manifest.to_json()).pages == 1
    return leaflet, text


def test_verify_tells_a_picture_that_has_changed(run, coded):
    built(run, coded)
    Image.new("RGB", (60, 30), "white").save(coded.parent / "a tablet.png")
    result = run("verify", "build/demo.pdf", cwd=coded.parent.parent)
    assert result.returncode != 0
    assert "a tablet.png has changed" in result.stderr


def test_the_manual_lists_every_field():
    section = (ROOT / "MANUAL.md").read_text("utf-8").partition("\n## The manifest\n")[2].partition("\n## ")[0]
    for name in {*Manifest.model_fields, *PackManifest.model_fields}:
        assert f"`{name}`" in section, name


def test_beside_the_word_proven_stands_what_the_proof_cannot_see(run, demo):
    assert run("build", demo).returncode == 0
    proof = json.loads((demo.parent.parent / "build" / "demo.json").read_text())["proof"]
    assert proof["words"] > 10
    assert any("picture" in told for told in proof["not_seen"])
