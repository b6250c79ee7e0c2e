"""The clinic's key, and what the ledger of leaflets given does with it.

The clinic's key wraps one key that the ledger has of its own. All others follow from that (HKDF, RFC 5869): one hides
the patients (AES-GCM), one makes a number's pseudonym, one seals the entries. So another key of the clinic's wraps
anew, and no entry changes.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import json
import os
import pathlib
import secrets
import stat
import unicodedata
from typing import TYPE_CHECKING, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from handouts.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from handouts.model.records import LedgerKey

LARGEST = 4096  # bytes of a key's file; each key has 44
NONCE = 12  # bytes, NIST SP 800-38D
BLOCK = 256  # a patient's facts are filled up to it, so that their length tells no name
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NEW_KEY = "Make one: handouts given --new-key FILE"
KEYRING_ENTRY = "ledger"
NO_DOOR = "The keyring of this machine cannot be opened."


def new_key(path: pathlib.Path) -> None:
    """Write a new key into a file of its own that nobody else may read; one that is there stays.

    Raises:
        OutputError: a file stands there, or none can be written.
    """
    text = f"# The key of the ledger of leaflets given. Without it nobody can read the ledger.\n{_random_key()}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        _refuse(str(path), "ledger-key-exists", "A file stands there already; it is as it was.", "Choose another name.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is impossible"
        _refuse(str(path), "not-written", f"The key could not be written: {reason}.", "Choose another folder.")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
    except OSError as error:
        path.unlink(missing_ok=True)
        _refuse(str(path), "not-written", f"The key could not be written: {error.strerror}.", "Free some space.")


def _random_key() -> str:
    return Fernet.generate_key().decode()


@dataclasses.dataclass(frozen=True)
class ClinicKeys:
    """The clinic's keys, the newest first: it wraps, and each of them unwraps. ``place`` says where they are from."""

    wrapping: MultiFernet = dataclasses.field(repr=False)
    place: str

    @classmethod
    def read(cls, where: LedgerKey, folder: pathlib.Path) -> ClinicKeys:
        """Read the keys from where the clinic's file says; the path of a file begins at ``folder``.

        Raises:
            OutputError: there is none, it is no key, or others may read it.
        """
        if where.file:
            path = folder / pathlib.Path(where.file).expanduser()
            return cls.parse(_from_file(path), str(path))
        if where.env:
            text = os.environ.get(where.env, "")
            if not text:
                _refuse(where.env, "ledger-key-missing", "This environment variable holds no key.", f"{NEW_KEY}.")
            return cls.parse(text, where.env)
        if not where.keyring:
            hint = f'{NEW_KEY}, and name it in clinic.toml, under [records]: ledger_key = {{file = "FILE"}}'
            _refuse("clinic.toml", "ledger-key-missing", "The ledger has no key.", hint)
        return cls.parse(_from_keyring(where.keyring), f"keyring {where.keyring}")

    @classmethod
    def parse(cls, text: str, place: str) -> ClinicKeys:
        """Return the keys of a text: one a line, or with commas between; lines with # are remarks.

        Raises:
            OutputError: there is none, or one is no key.
        """
        lines = [line.strip() for line in text.replace(",", "\n").splitlines()]
        try:
            keys = [Fernet(line) for line in lines if line and not line.startswith("#")]
            return cls(MultiFernet(keys), place)
        except ValueError:
            message = "What stands there is no key of a ledger."
            _refuse(place, "ledger-key-invalid", message, f"Put the clinic's key there. For a new ledger: {NEW_KEY}.")

    def new_secret(self) -> str:
        """Return a new key of a ledger, wrapped."""
        return self.wrapping.encrypt(secrets.token_bytes(32)).decode()

    def wrap_anew(self, wrapped: str) -> str:
        """Wrap a ledger's key with the newest key.

        Raises:
            OutputError: none of the keys is this ledger's.
        """
        self.unwrap(wrapped)
        return self.wrapping.rotate(wrapped.encode()).decode()

    def unwrap(self, wrapped: str) -> Secrets:
        """Return what a ledger's wrapped key opens.

        Raises:
            OutputError: none of the keys is this ledger's.
        """
        try:
            return Secrets.of(self.wrapping.decrypt(wrapped.encode()))
        except InvalidToken:
            message = "This is not the key of this ledger; the ledger is as it was."
            _refuse(self.place, "ledger-key-wrong", message, "Put back the key that was used before.")


