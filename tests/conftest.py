"""What tests share: our own look, an edition, and short ways from Markdown to a monograph and a leaflet."""

from __future__ import annotations

import datetime as dt
import pathlib
import subprocess
import sys

import pytest
from editing import GOOD, edition_for

from handouts.assets import look as our_look
from handouts.build import build
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.reader.monograph import read_monograph
from handouts.reader.source import Source

ROOT = pathlib.Path(__file__).parent.parent
CONTENT = sorted((ROOT / "content").glob("*.md"))
POLICY = ReviewPolicy(dt.date(2026, 3, 31))
CLINIC = Clinic(
    name="Hill Clinic", phone="01632 960 001", hours="9 to 5", out_of_hours="01632 960 002", emergency="112"
)


@pytest.fixture(scope="session")
def look():
    return our_look()


@pytest.fixture
def edition():
    return edition_for(CLINIC)


@pytest.fixture
def read():
    """Read Markdown text as a monograph."""
    return lambda text: read_monograph(text.encode() if isinstance(text, str) else text, "test.md")


@pytest.fixture
def make(tmp_path, look):
    """Make a leaflet of Markdown text, in a folder of its own."""

    def make_leaflet(text, edition=edition_for(Clinic()), policy=POLICY):  # noqa: B008 - frozen
        path = tmp_path / "test.md"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return build(Source.read(path), BuildOptions(edition, look, policy))

    return make_leaflet


@pytest.fixture
def run(tmp_path):
    """Run the command line in a process of its own, in an empty folder."""

    def run_command(*arguments, cwd=tmp_path, **options):
        command = [sys.executable, "-m", "handouts", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300, **options)

    return run_command


@pytest.fixture
def demo(tmp_path):
    """Write a good text into content/."""
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/demo.md"
    path.write_text(GOOD)
    return path
