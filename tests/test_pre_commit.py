"""The hook with which an editor's repository checks itself: its file is what pre-commit reads, and its entry works."""

import re
import shlex

import pytest
import yaml
from conftest import CONTENT, ROOT

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_hook_says_what_pre_commit_asks_for():
    assert HOOK["id"] == "handouts-check"
    assert HOOK["language"] == "python"
    assert {"id", "name", "entry", "language"} <= HOOK.keys()
    program, *_ = shlex.split(HOOK["entry"])
    assert f'\n{program} = "handouts.cli:run"' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "checked"),
    [
        ("content/warfarin.md", True),
        ("readme-first.md", True),
        ("README.md", False),
        ("docs/CHANGELOG.md", False),
        ("content/warfarin.approvals.toml", False),
        ("warfarin.md.txt", False),
    ],
)
def test_it_looks_at_monographs_only(path, checked):
    assert bool(re.search(HOOK["files"], path) and not re.search(HOOK["exclude"], path)) is checked


def test_its_entry_lets_a_good_text_pass_and_stops_a_bad_one(run_apart, tmp_path):
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_bytes(next(path for path in CONTENT if "amoxicillin" in path.name).read_bytes())
    bad.write_text("---\ntitle: Bad\n---\n# Bad\n\n## Dosage\n\nTake 5.0 mg QD.\n")
    _, *entry = shlex.split(HOOK["entry"])
    assert run_apart(*entry, "good.md").returncode == 0
    result = run_apart(*entry, "good.md", "bad.md")
    assert result.returncode == 1
    assert result.stdout.index("bad.md:8:6") < result.stdout.index("good.md")
