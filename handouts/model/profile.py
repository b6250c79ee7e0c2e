"""How strict a clinic is, and its house style: one profile for each authority, each entry open to change.

The authorities disagree (ISMP wants "250 mg", the NHS "250mg"), so such rules are settings with one documented default.
"""

from __future__ import annotations

from typing import Literal

import pydantic

DEFAULT: Literal["ema"] = "ema"


class Profile(pydantic.BaseModel):
    """Thresholds and house style. Lengths carry their unit; counts are of words, sentences, items or pages."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    profile: Literal["ema", "nhs", "ismp", "fda"] = pydantic.Field(
        DEFAULT, description="The built-in profile the other entries start from."
    )
    spelling: Literal["uk", "us"] = "uk"
    unit_space: bool = pydantic.Field(default=True, description='Write "250 mg" (true) or "250mg" (false).')
    question_headings: bool = pydantic.Field(default=False, description="Headings inside a section may be questions.")
    sentence_words: int = pydantic.Field(20, ge=5, description="A longer sentence is reported (NHS).")
    sentence_words_long: int = pydantic.Field(25, ge=5, description="A longer sentence is called very long (NHS).")
    paragraph_sentences: int = pydantic.Field(3, ge=1, description="A longer paragraph is reported (NHS).")
    list_items: int = pydantic.Field(6, ge=2, description="A longer list is reported (NHS, EC, MHRA).")
    reading_grade: float = pydantic.Field(
        8, ge=1, description="US school grade a Flesch-Kincaid score may reach (AMA, NIH, CDC)."
    )
    smog_grade: float = pydantic.Field(10, ge=1, description="US school grade a SMOG score may reach.")
    review_years: int = pydantic.Field(3, ge=1, le=10, description="Years after which a review has run out (NHS).")
    body_pt: float = pydantic.Field(
        12, ge=6, description="Smallest size of running text, in points (RNIB, UKAAF G003)."
    )
    smallest_pt: float = pydantic.Field(9, ge=5, description="Smallest size anywhere, in points (UKAAF).")
    line_characters: int = pydantic.Field(75, ge=20, description="Characters of a line that are reported (RNIB).")
    line_characters_most: int = pydantic.Field(100, ge=20, description="Characters of a line that block (PMCPA).")
    margin_mm: float = pydantic.Field(10, ge=0, description="Narrowest margin, in millimetres.")
    pages: int = pydantic.Field(4, ge=1, description="A longer leaflet is reported (TGA, FDA).")
    known_words: tuple[str, ...] = pydantic.Field(
        (), description="Words and acronyms your patients know; they are not reported as jargon."
    )


PROFILES: dict[str, Profile] = {
    profile.profile: profile
    for profile in (
        Profile(profile="ema"),  # QRD template: statements as headings, "250 mg", British spelling
        Profile(profile="nhs", unit_space=False, reading_grade=6, smog_grade=9),
        Profile(profile="ismp", spelling="us"),
        Profile(profile="fda", spelling="us", question_headings=True),
    )
}


def chosen(values: object) -> object:
    """Return the ``[check]`` table of a ``clinic.toml`` with its profile's own entries where it says nothing.

    What is no table, or names a profile there is not, comes back as it is, for the validation to report.
    """
    if not isinstance(values, dict):
        return values
    base = PROFILES.get(str(values.get("profile", DEFAULT)))
    return base.model_dump() | values if base else values
