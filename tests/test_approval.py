"""Who signed off which exact text, until when: what counts, what voids it, what runs out."""

import dataclasses
import datetime as dt

import pytest

from handouts.errors import ContentError
from handouts.model.frontmatter import FrontMatter
from handouts.model.review import ReviewState
from handouts.reader.source import Source, sign_offs_path
from handouts.review.approval import (
    UNCOUNTED,
    Signature,
    add_years,
    approve,
    digests,
    review_status,
    revoke,
    text_digest,
)
from handouts.review.record import store_sign_off
from handouts.review.sign_offs import Override, are_whole, read_sign_offs

TEXT = """---
# a comment
layout: minimal-medicine
title: Demo
version: "1.0"
author: A
urgency: {Skin: now}
waivers:
  - {rule: M08, words: "1-2", reason: as on the pack, by: Ada, until: 2027-01-01}
---
# Demo

### Usage

Take 1-2 tablets. <!-- a note -->

![The pack](pack.png)

### Side Effects

#### Skin

* blisters
"""
DAY = dt.date(2026, 3, 31)
LAST = dt.date(2029, 3, 31)
ADA = Signature("Ada Byron", "pharmacist", DAY, "Read twice.")


@pytest.fixture
def path(tmp_path):
    (tmp_path / "pack.png").write_bytes(b"picture")
    (tmp_path / "demo.md").write_text(TEXT)
    return tmp_path / "demo.md"


@pytest.fixture
def signed(path):
    """Sign the text off and return a function that says where it stands after a change."""
    add(path, approve(Source.read(path), ADA, LAST))

    def stands(old="", new="", today=DAY):
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new) if old else text)
        return review_status(Source.read(path), today)

    return stands


def add(path, entry):
    store_sign_off(Source.read(path), entry)


def test_a_text_without_a_ledger_is_unsigned(path):
    assert review_status(Source.read(path), DAY).state is ReviewState.UNSIGNED


def test_a_signed_text_is_approved_until_its_last_day(signed):
    status = signed()
    assert (status.state, status.by, status.role, status.on, status.until) == (
        ReviewState.APPROVED,
        "Ada Byron",
        "pharmacist",
        DAY,
        LAST,
    )
    assert not status.touched
    assert signed(today=LAST).approved
    assert signed(today=LAST + dt.timedelta(days=1)).state is ReviewState.EXPIRED


def test_an_earlier_next_review_of_the_front_matter_counts(path):
    path.write_text(TEXT.replace("author: A", "author: A\nnext_review: 2026-06-30"))
    add(path, approve(Source.read(path), ADA, LAST))
    assert review_status(Source.read(path), DAY).until == dt.date(2026, 6, 30)
    assert review_status(Source.read(path), dt.date(2026, 7, 1)).state is ReviewState.EXPIRED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1-2", "1-3"),
        ("Take", "take"),
        ("tablets.", "tablets ."),
        ("a note", "another note"),  # whoever reads the file reads a comment of the body
        ("title: Demo", "title: Demo 2"),
        ('version: "1.0"', 'version: "1.1"'),
        ("author: A", "author: B"),
        ("2027-01-01", "2028-01-01"),  # a waiver's date
        ("as on the pack", "because"),
        ("author: A", "author: A\nroute: by mouth"),
        ("Skin: now", "Skin: visit"),
        ("author: A", "author: A\nmy_field: 1"),  # a field nobody knows yet
        ("# Demo\n", "# Demo\n\n"),
    ],
)
def test_what_counts_voids_the_sign_off(signed, old, new):
    assert signed(old, new).state is ReviewState.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# a comment", "# another"),
        ("layout: minimal-medicine", "layout: other"),
        ("layout: minimal-medicine\n", ""),
        ("author: A", "author:   A"),
        ('title: Demo\nversion: "1.0"', 'version: "1.0"\ntitle: Demo'),
        ("layout: minimal-medicine", "layout: minimal-medicine\nnav_order: 3"),
    ],
)
def test_what_does_not_count_keeps_it_and_is_told(signed, old, new):
    status = signed(old, new)
    assert status.approved
    assert status.touched


def test_line_ends_and_a_byte_order_mark_change_nothing(signed, path):
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    status = signed()
    assert status.approved
    assert not status.touched


def test_another_picture_under_the_same_name_voids_it(signed, path):
    (path.parent / "pack.png").write_bytes(b"another")
    assert signed().state is ReviewState.CHANGED
    (path.parent / "pack.png").unlink()
    assert signed().state is ReviewState.CHANGED


VALUES = {
    "replaces": "[4F1C-09AB-77D2]",
    "language": "de",
    "review_date": "2026-01-01",
    "next_review": "2027-01-01",
    "schedule": "{take_days: 21, rest_days: 7}",
    "codes": "{atc: L04AX04}",
    "urgency": "{Skin: now}",
    "waivers": "[{rule: M08, reason: as on the pack, by: Ada}]",
    "key": "[For pain.]",
    "not_key": "[For pain.]",
    "strengths": "[5 mg]",
    "doses": "[5 to 10 mg]",
    "max_a_day": "[20 mg]",
    "icons": "{For pain.: with-food}",
}


