"""The front matter's fields: what an editor says about a monograph before its text begins."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import Annotated

import pydantic
from pydantic_core import PydanticCustomError

from handouts.errors import Waiver
from handouts.model.icons import Icon
from handouts.model.schedule import Schedule
from handouts.model.stated_amounts import stated
from handouts.model.urgency import Urgency
from handouts.model.validation import Language, Strict

# As the foot of a leaflet and its manifest have it: see `handouts.leaflet.identify`.
DocumentNumber = Annotated[str, pydantic.StringConstraints(pattern=r"^[0-9A-F]{4}(?:-[0-9A-F]{4}){2}$")]


AMOUNTS = ("strengths", "doses", "max_a_day")


class Reference(pydantic.BaseModel):
    """Where the medicine facts come from; unknown fields are kept."""

    model_config = pydantic.ConfigDict(frozen=True, extra="allow", str_strip_whitespace=True)

    title: str = pydantic.Field(
        validation_alias=pydantic.AliasChoices("title", "name"), description="Title of the source as published."
    )
    publisher: str | None = None
    url: str | None = None
    date: dt.date | None = pydantic.Field(None, description="Date of the source.", examples=["2026-03-31"])


class WaiverField(Strict):
    """A rule set aside for one place, with a reason and the name of who answers for it."""

    rule: str = pydantic.Field(
        pattern=r"^[A-Z]\d\d$", examples=["M08"], description="Id of the rule, as `handouts rules` lists it."
    )
    words: str = pydantic.Field(
        "",
        examples=['"10-25 mg"'],
        description="The words it is about, as they stand in the text; empty for the whole text.",
    )
    reason: str = pydantic.Field(min_length=3, examples=["The pack is printed like this"])
    by: str = pydantic.Field(min_length=2, examples=["Ada Nurse"])
    until: dt.date | None = pydantic.Field(None, examples=["2027-03-31"], description="Last day on which it counts.")

    @property
    def waiver(self) -> Waiver:
        """The waiver as a problem bears it that may pass."""
        return Waiver(self.reason, self.by, self.until)


class Codes(Strict):
    """Codes of the medicine in drug vocabularies, always in quotes."""

    rxnorm: str | None = pydantic.Field(
        None, pattern=r"^\d{1,8}$", examples=['"342369"'], description="RxNorm concept (RxCUI)."
    )
    atc: str | None = pydantic.Field(
        None, pattern=r"^[A-Z]\d\d[A-Z]{2}\d\d$", examples=["L04AX04"], description="WHO ATC code, fifth level."
    )
    dmd: str | None = pydantic.Field(
        None, pattern=r"^\d{6,18}$", examples=['"39113611000001102"'], description="NHS dm+d identifier (SNOMED CT)."
    )


class FrontMatter(pydantic.BaseModel):
    """What an editor says about a monograph. Only the title is required; unknown fields are kept."""

    model_config = pydantic.ConfigDict(
        frozen=True, extra="allow", str_strip_whitespace=True, title="Monograph front matter"
    )

    title: str | None = pydantic.Field(None, description="Name of the medicine as patients know it; the H1 repeats it.")
    generic_name: str | None = None
    brand_names: tuple[str, ...] = ()
    language: Language | None = pydantic.Field(None, examples=["en"], description="BCP 47 language tag.")
    route: str | None = pydantic.Field(None, description="How it is taken: by mouth, by injection, …")
    form: str | None = pydantic.Field(None, description="Capsule, tablet, inhaler, …")
    version: str | None = pydantic.Field(
        None, max_length=40, examples=['"1.0"'], description="Version of this text, in quotes."
    )
    replaces: tuple[DocumentNumber, ...] = pydantic.Field(
        (), examples=["[4F1C-09AB-77D2]"], description="Numbers of older leaflets that this text takes the place of."
    )
    author: str | None = None
    reviewer: str | None = None
    review_date: dt.date | None = pydantic.Field(
        None, description="Date of the last clinical review.", examples=["2026-03-31"]
    )
    next_review: dt.date | None = pydantic.Field(None, examples=["2029-03-31"])
    sources: tuple[Reference, ...] = pydantic.Field(
        (), examples=["[{title: Name of the source, publisher: Its publisher}]"]
    )
    schedule: Schedule | None = pydantic.Field(None, examples=["{take_days: 21, rest_days: 7}"])
    codes: Codes = Codes()
    strengths: tuple[str, ...] = pydantic.Field(
        (),
        examples=['["2.5 mg", "5 mg"]', '["10 mg in 5 ml"]'],
        description="What one tablet, capsule or puff holds, or how much is in how much liquid, each with its unit.",
    )
    doses: tuple[str, ...] = pydantic.Field(
        (), examples=['["5 mg", "10 to 25 mg"]'], description="Doses a patient may be given, each with its unit."
    )
    max_a_day: tuple[str, ...] = pydantic.Field(
        (),
        examples=['"4 g"', '["4 g", "8 tablets"]'],
        description="The most a patient takes in 24 hours, with its unit; the text and its tables are held to it.",
    )
    urgency: dict[str, Urgency] = pydantic.Field(
        {},
        examples=["{Allergic reactions: now, Headache: none}"],
        description="How urgent a stretch of side effects is, by its heading: now, today, visit or none.",
    )
    icons: dict[str, Icon] = pydantic.Field(
        {},
        examples=['{"Take it with food.": with-food}'],
        description="A picture beside a heading, a paragraph or an item, by words or a sentence of it as they stand.",
    )
    key: tuple[str, ...] = pydantic.Field(
        (),
        examples=['["Never share it."]'],
        description="Sentences for the box on page 1, beside those found by their words, as they stand in the text.",
    )
    not_key: tuple[str, ...] = pydantic.Field(
        (),
        examples=['["Do not crush the tablet."]'],
        description="Sentences that the box on page 1 leaves out, as they stand in the text.",
    )
    waivers: tuple[WaiverField, ...] = pydantic.Field(
        (), examples=['[{rule: M08, words: "10-25 mg", reason: As on the pack, by: Ada Nurse}]']
    )

    @pydantic.field_validator(*AMOUNTS, mode="before")
    @classmethod
    def _amounts(cls, values: object, info: pydantic.ValidationInfo) -> tuple[str, ...]:
        told = stated(values, strengths=info.field_name == "strengths")
        if told is None:
            raise PydanticCustomError("amount", "write a number, a space and its unit")
        return told

    @pydantic.field_validator("key", "not_key", "replaces", mode="before")
    @classmethod
    def _one_sentence(cls, value: object) -> object:
        """Read bare text as one entry."""
        return [value] if isinstance(value, str) else value

    @pydantic.field_validator("sources", mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Read a source given as bare text as its title."""
        sources = [value] if isinstance(value, str) else value
        return (
            [{"title": source} if isinstance(source, str) else source for source in sources]
            if isinstance(sources, list)
            else sources
        )

    @pydantic.field_validator("icons", mode="before")
    @classmethod
    def _known_icons(cls, values: object) -> object:
        """Name the nearest picture to one there is not."""
        names = [str(icon) for icon in Icon]
        for value in values.values() if isinstance(values, dict) else ():
            if value not in names:
                near = difflib.get_close_matches(str(value), names, n=1)
                told = f"do you mean {near[0]}?" if near else f"there are: {', '.join(names)}"
                message = f"there is no picture {str(value)[:40]}; {told}"
                raise PydanticCustomError("icon", "{told}", {"told": message})
        return values

    @pydantic.field_validator("urgency", mode="before")
    @classmethod
    def _next_visit(cls, values: object) -> object:
        """Read “next visit” as the visit it is."""
        said = values.items() if isinstance(values, dict) else ()
        folded = {str(name): value.casefold() if isinstance(value, str) else value for name, value in said}
        meant = {name: "visit" if value == "next visit" else value for name, value in folded.items()}
        return meant if isinstance(values, dict) else values
