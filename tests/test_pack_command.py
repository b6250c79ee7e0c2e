"""`handouts pack` at the command line."""

import json

import pypdfium2
from editing import GOOD
from packed import PACK, TEXTS


def test_the_command_makes_and_proves_a_pack(run, tmp_path):
    (tmp_path / "content").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / f"content/{name}.md").write_text(text, "utf-8")
    (tmp_path / "discharge.toml").write_text(PACK.replace(".md", ""))
    made = run("pack", "discharge.toml", "--two-sided")
    assert made.returncode == 0, made.stderr
    assert "3 leaflets" in made.stdout
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["discharge.json", "discharge.pdf"]
    assert json.loads((tmp_path / "build/discharge.json").read_bytes())["title"] == "Going home after 2 weeks"
    for more in ((), ("discharge.toml",)):
        assert "leaflets: 3" in run("verify", "build/discharge.pdf", *more).stdout
    assert run("verify", "build/discharge.pdf", "content/demo.md").returncode == 2
    assert len(pypdfium2.PdfDocument(tmp_path / "build/discharge.pdf")) % 2 == 1


def test_what_is_wrong_leaves_nothing_behind(run, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "content/bad.md").write_text("---\nreview_date: soon\n---\ntext")
    for listed, code, told in (
        ('["demo", "dmeo"]', 1, "discharge.toml:2:1: error [no-such-path] dmeo: "),
        ('["demo", "content/demo.md"]', 1, "stands in the pack already, as leaflet 1."),
        ('["demo", "bad"]', 1, "content/bad.md:2:1: error [invalid-field]"),
        ('["demo", "content"]', 1, "content is a folder."),
        ('["demo", "discharge.toml"]', 1, "discharge.toml is no monograph."),
    ):
        (tmp_path / "discharge.toml").write_text(f'title = "T"\nleaflets = {listed}\n')
        result = run("pack", "discharge.toml")
        assert (result.returncode, told in result.stderr) == (code, True), result.stderr
        assert not (tmp_path / "build").exists()
    assert run("pack", "nothing.toml").returncode == 1


def test_a_leaflet_of_that_name_is_not_overwritten(run, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "demo.toml").write_text('title = "T"\nleaflets = ["demo"]\n')
    assert run("build").returncode == 0
    before = (tmp_path / "build/demo.pdf").read_bytes()
    assert run("pack", "demo.toml").returncode == 5
    assert (tmp_path / "build/demo.pdf").read_bytes() == before
    assert run("pack", "demo.toml", "--out", "packs").returncode == 0
    assert run("pack", "demo.toml", "--out", "packs").returncode == 0


def test_a_new_file_is_written_once(run, tmp_path):
    assert "handouts pack discharge.toml" in run("new", "--pack", "discharge").stdout
    assert run("new", "--pack", "discharge.toml").returncode == 5
    assert run("schema", "pack").returncode == 0
