"""A dose and its times, as pharmacists and nurses write them: what contradicts itself or the text is refused."""

import pathlib

import pytest
from patients import ENGLISH, TODAY

from handouts.errors import ContentError
from handouts.patient.facts import Patient
from handouts.reader.monograph import read_monograph

CONTENT = pathlib.Path(__file__).parent.parent / "content"
REFUSED = """
lenalidomide | 10 mg once a day | twice a day
lenalidomide | 10 mg a day | three times a day
lenalidomide | 10 mg in the morning | in the evening
lenalidomide | 10 mg twice a day |
lenalidomide | 10 mg | once a week
lenalidomide | 10 mg | once a month
lenalidomide | 10 mg | when needed
lenalidomide | 10 mg | x1/day
lenalidomide | 10 mg | 1-0-0
lenalidomide | 10 mg | q24h
lenalidomide | 10 mg/day |
lenalidomide | 10 mg (15 mg) | once a day
lenalidomide | 10 capsules of 25 mg | once a day
lenalidomide | 10 mg | on days 1 to 28
lenalidomide | 10 mg | once a day for 14 days, then 14 days off
lenalidomide | 10 mg | continuously
lenalidomide | 10 mg | 0 times a day
lenalidomide | 10 mg | 100 times a day
lenalidomide | Thalidomide 50 mg | once a day
methotrexate-once-weekly | 10 mg | on Monday and the next day
methotrexate-once-weekly | 10 mg | every Monday, three doses 12 hours apart
methotrexate-once-weekly | 10 mg | twice on Monday
methotrexate-once-weekly | 10 mg | every week day
methotrexate-once-weekly | 10 mg | once a week when needed
methotrexate-once-weekly | 100 mg | once a week
methotrexate-once-weekly | 4 tablets of 10 mg (10 mg) | once a week
insulin-glargine | 15 units of NovoRapid | once a day
salbutamol-inhaler | 2 puffs | when needed
oral-morphine-solution | 2 ml (10 mg) | every 4 hours
levothyroxine | 2 tablets of 50 micrograms (50 micrograms) | once a day
metformin | 500 mg twice a day | once a day
warfarin | 5 mg | twice a year
warfarin | 5 mg, 3 mg | once a day
warfarin | half a tablet | once a day
"""
ACCEPTED = """
lenalidomide | 2 capsules of 5 mg (10 mg) | once a day
lenalidomide | 2 capsules (5 mg each) | once a day
lenalidomide | 10 mg | once a day for 21 days, then 7 days without
lenalidomide | 10 mg | each evening, on days 1 to 21 of 28
lenalidomide | 10 mg | every other day
lenalidomide | ten milligrams | once a day
insulin-glargine | 15 to 20 units | at bedtime
salbutamol-inhaler | 1 or 2 puffs | when needed, up to 4 times in 24 hours
salbutamol-inhaler | 2 puffs (200 micrograms) | when needed, at most 8 puffs in 24 hours
oral-morphine-solution | 2.5 ml (5 mg) | every 4 hours when needed
amoxicillin-suspension | 5 ml (250 mg) | 3 times a day for 7 days
warfarin | half a tablet of 5 mg | once a day
warfarin | 3 mg and 4 mg | on alternate days
prednisolone | 40 mg for 5 days, then 30 mg for 5 days | once a day, with breakfast
metformin | 500 mg twice a day |
methotrexate-once-weekly | 6 tablets of 2.5 mg (15 mg) | once a week on Friday, in the evening
methotrexate-once-weekly | 10 mg once a week | on Monday
methotrexate-once-weekly | 10 mg | once a week, on Monday, never every day
"""


def fit(line):
    name, dose, times = (part.strip() for part in line.split("|"))
    monograph = read_monograph((CONTENT / f"{name}.md").read_bytes(), f"{name}.md")
    facts = {"dose": dose} | ({"times": times} if times else {})
    return Patient(facts).recipient(monograph, ENGLISH, TODAY, None)


@pytest.mark.parametrize("line", REFUSED.strip().splitlines())
def test_what_contradicts_is_refused_without_the_dose_in_the_message(line):
    with pytest.raises(ContentError) as caught:
        fit(line)
    dose = line.split("|")[1].strip()
    assert not any(dose in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize("line", ACCEPTED.strip().splitlines())
def test_what_is_plain_passes(line):
    assert fit(line).warnings == ()
