"""What is no plain file is refused at once, wherever a file is read: a pipe never answers, a device never ends."""

import os
import signal
import socket
import stat

import pytest
from editing import GOOD

from handouts.cli.options import CLINIC_FILE
from handouts.errors import HandoutsError
from handouts.reader.source import Source
from handouts.store.plain_files import contents, plain, read, read_text

PATIENCE_S = 280  # far more than any command here takes, on any machine
KINDS = ("pipe", "device", "socket", "folder", "link to a pipe", "link to a device")


@pytest.fixture(autouse=True)
def alarm():
    """Break off what waits for ever."""

    def broken_off(number, frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, broken_off)
    signal.alarm(PATIENCE_S)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def put(path, kind):
    """Put something that is no plain file in a file's place."""
    if path.is_file() or path.is_symlink():
        path.unlink()
    path.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")  # to make one needs root
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        name = path.name
        here = os.open(".", os.O_RDONLY)
        os.chdir(path.parent)  # a socket's name is short
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(name)
        finally:
            os.fchdir(here)
            os.close(here)
    else:
        target = path.with_name(f"target of {path.name}")
        put(target, kind.removeprefix("link to a "))
        path.symlink_to(target)


def word(kind):
    return kind.removeprefix("link to a ")


@pytest.mark.parametrize("kind", KINDS)
def test_the_one_way_of_reading_refuses_it_and_says_what_it_is(tmp_path, kind):
    put(tmp_path / "file", kind)
    with pytest.raises(OSError, match=f"it is a {word(kind)}") as caught:
        read(tmp_path / "file")
    assert caught.value.strerror == f"it is a {word(kind)}"
    assert contents(str(tmp_path / "file")) is None


def test_a_plain_file_is_read_whole_up_to_what_it_may_hold(tmp_path):
    (tmp_path / "file").write_bytes(b"a\r\nb\rc\n")
    (tmp_path / "link").symlink_to("file")
    assert read(tmp_path / "link", 7) == b"a\r\nb\rc\n"
    assert read_text(tmp_path / "file") == "a\nb\nc\n"
    with pytest.raises(OSError, match="it holds more than 6 bytes"):
        read(tmp_path / "file", 6)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none")
    for name in ("a\0b", "x" * 400):
        assert contents(name) is None


def test_a_file_with_holes_that_is_larger_than_memory_is_refused(tmp_path):
    with (tmp_path / "file").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="it holds more than"):
        read(tmp_path / "file", 1 << 20)


@pytest.mark.parametrize("name", ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/tty", "/dev/stdin", "/proc/self/mem"])
def test_devices_of_this_machine_are_no_files(name):
    if os.path.exists(name) and not stat.S_ISREG(os.stat(name).st_mode):  # noqa: PTH110, PTH116
        assert contents(name) is None


PICTURE = GOOD.replace("Demo eases pain.", "Demo eases pain.\n\n![How to hold the pen](pen.png)")
# What is no file, the command that reads it, its exit code, and the code of the problem.
READ = [
    ("content/demo.md", ("build", "content/demo.md"), 1, "no-plain-file"),
    ("content/demo.md", ("check", "content/demo.md", "--text"), 1, "no-plain-file"),
    ("content/demo.md", ("list", "content/demo.md"), 1, "no-plain-file"),
    ("content/demo.md", ("approve", "content/demo.md", "--by", "Ada", "--role", "pharmacist", "--yes"), 1, "no-plain"),
    ("content/demo.md", ("diff", "content/demo.md", "other.md"), 1, "no-plain-file"),
    ("content/demo.approvals.toml", ("build", "content/demo.md"), 1, "invalid-sign-offs"),
    ("content/demo.approvals.toml", ("check", "content/demo.md", "--text"), 1, "S15"),
    ("content/demo.approvals.toml", ("list", "content"), 0, "unreadable"),
    ("content/demo.approvals.toml", ("revoke", "content/demo.md", "--by", "Bob", "--note", "x"), 1, "invalid-sign"),
    ("content/demo.approvals.toml", ("diff", "content/demo.md"), 1, "invalid-sign-offs"),
    ("content/demo.approvals.toml", ("verify", "build/demo.pdf", "content/demo.md"), 1, "invalid-sign-offs"),
    ("content/sign-offs/demo.toml", ("build", "content/demo.md"), 1, "invalid-sign-offs"),
    ("content/sign-offs/demo.toml", ("verify", "build/demo.pdf", "content/demo.md"), 1, "invalid-sign-offs"),
    ("content/pen.png", ("build", "content/demo.md"), 4, "-picture"),
    ("clinic.toml", ("build", "content/demo.md"), 1, "unreadable-clinic"),
    ("clinic.toml", ("list", "content"), 1, "unreadable-clinic"),
    ("other.toml", ("build", "content/demo.md", "--clinic", "other.toml"), 1, "unreadable-clinic"),
    ("logo.svg", ("build", "content/demo.md", "--clinic", "logo.toml"), 1, "unfit-logo"),
    ("patient.toml", ("build", "content/demo.md", "--patient", "patient.toml"), 1, "patient-file"),
    ("pack.toml", ("pack", "pack.toml"), 1, "unreadable-pack"),
    ("build/.handouts.jsonl", ("build", "content/demo.md"), 5, "no-plain-file"),
    ("build/.handouts.jsonl", ("list", "content"), 5, "no-plain-file"),
    ("build/demo.json", ("verify", "build/demo.pdf", "content/demo.md"), 1, "no-manifest"),
    ("build/demo.pdf", ("verify", "build/demo.pdf", "content/demo.md"), 2, "There is no leaflet"),
    ("build/demo.json", ("build", "content/demo.md"), 5, "not-written"),
    ("build/demo.pdf", ("build", "content/demo.md"), 5, "not-written"),
    ("ours/page.css", ("build", "content/demo.md", "--styles", "ours"), 3, "no-plain-file"),
    ("ours/paper/a4.toml", ("build", "content/demo.md", "--styles", "ours"), 3, "no-plain-file"),
    ("ours/leaflet.html", ("build", "content/demo.md", "--templates", "ours"), 3, "no-plain-file"),
    ("ours/wording/en.po", ("check", "content/demo.md", "--templates", "ours"), 3, "no-plain-file"),
    ("baseline.json", ("check", "content/demo.md", "--text", "--baseline", "baseline.json"), 2, "it is a"),
    ("key", ("revoke", "content/demo.md", "--by", "Bob", "--note", "x", "--sign", "key"), 5, "no-key"),
]


@pytest.fixture
def library(tmp_path, run):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "other.md").write_text(GOOD)
    (tmp_path / "logo.toml").write_text('name = "Hill Clinic"\nlogo = "logo.svg"\n')
    (tmp_path / "ours").mkdir()
    return tmp_path


