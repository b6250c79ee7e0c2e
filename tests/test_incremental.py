"""What has not changed is not made again; whatever has changed, were it one byte, is."""

import dataclasses
import datetime as dt
import functools
import shutil

import pytest
from conftest import CLINIC, POLICY, ROOT
from editing import edition_for
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handouts.assets import Look
from handouts.library import Library, on_this_machine
from handouts.library.jobs import Crew, find_jobs
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.reader.source import Source, second_record_path, sign_offs_path
from handouts.review.approval import Signature, approve, review_status, revoke, status_span
from handouts.review.record import store_sign_off

TEXT = """---
title: Demo
version: '1'
next_review: 2027-06-30
---
# Demo
### Usage
For pain, 5 mg.

![A tablet](a%20tablet.png)
"""
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
    store_sign_off(Source.read(path), approve(Source.read(path), SIGNATURE, dt.date(2027, 3, 31)))
    made = library(folder)
    steps = list(made.make(made.jobs, BUILDERS))
    assert [(step.how, step.outcome.result.approved) for step in steps] == [("made", True)]
    return folder


INPUTS = (
    "in/demo.md", "in/demo.approvals.toml", "in/sign-offs/demo.toml", "in/a tablet.png", "templates/running.html",
    "templates/wording/en.po", "styles/variables.css", "styles/fonts/SourceSans3-Bold.ttf", "out/demo.pdf",
    "out/demo.json",
)  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
@settings(max_examples=10)
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
    share=st.floats(0, 1),
)
@settings(max_examples=200)
def test_within_its_steady_days_a_text_stands_as_today(tmp_path, dates, review, today, share):
    path = tmp_path / "x.md"
    path.write_text(f"---\ntitle: X\n{f'next_review: {review}' if review else ''}\n---\n### Usage\nText.\n")
    for file in (sign_offs_path(path), second_record_path(path)):
        file.unlink(missing_ok=True)
    for date, days, withdrawn in sorted(dates):
        signature = Signature("Ada Byron", "pharmacist", date)
        source = Source.read(path)
        if not withdrawn:
            store_sign_off(source, approve(source, signature, date + dt.timedelta(days)))
        elif sign_offs_path(path).exists() and review_status(source, dt.date.max).state != "revoked":
            store_sign_off(source, revoke(source, signature))
    source = Source.read(path)
    first, last = status_span(source, today)
    assert first <= today <= last
    between = first + dt.timedelta(int((last - first).days * share))
    assert [review_status(source, day) for day in (first, between, last)] == [review_status(source, today)] * 3


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


def test_a_library_of_the_system_counts_with_its_version():
    from weasyprint.text.ffi import pango

    from handouts.library import fingerprint

    version = pango.pango_version()
    assert fingerprint.toolchain()["pango"] == f"{version // 10_000}.{version // 100 % 100}.{version % 100}"
    assert fingerprint._system(["libno-such-library.so"], "anything", int) == ""
