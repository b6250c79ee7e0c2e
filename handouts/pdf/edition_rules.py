"""What an edition changes in the styles: CSS that comes after all others, written from its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.model.page_margins import BESIDE_LETTERS, letters_of
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from handouts.model.edition import Edition
    from handouts.model.language import Direction
    from handouts.model.paper import PaperSize
    from handouts.model.type_style import TypeStyle

BESIDE, STAMPED = 25, 31  # sizes of type in a column with two forms side by side, with the notice beside the title
PAGE = """\
@page {{
  size: {page.width_mm:g}mm {page.height_mm:g}mm;
  margin: {page.top_mm:g}mm {page.right_mm:g}mm {page.bottom_mm:g}mm {page.left_mm:g}mm;
}}
:root {{
  --column-width: {page.column_mm:g}mm;
  --bottom: {page.bottom_mm:g}mm;
  --table-width: {page.table_mm:g}mm;
  --form-width: {form};
  --form-gap: {gap};
  --title-width: {title};
  --notice-width: {notice};
  --notice-align: {align};
}}
"""
BACK = """\
@page :{side} {{
  margin-right: {page.left_mm:g}mm;
  margin-left: {page.right_mm:g}mm;
}}
"""
TYPE = """\
:root {{
  --size: {type.size_pt:g}pt;
  --small: {type.small_pt:g}pt;
  --note: {type.note_pt:g}pt;
  --leading: {type.leading:g};
}}
"""
# In larger type or on narrow paper nothing stands side by side: head, foot, the author's heading and ours.
# A number to call is not parted.
RUNNING = """\
:is(.contact, .document, .page-number) {
  display: inline-block !important;
}
:is(.page-head, .identity).ends > :is(.start, .end) {
  display: inline;
  width: auto;
  margin-inline-end: 1em;
}
.chapter-head.ends > :is(.start, .end) {
  display: block;
  width: auto;
  text-align: start;
}
"""
# Whatever other styles say of the size of an element: it is that of the text around it, but for these.
SIZES = """\
body :not(h1, h2, h3, h4, .subtitle, table, sub, sup, .about, .page-head, .page-foot) {
  font-size: 1em !important;
}
:is(.about, .page-head, .page-foot, sub, sup) {
  font-size: var(--small) !important;
}
h1 {
  font-size: 1.6rem !important;
}
h2 {
  font-size: 1.3rem !important;
}
h3,
.subtitle {
  font-size: 1.12rem !important;
}
h4 {
  font-size: 1rem !important;
}
.about :is(h3, h4) {
  font-size: 1em !important;
}
.field {
  padding-top: 0.3em;
  line-height: 1.2;
}
"""
STACKED = """\
.forms.ends > .form {
  display: block;
}
.forms > .form.end {
  margin-top: 0.5em;
}
"""
SPACED = """\
html {{
  letter-spacing: {type.letter_em:g}em;
  word-spacing: {type.word_em:g}em;
}}
.identity,
:lang({joined}) {{
  letter-spacing: normal;
}}
/* The engine widens no space that may not part. */
.contact > .label {{
  margin-inline-end: {type.word_em:g}em;
}}
"""
# Scripts that a line joins or that stack their letters, by the languages written in them.
JOINED = (
    *("ar", "fa", "ps", "ur", "ckb", "sd", "ug", "he", "yi"),
    *("hi", "mr", "ne", "sa", "bn", "as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si"),
    *("th", "lo", "km", "my", "bo"),
)
PARAGRAPHS = """\
p,
blockquote {{
  margin-block: {type.paragraph_em:g}em;
}}
li {{
  margin-block: {half:g}em;
}}
:is(.page-head, .page-foot, .forms, .facts, td, th) p {{
  margin-block: 0;
}}
"""
NO_SHADE = """\
:root {
  --shade: #fff;
}
"""
BLACK = """\
:root {
  --ink: #000;
  --quiet: #000;
  --accent: #000;
  --shade: #fff;
}
"""
# A table is white over what stands in the margin. The dot of a list is drawn before its item, and stays.
NO_SHADES = """\
body :not(table) {
  background-color: transparent !important;
}
"""


def edition_rules(edition: Edition, direction: Direction) -> str:
    """Return the CSS of an edition for text that runs in a direction."""
    page, style = edition.page_towards(direction), edition.type
    rules = [page_rules(page, style), type_rules(style)]
    if edition.two_sided:
        rules.append(BACK.format(page=page, side="left" if direction == "ltr" else "right"))
    if letters_of(page.column_mm, style, style.small_pt) < BESIDE_LETTERS:
        rules.append(RUNNING)
    rules += [f":root {{ --{name}: {value}; }}\n" for name, value in edition.clinic.colours if value]
    if style.is_large:
        rules.append(NO_SHADE)
    if edition.grey or style.black:
        rules.append(BLACK)
    if edition.grey:
        rules.append(NO_SHADES)
    return "".join(rules)


def page_rules(page: PaperSize, style: TypeStyle) -> str:
    """Return the CSS of a page: its size, its margins, and what is as wide as they leave room for."""
    beside = style.name == style.default and page.column_mm >= BESIDE * style.size_pt * MM_PER_POINT
    form, gap = ("48%", "4%") if beside else ("100%", "0")
    stamped = page.column_mm >= STAMPED * style.size_pt * MM_PER_POINT
    title, notice, align = ("52%", "48%", "end") if stamped else ("100%", "100%", "start")
    rules = PAGE.format(page=page, form=form, gap=gap, title=title, notice=notice, align=align)
    return rules if beside else rules + STACKED


def type_rules(style: TypeStyle) -> str:
    """Return the CSS of a type style: its sizes, and the room between its letters, words and paragraphs."""
    rules = [TYPE.format(type=style)]
    if style.name != style.default:
        rules.append(SIZES)
    if style.letter_em or style.word_em:
        rules.append(SPACED.format(type=style, joined=", ".join(JOINED)))
    if style.paragraph_em is not None:
        rules.append(PARAGRAPHS.format(type=style, half=style.paragraph_em / 2))
    return "".join(rules)


def may_be_closer(edition: Edition) -> bool:
    """Tell whether the text of an edition may be set closer together to save a page."""
    style = edition.type
    letters = letters_of(edition.page.column_mm, style, style.small_pt)
    return style.name == style.default and letters >= BESIDE_LETTERS


def closer_rules(style: TypeStyle) -> str:
    """Return the CSS that draws the lines of a type style closer together."""
    return f":root {{ --leading: {style.closer_leading:g}; }}\n"
