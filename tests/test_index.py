"""The index of what was made: what stands is not made again, and whatever is wrong with the index costs only time."""

import json
import shutil
import subprocess
import sys

import pytest

from handouts.library.index import NAME

TEXT = "# Demo\n### Usage\nFor pain, 5 mg.\n"


def test_nothing_is_parsed_or_typeset_for_what_stands(run, tmp_path):
    (tmp_path / "demo.md").write_text(TEXT)
    assert run("build", "demo.md").returncode == 0
    code = "import sys; from handouts.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code, "build", "demo.md"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "unchanged" in result.stdout
    loaded = set(result.stdout.split())
    assert "handouts.library" in loaded
    assert not loaded & {
        "weasyprint",
        "handouts.build",
        "handouts.reader.monograph",
        "handouts.reader.markdown",
        "markdown",
        "jinja2",
        "pebble",
        "PIL",
        "pypdfium2",
    }


def test_the_second_build_makes_nothing_and_warns_again(run, tmp_path):
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / f"in/{name}.md").write_text(TEXT)
    first, second = run("build", "in"), run("build", "in")
    assert "2 of 2 leaflets ready: 2 made" in first.stdout
    assert second.stdout.startswith("2 of 2 leaflets ready: 2 unchanged")
    assert sorted(first.stderr.splitlines()) == sorted(second.stderr.splitlines()) != []
    assert "2 made" in run("build", "in", "--force").stdout
    (tmp_path / "in/a.md").write_text("# Demo\n### Usage\nFor pain, 6 mg.\n")
    third = run("build", "in")
    assert third.stdout.startswith("build/a.pdf: 1 page")
    assert "1 made, 1 unchanged" in third.stdout


def test_a_leaflet_that_could_not_be_made_is_tried_again(run, tmp_path):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\n![A tablet](missing.png)\n")
    for _ in range(2):
        result = run("build", "demo.md")
        assert (result.returncode, "missing-picture" in result.stderr) == (4, True)


def test_leaflets_without_a_monograph_are_pruned_on_demand(run, tmp_path):
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / f"in/{name}.md").write_text(TEXT)
    run("build", "in")
    (tmp_path / "build/own.pdf").write_text("the clinic's own")
    (tmp_path / "in/a.md").rename(tmp_path / "in/d.md")
    (tmp_path / "in/b.md").unlink()
    (tmp_path / "build/b.pdf").write_text("changed by hand")
    told = run("build", "in")
    assert "1 leaflet stands here whose monograph is gone; --prune deletes it." in told.stdout
    assert run("build", "in/c.md", "--prune").stdout.startswith("build/c.pdf: unchanged")
    left = sorted(path.name for path in (tmp_path / "build").iterdir() if not path.name.startswith("."))
    assert left == ["b.json", "b.pdf", "c.json", "c.pdf", "d.json", "d.pdf", "own.pdf"]
    assert "a.pdf" not in (tmp_path / "build" / NAME).read_text()


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "null", '{"pdf": "demo.pdf"}', '{"pdf": "../x.pdf"}', "\x00\xff", '"' * 70_000, "[" * 100_000],
    ids=["cut off", "a list", "null", "fields missing", "outside", "not text", "long", "deep"],
)
def test_a_damaged_index_costs_only_time(run, tmp_path, line):
    (tmp_path / "demo.md").write_text(TEXT)
    run("build", "demo.md")
    index = tmp_path / "build" / NAME
    good = index.read_text()
    index.write_text(good + line)
    assert "unchanged" in run("build", "demo.md").stdout
    index.write_text(line + "\n")
    result = run("build", "demo.md")
    assert (result.returncode, "unchanged" in result.stdout) == (0, False)
    assert [json.loads(row)["pdf"] for row in index.read_text().splitlines()] == ["demo.pdf"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pictures", 5),
        ("pictures", [5]),
        ("first", 5),
        ("digest", None),
        ("made", None),
        ("made", {"pages": 1}),
        ("made.words", None),
        ("made.warnings", [5]),
    ],
)
def test_an_index_with_other_kinds_of_values_costs_only_time(run, tmp_path, field, value):
    (tmp_path / "demo.md").write_text(TEXT)
    run("build", "demo.md")
    index = tmp_path / "build" / NAME
    entry = json.loads(index.read_text())
    where, _, name = field.rpartition(".")
    (entry[where] if where else entry)[name] = value
    index.write_text(json.dumps(entry) + "\n")
    result = run("build", "demo.md")
    assert (result.returncode, "unchanged" in result.stdout, "Traceback" in result.stderr) == (0, False, False), (
        result.stderr
    )
    assert "unchanged" in run("build", "demo.md").stdout


def test_a_index_cannot_have_files_elsewhere_deleted(run, tmp_path):
    (tmp_path / "demo.md").write_text(TEXT)
    (tmp_path / "gone.md").write_text(TEXT)
    run("build", "demo.md", "gone.md")
    shutil.copytree(tmp_path / "build", tmp_path / "elsewhere")
    (tmp_path / "gone.md").unlink()
    index = tmp_path / "build" / NAME
    index.write_text(index.read_text().replace('"pdf":"gone.pdf"', '"pdf":"../elsewhere/gone.pdf"'))
    assert run("build", "demo.md", "--prune").returncode == 0
    assert (tmp_path / "elsewhere/gone.pdf").exists()
