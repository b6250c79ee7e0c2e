"""Does the checker cry wolf? Its findings on texts written without knowing its rules, each judged by an editor.

The editor did not know the code. `tests/labelled/labels.csv` holds a verdict on every finding: yes, a careful editor
agrees; no, a false alarm, with the reason. False alarms that were mended keep their rows: they must not come back.
`handouts/check/precision.toml` tells by rule what is measured here.
"""

import collections
import csv

import pytest
from conftest import CONTENT, ROOT

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.check.precision import measured, precision
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

FOLDER = ROOT / "tests/labelled"
KNOWN_FALSE_ALARMS = 7  # those of labels.csv that are still there: mend one and lower this


@pytest.fixture(scope="module")
def found():
    """Count the findings by place, rule and words: what a front matter lacks is found several times in one place."""
    keys = collections.Counter()
    for path in sorted(FOLDER.glob("*.md")):
        for finding in check_text(MonographText(read_monograph(path.read_bytes(), path.name), PROFILES["ema"])):
            keys[path.name, str(finding.place.line), str(finding.place.column), finding.rule, finding.words] += 1
    return keys


@pytest.fixture(scope="module")
def labels():
    """Count the findings an editor agreed with, and those called false alarms."""
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1100
    assert {row["verdict"] for row in rows} == {"yes", "no"}
    assert all(row["reason"] for row in rows if row["verdict"] == "no")
    counts = {"yes": collections.Counter(), "no": collections.Counter()}
    for row in rows:
        counts[row["verdict"]][row["file"], row["line"], row["column"], row["rule"], row["words"]] += 1
    return counts


def test_every_finding_is_judged(found, labels):
    assert sorted(found - labels["yes"] - labels["no"]) == []


def test_what_an_editor_agreed_with_is_still_found(found, labels):
    assert sorted(labels["yes"] - found) == []


def test_false_alarms_do_not_come_back(found, labels):
    alarms = found & labels["no"]
    assert alarms.total() == KNOWN_FALSE_ALARMS, sorted(alarms)
    assert 1 - alarms.total() / found.total() > 0.99


def test_the_precision_that_the_reference_tells_is_the_measured_one(found, labels):
    alarms = found & labels["no"]
    rules = {rule for _, _, _, rule, _ in found}
    counted = {
        rule: (
            sum(number for key, number in (found - alarms).items() if key[3] == rule),
            sum(number for key, number in found.items() if key[3] == rule),
        )
        for rule in sorted(rules)
    }
    written = "\n".join(f"{rule} = [{right}, {all_of_it}]" for rule, (right, all_of_it) in counted.items())
    assert measured() == counted, f"Write in handouts/check/precision.toml:\n{written}"
    assert precision("M03") == f"{counted['M03'][0]} of {counted['M03'][1]} labelled"
    assert precision("P01") == "none labelled"


def test_content_has_no_finding_at_all():
    for path in CONTENT:
        assert check_text(MonographText(read_monograph(path.read_bytes(), path.name), PROFILES["ema"])) == ()
