"""Small pages drawn for tests of the paper's rules: one that keeps them all, to be changed until it breaks one."""

import functools
import io
import re

import pikepdf

from handouts.assets import look
from handouts.check.paper import check_paper, measure_paper
from handouts.model.edition import Edition
from handouts.model.paper import PaperSize
from handouts.model.profile import Profile
from handouts.pdf import Typesetter

FOOT = """<div class="page-foot"><p class="identity"><span>{}</span>
<span>{} <span class="page"></span> {} <span class="pages"></span></span></p></div>"""
SENTENCES = (
    "Swallow each capsule whole with a glass of water, at about the same time on each day of your treatment.",
    "Ask the clinic before you take anything else, and bring the box with you whenever you come to see us here.",
    "Keep this sheet where you will find it again, since someone who helps you may want to read what it says.",
    "Your own team has chosen this treatment for you alone, so please never pass any of it on to other people.",
)
PAGE = (
    f"<h1>Demo</h1><p>{' '.join(SENTENCES)}</p>"
    f"<h2>Second part</h2><p>{' '.join(reversed(SENTENCES))}</p><p>{' '.join(SENTENCES[1:])}</p>"
)
SIGNED = ("Document 0A1B-2C3D-4E5F, version 1.0", "Page", "of")


@functools.cache
def typesetter():
    return Typesetter(look(), Edition.of(look()))


@functools.cache
def draw(css="", body=PAGE, foot=SIGNED):
    """Return the PDF of a page in our own style, with styles of its own on top."""
    head = f'<!DOCTYPE html><html lang="en"><head><title>Demo</title><style>{css}</style></head>'
    html = f"{head}<body>{FOOT.format(*foot) if foot else ''}{body}</body></html>"
    return typesetter().typeset(html, "en", {}, frozenset(re.findall('<path d="(.*?)"', body))).data


def check(data, profile=None, paper="a4"):
    """Check a PDF that was made for a paper size; for None of them in particular."""
    papers = (PaperSize.named(look(), paper),) if paper else PaperSize.every(look())
    return check_paper(measure_paper(data, "demo.pdf", profile or Profile(), papers))


def ids(findings):
    return {finding.rule for finding in findings}


def changed(data, change=None, **options):
    """Return a PDF after a change made with pikepdf."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if change:
            change(pdf)
        pdf.save(out, **options)
    return out.getvalue()
