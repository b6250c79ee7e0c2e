"""What S03 blocks for: who must not take it, a missed dose, whom to call, each said in many ways, or not at all."""

import pytest

from handouts.check import TEXT_RULES
from handouts.check.monograph_text import MonographText
from handouts.check.rule import Level, apply
from handouts.model.profile import DEFAULT, PROFILES
from handouts.reader.monograph import read_monograph

RULE = next(rule for rule in TEXT_RULES if rule.id == "S03")
FRONT = "---\ntitle: Zelotin\ngeneric_name: zelotin\n{}---\n"
REFUSED = "Do not take it if you are allergic to it."
MISSED = "If you miss a dose, skip it."
REACHED = "Call your clinic today for a rash."


def lacking(dose=f"Take 1 tablet a day. {MISSED}", precautions=REFUSED, effects=REACHED, front=""):
    body = f"## Dosage\n{dose}\n\n## Precautions\n{precautions}\n\n## Side effects\n{effects}\n"
    text = MonographText(read_monograph((FRONT.format(front) + body).encode(), "zelotin.md"), PROFILES[DEFAULT])
    return [each.message for each in apply(RULE, text) if each.level is Level.BLOCK]


NO_REFUSAL = ["The text does not say who must not take it."]
NO_MISSED = ["The text does not say what to do about a missed dose."]
NO_CALL = ["The text does not say whom to call."]


@pytest.mark.parametrize(
    "said",
    [
        "People with a known allergy to zelotin should avoid it.",
        "Anyone who has had hepatitis from it must avoid zelotin.",
        "Those with weak kidneys are advised to avoid this medicine.",
        "Zelotin is not given to people who are allergic to it.",
        "It is never prescribed for women who could become pregnant.",
        "It is not used in girls and women who could become pregnant.",
        "**Not suitable:** for anyone with a known allergy to zelotin.",
        "**Not for:** people with heart block.",
        "### Not for\nAnyone with an allergy to zelotin.",
        "### Who it does not suit\nThose with heart block.",
        "### When not to take it\nIn heart block.",
        "Tell us if you have heart block. This is usually a reason not to use it at all.",
        "Liver disease is generally a reason to choose something else.",
        "Nobody with heart block is given zelotin.",
        "No one who is pregnant may take it.",
        "We do not give zelotin to people with heart block.",
        "Doctors don't prescribe it for children.",
        "Do not give it to a child under 12.",
        "People with heart block need a different medicine.",
        "Heart block rules it out.",
        "It doesn't suit people with heart block.",
        "Not everyone can take zelotin. Check with us first if you have heart block.",
        "Are you allergic to zelotin? Do not take it.",
        "| You have | What to do |\n|---|---|\n| an allergy to zelotin | Do not take it |",
        "Steer clear of zelotin if you have heart block.",
        "It is contra-indicated in heart block.",
        "It isn't suitable for people with heart block.",
        "It isn't an option in pregnancy.",
        "Persons having heart block are not to be given this tablet.",
        "None of these people should be on zelotin.",
        "An allergy to it means that we will choose another antibiotic.",
        "You will need a different medicine if you have heart block.",
        "It is out of the question with kidneys that have failed.",
        "With some of these it is ruled out.",
        "To be avoided in heart block.",
        "It is forbidden in late pregnancy.",
        "It is the wrong medicine for people with heart block.",
        "### Do not take it\n- people with heart block",
        "### Who can and cannot take zelotin\nCheck with us if you have heart block.",
        "### Is there anybody it is wrong for?\nYes: those with heart block.",
        "**Who should pick a different method?** Anyone with heart block.",
        "### No go\n- heart block",
        "**Steer clear:** if you have heart block.",
        "### Reasons why we would not use it\n- heart block",
        "### When we use something else\nA bad reaction to it.",
        "**Not if** you are pregnant.",
        "It should be left alone by people with heart block.",
        "### We will not inject if\nyou have an infection",
        "**Who is better off without it** Anyone with thyroid disease.",
        "### Persons in whom it is not used\nSevere kidney disease.",
        "### Reasons we'd cancel\n- a past reaction to it",
        "### Not the medicine for everyone\nTell us about a stroke.",
        "### Not to be taken by\nPeople with heart block, or who are pregnant.",
        "**Not to be used in:** heart block.",
        "### Do not take zelotin\n- if you are allergic to it\n- with dabigatran",
        "### Do not take zelotin\nif you have heart block; or with any medicine from the list below.",
        "### Don't give it\n- to a baby under 2 months\n- to a child who is allergic to it",
        "Allergic to zelotin or to penicillin? You must not take it.",
        "**Avoid if:** you are allergic to zelotin.",
        "Nobody is too ill for it.",
        "Only take it if you have never had heart block.",
        "### Who is it not for?\nThose with heart block.",
        "**Never if** you have heart block.",
        "### Do not take zelotin\n- severe kidney disease\n- with miconazole",
        "**Who should skip it?** Those with heart block.",
        "Not given to people who lack an enzyme.",
        "### When zelotin is not suitable\n- heart block",
        "Your doctor will tell you not to take zelotin if you have heart block.",
    ],
)
def test_who_must_not_take_it_is_said_in_many_ways(said):
    assert lacking(precautions=said) == []


