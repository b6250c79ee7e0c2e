"""Each text rule by its examples in tests/rules/: what it must find, word for word, and what it must leave alone."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

from handouts.check import TEXT_RULES
from handouts.check.monograph_text import MonographText
from handouts.check.rule import Level, apply
from handouts.model.profile import DEFAULT, PROFILES
from handouts.reader.monograph import read_monograph

FOLDER = ROOT / "tests/rules"


def examples():
    """Return (rule, mark, words in brackets, text, where) for every example."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        rule = None
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if match := re.fullmatch(r"# ([A-Z]\d\d)(?: .*)?", line):
                rule = match[1]
            elif rule and (match := re.match(r"([!.])(?:\[([\w ]+)\])? ?(.*)", line)):
                found.append([rule, match[1], (match[2] or "").split(), match[3], f"{path.stem}:{number}"])
            elif rule and line.startswith("  "):
                found[-1][3] += "\n" + line[2:]
            elif rule:
                assert not line.strip(), f"{path.name}:{number} is neither a rule nor an example"
                found[-1][3] += "\n"
    return [tuple(example) for example in found]


EXAMPLES = examples()


@pytest.mark.parametrize(
    ("rule", "mark", "options", "written", "where"),
    EXAMPLES,
    ids=[f"{rule} {mark} {where}" for rule, mark, _, _, where in EXAMPLES],
)
def test_example(rule, mark, options, written, where):
    wanted = re.findall("⟦(.*?)⟧", written, re.DOTALL)
    plain = re.sub("[⟦⟧]", "", written).rstrip("\n")
    whole = plain if re.match(r"---\n|#", plain) else f"---\ntitle: Demo\n---\n### Usage\n{plain}\n"
    table = {each.id: each for each in TEXT_RULES}
    profile = next((option for option in options if option in PROFILES), DEFAULT)
    text = MonographText(read_monograph(whole.encode(), "test.md"), PROFILES[profile], draft="final" not in options)
    findings = list(apply(table[rule], text))
    if mark == ".":
        assert findings == []
        return
    assert findings
    if wanted:
        assert [finding.words for finding in findings] == wanted
        rows = whole.split("\n")
        assert len({finding.place for finding in findings}) == len(findings)
        for finding in findings:
            first = finding.words.split()[0]
            assert finding.place.column, finding
            assert rows[finding.place.line - 1][finding.place.column - 1 :].startswith(first), finding
    else:
        assert all(not finding.words for finding in findings)
    levels = set(options) & set(Level)
    assert not levels or levels == {finding.level for finding in findings}
    assert all(finding.message and finding.hint and finding.rule == rule for finding in findings)
    assert table[rule].why
    assert table[rule].source


def test_every_rule_has_good_and_bad_examples():
    assert len(TEXT_RULES) > 5
    for rule in TEXT_RULES:
        marks = [mark for each, mark, *_ in EXAMPLES if each == rule.id]
        assert marks.count("!") >= 1, rule.id
        assert marks.count(".") >= 3, rule.id


ASKED_BY_A_BUILD = """
import gc, sys
from handouts import check
from handouts.model.pattern import Pattern
def patterns():
    found = [pattern for pattern in gc.get_objects() if isinstance(pattern, Pattern)]
    return len(found), sum("compiled" in vars(pattern) for pattern in found)
print(*patterns(), sorted({"PIL", "babel", "pydantic", "pypdfium2", "weasyprint"} & set(sys.modules)))
from handouts.model.profile import PROFILES
from handouts.model.review import UNSIGNED
from handouts.reader.monograph import read_monograph
import datetime
monograph = read_monograph(b"# Demo\\n\\n## Dose\\n\\nTake .5 mg.\\n", "demo.md")
check.grave_findings(monograph, PROFILES["ema"], UNSIGNED, datetime.date(2026, 1, 1))
print(*patterns())
"""


def test_a_build_compiles_only_what_may_block():
    told = subprocess.run([sys.executable, "-c", ASKED_BY_A_BUILD], capture_output=True, text=True, check=True)
    at_import, after = told.stdout.splitlines()
    count, compiled, heavy = at_import.split(maxsplit=2)
    assert int(count) > 60
    assert (compiled, heavy) == ("0", "[]")
    count, compiled = map(int, after.split())
    assert 10 < compiled < count / 2
