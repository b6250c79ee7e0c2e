"""A patient's files and what the command line fills in: one `Recipient` for each monograph, held against its text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
from typing import TYPE_CHECKING, Any

import pydantic

from handouts.errors import ContentError, Level, Place, Problem, Waiver
from handouts.model.recipient import IDENTITY, Recipient
from handouts.patient.against import Prescribed, problems_of
from handouts.patient.dosage import read_dosing
from handouts.patient.dose import spaced
from handouts.patient.fhir import Resource, is_fhir, resources_of
from handouts.patient.file import Document, Steps, read_document
from handouts.patient.identity import identity_of
from handouts.patient.medicine import why_not_named
from handouts.patient.request import checked, prescriber_of, request_for

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph

COMMAND_LINE = "--fill"
TREATMENT = ("dose", "times", "start")  # these are one medicine's


class PatientFile(Recipient):
    """What a patient's own file may hold: the facts, and which medicine they are about."""

    medicine: str | None = pydantic.Field(
        None,
        max_length=120,
        examples=['"Lenalidomide"'],
        description="The medicine's name: the leaflet of another one is refused.",
    )


@dataclasses.dataclass(frozen=True)
class Patient:
    """What is known of a patient before a monograph is chosen; printed or logged, it shows nothing.

    ``several`` tells that leaflets of more than one monograph are wanted.
    """

    filled: Mapping[str, str] = dataclasses.field(repr=False)
    documents: tuple[Document, ...] = dataclasses.field(default=(), repr=False)
    several: bool = False

    @classmethod
    def read(cls, paths: Sequence[pathlib.Path], filled: Mapping[str, str], *, several: bool = False) -> Patient:
        """Read a patient's files.

        Raises:
            ContentError: one cannot be read, or they are of two kinds.
        """
        documents = tuple(map(read_document, paths))
        if len(documents) > 1 and not all(map(is_fhir, documents)):
            odd = next(document for document in documents if not is_fhir(document))
            raise odd.refuse((), "patient-file", "only FHIR files can be given together", "Name one file.")
        return cls(dict(filled), documents, several)

    def recipient(self, monograph: Monograph, say: Wording, today: dt.date, despite: str | None) -> Fitted:
        """Return the recipient of one monograph's leaflet, with its dose held against the text.

        Raises:
            ContentError: a field is missing, wrong or not certain; the dose is not one of this text and there is no
                reason to print it ``despite`` that.
        """
        values, dosing = self._values(monograph, say, today)
        fields = PatientFile if self.documents and not is_fhir(self.documents[0]) else Recipient
        found = self._validated(fields, values | dict(self.filled))
        if isinstance(found, PatientFile):
            if found.medicine and (why := why_not_named(found.medicine, monograph)):
                message = f"this is not the monograph's medicine, or not for certain: {why}"
                raise self._problem(
                    "medicine", "other-medicine", message, "Name the leaflet of the medicine in the file."
                )
            if self.several and not found.medicine and any(getattr(found, name) is not None for name in TREATMENT):
                message = "one dose cannot be that of several medicines"
                raise self._problem("dose", "other-medicine", message, "Make one leaflet at a time.")
            found = Recipient(**{name: getattr(found, name) for name in Recipient.model_fields})
        if self.documents or any(getattr(found, name) for name in IDENTITY):
            for name in IDENTITY:
                if getattr(found, name) is None:
                    raise self._problem(name, "no-identity", "the field is missing", f"Add it, or --fill {name}=…")
        if unlikely := found.unlikely_on(today):
            raise self._problem(unlikely[0], "invalid-field", unlikely[1], "Correct it, or leave it out.")
        found = found.model_copy(update={"dose": spaced(found.dose)}) if found.dose else found
        prescribed = Prescribed(found.dose, found.times, dosing.steps if dosing else ())
        kept = tuple(problems_of(prescribed, monograph, say, self._place("dose"), self._place("times")))
        return Fitted(found, *_waived(kept, despite))

    def identity(self) -> Recipient:
        """Return whose facts these are: name, date of birth and number, and nothing else.

        Raises:
            ContentError: one of them is missing, or wrong.
        """
        documents = self.documents
        if documents and is_fhir(documents[0]):
            values = self._identity_values(resources_of(documents))
        else:
            values = dict(documents[0].values) if documents else {}
        values = {name: value for name, value in (values | dict(self.filled)).items() if name in IDENTITY}
        found = self._validated(Recipient, values)
        if missing := next((name for name in IDENTITY if getattr(found, name) is None), None):
            message = "without it nobody knows whose record it is"
            raise self._problem(missing, "no-identity", message, "Give name, date of birth and number.")
        return found

    def _identity_values(self, resources: Sequence[Resource]) -> dict[str, Any]:
        patients = [each for each in resources if each.kind == "Patient"]
        if not patients:
            message = "there is no patient in the file"
            raise self.documents[0].refuse((), "no-identity", message, "Export the patient with the prescription.")
        return identity_of(patients, frozenset(self.filled))

    def _values(self, monograph: Monograph, say: Wording, today: dt.date) -> tuple[dict[str, Any], Any]:
        """Return the fields of the files, and the dosing FHIR gives."""
        if not self.documents:
            return {}, None
        if not is_fhir(self.documents[0]):
            return dict(self.documents[0].values), None
        resources = resources_of(self.documents)
        values = self._identity_values(resources)
        patients = [each for each in resources if each.kind == "Patient"]
        if not any(each.kind == "MedicationRequest" for each in resources):
            return values, None
        request = request_for(monograph, resources)
        model = checked(request, patients[:1], today)
        if (prescriber := prescriber_of(request, model, resources)) is not None:
            values["prescriber"] = prescriber
        if {"dose", "times"} <= self.filled.keys():
            return values, None
        steps: Steps = (*request.steps, "dosageInstruction")
        dosing = read_dosing(model.dosageInstruction or [], request.document, steps, say)
        if dosing.together and {"dose", "times"} & self.filled.keys():
            message = "the prescription has several doses, so one of “dose” and “times” alone cannot be filled in"
            raise request.document.refuse(steps, "fhir-dose", message, "Fill in both, or neither.")
        return values | {"dose": dosing.dose, "times": dosing.times, "start": dosing.start}, (
            None if {"dose", "times"} & self.filled.keys() else dosing
        )

    def _validated(self, model: type[Recipient], values: Mapping[str, Any]) -> Recipient:
        try:
            return model.model_validate(values)
        except pydantic.ValidationError as error:
            problems = list[Problem]()
            for detail in error.errors(include_url=False, include_input=False, include_context=False):
                name = str(detail["loc"][0]) if detail["loc"] else ""
                problems += self._invalid(model, name, detail["type"], detail["msg"]).problems
            raise ContentError(*problems) from None

    def _invalid(self, model: type[Recipient], name: str, kind: str, message: str) -> ContentError:
        if kind == "extra_forbidden":
            near = difflib.get_close_matches(name.casefold(), model.model_fields, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(model.model_fields)}."
            problem = Problem(
                "invalid-field", "There is no field of the name that stands here.", hint, self._place(name)
            )
            return ContentError(problem)
        examples = model.model_fields[name].examples if name in model.model_fields else None
        hint = f"Write it like this: {name} = {examples[0]}" if examples else "Compare the dates."
        said = {"string_type": "this must be a text, in quotes", "string_too_long": "it is too long"}
        field = name or next((each for each in ("next_visit", "start") if message.startswith(each)), "start")
        return self._problem(field, "invalid-field", said.get(kind, message), hint)

    def _problem(self, field: str, code: str, message: str, hint: str) -> ContentError:
        """Return the error that a field of the file or of the command line is wrong; it names no value."""
        said = message if message.startswith(field) else f"{field}: {message}"
        return ContentError(Problem(code, f"{said}.", hint, self._place(field)))

    def _place(self, field: str) -> Place:
        if field in self.filled or not self.documents:
            return Place(f"{COMMAND_LINE} {field}" if field in self.filled else COMMAND_LINE)
        document = self.documents[0]
        return Place(document.path) if is_fhir(document) else document.place((field,))


@dataclasses.dataclass(frozen=True)
class Fitted:
    """A recipient whose dose was held against the text; what is printed despite the text, and why."""

    recipient: Recipient
    warnings: tuple[Problem, ...] = ()
    despite: str | None = None


PRINTED = "It is printed all the same, as --despite asks; the manifest keeps the reason."


def _waived(found: tuple[Problem, ...], despite: str | None) -> tuple[tuple[Problem, ...], str | None]:
    """Let what blocks pass for a reason.

    Raises:
        ContentError: something blocks, and there is no reason.
    """
    blocking = [problem for problem in found if problem.blocks]
    if blocking and not despite:
        raise ContentError(*blocking)
    passed = [
        dataclasses.replace(problem, level=Level.WARN, waiver=Waiver(despite or "", "--despite"), hint=PRINTED)
        if problem.blocks
        else problem
        for problem in found
    ]
    return tuple(passed), despite if blocking else None


__all__ = ["Fitted", "Patient", "PatientFile", "Resource"]
