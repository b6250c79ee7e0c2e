"""Bad input ends in a clear problem with a place and a hint, the right exit code, and nothing half-written."""

import os
import signal
import stat
import subprocess
import sys

import held
import pytest
from conftest import POLICY
from editing import edition_for
from PIL import Image

from handouts.errors import ContentError, LookError, TypesettingError
from handouts.library import making
from handouts.reader.source import Source

GOOD = "---\ntitle: Demo\n---\n# Demo\n### Usage\nFor pain.\n"


def problem(run_result):
    assert "Traceback" not in run_result.stderr, run_result.stderr
    return run_result.stderr


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "empty", 0, 0),
        (b" \n\n", "empty", 0, 0),
        (b"abc\0def", "binary", 0, 0),
        (b"one\ntwo \xff\xfe", "not-utf-8", 2, 5),
        (b"x" * 2_000_001, "too-large", 0, 0),
        (b"---\ntitle: a\n\tb: c\n---\ntext", "invalid-front-matter", 3, 1),
        (b"---\ntitle: {{ title }}\n---\ntext", "invalid-front-matter", 2, 9),
        (b"---\ntitle: a\nno end", "open-front-matter", 1, 0),
        (b"+++\ntitle = \n+++\ntext", "invalid-front-matter", 2, 9),
        (b"---\ntitle: a\nreview_date: soon\n---\ntext", "invalid-field", 3, 1),
        (b"---\ntitle: a\ncodes:\n  atc: wrong\n---\ntext", "invalid-field", 4, 3),
        (b"---\ntitle: a\nsources:\n  - url: x\n---\ntext", "invalid-field", 4, 5),
        (b"---\ntitle: a\nschedule: {take_days: 0}\n---\ntext", "invalid-field", 3, 12),
    ],
)
def test_unreadable_text_says_what_and_where(read, data, code, line, column):
    with pytest.raises(ContentError) as caught:
        read(data)
    found = caught.value.problems[0]
    assert (found.code, found.place.line, found.place.column) == (code, line, column)
    assert found.hint.endswith(".") or found.hint.startswith("Write it like this: ")


def test_every_wrong_field_is_reported_in_one_run(read):
    with pytest.raises(ContentError) as caught:
        read("---\ntitle: a\nreview_date: soon\nnext_review: later\nlanguage: English please\n---\ntext")
    assert [found.place.line for found in caught.value.problems] == [5, 3, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![pen](missing.png)", "missing-picture"),
        ("![pen](https://example.org/pen.png)", "remote-picture"),
        ("![pen](file:///etc/passwd)", "remote-picture"),
        ("![pen](//example.org/pen.png)", "remote-picture"),
        ("![pen](../secret.png)", "outside-picture"),
        ("![pen](/etc/passwd)", "outside-picture"),
        ("![pen](not-a-picture.png)", "unfit-picture"),
        ("![pen](huge.png)", "unfit-picture"),
        ("![](pen.png)", "undescribed-picture"),
        ('<img src="http://example.org/x.png" alt="x">', "remote-picture"),
    ],
)
def test_what_cannot_be_printed_is_refused(make, tmp_path, text, code):
    (tmp_path / "not-a-picture.png").write_text("hello")
    (tmp_path / "pen.png").write_bytes(b"")
    Image.new("RGB", (4, 4)).save(tmp_path / "pen.png")
    Image.new("1", (12_000, 12_000)).save(tmp_path / "huge.png")
    with pytest.raises(TypesettingError) as caught:
        make(f"### Usage\nFor pain.\n\n{text}\n")
    found = caught.value.problems[0]
    assert (found.code, found.place.line) == (code, 4)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 500 + "deep" + "</div>" * 500,
        "<b>" * 500 + "deep" + "</b>" * 500,
        ">" * 500 + " deep",
        "".join("  " * n + "* deep\n" for n in range(120)),
    ],
    ids=["divs", "bolds", "quotes", "lists"],
)
def test_deep_and_wide_text_is_printed(make, text):
    assert make(f"### Usage\n{text}\n").manifest.pages <= 8


@pytest.mark.no_cover
def test_long_text_is_printed_whole(make):
    text = "### Usage\n" + "".join(f"* item {n} of a long list, take {n % 90 + 1} mg\n" for n in range(600))
    built = make(text).manifest
    assert built.pages > 5
    assert built.proof.numbers == 1_200


def test_a_leaflet_that_takes_too_long_is_given_up(run, tmp_path, monkeypatch):
    (tmp_path / "endless.md").write_text(GOOD)
    monkeypatch.setattr(making, "build", lambda *_, **__: signal.pause())
    result = run("build", "endless.md", "--time-limit", "1")
    assert result.returncode == 4
    assert "endless.md: error [out-of-time] " in problem(result)
    assert not (tmp_path / "build").exists()


def test_a_bad_monograph_costs_only_itself(run, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(GOOD)
    (folder / "b.md").write_bytes(b"\x89PNG\0")
    (folder / "c.md").write_text(GOOD.replace("Demo", "Other"))
    result = run("build", "in")
    assert result.returncode == 1
    assert "b.md: error [binary]" in problem(result)
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        ".handouts.jsonl",
        "a.json",
        "a.pdf",
        "c.json",
        "c.pdf",
    ]


