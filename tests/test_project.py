"""The project's own claims: its errors, its files, and the texts in content/."""

import re

import pytest
from conftest import CONTENT, ROOT

from handouts.errors import ContentError, ExitCode, HandoutsError, LookError, OutputError, TypesettingError
from handouts.model.monograph import Role, plain
from handouts.model.walk import monograph_lines
from handouts.reader.monograph import read_monograph


def test_every_error_has_its_code():
    assert {error: error.exit_code for error in HandoutsError.__subclasses__()} == {
        ContentError: ExitCode.CONTENT,
        LookError: ExitCode.LOOK,
        TypesettingError: ExitCode.TYPESETTING,
        OutputError: ExitCode.OUTPUT,
    }


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
    assert re.fullmatch(r"1\.\d", monograph.metadata.version)
    assert monograph.metadata.reviewer is None


def test_content_says_what_to_do_about_a_missed_dose(monograph):
    text = " ".join(plain(line.inline) for line in monograph_lines(monograph)).lower()
    assert re.search(r"if you (?:miss|forget)", text)
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


def test_the_reference_of_rules_is_fresh(capsys):
    from handouts.cli.rules import command

    command.main(["--format", "markdown"], standalone_mode=False)
    reference = (ROOT / "RULES.md").read_text("utf-8")
    assert reference.count("\n| ") > 40
    assert reference.endswith(capsys.readouterr().out), "Run `make rules`."


def test_few_modules_lie_flat_and_none_is_a_drawer():
    flat = [path.name for path in (ROOT / "handouts").glob("*.py")]
    assert 5 < len(flat) <= 13
    names = {path.stem for path in (ROOT / "handouts").rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc"}
