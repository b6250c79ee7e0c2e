"""The command line as its users meet it."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import CONTENT, ROOT
from measuring import unmeasured

from handouts.cli import COMMANDS
from handouts.manifest import Manifest

GOOD = "---\ntitle: Demo\nversion: 1.10\n---\n# Demo\n### Usage\nFor pain, 5 mg.\n"


@pytest.fixture
def demo(tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    return tmp_path / "demo.md"


def test_build_writes_a_leaflet_and_its_manifest(run, demo):
    result = run("build", "demo.md")
    assert result.returncode == 0, result.stderr
    assert result.stdout == (
        "build/demo.pdf: 1 page, 6 words proven, DRAFT, 6 findings block a sign-off: handouts check --final demo.md\n"
    )
    manifest = Manifest.model_validate_json((demo.parent / "build/demo.json").read_text())
    assert (manifest.title, manifest.version, manifest.status, manifest.pages) == ("Demo", "1.10", "draft", 1)
    assert manifest.pdf.size == (demo.parent / "build/demo.pdf").stat().st_size
    assert manifest.proof.numbers == 1
    assert "weasyprint" in manifest.made_by


def test_folders_keep_their_shape(run, demo):
    (demo.parent / "in/deep").mkdir(parents=True)
    shutil.copy(demo, demo.parent / "in/a.md")
    shutil.copy(demo, demo.parent / "in/deep/b.markdown")
    result = run("build", "in", "--out", "paper")
    assert "2 of 2 leaflets ready: 2 made, in " in result.stdout
    assert {path.relative_to(demo.parent).as_posix() for path in (demo.parent / "paper").rglob("*.pdf")} == {
        "paper/a.pdf",
        "paper/deep/b.pdf",
    }


def test_verify_proves_a_leaflet_from_its_manifest(run, demo):
    (demo.parent / "clinic.toml").write_text('name = "Hill"\nphone = "1"\n')
    run("build", "demo.md", "--clinic", "clinic.toml", "--paper", "letter", "--issued", "2026-03-31")
    (demo.parent / "clinic.toml").unlink()
    result = run("verify", "build/demo.pdf", "demo.md")
    assert (result.returncode, result.stderr) == (0, "")
    assert (
        result.stdout == "build/demo.pdf: proven. Words: 6, numbers: 1, pages: 1. The text: nobody has signed it off.\n"
    )


def test_verify_names_what_changed_in_the_monograph(run, demo):
    run("build", "demo.md")
    demo.write_text(GOOD.replace("5 mg", "50 mg"))
    result = run("verify", "build/demo.pdf", "demo.md")
    assert result.returncode == 4
    assert "monograph-changed" in result.stderr
    assert "demo.md:7:11: error [lost-words] The words “50” are not on the paper." in result.stderr


def test_verify_finds_a_changed_pdf_and_a_missing_manifest(run, demo):
    run("build", "demo.md")
    pdf = demo.parent / "build/demo.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert "pdf-changed" in run("verify", "build/demo.pdf", "demo.md").stderr
    run("build", "demo.md")
    manifest = demo.parent / "build/demo.json"
    manifest.write_text(manifest.read_text().replace('"title": "Demo"', '"title": "Aspirin"'))
    assert "manifest-changed" in run("verify", "build/demo.pdf", "demo.md").stderr
    (demo.parent / "build/demo.json").unlink()
    result = run("verify", "build/demo.pdf", "demo.md")
    assert (result.returncode, "no-manifest" in result.stderr) == (1, True)


def test_new_writes_a_monograph_that_builds(run, tmp_path):
    result = run("new", "Émetine 5 mg/ml")
    assert (result.returncode, result.stderr) == (0, "")
    path = tmp_path / "content/émetine-5-mg-ml.md"
    assert "# Émetine 5 mg/ml" in path.read_text("utf-8")
    assert run("build", path).returncode == 0
    assert run("new", "Émetine 5 mg/ml").returncode == 5
    assert run("new", "///").returncode == 2


def test_eject_gives_files_that_change_the_look(run, demo):
    result = run("eject", "mine")
    assert result.returncode == 0, result.stderr
    style = demo.parent / "mine/styles/type/standard.toml"
    run("build", "demo.md", "--out", "before")
    assert (
        run("build", "demo.md", "--templates", "mine/templates", "--styles", "mine/styles", "--out", "same").returncode
        == 0
    )
    before, same = ((demo.parent / folder / "demo.pdf").read_bytes() for folder in ("before", "same"))
    assert before == same
    style.write_text(style.read_text().replace("size_pt = 13", "size_pt = 14"))
    assert run("build", "demo.md", "--styles", "mine/styles", "--out", "after").returncode == 0
    assert (demo.parent / "after/demo.pdf").read_bytes() != before
    assert run("eject", "mine").returncode == 5


def test_schema_is_for_editors(run):
    monograph = json.loads(run("schema").stdout)
    assert {"title", "generic_name", "brand_names", "sources", "schedule", "codes", "review_date"} <= set(
        monograph["properties"]
    )
    assert json.loads(run("schema", "clinic").stdout)["additionalProperties"] is False


def test_doctor_finds_this_machine_sound(run, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    result = run("doctor")
    assert result.returncode == 0, result.stdout
    assert "weasyprint" in result.stdout
    assert "NO" not in result.stdout


def test_doctor_names_the_line_that_mends(monkeypatch):
    import ctypes.util

    from click.testing import CliRunner

    from handouts.cli.doctor import command

    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None if "pango" in name else name)
    result = CliRunner().invoke(command, standalone_mode=False)
    assert result.return_value == 4
    assert "apt-get install -y libpango-1.0-0" in " ".join(result.output.split())


def test_without_pango_the_error_names_the_apt_line(monkeypatch, look):
    import importlib

    from handouts.errors import TypesettingError
    from handouts.pdf import start_engine

    def fail(name):
        raise OSError(f"cannot load library 'libgobject-2.0-0' for {name}")

    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(TypesettingError) as caught:
        start_engine(look)
    assert caught.value.problems[0].hint.startswith(
        "Run: apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


HELP = """
import sys
sys.argv = ["handouts", "--help"]
from handouts.cli import main
try:
    main()
