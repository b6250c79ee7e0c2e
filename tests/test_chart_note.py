"""The paragraph a nurse pastes into the chart: what was given, in which state, when, by whom, and what came back."""

import dataclasses
import datetime as dt
import uuid

import pytest
from conftest import POLICY
from editing import GOOD, edition_for

import handouts
from handouts.assets import look as our_look
from handouts.leaflet.wording import wording
from handouts.model.manifest_parts import Review
from handouts.model.recipient import Recipient
from handouts.model.review import ReviewState
from handouts.records.chart_note import chart_note
from handouts.records.filing import Filing, Giving, Person

AT = dt.datetime(2026, 3, 31, 14, 5, tzinfo=dt.timezone(dt.timedelta(hours=2)))
GIVEN = Giving(AT, "Ada Nurse", "One capsule in the evening")
TEXT = GOOD.replace("title: Demo", "title: Demo\nlanguage: en-GB\ncodes: {atc: L04AX04}")
SIGNED = Review(
    state=ReviewState.APPROVED,
    by="Grace Hopper",
    role="pharmacist",
    on=dt.date(2026, 3, 1),
    until=dt.date(2029, 3, 1),
)


@pytest.fixture(scope="module")
def made():
    edition = edition_for(paper="letter", type="large")
    leaflet = handouts.build_leaflet(TEXT.encode(), today=POLICY.today, edition=edition)
    return Filing(leaflet.pdf, leaflet.manifest, Person("485", "Vera Vogel", dt.date(1950, 4, 3)), AT, GIVEN)


def note(filing, look, language="en", **manifest):
    changed = filing.manifest.model_copy(update=manifest)
    return chart_note(dataclasses.replace(filing, manifest=changed), wording(language, look))


def test_what_was_given_when_and_by_whom(made, look):
    assert note(made, look) == (
        f"Leaflet for the patient: “Demo”, version 1.0, document {made.manifest.document}. "
        "Medicine: demo, ATC L04AX04. Language: English (United Kingdom). Edition: US Letter, Large print. "
        "It is a general leaflet: none of the patient's own facts stand on it. DRAFT, not clinically reviewed. "
        "Given to the patient on 31 March 2026 at 2:05 PM (UTC+02:00) by Ada Nurse. "
        "Said back in own words: “One capsule in the evening”."
    )


@pytest.mark.parametrize("understood", [None, "", " \n"])
def test_of_nothing_said_back_nothing_is_claimed(made, look, understood):
    told = note(dataclasses.replace(made, giving=Giving(AT, "Ada Nurse", understood)), look)
    assert told.endswith("What the patient said back in own words is not recorded.")
    assert "“Demo”" in told
    assert "Said back" not in told


@pytest.mark.parametrize(("said", "end"), [("One a day.", "day.”"), ("One a day", "day”."), ("Why?", "Why?”")])
def test_a_sentence_said_back_ends_once(made, look, said, end):
    assert note(dataclasses.replace(made, giving=Giving(AT, "Ada Nurse", said)), look).endswith(end)


def test_a_leaflet_that_is_only_filed_was_not_given(made, look):
    told = note(dataclasses.replace(made, giving=None), look)
    assert told.endswith("Filed on 31 March 2026 at 2:05 PM (UTC+02:00); that it was given is not recorded.")
    assert "own words" not in told


@pytest.mark.parametrize("state", [state for state in ReviewState if state is not ReviewState.APPROVED])
def test_a_draft_claims_no_review(made, look, state):
    told = note(made, look, review=SIGNED.model_copy(update={"state": state}), status="draft")
    assert " DRAFT, " in told
    assert "Grace Hopper" not in told
    assert "signed off by" not in told


def test_a_signed_text_names_who_signed_and_until_when(made, look):
    told = note(made, look, review=SIGNED, status="approved")
    assert "Text signed off by Grace Hopper, pharmacist on 1 March 2026, next review by 1 March 2029." in told
    assert "DRAFT" not in told


def test_a_patients_own_leaflet_and_a_replacement_are_told(made, look):
    told = note(
        dataclasses.replace(made, replaces=uuid.UUID(int=1)),
        look,
        personalised=True,
        recipient=Recipient(name="Vera"),
    )
    assert "The patient's own facts stand on it." in told
    assert "It takes the place of an earlier leaflet in this record." in told
    assert "Vera" not in told  # the chart says whose it is


def test_it_is_one_paragraph_whatever_was_typed(made, look):
    typed = "Eine Kapsel\r\n\tabends\x07 \u202e{by} می\u200cخورم"
    told = note(dataclasses.replace(made, giving=Giving(AT, "Ada\nNurse", typed)), look)
    assert told.endswith("by Ada Nurse. Said back in own words: “Eine Kapsel abends {by} می\u200cخورم”.")


def test_the_words_are_those_of_the_charts_language(made, tmp_path):
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording/de.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
        'msgid "Language: {language}."\nmsgstr "Sprache: {language}."\n\n'
        'msgid "DRAFT, not clinically reviewed"\nmsgstr "ENTWURF, nicht geprüft"\n\n'
        'msgid "Given to the patient on {moment} by {by}."\nmsgstr "Ausgehändigt am {moment} durch {by}."\n\n'
        'msgid "{date} at {time}"\nmsgstr "{date} um {time}"\n',
        "utf-8",
    )
    told = note(made, our_look(tmp_path), "de")
    assert "Sprache: Englisch (Vereinigtes Königreich)." in told
    assert "ENTWURF, nicht geprüft. Ausgehändigt am 31 März 2026 um 14:05 (UTC+02:00) durch Ada Nurse." in told
    assert "Edition: US Letter" in told  # what the catalogue lacks stands in English


@pytest.mark.parametrize(("tag", "name"), [("ksw", "ksw"), ("x-clinic", "x-clinic"), ("pt-BR", "Portuguese (Brazil)")])
def test_a_language_without_a_name_is_told_by_its_tag(made, look, tag, name):
    manifest = made.manifest.model_copy(update={"language": tag})
    assert f" Language: {name}. " in chart_note(dataclasses.replace(made, manifest=manifest), wording("en", look))
