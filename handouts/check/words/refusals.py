"""What a machine says when it answers whoever asked it for a text (English), as data for rule S10."""

from __future__ import annotations

from handouts.check.words.unvetted import WRITING
from handouts.model.phrases import Phrase, any_phrase, either, one_of, within

AN_AI = either("AI", "artificial intelligence", "(?:large )?language model")
CANNOT = either(" ?can ?not", " can[’']t", " won[’']t", "(?: am|[’']m) (?:not able|unable) to")
GIVE = either(one_of("provide write generate create"), "fulfill?", one_of("assist answer give produce offer comply"))
THIS_MEDICINE = r"about th(?:is|e) (?:medicine|medication|drug)"
WHAT_IS_REFUSED = either(one_of("information monograph content request advice"), THIS_MEDICINE)
HERE_IS = r"\bhere(?:[’']s| is| are)"

REQUESTED = one_of("requested required desired specified")
LAYOUT = one_of("format structure style template layout")
ASKED_FOR = (
    Phrase(f"(?:the|your) {REQUESTED} {LAYOUT}", "in the required format"),
    Phrase("as requested", "as requested"),
    Phrase("you (?:asked for|requested|wanted|described)", "that you wanted"),
    Phrase("your (?:request|instructions|template|guidelines)", "after your instructions"),
)
ANOTHER_VERSION = either(r"chang\w+", r"adjust\w*", r"revis\w*", r"expand\w*", "another version")

REFUSED = (
    Phrase(
        rf"\bas an? {AN_AI}(?: language)?(?: model| assistant)?(?=,| I\b)",
        "As an AI language model, I give no advice.",
        "It works as an AI would.",
    ),
    Phrase(rf"\bI(?:[’']m| am) (?:just |only )?an? {AN_AI}\b", "I'm just a language model."),
    Phrase(rf"\bI(?:[’']m| am) sorry,? (?:but )?I{CANNOT}", "I'm sorry, but I can't help with that."),
    Phrase(r"\bI apologi[sz]e,? but (?:I|the|there)\b", "I apologise, but there is no such medicine."),
    Phrase(
        rf"\bI{CANNOT} {GIVE}\b{within(60)}\b{WHAT_IS_REFUSED}\b",
        "I cannot provide specific medical advice.",
        "I cannot swallow tablets.",
    ),
    Phrase(
        rf"{HERE_IS} (?:an?|the|your) (?:\w+ ){{0,3}}{WRITING}\b{within(80)}\b{any_phrase(ASKED_FOR)}\b",
        "Here is a leaflet about Demo as requested.",
        "Here is a sheet for your doses.",
    ),
    Phrase(rf"\b(?:certainly|sure|of course|absolutely)[!,.]+ {HERE_IS}\b", "Certainly! Here is the page."),
    Phrase(
        rf"\blet me know if you(?:[’']d like| would like| want| need)\b{within(40)}\b{ANOTHER_VERSION}\b",
        "Let me know if you want changes.",
        "Let me know if you want a different nurse.",
    ),
    Phrase(r"\bmy (?:training data|knowledge cut-?off)\b", "That is past my knowledge cut-off."),
    Phrase(r"\{\s*\"(?:error|refusal)\"\s*:", '{"error": "refused"}'),
)
