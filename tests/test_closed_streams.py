"""A standard input, output or error that a shell has closed, a full one, and a pipe that nobody reads."""

import subprocess
import sys

import pytest
from editing import GOOD
from endings import told

from handouts.cli import COMMANDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")


@pytest.fixture
def library(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/one.md").write_text(GOOD)
    return tmp_path / "content"


STREAMS = {">&-": 5, "2>&-": 0, ">&- 2>&-": 5, "<&-": 0, "<&- >&- 2>&-": 5, ">/dev/full": 5, "2>/dev/full": 0}


@pytest.mark.no_cover
@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize("command", ["schema", "list"])
def test_a_closed_stream(library, command, streams):
    result = in_shell(library.parent, f"-m handouts {command} {streams}")
    assert told(result, STREAMS[streams]).count("could not be written") == (streams in {">&-", ">/dev/full"})


@pytest.mark.no_cover
def test_every_command_bears_closed_streams(library):
    for command in COMMANDS:
        told(in_shell(library.parent, f"-m handouts {command} --help >&- 2>&-"), 5)


@pytest.mark.parametrize("command", ["schema", "list", "--help", "rules"])
def test_a_pipe_that_nobody_reads(library, command):
    result = in_shell(library.parent, f"-m handouts {command} | true; exit ${{PIPESTATUS[0]}}")
    assert result.returncode in {0, 5}
    told(result, result.returncode)


@pytest.mark.no_cover
def test_a_leaflet_is_made_though_nobody_hears_of_it(library):
    told(in_shell(library.parent, "-m handouts build >&- 2>&-"), 5)
    assert (library.parent / "build/one.pdf").exists()


def in_shell(folder, command):
    return subprocess.run(
        ["bash", "-c", f"{sys.executable} {command}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
