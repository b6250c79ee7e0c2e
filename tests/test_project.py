"""The project's own claims: the README's table and commands, and the texts in content/."""

import re

import pytest
from conftest import CONTENT, ROOT

from handouts.cli import COMMANDS
from handouts.errors import ContentError, ExitCode, HandoutsError, LookError, OutputError, TypesettingError
from handouts.model.monograph import Role, plain
from handouts.model.walk import monograph_lines
from handouts.reader.monograph import read_monograph

README = (ROOT / "README.md").read_text("utf-8")


def test_the_readmes_exit_codes_are_the_codes():
    table = dict(re.findall(r"^\| (\d+) \| (\w+)", README.split("## Exit codes")[1].split("\n## ")[0], re.MULTILINE))
    assert table == {str(code.value): code.name.lower() for code in ExitCode}


def test_every_error_has_its_code():
    assert {error: error.exit_code for error in HandoutsError.__subclasses__()} == {
        ContentError: ExitCode.CONTENT,
        LookError: ExitCode.LOOK,
        TypesettingError: ExitCode.TYPESETTING,
        OutputError: ExitCode.OUTPUT,
    }


def test_the_readmes_commands_and_files_exist():
    assert len(COMMANDS) > 10
    assert [command for command in COMMANDS if not re.search(rf"handouts {command}\b", README)] == []
    assert set(re.findall(r"^    handouts (\w+)", README, re.MULTILINE)) <= set(COMMANDS)
    named = re.findall(r"`((?:handouts|styles|templates|tests|content)/[\w/.-]*)`", README)
    assert len(named) >= 6
    for name in named:
        assert (ROOT / name).exists(), name
    assert (ROOT / "page-1.png").stat().st_size < 300_000
    assert README.splitlines()[2:4] == [line for line in README.splitlines() if line.startswith("    make")]


def test_the_readmes_clinic_file_is_valid(tmp_path):
    from handouts.model.clinic import read_clinic

    block = "\n".join(
        re.sub(r" +#.*", "", line.strip())
        for line in README.splitlines()
        if re.match(r"    (?:\w+ = |\[(?:check|approval)\])", line)
    )
    (tmp_path / "clinic.toml").write_text(block)
    settings = read_clinic(tmp_path / "clinic.toml")
    assert None not in dict(settings.clinic).values()
    assert (settings.check.profile, settings.check.sentence_words, settings.approval.required) == ("nhs", 18, True)
    assert settings.check.unit_space is False


def test_there_is_enough_content():
    assert len(CONTENT) >= 8
    assert (ROOT / "content/lenalidomide.md") in CONTENT


@pytest.fixture(params=CONTENT, ids=lambda path: path.stem)
def monograph(request):
    return read_monograph(request.param.read_bytes(), request.param.name)


def test_content_is_plain_and_complete(monograph):
    assert monograph.problems == ()
    assert {section.role for section in monograph.sections} >= set(Role) - {Role.OTHER}
    assert monograph.metadata.sources
    assert monograph.metadata.version == "1.0"
    assert monograph.metadata.reviewer is None


def test_content_says_what_to_do_about_a_missed_dose(monograph):
    text = " ".join(plain(line.inline) for line in monograph_lines(monograph)).lower()
    assert re.search(r"miss", text)
    assert re.search(r"double|extra|two doses|more than", text)
    assert "disclaimer" in text


def test_no_file_passes_300_lines():
    files = [*(ROOT / "handouts").rglob("*.py"), *(ROOT / "tests").glob("*.py")]
    assert len(files) > 40
    assert [file.name for file in files if len(file.read_text("utf-8").splitlines()) > 300] == []


def test_the_lock_names_no_registry():
    for name in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert text.count("--hash=sha256:") > 50
        assert "://" not in text
        assert "index" not in re.sub(r"--hash=\S+", "", text)
