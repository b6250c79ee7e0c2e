"""Where editions meet the clinic's file, the patient, packs and the library."""

import datetime as dt
import json
import re
import stat

import pytest
from editing import GOOD
from patients import DAILY, NAME, NUMBER, PATIENT, REQUEST, SECRET, TOML, WEEKLY, bundle, changed, written

import handouts
from handouts.page import Renderer
from handouts.proof.readback.page_text import read_pages

LARGE_LETTER = 'name = "Hill Clinic"\nedition = "letter+large"\n'
PRIVATE = 0o600
DAY = ("--today", "2026-03-31")
CALENDAR = DAILY.replace("codes:", "schedule: {take_days: 21, rest_days: 7, cycles: 2}\ncodes:")
WEEKLY_REQUEST = {
    "id": "r2",
    "medicationCodeableConcept": {"text": "Demoxate"},
    "dosageInstruction": [
        {
            "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon"]}},
            "doseAndRate": [
                {"doseQuantity": {"value": 2.5, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}}
            ],
        }
    ],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    (tmp_path / "demolide.md").write_text(DAILY)
    (tmp_path / "demoxate.md").write_text(WEEKLY)
    (tmp_path / "p.toml").write_text(TOML)
    identity = "".join(line + "\n" for line in TOML.splitlines() if line.split()[0] in {"name", "born", "number"})
    (tmp_path / "who.toml").write_text(identity)
    (tmp_path / "p.json").write_bytes(written(bundle(PATIENT, REQUEST, changed(REQUEST, **WEEKLY_REQUEST))))
    (tmp_path / "home.toml").write_text('title = "Going home"\nleaflets = ["demolide.md", "demoxate.md"]\n')
    return tmp_path


def edition_in(path):
    edition = json.loads(path.read_text())["edition"]
    return edition["paper"]["name"], edition["type"]["name"]


def words_of(pdf):
    return [page.body + page.margins for page in read_pages(pdf.read_bytes())]


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ((), ("letter", "large")),
        (("--paper", "a5"), ("a5", "large")),
        (("--paper", "a4"), ("a4", "large")),  # the usual paper counts too, if somebody asks for it
        (("--edition", "standard"), ("a4", "standard")),
    ],
)
def test_the_clinics_edition_is_made_if_none_is_asked_for(run, folder, options, shown):
    (folder / "clinic.toml").write_text(LARGE_LETTER)
    told = run("build", "demo.md", *options)
    assert told.returncode == 0, told.stderr
    assert [path.name for path in (folder / "build").glob("*.pdf")] == ["demo.pdf"]
    assert edition_in(folder / "build/demo.json") == shown


@pytest.mark.parametrize("command", [("build", "demo.md"), ("check", "--text", "demo.md"), ("pack", "home.toml")])
@pytest.mark.parametrize("words", ["letter+huge", "a4+letter"])
def test_a_wrong_edition_is_told_where_it_stands(run, folder, command, words):
    (folder / "clinic.toml").write_text(LARGE_LETTER.replace("letter+large", words))
    told = run(*command)
    assert told.returncode == 1
    assert "clinic.toml:2:1: error [unknown-edition]" in told.stderr
    assert not (folder / "build").exists()


def test_an_edition_no_sheet_holds_is_the_clinics_too(run, folder):
    (folder / "clinic.toml").write_text('edition = "half-letter+booklet"\n')
    assert run("build", "demo.md").returncode == 0
    assert (folder / "build/demo-imposed.pdf").exists()


def test_words_and_options_that_contradict_are_refused(run, folder):
    told = run("build", "demo.md", "--edition", "letter", "--paper", "a5")
    assert (told.returncode, "contradict" in told.stderr) == (2, True)
    assert run("build", "demo.md", "--edition", "large+diary", "--sheet", "questions").returncode == 0
    kept = json.loads((folder / "build/demo-large-diary.json").read_text())["edition"]
    assert kept["sheets"] == ["questions", "diary"]


