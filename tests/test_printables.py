"""What may be printed: only what is proven, signed off as the paper says, or a draft somebody said yes to."""

import dataclasses
import hashlib
import io
import json
import pathlib
import sys
import types

import click
import pytest
from conftest import POLICY
from editing import ADA, GOOD, change, edition_for
from patients import DAILY, NAME, NUMBER, SECRET, TOML

from handouts.assets import look
from handouts.cli import COMMANDS
from handouts.cli.options import PATH
from handouts.cli.printing.drafts import ask_about_drafts
from handouts.cli.printing.printables import document_options, printables
from handouts.cli.printing.readied import Readier
from handouts.cli.printing.trouble import Trouble
from handouts.errors import OutputError
from handouts.model.clinic import Settings
from handouts.model.edition_words import edition_changes, words_of
from handouts.model.imposition import Imposition, page_for
from handouts.model.printing import Sides
from handouts.printing.printable import Printable

DAY = ("--today", "2026-03-31")
A4 = (210, 297)


@click.command
@click.argument("named", nargs=-1, type=PATH)
@document_options
def ready_command(named, yes, **documents):
    """Tell what would be printed."""
    for each in printables(named, **documents):
        fields = {
            name: getattr(each, name)
            for name in Printable.__dataclass_fields__
            if name not in {"data", "made_as", "manifest", "whole"}
        }
        click.echo(json.dumps(fields | {"sha256": hashlib.sha256(each.data).hexdigest()}))


@pytest.fixture
def ready(run, monkeypatch):
    """Run a command that tells what would be printed; return its exit code, the printables, and what it said."""
    module = types.ModuleType("handouts.cli.ready")
    module.command = ready_command
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(COMMANDS, "ready", "Tell what would be printed.")

    def run_ready(*arguments):
        result = run("ready", *arguments)
        assert "Traceback" not in result.stderr or result.returncode == 70
        lines = result.stdout.splitlines() if result.returncode == 0 else []
        return result.returncode, [types.SimpleNamespace(**json.loads(line)) for line in lines], result.stderr

    return run_ready


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def size(printable):
    return printable.width_mm, printable.height_mm


def test_a_name_is_built_proven_and_left_as_it_stands(ready, demo, tmp_path):
    pdf = tmp_path / "build/demo.pdf"
    code, (first,), _ = ready("demo")
    assert (code, first.name, first.title, first.edition, size(first)) == (0, "demo", "Demo", "standard", A4)
    assert (first.draft, first.drafts) == (True, ["nobody has signed it off"])
    assert (first.turn, first.grey, first.booklet, first.personal) == (Sides.LONG, False, False, False)
    assert first.sha256 == sha256(pdf)
    made = json.loads(pdf.with_suffix(".json").read_text())
    assert (first.document, first.pages) == (made["document"], made["pages"])
    written = pdf.stat()
    _, both, _ = ready("build/demo.pdf", "demo", "content/demo.md")
    assert [each.name for each in both] == ["build/demo.pdf"]  # one leaflet, however often it is named
    assert pdf.stat() == written


def test_what_is_not_proven_is_refused_with_all_that_is_wrong(ready, demo, tmp_path):
    (tmp_path / "content/other.md").write_text(GOOD.replace("5 mg", "7 mg").replace("Demo", "Other"))
    assert ready("demo", "other")[0] == 0
    (tmp_path / "build/demo.pdf").write_bytes((tmp_path / "build/demo.pdf").read_bytes() + b"\n")
    change(tmp_path / "content/other.md", "7 mg", "70 mg")
    (tmp_path / "received.pdf").write_bytes(b"%PDF-1.7 of somebody else's")
    code, _, told = ready("build/demo.pdf", "build/other.pdf", "received.pdf", "dmeo")
    assert (code, told.count("Nothing was printed.")) == (4, 1)
    for problem in ("pdf-changed", "monograph-changed", "received.json: error [no-manifest]", "mean content/demo.md"):
        assert problem in told
    assert "of somebody else" in (tmp_path / "received.pdf").read_text()
    code, (again,), _ = ready("demo")  # by its name it is made anew
    assert (code, again.sha256) == (0, sha256(tmp_path / "build/demo.pdf"))
    demo.unlink()
    code, _, told = ready("build/demo.pdf")
    assert (code, "monograph-unknown" in told) == (1, True)