@pytest.mark.parametrize("name", [*FrontMatter.model_fields, *sorted(UNCOUNTED)])
def test_every_field_of_the_front_matter_counts_unless_it_is_named(name):
    without, with_field = (
        text_digest(f"---\nx: 1\n{field}---\n# Demo\n### Usage\nFor pain.\n".encode(), "demo.md")
        for field in ("", f"{name}: {VALUES.get(name, 'B')}\n")
    )
    assert (with_field == without) is (name in UNCOUNTED)


def test_both_kinds_of_fields_are_found():
    assert {"title", *VALUES} < set(FrontMatter.model_fields)
    assert len(UNCOUNTED) > 5


def test_a_revoked_sign_off_no_longer_counts_and_a_new_one_does(signed, path):
    add(path, revoke(Source.read(path), Signature("Bob", None, DAY, "A new warning.")))
    assert (signed().state, signed().by) == (ReviewState.REVOKED, "Bob")
    with pytest.raises(ContentError, match="no sign-off to withdraw"):
        revoke(Source.read(path), ADA)
    add(path, approve(Source.read(path), ADA, LAST))
    assert signed().approved
    assert [entry.action for entry in read_sign_offs(Source.open(path))] == ["approve", "revoke", "approve"]


def test_only_the_newest_sign_off_counts(signed, path):
    signed("1-2", "1-3")
    add(path, approve(Source.read(path), ADA, LAST))
    assert signed().approved
    assert signed("1-3", "1-2").state is ReviewState.CHANGED


def test_the_ledger_is_only_added_to(signed, path):
    before = sign_offs_path(path).read_bytes()
    add(path, revoke(Source.read(path), ADA))
    assert sign_offs_path(path).read_bytes().startswith(before.rstrip(b"\n"))


@pytest.mark.parametrize(
    ("old", "new"), [("Ada Byron", "Eve Byron"), ("2029-03-31", "2099-03-31"), ("Read twice.", "Read.")]
)
def test_an_edited_entry_voids_them_all(signed, path, old, new):
    add(path, revoke(Source.read(path), ADA))
    add(path, approve(Source.read(path), ADA, LAST))
    ledger = sign_offs_path(path)
    text = ledger.read_text()
    first = text.index("[[entry]]\n")
    end = text.index("[[entry]]\n", first + 1)
    ledger.write_text(text[:first] + text[first:end].replace(old, new) + text[end:])
    assert signed().state is ReviewState.BROKEN
    with pytest.raises(ContentError, match="edited by hand"):
        add(path, approve(Source.read(path), ADA, LAST))


@pytest.mark.parametrize(("old", "new"), [("Ada Byron", "Eve Byron"), ("2029-03-31", "2029-04-01")])
def test_the_newest_entry_is_sealed_too(signed, path, old, new):
    ledger = sign_offs_path(path)
    ledger.write_text(ledger.read_text().replace(old, new))
    assert signed().state is ReviewState.BROKEN


def test_a_sign_off_counts_from_its_day_on(signed):
    assert signed(today=DAY - dt.timedelta(days=1)).state is ReviewState.UNSIGNED
    assert signed(today=DAY).approved


def test_a_removed_entry_voids_them_all(signed, path):
    add(path, revoke(Source.read(path), ADA))
    add(path, approve(Source.read(path), ADA, LAST))
    text = sign_offs_path(path).read_text()
    blocks = text.split("[[entry]]\n")
    sign_offs_path(path).write_text("[[entry]]\n".join([blocks[0], blocks[1], blocks[3]]))
    assert not are_whole(read_sign_offs(Source.open(path)))
    assert signed().state is ReviewState.CUT


@pytest.mark.parametrize(
    "text", ["[[entry", "entry = 3", "[[entry]]\naction = 'bless'\n", "[[entry]]\naction='approve'\ndate=2026-01-01\n"]
)
def test_a_broken_ledger_is_the_contents_fault_with_a_hint(path, text):
    sign_offs_path(path).write_text(text)
    with pytest.raises(ContentError) as caught:
        review_status(Source.read(path), DAY)
    assert caught.value.problems[0].place.path == str(sign_offs_path(path))
    assert caught.value.problems[0].hint


def test_overrides_and_awkward_words_come_back_as_they_were(path):
    note = 'He said "no" \\ 5 µg ≥ 2\nline two \u007f'
    entry = approve(
        Source.read(path), dataclasses.replace(ADA, note=note), LAST, [Override(rule="M08", reason="as on the pack")]
    )
    add(path, entry)
    assert read_sign_offs(Source.open(path))[0] == entry.model_copy(update={"seal": entry.digest})
    assert are_whole(read_sign_offs(Source.open(path)))


def test_digests_differ_in_what_they_are_of(path):
    found = digests(Source.read(path))
    assert len({found.text, found.pictures, found.file}) == 3


def test_a_leap_day_is_followed_by_the_28th():
    assert add_years(dt.date(2028, 2, 29), 3) == dt.date(2031, 2, 28)
    assert add_years(DAY, 3) == LAST
