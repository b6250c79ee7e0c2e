"""What has not changed is not made again; whatever has changed, were it one byte, is."""

import dataclasses
import datetime as dt
import functools
import json
import shutil
import subprocess
import sys

import pytest
from conftest import CLINIC, POLICY, ROOT
from editing import edition_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from handouts.assets import Look
from handouts.library import Library, on_this_machine
from handouts.library.index import NAME
from handouts.library.jobs import Crew, find_jobs
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.reader.source import Source, sign_offs_path
from handouts.review.approval import Signature, approve, review_status, revoke, status_span
from handouts.review.sign_offs import with_sign_off

TEXT = "---\ntitle: Demo\nversion: '1'\nnext_review: 2027-06-30\n---\n# Demo\n### Usage\nFor pain, 5 mg.\n\n![A tablet](a%20tablet.png)\n"
SIGNATURE = Signature("Ada Byron", "clinical pharmacist", dt.date(2026, 1, 1))
BUILDERS = functools.partial(on_this_machine, crew=Crew(1))


def library(folder, **changes):
    edition = edition_for(changes.get("clinic", CLINIC), changes.get("paper", "a4"), changes.get("issued"))
    look = Look((folder / "templates", ROOT / "templates"), (folder / "styles", folder / "bundled"))
    order = BuildOptions(edition, look, changes.get("policy", POLICY))
    return Library(find_jobs([folder / "in"], folder / "out"), folder / "out", order)


