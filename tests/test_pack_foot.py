"""The foot of a patient's pack has whose it is, a code, two numbers and the page; none of them is parted."""

import pytest
from patients import DAILY, TOML, WEEKLY

from handouts.proof.readback.page_text import read_pages

DAY = ("--today", "2026-03-31")


@pytest.mark.parametrize(("language", "paper"), [("en", "a4"), ("ar", "letter"), ("en", "a5")])
def test_the_foot_of_a_patients_pack_parts_no_number(run, tmp_path, language, paper):
    folder = tmp_path
    (folder / "demolide.md").write_text(DAILY)
    (folder / "demoxate.md").write_text(WEEKLY)
    (folder / "who.toml").write_text("".join(line + "\n" for line in TOML.splitlines()[:3]))
    (folder / "home.toml").write_text(
        f'title = "Going home"\nlanguage = "{language}"\nleaflets = ["demolide.md", "demoxate.md"]\n'
    )
    (folder / "clinic.toml").write_text(
        'name = "Hill"\nphone = "01632 960 001"\nhours = "9 to 5, Monday to Friday"\n'
        'out_of_hours = "01632 960 002"\nemergency = "112"\n'
    )
    options = ("--patient", "who.toml", "--code", "data-matrix", "--paper", paper, *DAY)
    assert run("pack", "home.toml", *options).returncode == 0
    (pdf,) = (folder / "build").glob("*.pdf")
    for number, page in enumerate(pages := read_pages(pdf.read_bytes()), 1):
        lines = [" ".join(line.split()) for line in page.margins.splitlines()]
        shown = f"Page {number} of {len(pages)}" + (f", pack {pdf.stem}" if number > 1 else "")
        assert [line for line in lines if shown in line], lines
        assert [line for line in lines if "Emergency 112" in line], lines