except SystemExit:
    pass
heavy = {"weasyprint", "pydantic", "rich.console", "babel", "jinja2", "markdown", "PIL", "pebble"}
print(sorted(sys.modules.keys() & {"click", *heavy}))
"""


def test_help_loads_nothing_heavy(run):
    result = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("['click']\n")
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        assert f"\n  {command} " in result.stdout
        assert run(command, "--help").returncode == 0


def test_wrong_usage_is_exit_2(run):
    assert run("build").returncode == 2
    assert run("build", "x.md", "--paper", "a6").returncode == 2
    assert run("nonsense").returncode == 2


def test_a_bug_is_exit_70_and_asks_to_be_reported(monkeypatch, capsys):
    from handouts import cli

    monkeypatch.setattr(cli.group, "main", lambda **_: 1 / 0)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 70
    assert "report it" in capsys.readouterr().err


def test_a_process_of_its_own_says_and_writes_the_same(run, run_apart, demo):
    """What most tests learn from the command line inside their own process holds for the one a person starts."""
    (demo.parent / "broken.md").write_text("---\ntitle: [\n---\n")

    def told(runner):
        shutil.rmtree(demo.parent / "build", ignore_errors=True)
        for arguments in (
            ("build", "demo.md", "broken.md", "--json", "--jobs", "1"),
            ("verify", "build/demo.pdf", "demo.md"),
            ("check", "demo.md", "--text"),
            ("diff", "demo.md", "nothing.md"),
        ):
            result = runner(*arguments)
            seconds = re.compile(r'("seconds": )[\d.]+')
            yield result.returncode, seconds.sub(r"\1…", result.stdout), result.stderr
        yield {path.name: path.read_bytes() for path in (demo.parent / "build").iterdir()}

    here, apart = list(told(run)), list(told(run_apart))
    assert here == apart
    assert [code for code, *_ in here[:-1]] == [1, 0, 1, 1]
    assert {"demo.pdf", "demo.json"} < set(here[-1])


def test_same_input_same_bytes(run, tmp_path):
    """Another folder, day, time zone, locale and hash seed change nothing."""
    source = next(path for path in CONTENT if path.stem == "lenalidomide")
    leaflets = set()
    for number, (zone, seed) in enumerate([("UTC", "1"), ("Asia/Tokyo", "77")]):
        folder = tmp_path / f"somewhere {number}"
        folder.mkdir()
        shutil.copy(source, folder / source.name)
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "LC_ALL": "C.UTF-8" if number else "C",
            "SOURCE_DATE_EPOCH": str(number * 10**8),
            "HANDOUTS_TODAY": f"2026-0{number + 3}-01",
        }
        result = run("build", source.name, cwd=folder, env=environment)
        assert result.returncode == 0, result.stderr
        leaflets.add(
            ((folder / "build/lenalidomide.pdf").read_bytes(), (folder / "build/lenalidomide.json").read_bytes())
        )
    assert len(leaflets) == 1


def test_the_wheel_works_by_itself(tmp_path):
    """Installed without network into an empty folder, outside the checkout, it makes a leaflet."""
    site = tmp_path / "site"
    offline = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--no-compile")
    install = [sys.executable, "-m", "pip", "install", *offline, "--target", site, ROOT]
    subprocess.run(install, check=True, capture_output=True, env=unmeasured())
    (tmp_path / "demo.md").write_text(GOOD)
    command = [
        sys.executable,
        "-c",
        "import handouts, sys; print(handouts.__file__); from handouts.cli import main; main()",
        "build",
        "demo.md",
    ]
    environment = unmeasured(PYTHONPATH=str(site))
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(str(site))
    assert (tmp_path / "build/demo.pdf").stat().st_size > 5_000
    assert list(site.rglob("leaflet.css"))
    assert not list(site.rglob("warfarin.*"))
