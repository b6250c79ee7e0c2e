"""A new paper size is one file, a new field of an edition one line: all that depends on an edition follows."""

import json
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT
from editing import GOOD, edition_for
from measuring import unmeasured

from handouts.assets import look
from handouts.errors import LookError
from handouts.model.paper import PaperSize

B5 = """# B5: large enough for a short leaflet.
title = "B5"
width_mm = 176
height_mm = 250
top_mm = 15
right_mm = 40
bottom_mm = 20
left_mm = 15
"""
FIELD = '    fold: str = pydantic.Field("flat", description="How the sheets are folded.")\n'


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """A copy of the program with one more paper size (a file) and one more field of the edition (a line)."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(ROOT / "handouts", folder / "handouts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("templates", "styles"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "styles/paper/b5.toml").write_text(B5)
    module = folder / "handouts/model/edition.py"
    text = module.read_text()
    before = "    issued: dt.date | None"
    assert text.count(before) == 1
    module.write_text(text.replace(before, FIELD + before))
    return folder


@pytest.fixture
def run_extended(extended, tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)

    def run(*arguments):
        command = [sys.executable, "-m", "handouts", *arguments]
        environment = unmeasured(PYTHONPATH=str(extended))
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_the_command_line_offers_them(run_extended):
    shown = " ".join(run_extended("build", "--help").stdout.split())
    assert "Paper size: a4, a5, b5, half-letter, letter." in shown
    assert "--fold TEXT How the sheets are folded." in shown
    assert run_extended("build", "demo.md", "--paper", "a6").returncode == 2


def test_number_fingerprint_manifest_and_verify_follow_a_field(run_extended, tmp_path):
    manifests = []
    for fold in ("flat", "half", "half"):
        result = run_extended("build", "demo.md", "--fold", fold)
        assert result.returncode == 0, result.stderr
        manifests.append(json.loads((tmp_path / "build/demo.json").read_text()))
    flat, half, again = manifests
    assert "unchanged" in result.stdout  # the third time: the fingerprint is that of the second
    assert half == again
    assert (flat["edition"]["fold"], half["edition"]["fold"]) == ("flat", "half")
    assert flat["document"] != half["document"]
    assert run_extended("verify", "build/demo.pdf", "demo.md").returncode == 0
    path = tmp_path / "build/demo.json"
    path.write_text(path.read_text().replace('"fold": "half"', '"fold": "flat"'))
    told = run_extended("verify", "build/demo.pdf", "demo.md")
    assert (told.returncode, flat["document"] in told.stderr) == (4, True)


def test_the_paper_the_rules_and_the_manifest_follow_a_size(run_extended, tmp_path):
    import pypdfium2

    result = run_extended("build", "demo.md", "--paper", "b5")
    assert result.returncode == 0, result.stderr
    width, height = pypdfium2.PdfDocument(tmp_path / "build/demo.pdf").get_page_size(0)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (176, 250)
    paper = json.loads((tmp_path / "build/demo.json").read_text())["edition"]["paper"]
    assert (paper["name"], paper["width_mm"], paper["height_mm"]) == ("b5", 176.0, 250.0)
    assert run_extended("verify", "build/demo.pdf", "demo.md").returncode == 0

    def sizes_found(*arguments):
        report = json.loads(run_extended("check", *arguments, "--select", "P13", "--format", "json").stdout)
        return [finding["message"] for finding in report["files"][0]["findings"]]

    assert sizes_found("build/demo.pdf") == []
    assert sizes_found("demo.md", "--paper", "b5") == []
    elsewhere = [sys.executable, "-m", "handouts", "check", "build/demo.pdf", "--select", "P13", "--format", "json"]
    known_here = subprocess.run(elsewhere, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "It measures 176.0 by 250.0 mm." in known_here.stdout


def test_a_clinics_own_styles_may_add_a_size(run, tmp_path):
    (tmp_path / "mine/paper").mkdir(parents=True)
    (tmp_path / "mine/paper/b5.toml").write_text(B5)
    (tmp_path / "demo.md").write_text(GOOD)
    assert run("build", "demo.md", "--styles", "mine", "--paper", "b5").returncode == 0
    assert run("build", "demo.md", "--paper", "b5").returncode == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [("width_mm = ", "paper size"), ("width_mm = 1\n", "Field required"), (B5 + "colour = 1\n", "not permitted")],
    ids=["no TOML", "fields missing", "a field too many"],
)
def test_a_broken_size_is_named(tmp_path, text, told):
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper/b5.toml").write_text(text)
    with pytest.raises(LookError, match=told) as caught:
        PaperSize.named(look(styles=tmp_path), "b5")
    assert caught.value.problems[0].place.path.endswith("b5.toml")


def test_our_sizes_are_true():
    assert PaperSize.names(look()) == ["a4", "a5", "half-letter", "letter"]
    measures = {size.name: (size.width_mm, size.height_mm) for size in PaperSize.every(look())}
    assert measures == {
        "a4": (210.0, 297.0),
        "a5": (148.0, 210.0),
        "half-letter": (139.7, 215.9),
        "letter": (215.9, 279.4),
    }


def test_every_field_changes_the_key():
    one = edition_for()
    others = [
        edition_for(paper="letter"),
        edition_for(issued="2026-03-31"),
        edition_for(clinic={"name": "Hill Clinic"}),
    ]
    assert len({one.key, *(other.key for other in others)}) == 1 + len(others)
    assert edition_for().key == one.key
