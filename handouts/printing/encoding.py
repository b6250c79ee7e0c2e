"""How attributes are written (RFC 8010); ippx writes all but collections."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

import ippx

# How a value is written, by the name of its attribute (RFC 8011, PWG 5100.1 to 5100.13); any other is a keyword.
SYNTAX: Mapping[str, ippx.Tag] = {
    "attributes-charset": ippx.Tag.CHARSET,
    "attributes-natural-language": ippx.Tag.NATURAL_LANGUAGE,
    "copies": ippx.Tag.INTEGER,
    "document-format": ippx.Tag.MIME_TYPE,
    "document-name": ippx.Tag.NAME,
    "finishings": ippx.Tag.ENUM,
    "ipp-attribute-fidelity": ippx.Tag.BOOLEAN,
    "job-id": ippx.Tag.INTEGER,
    "job-name": ippx.Tag.NAME,
    "last-document": ippx.Tag.BOOLEAN,
    "limit": ippx.Tag.INTEGER,
    "media-col": ippx.Tag.BEG_COLLECTION,
    "media-size": ippx.Tag.BEG_COLLECTION,
    "number-up": ippx.Tag.INTEGER,
    "page-ranges": ippx.Tag.RANGE,
    "printer-uri": ippx.Tag.URI,
    "requesting-user-name": ippx.Tag.NAME,
    "x-dimension": ippx.Tag.INTEGER,
    "y-dimension": ippx.Tag.INTEGER,
}


def written(values: Mapping[str, Any]) -> bytes:
    """Write attributes: a list is several values, a pair a range of pages, a mapping a collection."""
    written = bytearray()
    for name, value in values.items():
        tag = SYNTAX.get(name, ippx.Tag.KEYWORD)
        each = value if isinstance(value, list) else [value]
        if tag is ippx.Tag.BEG_COLLECTION:
            for number, one in enumerate(each):
                written += _collection("" if number else name, one)
        else:
            written += _bare([ippx.Attribute(name, tag, each)])
    return bytes(written)


def _collection(name: str, members: Mapping[str, Any]) -> bytes:
    """Write a collection (RFC 8010, 3.1.6), which ippx only reads."""
    written = bytearray(_value(ippx.Tag.BEG_COLLECTION, name, b""))
    for member, value in members.items():
        written += _value(ippx.Tag.MEMBER_ATTR_NAME, "", member.encode())
        tag = SYNTAX.get(member, ippx.Tag.KEYWORD)
        if tag is ippx.Tag.BEG_COLLECTION:
            written += _collection("", value)
        else:
            written += _bare([ippx.Attribute("", tag, [value])])
    return bytes(written + _value(ippx.Tag.END_COLLECTION, "", b""))


def _value(tag: ippx.Tag, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def _bare(attributes: list[ippx.Attribute]) -> bytes:
    """Return attributes as ippx writes them, without the message around them."""
    message = ippx.IppMessage((2, 0), 0, 1, [(ippx.Tag.JOB_ATTRS, attributes)])
    return ippx.encode(message)[9:-1]
