"""Sign-offs that were cut short, put back to an older state or forged anew: none of them counts."""

import datetime as dt
import itertools

import pytest
import tomli_w
from editing import GOOD

from handouts.errors import ContentError
from handouts.reader.source import Source, second_record_path, sign_offs_path
from handouts.review.approval import Signature, approve, review_status, revoke
from handouts.review.record import store_sign_off
from handouts.review.second_record import SecondRecord, disagreement, read_second_record
from handouts.review.sign_offs import are_whole, read_sign_offs

DAY = dt.date(2026, 3, 31)
LAST = dt.date(2028, 3, 31)


def sign(path, *acts):
    """Write what reviewers do, one a day: a for approve, r for revoke."""
    for days, act in enumerate(acts):
        source, signature = Source.read(path), Signature("Ada Byron", "pharmacist", DAY + dt.timedelta(days))
        store_sign_off(source, approve(source, signature, LAST) if act == "a" else revoke(source, signature))


@pytest.fixture
def path(tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    return tmp_path / "demo.md"


def entries(path):
    return list(read_sign_offs(Source.read(path)))


def chained(signed):
    """Seal entries anew, as anybody can who knows how."""
    done = []
    for entry in signed:
        bare = entry.model_copy(update={"follows": done[-1].seal if done else "", "seal": ""})
        done.append(bare.model_copy(update={"seal": bare.digest}))
    return done


def write(path, signed):
    values = [
        {name: value for name, value in entry.model_dump(exclude_defaults=True).items() if value is not None}
        for entry in signed
    ]
    sign_offs_path(path).write_text("# Sign-offs.\n\n" + tomli_w.dumps({"entry": values}))


def stands(path):
    return review_status(Source.read(path), DAY + dt.timedelta(30))


def is_refused(path):
    """Tell whether a sign-off of that file counts for nothing, and is told."""
    source = Source.read(path)
    return not stands(path).approved and disagreement(source).problem.hint != ""


CUTS = [(acts, gone) for acts in ("ar", "ara", "arar", "aara", "aaaaa") for gone in range(1, len(acts) + 1)]


@pytest.mark.parametrize(("acts", "gone"), CUTS)
def test_entries_taken_off_the_end_are_missed(path, acts, gone):
    sign(path, *acts)
    kept = entries(path)[:-gone]
    write(path, kept)
    assert are_whole(tuple(kept))
    assert stands(path).state == "cut"
    (message, hint) = (disagreement(Source.read(path)).problem.message, disagreement(Source.read(path)).problem.hint)
    assert message.startswith(f"{gone} of its {len(acts)} sign-offs {'is' if gone == 1 else 'are'} missing, the newest")
    newest = {"a": "signed it off", "r": "withdrew the review"}[acts[-1]]
    assert f"Ada Byron, who {newest} on {DAY + dt.timedelta(len(acts) - 1)}" in message
    assert "demo.approvals.toml and sign-offs/demo.toml" in hint


@pytest.mark.parametrize(("acts", "position"), [(acts, at) for acts in ("ara", "aaaa") for at in range(len(acts))])
def test_an_entry_taken_out_is_missed_though_the_rest_is_sealed_anew(path, acts, position):
    sign(path, *acts)
    signed = entries(path)
    del signed[position]
    write(path, chained(signed))
    assert stands(path).state == "cut"


@pytest.mark.parametrize("before", ["a", "ar", "ara", "aa"])
@pytest.mark.parametrize("since", ["r", "ra", "rar"])
def test_an_older_file_put_back_byte_for_byte_is_noticed(path, before, since):
    sign(path, *before)
    if entries(path)[-1].action == "revoke":
        sign(path, "a")
    old = sign_offs_path(path).read_bytes()
    sign(path, *since)
    sign_offs_path(path).write_bytes(old)
    assert stands(path).state == "cut"


@pytest.mark.parametrize("text", [None, "", "\n", "# Sign-offs of demo.md\n", "entry = []\n"])
@pytest.mark.parametrize("acts", ["a", "ar"])
def test_a_file_taken_away_or_emptied_is_noticed(path, text, acts):
    sign(path, *acts)
    sign_offs_path(path).unlink() if text is None else sign_offs_path(path).write_text(text)
    assert stands(path).state == "cut"


FIELDS = {
    "by": "Eve Byron",
    "date": dt.date(2026, 3, 30),
    "until": dt.date(2029, 1, 1),
    "role": "consultant",
    "note": "Read twice.",
    "title": "Another",
    "version": "2.0",
    "text": "0" * 64,
    "pictures": "1" * 64,
    "file": "2" * 64,
}


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize("field", FIELDS)
def test_an_entry_forged_with_all_seals_made_anew_is_noticed(path, field, position):
    sign(path, "a", "r", "a")
    signed = entries(path)
    signed[position] = signed[position].model_copy(update={field: FIELDS[field]})
    signed = chained(signed)
    write(path, signed)
    assert are_whole(tuple(signed))
    assert stands(path).state == "broken"
    assert "put in the place of another" in disagreement(Source.read(path)).problem.message


def test_a_revocation_written_into_a_sign_off_is_noticed(path):
    sign(path, "a", "r")
    signed = entries(path)
    signed[1] = signed[1].model_copy(update={"action": "approve", "until": LAST})
    write(path, chained(signed))
    assert stands(path).state == "broken"


@pytest.mark.parametrize("more", [1, 2, 5])
@pytest.mark.parametrize("acts", ["a", "ar"])
def test_sign_offs_added_by_hand_do_not_count(path, acts, more):
    sign(path, *acts)
    signed = entries(path)
    forged = signed[0].model_copy(update={"by": "Eve Byron"})
    write(path, chained([*signed, *[forged] * more]))
    assert stands(path).state == "broken"
    assert is_refused(path)


def test_a_sign_off_forged_where_there_was_none_does_not_count(path):
    signed = approve(Source.read(path), Signature("Eve Byron", "pharmacist", DAY), LAST)
    write(path, chained([signed]))
    assert stands(path).state == "broken"
    assert "1 of its 1 sign-offs is not in the record" in disagreement(Source.read(path)).problem.message


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_another_order_sealed_anew_is_noticed(path, order):
    sign(path, "a", "r", "a")
    signed = entries(path)
    write(path, chained([signed[at] for at in order]))
    assert stands(path).approved is (order == (0, 1, 2))


def test_the_newest_entry_written_twice_is_noticed(path):
    sign(path, "a")
    write(path, chained(entries(path) * 2))
    assert is_refused(path)


@pytest.mark.parametrize("second", [True, False])
def test_the_sign_offs_of_another_text_do_not_count(path, second):
    other = path.with_name("other.md")
    other.write_text(GOOD.replace("5 mg", "50 mg"))
    sign(other, "a")
    sign_offs_path(path).write_bytes(sign_offs_path(other).read_bytes())
    if second:
        second_record_path(path).write_bytes(second_record_path(other).read_bytes())
    assert stands(path).state == ("changed" if second else "broken")


def test_two_texts_of_one_name_in_two_folders_have_each_their_own(path):
    other = path.parent / "more/demo.md"
    other.parent.mkdir()
    other.write_text(GOOD)
    sign(path, "a")
    sign(other, "a", "r")
    assert (stands(path).state, stands(other).state) == ("approved", "revoked")
    sign_offs_path(other).write_bytes(sign_offs_path(path).read_bytes())
    assert stands(other).state == "cut"


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"count": 3}, "cut"),
        ({"count": 1}, "broken"),
        ({"seal": "0" * 64}, "broken"),
        (None, "broken"),
    ],
)
def test_a_second_record_that_says_otherwise_is_noticed(path, change, state):
    sign(path, "a", "a")
    second = second_record_path(path)
    if change is None:
        second.unlink()
    else:
        known = read_second_record(Source.read(path))
        second.write_bytes(known.model_copy(update=change).to_toml("demo.approvals.toml"))
    assert stands(path).state == state


