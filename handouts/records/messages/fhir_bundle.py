"""What belongs to one filing in FHIR, kept together as one collection that holds all that a sender needs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any, Self

from handouts.records.filing import Person

Resource = dict[str, Any]

UNIVERSAL = "urn:ietf:rfc:3986"  # the system of identifiers that are URIs themselves
WITHDRAWN = "entered-in-error"


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """Under which references (``Patient/17``) a server knows what a message speaks of; "" for one it does not."""

    patient: str
    document: str = ""
    replaced: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """Whom it is for, the document, its bytes where they lie apart (US Core), and that it was given."""

    patient: Resource = dataclasses.field(repr=False)
    document: Resource = dataclasses.field(repr=False)
    binary: Resource | None = dataclasses.field(default=None, repr=False)
    communication: Resource | None = dataclasses.field(default=None, repr=False)

    @property
    def person(self) -> Person:
        """The person on the paper."""
        (number,), (name,) = self.patient["identifier"], self.patient["name"]
        born = dt.date.fromisoformat(self.patient["birthDate"])
        return Person(number["value"], name["text"], born, number.get("system", ""))

    @property
    def replaced(self) -> str:
        """The identifier of the document whose place this one takes; "" for none."""
        relations = self.document.get("relatesTo")
        return str(relations[0]["target"]["identifier"]["value"]) if relations else ""

    @property
    def hash(self) -> str:
        """The PDF's SHA-1 in base64."""
        return str(self.document["content"][0]["attachment"]["hash"])

    @property
    def is_withdrawn(self) -> bool:
        """Whether it takes back what an earlier message has filed."""
        return bool(self.document["status"] == WITHDRAWN)

    def addressed(self, known: Known) -> Message:
        """Return it with the references of one server."""
        subject = self.document["subject"] | {"reference": known.patient}
        document = self.document | {"subject": subject}
        if self.replaced and known.replaced:
            ((relation),) = document["relatesTo"]
            target = {"reference": known.replaced, **relation["target"]}
            document |= {"relatesTo": [relation | {"target": target}]}
        given = self.communication
        if given:
            payload = [{"contentReference": {"reference": known.document}}] if known.document else given["payload"]
            given = given | {"subject": subject, "recipient": [subject], "payload": payload}
        return dataclasses.replace(self, document=document, communication=given)

    def packed(self) -> bytes:
        """Return all of it in one file."""
        entries = [
            {"fullUrl": self.document["subject"]["reference"], "resource": self.patient},
            *(
                {"fullUrl": address_of(resource), "resource": resource}
                for resource in (self.binary, self.document, self.communication)
                if resource
            ),
        ]
        return written({"resourceType": "Bundle", "type": "collection", "entry": entries})

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """Return what `packed` has put into a file.

        Raises:
            ValueError: it has not.
        """
        try:
            resources = [entry["resource"] for entry in json.loads(data)["entry"]]
            named = {resource["resourceType"]: resource for resource in resources}
            patient, document = named["Patient"], named["DocumentReference"]
            message = cls(patient, document, named.get("Binary"), named.get("Communication"))
            _ = message.person, message.replaced, address_of(document), message.is_withdrawn or message.hash
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise ValueError("this is no message of a leaflet") from None
        return message


def unless_there(address: str) -> str:
    """Return the search for a resource by an identifier of ours, without anything of the patient."""
    return f"identifier={UNIVERSAL}|{address}"


def address_of(resource: Resource) -> str:
    """Return the identifier of ours by which a resource is found."""
    if resource["resourceType"] == "Binary":
        return f"urn:uuid:{resource['id']}"
    own = resource.get("masterIdentifier") or resource["identifier"][0]
    return str(own["value"])


def written(resource: Resource) -> bytes:
    """Return a resource as JSON: the same bytes for the same resource."""
    return json.dumps(resource, ensure_ascii=False, separators=(",", ":")).encode()
