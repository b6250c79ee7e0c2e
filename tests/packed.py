"""What the packs of tests are made of: three leaflets, one of them from right to left."""

from editing import GOOD

TEXTS = {
    "demo": GOOD,
    "arabic": "---\ntitle: باراسيتامول\nlanguage: ar\n---\n# باراسيتامول\n### Usage\nيخفف الألم والحمى.\n"
    "### Dosage\nخذ 500 mg ثلاث مرات في اليوم.\n",
    "long": "---\ntitle: Long & <winding>\n---\n### Usage\nFor pain.\n### Dosage\n"
    + "".join(f"* step {number}: take {number} mg, never more than {number + 1} mg\n" for number in range(1, 80)),
}
PACK = 'title = "Going home after 2 weeks"\nleaflets = ["demo.md", "arabic.md", "long.md"]\n'
