"""Attachments and references to biometric data: what is taken, where it goes, who is given it."""

import base64
import json

import pytest

from commonweal.common import clock
from commonweal.databanks import enclosures, lines, queries
from tests import factories

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def attachment(content: bytes = PNG, **other: object) -> dict:
    words = {"kind": "photograph", "title": "Face", "media_type": "image/png"}
    return words | {"content": base64.b64encode(content).decode()} | other


FINGER = {"kind": "fingerprint", "system": "AFIS", "reference": "17-2", "format": "ANSI/NIST", "taken": "2024-05"}


def prepared(**given: object) -> lines.Prepared | lines.Refused:
    line = factories.person("UZ-1", "Karimov", "Rustam", **given)
    reading = lines.Reading(party="UZ", agency="UZ-MIA", unit="", today=clock.today())
    (row,) = lines.prepared(lines.json_lines([json.dumps(line).encode()]), reading)
    return row


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("image/png", PNG),
        ("image/jpeg", b"\xff\xd8\xff\xe0abc"),
        ("application/pdf", b"%PDF-1.7\n"),
        ("text/plain", "Протокол\tосмотра\n".encode()),
        ("text/plain", b"x" * enclosures.LARGEST),
    ],
)
def test_attachment_that_is_what_it_says_is_taken_whole(media_type, content):
    row = prepared(attachments=[attachment(content, media_type=media_type)])
    (kept,) = json.loads(row.attachments)
    assert (kept["media_type"], base64.b64decode(kept["content"])) == (media_type, content)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"media_type": "image/jpeg"}, "databanks.attachment.other-content"),
        ({"media_type": "application/pdf"}, "databanks.attachment.other-content"),
        ({"media_type": "text/plain"}, "databanks.attachment.other-content"),
        ({"media_type": "text/plain", "content": base64.b64encode(b"\xff\xfe").decode()}, None),
        ({"media_type": "image/svg+xml"}, "databanks.value.malformed"),
        ({"media_type": "text/html"}, "databanks.value.malformed"),
        ({"kind": "film"}, "databanks.value.malformed"),
        ({"title": " "}, "databanks.value.malformed"),
        ({"content": "no base64!"}, "databanks.value.malformed"),
        ({"content": ""}, "databanks.attachment.size"),
        ({"content": base64.b64encode(PNG + b"x" * enclosures.LARGEST).decode()}, "databanks.attachment.size"),
        ({"name": "x"}, "databanks.line.malformed"),
    ],
)
def test_attachment_that_is_not_is_refused_with_its_line(other, code):
    row = prepared(attachments=[attachment() | other])
    assert (type(row), row.code) == (lines.Refused, code or "databanks.attachment.other-content")


def test_more_than_five_attachments_are_refused():
    assert prepared(attachments=[attachment()] * 5).attachments
    assert prepared(attachments=[attachment()] * 6).code == "databanks.value.malformed"


@pytest.mark.parametrize("other", [{"kind": "gait"}, {"system": ""}, {"reference": ""}, {"taken": "yesterday"}])
def test_biometric_reference_that_says_too_little_is_refused(other):
    assert prepared(biometrics=[FINGER | other]).code == "databanks.value.malformed"


def test_what_a_line_encloses_is_part_of_its_content():
    bare, other = prepared(), prepared(attachments=[attachment()])
    again, biometric = prepared(attachments=[attachment()]), prepared(biometrics=[FINGER])
    assert len({bare.content_hash, other.content_hash, biometric.content_hash}) == 3
    assert (other.content_hash, bare.attachments, bare.biometrics) == (again.content_hash, None, None)


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def record_of(superuser, ref: str = "UZ-1"):
    return superuser.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def enclosing(**other: object) -> dict:
    card = attachment(kind="fingerprint-card", title="Card")
    return factories.person("UZ-1", "Karimov", "Rustam", attachments=[attachment(), card], biometrics=[FINGER]) | other


def test_owner_is_given_everything_a_reader_abroad_what_his_purpose_admits(world, tmp_path):
    label = factories.OPEN_LABEL | {"special_purposes": ["criminal-investigation"]}
    factories.contribute(tmp_path, [enclosing(label=label)])
    record = record_of(world)
    answers = {
        who: queries.record(factories.open_as(*who), record)
        for who in (("UZ-3",), ("KZ-1",), ("KZ-1", "reader", "criminal-investigation"), ("RU-1",))
    }
    given = {who: ([a.title for a in view.attachments], view.biometrics) for who, view in answers.items()}
    assert given == {
        ("UZ-3",): (["Face", "Card"], (FINGER,)),
        ("KZ-1",): (["Face"], ()),
        ("KZ-1", "reader", "criminal-investigation"): (["Face", "Card"], (FINGER,)),
        ("RU-1",): ([], ()),  # the identity alone
    }


def test_attachment_is_opened_with_a_touch_in_the_owners_journal(world, tmp_path):
    factories.contribute(tmp_path, [enclosing()])
    record, reader = record_of(world), factories.open_as("KZ-1")

    assert [(each.number, each.body) for each in queries.attachments(reader, record)] == [(1, b"")]
    opened = queries.attachment(reader, record, 1)

    assert (opened.body, opened.size, opened.media_type) == (PNG, len(PNG), "image/png")
    assert queries.attachment(reader, record, 2) is None
    assert queries.attachment(factories.open_as("TJ-1"), record, 1) is None
    touches = queries.touches(factories.open_as("UZ-3", "desk", "own-records"), record=record)
    assert [(each.officer, each.action) for each in touches] == [("KZ-1", "databanks.attachment.disclosed")]


def test_changed_line_keeps_what_was_enclosed_as_a_version(world, tmp_path):
    factories.contribute(tmp_path, [enclosing()])
    changed = enclosing(attachments=[attachment(b"%PDF-1", media_type="application/pdf")], biometrics=[])
    factories.contribute(tmp_path, [changed])
    record = record_of(world)

    now = world.execute("select number, media_type from databanks_attachment").fetchall()
    kept = world.execute(
        "select part, jsonb_array_length(body) from databanks_version where version = 1 and part in"
        " ('attachment', 'fingerprint-card', 'biometric') order by part"
    ).fetchall()

    assert (now, kept) == ([(1, "application/pdf")], [("attachment", 1), ("biometric", 1), ("fingerprint-card", 1)])
    assert queries.record(factories.open_as("UZ-3"), record).biometrics == ()
    assert factories.contribute(tmp_path, [changed]).state == "unchanged"
