"""What a program of a clinic's own calls: `import handouts`."""

import concurrent.futures
import datetime as dt
import doctest
import subprocess
import sys

import pytest
from conftest import CONTENT, ROOT
from editing import GOOD

import handouts

DAY = dt.date(2026, 3, 31)
WARFARIN = ROOT / "content/warfarin.md"


def test_the_example_in_the_docstring_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(handouts)
    assert (result.failed, result.attempted > 5) == (0, True)


def test_all_that_is_promised_is_there_and_described():
    assert len(handouts.__all__) > 20
    assert handouts.__version__.count(".") == 2
    for name in set(handouts.__all__) - {"__version__"}:
        assert getattr(handouts, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        handouts.nothing  # noqa: B018


def test_importing_it_loads_nothing_heavy():
    code = "import sys, handouts\nprint(sorted(name for name in sys.modules if name.startswith('handouts')))"
    code += "\nprint(sys.modules.keys() & {'pydantic', 'weasyprint', 'babel', 'yaml', 'click'})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "['handouts', 'handouts.version']\nset()\n"


def test_a_path_bytes_and_what_was_read_give_the_same_leaflet():
    source = handouts.read_monograph(WARFARIN)
    leaflets = [handouts.build_leaflet(each, today=DAY) for each in (WARFARIN, str(WARFARIN), source)]
    assert {leaflet.pdf for leaflet in leaflets} == {leaflets[0].pdf}
    from_bytes = handouts.build_leaflet(WARFARIN.read_bytes(), today=DAY)
    assert from_bytes.pdf == leaflets[0].pdf
    assert (from_bytes.manifest.monograph.name, leaflets[0].manifest.monograph.name) == ("monograph.md", "warfarin.md")


def test_nothing_is_written_unless_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    leaflet = handouts.build_leaflet(GOOD.encode(), today=DAY)
    assert list(tmp_path.rglob("*")) == []
    handouts.write_leaflet(leaflet, tmp_path / "out/demo.pdf")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["demo.json", "demo.pdf"]
    proof = handouts.verify_leaflet(tmp_path / "out/demo.pdf", GOOD.encode())
    assert proof.words == leaflet.manifest.proof.words > 40


def test_verify_takes_bytes_with_their_manifest():
    leaflet = handouts.build_leaflet(GOOD.encode(), today=DAY)
    assert handouts.verify_leaflet(leaflet.pdf, GOOD.encode(), manifest=leaflet.manifest.to_json()).pages == 1
    with pytest.raises(handouts.TypesettingError, match="50"):
        handouts.verify_leaflet(leaflet.pdf, GOOD.replace("5 mg", "50 mg").encode(), manifest=leaflet.manifest)
    with pytest.raises(ValueError, match="manifest"):
        handouts.verify_leaflet(leaflet.pdf, GOOD.encode())
    with pytest.raises(handouts.ContentError, match="not a leaflet's manifest"):
        handouts.verify_leaflet(leaflet.pdf, GOOD.encode(), manifest=b"{}")


def test_check_takes_a_text_or_a_pdf():
    checked = handouts.check_monograph(GOOD.replace("5 mg", ".5mg").encode(), today=DAY)
    assert ("M02", "block") in {(problem.rule, problem.level) for problem in checked.findings}
    assert checked.pages == 1
    pdf = handouts.check_monograph(handouts.build_leaflet(GOOD.encode(), today=DAY).pdf, today=DAY)
    assert (pdf.pages, pdf.blocks) == (1, False)
    unreadable = handouts.check_monograph(b"\xff\xfe\x00", today=DAY)
    assert [problem.rule for problem in unreadable.findings] == ["S15"]


def test_an_edition_and_a_sign_off_count(tmp_path):
    clinic = handouts.Clinic(name="Hill Clinic", phone="01632 960 001")
    letter = handouts.build_leaflet(
        GOOD.encode(), today=DAY, edition=handouts.make_edition(clinic, paper="letter", issued=DAY)
    )
    assert (letter.manifest.edition.paper.name, letter.manifest.edition.issued) == ("letter", DAY)
    with pytest.raises(handouts.LookError, match="no paper size a9"):
        handouts.make_edition(paper="a9")
    with pytest.raises(handouts.ContentError, match="signed-off texts only"):
        handouts.build_leaflet(GOOD.encode(), today=DAY, require_approval=True)


def test_what_cannot_be_read_is_said_at_once():
    with pytest.raises(handouts.ContentError) as caught:
        handouts.read_monograph(b"---\ntitle: [\n---\n", name="warfarin.md")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path, problem.level) == ("invalid-front-matter", "warfarin.md", "block")


@pytest.mark.no_cover
def test_threads_take_turns_and_get_the_same_bytes():
    one_by_one = [handouts.build_leaflet(path, today=DAY).pdf for path in CONTENT[:4]]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda path: handouts.build_leaflet(path, today=DAY).pdf, CONTENT[:4] * 2))
    assert together == one_by_one * 2