@pytest.mark.parametrize("text", ["", "count = 2", "count = 0\n", "[[entry]]", "\0", "count = 2\nseal = 'x'\n", "x=1"])
def test_a_second_record_nobody_can_read_is_the_contents_fault(path, text):
    sign(path, "a", "a")
    second_record_path(path).write_text(text)
    with pytest.raises(ContentError) as caught:
        stands(path)
    assert {problem.place.path for problem in caught.value.problems} == {str(second_record_path(path))}


@pytest.mark.parametrize("acts", ["ar", "ara"])
def test_nobody_signs_over_what_is_missing(path, acts):
    sign(path, *acts)
    write(path, entries(path)[:-1])
    before = sign_offs_path(path).read_bytes(), second_record_path(path).read_bytes()
    source = Source.read(path)
    with pytest.raises(ContentError, match="1 of its") as caught:
        store_sign_off(source, approve(source, Signature("Bob Moog", "pharmacist", DAY), LAST))
    assert caught.value.problems[0].blocks
    assert (sign_offs_path(path).read_bytes(), second_record_path(path).read_bytes()) == before


def test_where_the_second_record_alone_is_missing_a_new_sign_off_counts(path):
    """As with sign-offs of an older version, or where a process was killed between the two files."""
    sign(path, "a", "a")
    second_record_path(path).unlink()
    assert not stands(path).approved
    sign(path, "a")
    assert stands(path).approved
    assert read_second_record(Source.read(path)).count == 3


def test_a_process_killed_between_the_two_files_costs_one_more_sign_off(path):
    sign(path, "a")
    old = second_record_path(path).read_bytes()
    sign(path, "a")
    second_record_path(path).write_bytes(old)
    assert stands(path).state == "broken"
    sign(path, "r", "a")
    assert stands(path).approved


def test_the_two_agree_after_each_act_and_line_ends_do_not_count(path):
    for length in range(1, 6):
        sign(path, *("r" if length % 2 == 0 else "a"))
        assert disagreement(Source.read(path)) is None
        assert read_second_record(Source.read(path)) == SecondRecord.of(tuple(entries(path)))
    for file in (sign_offs_path(path), second_record_path(path)):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert stands(path).approved


def test_what_is_not_noticed_is_both_files_put_back_together(path):
    """Stated in the README: a signature and version control are what is left against that."""
    sign(path, "a")
    old = [(file, file.read_bytes()) for file in (sign_offs_path(path), second_record_path(path))]
    sign(path, "r")
    for file, data in old:
        file.write_bytes(data)
    assert stands(path).approved