def folders_are_right(name):
    """Tell whether a folder may stand in this place: it means something else there."""
    return name == "content/demo.md" or name.startswith("ours/") or name == "build/demo.pdf"


@pytest.mark.parametrize(
    ("name", "arguments", "code", "told"), READ, ids=[f"{name}-{command[0]}" for name, command, *_ in READ]
)
@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "folder"])
def test_each_command_refuses_it_at_once(library, run, kind, name, arguments, code, told):
    if kind == "folder" and folders_are_right(name):
        return
    if "png" in name:
        (library / "content/demo.md").write_text(PICTURE)
    if arguments[0] == "verify":
        assert run("build", "content/demo.md").returncode == 0
    put(library / name, kind)
    result = run(*arguments)
    assert (result.returncode, "Traceback" in result.stderr) == (code, False), result.stderr
    assert told in result.stderr + result.stdout


def test_a_clinic_file_that_is_a_broken_link_is_not_passed_over(library, run):
    (library / CLINIC_FILE).symlink_to("gone.toml")
    result = run("build", "content/demo.md")
    assert (result.returncode, "unreadable-clinic" in result.stderr) == (1, True)


def test_a_program_that_asks_is_refused_too(tmp_path):
    os.mkfifo(tmp_path / "demo.md")
    with pytest.raises((OSError, HandoutsError)):
        Source.read(tmp_path / "demo.md")


def test_what_the_caller_has_opened_is_read_to_its_end(library, run_apart):
    """As with `--clinic <(…)`, and with `pass show key | handouts … --passphrase-file /dev/stdin`."""
    clinic = 'name = "' + "x" * 100 + '"\n' + "# a remark\n" * 20_000  # more than a pipe holds at once
    assert run_apart("list", "--clinic", "/dev/fd/0", input=clinic).returncode == 0
    refused = run_apart("list", "--clinic", "/dev/stdin", input="phone = 5\n")
    assert (refused.returncode, "/dev/stdin:1:1" in refused.stderr) == (1, True)
    endless = run_apart("list", "--clinic", "/dev/stdin", input="#" * 2_000_000)
    assert (endless.returncode, "it holds more than" in endless.stderr) == (1, True)


def test_a_text_on_standard_input_is_no_monograph_unless_it_is_a_file(library, run_apart):
    piped = run_apart("check", "/dev/stdin", "--text", input=GOOD)
    assert (piped.returncode, "This is a pipe, and no file." in piped.stderr) == (1, True)
    with (library / "content/demo.md").open() as file:
        assert run_apart("check", "/dev/stdin", "--text", stdin=file).returncode == 0


def test_a_file_where_the_folder_of_second_records_would_be_keeps_nothing_from_being_made(library, run):
    (library / "content/sign-offs").write_text("a list of ours")
    assert run("build", "content/demo.md").returncode == 0
    result = run("approve", "content/demo.md", "--by", "Ada", "--role", "pharmacist", "--yes")
    assert (result.returncode, "A file stands where a folder is needed" in result.stderr) == (5, True)
    assert sorted(file.name for file in (library / "content").iterdir()) == ["demo.md", "sign-offs"]


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_a_file_that_another_library_opens_is_looked_at_first(tmp_path, kind):
    from handouts.records.receipt import NotSentError
    from handouts.records.senders.mllp import Receiver, _trust

    put(tmp_path / "authority.pem", kind)
    with pytest.raises(NotSentError, match=f"it is a {kind}"):
        _trust(Receiver("mllp+tls://receiver.example:2575", ca=tmp_path / "authority.pem"))
    assert plain(None) is None
    with pytest.raises(OSError, match=f"it is a {kind}"):
        plain(tmp_path / "authority.pem")
