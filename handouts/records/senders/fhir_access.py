"""Who we are at a FHIR server: a bearer token, or one got for a signed assertion (SMART backend services)."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import pathlib
import re
import stat
import urllib.parse
import uuid
from typing import TYPE_CHECKING, Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.senders.web import Answer, Web
from handouts.store.plain_files import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.model.records import Fhir

TOKEN = re.compile(r"[\x21-\x7e]{1,16384}")  # nothing that would end a header's line
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTED = dt.timedelta(minutes=4)  # SMART: at most five
BEFORE_ITS_END = dt.timedelta(seconds=30)
UNSAID_S, LONGEST_S = 60, 24 * 3600  # how long a token counts whose server does not say, or says anything
MOST_BYTES = 64 * 1024  # of a file of ours
NO, NOT_YET, FAILS = 400, {408, 429}, 500
ERRORS = (  # RFC 6749, 5.2
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Access:
    """Proves who we are; a token that was got is kept in memory only, and no longer than it counts."""

    def __init__(
        self, fhir: Fhir, folder: pathlib.Path, ca: pathlib.Path | None, now: Callable[[], dt.datetime]
    ) -> None:
        """Keep where the secrets are, from which folder their paths begin, and the clock."""
        self.fhir, self.folder, self.ca, self.now = fhir, folder, ca, now
        self._token, self._until = "", now()
        self.shown = ""

    @property
    def renewable(self) -> bool:
        """Whether another token may be got for one that is refused."""
        return self.fhir.token_url is not None

    def headers(self) -> dict[str, str]:
        """Return the header that proves who we are; none where nothing is asked.

        Raises:
            NotSentError: a file or variable is not there, others may read it, or the token server gives no answer.
            RefusedError: the token server does not know us.
        """
        if name := self.fhir.token_environment:
            token = os.environ.get(name, "").strip()
            where = f"the environment variable {name}"
        elif self.fhir.token_file:
            token = self._secret(self.fhir.token_file).decode("ascii", "replace").strip()
            where = f"the file {self.fhir.token_file}"
        elif self.renewable:
            token, where = self._current(), "the answer of the token URL"
        else:
            return {}
        if not TOKEN.fullmatch(token):
            raise NotSentError(f"{where} holds no token")
        self.shown = token
        return {"Authorization": f"Bearer {token}"}

    def forget(self) -> None:
        """Forget a token that the server no longer accepts."""
        self._token = ""

    def _current(self) -> str:
        if not self._token or self.now() >= self._until:
            said = self._granted()
            seconds = said.get("expires_in")
            lasting = seconds if isinstance(seconds, int) and 0 < seconds <= LONGEST_S else UNSAID_S
            self._token = str(said.get("access_token") or "")
            self._until = self.now() + max(dt.timedelta(seconds=lasting) - BEFORE_ITS_END, dt.timedelta())
        return self._token

    def _granted(self) -> dict[str, Any]:
        form = {
            "grant_type": "client_credentials",
            "scope": self.fhir.scope,
            "client_assertion_type": ASSERTION,
            "client_assertion": self._assertion(),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        try:
            asked = Web(self.fhir.token_url or "", self.ca, self.fhir.timeout_s)
            answer = asked.ask("POST", body=urllib.parse.urlencode(form).encode(), headers=headers)
        except (NotSentError, LostError) as error:
            raise NotSentError(f"the token URL gives no token: {error}") from None
        said = _object(answer)
        if answer.status == 200 and str(said.get("token_type", "")).lower() == "bearer":  # noqa: PLR2004 - HTTP's OK
            return said
        # What else it says may be our assertion, which others could use.
        named = next((f" {each}" for each in ERRORS if each == said.get("error")), "")
        why = f"the token URL gives no token (HTTP {answer.status}{named})"
        if NO <= answer.status < FAILS and answer.status not in NOT_YET:
            raise RefusedError(why)
        raise NotSentError(why)

    def _assertion(self) -> str:
        now, client = self.now(), self.fhir.client
        said = {"iss": client, "sub": client, "aud": self.fhir.token_url, "jti": str(uuid.uuid4())}
        times = {"iat": int(now.timestamp()), "exp": int((now + ASSERTED).timestamp())}
        named = {"kid": self.fhir.key_id} if self.fhir.key_id else {}
        pem = self._secret(self.fhir.key or "")
        with contextlib.suppress(ValueError, TypeError, jwt.PyJWTError):
            key = load_pem_private_key(pem, password=None)
            if isinstance(key, rsa.RSAPrivateKey):
                return jwt.encode(said | times, key, algorithm="RS384", headers=named)
            if isinstance(key, ec.EllipticCurvePrivateKey):
                return jwt.encode(said | times, key, algorithm="ES384", headers=named)
        raise NotSentError(f"the file {self.fhir.key} holds no RSA key and none of the curve P-384, unlocked")

    def _secret(self, name: str) -> bytes:
        path = self.folder / name
        try:
            mode, held = path.stat().st_mode, read(path, MOST_BYTES)
        except OSError as error:
            raise NotSentError(f"the file {name} cannot be read: {error.strerror}") from None
        if mode & OTHERS:
            raise NotSentError(f"others may read the file {name}: give it the mode 0600")
        return held


def _object(answer: Answer) -> dict[str, Any]:
    """Return the JSON object of an answer; an empty one where it holds none."""
    with contextlib.suppress(ValueError, RecursionError):
        said = json.loads(answer.body)
        return said if isinstance(said, dict) and answer.kind == "application/json" else {}
    return {}
