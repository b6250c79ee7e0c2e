"""What tests share: our own look, an edition, and short ways from Markdown to a monograph and a leaflet."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import pathlib
import signal
import subprocess
import sys

import pytest
from editing import GOOD, edition_for
from held import keeping
from hypothesis import HealthCheck, settings
from measuring import lay_out_unmeasured, measure_workers

from handouts.assets import look as our_look
from handouts.build import build, reset_press
from handouts.cli import main
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.library import making
from handouts.library.jobs import Order
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.profile import Profile
from handouts.reader.monograph import read_monograph
from handouts.reader.source import Source

# real counterparts, and false ones, started when a test asks
pytest_plugins = ["counterparts", "queued", "fhir_server", "outboxes", "meetings", "attaching"]
ROOT = pathlib.Path(__file__).parent.parent
CONTENT = sorted((ROOT / "content").glob("*.md"))
assert len(CONTENT) >= 8, "tests over content/ would pass without any"
# what is slow for each text is done with these: liquids, tables, a pen, an inhaler, a patch, a schedule
TYPICAL = [
    ROOT / f"content/{name}.md"
    for name in (
        "amoxicillin-suspension",
        "clozapine",
        "fentanyl-patch",
        "insulin-glargine",
        "lenalidomide",
        "metformin",
        "methotrexate-once-weekly",
        "paracetamol-for-children",
        "salbutamol-inhaler",
        "warfarin",
    )
]
POLICY = ReviewPolicy(dt.date(2026, 3, 31))
CLINIC = Clinic(
    name="Hill Clinic", phone="01632 960 001", hours="9 to 5", out_of_hours="01632 960 002", emergency="112"
)

settings.register_profile(
    "on any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("on any machine")


@pytest.fixture(scope="session", autouse=True)
def day():
    """Let every command find the same day on the clock, so that no waiver and no sign-off of a test runs out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDOUTS_TODAY", POLICY.today.isoformat())
        yield


@pytest.fixture(scope="session", autouse=True)
def measured_workers():
    with pytest.MonkeyPatch.context() as patch:
        measure_workers(patch)
        lay_out_unmeasured(patch)
        yield


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
def leaflet(read, look):
    def make(text, edition=edition_for(Clinic())):  # noqa: B008 - frozen
        monograph = read(text)
        return compose(monograph, edition, wording(monograph.language, look))

    return make


@pytest.fixture
def make(tmp_path, look):
    """Make a leaflet of Markdown text, in a folder of its own."""

    def make_leaflet(text, edition=edition_for(Clinic()), policy=POLICY):  # noqa: B008 - frozen
        path = tmp_path / "test.md"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return build(Source.read(path), BuildOptions(edition, look, policy))

    return make_leaflet


@pytest.fixture
def run_apart(tmp_path):
    """Run the command line in a process of its own, in an empty folder."""

    def run_command(*arguments, cwd=tmp_path, **options):
        command = [sys.executable, "-m", "handouts", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300, **options)

    return run_command


@pytest.fixture(scope="session")
def warm(look, tmp_path_factory):
    """Make a first leaflet in this process: what that loads (rules, templates, fonts), its forks have loaded too."""
    path = tmp_path_factory.mktemp("warm") / "demo.md"
    path.write_text(GOOD)
    options = BuildOptions(edition_for(Clinic()), look, POLICY, Profile())
    edition = options.edition
    (made,) = making.make(Order(Source.read(path), (edition,)), options).values()
    assert made.result.blocking == ()


@pytest.fixture
def run(tmp_path, capfd, run_apart, warm):
    """Run the command line in an empty folder, in this process.

    What only a process of its own can have (an environment, a umask, a standard input) starts one, and so does a check
    of leaflets, which a sign-off asks for too: the validator's threads, once started here, would be missing in the
    forks that check.
    """

    def run_command(*arguments, cwd=tmp_path, **options):
        command = ["handouts", *map(str, arguments)]
        if options or ({"check", "approve"} & {*command[1:2]} and "--text" not in command):
            return run_apart(*arguments, cwd=cwd, **options)
        if any(word.startswith(("--templates", "--styles")) for word in command):
            reset_press()  # a process of its own reads a folder of styles as it stands now
        capfd.readouterr()
        with contextlib.chdir(cwd), pytest.MonkeyPatch.context() as patch, keeping(signal.SIGTERM):
            patch.setattr(sys, "argv", command)
            patch.setattr(sys, "stdin", io.StringIO())
            patch.setattr(sys.modules["__main__"], "__package__", None)  # click would name the program by it
            with pytest.raises(SystemExit) as ended:
                main()
        return subprocess.CompletedProcess(command, ended.value.code, *capfd.readouterr())

    return run_command


@pytest.fixture
def demo(tmp_path):
    """Write a good text into content/."""
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/demo.md"
    path.write_text(GOOD)
    return path
