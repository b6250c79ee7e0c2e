"""What is asked of a FHIR server (REST, JSON), and what its answers mean; nothing of a patient is told on."""

from __future__ import annotations

import dataclasses
import email.utils
import json
import re
import urllib.parse
from typing import TYPE_CHECKING, Any, Literal

from handouts.records.messages.fhir import PROFILES
from handouts.records.messages.fhir_bundle import address_of, unless_there, written
from handouts.records.receipt import BusyError, LostError, NotSentError, RefusedError
from handouts.records.senders.harmless import harmless
from handouts.records.senders.web import readable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from handouts.records.filing import Person
    from handouts.records.messages.fhir_bundle import Resource
    from handouts.records.senders.fhir_access import Access
    from handouts.records.senders.web import Answer, Web

FHIR = "application/fhir+json"
JSON = {FHIR, "application/json"}
OTHERS = {
    "text/html": "a web page",
    "text/plain": "plain text",
    "application/fhir+xml": "FHIR in XML",
    "": "of no kind",
}
FORM = "application/x-www-form-urlencoded"
REFERENCE = re.compile(r"\b([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[^/\s]*)?$")
REASONS = {
    400: "it does not understand the message",
    401: "it does not accept our proof of who we are",
    403: "it does not allow us to do this",
    404: "it does not know what we ask for",
    405: "it does not do this",
    409: "what it holds contradicts this",
    410: "it was deleted there",
    412: "what it holds is not what we expect",
    413: "the document is too large for it",
    415: "it takes no FHIR in JSON",
    422: "it finds the message wrong",
}
OK, REDIRECTED, NO, UNKNOWN, FAILS = 200, 300, 400, 401, 500
CHANGED = {409, 412}  # of a version that was read before
PATIENCE, TOO_MANY, UNAVAILABLE = 408, 429, 503
LONGEST_S = 24 * 3600.0
FEWEST_LETTERS = 2  # of a part of a name that is hidden
FEWEST_SIGNS = 4  # by which a document's name tells somebody's: fewer stand there by chance
MOST_ISSUES = 3
DAYS = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y")