@pytest.mark.parametrize(
    "said",
    [
        "People with asthma should avoid smoke.",
        "If you cannot swallow the tablet, crush it. If you can't drink enough, call us.",
        "People with diabetes should avoid it with grapefruit.",
        "Zelotin is not given in the evening.",
        "It was not used in women who took part.",
        "It is not contra-indicated in gout.",
        "There is no reason not to use it.",
        "If you are given another medicine, tell us.",
        "Never give it to anyone else, even to your friend's child.",
        "Nobody knows how it is used by the body.",
        "Not everyone can take time off.",
        "A test rules out pregnancy.",
        "The time of the visit may not suit you.",
        "Steer clear of alcohol: it makes you sleepy.",
        "Stay away from the sun: it burns.",
        "A test is done. Pregnancy? It is ruled out by that test.",
        "If you are allergic to another medicine, tell us.",
        "None of these should worry you.",
        "It should be avoided in the evening.",
        "**Who needs a different dose?** Old people.",
        "### Do not take it\n- in the evening",
        "### Why people should not stop it\nTheir heart disease comes back.",
        "### Whom we do not call first\nAnyone with liver failure.",
        "### Reasons not to worry\nLiver disease is rare.",
        "### Who is better off without it\nAsk us.",
        "### People who care for you\nTell us about a stroke.",
        "Pay attention to allergies.\n\n### Not for\n",
        "Not to be taken by mouth.",
        "### Do not take it\n- if you miss a dose by more than a day",
        "### Don't give it\n- late in the evening",
        "Avoid if possible.",
        "### Do not take zelotin\n- in the evening",
        "Not given in the evening.",
        "Not to be taken for more than 3 days. Your doctor will tell you not to take zelotin late.",
        "Allergic to nuts? Tell us.",
        "If you miss a dose, do not take it later. Missed it? Do not take it.",
    ],
)
def test_what_only_sounds_like_it_is_no_word_on_who_must_not_take_it(said):
    assert lacking(precautions=said) == NO_REFUSAL


@pytest.mark.parametrize(
    "dose",
    [
        "Zelotin is given by drip over 30 minutes.",
        "It is given as a drip into a vein in hospital.",
        "Zelotin is infused through a cannula.",
        "It is given in hospital.",
        "You have the injection at the clinic every 12 weeks.",
        "You will get it as a shot in your provider's office.",
        "The implant is put in under the skin of your arm by a trained doctor. It works for 3 years.",
        "The coil is fitted during a period.",
        "The device is placed in the womb by a nurse.",
        "A nurse gives you zelotin through a drip.",
        "We give you the infusion on the day ward every 3 weeks.",
        "Your doctor or nurse will inject it into a muscle.",
        "It runs slowly into a vein.",
        "The treatment takes place in the day hospital.",
        "A neurologist injects small amounts. It takes 15 minutes.",
        "Once a day through the drip in your arm.",
    ],
)
def test_what_a_clinician_gives_has_no_missed_dose(dose):
    assert lacking(dose=dose) == []


@pytest.mark.parametrize(
    "dose",
    [
        "A nurse gives you the first injection. After that, inject once a week.",
        "You have your first injection at the clinic. Then you inject yourself.",
        "We give you a card. Take one tablet a day.",
        "Take one tablet a day. After too much you may be given a drip in hospital.",
        "It is given in the morning.",
        "It goes into your blood quickly.",
        "You get your tablets at the clinic.",
        "It is given by drip in hospital, and as a liquid at home.",
    ],
)
def test_what_is_taken_at_home_has_one(dose):
    assert lacking(dose=dose) == NO_MISSED


