"""How wide the leaflet's letters are, to know before a page is set whether a word fits into its column.

In thousandths of the type's size, rounded up; measured on Atkinson Hyperlegible Next, and a test compares. A clinic's
own font may be wider: then the engine breaks a word rather than let it reach over the next.
"""

from __future__ import annotations

import unicodedata

REGULAR = (
    (260, "',.:;|·`ij´¹ìíîīįı"),
    (340, ' l¸ïĺļ!()¡ł"[fľtţť'),
    (400, "]r{}¯°ŕř-_¨ªº/I\\²³ÌÍÎÏĪĮİ"),
    (500, "1yz¿ýÿŷźżž?svśşš*ckx¢çćċčĳķ"),
    (560, "7J¶aeu§×àáâãäåèéêëùúûüāăąēėęěūůűų2<>FLT^ghno~ñòóôõöøğġģħĹĻĽńņňőŢŤ"),
    (600, "3EYbdpq¤¥«±»ÈÉÊËÝðþđĒĖĘĚŁŶŸ$569PSVÞßŚŞŠ"),
    (660, "+48BRZ£¬÷ŔŘŹŻŽ=AKXÀÁÂÃÄÅĀĂĄďĶ#0CÇĆĊČ"),
    (740, "DĎGHNUwÐÑÙÚÛÜĐĞĠĢĦŃŅŇŪŮŰŲŵOÒÓÔÕÖØŐ&Q"),
)
BOLD = (
    (280, "'j|¦,.:;"),
    (340, "`i´·¸¹ìíîīįı !l¡ïĺļ()["),
    (400, ']ł-frtľŕřţť"_{}ª¯°'),
    (520, "²³º/1I\\¨ÌÍÎÏĪĮİ*csz¢çćċčśşšźżž"),
    (580, "7vxy~¶¿×ýÿŷ?Lak§àáâãäåāăąĳķĹĻĽ29<>FJehnouèéêëñòóôõöøùúûüēėęěħńņňőūůűų"),
    (640, "+3E^bdgpq¤ÈÉÊËð÷þđĒĖĘĚğġģŁ$5=STZ¬±ŚŞŠŢŤŹŻŽ468P£Þß"),
    (720, "0BCRVY¥«»ÇÝĆĊČŔŘŶŸAKÀÁÂÃÄÅĀĂĄĶDUXÙÚÛÜĎďŪŮŰŲGHNÐÑĐĞĠĢĦŃŅŇ"),
    (780, "&wŵOQÒÓÔÕÖØŐ#"),
)
WIDEST = 1040  # of what stands in neither table: `m`, `%`, `½`, other scripts
WIDTHS = {
    bold: {letter: width for width, letters in rows for letter in letters} for bold, rows in ((0, REGULAR), (1, BOLD))
}


def width_of(text: str, weight: int = 0) -> float:
    """Return how many times the type's size a text is wide; ``weight`` is 1 for bold."""
    known = WIDTHS[weight]
    return sum(0 if unicodedata.combining(letter) else known.get(letter, WIDEST) for letter in text) / 1000