def test_of_sheets_the_sheets_are_printed_and_of_pages_the_pages(ready, demo, tmp_path):
    code, (booklet, large), _ = ready("demo", "--edition", "booklet", "--edition", "grey+large")
    assert code == 0
    assert (booklet.edition, booklet.booklet, booklet.turn, size(booklet)) == ("booklet", True, Sides.SHORT, A4)
    assert booklet.sha256 == sha256(tmp_path / "build/demo-booklet-imposed.pdf")
    assert booklet.pages % 2 == 0
    assert (large.edition, large.grey, large.turn, large.name) == ("large+grey", True, Sides.LONG, "demo (large+grey)")
    _, (sheets, pages), _ = ready("build/demo-booklet-imposed.pdf", "build/demo-booklet.pdf")
    assert (sheets.sha256, size(sheets), sheets.turn) == (booklet.sha256, A4, Sides.SHORT)
    assert (pages.booklet, size(pages), pages.turn) == (False, (148, 210), Sides.LONG)
    (tmp_path / "build/demo-booklet-imposed.pdf").write_bytes((tmp_path / "build/demo-booklet.pdf").read_bytes())
    code, _, told = ready("build/demo-booklet-imposed.pdf")
    assert (code, "pdf-changed" in told) == (4, True)
    (tmp_path / "build/demo-booklet.json").unlink()
    assert "build/demo-booklet-imposed.json: error [no-manifest]" in ready("build/demo-booklet-imposed.pdf")[2]


def test_what_another_run_wrote_meanwhile_is_not_printed(ready, demo, tmp_path):
    assert ready("demo")[0] == 0
    pdf, trouble = tmp_path / "build/demo.pdf", Trouble()
    readier = Readier(look(), POLICY, trouble, Settings())
    assert readier.file(pdf, "demo", demo, edition_for()).draft is True
    assert readier.file(pdf, "demo", demo, edition_for(grey=True)) is None
    pdf.unlink()
    pdf.mkdir()
    assert readier.file(pdf, "demo", demo) is None
    assert [error.problems[0].code for error in trouble.errors] == ["made-meanwhile", "unreadable"]


def test_a_pack_is_printed_by_its_pdf(ready, run, demo, tmp_path):
    (tmp_path / "home.toml").write_text('title = "Going home"\nleaflets = ["demo", "other"]\n')
    (tmp_path / "content/other.md").write_text(GOOD.replace("Demo", "Other"))
    assert run("approve", "content/other.md", *ADA).returncode == 0
    assert run("pack", "home.toml").returncode == 0
    code, (pack,), _ = ready("build/home.pdf")
    assert (code, pack.title, pack.drafts) == (0, "Going home", ["Demo: nobody has signed it off"])
    code, _, told = ready("home.toml")
    assert (code, "handouts print build/home.pdf" in told) == (2, True)
    change(demo, "5 mg", "50 mg")
    assert ready("build/home.pdf")[0] == 4


