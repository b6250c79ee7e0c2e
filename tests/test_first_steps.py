"""The first hour with handouts: a folder to start in, names instead of paths, and errors that say what was meant."""

import json
import os
import re
import shutil
import subprocess
import tomllib

import pytest
from conftest import ROOT
from editing import ADA, GOOD, change
from held import until

from handouts.model.clinic import Approval, Settings, read_clinic
from handouts.model.profile import Profile

SCAFFOLD = (ROOT / "templates/clinic.toml").read_text("utf-8")


def test_init_writes_a_folder_to_start_in_and_says_what_to_do_next(run, tmp_path):
    result = run("init", "--medicine", "Folic acid")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "1. clinic.toml: write in whom your patients call.",
        "2. content/folic-acid.md: fill in what stands in [brackets], from your sources.",
        "3. handouts check folic-acid: what is still missing or unclear.",
        "4. handouts build folic-acid: the leaflet, build/folic-acid.pdf, a DRAFT until it is signed off.",
        '5. handouts approve folic-acid --by "NAME" --role "ROLE": the sign-off; then build again.',
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clinic.toml", "content"]
    before = (tmp_path / "clinic.toml").read_bytes()
    again = run("init", "--medicine", "Folic acid")
    assert again.returncode == 5
    assert re.findall(r"^(\S+): error \[exists\]", again.stderr, re.MULTILINE) == [
        "clinic.toml",
        "content/folic-acid.md",
    ]
    assert (tmp_path / "clinic.toml").read_bytes() == before
    (tmp_path / "clinic.toml").unlink()
    assert "clinic.toml" not in run("init", "--medicine", "Folic acid").stderr
    elsewhere = run("init", "my practice")
    assert "3. cd 'my practice' && handouts check example-medicine: " in elsewhere.stdout
    assert (tmp_path / "my practice/content/example-medicine.md").exists()


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1H0z"/></svg>'


@pytest.mark.parametrize(
    ("medicine", "name"), [('Co-demolide "30/500"', "co-demolide-30-500"), ("Vitamin *D*: 3 # x", "vitamin-d-3-x")]
)
def test_check_finds_nothing_in_a_new_monograph_but_its_blanks(run, tmp_path, medicine, name):
    run("init", "--medicine", medicine)
    assert run("check", "--format", "json").returncode == 1
    (file,) = json.loads(run("check", "--format", "json").stdout)["files"]
    assert {finding["rule"] for finding in file["findings"]} == {"S12"}
    text = (tmp_path / f"content/{name}.md").read_text()
    blanks = [blank for blank in re.findall(r"\[[^]]+\]", text) if blank != "[brackets]"]
    assert len(blanks) > 10
    assert len(file["findings"]) == len(blanks)
    built = run("build")
    assert built.returncode == 0, built.stderr
    assert re.fullmatch(
        rf"build/{name}\.pdf: 2 pages, \d+ words proven, DRAFT, {len(blanks)} findings block a sign-off: "
        rf"handouts check --final content/{name}\.md\n",
        built.stdout,
    )


def test_the_clinic_file_to_fill_in_names_every_field_with_its_default(tmp_path):
    assert read_clinic(ROOT / "templates/clinic.toml") == Settings()
    whole = re.sub(r"^# (?=[a-z_]+ = |\[)", "", SCAFFOLD, flags=re.MULTILINE).replace('name = ""', 'name = "Hill"')
    assert whole != SCAFFOLD
    (tmp_path / "logo.svg").write_text(LOGO)
    for folder in ("our-templates", "our-styles"):
        (tmp_path / folder).mkdir()
    (tmp_path / "clinic.toml").write_text(whole)
    settings = read_clinic(tmp_path / "clinic.toml")
    assert (settings.check, settings.approval) == (Settings().check, Settings().approval)
    values = tomllib.loads(whole)
    assert values.pop("check").keys() == Profile.model_fields.keys()
    assert values.pop("approval").keys() == Approval.model_fields.keys()
    assert values.keys() == Settings.model_fields.keys() - {"check", "approval"}
    fields = [line for line in whole.splitlines() if re.match(r"[a-z_]+ = ", line)]
    tables = {"label", "number", "hours", "heading", "text"}  # of blocks whose first line says what they are for
    bare = [line for line in fields if not re.search(r" # .*\S$", line)]
    assert {line.split(" = ")[0] for line in bare} <= tables


