"""Fields of another program under a name of ours: read where they can be, told where not, and never a bar."""

import pytest

from handouts.errors import ContentError, Level
from handouts.proof.fields import _amounts_agree


def fields(read, written):
    return read(f"---\ntitle: Demo\n{written}\n---\n# Demo\n### Usage\nFor pain.\n")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("schedule: H1", "schedule"),
        ("schedule: [mon, tue]", "schedule"),
        ("schedule: {cron: daily, queue: b}", "schedule"),
        ("schedule: 2", "schedule"),
        ("strengths: {tablet: [5, 10]}", "strengths"),
        ("strengths: [{value: 5, unit: mg}]", "strengths"),
        ("strengths: [5, 10]", "strengths"),
        ("doses: as prescribed", "doses"),
        ("max_a_day: 4", "max_a_day"),
        ("max_a_day: {adult: 4 g}", "max_a_day"),
    ],
)
def test_what_is_not_ours_is_passed_over_and_told(read, written, name):
    monograph = fields(read, written)
    (problem,) = monograph.problems
    assert (problem.code, problem.level, problem.words, problem.place.line) == ("foreign-field", Level.INFORM, name, 3)
    assert f"{name}: " in problem.hint
    assert not getattr(monograph.metadata, name)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("strengths: [5mg, 10mg]", ("5 mg", "10 mg")),
        ("strengths: 5 mg, 10 mg", ("5 mg", "10 mg")),
        ('strengths: ["125mg/5mL", "1,000 mg"]', ("125 mg in 5 ml", "1,000 mg")),
        ('strengths: "20 mg per ml"', ("20 mg in 1 ml",)),
        ("doses: 5-10 mg", ("5 to 10 mg",)),
        ('max_a_day: ["4 g", "8 tablets"]', ("4 g", "8 tablets")),
    ],
)
def test_amounts_are_read_as_they_are_meant(read, written, read_as):
    monograph = fields(read, written)
    assert not monograph.problems
    assert getattr(monograph.metadata, written.partition(":")[0]) == read_as


def test_a_slip_in_a_schedule_of_ours_is_refused_still(read):
    with pytest.raises(ContentError, match="no such field"):
        fields(read, "schedule: {every_day: 2}")
    with pytest.raises(ContentError, match="take_days"):
        fields(read, "schedule: {take_days: 0}")


def test_a_field_of_toml_is_passed_over_too(read):
    monograph = read('+++\ntitle = "Demo"\nschedule = "H1"\n+++\n# Demo\n### Usage\nFor pain.\n')
    assert [(problem.code, problem.level) for problem in monograph.problems] == [("foreign-field", Level.INFORM)]


@pytest.mark.parametrize(
    "written",
    [
        *("schedule: H1", "strengths: {capsule: [25, 50]}", "doses: 5", 'strengths: ["125mg/5mL", "1,000 mg"]'),
        *('strengths: "20 mg per ml"', "doses: 5-10 mg", 'max_a_day: ["4 g", "8 tablets"]', "strengths: 5 mg, 10 mg"),
    ],
)
def test_a_leaflet_is_made_of_what_is_passed_over_or_read_in_another_way(run, tmp_path, written):
    (tmp_path / "demo.md").write_text(f"---\ntitle: Demo\n{written}\n---\n# Demo\n### Usage\nFor pain.\n")
    result = run("build", "demo.md")
    assert (result.returncode, "lost-words" in result.stderr) == (0, False), result.stderr


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (("125 mg in 5 ml",), ["12.5mg/5mL"]),
        (("5 mg", "10 mg"), "10 mg, 5 mg"),
        (("5 g",), "5 mg"),
        (("5 mg",), "5 mg, 9 mg"),
    ],
)
def test_the_proof_sees_an_amount_that_was_read_wrongly(value, raw):
    assert not _amounts_agree(value, raw)
