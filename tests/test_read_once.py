"""A file is opened once by a command: what was checked is what is signed, proven and printed."""

import collections
import os
import subprocess
import sys

import pytest
from editing import ADA, GOOD
from measuring import unmeasured
from PIL import Image

WATCHED = """
import os, sys
names, log, *arguments = sys.argv[1:]
def note(event, values):
    if event == "open" and isinstance(values[0], (str, bytes, os.PathLike)):
        path = os.fsdecode(values[0])
        if os.path.basename(path) in names.split():
            writes = values[2] & (os.O_WRONLY | os.O_RDWR)
            descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(descriptor, f"{'writes' if writes else 'reads'} {os.path.basename(path)}\\n".encode())
            os.close(descriptor)
sys.addaudithook(note)
sys.argv = ["handouts", *arguments]
from handouts.cli import main
main()
"""
NAMES = ("demo.md", "demo.approvals.toml", "pen.png")
WITH_PICTURE = GOOD.replace("Demo eases pain.", "Demo eases pain.\n\n![How to hold the pen](pen.png)")


@pytest.fixture
def opened(tmp_path):
    """Run a command and count how often it opened the monograph's files for reading, in every process of it."""
    (tmp_path / "demo.md").write_text(WITH_PICTURE)
    Image.new("L", (40, 20), 128).save(tmp_path / "pen.png")
    log = tmp_path / "opened.txt"

    def run(*arguments, code=0):
        log.unlink(missing_ok=True)
        command = [sys.executable, "-c", WATCHED, " ".join(NAMES), str(log), *arguments]
        result = subprocess.run(command, cwd=tmp_path, env=unmeasured(), capture_output=True, text=True, check=False)
        assert result.returncode == code, result.stderr
        lines = log.read_text().splitlines()
        return collections.Counter(line.removeprefix("reads ") for line in lines if line.startswith("reads"))

    return run


ONCE = dict.fromkeys(NAMES, 1)
UNSIGNED = {name: 1 for name in NAMES if name != "demo.approvals.toml"}  # what is not there is not opened
SIGNING = ONCE | {"demo.approvals.toml": 2}  # the second time to see that nobody else has signed meanwhile


def test_a_build_a_check_a_list_and_a_proof_open_each_file_once(opened):
    assert opened("build", "demo.md") == UNSIGNED
    assert opened("build", "demo.md", "--force") == UNSIGNED
    assert opened("check", "demo.md") == UNSIGNED
    assert opened("check", "demo.md", "--text") == UNSIGNED
    assert opened("list", "demo.md") == UNSIGNED
    assert opened("verify", "build/demo.pdf", "demo.md") == UNSIGNED


def test_with_sign_offs_too_and_what_has_changed_is_not_read_again(opened, tmp_path):
    assert opened("approve", "demo.md", *ADA) == UNSIGNED
    assert opened("build", "demo.md") == ONCE
    assert opened("build", "demo.md") == ONCE  # unchanged: read once to be compared
    (tmp_path / "demo.md").write_text(WITH_PICTURE.replace("5 mg", "6 mg"))
    assert opened("build", "demo.md") == ONCE  # changed: what was compared is what is printed
    assert opened("check", "demo.md", code=0) == ONCE
    assert opened("list", "demo.md") == ONCE
    assert opened("diff", "demo.md", code=1) == {name: 1 for name in NAMES if name != "pen.png"}
    assert opened("approve", "demo.md", *ADA) == SIGNING
    assert opened("revoke", "demo.md", *ADA[:-1], "--note", "An error.") == SIGNING


def test_what_is_signed_is_what_was_shown(tmp_path, monkeypatch):
    """The text changes between the reading and the signing: the sign-off is of what was read, and so is void."""
    import datetime as dt
    import pathlib

    from handouts.reader.source import Source
    from handouts.review.approval import Signature, approve, review_status
    from handouts.review.record import store_sign_off

    path = tmp_path / "demo.md"
    path.write_text(GOOD)
    source, day = Source.read(path), dt.date(2026, 3, 31)
    path.write_text(GOOD.replace("5 mg", "50 mg"))
    store_sign_off(source, approve(source, Signature("Ada Byron", "pharmacist", day), dt.date(2027, 1, 1)))
    assert review_status(Source.read(path), day).state == "changed"
    path.write_text(GOOD)
    assert review_status(Source.read(path), day).approved
    assert os.fspath(source) == os.fspath(pathlib.Path(path))


def test_two_people_who_sign_at_once_do_not_overwrite_each_other(tmp_path):
    import datetime as dt

    from handouts.errors import ContentError
    from handouts.reader.source import Source
    from handouts.review.approval import Signature, approve
    from handouts.review.record import store_sign_off
    from handouts.review.sign_offs import read_sign_offs

    path = tmp_path / "demo.md"
    path.write_text(GOOD)
    day = dt.date(2026, 3, 31)
    first, second = Source.read(path), Source.read(path)
    store_sign_off(first, approve(first, Signature("Ada Byron", "pharmacist", day), dt.date(2027, 1, 1)))
    with pytest.raises(ContentError) as caught:
        store_sign_off(second, approve(second, Signature("Bob Moog", "pharmacist", day), dt.date(2027, 1, 1)))
    assert caught.value.problems[0].code == "signed-meanwhile"
    assert [sign_off.by for sign_off in read_sign_offs(Source.read(path))] == ["Ada Byron"]
