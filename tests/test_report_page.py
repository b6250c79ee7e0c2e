"""The page of a check's report: every line of the text beside its findings, legible, and safe with a hostile text."""

import re
from html.parser import HTMLParser

import pytest
from conftest import ROOT
from reports import FILE, KINDS, RULES, checked, finding

from handouts.assets import look as look_of
from handouts.errors import LookError, Place
from handouts.page import Renderer
from handouts.report.first import by_gravity
from handouts.report.html import draw_report


@pytest.fixture(scope="module", params=KINDS)
def files(request):
    return KINDS[request.param]()


@pytest.fixture(scope="module")
def page(look):
    return Renderer(look)


class Reader(HTMLParser):
    """Collects what a browser would make of the page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.lines, self.marks, self.open = [], [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[key] for key in ("href", "src", "action", "style") if key in values]
        if values.get("class") == "text":
            self.lines.append("")
        if tag not in {"meta", "br", "input"}:
            self.open.append((tag, values.get("class", "")))
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if ("div", "text") in self.open and self.open[-1][0] != "a":
            self.lines[-1] += data
        if self.open and self.open[-1][0] == "mark":
            self.marks[-1] += data


def test_the_page_shows_every_line_letter_for_letter(page, files):
    read = Reader(draw_report(files, RULES, page, everything=True))
    assert read.open == []
    wanted = [
        line
        for file in by_gravity(files)
        for line in re.sub("[\x00\x1b]", "\ufffd", file.source.replace("\r\n", "\n")).split("\n")
    ]
    assert read.lines == wanted
    assert "script" not in read.tags
    assert len(set(read.ids)) == len(read.ids)
    assert [link for link in read.links if link.lstrip("#") not in read.ids or link[0] != "#"] == []
    assert bool(read.links) == bool(files)


def test_the_page_marks_the_words_over_markup_and_line_ends(page):
    read = Reader(draw_report([FILE], RULES, page))
    assert read.marks == ["1.0** mg", "A sentence that goes", "on & on."]


def test_the_page_says_levels_in_words_and_shows_waivers(page):
    text = draw_report([FILE], RULES, page)
    for level in ("Block", "Warn", "Inform", "Waived"):
        assert f'<strong class="level">{level}</strong>' in text
    assert "Waived: As on the pack (Ada Nurse, until 2027-03-31)" in text
    assert '<html lang="en">' in text
    assert "About the whole" in text
    assert "About the whole" not in draw_report([checked(finding())], RULES, page)


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_pages_colours_can_be_read():
    style = (ROOT / "templates/report.html").read_text("utf-8")
    inks = re.findall(r"--(?:block|warn|inform|waived|quiet): (#\w{6})", style)
    tints = re.findall(r"--tint: (#\w{6})", style)
    assert (len(inks), len(tints)) == (5, 4)
    for ink in inks:
        assert 1.05 / (luminance(ink) + 0.05) >= 4.5
    for tint in tints:
        assert (luminance(tint) + 0.05) / (luminance("#111111") + 0.05) >= 4.5


def test_a_broken_report_template_is_a_look_error(tmp_path):
    (tmp_path / "report.html").write_text("{{ nothing.at.all }}")
    with pytest.raises(LookError, match="template fails") as raised:
        draw_report([FILE], RULES, Renderer(look_of(tmp_path)))
    assert raised.value.problems[0].place == Place(str(tmp_path / "report.html"), 1)
