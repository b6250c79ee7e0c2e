"""A clinic's own look, written into a folder of a test; and fonts that draw something else than they should."""

import io
import itertools
import re

from conftest import POLICY
from editing import edition_for
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from handouts.assets import bundled
from handouts.assets import look as look_of
from handouts.build import build, reset_press
from handouts.errors import HandoutsError
from handouts.model.options import BuildOptions
from handouts.reader.source import Source

TEXT = """---
title: Demo
generic_name: demo
author: A
sources: [A source]
---
# Demo

### Dosage

Take 5 mg once a day, 10 mg at most; 1.5 mL if you are < 60 kg, H2O or 1/2.
"""


class Clinic:
    """A clinic with templates and styles of its own, in a folder."""

    def __init__(self, folder, clinic=None):
        self.folder = folder
        self.edition = edition_for(clinic) if clinic else edition_for()
        for name in ("templates/parts", "styles/parts", "styles/fonts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "demo.md").write_text(TEXT)

    def style(self, rules, name="mine"):
        (self.folder / f"styles/parts/{name}.css").write_text(rules)
        return self

    def file(self, name, data):
        path = self.folder / "styles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return self

    def template(self, name, change):
        whole = (bundled("templates") / name).read_text()
        changed = change(whole)
        assert changed != whole
        (self.folder / "templates" / name).write_text(changed)
        return self

    def body(self, html):
        """Put HTML before the parts of the leaflet."""
        return self.template("leaflet.html", lambda text: text.replace("{% for part in", html + "{% for part in", 1))

    def build(self, *, trust_fonts=False):
        reset_press()  # what stands in the folder may have changed
        mine = look_of(self.folder / "templates", self.folder / "styles", trust_fonts=trust_fonts)
        return build(Source.read(self.folder / "demo.md"), BuildOptions(self.edition, mine, POLICY))

    def refused(self, *, trust_fonts=False):
        """Return the codes of the problems and the exit code with which it is refused; nothing if it is not."""
        try:
            self.build(trust_fonts=trust_fonts)
        except HandoutsError as error:
            return {problem.code for problem in error.problems}, int(error.exit_code)
        return None


def face(source, rest=""):
    return f'@font-face {{ font-family: "Mine"; src: {source}; {rest} }} :root {{ --text: "Mine", "Source Sans 3"; }}'


def font(change=None, name="SourceSans3-Regular"):
    """Return the bytes of one of our fonts, changed."""
    opened = TTFont(bundled("styles") / f"fonts/{name}.ttf")
    for record in opened["name"].names:  # another font, even where nothing is changed
        if record.nameID in {1, 4, 6}:
            record.string = "Mine"
    if change:
        change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def swapped(*pairs):
    """Return a change after which each of two letters is drawn as the other."""

    def change(opened):
        several = {id(table.cmap): table.cmap for table in opened["cmap"].tables}  # some are one and the same
        for (first, second), cmap in itertools.product(pairs, several.values()):
            one, two = (cmap.get(ord(letter)) for letter in (first, second))
            if one and two:
                cmap[ord(first)], cmap[ord(second)] = two, one

    return change


def feature(rules):
    """Return a change that makes these the font's rules of substitution; letters stand in them as «5»."""

    def change(opened):
        names = opened.getBestCmap()
        del opened["GSUB"]
        addOpenTypeFeaturesFromString(opened, re.sub("«(.)»", lambda found: names[ord(found[1])], rules))

    return change
