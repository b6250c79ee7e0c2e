"""The README is true: every command of it runs, in its order, in a fresh folder; what it names exists."""

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import tomllib

import pytest
from conftest import ROOT, TYPICAL
from held import PATIENCE_S, interruptible
from measuring import unmeasured

from handouts import __version__
from handouts.cli import COMMANDS
from handouts.errors import ExitCode
from handouts.model.clinic import FIRST, read_clinic
from handouts.model.edition import Edition
from handouts.model.edition_words import edition_changes
from handouts.model.pack import read_pack
from handouts.printing.defaults import defaults_for

README = (ROOT / "README.md").read_text("utf-8")
MANUAL = (ROOT / "MANUAL.md").read_text("utf-8")
BLOCKS = re.findall(r"(?:^    [^\n]*\n|^\n(?=    ))+", README, re.MULTILINE)
SHELL = [
    line.strip()
    for block in BLOCKS
    for line in block.splitlines()
    if re.match(r"    (?:handouts|cd|sed|printf) ", line)
]
PAGES = ["README.md", "MANUAL.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "RULES.md"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A fresh checkout with typical texts: what `make` leaves behind, and a repository with one commit."""
    folder = tmp_path_factory.mktemp("checkout") / "handouts"
    folder.mkdir()
    (folder / "content").mkdir()
    for path in TYPICAL:
        shutil.copy(path, folder / "content")
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "Begin")):
        subprocess.run([*git, *arguments], cwd=folder, check=True, capture_output=True)
    return folder


def test_every_command_runs_in_the_readmes_order(checkout, tmp_path, scheduler, printer):
    (tmp_path / "bin").mkdir()
    (checkout / "records").mkdir()
    (tmp_path / "bin/handouts").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m handouts "$@"\n')
    (tmp_path / "bin/handouts").chmod(0o755)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    desk = {"CUPS_SERVER": scheduler.server}
    environment = unmeasured(PATH=path, PYTHONPATH=str(ROOT), HANDOUTS_TODAY="2026-03-31", **desk)
    assert len(SHELL) > 20
    script = "set -e\n" + "".join(f"echo '$ {line.replace(chr(39), '')}'\n{line}\n" for line in SHELL)
    command = ["bash", "-c", script]
    result = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    assert "build/warfarin.pdf: 3 pages" in result.stdout
    assert "proven. Words:" in result.stdout
    assert "warfarin: printed at desk, 2 sheets of A4 on both sides" in result.stdout
    assert "metformin: entered" not in result.stdout, "this clinic keeps no ledger"
    assert len(printer.received) == 4
    made_by_them = (
        "build/warfarin.json practice/paper/folic-acid.pdf changes.html findings.json mine/styles/paper/a4.toml"
    )
    for made in made_by_them.split():
        assert (checkout / made).exists(), made