def test_broken_templates_and_styles_are_named(make, tmp_path, look):
    from handouts.assets import look as choose
    from handouts.build import build
    from handouts.model.clinic import Clinic
    from handouts.model.options import BuildOptions

    path = tmp_path / "test.md"
    path.write_text(GOOD)
    cases = [
        ("templates/leaflet.html", "{% if %}", "broken-template", 1),
        ("templates/running.html", "one\n{{ leaflet.nothing }}", "broken-template", 2),
        ("styles/variables.css", ":root {}\np { colour: red }", "broken-style", 2),
        ("styles/leaflet.css", '@import "http://example.org/x.css";', "broken-style", 0),
        ("styles/leaflet.css", ".fact { opacity: 0.9 }", "see-through-style", 0),
    ]
    for name, text, code, line in cases:
        file = tmp_path / code / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        templates, styles = (file.parent, None) if "templates" in name else (None, file.parent)
        with pytest.raises(LookError) as caught:
            build(Source.read(path), BuildOptions(edition_for(Clinic()), choose(templates, styles), POLICY))
        found = caught.value.problems[0]
        assert (found.code, found.place.line) == (code, line), (name, found)
        file.unlink()


def test_a_template_that_adds_words_fails_its_proof(tmp_path, run):
    (tmp_path / "demo.md").write_text(GOOD)
    templates = tmp_path / "mine"
    templates.mkdir()
    (templates / "running.html").write_text("<p>Take as much as you like</p>")
    result = run("build", "demo.md", "--templates", "mine")
    assert result.returncode == 4
    assert "Take as much as you like" in problem(result)
    assert not (tmp_path / "build").exists()


def test_a_folder_that_cannot_be_written(run, tmp_path):
    for name in ("demo.md", "other.md"):
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "file").write_text("x")
    result = run("build", "demo.md", "other.md", "--out", "file/below")
    assert result.returncode == 5
    assert "--out" in problem(result)
    assert result.stderr.count("error [") == 1  # said once, before anything is made


def test_a_full_disk_leaves_no_half_file(run, tmp_path):
    """A file size limit makes every write beyond it fail, as a full disk does."""
    (tmp_path / "demo.md").write_text(GOOD)
    run("build", "demo.md")
    before = (tmp_path / "build/demo.pdf").read_bytes()
    (tmp_path / "demo.md").write_text(GOOD + "More text.\n")
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); sys.argv = ['handouts', 'build', 'demo.md']; "
        "from handouts.cli import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-B", "-c", limited], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 5, result.stderr
    assert "not-written" in result.stderr
    assert (tmp_path / "build/demo.pdf").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [".handouts.jsonl", "demo.json", "demo.pdf"]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_whole_files_only(tmp_path, sign):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c", "held"):
        (folder / f"{name}.md").write_text(GOOD.replace("For pain.", f"For {name}.\n\n" + "A line of text. " * 400))
    with held.interruptible(), held.started(tmp_path, "build", "in", "--jobs", "1") as process:
        assert [process.stdout.readline().split(":")[0] for _ in "abc"] == [f"build/{name}.pdf" for name in "abc"]
        held.holders(tmp_path, 1)
        os.killpg(process.pid, sign)
        _, errors = process.communicate(timeout=held.PATIENCE_S)
    assert process.returncode == 130, errors
    assert "Interrupted" in errors
    names = sorted(path.name for path in (tmp_path / "build").iterdir())
    assert names == [".handouts.jsonl", "a.json", "a.pdf", "b.json", "b.pdf", "c.json", "c.pdf"]
    assert all((tmp_path / "build" / name).read_bytes().rstrip().endswith((b"%%EOF", b"}")) for name in names)


def test_written_files_can_be_read_by_colleagues(run, tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    before = os.umask(0o022)
    try:
        run("build", "demo.md")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "build/demo.pdf").stat().st_mode) == 0o644


def test_two_monographs_never_share_an_output(run, tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "demo.md").write_text(GOOD)
    result = run("build", "a/demo.md", "b/demo.md")
    assert result.returncode == 5
    assert "same-output" in problem(result)


def test_a_bad_clinic_file(run, tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    (tmp_path / "clinic.toml").write_text('name = "A"\ntelephone = "1"\n')
    result = run("build", "demo.md", "--clinic", "clinic.toml")
    assert result.returncode == 1
    assert "clinic.toml:2:1: error [invalid-field]" in problem(result)
    (tmp_path / "clinic.toml").write_text("name = \n")
    assert "clinic.toml:1:8" in problem(run("build", "demo.md", "--clinic", "clinic.toml"))
    assert "none.toml: error [unreadable-clinic]" in problem(run("build", "demo.md", "--clinic", "none.toml"))


def test_names_of_all_kinds(run, tmp_path):
    names = ["药品说明", "a" * 240, "with spaces (and) [brackets]", "quote's & more"]
    for name in names:
        (tmp_path / f"{name}.md").write_text(GOOD)
    result = run("build", *(f"{name}.md" for name in names))
    assert result.returncode == 0, result.stderr
    assert {path.stem for path in (tmp_path / "build").glob("*.pdf")} == set(names)


def test_a_missing_path(run):
    result = run("build", "nothing.md")
    assert result.returncode == 1
    assert "nothing.md: error [no-such-path]" in problem(result)