def test_the_front_matter_may_tell_that_a_clinician_gives_it():
    assert lacking(dose="One dose every 3 weeks.", front="route: into a vein\n") == []
    assert lacking(dose="One dose every 3 weeks.", front="form: solution for infusion\n") == []
    assert lacking(dose="One tablet every 3 weeks.", front="route: into a vein\n") == NO_MISSED
    assert lacking(dose="One dose every 3 weeks.", front="route: by mouth\n") == NO_MISSED
    assert lacking(dose="Run it at home every 3 weeks.", front="route: into a vein\n") == NO_MISSED


@pytest.mark.parametrize(
    "dose",
    [
        "Use it in an attack.",
        "One puff when you need it.",
        "Use the pen at the first sign of swelling.",
        "One tablet within 72 hours of sex.",
    ],
)
def test_what_is_used_only_in_an_attack_has_no_missed_dose(dose):
    assert lacking(dose=dose) == []
    assert lacking(dose=f"{dose} Rinse your mouth twice a day.") == NO_MISSED
    assert lacking(dose="Take one tablet a day, also during an attack.") == NO_MISSED


@pytest.mark.parametrize(
    "said",
    [
        "**Q: I forgot one.**\n**A:** Leave it.",
        "### Forgot one?\nLeave it.",
        "### If you forget\nLeave it.",
        "If you are late taking zelotin, leave it.",
        "One day it slips your mind? Leave it.",
        "If you miss, take it the same day.",
        "Woke up and forgot to put one on? Put it on.",
        "If you could not take it in time, leave it.",
        "What happens if I leave a day out? Nothing.",
        "If you failed to take it, go on as usual.",
        "If you left out a dose, go on as usual.",
        "If you did not take your tablet, go on as usual.",
    ],
)
def test_a_missed_dose_is_called_many_names(said):
    assert lacking(dose=f"Take 1 tablet a day.\n\n{said}") == []


@pytest.mark.parametrize(
    "said", ["You may forget some names.", "If you are late for work, eat first.", "### Forgotten?\n"]
)
def test_what_else_is_forgotten_is_no_missed_dose(said):
    assert lacking(dose=f"Take 1 tablet a day.\n\n{said}") == NO_MISSED


@pytest.mark.parametrize(
    "said",
    [
        "Consult your physician about a rash.",
        "**999:** a swollen face",
        "A&E or 999 for a rash.",
        "Nurses: 01632 960123.",
        "Contact your doctor about a rash.",
    ],
)
def test_one_word_for_calling_is_judged_as_the_other(said):
    assert lacking(effects=said) == []
    assert lacking(effects="A rash is common.") == NO_CALL


def warned(body):
    text = MonographText(read_monograph((FRONT.format("") + body).encode(), "zelotin.md"), PROFILES[DEFAULT])
    said = [each.message for each in apply(RULE, text) if each.level is Level.WARN]
    return {message.removeprefix("The text does not say ").rstrip(".") for message in said}


EVERYDAY = """# Zelotin

### What does it do?
It stops the pain of gout.

### How much do people take?
One capsule in the morning.

### Ring us first if
You have heart block, or are pregnant.

### What are the dangers?
Swelling of the lips: 999.

### Where do I put it?
Below 25 °C.
"""
TOPICS = {
    "what the medicine is for": ("It stops the pain of gout.", "It is white."),
    "how to take it": ("### How much do people take?\nOne capsule in the morning.", "### Capsules\nOne is white."),
    "what to think of before taking it": ("### Ring us first if\nYou have", "### Heart\nSome have"),
    "the side effects": ("### What are the dangers?\nSwelling of the lips: 999.", "### Help\n999 is free."),
    "how to store it": ("### Where do I put it?\nBelow 25 °C.", "### A box\nIt is blue."),
}


def test_every_topic_is_seen_under_everyday_headings():
    assert warned(EVERYDAY) == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_that_is_left_out_of_them_is_missed(topic):
    there, gone = TOPICS[topic]
    assert there in EVERYDAY
    assert warned(EVERYDAY.replace(there, gone)) == {topic}
