"""Several editions in one run: words, names, the index, and what becomes of the others when one fails."""

import datetime as dt
import json
import pathlib

import pytest
from editing import GOOD, edition_for

from handouts.assets import look
from handouts.errors import ContentError
from handouts.library import making
from handouts.library.jobs import Order
from handouts.model.edition import Edition
from handouts.model.edition_words import edition_changes, edition_name, vocabulary
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.sheet import Sheet
from handouts.reader.source import Source


@pytest.fixture
def demo(tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    return tmp_path


def manifest(path):
    return json.loads(path.read_text())


@pytest.mark.parametrize(
    ("words", "name", "changes"),
    [
        ("standard", "", {"type": "standard"}),
        ("large", "large", {"type": "large"}),
        ("a4", "a4", {"paper": "a4"}),
        ("large+letter", "letter-large", {"type": "large", "paper": "letter"}),
        (" Letter + LARGE ", "letter-large", {"type": "large", "paper": "letter"}),
        ("grey+standard", "grey", {"grey": True, "type": "standard"}),
        ("two-sided+punch", "punch-two-sided", {"punch": True, "two_sided": True}),
        ("notes+large+diary", "large-diary-notes", {"type": "large", "sheets": (Sheet.DIARY, Sheet.NOTES)}),
    ],
)
def test_words_make_an_edition_and_its_name(words, name, changes):
    assert edition_name(words, look()) == name
    assert edition_changes(words, look()) == changes


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("huge", "no edition “huge”"),
        ("large+", "a word is missing"),
        ("", "a word is missing"),
        ("a4+letter", "“a4” and “letter” contradict"),
        ("easy+large", "contradict each other"),
        ("large+large", "“large” stands twice"),
        ("a4+A4", "“a4” stands twice"),
        ("diary+large+diary", "“diary” stands twice"),
    ],
)
def test_words_that_mean_nothing_are_refused(words, told):
    with pytest.raises(ContentError, match=told):
        edition_changes(words, look())


def test_no_word_means_two_things():
    fields = Edition.model_fields.keys() - {"clinic", "issued"}
    known = vocabulary(look())
    assert {name for name, _ in known.values()} == fields
    for word, (name, value) in known.items():
        assert edition_changes(word, look()) == {name: (value,) if name in {"sheets", "codes"} else value}


def test_one_run_makes_them_and_the_next_leaves_them(run, demo):
    asked = ("build", "demo.md", "--edition", "standard", "--edition", "letter", "--edition", "easy+letter")
    first = run(*asked)
    assert first.returncode == 0, first.stderr
    names = sorted(path.name for path in (demo / "build").glob("*.pdf"))
    assert names == ["demo-letter-easy.pdf", "demo-letter.pdf", "demo.pdf"]
    made = {path.stem: manifest(path) for path in (demo / "build").glob("*.json")}
    assert len({each["document"] for each in made.values()}) == 3
    shown = {name: (each["edition"]["paper"]["name"], each["edition"]["type"]["name"]) for name, each in made.items()}
    assert shown == {
        "demo": ("a4", "standard"),
        "demo-letter": ("letter", "standard"),
        "demo-letter-easy": ("letter", "easy"),
    }
    assert "3 unchanged" in run(*asked).stdout
    (demo / "build/demo-letter.pdf").write_bytes(b"another file")
    again = run(*asked)
    assert "1 made, 2 unchanged" in again.stdout
    assert run("verify", "build/demo-letter.pdf", "demo.md").returncode == 0
    assert "unchanged" in run("build", "demo.md").stdout


def test_an_edition_asked_for_twice_is_refused(run, demo):
    told = run("build", "demo.md", "--edition", "letter+large", "--edition", "large+letter")
    assert told.returncode == 2
    assert "“letter+large” is asked for twice" in told.stderr
    told = run("pack", "none.toml", "--edition", "large+large")
    assert not (demo / "build").exists()


def test_an_edition_that_fails_leaves_the_others(tmp_path, monkeypatch):
    path = tmp_path / "demo.md"
    path.write_text(GOOD)
    build = making.build

    def failing(source, options):
        if options.edition.paper.name == "letter":
            raise ContentError
        return build(source, options)

    monkeypatch.setattr(making, "build", failing)
    editions = edition_for(), edition_for(paper="letter")
    options = BuildOptions(editions[0], look(), ReviewPolicy(dt.date(2026, 3, 31)))
    made = making.make(Order(Source.read(path), editions), options)
    assert [made[edition.key].result is not None for edition in editions] == [True, False]


def test_what_fails_is_told_by_the_file_that_is_missing(run, demo):
    written = demo / "demo.md"
    written.write_text(written.read_text("utf-8").replace("eases pain", "eases " + "painpain" * 12), "utf-8")
    styles = pathlib.Path(demo / "mine/type")
    styles.mkdir(parents=True)
    (styles / "giant.toml").write_text('title = "Giant"\nsize_pt = 40\nsmall_pt = 40\nleading = 1.3\n')
    told = run("build", "demo.md", "--styles", "mine", "--edition", "standard", "--edition", "giant")
    assert told.returncode == 4
    assert "build/demo-giant.pdf is not made." in told.stderr
    assert (demo / "build/demo.pdf").exists()
    assert not (demo / "build/demo-giant.pdf").exists()


def test_unknown_words_are_a_matter_of_usage(run, demo):
    told = run("build", "demo.md", "--edition", "huge")
    assert (told.returncode, "large" in told.stderr) == (2, True)
    assert not (demo / "build").exists()
