"""Among letters from right to left, what is read from left to right stands so on the paper, sign and all."""

import pypdfium2
import pytest
from conftest import POLICY
from editing import edition_for

from handouts.build import build
from handouts.model.options import BuildOptions
from handouts.reader.source import Source

# What is written, and what the eye sees from the left.
SEEN = {
    "ויטמין B12 כל יום.": "B12",
    "לא עם CYP3A4 כלל.": "CYP3A4",
    "אחרי COVID-19 בלבד.": "COVID-19",
    "אם INR<5 חכו.": "INR<5",
    "אם INR >3 חכו.": "INR >3",
    "קחו Vitamin D 1000 IU ביום.": "Vitamin D 1000 IU",
    "קחו 5 mg Adoport מחר.": "5 mg Adoport",
    "לא יותר מ-10 ביום.": "10-מ",
    "קררו עד -18°C לפחות.": "-18°C",
    "חייגו 0800 123 4567 עכשיו.": "0800 123 4567",
    "حتى 20 mg فقط.": "20 mg",
    "اتصل على (020) 7946 0991 الآن.": "(020) 7946 0991",
    "قبل 1,000 وحدة.": "1,000",
    "خذ 5.": ".5",
}


LINES_APART_PT = 17
MIRRORED = str.maketrans("<(", ">)")  # pdfium gives either for the other on a line from right to left


@pytest.fixture(scope="module")
def lines(look, tmp_path_factory):
    """Return the lines of a page as an eye sees them, from the left."""
    path = tmp_path_factory.mktemp("text") / "test.md"
    told = "\n\n".join(SEEN)
    path.write_text(f"---\ntitle: בדיקה\nlanguage: he\n---\n# בדיקה\n### Dosage\n{told}\n", "utf-8")
    document = pypdfium2.PdfDocument(build(Source.read(path), BuildOptions(edition_for(), look, POLICY)).pdf)
    seen = []
    for page in document:
        text = page.get_textpage()
        letters = [(text.get_text_range(index, 1), text.get_charbox(index)) for index in range(text.count_chars())]
        for letter, (left, bottom, _, top) in sorted(letters, key=lambda each: each[1][1] + each[1][3]):
            if letter.strip("\r\n\ufffe"):
                if not seen or (bottom + top) / 2 - seen[-1][-1][0] > LINES_APART_PT / 4:
                    seen.append([])
                seen[-1].append(((bottom + top) / 2, left, letter))
    document.close()
    return ["".join(letter for *_, letter in sorted(line, key=lambda each: each[1])) for line in seen]


@pytest.mark.parametrize("written", SEEN)
def test_an_eye_sees_it_from_the_left(lines, written):
    words = "".join(SEEN[written].split()).translate(MIRRORED)
    assert any(words in "".join(line.split()).translate(MIRRORED) for line in lines), lines
