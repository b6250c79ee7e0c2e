"""What nobody has thought of ends in a problem with its place, costs only itself, and shows no traceback."""

import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest
from conftest import ROOT
from editing import GOOD
from endings import became_another, told

from handouts.assets import bundled
from handouts.assets import look as choose
from handouts.errors import ContentError, ExitCode, LookError
from handouts.library.paths import names_below

LONG = "a" * 300


@pytest.fixture
def library(tmp_path):
    (tmp_path / "content").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"content/{name}.md").write_text(GOOD)
    return tmp_path / "content"


@pytest.fixture
def run_as_another(run, library, capfd):
    """Run the command line as somebody whom permissions bind: in a fork, which has loaded what they may not read."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can become another")
    if not all(folder.stat().st_mode & 0o001 for folder in (ROOT, *ROOT.parents)):
        pytest.skip(f"another may not enter {ROOT}")
    run("build")
    run("list", "--out", "paper")
    shutil.rmtree(library.parent / "build")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(library, folder / "content")
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o777)

        def run_command(*arguments):
            capfd.readouterr()
            if not (child := os.fork()):
                became_another(folder, ["handouts", *map(str, arguments)])
            _, status = os.waitpid(child, 0)
            return subprocess.CompletedProcess(arguments, os.waitstatus_to_exitcode(status), *capfd.readouterr())

        run_command.folder = folder
        yield run_command


def not_text(library):
    shutil.copy(library / "one.md", os.fsencode(library) + b"/b\xe9ta.md")


def circle(library):
    (library / "circle.md").symlink_to("circle.md")


def dangling(library):
    (library / "gone.md").symlink_to("elsewhere.md")


def of_itself(library):
    (library / "tags.md").write_text(GOOD.replace("title:", "tags: &a [*a]\ntitle:", 1))


def too_long(library):
    (library / f"{'a' * 252}.md").write_text(GOOD)


MISCHIEF = {
    not_text: (1, "[unfit-name] The name of the file holds bytes that are no letters"),
    circle: (1, "circle.md: error [unreadable] The monograph cannot be read: Too many levels of symbolic links."),
    dangling: (1, "gone.md: error [unreadable] The monograph cannot be read: No such file or directory."),
    of_itself: (1, "tags.md:2:7: error [invalid-front-matter] The front matter is not YAML: a value holds itself."),
    too_long: (5, "error [not-written] The file could not be written: File name too long."),
}


@pytest.mark.parametrize("mischief", MISCHIEF, ids=lambda mischief: mischief.__name__)
def test_a_library_loses_only_what_cannot_be_read(run, library, mischief):
    mischief(library)
    code, problem = MISCHIEF[mischief]
    assert problem in told(run("build"), code)
    assert {path.name for path in (library.parent / "build").glob("*.pdf")} == {"one.pdf", "two.pdf"}
    for arguments in (("check", "--text"), ("list",), ("list", "--format", "json"), ("verify", "build")):
        result = run(*arguments)
        told(result, result.returncode)
        assert result.returncode in {0, 1}


def test_a_folder_that_does_not_open_is_missed_by_name(run_as_another):
    (run_as_another.folder / "content/locked").mkdir(mode=0o000)
    said = told(run_as_another("build"), 1)
    assert "content/locked: error [unreadable] The monograph cannot be read: Permission denied." in said
    assert "2 of 3 leaflets ready: 2 made, 1 failed" in said
    assert "Path 'content/locked' is not readable." in told(run_as_another("build", "content/locked"), 2)
    said = told(run_as_another("list"), 1)
    assert "content/locked" in said
    assert "2 monographs" in said


def test_a_leaflet_whose_folder_does_not_open_is_no_orphan(run_as_another):
    deep = run_as_another.folder / "content/deep"
    deep.mkdir()
    deep.chmod(0o777)
    (deep / "three.md").write_text(GOOD)
    told(run_as_another("build"), 0)
    deep.chmod(0o000)
    told(run_as_another("build", "--prune"), 1)
    assert (run_as_another.folder / "build/deep/three.pdf").exists()


def test_names_below_an_unreadable_folder(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a.md").write_text(GOOD)
    (tmp_path / "b.md").write_text(GOOD)
    assert names_below(tmp_path) == ["b.md", "deep/a.md"]
    scan = os.scandir

    def refuse(folder):
        if str(folder).endswith("deep"):
            raise PermissionError(13, "Permission denied", folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names_below(tmp_path) == ["b.md", "deep"]
    assert names_below(tmp_path / "deep") == [""]


@pytest.mark.parametrize(
    "front_matter",
    [
        "tags: &a [*a]",
        "x: &a {b: *a}",
        "x: &a [{b: [1, *a]}]",
        "x: &a\n  ? [*a]\n  : 1",
        "x: !!binary //8=\ntags: &a [*a]",
    ],
)
def test_front_matter_that_holds_itself_is_refused(read, front_matter):
    with pytest.raises(ContentError) as caught:
        read(f"---\ntitle: Demo\n{front_matter}\n---\n# Demo\n### Usage\nFor pain.\n")
    assert caught.value.problems[0].code == "invalid-front-matter"


@pytest.mark.parametrize(
    "front_matter", ["x: &a [1]\ny: *a\nz: [*a, *a]", "x: &a {b: 1}\ny: {<<: *a}", "x: !!binary //8="]
)
def test_front_matter_that_says_a_thing_twice_is_read(make, front_matter):
    assert make(f"---\ntitle: Demo\n{front_matter}\n---\n# Demo\n### Usage\nFor pain.\n").manifest.title == "Demo"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", f"{LONG}.md"), 1),
        (("build", "--clinic", LONG), 1),
        (("build", "content", "--out", LONG), 5),
        (("check", "--text", LONG), 1),
        (("verify", f"{LONG}.pdf"), 2),
        (("verify", LONG, f"{LONG}.md"), 2),
        (("diff", LONG, f"HEAD:{LONG}"), 1),
        (("diff", f"HEAD:{LONG}", "content/one.md"), 1),
        (("approve", f"{LONG}.md", "--by", "Ada", "--role", "Chief", "--yes"), 1),
        (("new", LONG), 5),
        (("new", "--pack", LONG), 5),
        (("init", LONG), 5),
        (("eject", LONG), 5),
        (("pack", f"{LONG}.toml"), 1),
        (("sign", f"{LONG}.pdf"), 1),
        ((LONG,), 2),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else str(value),
)
def test_a_name_that_no_disk_holds(run, library, arguments, code):
    told(run(*arguments), code)


@pytest.mark.parametrize("kind", ["a link that leads nowhere", "a link to itself", "a folder"])
@pytest.mark.parametrize(
    ("option", "name"),
    [("templates", "leaflet.html"), ("templates", "parts/chapter.html"), ("styles", "leaflet.css")],
)
def test_a_file_of_a_look_that_is_none_is_not_passed_over(tmp_path, kind, option, name):
    path = tmp_path / option / name
    path.parent.mkdir(parents=True)
    if kind == "a folder":
        path.mkdir()
    else:
        path.symlink_to(path.name if "itself" in kind else "nowhere")
    with pytest.raises(LookError) as caught:
        choose(**{option: tmp_path / option})
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("unreadable-look", str(path))


def test_hidden_files_and_folders_of_a_look_do_not_count(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").symlink_to("nowhere")
    (tmp_path / ".#leaflet.css").symlink_to("nowhere")
    (tmp_path / "pictures").mkdir()
    assert choose(styles=tmp_path).styles == (tmp_path, bundled("styles"))


@pytest.mark.parametrize("name", ["templates/leaflet.html", "styles/leaflet.css", "styles/parts"])
def test_a_look_that_may_not_be_read(run_as_another, name):
    path = run_as_another.folder / "mine" / name
    path.parent.mkdir(parents=True)
    if path.suffix:
        path.write_text("")
    else:
        path.mkdir()
    path.chmod(0o000)
    for folder in list(path.parents)[:2]:
        folder.chmod(0o755)
    said = told(run_as_another("build", f"--{name.partition('/')[0]}", path.parent), 3)
    assert f"{path}: error [unreadable-look] This file of your look cannot be read: Permission denied." in said


@pytest.mark.parametrize("today", ["0001-01-01", "9990-01-01", "9999-12-31"])
@pytest.mark.parametrize("due", ["0d", "90y", "99999y"])
def test_a_span_may_end_after_the_calendar(run, library, due, today):
    told(run("list", "--due", due, "--today", today), 0)


def test_a_review_may_end_with_the_calendar(run, library):
    for day in ("9998-05-05", "9999-12-31"):
        arguments = ("--by", "Ada Byron", "--role", "Chief", "--yes", "--today", day)
        result = run("approve", library / "one.md", *arguments)
        told(result, result.returncode)
        assert result.returncode in {1, 2}


def test_a_file_that_nobody_asked_for_in_time(run, library, monkeypatch):
    from handouts.cli import list as listing

    for error, code in ((PermissionError(13, "Permission denied", "x"), 1), (OSError(28, "No space left", "x"), 5)):
        monkeypatch.setattr(listing, "Index", lambda _, error=error: (_ for _ in ()).throw(error))
        assert f"x: error [unreadable] This cannot be used: {error.strerror}." in told(run("list"), code)
    monkeypatch.setattr(listing, "Index", lambda _: (_ for _ in ()).throw(OSError("no file's")))
    assert run("list").returncode == ExitCode.BUG
