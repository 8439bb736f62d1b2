"""What an entry looks like, and that it lives and dies with its deed."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from commonweal.audit import canonical, journal, merkle, receipts, verbs
from commonweal.common.errors import BadInput
from tests.audit.conftest import CLERK

RECORD = uuid.UUID("6f1f7a4e-0d0c-4f2c-9f0e-3d1d0a9b8c7d")
OTHER = uuid.UUID("0a1f7a4e-0d0c-4f2c-9f0e-3d1d0a9b8c7d")
TOUCHES = [journal.Touch(RECORD, "KG", "kg-mvd", 4), journal.Touch(OTHER, "UZ", "uz-iiv", 2)]


def test_entry_is_canonical_and_complete():
    entry, receipt = journal.write("tests.thing.done", by=CLERK, about=["thing/1"], touches=TOUCHES, note="Йўлдош")
    said = json.loads(entry)
    assert entry == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert said["by"] == {
        "agency": "kz-mvd",
        "basis": "act-4",
        "case_ref": "44/26",
        "officer": "kz-0007",
        "party": "KZ",
        "purpose": "wanted-person",
        "role": "reader",
    }
    assert sorted(said) == ["about", "at", "by", "facts", "nonce", "touches", "v", "verb"]
    assert said["facts"] == {"note": "Йўлдош"}
    assert said["touches"] == {
        "count": 2,
        "sha256": sha256(f"{OTHER}|UZ|uz-iiv|2\n{RECORD}|KG|kg-mvd|4\n".encode()).hexdigest(),
    }
    assert receipt == receipts.receipt_code(merkle.leaf_hash(entry.encode()))


def test_two_entries_of_the_same_deed_differ():
    first, second = (journal.write("tests.thing.done", by=CLERK) for _ in range(2))
    assert first.receipt != second.receipt


def test_moment_is_written_in_utc():
    at = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=6)))
    assert canonical.dumps({"at": at, "day": date(2026, 11, 24)}) == (
        '{"at":"2026-11-24T03:00:00.000000Z","day":"2026-11-24"}'
    )


@pytest.mark.parametrize("bad", [1.5, {1, 2}, b"x", 2**53, "\x00", "\ud800", datetime(2026, 1, 1), {1: 2}])  # noqa: DTZ001
def test_value_without_canonical_form_is_refused(bad):
    with pytest.raises(BadInput, match=r"audit\.entry\."):
        journal.write("tests.thing.done", by=CLERK, value=bad)


def test_keys_that_become_equal_are_refused():
    with pytest.raises(BadInput, match=r"audit\.entry\.keys"):
        canonical.dumps({"e\u0301": 1, "\u00e9": 2})


def test_text_is_brought_to_one_form():
    assert canonical.dumps({"name": "e\u0301"}) == '{"name":"\u00e9"}'


def test_entry_that_is_too_long_is_refused():
    with pytest.raises(BadInput, match=r"audit\.entry\.too-long"):
        journal.write("tests.thing.done", by=CLERK, text="я" * 40_000)


def test_verb_outside_the_catalogue_is_refused():
    with pytest.raises(BadInput, match=r"audit\.verb\.unknown"):
        journal.write("tests.thing.undone", by=CLERK)


@pytest.mark.parametrize(
    ("room", "verb"), [("tests", "tests.done"), ("tests", "audit.thing.done"), ("tests", "tests.A.b")]
)
def test_verb_of_another_shape_or_room_is_refused(room, verb):
    with pytest.raises(ValueError, match="is no journal verb"):
        verbs.register(room, {verb: "Something."})


def test_verb_with_two_meanings_is_refused():
    with pytest.raises(ValueError, match="another meaning"):
        verbs.register("tests", {"tests.thing.done": "Something else."})
    assert verbs.catalogue()["tests.thing.done"] == "A test did something."


@given(st.binary(min_size=16, max_size=16))
def test_receipt_code_leads_back_to_its_entry(entry_id):
    code = receipts.receipt_code(entry_id)
    first, last = receipts.id_range(code)
    assert first.bytes <= entry_id <= last.bytes
    assert receipts.receipt_code(first.bytes) == receipts.receipt_code(last.bytes) == code
    assert set(code) <= set(receipts.ALPHABET) | {"-"}


def test_receipt_code_is_read_as_people_write_it():
    wanted = receipts.id_range("R-0111-RS00-1100")
    assert receipts.receipt_code(wanted[0].bytes) == "R-0111-RS00-1100"
    assert receipts.id_range(" r-o1Il-rsoo-li0O ") == wanted
    assert receipts.id_range("0111rs001100") == wanted
    assert receipts.id_range("RRRR-RRRR-RRRR") == receipts.id_range("R-RRRR-RRRR-RRRR")


@pytest.mark.parametrize("code", ["", "R-0444-2222", "R-0444-2222-111U", "R-0444-2222-11111"])
def test_code_that_is_none_is_refused(code):
    with pytest.raises(BadInput, match=r"audit\.receipt\.unreadable"):
        receipts.id_range(code)


def test_recorded_entry_is_stored_under_its_hash(house, superuser):
    receipt = journal.record("tests.thing.done", by=CLERK, about="thing/1", count=3)
    rows = superuser.execute("select id, entry, leaf_hash, leaf from audit_entry").fetchall()
    assert len(rows) == 1
    entry_id, entry, digest, leaf = rows[0]
    assert json.loads(entry)["about"] == ["thing/1"]
    assert (digest, leaf) == (merkle.leaf_hash(entry.encode()), None)
    assert entry_id.bytes == digest[:16]
    assert receipts.receipt_code(entry_id.bytes) == receipt


def test_entry_goes_with_its_deed(house, superuser):
    with transaction.atomic():
        journal.record("tests.thing.done", by=CLERK)
        transaction.set_rollback(True)
    assert superuser.execute("select count(*) from audit_entry").fetchone() == (0,)


def test_touches_carry_who_when_and_why_but_no_facts(clerk, superuser):
    journal.record("tests.thing.done", by=CLERK, touches=iter(TOUCHES), question="SECRET WORDS")
    at = datetime.fromisoformat(json.loads(superuser.execute("select entry from audit_entry").fetchone()[0])["at"])
    rows = superuser.execute(
        """select record, owner_party, owner_agency, level, at, officer, party, agency, purpose, basis, case_ref, action
           from audit_touch order by owner_party"""
    ).fetchall()
    told = (at.astimezone(UTC), "kz-0007", "KZ", "kz-mvd", "wanted-person", "act-4", "44/26", "tests.thing.done")
    assert rows == [(RECORD, "KG", "kg-mvd", 4, *told), (OTHER, "UZ", "uz-iiv", 2, *told)]
    everything = superuser.execute("select audit_touch::text from audit_touch").fetchall()
    assert not any("SECRET" in row[0] for row in everything)


def test_digest_of_touches_is_the_same_in_sql(house):
    with connection.cursor() as cursor:
        cursor.execute("select audit_touches_digest(%s::jsonb)", [journal.touches_json(TOUCHES)])
        assert cursor.fetchone() == (journal.touches_digest(TOUCHES),)
        cursor.execute("select audit_touches_digest('[]')")
        assert cursor.fetchone() == (journal.touches_digest([]),)