def test_without_a_name_content_is_meant(run, demo):
    assert run("build").stdout.startswith("build/demo.pdf: 1 page")
    assert "content/demo.md  Demo\n" in run("check", "--text").stdout
    assert "1 monograph, 0 signed off." in run("list").stdout


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_without_content_the_error_names_init(run, command):
    result = run(command)
    assert result.returncode == 2
    assert "there is no folder content/ here" in result.stderr
    assert "handouts init" in result.stderr


def test_a_name_is_enough(run, demo):
    (demo.parent / "deep").mkdir()
    shutil.copy(demo, demo.parent / "deep/other-2.5.md")
    assert run("build", "demo").stdout.startswith("build/demo.pdf: ")
    assert run("build", "other-2.5").stdout.startswith("build/other-2.5.pdf: ")
    assert "content/demo.md  Demo\n" in run("check", "demo", "--text").stdout
    assert "content/demo.md" in run("list", "demo").stdout
    signed = run("approve", "demo", *ADA)
    told = "demo.approvals.toml: signed off by Ada Byron, clinical pharmacist, on 2026-03-31, due again on 2029-03-31."
    files = "this file of sign-offs and content/sign-offs/demo.toml"
    assert signed.stdout.splitlines()[-2:] == [
        f"content/{told}",
        f"Commit {files} with the monograph, then build the leaflet again.",
    ]
    assert run("diff", "demo").stdout == "The text is exactly the one that was signed off.\n"
    assert run("diff", "demo", "other-2.5").stdout.endswith("are the same.\n")
    assert "proven" in run("verify", "build/demo.pdf", "demo").stdout
    assert run("revoke", "demo", *ADA[:2], "--note", "An error", "--today", "2026-04-01").returncode == 0


def test_a_name_in_a_git_revision(run, demo):
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run([*git, *arguments], cwd=demo.parent.parent, check=True)
    change(demo, "5 mg", "6 mg")
    assert "[-5-] {+6+} mg" in run("diff", "HEAD:demo", "demo").stdout
    told = run("diff", "HEAD:demo")
    assert (told.returncode, "handouts diff HEAD:content/demo.md content/demo.md" in told.stderr) == (2, True)
    assert run("diff", "content").returncode == 2


def test_a_name_that_two_monographs_have(run, demo):
    for folder in ("one", "two"):
        (demo.parent / folder).mkdir()
        shutil.copy(demo, demo.parent / folder / "pair.md")
    result = run("build", "pair")
    assert result.returncode == 1
    assert "pair: error [several-monographs]" in result.stderr
    assert "content/one/pair.md, content/two/pair.md" in result.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("build", "warfarn.md"), "content/warfarin.md"),
        (("build", "Warfarin.markdown"), "content/warfarin.md"),
        (("check", "content/warfarn.md"), "content/warfarin.md"),
        (("list", "contnt/warfarin.md"), "content/warfarin.md"),
        (("build", "conten"), "content"),
        (("build", "mediine.md"), "medicine.md"),
        (("check", "leaflt.pdf"), "leaflet.pdf"),
        (("approve", "warfaron", *ADA), "content/warfarin.md"),
        (("revoke", "warfaron", *ADA[:2], "--note", "An error"), "content/warfarin.md"),
        (("diff", "warfaron"), "content/warfarin.md"),
        (("verify", "build/demo.pdf", "dmeo"), "content/demo.md"),
    ],
)
def test_a_path_that_is_not_there_names_the_nearest(run, demo, typed, meant):
    shutil.copy(demo, demo.parent / "warfarin.md")
    shutil.copy(demo, demo.parent.parent / "medicine.md")
    (demo.parent.parent / "leaflet.pdf").write_bytes(b"%PDF-")
    if typed[0] == "verify":
        run("build", "demo")
    result = run(*typed)
    assert result.returncode == 1
    assert f"error [no-such-path] There is no such file or folder.\n    Did you mean {meant}?\n" in result.stderr


def test_every_path_that_is_not_there_is_named(run, demo):
    result = run("build", "dmeo", "nothing-like-it", "x" * 300)
    assert result.returncode == 1
    assert result.stderr.count("no-such-path") == 3
    assert result.stderr.count("Did you mean") == 1
    assert "Check the path." in result.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("buidl", "demo.md"), " Did you mean: handouts build demo.md"),
        (("aprove",), " Did you mean: handouts approve"),
        (("demo.md", "--force"), " Did you mean: handouts build demo.md --force"),
        (("demo",), " Did you mean: handouts build demo"),
        (("zzz",), ""),
    ],
)
def test_a_command_that_is_not_there_names_the_nearest(run, demo, typed, meant):
    result = run(*typed)
    assert result.returncode == 2
    assert f"Error: There is no command '{typed[0]}'.{meant}\n" in result.stderr