def test_a_paper_that_says_reviewed_is_printed_only_while_it_is(ready, run, demo):
    code, _, told = ready("demo", "--require-approval")
    assert (code, "not-approved" in told) == (1, True)
    assert ready("demo", "--out", "older")[0] == 0
    assert run("approve", demo, *ADA).returncode == 0
    code, (approved,), _ = ready("demo", "--require-approval", *DAY)
    assert (code, approved.draft) == (0, False)
    assert ready("build/demo.pdf", "--require-approval", *DAY)[0] == 0
    assert "signed off by Ada Byron" in ready("older/demo.pdf", *DAY)[1][0].drafts[0]  # though the paper says DRAFT
    code, _, told = ready("build/demo.pdf", "--today", "2029-04-01")
    assert (code, "review-ended" in told, "the review by Ada Byron ran out on 2029-03-31" in told) == (1, True, True)
    assert run("revoke", demo, "--by", "Bob", "--note", "A new warning", *DAY).returncode == 0
    code, _, told = ready("build/demo.pdf", *DAY)
    assert (code, "Bob withdrew the review" in told, "Build the leaflet again" in told) == (1, True, True)
    assert run("approve", demo, *ADA[:4], "--until", "2027-01-01", *DAY, "--yes").returncode == 0
    assert ready("build/demo.pdf", *DAY)[0] == 1  # signed anew, but not as the paper says
    assert ready("demo", *DAY)[1][0].draft is False


def test_a_finished_draft_is_refused_where_the_clinic_requires_approval(ready, demo, tmp_path):
    assert ready("demo")[0] == 0
    (tmp_path / "clinic.toml").write_text("[approval]\nrequired = true\n")
    code, _, told = ready("build/demo.pdf")
    assert (code, "build/demo.pdf: error [not-approved]" in told, "signed-off texts only" in told) == (1, True, True)


class Terminal(io.StringIO):
    def isatty(self):
        return True


UNSIGNED = ("nobody has signed it off",)
DRAFT = Printable(b"", "demo", "HD-1", "Demo", None, "standard", 1, *A4, draft=True, drafts=UNSIGNED)
APPROVED = dataclasses.replace(DRAFT, name="other", draft=False, drafts=())