def test_a_patients_editions_are_made_in_one_run(run, folder):
    (folder / "demolide.md").write_text(CALENDAR)
    editions = ("standard", "large+calendar+wallet-card+teach-back", "a5+booklet")
    asked = [word for edition in editions for word in ("--edition", edition)]
    told = run("build", "demolide.md", "--patient", "p.toml", *asked, *DAY)
    assert told.returncode == 0, told.stderr
    files = sorted((folder / "build").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {PRIVATE}
    manifests = {path.stem: json.loads(path.read_text()) for path in files if path.suffix == ".json"}
    assert manifests.keys() == {each["document"] for each in manifests.values()}
    assert len(manifests) == 3
    assert sum(path.name.endswith("-imposed.pdf") for path in files) == 1
    assert not [secret for secret in SECRET if secret in told.stdout + told.stderr]
    for path in files:
        if path.suffix == ".pdf":
            assert run("verify", path, "demolide.md").returncode == 0
    large = next(name for name, each in manifests.items() if each["edition"]["type"]["name"] == "large")
    sides = words_of(folder / f"build/{large}.pdf")
    assert all(NAME in side.replace("\n", " ") for side in sides)
    text = " ".join(" ".join(sides).split())
    assert "6 April" in text  # the first day of the calendar
    assert "Monday 4 May 2026" in text or "4 May" in text


def test_names_by_the_patients_number_hold_the_edition(run, folder):
    asked = ("build", "demolide.md", "--patient", "p.toml", "--name-by", "number", *DAY)
    told = run(*asked, "--edition", "standard", "--edition", "a5+booklet")
    assert told.returncode == 0, told.stderr
    names = {path.name for path in (folder / "build").glob("*.pdf")}
    named = f"{NUMBER}-demolide"
    assert names == {f"{named}.pdf", f"{named}-a5-booklet.pdf", f"{named}-a5-booklet-imposed.pdf"}
    assert NUMBER not in told.stdout + told.stderr
    kept = json.loads((folder / f"build/{named}-a5-booklet.json").read_text())
    assert kept["imposed"]["name"] == f"{named}-a5-booklet-imposed.pdf"


def test_two_leaflets_of_one_name_do_not_replace_each_other(run, folder):
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "demolide.md").write_text(DAILY.replace("eases", f"{name} eases"))
    told = run("build", "one", "two", "--patient", "who.toml", "--name-by", "number", *DAY)
    assert told.returncode != 0
    assert "same-output" in told.stderr


def test_each_leaflet_of_a_patients_pack_has_its_own_dose(run, folder):
    told = run("pack", "home.toml", "--patient", "p.json", "--edition", "large", *DAY)
    assert told.returncode == 0, told.stderr
    assert not [secret for secret in SECRET if secret in told.stdout + told.stderr]
    files = sorted((folder / "build").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {PRIVATE}
    (pdf,) = (path for path in files if path.suffix == ".pdf")
    manifest = json.loads(pdf.with_suffix(".json").read_text())
    assert pdf.stem == manifest["document"]
    assert manifest["edition"]["type"]["name"] == "large"
    assert [bound["leaflet"]["recipient"]["dose"] for bound in manifest["leaflets"]] == ["10 mg", "2.5 mg"]
    assert all(NAME in side.replace("\n", " ") for side in words_of(pdf))
    assert run("verify", pdf, "home.toml").returncode == 0
    again = run("pack", "home.toml", "--patient", "p.json", "--edition", "large", *DAY)
    assert again.returncode == 0, again.stderr


def test_a_patients_pack_may_be_named_by_number(run, folder):
    told = run("pack", "home.toml", "--patient", "who.toml", "--name-by", "number", *DAY)
    assert told.returncode == 0, told.stderr
    assert (folder / f"build/{NUMBER}-home.pdf").exists()
    assert NUMBER not in told.stdout + told.stderr
    (folder / "who.toml").write_text((folder / "who.toml").read_text().replace(NUMBER, NUMBER.replace("-", "/")))
    other = run("pack", "home.toml", "--patient", "who.toml", "--name-by", "number", *DAY)
    assert (other.returncode, "[exists]" in other.stderr) == (5, True)


def test_a_dose_the_text_does_not_have_refuses_the_pack_unless_there_is_a_reason(run, folder):
    daily = changed(REQUEST, **WEEKLY_REQUEST | {"dosageInstruction": REQUEST["dosageInstruction"]})
    (folder / "p.json").write_bytes(written(bundle(PATIENT, REQUEST, daily)))
    told = run("pack", "home.toml", "--patient", "p.json", *DAY)
    assert told.returncode == 1
    assert not list((folder / "build").glob("*"))
    asked = run("pack", "home.toml", "--patient", "p.json", "--despite", "asked the ward", *DAY)
    assert asked.returncode == 0, asked.stderr
    (path,) = (folder / "build").glob("*.json")
    reasons = [bound["leaflet"].get("despite") for bound in json.loads(path.read_text())["leaflets"]]
    assert reasons == [None, "asked the ward"]


def test_one_dose_is_not_that_of_every_leaflet_in_a_pack(run, folder):
    told = run("pack", "home.toml", "--patient", "p.toml", *DAY)
    assert (told.returncode, "other-medicine" in told.stderr) == (1, True)


def test_a_medicine_without_a_prescription_refuses_the_pack(run, folder):
    (folder / "p.json").write_bytes(written(bundle()))
    told = run("pack", "home.toml", "--patient", "p.json", *DAY)
    assert told.returncode == 1
    assert not list((folder / "build").glob("*"))
    assert not [secret for secret in SECRET if secret in told.stdout + told.stderr]


def test_codes_pictures_and_logo_stand_in_a_pack_beside_each_other(run, folder, monkeypatch):
    drawn, draw = folder / "drawn.html", Renderer.draw_pack

    def keep(*given, **named):  # in a process of its own
        drawn.write_text(draw(*given, **named))
        return drawn.read_text()

    monkeypatch.setattr(Renderer, "draw_pack", keep)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a" d="M0 0h9v9z"/></svg>'
    )
    (folder / "clinic.toml").write_text('name = "Hill"\nlogo = "logo.svg"\nweb = "hill-clinic.example"\n')
    for name, text in (("demolide", DAILY), ("demoxate", WEEKLY)):
        icons = "icons: {Take it with food.: with-food}\ncodes:"
        (folder / f"{name}.md").write_text(text.replace("codes:", icons) + "\nTake it with food.\n")
    told = run("pack", "home.toml", "--code", "qr", "--code", "data-matrix", "--sheet", "diary")
    assert told.returncode == 0, told.stderr
    ids = re.findall(r'\bid="([^"]+)"', drawn.read_text())
    assert len(ids) == len({*ids}) > 2
    assert {*re.findall(r'href="#([^"]+)"', drawn.read_text())} <= {*ids}
    assert run("verify", "build/home.pdf", "home.toml").returncode == 0


