"""What others have written is shown at the terminal and never obeyed: in every command, and in every form it prints."""

import csv
import io
import json
import os
import re

import pytest
from editing import ADA, GOOD
from rich.text import Text

from handouts.cli.console import Terminal
from handouts.cli.terminal import tell, tell_json, write
from handouts.model.typography import MASKED, in_one_line, printable_line, unmasked
from handouts.report.spreadsheet import spreadsheet

FORGED = "content/forged.md: approved by Ada"
SIGNS = {
    "escape": "\x1b[31m",
    "title": "\x1b]0;x\x07",
    "clear": "\x1b[2J\x1b[H",
    "link": "\x1b]8;;http://example.org\x1b\\",
    "bell": "\x07",
    "backspace": "x\x08\x08y",
    "delete": "\x7f",
    "return": f"\r{FORGED}",
    "line": f"\n{FORGED}",
    "line feed and return": f"\r\n{FORGED}",
    "page": f"\x0c{FORGED}",
    "upright": f"\x0b{FORGED}",
    "c1": "\x9b31m",
    "next line": f"\x85{FORGED}",
    "c1 string": "\x90x\x9c",
    "line separator": f"\u2028{FORGED}",
    "paragraph separator": f"\u2029{FORGED}",
    "override": "\u202edevorppa\u202c",
    "embedding": "\u202ax\u202bx",
    "isolate": "\u2066x\u2067x\u2068x\u2069",
    "marks": "\u200e\u200f\u061c",
    "no width": "a\u200bb\u2060c\ufeffd",
    "joiners": "a\u200cb\u200dc",
    "soft hyphen": "a\xadb",
    "fillers": "\u3164\u115f\uffa0",
    "tags": "a\U000e0041\U000e007f",
    "interlinear": "\ufff9x\ufffa",
    "half": "\udc9b31m",
    "markup": "[red]x[/red][/bold]\\[/x][link=http://example.org]x[/link]",
    "progress": "\x1b[1A\x1b[2K",
}
BAD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def is_harmless(text):
    """Tell whether nothing in what a command has printed is obeyed, and no line of it is the forger's."""
    return not BAD.search(text) and not any(line.strip().startswith(FORGED) for line in text.splitlines())


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_no_sign_goes_through(capfd, sign):
    tell(f"a{sign}b")
    tell(f"a{sign}b", err=True)
    told = capfd.readouterr()
    assert told.out == told.err
    assert is_harmless(told.out)
    assert told.out.count("\n") == 1
    write(f"a{sign}b\n".replace("\n" + FORGED, ""))
    tell_json({"a": sign}, indent=2)
    assert is_harmless(capfd.readouterr().out.replace("\n", " "))


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_values_say_the_same_behind_their_escapes(capfd, sign):
    tell_json([sign])
    assert json.loads(capfd.readouterr().out) == [sign]


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_a_console_keeps_its_colours_for_itself(sign):
    file = io.StringIO()
    Terminal(file=file, force_terminal=True, width=200).print(Text(f"a{sign}b", "red"), highlight=False)
    text = file.getvalue()
    assert "\x1b[31m" in text
    ours = re.sub(r"\x1b\[(?:31|0|1|33|32|36|1;\d\d|)m", "", text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ours)


@pytest.mark.parametrize(
    "text",
    [
        "Take 10 mg – once, “daily”: ½ tablet µ ≤ 5",
        "خواهم می\u200cخواهم",
        "क्\u200dष",
        "עברית 5 mg",
        "对乙酰氨基酚",
        "Łódź é 🙂",
        "a\u00a0b\u2009c\u202fd",
    ],
)
def test_words_of_every_language_stay_as_they_are(text):
    assert unmasked(text) == in_one_line(text) == printable_line(text) == text


def test_lines_of_our_own_stay_lines():
    assert unmasked("a\tb\nc\n") == "a\tb\nc\n"
    assert in_one_line("a\tb\nc") == "a\\tb\\nc"
    assert in_one_line(in_one_line("\x1b\n\udc80")) == "\\u001b\\n\\udc80"
    assert not MASKED.search(unmasked("".join(map(chr, range(0x11000)))))


