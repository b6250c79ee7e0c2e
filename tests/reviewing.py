"""Keys of reviewers, the same in every run."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from handouts.review.ssh_signatures import open_key


def key_of(number):
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def public_of(key):
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


KEY, OTHER = key_of(1), key_of(2)
PUBLIC, STRANGE = public_of(KEY), public_of(OTHER)


def write_keys(folder):
    """Write Ada's key and another's, with their public halves, and Ada's under a passphrase."""
    for name, key in (("ada", KEY), ("other", OTHER)):
        (folder / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        (folder / f"{name}.pub").write_text(public_of(key) + " a remark\n")
    locked = BestAvailableEncryption(b"secret")
    (folder / "locked").write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    return folder


def signing(folder, name="ada"):
    return open_key(folder / name, lambda: pytest.fail("nobody is asked"))
