"""What an attack on sign-offs, reports and output once got through, and gets through no more."""

import io
import os
import subprocess
import sys

import pikepdf
import pytest
from editing import ADA, GOOD, change
from PIL import Image

from handouts.model.review import ReviewState
from handouts.reader.source import Source
from handouts.review.approval import Signature, approve, review_status, revoke
from handouts.review.record import store_sign_off

PIXEL = (8, 8)


@pytest.mark.parametrize("written", ["pic%20a.png", "pic.png?v=1", "pic.png#x"])
def test_a_swapped_picture_voids_the_sign_off_however_it_is_named(run, demo, written):
    file = demo.parent / ("pic a.png" if "%20" in written else "pic.png")
    Image.new("RGB", PIXEL, "blue").save(file)
    change(demo, "Demo eases pain.", f"Demo eases pain.\n\n![The pack]({written})")
    assert run("approve", demo, *ADA).returncode == 0
    assert run("build", demo, "--today", "2026-04-01", "--require-approval").returncode == 0
    Image.new("RGB", PIXEL, "red").save(file)
    assert "not-approved" in run("build", demo, "--today", "2026-04-01", "--require-approval").stderr


def test_a_picture_in_a_table_reaches_the_paper(make, tmp_path):
    from handouts.model.walk import pictures
    from handouts.reader.monograph import read_monograph

    Image.new("RGB", PIXEL, "blue").save(tmp_path / "pic.png")
    text = GOOD + "\n| A | B |\n|---|---|\n| Tablet | ![A blue tablet](pic.png) |\n"
    monograph = read_monograph(text.encode(), "x.md")
    assert [picture.source for section in monograph.sections for picture in pictures(section.content)] == ["pic.png"]
    with pikepdf.open(io.BytesIO(make(text).pdf)) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert sum(stream.get("/Subtype") == "/Image" for stream in streams) == 1


def test_a_withdrawal_counts_at_once_whatever_its_day(demo):
    import datetime as dt

    today = dt.date(2026, 3, 31)
    source = Source.read(demo)
    store_sign_off(source, approve(source, Signature("Ada", "pharmacist", today), dt.date(2027, 1, 1)))
    source = Source.read(demo)
    assert review_status(source, today).approved
    store_sign_off(source, revoke(source, Signature("Ada", None, today + dt.timedelta(days=1))))
    assert review_status(Source.read(demo), today).state is ReviewState.REVOKED


def test_a_title_taken_from_the_file_name_is_part_of_what_is_signed():
    from handouts.review.approval import text_digest

    text = b"### Usage\nFor pain.\n"
    assert text_digest(text, "warfarin.md") != text_digest(text, "digoxin.md")
    assert text_digest(b"---\ntitle: Demo\n---\n" + text, "a.md") == text_digest(
        b"---\ntitle: Demo\n---\n" + text, "b.md"
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full is Linux's own")  # noqa: PTH110
def test_a_full_disk_behind_a_pipe_is_an_output_error(demo):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(
            [sys.executable, "-m", "handouts", "list", demo],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (result.returncode, "Traceback" in result.stderr) == (5, False), result.stderr


def test_letters_the_terminal_does_not_know_are_escaped(run, demo):
    change(demo, "5 mg", "5.0 mg")
    result = run("check", demo, "--text", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert "\\u201c5.0\\u201d" in result.stdout
    assert result.stdout.isascii()


@pytest.mark.parametrize("text", ["x = " + "[" * 3000, "x = " + "1" * 6000, "\ufeffx = 1"])
@pytest.mark.parametrize("name", ["clinic.toml", "content/demo.approvals.toml"])
def test_a_hostile_toml_file_is_the_contents_fault(run, demo, name, text):
    (demo.parent.parent / name).write_text(text)
    result = run("build", demo)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False), result.stderr[-500:]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("approve", "content/demo.md", *ADA, "--note", "x" * 3000), 2),
        (("revoke", "content/demo.md", "--by", "Ada", "--note", "\x1b[31m"), 2),
        (("list", "--due", "99999y"), 0),
        (("diff", "a" * 400, "content/demo.md"), 1),
        (("diff", "--", "--output=pwn:content/demo.md", "content/demo.md"), 1),
        (("check", "content/demo.md", "--text", "--html", "content/demo.md"), 2),
    ],
)
def test_no_argument_ends_in_a_traceback(run, demo, arguments, code):
    before = demo.read_bytes()
    result = run(*arguments)
    assert (result.returncode, "Traceback" in result.stderr) == (code, False), result.stderr[-500:]
    assert demo.read_bytes() == before


def test_only_a_plain_file_is_replaced(run, demo):
    other = demo.parent / "other.html"
    (demo.parent / "link.html").symlink_to(other)
    assert run("check", demo, "--text", "--html", "content/link.html").returncode == 5
    assert not other.exists()
    assert run("check", demo, "--text", "--html", "content/other.html").returncode == 0
    assert other.exists()


def test_no_escape_code_and_no_formula_leaves_the_list(run, demo):
    change(demo, "title: Demo", 'title: "=1+1\\e[31m"')
    change(demo, "# Demo", "# =1+1")
    former = demo.with_name("former.md")
    former.write_text(demo.read_text().replace("=1+1", "=1+2"))
    for told in (run("list"), run("diff", former, demo)):
        assert told.returncode == 0
        assert "=1+1\ufffd[31m" in told.stdout
        assert "\x1b" not in told.stdout
    assert ",'=1+1" in run("list", "--format", "csv").stdout
