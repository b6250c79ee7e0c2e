"""A wrapped line that Markdown makes a list of is told by its place; a list that is one is left alone."""

import pytest

WRAPPED = {
    "a range": ("Take 5\n- 10 mg a day.", "5 - 10"),
    "a range, its words before": ("You may take it every 4\n- 6 hours if you need it.", "4 - 6"),
    "a product": ("Give 2\n* 500 mg at night.", "2 * 500"),
    "a minus": ("Keep at\n- 18 °C.", "at - 18"),
    "a dash of a typesetter": ("Keep the pen between 2\n– 8 °C.", "2 – 8"),
    "a comparison": ("Stop if your weight is\n- <50 kg.", "is - <50"),
    "a sentence that goes on": ("Take 5\n- 10 mg a day\nwith food.", "5 - 10"),
    "with more lists below": ("Take 5\n- 10 mg a day.\n\n- Rest", "5 - 10"),
    "a long line, then a list": ("In the morning take 5\n- 10 mg a day.\n- Rest", "5 - 10"),
    "indented": ("Take 5\n  - 10 mg a day.", "5 - 10"),
    "a sum in words": ("In the morning take one tablet\n+ a quarter of a tablet at lunch.", "tablet + a"),
    "a sum in another language": ("Nehmen Sie morgens eine Tablette\n+ eine halbe am Mittag.", "Tablette + eine"),
    "a sum of other things": ("Take it with food\n+ milk.", "food + milk."),
    "a sum in an item": ("1. One whole tablet\n   + a quarter of one.", "tablet + a"),
    "a minus before words": ("Take less by the dose of a day\n- half a tablet.", "day - half"),
    "a temperature by itself": ("Keep the bottle at:\n\n- 18 °C", "- 18"),
    "a temperature in an item": ("* Keep it at\n  - 5 C", "at - 5"),
    "an item goes on behind another bullet": ("* Give it every 48\n- 49 hours.\n* Note the time.", "48 - 49"),
    "an item of a counted list": ("1. Give it every 48\n- 49 hours.\n2. Note the time.", "48 - 49"),
    "a product in an item": ("- Give 2\n* 500 mg at night.\n- Note it.", "2 * 500"),
    "a minus in an item": ("* Keep it in the fridge at\n- 18 °C\n* Note it.", "at - 18"),
    "a comparison in words we do not know": ("Stop when the platelets are\n> fifty.", "are > fifty."),
    "a comparison by itself": ("Call us.\n\n> twice the normal value", "> twice"),
}


@pytest.mark.parametrize(("text", "meant"), WRAPPED.values(), ids=WRAPPED)
def test_the_rest_of_a_sentence_is_told_by_its_place(read, text, meant):
    monograph = read(f"---\ntitle: Demo\n---\n# Demo\n### Dosage\n{text}\n")
    (problem,) = [problem for problem in monograph.problems if problem.rule != "S19"]
    assert (problem.code, problem.rule, problem.level) == ("wrapped-line", "M12", "block")
    second = next(number for number, line in enumerate(text.split("\n")[1:], 7) if line.strip())
    assert (problem.place.line, problem.place.column) == (second, 1)
    assert f"“{meant}”" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Take:\n- 10 mg\n- 20 mg",
        "Take 5.\n- 10 mg",
        "Take one of\n- 10 mg capsules\n- 20 mg capsules",
        "Take one of\n- 10 mg capsules in\n  the morning\n- 20 mg capsules",
        "Week 1\n- 10 mg\n- 20 mg",
        "Take 5\n\n- 10 mg",
        "- Week 1\n  - 10 mg",
        "* Week 1 to 2\n  - 5 mg",
        "* Adults\n- 2 tablets\n* Children\n- 1 tablet",
        "* Adults over 65\n  - 2 tablets\n* Children\n  - 1 tablet",
        "1. Mix it\n   - 2 spoons",
        "1. Wash your hands.\n- 2 minutes is enough.",
        "- 5\n- 10 mg",
        "**Adults**\n- 10 mg",
        "#### Week 1\n- 10 mg",
        "Week 1\n---\n- 10 mg",
        "Take 5  \n- 10 mg",
        "Take it\n- in the morning",
        "```\nTake 5\n- 10 mg\n```",
        "Take 5 <!-- five\n- 10 mg --> tablets",
        "You may add\n+ juice\n+ milk",
        "You may add:\n+ half a tablet",
        "Keep it:\n- 2 to 8 °C in the fridge\n- 25 °C at home",
        "My tip:\n> drink water",
        "My tip\n\n> drink water\n> two glasses a day",
        "The label says:\n\n> two tablets a day",
        "My mother said\n> Always take it with water.",
        "> Half of all people feel better.",
        "Ring us if your test comes back\n> three times the upper limit.",
    ],
)
def test_a_list_is_left_alone(read, text):
    monograph = read(f"---\ntitle: Demo\n---\n# Demo\n### Dosage\n{text}\n")
    assert [problem for problem in monograph.problems if problem.rule == "M12"] == []


def test_a_build_warns_and_a_check_blocks(run, demo):
    demo.write_text(demo.read_text().replace("Take 5 mg", "Take 5\n- 10 mg"))
    built = run("build", "demo")
    assert (built.returncode, "demo.md:21:1: warning [wrapped-line] " in built.stderr) == (0, True)
    checked = run("check", "demo", "--text", "--final")
    assert checked.returncode == 1
    assert "M12" in checked.stdout
