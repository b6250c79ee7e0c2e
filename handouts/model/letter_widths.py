"""How wide the leaflet's letters are, to know before a page is set whether a word fits into its column.

In thousandths of the type's size, rounded up; measured on Atkinson Hyperlegible Next, and a test compares. A clinic's
own font may be wider: then the engine breaks a word rather than let it reach over the next.
"""

from __future__ import annotations

import unicodedata

REGULAR = (
    (160, "'"),
    (220, ",.:;"),
    (240, "|¦·‘’"),
    (260, "`ij´¹ìíîīįı"),
    (280, " l¸ïĺļ"),
    (300, "!()¡ł"),
    (320, '"[fľ'),
    (340, "tţť"),
    (360, "]r{}¯°ŕř"),
    (380, "-_¨ªº"),
    (400, "/I\\²³ÌÍÎÏĪĮİ“”"),
    (420, "1"),
    (440, "•"),
    (460, "yz¿ýÿŷźżž"),
    (480, "?svśşš"),
    (500, "*ckx¢çćċčĳķ"),
    (520, "7J¶–"),
    (540, "aeu§×àáâãäåèéêëùúûüāăąēėęěūůűų"),
    (560, "2<>FLT^ghno~ñòóôõöøğġģħĹĻĽńņňőŢŤ≈"),
    (580, "3EYbdpq¤¥«±»ÈÉÊËÝðþđĒĖĘĚŁŶŸ≤≥"),
    (600, "$569PSVÞßŚŞŠ"),
    (620, "+48BRZ£¬÷ŔŘŹŻŽ"),
    (640, "=AKXÀÁÂÃÄÅĀĂĄďĶ"),
    (660, "#0CÇĆĊČ"),
    (680, "DĎ…€"),
    (700, "GHNUwÐÑÙÚÛÜĐĞĠĢĦŃŅŇŪŮŰŲŵ"),
    (720, "OÒÓÔÕÖØŐ"),
    (740, "&Q"),
    (780, "@"),
    (800, "©®"),
    (820, "¼½"),
    (840, "M—"),
    (860, "WmŴ"),
    (880, "¾æ"),
    (900, "Æ"),
    (920, "%Ĳ"),
    (940, "œ"),
    (1020, "Œ"),
)
BOLD = (
    (220, "'"),
    (260, "j|¦"),
    (280, ",.:;‘’"),
    (300, "`i´·¸¹ìíîīįı"),
    (320, " !l¡ïĺļ"),
    (340, "()["),
    (360, "]ł"),
    (380, "-frtľŕřţť"),
    (400, '"_{}ª¯°'),
    (420, "²³º"),
    (440, "/1I\\¨ÌÍÎÏĪĮİ•"),
    (480, "“”"),
    (500, "*"),
    (520, "csz¢çćċčśşšźżž–"),
    (540, "7vxy~¶¿×ýÿŷ≈"),
    (560, "?Lak§àáâãäåāăąĳķĹĻĽ"),
    (580, "29<>FJehnouèéêëñòóôõöøùúûüēėęěħńņňőūůűų"),
    (600, "+3E^bdgpq¤ÈÉÊËð÷þđĒĖĘĚğġģŁ≤≥"),
    (620, "$5=STZ¬±ŚŞŠŢŤŹŻŽ"),
    (640, "468P£Þß"),
    (660, "0BCRVY¥«»ÇÝĆĊČŔŘŶŸ"),
    (680, "AKÀÁÂÃÄÅĀĂĄĶ€"),
    (700, "DUXÙÚÛÜĎďŪŮŰŲ"),
    (720, "GHNÐÑĐĞĠĢĦŃŅŇ"),
    (740, "&wŵ"),
    (760, "OQÒÓÔÕÖØŐ"),
    (780, "#…"),
    (800, "@©®"),
    (840, "—"),
    (860, "M¼½"),
    (880, "æ"),
    (900, "WmŴ"),
    (940, "¾œ"),
    (980, "%Æ"),
    (1000, "Ĳ"),
    (1040, "Œ"),
)
WIDEST = 1040  # of what stands in neither table: other scripts
WIDTHS = {
    bold: {letter: width for width, letters in rows for letter in letters} for bold, rows in ((0, REGULAR), (1, BOLD))
}


def width_of(text: str, weight: int = 0) -> float:
    """Return how many times the type's size a text is wide; ``weight`` is 1 for bold."""
    known = WIDTHS[weight]
    return sum(0 if unicodedata.combining(letter) else known.get(letter, WIDEST) for letter in text) / 1000
