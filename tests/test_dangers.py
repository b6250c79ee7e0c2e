"""Which sentences are dangers of the medicine: what a pharmacist would put first, and what only looks like it."""

import pytest

from handouts.leaflet.danger import Search
from handouts.model.monograph import plain
from handouts.reader.monograph import read_monograph


def told(text, section="Precautions"):
    written = f"---\ntitle: Zandol Tablets\n---\n# Zandol Tablets\n\n### {section}\n\n{text}\n"
    found = Search(read_monograph(written.encode(), "test.md")).found
    return [[" ".join(plain(part).split()) for part in (danger.inline, *danger.items)] for danger in found]


@pytest.mark.parametrize(
    "text",
    [
        "It is harmful to a growing fetus from the third week on.",
        "It may hurt your growing baby.",
        "It can injure the developing embryo.",
        "It is toxic to the foetus.",
        "It is poisonous for embryos.",
        "It brings a risk of defects in the unborn child.",
        "It may affect the baby you carry.",
        "It has led to malformed babies.",
        "Women who took it have miscarried.",
        "It deforms the unborn.",
        "Babies of mothers who took it were born with cleft lips.",
        "It is no medicine for people with gout.",
        "Some patients over 40 years died of a torn gut.",
        "Three children died after a large dose.",
        "Users with weak hearts have died.",
        "Two patients did not survive the reaction.",
        "Several people lost their lives.",
        "A boxed warning says that 14 people lost their lives.",
        "People who drank with it died.",
        "It has killed small children.",
        "Fatalities occurred at high doses.",
        "There are reports of deaths in hot weather.",
        "Some patients passed away in their sleep.",
        "In a bath you would die.",
        "It is deadly to cats and to children.",
        "It is lethal to mites and to people alike.",
        "It is not for people who have gallstones that block.",
        "It isn't meant for children under 6.",
        "Zandol is not an option for women who breastfeed.",
        "It is not right for you if you have gout.",
        "You cannot take it if you have a kidney stone.",
        "You can't use Zandol while you breastfeed.",
        "You cannot have it if your kidneys have failed.",
        "You may not take this medicine if your skin is broken.",
        "People with porphyria cannot have it.",
        "Babies can't take it.",
        "People with asthma are not allowed to take it.",
        "Its use is not allowed in glaucoma.",
        "It is ruled out in heart block.",
        "Stay clear of it in late pregnancy.",
        "You must keep away from it during an attack of gout.",
        "Nursing mothers have to do without it.",
        "It is unsuitable for anyone with one kidney.",
        "It is unsafe in liver failure.",
        "It is dangerous for people with asthma.",
        "It does not suit patients with a slow pulse.",
        "It is not appropriate after a stroke.",
        "It is off limits for babies.",
        "Avoid it if you have shingles.",
        "You cannot just come off it.",
        "Coming off it too fast brings fits.",
        "Giving up the tablets overnight brings cramps.",
        "Going cold turkey may bring on a fit.",
        "If you stop it from one day to the next, the pain comes back twice as bad.",
        "You must not break off the course.",
    ],
)
def test_a_danger_is_told(text):
    assert told(text) == [[text]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Can I quit Zandol from one day to the next?", "No, lower it by 25 mg a week."),
        ("Is it safe to stop without telling anyone?", "No, a rebound may follow."),
        ("May I leave it off overnight?", "No. The body needs a week to adjust."),
        ("Can I stop it when the rash has gone?", "No, the mites are still there."),
        ("Can I come off Zandol by myself?", "Please don't."),
        ("May I break off the course early?", "Better not: the germs come back."),
        ("Can I give up Zandol for good?", "Not without us."),
        ("Can I go cold turkey?", "That would be unwise."),
        ("May I drop it once I feel well?", "Never. Your pulse would race."),
        ("Can I skip it altogether?", "No. Your nerves need it."),
        ("Can Zandol be stopped at any time?", "No, only in steps."),
        ("Could I just do without it?", "Absolutely not."),
        ("Is a sudden stop all right?", "By no means."),
        ("Is stopping it harmless?", "No, fits may follow."),
        ("May I take a break from Zandol?", "No, not even for a day."),
        ("Can I stop for a few days?", "Only if your doctor agrees."),
        ("May my son come off it in the holidays?", "Talk with us first."),
        ("Can I stop taking Zandol when I feel better?", "Keep taking it until the pack is empty."),
        ("Is it dangerous to stop overnight?", "Yes, very."),
        ("What if I leave Zandol out?", "Don't, the pain comes back."),
        ("What about stopping at the weekend?", "Don't."),
        ("Is it all right to skip it for a few weeks?", "No."),
        ("Can I stop straight away?", "Yes, but only with our help."),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "* **Q: {question}** A: {answer}",
        "**{question}**\n\n{answer}",
        "{question}\n\n{answer}",
        "{question} {answer}",
        "* {question} {answer}",
    ],
)
@pytest.mark.parametrize("section", ["FAQs", "What other information should I know?"])
def test_a_no_to_stopping_is_told_with_its_question(question, answer, form, section):
    (passage,) = told(form.format(question=question, answer=answer), section)
    assert [part.removeprefix("Q: ").removeprefix("A: ") for part in passage] == [question, answer]


def test_a_danger_brings_the_question_it_answers_wherever_it_stands():
    said = ["May my baby have some?", "Never. It must not be given to babies."]
    assert told(f"{said[0]} {said[1]} Is it white? Yes.") == [said]
    assert told(f"It is white. {said[0]} {said[1]}") == [said]
    assert told("Can it be fatal? Yes, in large amounts.") == [["Can it be fatal?", "Yes, in large amounts."]]
    assert told("Is it white? Yes. Is it sweet? Yes.") == []