def test_watching_stays_until_it_is_interrupted(checkout):
    assert "handouts build --watch" in README
    command = [sys.executable, "-m", "handouts", "build", "--watch", "--out", "watched"]
    environment = unmeasured(PYTHONPATH=str(ROOT), PYTHONUNBUFFERED="1")
    with interruptible():
        process = subprocess.Popen(command, cwd=checkout, env=environment, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if "Watching" in line:
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert len(list((checkout / "watched").glob("*.pdf"))) == len(TYPICAL)


def test_the_python_of_it_runs(checkout, monkeypatch, capsys):
    monkeypatch.chdir(checkout)
    (block,) = [block for block in BLOCKS if "import datetime, handouts" in block]
    exec(compile(textwrap.dedent(block), "README.md", "exec"), {})  # noqa: S102 - our own text
    assert re.match(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4} 3 \[", capsys.readouterr().out)
    assert (checkout / "out/warfarin.json").exists()


def test_its_exit_codes_are_the_codes():
    table = dict(re.findall(r"^\| (\d+) \| (\w+)", README.split("## Exit codes")[1].split("\n## ")[0], re.MULTILINE))
    assert table == {str(code.value): code.name.lower() for code in ExitCode}


def test_every_command_is_named_and_every_named_one_is_a_command():
    assert len(COMMANDS) > 10
    assert [command for command in COMMANDS if not re.search(rf"handouts {command}\b", README)] == []
    assert set(re.findall(r"^    handouts (\w+)", README + MANUAL, re.MULTILINE)) <= set(COMMANDS)


def test_it_begins_with_the_two_commands_and_is_short():
    assert README.splitlines()[2:4] == [line for line in README.splitlines() if line.startswith("    make")]
    assert len(README.split()) < 1_300


def section_of_packs():
    return MANUAL.split("## Give several together")[1].split("\n## ")[0]


def test_the_pack_shown_is_valid(tmp_path):
    shown = re.search(
        r"(?:^    [\w\[][^\n]*\n|^\n(?=    ))+", section_of_packs().split("says all of it:")[1], re.MULTILINE
    )
    (tmp_path / "discharge.toml").write_text(textwrap.dedent(shown[0]))
    pack = read_pack(tmp_path / "discharge.toml").pack
    assert (pack.title, pack.language, pack.edition) == ("Going home", "en", "letter+large")
    assert [(each.monograph, len(each.sheets)) for each in pack.leaflets] == [("warfarin", 2), ("lenalidomide", 1)]


def section_of_printers():
    return MANUAL.split("\n## Printers\n")[1].split("\n## ")[0]


def test_the_printers_shown_are_valid(tmp_path, look):
    lines = textwrap.dedent("\n".join(re.findall(r"^    [\w\[].*", section_of_printers(), re.MULTILINE)))
    shown = lines[lines.index("[printing]") :].replace("2f61e0b3…", "2f61e0b3" * 8)
    (tmp_path / "clinic.toml").write_text(shown)
    settings = read_clinic(tmp_path / "clinic.toml")
    usual, large = (Edition.of(look, **edition_changes(words, look)) for words in ("a4", "letter+large"))
    assert defaults_for(usual, settings, look).printer == "reception"
    assert defaults_for(large, settings, look).model_dump(include={"printer", "tray"}) == {
        "printer": "ward-3",
        "tray": "tray-2",
    }


def test_the_clinic_files_shown_are_valid(tmp_path):
    others = MANUAL.replace(section_of_packs(), "").replace(section_of_printers(), "")
    for text, least in ((README, 5), (others, 12)):
        lines = [re.sub(r" +#.*", "", line.strip()) for line in text.splitlines()]
        shown = [line for line in lines if re.match(r"\w+ = |\[(?:check|approval)\]", line)]
        found = "\n".join(line for line in shown if not line.startswith("leaflet") and not line.startswith("checked"))
        assert found.count("=") >= least
        (tmp_path / "clinic.toml").write_text(found)
        settings = read_clinic(tmp_path / "clinic.toml")
        assert settings.clinic.emergency == "112"
    assert (settings.check.profile, settings.check.unit_space, settings.approval.required) == ("nhs", False, True)
    assert [name for name in (*FIRST, "address", "web", "email", "prescriber") if not getattr(settings, name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_files_and_links_named_exist(page):
    text = (ROOT / page).read_text("utf-8")
    named = re.findall(r"`((?:handouts|styles|templates|tests|content)/[\w/.-]*)`", text)
    links = re.findall(r"(?<!\!)\[[^\]]*\]\((?!https?:|#)([\w./-]+)\)", text)
    assert len([*named, *links]) >= (0 if page in {"CHANGELOG.md", "RULES.md", "SECURITY.md"} else 2)
    for name in (*named, *links):
        assert (ROOT / name.replace("/NAME.", "/a4.").replace("/KIND.", "/chapter.")).exists(), name


def test_the_version_has_its_section():
    sections = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert sections[0] == __version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "handouts/version.py"


def test_the_picture_is_there():
    for picture in ("page-1.png", "gallery.png"):
        assert 10_000 < (ROOT / picture).stat().st_size < 300_000