@dataclasses.dataclass(frozen=True)
class Server:
    """A FHIR server, asked for one person's record.

    ``kind`` (``system|code``) is that of our documents where they have a master identifier alone.
    """

    web: Web
    access: Access
    now: Callable[[], dt.datetime]
    person: Person = dataclasses.field(repr=False)
    kind: str = ""

    def search(self, kind: str, query: Mapping[str, str]) -> list[Resource]:
        """Return what a search finds, all of it on one page; in a body, so that no log of addresses holds a number.

        Raises:
            SendingError: there is no answer, or it is none.
        """
        body = urllib.parse.urlencode(query).encode()
        found = self._resource(self._ask("POST", f"{kind}/_search", body, {"Content-Type": FORM}), "Bundle")
        entries = found.get("entry") or []
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise LostError("its answer is not what FHIR calls a Bundle")
        links = found.get("link") or []
        if isinstance(links, list) and any(isinstance(each, dict) and each.get("relation") == "next" for each in links):
            raise RefusedError("it finds more than one page of what there may be one of")
        matches = [each.get("resource") for each in entries if _mode(each) in {"match", None}]
        return [each for each in matches if isinstance(each, dict) and each.get("resourceType") == kind]

    def create(self, resource: Resource) -> tuple[str, bool]:
        """Create a resource unless it is there; return its reference ("" unsaid), and whether it was there."""
        condition = unless_there(address_of(resource))
        headers = {"If-None-Exist": condition, "Prefer": "return=minimal", "Content-Type": FHIR}
        answer = self._ask("POST", resource["resourceType"], written(resource), headers)
        found = REFERENCE.search(answer.headers.get("location", ""))
        if found and found[1].partition("/")[0] == resource["resourceType"]:
            return found[1], answer.status == OK
        return "", answer.status == OK

    def put(self, resource: Resource, version: str = "") -> None:
        """Write a resource under its own name; where a version is given, only over exactly that one."""
        headers = {"Content-Type": FHIR, "Prefer": "return=minimal"} | ({"If-Match": version} if version else {})
        self._ask("PUT", f"{resource['resourceType']}/{resource['id']}", written(_unclaimed(resource)), headers)

    def read(self, reference: str) -> tuple[Resource, str]:
        """Return a resource, and its version as `put` wants it ("" where the server counts none)."""
        answer = self._ask("GET", reference)
        resource = self._resource(answer, reference.partition("/")[0])
        if f"{resource['resourceType']}/{resource.get('id')}" != reference or not _is_text(resource):
            raise LostError("its answer is not what it was asked for")
        meta = resource.get("meta")
        number = meta.get("versionId") if isinstance(meta, dict) else None
        return resource, answer.headers.get("etag", "") or (f'W/"{number}"' if number else "")

    def _ask(
        self,
        method: Literal["GET", "POST", "PUT"],
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        accepted = {"Accept": FHIR, **(headers or {})}
        answer = self.web.ask(method, path, body, accepted | self.access.headers())
        if answer.status == UNKNOWN and self.access.renewable:  # before it read anything
            self.access.forget()
            answer = self.web.ask(method, path, body, accepted | self.access.headers())
        if answer.status < OK or answer.status >= REDIRECTED:
            self._refuse(method, answer)
        return answer

    def _refuse(self, method: str, answer: Answer) -> None:
        status = answer.status
        if status < NO:
            raise RefusedError(f"it sends us elsewhere (HTTP {status}), where nothing is sent")
        told = self._told(answer)
        if status in {TOO_MANY, UNAVAILABLE}:
            raise BusyError(f"it is busy (HTTP {status}{told})", self._later(answer.headers.get("retry-after", "")))
        if status >= FAILS or status == PATIENCE:
            raise LostError(f"it failed (HTTP {status}{told})")
        if method == "PUT" and status in CHANGED:
            raise NotSentError(f"it was changed there meanwhile (HTTP {status}{told})")
        raise RefusedError(f"{REASONS.get(status, 'it says no')} (HTTP {status}{told})")

    def _told(self, answer: Answer) -> str:
        """Return what an OperationOutcome says, short and without the patient."""
        issues = _object(answer).get("issue") or [] if answer.kind in JSON else []
        said = (
            [_issue(each) for each in issues[:MOST_ISSUES] if isinstance(each, dict)]
            if isinstance(issues, list)
            else []
        )
        words = "; ".join(filter(None, said))
        for secret in sorted(self._secrets(), key=len, reverse=True):
            words = re.sub(re.escape(secret), "…", words, flags=re.IGNORECASE)
        return f": {readable(words)}" if words else ""

    def shown(self, reference: str) -> str:
        """Return a reference as it may be told: some servers name a document after the patient."""
        kind, _, name = reference.partition("/")
        telling = [each for each in self._secrets() if len(each) >= FEWEST_SIGNS and each.casefold() in name.casefold()]
        return f"{kind}/…" if telling else reference

    def _secrets(self) -> set[str]:
        """Return what is of the person, and what we have shown to prove who we are."""
        person = self.person
        days = [person.born.strftime(how) for how in DAYS]
        names = [part for part in person.name.split() if len(part) >= FEWEST_LETTERS]
        numbers = {person.number, "".join(person.number.split())}
        return set(filter(None, {*numbers, person.name, *names, *days, self.access.shown}))

    def _later(self, said: str) -> float | None:
        """Return the seconds of a Retry-After: a number, or a date."""
        if said.strip().isdecimal():
            return min(float(said), LONGEST_S)
        try:
            moment = email.utils.parsedate_to_datetime(said)
            return min(max((moment - self.now()).total_seconds(), 0.0), LONGEST_S)
        except (ValueError, TypeError, LookupError, OverflowError):
            return None

    def _resource(self, answer: Answer, kind: str) -> dict[str, Any]:
        if answer.kind not in JSON:
            raise LostError(f"its answer is not FHIR in JSON but {OTHERS.get(answer.kind, 'of another kind')}")
        resource = _object(answer)
        if resource.get("resourceType") != kind:
            raise LostError(f"its answer is not what FHIR calls a {kind}")
        return resource


def _unclaimed(resource: Resource) -> Resource:
    """Return a resource that claims IHE's profile no longer, where it is not current: that is of current ones alone."""
    meta, ours = resource.get("meta"), PROFILES["mhd-strict"]
    claimed = meta.get("profile") if isinstance(meta, dict) else None
    if not isinstance(claimed, list) or ours not in claimed or resource.get("status") == "current":
        return resource
    profiles = [each for each in claimed if each != ours]
    rest = {name: value for name, value in resource["meta"].items() if name != "profile"}
    rest |= {"profile": profiles} if profiles else {}
    others = {name: value for name, value in resource.items() if name != "meta"}
    return others | ({"meta": rest} if rest else {})


def _object(answer: Answer) -> dict[str, Any]:
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _issue(issue: Mapping[str, Any]) -> str:
    details = issue.get("details")
    text = details.get("text") if isinstance(details, dict) else None
    said = (harmless(str(each or "")) for each in (issue.get("diagnostics"), text, issue.get("code")))
    return next(filter(None, said), "")


def _mode(entry: Mapping[str, Any]) -> str | None:
    search = entry.get("search")
    mode = search.get("mode") if isinstance(search, dict) else None
    return None if mode is None else str(mode)


def _is_text(resource: Resource) -> bool:
    """Tell whether it can be written back: JSON may hold halves of letters."""
    try:
        return bool(written(resource))
    except ValueError:
        return False