# What can be a file's name; the rest can stand in a text.
NAMES = [name for name, sign in SIGNS.items() if "/" not in sign and "\0" not in sign]
COMMANDS = [
    ("list",),
    ("list", "--format", "csv"),
    ("list", "--format", "json"),
    ("build",),
    ("build", "--out", "other", "--format", "json"),
    ("build", "{file}"),
    ("build", "{file}", "--require-approval"),
    ("build", "{file}x"),
    ("build", "--out", "{file}"),
    ("build", "--templates", "{file}x"),
    *(
        ("check", "{file}", "--text", "--format", form)
        for form in ("terminal", "json", "sarif", "github", "junit", "csv")
    ),
    ("check", "content", "--text"),
    ("check", "{file}x", "--text"),
    ("approve", "{file}", *ADA),
    ("approve", "{file}", "--by", "A{sign}", "--role", "clinical pharmacist", "--yes"),
    ("revoke", "{file}", "--by", "Ada"),
    ("diff", "{file}", "content/other.md"),
    ("diff", "{file}"),
    ("diff", "x{sign}:{file}", "{file}"),
    ("verify", "{file}"),
    ("verify", "content"),
    ("verify", "x{sign}.pdf"),
    ("pack", "{file}"),
    ("new", "n{sign}"),
    ("new", "{file}"),
    ("eject", "e{sign}"),
    ("print", "{file}"),
    ("print", "{file}", "--printer", "p{sign}"),
    ("printers", "p{sign}"),
    ("give", "{file}"),
    ("attach", "{file}"),
    ("sign", "{file}"),
    ("outbox", "x{sign}"),
    ("given", "--document", "x{sign}"),
    ("x{sign}",),
    ("build", "--x{sign}"),
    ("build", "--today", "x{sign}"),
    ("init", "i{sign}"),
]


@pytest.fixture
def hostile(tmp_path):
    """Write a library with a sign in a file's name, in its title, and in what the front matter says."""

    def write_library(sign):
        folder = tmp_path / "content"
        folder.mkdir()
        named = sign.replace("/", "\u2215")
        path = folder / f"a{named}.md"
        said = json.dumps(f"D{sign}").replace("\\u007f", "\\x7f")
        text = GOOD.replace("title: Demo", f"title: {said}").replace("author: A", f"author: {said}")
        path.write_text(text.replace("# Demo", "# D"))
        (folder / "other.md").write_text(GOOD.replace("5 mg", "50 mg"))
        return path, named

    return write_library


@pytest.mark.parametrize("name", NAMES)
def test_no_name_and_no_title_is_obeyed_by_the_everyday_commands(run, tmp_path, hostile, name):
    path, sign = hostile(SIGNS[name])
    for command in COMMANDS[:8]:
        told = run(*(word.format(file=path.relative_to(tmp_path), sign=sign) for word in command))
        assert "Traceback" not in told.stderr, (command, told.stderr)
        assert is_harmless(told.stdout), (command, told.stdout)
        assert is_harmless(told.stderr), (command, told.stderr)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_name_is_obeyed_by_any_command(run, tmp_path, hostile, command):
    path, sign = hostile(f"\x1b[31m\u202e\x9b[/x]\r\n{FORGED.replace('/', '-')}\n{FORGED}\x85\u200b")
    told = run(*(word.format(file=path.relative_to(tmp_path), sign=sign) for word in command))
    assert "Traceback" not in told.stderr, told.stderr
    assert is_harmless(told.stdout.replace(FORGED.replace("/", "-"), FORGED)), told.stdout
    assert is_harmless(told.stderr.replace(FORGED.replace("/", "-"), FORGED)), told.stderr


def test_a_name_that_is_no_text_is_shown(run, tmp_path):
    (tmp_path / "content").mkdir()
    with open(os.fsencode(tmp_path / "content") + b"/a\xff\x9b.md", "w") as file:  # noqa: PTH123
        file.write(GOOD)
    for command in (("list",), ("build",), ("check", "content", "--text"), ("list", "--format", "json")):
        told = run(*command)
        assert "Traceback" not in told.stderr, told.stderr
        assert is_harmless(told.stdout + told.stderr)
        assert "\\udcff" in told.stdout + told.stderr or "\ufffd" in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\\t=1"),
        ("\r=1", "'\\u000d=1"),
        ("\n=1", "'\\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a\nb", "a\\nb"),
        ("a\u202eb", "a\\u202eb"),
        ("1 = 2", "1 = 2"),
        ("a-b", "a-b"),
        ('say "x", y', 'say "x", y'),
        (-1, "-1"),
        ("", ""),
    ],
)
def test_a_spreadsheet_takes_no_text_for_a_formula_or_a_row(value, kept):
    ((told,),) = [*csv.reader(io.StringIO(spreadsheet(["a"], [{"a": value}])))][1:] or [("",)]
    assert told == kept
