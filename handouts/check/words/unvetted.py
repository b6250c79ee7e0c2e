"""How a text says that no person stands behind it (English), as data for rule S10."""

from __future__ import annotations

from handouts.model.phrases import Phrase, any_phrase, either, not_after, one_of, within

WRITING = one_of("text information leaflet page document content monograph article summary material guide sheet")
MADE = one_of("generated written created produced drafted compiled composed prepared made")

MACHINES = (
    Phrase("(?:an )?AI", "an AI"),
    Phrase("artificial intelligence", "artificial intelligence"),
    Phrase("(?:a )?(?:large )?language models?", "a large language model"),
    Phrase("(?:an )?LLMs?", "LLMs"),
    Phrase("(?:a )?chat ?bots?", "a chatbot"),
    Phrase("ChatGPT", "ChatGPT"),
    Phrase(r"\bGPT(?:-\d\w*)?", "GPT-9"),
    Phrase("Gemini", "Gemini"),
    Phrase("Claude", "Claude"),
    Phrase("Copilot", "Copilot"),
)
BY_MACHINE = rf"(?:by|with|using|through)(?: the help of)? {any_phrase(MACHINES)}"

PROGRAM = f"{one_of('system process program programme tool software script')}s?"
AUTOMATON = f"(?:an? |the )?{one_of('automated automatic computer')} {PROGRAM}"
AUTOMATICALLY = (
    Phrase(
        rf" automatically\b(?! {BY_MACHINE})",
        "The text was generated automatically.",
        "The text was generated automatically by a language model.",
    ),
    Phrase(
        rf"{within(60)}\b(?:by|with|using) {AUTOMATON}\b",
        "The text was compiled from books by an automated tool.",
        "The text was compiled by two nurses.",
    ),
)
DENIAL = either(r"\b(?:not|never)\b", "n[’']t")
TEXT_MADE = rf"\b(?<!\bno ){WRITING}\b(?:(?!{DENIAL})[^.!?\n]){{0,40}}?\b{MADE}\b"
# A sentence without a subject is about the text too: a pump also doses automatically.
SENTENCE_BEGINS = r"(?:^|(?<=[.!?:] ))"
IS_MADE = one_of("generated written compiled composed drafted")
HOW = any_phrase(AUTOMATICALLY)

AUTOMATIC = (
    Phrase(f"{TEXT_MADE}{HOW}", "The page was made automatically from lists.", "The page was not made automatically."),
    Phrase(rf"{SENTENCE_BEGINS}{IS_MADE}\b{HOW}", "For staff. Compiled from books with a computer program."),
    Phrase(
        rf"\b{WRITING} (?:was|is|has been) automatically {MADE}\b(?! {BY_MACHINE})",
        "The text was automatically generated.",
        "Insulin is automatically produced.",
    ),
)

UNVETTED = (
    Phrase(
        rf"\b(?:AI|machine|LLM)[- ]{one_of('generated written created produced drafted authored')}\b",
        "This information is AI-generated.",
    ),
    Phrase(rf"\b{MADE}(?: \w+)? {BY_MACHINE}\b", "It was written by ChatGPT.", "Made by the Gemini company."),
    Phrase(r"\bcrowd-? ?sourc(?:ed|ing)\b", "The text is crowd-sourced."),
)

TOLD_OF = one_of("text information leaflet page pages document content monograph notes facts it they")
HAS_NOT = f"{one_of('has have was were is are')} (?:not|never)"
EXPERTLY = one_of("clinically medically formally professionally")
NOBODY = either(f"no {one_of('clinician doctor pharmacist reviewer one')}", "nobody")
REVIEWED = either("reviewed", "signed off")
THE_TEXT = either(one_of("it them this these"), "the text")

UNREVIEWED = (
    Phrase(
        rf"\b{not_after('if', 'when', 'unless')}{TOLD_OF} {HAS_NOT}(?: yet)?(?: been)?(?: {EXPERTLY})? {REVIEWED}\b",
        "It has not been reviewed.",
        "Ask, if it has not been reviewed this year.",
    ),
    Phrase(
        r"\b(?:not|never)(?: yet)?(?: been)? (?:clinically|medically|professionally) reviewed\b",
        "A text on the medicine, not clinically reviewed.",
    ),
    Phrase(
        rf"\b{NOBODY} has (?:yet )?(?:clinically |medically )?{either(REVIEWED, 'checked')} {THE_TEXT}\b",
        "No clinician has reviewed it.",
        "Nobody has checked your blood.",
    ),
    Phrase(r"\bno (?:clinical|medical) review\b", "It has had no clinical review."),
)
