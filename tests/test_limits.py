"""Every command that reads a stranger's file keeps to its limits, says so in a sentence, and goes on with the rest."""

import hashlib
import json
import pathlib
import shutil
import signal

import bombs
import pytest
from conftest import POLICY
from editing import GOOD

from handouts import build_leaflet, write_leaflet
from handouts.cli import diff, group
from handouts.cli.options import USUAL
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.reader import monograph as reader
from handouts.reader.source import Source
from handouts.review.approval import Signature, add_years, approve
from handouts.review.record import store_sign_off

MIB = 256
TOLD = {"endless": "took longer than 1 s", "hungry": "broke off, most likely for want of memory"}
LIMITS = {"endless": ("--time-limit", "1"), "hungry": ("--memory-limit", str(MIB))}
READING = {  # commands that read bad.md, and their exit code when that takes more than it may
    "diff good.md bad.md": 4,
    "revoke bad.md --by Ada --note wrong": 4,
    "list bad.md good.md": 4,
    "build bad.md good.md": 4,
    "check --text bad.md good.md": 1,
    "verify build/bad.pdf": 4,
    "print build/bad.pdf --printer none": 4,
    "sign build/bad.pdf --key none.p12": 4,
    "pack pack.toml": 4,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make the leaflet of bad.md, before anything is wrong with it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "bad.md").write_text(GOOD)
    write_leaflet(build_leaflet(Source.read(folder / "bad.md"), today=POLICY.today), folder / "bad.pdf")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    (tmp_path / "good.md").write_text(GOOD.replace("Demo", "Other"))
    (tmp_path / "bad.md").write_text(GOOD)
    (tmp_path / "build").mkdir()
    for name in ("bad.pdf", "bad.json"):
        shutil.copy(made / name, tmp_path / "build")
    (tmp_path / "pack.toml").write_text('title = "Home"\nleaflets = ["bad.md", "good.md"]\n')
    return tmp_path


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("command", READING)
def test_a_text_that_takes_more_than_it_may_costs_only_itself(run, folder, monkeypatch, command, kind):
    if "revoke" in command:
        source = Source.read(folder / "bad.md")
        signature = Signature("Ada", "nurse", POLICY.today)
        store_sign_off(source, approve(source, signature, add_years(POLICY.today, 1)))
    read, before = reader.read_monograph, {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def outgrown(data, path):
        if pathlib.PurePath(path).name == "bad.md":
            signal.pause() if kind == "endless" else bytearray(MIB << 21)
        return read(data, path)

    monkeypatch.setattr(reader, "read_monograph", outgrown)
    monkeypatch.setattr(diff, "read_monograph", outgrown)
    result = run(*command.split(), *LIMITS[kind])
    told = result.stdout + result.stderr
    assert result.returncode == READING[command], told
    assert TOLD[kind] in told
    assert "Traceback" not in told
    if kind == "hungry" and command.startswith(("list", "build")):  # in a second a busy machine may make nothing
        assert "Other" in told or (folder / "build/good.pdf").is_file()
    assert {path: path.read_bytes() for path in before} == before, "what stood there stands"
    assert not list(folder.rglob(".handouts-*"))


@pytest.mark.parametrize("kind", [*bombs.HUNGRY, *bombs.ENDLESS])
def test_a_file_of_pages_that_takes_more_than_it_may_is_not_proven(run, folder, kind):
    is_hungry, data = kind in bombs.HUNGRY, (bombs.HUNGRY | bombs.ENDLESS)[kind]
    manifest = json.loads((folder / "build/bad.json").read_text())
    manifest["pdf"] |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (folder / "build/worse.pdf").write_bytes(data)
    (folder / "build/worse.json").write_text(json.dumps(manifest))
    result = run("verify", "build", *LIMITS["hungry" if is_hungry else "endless"])
    assert result.returncode == 4, result.stderr
    assert not is_hungry or "bad.pdf: proven" in result.stdout
    told = (
        "worse.pdf: not proven (" + "out-of-" * is_hungry
    )  # a fast machine is through with some before the time is up
    assert told in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["diff good.md bad.md", "build bad.md good.md", "check --text bad.md good.md"])
@pytest.mark.parametrize("kind", ["lists in lists", "itself", "brackets"])
def test_front_matter_that_outgrows_it_is_told_at_once(run, folder, command, kind):
    (folder / "bad.md").write_text(f"---\nx: 1\n{bombs.YAML[kind]}---\n{bombs.BODY}")
    result = run(*command.split())
    told = result.stdout + result.stderr
    assert result.returncode == 1, told
    assert any(words in told for words in ("stands for", "deep in each other", "holds itself", "20,000 is the most")), (
        told
    )
    assert "Traceback" not in told


def test_what_work_alone_raises_is_raised_here_and_says_where_it_was():
    def wrong():
        return {}["nothing"]

    with pytest.raises(KeyError, match="nothing") as caught:
        alone(pathlib.Path("a.md"), wrong, Limits())
    assert "in wrong" in caught.value.__notes__[0]


def test_what_cannot_travel_is_told_by_its_traceback():
    class HereError(Exception):
        pass

    def wrong():
        raise HereError

    with pytest.raises(RuntimeError, match="HereError"):
        alone(pathlib.Path("a.md"), wrong, Limits())


def test_a_process_that_dies_is_told():
    with pytest.raises(Exception, match="broke off"):
        alone(pathlib.Path("a.md"), lambda: signal.raise_signal(signal.SIGKILL), Limits())


def test_every_command_that_reads_a_strangers_file_has_the_same_limits():
    names = "build print pack check approve revoke list diff verify give attach sign".split()
    for name in names:
        options = {each.name: each for each in group.get_command(None, name).params}
        assert (options["time_limit"].default, options["memory_limit"].default) == (USUAL.time_s, USUAL.memory_mib), (
            name
        )
    assert Limits() == USUAL
