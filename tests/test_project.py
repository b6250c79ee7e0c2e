"""The project's own claims: the README's table and commands, and the texts in content/."""

import re

import pytest
from conftest import CONTENT, ROOT

from handouts.cli import COMMANDS
from handouts.errors import ContentError, ExitCode, HandoutsError, LookError, OutputError, TypesettingError
from handouts.flow import lines, monograph_lines
from handouts.model import ItemList, Role, plain
from handouts.reader import read_monograph
from handouts.sentences import sentences

README = (ROOT / "README.md").read_text("utf-8")


def test_the_readmes_exit_codes_are_the_codes():
    table = dict(re.findall(r"^\| (\d+) \| (\w+)", README, re.MULTILINE))
    assert table == {str(code.value): code.name.lower() for code in ExitCode}


def test_every_error_has_its_code():
    assert {error: error.exit_code for error in HandoutsError.__subclasses__()} == {
        ContentError: ExitCode.CONTENT,
        LookError: ExitCode.LOOK,
        TypesettingError: ExitCode.TYPESETTING,
        OutputError: ExitCode.OUTPUT,
    }


def test_the_readmes_commands_and_files_exist():
    commands = set(re.findall(r"handouts (build|verify|new|eject|schema|doctor)\b", README))
    assert commands == set(COMMANDS)
    named = re.findall(r"`((?:handouts|styles|templates|tests|content)/[\w/.-]*)`", README)
    assert len(named) >= 6
    for name in named:
        assert (ROOT / name).exists(), name
    assert (ROOT / "page-1.png").stat().st_size < 300_000
    assert README.splitlines()[2:4] == [line for line in README.splitlines() if line.startswith("    make")]


def test_the_readmes_clinic_file_is_valid(tmp_path):
    from handouts.clinic import read_clinic

    block = "\n".join(line.strip() for line in README.splitlines() if re.match(r"    \w+ = \"", line))
    (tmp_path / "clinic.toml").write_text(block)
    assert None not in dict(read_clinic(tmp_path / "clinic.toml")).values()


def test_there_is_enough_content():
    assert len(CONTENT) >= 8
    assert (ROOT / "content/lenalidomide.md") in CONTENT


@pytest.fixture(params=CONTENT, ids=lambda path: path.stem)
def monograph(request):
    return read_monograph(request.param.read_bytes(), request.param.name)


BLOCKING = {
    "M01 trailing zero": r"\b\d+\.\d*0\b(?!\.)",
    "M02 naked decimal": r"(?<![\d.])\.\d",
    "M03 dangerous abbreviation": r"\b(?:U|IU|QD|QOD|MS|MSO4|MgSO4)\b|\bq\.?o?d\b",
    "M04 error-prone symbol": r"[µμ@&]|\bcc\b|\b(?:HS|BT|BD|TDS|SC|SQ)\b|\bo\.d\.",
    "M05 number without a space before its unit": r"\d(?:mg|g|ml|micrograms|mmol)\b",
    "M06 thousand without a comma": r"(?<![\d,.-])\d{4,}(?![\d,])",
    "M07 unit with a full stop inside a sentence": r"\b(?:mg|ml)\.(?= [a-z])",
    "M08 range with a dash": r"\d\s?[-–]\s?\d",
}


@pytest.mark.parametrize("rule", BLOCKING.values(), ids=BLOCKING)
def test_content_keeps_the_blocking_rules(monograph, rule):
    for line in monograph_lines(monograph):
        found = re.search(rule, plain(line.inline))
        assert not found, f"{monograph.path}:{line.line}: {found[0]}"


def test_content_is_plain_and_complete(monograph):
    assert monograph.problems == ()
    assert {section.role for section in monograph.sections} >= set(Role) - {Role.OTHER}
    assert monograph.metadata.sources
    assert monograph.metadata.version == "1.0"
    assert monograph.metadata.reviewer is None
    for section in monograph.sections:
        for line in lines(section.content):
            text = plain(line.inline)
            for start, end in sentences(text):
                assert len(text[start:end].split()) <= 25, f"{monograph.path}:{line.line}: {text[start:end]}"
        for block in section.content:
            assert not isinstance(block, ItemList) or len(block.items) <= 7


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
