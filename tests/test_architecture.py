"""ARCHITECTURE.md is true: its walk runs, its rooms are the rooms, its order is the contract of imports."""

import doctest
import re
import tomllib

from conftest import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
STAGES = ("Read", "Parse", "Judge", "Compose", "Draw", "Typeset", "Prove", "Store")


def test_the_walk_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples = doctest.DocTestParser().get_doctest(TEXT, {}, "ARCHITECTURE.md", "ARCHITECTURE.md", 0)
    assert len(examples.examples) > 20
    result = doctest.DocTestRunner().run(examples)
    assert result.failed == 0


def test_each_stage_is_named_once():
    assert re.findall(r"^\*\*(\w+)\.\*\*", TEXT, re.MULTILINE) == list(STAGES)


def test_its_order_is_the_contract_of_imports():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    shown = TEXT.split("keeps one door for each foreign library:\n\n")[1].split("\n\n")[0]
    assert [line.strip() for line in shown.splitlines()] == contract["layers"]
    assert contract["exhaustive"] is True


def test_its_rooms_are_the_rooms():
    table = TEXT.split("## The rooms")[1].split("Who may import whom")[0]
    named = set(re.findall(r"`(\w+(?:/|\.py))`", table))
    top = {path.name + "/" if path.is_dir() else path.name for path in (ROOT / "handouts").glob("[!_]*")}
    top -= {"py.typed"}
    assert len(top) > 12
    assert top <= named
    inside = {path.name + "/" if path.is_dir() else path.name for path in (ROOT / "handouts").rglob("*")}
    assert named - top <= inside
    paths = re.findall(r"`((?:handouts|model|reader|leaflet|review|styles|templates|cli)/[\w/.]+)`", TEXT)
    assert len(paths) > 5
    for name in paths:
        example = name.replace("NAME", "a4").replace("KIND", "chapter")
        assert (ROOT / example).exists() or (ROOT / "handouts" / example).exists(), name
