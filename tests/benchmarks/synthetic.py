"""A library of made-up monographs, as long and as varied as real ones.

`python tests/benchmarks/synthetic.py FOLDER 6000` writes them.

The medicines do not exist. The same seed writes the same bytes.
"""

from __future__ import annotations

import argparse
import pathlib
import random

BEGINNINGS = (
    "Alo Bena Cori Dume Elva Fori Gala Heru Iso Jora Kelo Luma Meri "
    "Nori Opa Pelu Quori Rasa Silo Tave Umbra Vero Wila Xano Yela Zimo"
).split()
MIDDLES = "bi cro dri fen gla lo mi nu pra ro sti ta ve xi".split()
ENDS = "dol fen lin mab mide nib pril sartan statin tine vir xaban zole zine".split()
SIGNS = (
    "a sore throat", "aching joints", "a dry mouth", "blurred sight", "a cough that will not settle",
    "cramp in the legs", "dark pee",
    "feeling dizzy on standing", "feeling sick", "a headache that comes and goes", "itching", "loose stools",
    "losing your appetite",
    "new bruises", "a rash on the chest or arms", "shaking hands", "sore gums", "swollen ankles",
    "tingling fingers", "trouble sleeping",
    "a racing heart", "more thirst than usual", "a fever of 38 °C or more", "pale or yellow skin", "weak muscles",
    "a change in taste",
)  # fmt: skip
OTHERS = (
    "antacids taken within 2 hours", "blood thinners", "cough mixtures with codeine", "grapefruit juice",
    "herbal tablets for low mood",
    "lithium", "medicines for epilepsy", "some antibiotics", "tablets for gout", "water tablets",
    "vaccines made from live germs",
)  # fmt: skip
ADVICE = (
    "Take each dose with a full glass of water.", "Swallow the tablets whole; do not crush or chew them.",
    "Try to take them at the same time every day, so that it becomes a habit.",
    "You may take this medicine with or without food.",
    "Do not stop by yourself, even when you feel well again.",
    "Write each dose on a calendar if several people look after you.",
    "Keep the leaflet that came in the box, as you may want to read it again later.",
    "Tell the person who draws your blood that you take it, because some results come out too high.",
    "If you spit out part of a dose, do not guess how much is missing, and call your pharmacist.",
    "Travellers should keep it in their hand luggage, with a copy of the prescription.",
    "Bring everything you take to your next visit, also what you bought yourself.",
    "Older people may need a smaller dose, because their kidneys work more slowly.",
    "A blood test after 2 weeks shows whether the dose suits you, and another follows after 3 months.",
    "Sit or lie down if you feel light-headed after the first doses.",
    "Your team may start low and raise the dose step by step.",
)  # fmt: skip
URGENT = (
    "call your clinic today, even if it is late in the evening.",
    "stop taking it and get help at once if it spreads to your face.",
    "tell your team within 3 days, so that they can look at your blood.",
    "go to the emergency room if it lasts longer than 10 minutes.",
)  # fmt: skip
WORK = (
    "It slows down a signal that makes the cells of your body swell.",
    "It blocks an enzyme, so that less of a harmful substance is made.",
    "It helps your kidneys to let go of salt and water.",
    "It makes the small blood vessels wider, and the pressure falls.",
    "It keeps germs from building their outer wall.",
    "It takes days before you notice anything, and weeks before it works fully.",
)  # fmt: skip
ASKED = (
    ("May I drive?", "Wait until you know how it works on you. Do not drive while you feel sleepy or dizzy."),
    ("Can I drink alcohol?", "A glass now and then does little harm to most people, but ask your team first."),
    (
        "What if I am sick after a dose?",
        "If less than 30 minutes have passed, take it again. Otherwise wait for the next one.",
    ),
    (
        "How long will I need it?",
        "Many people take it for 3 to 6 months. Your team looks at your blood results and decides with you.",
    ),
    ("Where do I keep it?", "Below 25 °C, in its own box, and where children cannot reach it."),
    (
        "May I take painkillers as well?",
        "Paracetamol up to 4 × 500 mg a day is usually fine. Ask before you take anything else.",
    ),
    (
        "Does it change the pill?",
        "It can make the pill less safe. Use a second method until 7 days after the last dose.",
    ),
    ("Can I give blood?", "Not while you take it, nor for 4 weeks after the last dose."),
    (
        "May I go out in the sun?",
        "Yes, but your skin burns sooner. Cover up, and use a cream with factor 30 or higher.",
    ),
    (
        "Why must my blood be tested?",
        "The medicine can change your kidneys and your blood cells long before you feel it.",
    ),
    ("What do I tell the dentist?", "That you take this medicine, in which dose, and since when."),
    ("Is there a cheaper one?", "Your pharmacist knows which makes hold the same substance in the same strength."),
)  # fmt: skip
FAQ_LAYOUTS = (
    "* **Q: {0}** A: {1}",
    "**Q: {0}**\n\nA: {1}\n",
    "* **Q: {0}**\nA: {1}",
    "* **{0}** {1}",
    "* **Q: {0}**\n    * **A:** {1}",
)