def test_a_draft_is_asked_about(monkeypatch, capsys):
    ask_about_drafts([APPROVED], yes=False)
    ask_about_drafts([DRAFT], yes=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with pytest.raises(click.UsageError, match="demo is a DRAFT .nobody has signed it off.*--yes"):
        ask_about_drafts([DRAFT, APPROVED], yes=False)
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    ask_about_drafts([DRAFT, APPROVED], yes=False)
    assert "demo is a DRAFT (nobody has signed it off)." in (said := capsys.readouterr().err)
    assert "other" not in said
    for answer in ("n\n", "\n"):
        monkeypatch.setattr(sys, "stdin", Terminal(answer))
        with pytest.raises(OutputError, match="Nothing was printed") as caught:
            ask_about_drafts([DRAFT], yes=False)
        assert caught.value.exit_code == 5


@pytest.fixture
def patient(tmp_path):
    (tmp_path / "demolide.md").write_text(DAILY)
    (tmp_path / "p.toml").write_text(TOML)
    return tmp_path


def secrets_in(text):
    return [secret for secret in SECRET if secret in text]


def test_of_a_patient_nothing_is_written_anywhere(ready, patient, monkeypatch, tmp_path_factory):
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = {path: path.read_bytes() for path in patient.rglob("*")}
    editions = ("--edition", "standard", "--edition", "two-up")
    code, (plain, sheets), told = ready("demolide.md", "--patient", "p.toml", *editions, *DAY)
    assert (code, plain.personal, sheets.personal) == (0, True, True)
    assert (plain.turn, sheets.turn, sheets.booklet) == (Sides.LONG, Sides.SHORT, False)
    assert secrets_in(f"{plain} {sheets} {told}") == []
    assert {path: path.read_bytes() for path in patient.rglob("*")} == before
    assert list(temporary.rglob("*")) == []
    code, _, told = ready("demolide.md", "--patient", "p.toml", "--name-by", "number")
    assert (code, "--name-by names a file" in told) == (2, True)
    code, _, told = ready("demolide.md", "--fill", "dose=500 mg", *DAY)
    assert (code, "Nothing was printed." in told) == (1, True)
    code, _, told = ready("demolide.md", "--fill", "dose=500 mg", "--despite", "asked Dr A", *DAY)
    assert (code, "No file keeps the reason" in told, "manifest" in told) == (0, True, False)
    assert {path: path.read_bytes() for path in patient.rglob("*")} == before


def test_a_fault_of_ours_prints_nothing_and_tells_nothing(ready, patient, monkeypatch):
    def fail(*_):
        raise KeyError(NAME)

    monkeypatch.setattr("handouts.library.personal.build", fail)
    code, _, told = ready("demolide.md", "missing", "--patient", "p.toml", *DAY)
    assert (code, "Nothing was printed." in told, "no-such-path" in told, secrets_in(told)) == (70, True, True, [])


def test_a_patients_own_file_is_printed_and_its_name_is_not_told(ready, run, patient):
    assert run("build", "demolide.md", "--patient", "p.toml", "--name-by", "number", *DAY).returncode == 0
    pdf = patient / f"build/{NUMBER}-demolide.pdf"
    code, (own,), _ = ready(pdf.relative_to(patient), *DAY)
    assert (code, own.personal, own.sha256) == (0, True, sha256(pdf))
    assert own.name == f"build/NUMBER ({own.document})-demolide.pdf"
    assert secrets_in(str(own)) == []
    code, _, told = ready(f"build/{NUMBER[:-1]}-demolide.pdf")
    assert (code, NUMBER in told) == (1, False)  # another's name is not proposed
    for path in (pdf, pdf.with_suffix(".json")):
        path.rename(path.with_stem(NAME.split()[1]))
    renamed = pathlib.Path("build", f"{NAME.split()[1]}.pdf")
    assert ready(renamed, *DAY)[1][0].name == f"build/PATIENT ({own.document}).pdf"
    (patient / renamed).write_bytes(b"%PDF-1.7")
    code, _, told = ready(renamed, *DAY)
    assert (code, "pdf-changed" in told or "personalised" in told, secrets_in(told)) == (4, True, [])


def test_the_date_is_filled_in_and_options_of_making_do_not_go_with_a_finished_pdf(ready, demo, tmp_path):
    assert ready("demo", "--print-date", *DAY)[0] == 0
    assert json.loads((tmp_path / "build/demo.json").read_text())["edition"]["issued"] == "2026-03-31"
    assert "other-date" not in ready("build/demo.pdf", *DAY)[2]
    assert "it was given on 2026-03-31" in ready("build/demo.pdf", "--today", "2026-04-01")[2]
    for options in (("--print-date",), ("--edition", "large"), ("--grey",), ("--fill", "dose=5 mg")):
        code, _, told = ready("build/demo.pdf", "demo", *options)
        assert (code, f"{options[0]} goes with a monograph, and build/demo.pdf is finished" in told) == (2, True)
    code, _, told = ready("demo", "--print-date", "--issued", "2026-03-01")
    assert (code, "--print-date and --issued" in told) == (2, True)


def test_a_wrong_name_is_told_with_the_nearest(ready, run, demo, tmp_path):
    assert run("build").returncode == 0
    for typed, code, hint in (
        (("dmeo",), 1, "Did you mean content/demo.md?"),
        (("build/dmeo.pdf",), 1, "Did you mean build/demo.pdf?"),
        (("dmeo.pdf",), 1, "Did you mean build/demo.pdf?"),
        (("unlike-any.pdf",), 1, "its leaflet is built first"),
        (("content",), 2, "content is a folder. Name each leaflet"),
        (("build",), 2, "build is a folder. Name each leaflet"),
        (("build/demo.json",), 2, "build/demo.pdf"),
        ((), 2, "Nothing is named"),
    ):
        found = ready(*typed)
        assert (found[0], hint in found[2]) == (code, True), found


@pytest.mark.parametrize("words", ["standard", "letter+large", "a5+grey", "booklet", "letter+two-up", "large+diary"])
def test_an_edition_is_called_by_its_words(words):
    fields = edition_changes(words, look())
    edition = edition_for(**fields)
    if edition.impose is not Imposition.NONE:
        edition = edition.model_copy(update={"paper": page_for(edition.paper, look())})
    assert words_of(edition, look()) == words