ORDINARY = [
    "It helps a growing child to sleep.",
    "The baby's growing teeth are not harmed.",
    "It does not harm an unborn baby.",
    "It is not known to affect the fetus.",
    "Embryos are counted at the clinic.",
    "No patients died in the trial.",
    "None of the patients died.",
    "Fewer patients died with it.",
    "Tell us if someone in your family died young.",
    "Patients whose hair died back saw it grow again.",
    "The name died out years ago.",
    "It kills lice in children.",
    "It can kill head lice.",
    "It can kill the tumour.",
    "It is lethal to mites and their eggs.",
    "It is deadly to weeds, mites and insects.",
    "It is fatal to worms within a day.",
    "It is lethal to the tumour but spares the skin.",
    "The mites and their eggs will die.",
    "The hair may die back a little.",
    "The battery can die in the cold.",
    "The reports of the laboratory come by post.",
    "It is for people who have gallstones.",
    "It is not only for adults.",
    "It is not for sale in shops.",
    "It is not just for people with asthma.",
    "You cannot take part in the survey if you are away.",
    "If you cannot take it when you wake, take it at noon.",
    "People who cannot swallow tablets may ask for drops.",
    "You may not have a period during treatment.",
    "You may not notice it when you sleep.",
    "People may not notice the change.",
    "Pets are not allowed in the ward.",
    "You are allowed to take it with milk.",
    "An infection was ruled out.",
    "Pregnancy has been ruled out by a test.",
    "Keep the pack away from light.",
    "It suits people with dry skin.",
    "It goes without saying.",
    "The seal comes off with a twist.",
    "The label may come off in water.",
    "It stops the cough.",
    "The pain stops after a day.",
    "The bleeding will stop at once.",
    "You can stop it whenever you like.",
    "He gave up smoking.",
    "This strength is not for everyday use.",
    "If someone in your family died young, say so.",
    "People felt that the itch died down.",
    "You do not die of it.",
    "You cannot use the pen when it is empty.",
    "It is for patients in whom those therapies are not advisable.",
    "Try it where other creams are not suitable.",
    "The number of deaths fell.",
]
ASKED = [
    "Can I stop it from one day to the next? Yes, it needs no winding down.",
    "Can I come off it suddenly? Of course, it is not habit-forming.",
    "Will Zandol stop my periods? No, they come back.",
    "Do I need to stop it before the dentist? No, carry on.",
    "Must I stop Zandol before a scan? No.",
    "Can I leave it out of the fridge? No, keep it cool.",
    "May I leave it out overnight? No, put it back in the box.",
    "May I drop it into juice? No, use water.",
    "Can I take a break from work? No, you will feel well.",
    "Can the label come off? No, it is glued on.",
    "Must I stop eating kale? No, eat some.",
    "Is it bad to stop? No, nothing happens.",
    "Can I stop it at any time? No problem.",
    "If I drop it, is it spoilt? No, wipe it.",
    "Can I go without lunch? No, eat something with it.",
    "Can beer stop it from working? No, but drink little.",
    "Does it stop the itch at once? No, after an hour.",
]


@pytest.mark.parametrize("text", [*ORDINARY, *ASKED])
def test_an_ordinary_sentence_stays_out(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is lethal to mites and their eggs.",
        "A burst appendix can kill, so you were given it early.",
        "A clot in the lung can be fatal, which is why you are given it.",
        "Rabies can kill, and this vaccine prevents it.",
        "Tetanus kills children who are not vaccinated.",
        "Many people died of the plague before it was found.",
        "It brings on the death of the parasite within a day.",
        "Tumour cells die faster with it.",
    ],
)
@pytest.mark.parametrize("section", ["Usage", "How it Works"])
def test_what_the_illness_does_is_no_danger(text, section):
    assert told(text, section) == []


@pytest.mark.parametrize(
    "text",
    [
        "Some patients over 40 years died of a torn gut.",
        "It is strong, so it can kill.",
        "More than 10 tablets can kill, so lock it away.",
        "It treats a burst appendix, and an overdose can be fatal.",
    ],
)
def test_what_the_medicine_does_stays_beside_the_illness(text):
    assert told(text, "Usage") == [[text]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who can't use it?", "People who never had a strong painkiller. Anyone under 2 years."),
        ("When should it not be used?", "In gout, or below 40 kg."),
        ("Who mustn’t have it?", "Babies."),
    ],
)
def test_a_question_in_a_paragraph_that_rules_people_out_brings_all_of_its_answer(question, answer):
    assert told(f"**{question}** {answer}") == [[question, answer]]
    assert told(f"**Who can use it?** Adults. **{question}** {answer}") == [[question, answer]]


def test_a_question_in_a_paragraph_that_rules_nobody_out_stays_out():
    assert told("**Who can use it?** Adults. **When should I ring?** At noon.") == []
    assert told("Too much of it is harmless.") == []


@pytest.mark.parametrize("section", ["How it Works", "Precautions"])
def test_their_death_is_that_of_the_germs_named_before(section):
    assert told("Zandol damages the germs’ DNA. This leads to their death.", section) == []
    assert told("It starves the cancer cells. This causes their death.", section) == []
    for whose in (
        "the patients’ livers",
        "the babies’ hearts",
        "your germs and your heart",
        "the liver",
        "women’s cells",
    ):
        assert told(f"Zandol damages {whose}. This leads to their death.", section)
    assert told("Zandol damages the germs’ DNA. This leads to death.", "Precautions")