def monograph(number: int, seed: int = 1) -> tuple[str, str]:
    """Return a made-up medicine's name and its monograph; numbers give different ones."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - not a secret
    name = chance.choice(BEGINNINGS) + chance.choice(MIDDLES) + chance.choice(ENDS)
    size = chance.triangular(0.3, 1.9, 1.0)
    dose, most = chance.choice((2.5, 5, 10, 20, 50, 100, 250)), chance.choice((2, 3, 4))
    mark = chance.choice(("*", "*", "*", "-"))

    def some(things: tuple[str, ...], least: int, upto: int) -> list[str]:
        return chance.sample(things, min(len(things), max(least, round(chance.randint(least, upto) * size))))

    def bullets(things: list[str]) -> str:
        return "\n".join(f"{mark} {thing}" for thing in things)

    tight = chance.random() < 0.1  # a list straight after its paragraph
    gap = "\n" if tight else "\n\n"
    parts = [
        f"---\nlayout: minimal-medicine\ntitle: {name}\n---\n\n# {name}\n",
        f"### Generic Name\n\n{name} ({name.lower()} {chance.choice(('maleate', 'sodium', 'hydrochloride'))})\n",
        f"### Usage\n\n{name} is a medicine for people with {' and '.join(some(SIGNS, 1, 2))}.  "
        f"{' '.join(some(WORK, 1, 2))} It is used for:{gap}"
        + bullets(
            [
                f"**{sign[0].upper()}{sign[1:]}:** when it has lasted for {chance.randint(2, 12)} weeks."
                for sign in some(SIGNS, 2, 4)
            ]
        )
        + "\n",
        (
            f"### Dosage\n\nThe usual dose is {dose:g} mg, {most} times a day, "
            f"and never more than {dose * most * 2:g} mg in 24 hours.  "
            f"{' '.join(some(ADVICE, 5, 8))}\n\n"
            f"{mark} {chance.choice(('<', '≤'))}40 kg: {dose / 2:g} mg\n"
            f"{mark} >{chance.randint(80, 120)} kg: {dose * 1.5:g} mg\n\n"
            f"**If you miss a dose:** take it if fewer than {chance.randint(4, 12)} hours have passed.  "
            f"Do not take two doses at once.\n\n"
            f"**If you take too much:** call your clinic or the poison line at once.  {' '.join(some(ADVICE, 1, 3))}\n"
        ),
    ]
    if chance.random() < 0.25:
        rows = [
            f"| {week} | {dose * week / 4:g} mg | {chance.choice(ADVICE)} |"
            for week in range(1, 1 + chance.randint(3, 6))
        ]
        parts.append("\n".join(("| Week | Dose | Remember |", "| --- | --- | --- |", *rows, "")))
    parts += [
        "### Side Effects\n\n**Common Side Effects:**" + gap + bullets(some(SIGNS, 5, 8)),
        "\n**Serious Side Effects:**"
        + gap
        + bullets([f"**{sign[0].upper()}{sign[1:]}:** {chance.choice(URGENT)}" for sign in some(SIGNS, 5, 8)])
        + "\n",
        f"### How it Works\n\n{' '.join(some(WORK, 4, 6))}\n",
        "### Precautions\n\nTell your team about all other medicines, above all:"
        + gap
        + bullets(some(OTHERS, 4, 8))
        + "\n\n"
        f"If the level in your blood is ≥ {chance.randint(2, 9)} mg/L, your team will lower the dose.  "
        f"{' '.join(some(ADVICE, 3, 6))}\n",
    ]
    layout = chance.choices(FAQ_LAYOUTS, (12, 2, 1, 2, 1))[0]
    asked = chance.sample(ASKED, min(len(ASKED), max(2, round(7 * size))))
    parts.append("### FAQs\n\n" + "\n".join(layout.format(*pair) for pair in asked) + "\n")
    parts.append(f"**Disclaimer:** {name} does not exist, and this text is made up to try a program with.\n")
    return name, "\n".join(parts)


def library(folder: pathlib.Path, count: int, seed: int = 1) -> None:
    """Write so many monographs, in folders of a hundred."""
    for number in range(count):
        name, text = monograph(number, seed)
        path = folder / f"{number // 100:03}" / f"{name.lower()}-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    library(arguments.folder, arguments.count)
