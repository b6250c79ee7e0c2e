"""The only door to keys for sign-offs: signatures as ``ssh-keygen -Y sign`` makes them, with Ed25519 keys.

    printf %s DIGEST | ssh-keygen -Y verify -f allowed_signers -I NAME -n sign-off@handouts -s SIGNATURE

checks one without us. The form is OpenSSH's PROTOCOL.sshsig; of it there is one writing for each key and message.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import socket
from typing import TYPE_CHECKING

import pydantic

from handouts.errors import OutputError, Place, Problem
from handouts.model.approval import HEAD, KIND, PublicKey
from handouts.store.plain_files import read

if TYPE_CHECKING:
    from collections.abc import Callable

NAMESPACE = b"sign-off@handouts"  # so that no signature made for something else is taken for one of these
MAGIC = b"SSHSIG"
LENGTH = 64  # of a signature, in bytes
LARGEST = 64 * 1024  # bytes of a key's file
SIGN_REQUEST, SIGN_RESPONSE = b"\x0d", b"\x0e"
PATIENCE_S = 60.0  # an agent may ask its owner
NOT_THAT_KIND = "Make one: ssh-keygen -t ed25519"


def open_key(path: os.PathLike[str], passphrase: Callable[[], str]) -> Callable[[bytes], str]:
    """Return what signs with a private key, in OpenSSH's form or as PEM; ``passphrase`` is asked where it has one.

    Of a public key (``.pub``) the private half is asked for its signature where ssh-agent holds it, as git does.

    Raises:
        OutputError: it cannot be opened, is no Ed25519 key, or what opens it is not installed.
    """
    place = Place(str(path))
    try:
        data = read(path, LARGEST)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is impossible"
        message, hint = f"The key cannot be read: {reason}.", "Check its path and its permissions."
        raise OutputError(Problem("no-key", message, hint, place)) from None
    if data.startswith(KIND.encode()):
        return _asking_agent(data.decode(errors="replace"), place)
    return _signing(_loaded(data, passphrase, place), place)


def _loaded(data: bytes, passphrase: Callable[[], str], place: Place) -> object:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key
    except ModuleNotFoundError as error:
        raise _missing(error, place) from None
    load = load_ssh_private_key if b"BEGIN OPENSSH" in data else load_pem_private_key
    try:
        try:
            return load(data, None)
        except TypeError:  # it has a passphrase
            return load(data, passphrase().encode())
    except UnsupportedAlgorithm:
        message = "The passphrase of this key cannot be used: that needs more than is installed (bcrypt)."
        hint = f"Let ssh-agent open it: ssh-add {place.path}, then --sign {place.path}.pub. Or run: pip install bcrypt"
        raise OutputError(Problem("missing-package", message, hint, place)) from None
    except (ValueError, TypeError):
        message = "The passphrase does not open this file, or it holds no private key."
        raise OutputError(Problem("no-key", message, f"Check both. {NOT_THAT_KIND}", place)) from None


def _asking_agent(text: str, place: Place) -> Callable[[bytes], str]:
    try:
        public = pydantic.TypeAdapter(PublicKey).validate_python(text)
    except pydantic.ValidationError:
        message, hint = "This is no public key of the kind ssh-ed25519.", NOT_THAT_KIND
        raise OutputError(Problem("no-key", message, hint, place)) from None

    def sign(message: bytes) -> str:
        made = _of_agent(_blob(public), _signed(message))
        if made is None:
            told = "ssh-agent is not there, or does not sign with this key."
            hint = "Run ssh-add with the private key (the file without .pub), or name that one with --sign."
            raise OutputError(Problem("no-key", told, hint, place))
        return base64.b64encode(_before(_blob(public)) + made).decode()

    return sign


def _of_agent(public: bytes, data: bytes) -> bytes | None:
    """Return the signature ssh-agent makes (draft-ietf-sshm-ssh-agent, 3.6); None where it makes none."""
    asked = SIGN_REQUEST + _string(public) + _string(data) + (0).to_bytes(4)
    expected = SIGN_RESPONSE + (len(_string(KIND.encode())) + 4 + LENGTH).to_bytes(4) + _string(KIND.encode())
    expected += LENGTH.to_bytes(4)
    try:
        with socket.socket(socket.AF_UNIX) as agent:
            agent.settimeout(PATIENCE_S)
            agent.connect(os.environ.get("SSH_AUTH_SOCK", ""))
            agent.sendall(_string(asked))
            answer = agent.makefile("rb").read(4 + len(expected) + LENGTH)
    except (AttributeError, OSError, ValueError):  # no such sockets on this system, or nobody behind this one
        return None
    made = answer.removeprefix((len(expected) + LENGTH).to_bytes(4) + expected)
    return made if len(made) == LENGTH else None


def _signing(key: object, place: Place) -> Callable[[bytes], str]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not isinstance(key, Ed25519PrivateKey):
        message = "This key is of another kind than Ed25519."
        raise OutputError(Problem("no-key", message, NOT_THAT_KIND, place))
    before = _before(HEAD + key.public_key().public_bytes_raw())
    return lambda message: base64.b64encode(before + key.sign(_signed(message))).decode()


def signs_with(signature: str, public: str) -> bool:
    """Tell whether a signature says that a public key (``ssh-ed25519 AAAA…``) made it, not whether it holds."""
    return _parted(signature, public) is not None


def holds(signature: str, public: str, message: bytes) -> bool:
    """Tell whether a signature of a message was made with the private half of a public key.

    Raises:
        OutputError: what checks it is not installed.
    """
    made = _parted(signature, public)
    if made is None:
        return False
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ModuleNotFoundError as error:
        raise _missing(error, Place("clinic.toml")) from None
    try:
        Ed25519PublicKey.from_public_bytes(_blob(public)[len(HEAD) :]).verify(made, _signed(message))
    except (InvalidSignature, ValueError):
        return False
    return True


def _parted(signature: str, public: str) -> bytes | None:
    """Return the signature itself; None where it is not one of this key, or is written in any way but the one."""
    try:
        whole = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return None
    before, made = whole[:-LENGTH], whole[-LENGTH:]
    return made if before == _before(_blob(public)) else None


def _blob(public: str) -> bytes:
    return base64.b64decode(public.split()[1])


def _before(public: bytes) -> bytes:
    """Return what stands before the 64 bytes of a signature."""
    parts = (public, NAMESPACE, b"", b"sha512")
    kind = _string(KIND.encode())
    return (
        MAGIC
        + (1).to_bytes(4)
        + b"".join(map(_string, parts))
        + (len(kind) + 4 + LENGTH).to_bytes(4)
        + kind
        + (LENGTH.to_bytes(4))
    )


def _signed(message: bytes) -> bytes:
    return MAGIC + b"".join(map(_string, (NAMESPACE, b"", b"sha512", hashlib.sha512(message).digest())))


def _string(part: bytes) -> bytes:
    return len(part).to_bytes(4) + part


def _missing(error: ModuleNotFoundError, place: Place) -> OutputError:
    message = f"Signatures of sign-offs need more than is installed ({error.name})."
    return OutputError(Problem("missing-package", message, "Run: pip install 'handouts[records]'", place))