def _from_file(path: pathlib.Path) -> str:
    place = str(path)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would wait for its other end
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                _refuse(place, "ledger-key-invalid", "This is not a plain file.", "Name the file of the key.")
            if os.name == "posix" and found.st_mode & OTHERS:
                hint = f"Run: chmod 600 {path.name}. If others may have read it, make a new one and --renew."
                _refuse(place, "ledger-key-open", "Others than you may read this key.", hint)
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is impossible"
        hint = f"Put the clinic's key there. For a new ledger: {NEW_KEY}."
        _refuse(place, "ledger-key-missing", f"The ledger's key cannot be read: {reason}.", hint)
    return data[:LARGEST].decode(errors="replace")


def _from_keyring(service: str) -> str:
    place = f"keyring {service}"
    try:
        import keyring
        import keyring.errors
    except ModuleNotFoundError:
        hint = "Run: pip install 'handouts[records]'"
        _refuse(place, "ledger-key-missing", "The keyring needs more than is installed (keyring).", hint)
    text: str | None = None
    try:
        text = keyring.get_password(service, KEYRING_ENTRY)
    except keyring.errors.KeyringError:
        _refuse(place, "ledger-key-missing", NO_DOOR, "Unlock it, or put the key into a file.")
    if not text:
        hint = f"Run: keyring set {service} {KEYRING_ENTRY}"
        _refuse(place, "ledger-key-missing", "The keyring holds no key of a ledger.", f"{hint}.")
    return text


@dataclasses.dataclass(frozen=True)
class Secrets:
    """The keys that follow from a ledger's own; printed or logged, they show nothing."""

    hiding: AESGCM = dataclasses.field(repr=False)
    naming: bytes = dataclasses.field(repr=False)
    sealing: bytes = dataclasses.field(repr=False)

    @classmethod
    def of(cls, key: bytes) -> Secrets:
        """Derive them."""
        hide, name, seal = (
            HKDF(SHA256(), 32, None, b"handouts ledger 1 " + purpose).derive(key)
            for purpose in (b"hiding", b"naming", b"sealing")
        )
        return cls(AESGCM(hide), name, seal)

    def hide(self, facts: dict[str, str | None], beside: bytes) -> bytes:
        """Encrypt a patient's facts; they can be read beside these bytes alone, so in no other entry."""
        plain = json.dumps(facts, ensure_ascii=False).encode()
        nonce = secrets.token_bytes(NONCE)
        return nonce + self.hiding.encrypt(nonce, plain + b" " * (-len(plain) % BLOCK), beside)

    def show(self, hidden: bytes, beside: bytes) -> dict[str, str | None] | None:
        """Return a patient's facts; None where they were not written with this key, or beside other bytes."""
        with contextlib.suppress(InvalidTag, ValueError):
            facts: dict[str, str | None] = json.loads(self.hiding.decrypt(hidden[:NONCE], hidden[NONCE:], beside))
            return facts
        return None

    def pseudonym(self, number: str) -> str:
        """Return what stands for a number, however its letters and spaces are written."""
        written = "".join(unicodedata.normalize("NFKC", number).split()).casefold()
        return hmac.new(self.naming, written.encode(), hashlib.sha256).hexdigest()

    def seal(self, *parts: bytes) -> str:
        """Return the seal of some bytes, which nobody can make without the key."""
        whole = b"".join(len(part).to_bytes(8) + part for part in parts)
        return hmac.new(self.sealing, whole, hashlib.sha256).hexdigest()


def _refuse(place: str, code: str, message: str, hint: str) -> NoReturn:
    raise OutputError(Problem(code, message, hint, Place(place)))
