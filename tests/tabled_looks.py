"""Looks of clinics: styles and templates that change what is read, and honest ones.

Each attack stands with the end of the code that names it; where that is empty, several things are wrong at once.
"""

UNSEEN, STRUCK, APART, TOGETHER, ORDER = "unseen-text", "struck-text", "parted-word", "run-together", "misplaced-text"
LEVEL, TINY, TURNED, SIGNED, WORDS, OVER = (
    "changed-level",
    "tiny-text",
    "turned-text",
    "drawn-sign",
    "-words",
    "overprinted-text",
)
GLYPHS = "other-glyphs"
ABOUT = ".about { position: relative } .about::after { content: '';"
DRAWN = "content: ''; display: inline-block;"
ATTACKS = {
    # ink and ground
    "no ink": ("p { color: transparent }", UNSEEN),
    "thin ink": ("p { color: rgba(0, 0, 0, 0.3) }", UNSEEN),
    "yellow on white": ("p { color: #ff0 }", UNSEEN),
    "light blue on white": ("td { color: #7df }", UNSEEN),
    "light grey on white": ("li { color: #bbb }", UNSEEN),
    "black on black": (".key h2 { background: #000 }", UNSEEN),
    "red on black": ("td { background: #000; color: #700 }", UNSEEN),
    "black on a dark gradient": ("p { background: linear-gradient(#000, #222) }", UNSEEN),
    "black on a gradient that ends dark": ("p { background: linear-gradient(to right, #fff 40%, #000 40%) }", UNSEEN),
    "a shadow of a neighbour": ("li { box-shadow: 0 0 0 3mm #000 }", UNSEEN),
    "white around a cell": (
        "table { border-collapse: separate } td { outline: 3mm solid #fff }",
        UNSEEN,
    ),
    "black beside a bullet": (
        "li::before { background: #000; width: 8em; margin-inline: -1em -8em; height: 1em }",
        UNSEEN,
    ),
    "see-through": ("p { opacity: 0.05 }", "see-through-style"),
    # covered and cut
    "a white box over a chapter": (
        f"{ABOUT} position: absolute; inset: 0; background: #fff }}",
        UNSEEN,
    ),
    "a white box over half of its letters": (
        f"{ABOUT} position: absolute; left: 0; right: 50%; top: 0; height: 100%; background: #fff }}",
        UNSEEN,
    ),
    "a white line through letters": (
        f"{ABOUT} position: absolute; left: 0; right: 0; top: 2.5mm; height: 0.4mm; background: #fff }}",
        "",
    ),
    "cut off below": (".about { overflow: hidden; height: 0.9em }", ""),
    "cut off at its side": (".about { overflow: hidden; width: 40mm; white-space: nowrap }", ""),
    "not in the layout": (".marker { display: none }", WORDS),
    "not drawn": (".marker { visibility: hidden }", WORDS),
    "moved off the paper": ("p { text-indent: -9999px }", "off-page"),
    "an own clipping": ("p { clip-path: inset(50%) }", "broken-style"),
    "a filter": ("p { filter: invert(1) }", "broken-style"),
    "blended": ("p { mix-blend-mode: difference }", "broken-style"),
    # lines and drawn signs
    "struck through": ("p { text-decoration: line-through }", STRUCK),
    "not struck through": ("s { text-decoration: none }", "unstruck-text"),
    "an underline moved up": ("p { text-decoration: underline; text-underline-offset: -0.35em }", STRUCK),
    "an underline as thick as letters": (
        "h2 { text-decoration: underline; text-decoration-thickness: 1em; text-underline-offset: -0.9em }",
        UNSEEN,
    ),
    "a line in the ground": (
        "p { background: linear-gradient(transparent 45%, #000 45%, #000 55%, transparent 55%) }",
        STRUCK,
    ),
    "an outline through letters": ("h3 { outline: 1pt solid #000; outline-offset: -0.6em }", STRUCK),
    "a point before a figure": (f"td::before {{ {DRAWN} width: 1pt; height: 1pt; background: #000 }}", SIGNED),
    "a minus before a figure": (
        f"td::before {{ {DRAWN} width: 0.4em; height: 0.08em; background: #000; vertical-align: 0.3em }}",
        SIGNED,
    ),
    "a ring that reads as a zero": (
        f"td::before {{ {DRAWN} width: 0.35em; height: 0.6em; border: 1pt solid #000; border-radius: 50% }}",
        SIGNED,
    ),
    "a bar that reads as a one": (
        f"td::before {{ {DRAWN} width: 0.1em; height: 0.7em; background: #000; margin-right: 0.1em }}",
        SIGNED,
    ),
    "a line that makes less into at most": ("p { text-decoration: underline }", SIGNED),
    # words and letters
    "words run together": ("p { word-spacing: -0.25em }", TOGETHER),
    "number and unit run together": (".together { margin-left: -0.3em }", TOGETHER),
    "an item's number run into its dose": (".marker { min-width: 0; margin-right: -0.3em }", ""),
    "bold words run together": ("strong { margin-left: -0.3em }", TOGETHER),
    "letters far apart": ("p { letter-spacing: 0.5em }", APART),
    "one letter apart": ("td::first-letter { margin-right: 0.5em }", APART),
    "a power apart": ("sup { margin-left: 1em }", APART),
    "letters over each other": ("li { letter-spacing: -0.25em }", ""),
    "letters that touch": ("li { letter-spacing: -0.15em }", OVER),
    "lines over each other": ("p { line-height: 0.4 }", OVER),
    "a chapter over the one before": (".chapter { margin-top: -40mm }", OVER),
    # raised and lowered
    "powers made level": ("sup { font-size: inherit; vertical-align: baseline }", LEVEL),
    "small powers made level": ("sup { vertical-align: baseline }", LEVEL),
    "powers lowered": ("sup { vertical-align: sub }", LEVEL),
    "an index made level": ("sub { vertical-align: 0 }", LEVEL),
    "an index raised": ("sub { vertical-align: super }", LEVEL),
    "words raised": ("strong { vertical-align: super; font-size: 70% }", LEVEL),
    "words lowered": ("strong { vertical-align: -0.5em }", LEVEL),
    "a word lines away": ("strong { vertical-align: 20mm }", ""),
    "figures of the font that are raised": ("body { font-feature-settings: 'sups' }", GLYPHS),
    "figures of the font that make fractions": ("td, p { font-feature-settings: 'frac' }", GLYPHS),
    # sizes and turns
    "tiny": ("p { font-size: 3.5pt }", TINY),
    "microscopic": ("li { font-size: 0.1pt }", TINY),
    "a tiny end": (".about { font-size: 5pt }", TINY),
    "a tiny power": ("sup { font-size: 3pt }", TINY),
    "a tiny foot": (".page-foot { font-size: 4pt }", TINY),
    "gigantic": ("h1 { font-size: 400pt; white-space: nowrap }", "off-page"),
    "a mirrored page": ("body { transform: scaleX(-1) }", ""),
    "a mirrored end": (".about { transform: scaleX(-1) }", ""),
    "an end on its head": (".about { transform: scaleY(-1) }", TURNED),
    "squeezed": (".about { transform: scaleX(0.3) }", TURNED),
    "leaning far": (".about { transform: skewX(45deg) }", TURNED),
    "made small": (".about { transform: scale(0.3) }", TINY),
    # order
    "paragraphs swapped": (
        "p + p { margin-top: 12mm } .chapter p + p + p { margin-top: -16mm; margin-bottom: 16mm }",
        ORDER,
    ),
    "steps swapped": (
        "ol li:nth-child(1) { margin-top: 8mm } ol li:nth-child(2) { margin-top: -14mm; margin-bottom: 10mm }",
        ORDER,
    ),
    "steps in other places of a grid": ("ol { display: grid } ol li:nth-child(1) { grid-row: 3 }", ORDER),
    "steps upwards": ("ol { display: flex; flex-direction: column-reverse }", WORDS),
    "a step drawn lower": ("ol li:nth-child(1) { position: relative; top: 7mm }", WORDS),
    "a number on the other side": (".marker { float: right }", WORDS),
    "from right to left": ("li { direction: rtl }", WORDS),
    # words of its own
    "words before": ("p::before { content: 'Not ' }", WORDS),
    "a figure behind": ("li::after { content: ' 0' }", WORDS),
    "numbers of its own": ("ol li { list-style: decimal; margin-left: 9mm }", WORDS),
    "counted again": ("li { counter-increment: x } li::before { content: counter(x) }", WORDS),
    "capital letters": ("p { text-transform: uppercase }", WORDS),
    "words cut with dots": (
        "p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 20mm }",
        GLYPHS,
    ),
    "a figure for a hyphen": ("p { hyphens: auto; width: 20mm; hyphenate-character: '9' }", WORDS),
    "another paper": ("@page { size: A3 !important }", "other-paper"),
    "room that is cut away": ("@page { bleed: 20mm; marks: crop }", "other-paper"),
}
TEMPLATES = {
    "a part left out": ("parts/about.html", lambda _: "", WORDS),
    "a part printed twice": ("parts/chapter.html", lambda text: text + text, ""),
    "words of its own": ("parts/about.html", lambda text: text + "<p>Not more.</p>", WORDS),
    "words in a drawing": (
        "parts/about.html",
        lambda text: text + '<svg width="90" height="20"><text x="5" y="15">Stop</text></svg>',
        "",
    ),
    "a field filled in": (
        "parts/about.html",
        lambda text: text + '<input value="50 mg" style="appearance: auto">',
        "",
    ),
    "a chapter written before the one it follows": (
        "leaflet.html",
        lambda text: text.replace("leaflet.parts %}", "leaflet.parts|reverse %}"),
        "",
    ),
    "a number without its line": (
        "blocks.html",
        lambda text: text.replace("item.marker }}", 'item.marker|replace("1", "2") }}'),
        WORDS,
    ),
}
HONEST = {
    "another colour": "body { color: #123a6b } h2 { color: #722 }",
    "a frame": ".chapter { border: 1pt solid #000; padding: 2mm }",
    "a grey band": "h2 { background: #ddd; color: #222 }",
    "a dark band": "h2 { background: #123; color: #fff; padding: 1mm }",
    "underlined links": "a { text-decoration: underline }",
    "underlined headings": "h3 { text-decoration: underline double; text-underline-offset: 0.2em }",
    "letters apart in headings": "h2 { letter-spacing: 0.1em }",
    "letters closer in the title": "h1 { letter-spacing: -0.02em }",
    "cut at syllables": "p { hyphens: auto }",
    "tinted rows": "tbody tr:nth-child(2n) { background: #eef }",
    "larger letters": "html { font-size: 14pt }",
    "two columns": ".chapter { columns: 2 }",
    "set to both sides": "p { text-align: justify }",
    "leaning letters": "em, strong { font-style: italic }",
    "lines far apart": "p { line-height: 1.8; word-spacing: 0.1em }",
    "a soft ground": "h2 { background: linear-gradient(#fff, #dde) }",
    "a shadow": ".key { box-shadow: 1mm 1mm 0 #999 }",
    "small powers": "sup, sub { font-size: 0.75em } sup { vertical-align: 0.4em } sub { vertical-align: -0.2em }",
    "powers at the top": "sup { vertical-align: top; font-size: 0.8em }",
    "large powers": "sup, sub { font-size: 1em }",
    "grey letters": "p { color: #555 }",
    "rules under lines": "p { border-bottom: 0.5pt solid #999 }",
    "dashes under headings": "h3 { border-bottom: 1pt dashed #888 }",
    "a bar at the side": ".chapter { border-left: 3mm solid #246; padding-left: 4mm }",
    "a large first letter": ".chapter p::first-letter { font-size: 1.3em }",
    "hanging lines": ".chapter p { text-indent: -3mm; padding-left: 3mm }",
    "centred": "h1, td { text-align: center }",
}