def test_verify_says_what_is_wrong_with_its_arguments(run, demo):
    run("build")
    for typed, told in (
        (("demo.md", "build/demo.pdf"), "The arguments are swapped: handouts verify build/demo.pdf demo.md"),
        (("content/demo.md",), "the leaflet stands first: handouts verify build/demo.pdf content/demo.md"),
        (("build/dmeo.pdf",), "There is no leaflet build/dmeo.pdf. Did you mean build/demo.pdf?"),
        (("demo",), "Did you mean build/demo.pdf?"),
        (("other.pdf",), "There is no leaflet other.pdf. Check the path."),
    ):
        result = run("verify", *typed)
        assert (result.returncode, told in result.stderr) == (2, True), result.stderr


def test_verify_finds_the_monograph_by_itself(run, demo, tmp_path):
    run("build")
    assert run("verify", "build/demo.pdf").stdout.startswith("build/demo.pdf: proven.")
    (tmp_path / "build/.handouts.jsonl").unlink()
    assert run("verify", "build/demo.pdf").returncode == 0  # in content/
    assert run("verify", "demo.pdf", cwd=tmp_path / "build").returncode == 2
    shutil.copy(demo, tmp_path / "demo.md")
    assert run("verify", "demo.pdf", cwd=tmp_path / "build").returncode == 0  # beside the folder
    change(tmp_path / "demo.md", "5 mg", "6 mg")
    assert run("verify", "build/demo.pdf").returncode == 0  # of two, the one it was made of
    change(demo, "5 mg", "7 mg")
    unsure = run("verify", "build/demo.pdf")
    assert (unsure.returncode, "any of demo.md, content/demo.md" in unsure.stderr) == (2, True)
    demo.unlink()
    (tmp_path / "demo.md").unlink()
    asked = run("verify", "build/demo.pdf")
    assert asked.returncode == 2
    assert "Name it: handouts verify build/demo.pdf MONOGRAPH.md" in asked.stderr


def test_a_leaflet_of_another_folder_is_found_by_the_index(run, tmp_path):
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/a.md").write_text(GOOD)
    run("build", "in")
    assert run("verify", "build/deep/a.pdf").returncode == 0


def test_issued_today_is_the_day_of_today(run, demo):
    assert run("build", "demo", "--issued", "today", "--today", "2026-03-31").returncode == 0
    assert json.loads((demo.parent.parent / "build/demo.json").read_text())["edition"]["issued"] == "2026-03-31"


def test_open_shows_the_leaflet_or_the_folder_of_several(run_apart, demo, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/xdg-open").write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n')
    environment = os.environ | {"PATH": str(tmp_path / "bin")}

    def opened(*arguments):
        (tmp_path / "opened").unlink(missing_ok=True)
        result = run_apart("build", *arguments, "--open", "--out", "my leaflets", env=environment)
        until(lambda: (tmp_path / "opened").exists() or result.stderr)
        return result

    told = opened()
    assert (told.returncode, told.stderr) == (0, "my leaflets/demo.pdf: no program of this machine opens it.\n")
    (tmp_path / "bin/xdg-open").chmod(0o755)
    assert opened().stderr == ""
    assert (tmp_path / "opened").read_text() == "my leaflets/demo.pdf\n"
    shutil.copy(demo, demo.parent / "other.md")
    opened()
    assert (tmp_path / "opened").read_text() == "my leaflets\n"
    demo.write_text("")
    assert opened("demo").returncode == 1
    assert not (tmp_path / "opened").exists()  # a leaflet made before is not the one that was asked for


@pytest.mark.parametrize("command", ["build", "check", "init"])
def test_help_fits_and_init_stands_first(run, command):
    overview = run("--help").stdout
    assert re.search(r"Commands:\n  init ", overview)
    shown = run(command, "--help").stdout
    assert max(len(line) for line in (overview + shown).splitlines()) <= 80
    assert "record" not in shown


def test_rules_fit_a_page_in_a_pipe(run):
    lines = run("rules").stdout.splitlines()
    assert len(lines) > 100
    assert max(map(len, lines)) <= 120


def test_doctor_takes_a_setting_for_no_fault(run_apart):
    result = run_apart("doctor", env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
    assert (result.returncode, "NO" in result.stdout.split()) == (0, False)
    assert "PYTHONDONTWRITEBYTECODE" in result.stdout