def test_a_pack_has_the_edition_of_its_file(run, folder):
    pack = folder / "home.toml"
    (folder / "clinic.toml").write_text(LARGE_LETTER)
    pack.write_text(pack.read_text() + 'edition = "easy"\n')
    assert run("pack", "home.toml").returncode == 0
    assert edition_in(folder / "build/home.json") == ("a4", "easy")
    pack.write_text(pack.read_text().replace("easy", "esay"))
    told = run("pack", "home.toml")
    assert (told.returncode, "home.toml:3:1: error [unknown-edition]" in told.stderr) == (1, True)


def test_a_pack_is_not_imposed(run, folder):
    told = run("pack", "home.toml", "--edition", "a5+booklet")
    assert (told.returncode, "A pack is not imposed" in told.stderr) == (2, True)
    assert not (folder / "build").exists()


def test_an_edition_is_no_orphan_until_its_monograph_goes(run, folder):
    (folder / "in").mkdir()
    (folder / "in/demo.md").write_text(GOOD)
    (folder / "in/other.md").write_text(GOOD)
    run("build", "in", "--edition", "standard", "--edition", "a5+booklet")
    told = run("build", "in", "--prune")
    assert "deleted" not in told.stdout + told.stderr
    (row, _) = json.loads(run("list", "in", "--format", "json").stdout)
    pages = json.loads((folder / "build/demo-a5-booklet.json").read_text())["pages"]
    assert (row["pages"] is not None, row["editions"]) == (True, f"a5-booklet {pages}")
    assert f"a5-booklet {pages}" in " ".join(run("list", "in").stdout.split())
    (folder / "in/demo.md").unlink()
    assert run("build", "in", "--prune").returncode == 0
    assert {path.name for path in (folder / "build").glob("*.pdf")} == {
        "other.pdf",
        "other-a5-booklet.pdf",
        "other-a5-booklet-imposed.pdf",
    }
    assert not (folder / "build/demo-a5-booklet.json").exists()


@pytest.mark.parametrize(
    ("neighbour", "asked", "named"),
    [
        ("demo-large", ("demo.md", "--edition", "large"), "demo-large.pdf"),
        ("demo-imposed", ("demo.md", "--paper", "a5", "--impose", "booklet"), "demo-imposed.pdf"),
        ("demo-imposed", ("demo.md", "demo-imposed.md", "--paper", "a5", "--impose", "booklet"), "demo-imposed.pdf"),
    ],
)
def test_a_file_two_monographs_mean_is_written_for_neither(run, folder, neighbour, asked, named):
    (folder / f"{neighbour}.md").write_text(GOOD)
    told = run("build", *asked)
    assert (told.returncode, f"{named}: error [same-output]" in told.stderr) == (5, True)
    assert not (folder / "build").exists()


def test_the_rules_look_at_the_edition_that_is_named(run, folder):
    (folder / "styles/type").mkdir(parents=True)
    assert run("check", "demo.md", "--edition", "large+letter", *DAY).returncode == 0
    told = run("check", "demo.md", "--edition", "huge", *DAY)
    assert (told.returncode, "no edition “huge”" in told.stderr) == (2, True)


def test_a_program_makes_what_the_command_line_makes(folder):
    day = dt.date(2026, 3, 31)
    edition = handouts.make_edition(words="large+letter", paper="a5")
    assert (edition.type.name, edition.paper.name) == ("large", "a5")
    with pytest.raises(handouts.ContentError, match="huge"):
        handouts.make_edition(words="huge")
    ada = handouts.Recipient(name="Ada Example", born=dt.date(1950, 4, 3), number="485")
    texts = [folder / "demolide.md", folder / "demoxate.md"]
    pack = handouts.build_pack("Going home", texts, today=day, recipients=[ada, ada])
    handouts.write_leaflet(pack, folder / "pack.pdf")
    assert all("Ada Example" in side for side in words_of(folder / "pack.pdf"))
    assert {stat.S_IMODE((folder / f"pack.{end}").stat().st_mode) for end in ("pdf", "json")} == {PRIVATE}
    with pytest.raises(handouts.ContentError, match="leaflets"):
        handouts.build_pack("Nothing", [], today=day)
