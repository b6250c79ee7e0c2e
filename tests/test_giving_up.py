"""What the engine gives up on is a problem of the text or the style, and no traceback; what we get wrong is a bug."""

import pytest
from conftest import POLICY
from editing import GOOD, edition_for

from handouts.assets import bundled
from handouts.assets import look as choose
from handouts.build import build
from handouts.errors import LookError, TypesettingError
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.reader.source import Source


@pytest.mark.parametrize(
    "rule",
    [
        "body { opacity: 0; display: inline-block }",
        "body { display: grid }",
        "body { float: left }",
        "p { position: absolute }",
        "p { position: fixed }",
        "p { font-size: 1e9pt }",
        "p { width: calc(1px / 0) }",
    ],
)
def test_a_style_that_the_engine_gives_up_on(tmp_path, rule):
    path = tmp_path / "demo.md"
    path.write_text(GOOD)
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "leaflet.css").write_text(f"{(bundled('styles') / 'leaflet.css').read_text()}\n{rule}\n")
    with pytest.raises((TypesettingError, LookError)) as caught:
        build(Source.read(path), BuildOptions(edition_for(Clinic()), choose(styles=styles), POLICY))
    problem = caught.value.problems[0]
    if problem.code == "engine-gave-up":
        assert problem.place.path == str(path)
        assert "own styles" in problem.hint


class Giver:
    """Gives up in a line of a module of that name."""

    def __init__(self, module):
        exec("def give_up(*_, **__):\n    assert False, 'page left empty'", space := {"__name__": module})  # noqa: S102
        self.give_up = space["give_up"]


def test_an_assertion_of_the_engine_is_no_bug_of_ours(make, monkeypatch):
    from weasyprint import HTML

    monkeypatch.setattr(HTML, "render", Giver("weasyprint.layout.page").give_up)
    with pytest.raises(TypesettingError) as caught:
        make(GOOD)
    (problem,) = caught.value.problems
    assert problem.code == "engine-gave-up"
    assert "AssertionError, page left empty." in problem.message
    assert problem.place.path.endswith("test.md")


def test_an_error_in_a_line_of_ours_is_still_a_bug(make, monkeypatch):
    from weasyprint import HTML

    monkeypatch.setattr(HTML, "render", Giver("handouts.pdf.tagging").give_up)
    with pytest.raises(AssertionError):
        make(GOOD)