def stands(folder, **changes):
    found = library(folder, **changes)
    return len(found.unchanged()) == len(found.jobs)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A signed-off leaflet with a picture, in a look of its own whose fonts are few enough to read often."""
    folder = tmp_path_factory.mktemp("built")
    for name in ("templates", "styles", "in"):
        (folder / name).mkdir()
    shutil.copytree(ROOT / "styles", folder / "bundled", ignore=shutil.ignore_patterns("Noto*.ttf", "Vazirmatn*.ttf"))
    shutil.copy(ROOT / "templates/running.html", folder / "templates")
    shutil.copytree(ROOT / "templates/wording", folder / "templates/wording")
    shutil.copy(ROOT / "styles/variables.css", folder / "styles")
    (folder / "styles/fonts").mkdir()
    shutil.copy(ROOT / "styles/fonts/SourceSans3-Bold.ttf", folder / "styles/fonts")
    Image.new("L", (40, 20), 128).save(folder / "in/a tablet.png")
    path = folder / "in/demo.md"
    path.write_text(TEXT)
    sign_offs_path(path).write_bytes(
        with_sign_off(Source.read(path), approve(Source.read(path), SIGNATURE, dt.date(2027, 3, 31)))
    )
    made = library(folder)
    steps = list(made.make(made.jobs, BUILDERS))
    assert [(step.how, step.outcome.result.approved) for step in steps] == [("made", True)]
    return folder


INPUTS = (
    "in/demo.md", "in/demo.approvals.toml", "in/a tablet.png", "templates/running.html", "templates/wording/en.po",
    "styles/variables.css", "styles/fonts/SourceSans3-Bold.ttf", "out/demo.pdf", "out/demo.json",
)  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_that_changes_makes_the_leaflet_again(built, name, data):
    path = built / name
    before = path.read_bytes()
    position = data.draw(st.integers(0, len(before) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != before[position]))
    assert stands(built)
    try:
        path.write_bytes(before[:position] + bytes([byte]) + before[position + 1 :])
        assert not stands(built)
        path.write_bytes(before[:position])
        assert not stands(built)
        if name.startswith(("out/", "in/a", "in/demo.approvals")):
            path.unlink()
            assert not stands(built)
    finally:
        path.write_bytes(before)
    assert stands(built)


def test_the_edition_counts(built):
    assert stands(built)
    assert not stands(built, paper="letter")
    assert not stands(built, issued=dt.date(2026, 3, 31))
    assert not stands(built, clinic=CLINIC.model_copy(update={"phone": "01632 960 009"}))
    assert not stands(built, policy=dataclasses.replace(POLICY, required=True))


def test_the_program_and_its_libraries_count(built, monkeypatch):
    from handouts.library import fingerprint

    real = fingerprint.toolchain()
    assert {"handouts", "weasyprint", "Markdown"} <= real.keys()
    for name in real:
        monkeypatch.setattr(fingerprint, "toolchain", lambda name=name: real | {name: "another"})
        assert not stands(built)
    monkeypatch.setattr(fingerprint, "toolchain", lambda: real)
    assert stands(built)


def test_the_program_is_known_by_its_source(tmp_path, monkeypatch):
    from handouts.library import fingerprint

    shutil.copytree(ROOT / "handouts", tmp_path / "handouts", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path / "handouts")
    before = fingerprint.toolchain()["handouts"]
    file = tmp_path / "handouts/leaflet/danger.py"
    file.write_text(file.read_text() + "\n")
    assert fingerprint.toolchain()["handouts"] != before


def test_a_sign_off_counts_by_the_day(built):
    """The leaflet stands while its sign-off does, and not a day longer."""
    assert stands(built, policy=ReviewPolicy(dt.date(2027, 3, 31)))
    assert not stands(built, policy=ReviewPolicy(dt.date(2027, 4, 1)))
    assert not stands(built, policy=ReviewPolicy(dt.date(2025, 12, 31)))


@given(
    dates=st.lists(
        st.tuples(st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1)), st.integers(0, 60), st.booleans()), max_size=4
    ),
    review=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
    today=st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
    other=st.dates(dt.date(2025, 12, 1), dt.date(2026, 5, 1)),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_within_its_steady_days_a_text_stands_as_today(tmp_path, dates, review, today, other):
    path = tmp_path / "x.md"
    path.write_text(f"---\ntitle: X\n{f'next_review: {review}' if review else ''}\n---\n### Usage\nText.\n")
    sign_offs_path(path).unlink(missing_ok=True)
    for date, days, withdrawn in sorted(dates):
        signature = Signature("Ada Byron", "pharmacist", date)
        source = Source.read(path)
        if not withdrawn:
            sign_offs_path(path).write_bytes(
                with_sign_off(Source.read(path), approve(source, signature, date + dt.timedelta(days)))
            )
        elif sign_offs_path(path).exists() and review_status(source, dt.date.max).state != "revoked":
            sign_offs_path(path).write_bytes(with_sign_off(Source.read(path), revoke(source, signature)))
    source = Source.read(path)
    first, last = status_span(source, today)
    assert first <= today <= last
    if first <= other <= last:
        assert review_status(source, other) == review_status(source, today)


def test_nothing_is_parsed_or_typeset_for_what_stands(run, tmp_path):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
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
        (tmp_path / f"in/{name}.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
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
        (tmp_path / f"in/{name}.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
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
def test_a_damaged_register_costs_only_time(run, tmp_path, line):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
    run("build", "demo.md")
    register = tmp_path / "build" / NAME
    good = register.read_text()
    register.write_text(good + line)
    assert "unchanged" in run("build", "demo.md").stdout
    register.write_text(line + "\n")
    result = run("build", "demo.md")
    assert (result.returncode, "unchanged" in result.stdout) == (0, False)
    assert [json.loads(row)["pdf"] for row in register.read_text().splitlines()] == ["demo.pdf"]


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
def test_a_register_with_other_kinds_of_values_costs_only_time(run, tmp_path, field, value):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
    run("build", "demo.md")
    register = tmp_path / "build" / NAME
    entry = json.loads(register.read_text())
    where, _, name = field.rpartition(".")
    (entry[where] if where else entry)[name] = value
    register.write_text(json.dumps(entry) + "\n")
    result = run("build", "demo.md")
    assert (result.returncode, "unchanged" in result.stdout, "Traceback" in result.stderr) == (0, False, False), (
        result.stderr
    )
    assert "unchanged" in run("build", "demo.md").stdout


@pytest.mark.parametrize("name", ["demo.md", "a tablet.png"])
def test_what_is_edited_while_its_leaflet_is_made_is_made_again(built, tmp_path, name):
    folder = shutil.copytree(built, tmp_path / "built")

    def edited_meanwhile(*arguments):
        for outcome in BUILDERS(*arguments):
            path = folder / "in" / name
            path.write_bytes(path.read_bytes() + b" ")
            yield outcome

    made = library(folder)
    assert [step.how for step in made.make(made.jobs, edited_meanwhile)] == ["made"]
    assert not stands(folder)
    again = library(folder)
    assert [step.how for step in again.make(again.jobs, BUILDERS)] == ["made"]
    assert stands(folder)


def test_a_register_cannot_have_files_elsewhere_deleted(run, tmp_path):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
    (tmp_path / "gone.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
    run("build", "demo.md", "gone.md")
    shutil.copytree(tmp_path / "build", tmp_path / "elsewhere")
    (tmp_path / "gone.md").unlink()
    register = tmp_path / "build" / NAME
    register.write_text(register.read_text().replace('"pdf":"gone.pdf"', '"pdf":"../elsewhere/gone.pdf"'))
    assert run("build", "demo.md", "--prune").returncode == 0
    assert (tmp_path / "elsewhere/gone.pdf").exists()


def test_a_library_of_the_system_counts_with_its_version():
    from weasyprint.text.ffi import pango

    from handouts.library import fingerprint

    version = pango.pango_version()
    assert fingerprint.toolchain()["pango"] == f"{version // 10_000}.{version // 100 % 100}.{version % 100}"
    assert fingerprint._system(["libno-such-library.so"], "anything", int) == ""
