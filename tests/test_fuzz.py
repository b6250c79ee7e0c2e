"""Inputs nobody has thought of: whatever a seed does to them, a command ends by a code of the table.

Each seed is the same every time. For runs by hand HANDOUTS_FUZZ=1, 2, 3 … moves them all.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil

import pytest
from editing import GOOD
from fuzzing import NASTY, SAMPLES, mutated
from PIL import Image

CODES = {0, 1, 2, 3, 4, 5}
MOVED = int(os.environ.get("HANDOUTS_FUZZ", "0")) * 1_000_000
FAULT = re.compile(r"Traceback \(most recent|fault of handouts|Exception ignored")
OTHERS_DAY = ("--today", "2026-03-31")

pytestmark = pytest.mark.no_cover


@pytest.fixture
def fuzz(run, tmp_path):
    """Run a command for every seed, and give what was wrong with any of them."""
    Image.new("RGB", (40, 40)).save(tmp_path / "pen.png")
    (tmp_path / "one.md").write_text(GOOD)
    (tmp_path / "two.md").write_text(GOOD.replace("5 mg", "10 mg"))

    def check(seeds, each):
        wrong = []
        for seed in seeds:
            chance = random.Random(seed + MOVED)  # noqa: S311 - the same every time
            command = [part.replace("\0", "\N{SYMBOL FOR NULL}") for part in map(str, each(chance, seed))]
            result = run(*command)
            said = result.stdout + result.stderr
            if result.returncode not in CODES or FAULT.search(said):
                wrong.append(f"seed {seed + MOVED}: {command} ended with {result.returncode}:\n{said[-3_000:]}")
        assert not wrong, f"{len(wrong)} of {len(seeds)} seeds\n" + "\n\n".join(wrong)

    return check


def sample(kind, chance):
    return mutated(chance.choice(SAMPLES[kind]).encode(), chance)


def chunks(count, size):
    return [pytest.param(range(start, start + size), id=f"{start}") for start in range(0, count, size)]


@pytest.mark.parametrize("seeds", chunks(600, 100))
def test_diff(fuzz, tmp_path, seeds):
    def each(chance, _):
        path = tmp_path / "x.md"
        path.write_bytes(sample("monograph", chance))
        return chance.choice((("diff", path, "one.md"), ("diff", "two.md", path), ("diff", path, path)))

    fuzz(seeds, each)


@pytest.mark.parametrize("command", [("check", "--text"), ("list", "--format", "json"), ("build", "--no-check")])
@pytest.mark.parametrize("seeds", chunks(5, 1))
def test_a_library_of_which_every_text_is_otherwise(fuzz, tmp_path, command, seeds):
    """Forty texts each time: the forks are what takes its time. What is wrong names the text."""
    texts = 40 if command[0] != "build" else 12

    def each(chance, _):
        shutil.rmtree(tmp_path / "library", ignore_errors=True)
        (tmp_path / "library").mkdir()
        shutil.copy(tmp_path / "pen.png", tmp_path / "library")
        for number in range(texts):
            (tmp_path / f"library/{number:02}.md").write_bytes(sample("monograph", chance))
            if chance.random() < 0.1:
                (tmp_path / f"library/{number:02}.approvals.toml").write_bytes(sample("clinic", chance))
        return (*command, "library")

    fuzz(seeds, each)


@pytest.mark.parametrize("seeds", chunks(400, 100))
def test_a_clinic_file(fuzz, tmp_path, seeds):
    def each(chance, _):
        (tmp_path / "x.toml").write_bytes(sample("clinic", chance))
        ways = ("verify", "gone.pdf"), ("outbox",), ("given",), ("build", "gone.md"), ("check", "--text", "gone.md")
        return (*chance.choice(ways), "--clinic", "x.toml")

    fuzz(seeds, each)


@pytest.mark.parametrize("seeds", chunks(200, 100))
def test_a_file_of_a_pack(fuzz, tmp_path, seeds):
    def each(chance, _):
        path = tmp_path / "x.toml"
        path.write_bytes(sample("pack", chance).replace(b"two", b"gone"))
        return ("pack", path)

    fuzz(seeds, each)


@pytest.mark.parametrize("kind", ["patient", "fhir"])
@pytest.mark.parametrize("seeds", chunks(300, 100))
def test_a_patients_file(fuzz, tmp_path, kind, seeds):
    def each(chance, _):
        path = tmp_path / ("x.toml" if kind == "patient" else "x.json")
        path.write_bytes(sample(kind, chance))
        return ("build", "gone.md", "--patient", path)

    fuzz(seeds, each)


@pytest.mark.parametrize("kind", ["patient", "fhir"])
def test_a_patients_leaflet(fuzz, tmp_path, kind):
    def each(chance, _):
        path = tmp_path / ("x.toml" if kind == "patient" else "x.json")
        path.write_bytes(sample(kind, chance))
        return ("build", "one.md", "--patient", path, "--out", "given", "--despite", "as prescribed")

    fuzz(range(8), each)


@pytest.fixture
def made(run, tmp_path):
    """Make a leaflet and its imposed pages, and sign a text off."""
    (tmp_path / "one.md").write_text(GOOD)
    approved = run("approve", "one.md", "--by", "Ada Byron", "--role", "pharmacist", "--yes")
    assert approved.returncode == 0, approved.stderr
    assert run("build", "one.md", "--impose", "booklet").returncode == 0
    files = ("one.md", "one.approvals.toml", "build/one.pdf", "build/one-imposed.pdf", "build/one.json")
    files = (*files, "build/.handouts.jsonl")
    whole = {name: (tmp_path / name).read_bytes() for name in files}
    assert run("verify", "build").returncode == 0
    return whole


PDF, BESIDE = "build/one.pdf", ("build", "one.md", "--impose", "booklet")
TAKEN_BACK = ("revoke", "one.md", "--by", "Ada Byron", "--note", "why")
WAYS_OF_THE_MADE = {
    PDF: (("verify", PDF), ("verify", PDF, "one.md"), ("verify", "build")),
    "build/one-imposed.pdf": (("verify", "build/one-imposed.pdf"), ("verify", "build")),
    "build/one.json": (("verify", PDF, "one.md"), ("list", "one.md"), ("sign", PDF, "--key", "x")),
    "build/.handouts.jsonl": (("verify", PDF), ("list", "one.md"), ("verify", PDF), BESIDE),
    "one.approvals.toml": (("diff", "one.md"), TAKEN_BACK, ("list", "one.md")),
    "one.md": (("diff", "one.md"), ("verify", PDF, "one.md"), TAKEN_BACK),
}


@pytest.mark.parametrize("name", WAYS_OF_THE_MADE)
def test_what_was_made(fuzz, tmp_path, made, name):
    def each(chance, seed):
        for other, data in made.items():
            (tmp_path / other).write_bytes(data)
        data = mutated(made[name], chance)
        if name.endswith(".pdf") and seed % 2:  # as if nobody had changed it: the manifest knows these bytes
            import hashlib

            about = json.loads(made["build/one.json"])
            part = about["imposed"] if "imposed" in name else about["pdf"]
            part |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            (tmp_path / "build/one.json").write_text(json.dumps(about))
        (tmp_path / name).write_bytes(data)
        return chance.choice(WAYS_OF_THE_MADE[name])

    fuzz(range(24), each)


@pytest.mark.parametrize("kind", ["style", "template"])
def test_a_look(fuzz, tmp_path, kind):
    names = {
        "style": ("leaflet.css", "variables.css", "parts/x.css", "type/standard.toml", "paper/a4.toml"),
        "template": ("leaflet.html", "parts/chapter.html", "running.html", "wording/en.po"),
    }

    def each(chance, seed):
        folder = tmp_path / f"mine{seed}"
        path = folder / chance.choice(names[kind])
        path.parent.mkdir(parents=True)
        path.write_bytes(sample(kind, chance))
        return ("build", "one.md", f"--{kind}s", folder, "--no-check")

    fuzz(range(12), each)


def test_a_pdf_by_itself(fuzz, tmp_path, made):
    def each(chance, _):
        (tmp_path / "other.pdf").write_bytes(mutated(made[PDF], chance))
        return ("check", "other.pdf")

    fuzz(range(3), each)


def test_a_baseline(fuzz, run, tmp_path):
    report = run("check", "--text", "one.md", "--format", "json").stdout.encode() or b"{}"

    def each(chance, _):
        (tmp_path / "x.json").write_bytes(mutated(report, chance))
        return ("check", "--text", "gone.md", "--baseline", "x.json")

    fuzz(range(40), each)


ARGUMENTS = (
    ("new", "{}"),
    ("new", "--pack", "{}"),
    ("new", "Demo", "--out", "{}"),
    ("init", "{}", "--medicine", "{}"),
    ("eject", "new/{}"),
    ("rules", "{}"),
    ("rules", "--format", "{}"),
    ("schema", "{}"),
    ("diff", "{}", "one.md"),
    ("diff", "{}:one.md", "{}"),
    ("verify", "{}"),
    ("verify", "one.pdf", "{}"),
    ("revoke", "{}", "--by", "{}", "--note", "{}"),
    ("revoke", "one.md", "--by", "Ada", "--note", "{}", "--today", "{}"),
    ("approve", "one.md", "--by", "{}", "--role", "{}", "--until", "{}", "--today", "{}"),
    ("approve", "gone.md", "--by", "Ada", "--role", "Chief", "--despite", "{}={}"),
    ("list", "gone.md", "--due", "{}"),
    ("list", "gone.md", "--today", "{}"),
    ("check", "gone.md", "--text", "--select", "{}", "--ignore", "{}"),
    ("check", "gone.md", "--text", "--html", "{}", "--level", "{}"),
    ("build", "gone.md", "--paper", "{}", "--issued", "{}"),
    ("build", "gone.md", "--edition", "{}", "--time-limit", "{}"),
    ("build", "gone.md", "--fill", "{}={}", "--fill", "dose={}"),
    ("build", "{}", "--out", "{}"),
    ("build", "gone.md", "--clinic", "{}", "--on", "{}"),
    ("pack", "{}", "--out", "{}"),
    ("outbox", "{}"),
    ("given", "--patient", "{}"),
    ("given", "{}", "--since", "{}"),
    ("print", "{}", "--printer", "{}"),
    ("give", "{}", "--patient", "{}"),
    ("attach", "{}", "--to", "{}"),
    ("sign", "{}", "--key", "{}"),
    ("{}", "{}"),
)
ODD = (*NASTY, "a" * 300, "HEAD~1", "-", "--", "-h", ".", "a/" * 2_000)
TYPED = [each for each in ODD if "\0" not in each and each != "../.."]


@pytest.mark.parametrize("seeds", chunks(400, 100))
def test_arguments(fuzz, tmp_path, monkeypatch, seeds):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def each(chance, _):
        return [part if "{}" not in part else re.sub(r"\{\}", lambda _: chance.choice(TYPED), part)
                for part in chance.choice(ARGUMENTS)]  # fmt: skip

    fuzz(seeds, each)
