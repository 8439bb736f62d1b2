"""What owners and officers judged: for whom it acts, until when, and who reads whom it is about."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import expiry, judgements, queries
from commonweal.databanks.actions import judgements as actions
from commonweal.databanks.judgements import Subject
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.workflow import queries as inbox
from tests import factories

SHARED = factories.OPEN_LABEL
KEPT = SHARED | {"scope": "agency"}
MET = Subject("Tarxonbekov Eldor", "1984-03-14", "N 04118226")
DOCUMENT = Subject(document="N04118226")


@pytest.fixture
def world(house, superuser, tmp_path):
    """A record that KZ sees in full, RU as core, AM as a hit, TJ not at all; another such; one that UZ keeps."""
    factories.cast(superuser)
    passport = [{"kind": "passport", "number": "AA 1111111", "country": "UZ"}]
    sought = factories.person("UZ-1", "Tarxonbekov", "Eldor")
    sought["identity"]["identifiers"] = passport
    lines = [sought, factories.person("UZ-2", "Karimov", "Aziz", label=KEPT), factories.person("UZ-3", "Karimov", "A")]
    factories.contribute(tmp_path, lines)
    factories.contribute(tmp_path, [factories.person("KZ-1", "Tarkhonbekov", "Eldor")], party="KZ", name="kz.jsonl")
    return superuser


def record(world, ref="UZ-1") -> uuid.UUID:
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def desk(officer: str) -> str:
    return factories.open_as(officer, "desk", "own-records")


def judge(world, officer="KZ-1", subject=MET, **other):
    return actions.judge(factories.open_as(officer), record(world), subject, because="Another face", **other)


def found(world, officer: str, subject=DOCUMENT) -> list[str]:
    """States of what this officer is told of the record when he asks about the person."""
    with warrants.reading(factories.open_as(officer)):
        return [each.state for each in judgements.of_candidates([(subject, [record(world)])])[0].values()]


def read_by(officer: str) -> list[str]:
    return [each.subject.name for each in judgements.read(desk(officer))]


def test_an_officers_word_holds_for_his_agency_until_the_owner_makes_it_everybodys(world):
    made = judge(world)

    assert [found(world, who) for who in ("KZ-2", "RU-1", "AM-1", "UZ-1")] == [["said"], [], [], ["said"]]
    with warrants.reading(desk("UZ-3")):
        (item,) = [each for each in inbox.waiting() if each.kind == "judgement-asked"]
        assert inbox.sentence(item) == "KZ-MIA met somebody who is not the person of UZ-1: confirm it, or decline"
    actions.decide(desk("UZ-3"), made.id, event="confirm")
    assert [found(world, who) for who in ("KZ-2", "RU-1", "AM-1", "TJ-1")] == [["stands"], ["stands"], ["stands"], []]
    with warrants.reading(desk("UZ-3")):
        assert [each for each in inbox.waiting() if each.kind == "judgement-asked"] == []


def test_who_was_met_is_read_by_both_sides_and_nobody_else(world):
    actions.decide(desk("UZ-3"), judge(world).id, event="confirm")

    assert [read_by(who) for who in ("KZ-3", "UZ-3", "RU-1", "TJ-1")] == [[MET.name], [MET.name], [], []]
    with warrants.reading(factories.open_as("RU-1")), connection.cursor() as cursor:
        cursor.execute("select count(*) from databanks_judged")
        assert cursor.fetchone() == (0,)


def test_the_same_document_must_be_shown_again(world):
    judge(world)

    other = [
        Subject("Tarxonbekov Eldor", "1984-03-14"),
        Subject("Tarxonbekov Eldor", "1984-03-14", "AA 1111111"),
        Subject("Tarxonbekov Eldor", "1986-01-01", "N 04118226"),
        Subject(document="N 0411822?"),
    ]
    assert [found(world, "KZ-1", each) for each in other] == [[]] * 4


def test_without_a_document_only_another_age_tells_persons_apart(world):
    elder = Subject("Tarxonbekov Eldor", "1951-02-03")
    judge(world, subject=elder)

    assert found(world, "KZ-2", Subject("Тархонбеков Элдор", "1951-02-03", "B 123456")) == ["said"]
    for who, subject in (("KZ-1", Subject("Tarxonbekov Eldor", "1984-03-15")), ("AM-1", elder)):
        with pytest.raises(BadInput) as refused:
            judge(world, who, subject)
        assert refused.value.code == "databanks.judgement.no-document"
    with pytest.raises(BadInput) as refused:
        judge(world, subject=Subject(document="AA1111111"))
    assert refused.value.code == "databanks.judgement.same-document"


def test_it_ends_lapses_when_the_record_changes_and_is_undone_by_either_side(world, tmp_path, clock):
    changed = judge(world)
    actions.decide(desk("UZ-3"), changed.id, event="confirm")
    factories.contribute(
        tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor", born="1985-03-14")], name="2.jsonl"
    )
    assert found(world, "KZ-1") == []
    assert [each.judgement.state for each in judgements.read(desk("KZ-1"))] == ["lapsed"]
    for officer in ("KZ-3", "UZ-3"):
        made = judge(world)
        actions.undo(desk(officer), made.id, words="An error")
        assert found(world, "KZ-1") == []
    judge(world, days=10)
    clock.forward(timedelta(days=10, minutes=1))
    assert found(world, "KZ-1") == []
    assert expiry.expire(database.connection_settings("cw_clock", connection.settings_dict["NAME"])) == 0
    assert world.execute("select count(*) from databanks_judgement where until <= common_now()").fetchone() == (0,)


def test_nobody_confirms_his_own_word_nor_another_agencys_record(world):
    own = judge(world, "UZ-3")
    with pytest.raises(NotAllowed):
        actions.decide(desk("UZ-3"), own.id, event="confirm")
    said = judge(world)
    for officer in ("KZ-2", "RU-1", "TJ-1"):
        with pytest.raises(NotAllowed):
            actions.decide(desk(officer), said.id, event="confirm")
    with pytest.raises(ProgrammingError), warrants.reading(desk("KZ-2")), connection.cursor() as cursor:
        cursor.execute("update databanks_judgement set state = 'stands', decided_by = 'KZ-2'")
    assert actions.decide(desk("UZ-4"), own.id, event="confirm").state == "stands"


def test_a_hidden_record_and_none_are_refused_alike(world):
    token, told = factories.open_as("KZ-1"), []
    for asked in (record(world, "UZ-2"), uuid.uuid4()):
        with pytest.raises(NotAllowed) as refused:
            actions.judge(token, asked, MET, because="x")
        told.append(str(refused.value))
    assert told[0] == told[1]
    with pytest.raises(ProgrammingError), warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "insert into databanks_judgement (id, record, verdict, document_key, party, agency, officer, reason, state,"
            " made_at, until) values (gen_random_uuid(), %s, 'different', 'x', 'KZ', 'KZ-MIA', 'KZ-1', 'x', 'said',"
            " common_now(), common_now() + interval '1 day')",
            [record(world, "UZ-2")],
        )


def test_two_records_are_judged_by_an_owner_and_told_to_who_sees_both_identities(world):
    pair = record(world), record(world, "KZ-1")
    actions.compare(factories.open_as("KZ-1"), *pair, verdict="same", because="One passport")

    def told(officer: str) -> list[str]:
        with warrants.reading(factories.open_as(officer)):
            return [each.verdict for each in judgements.between(pair)]

    assert [told(who) for who in ("KZ-2", "UZ-1", "RU-1", "AM-1", "TJ-1")] == [["same"], ["same"], ["same"], [], []]
    newer = actions.compare(factories.open_as("UZ-1"), *pair, verdict="different", because="Two faces")
    assert told("RU-1") == ["different"]
    actions.undo(factories.open_as("KZ-3"), newer.id)
    assert told("RU-1") == ["same"]


def test_two_records_are_judged_by_nobody_else(world):
    pairs = {
        "RU-1": (record(world), record(world, "KZ-1")),
        "AM-1": (record(world), record(world, "UZ-3")),
        "KZ-1": (record(world), record(world, "UZ-3")),
    }
    for officer, pair in pairs.items():
        with pytest.raises(NotAllowed):
            actions.compare(factories.open_as(officer), *pair, verdict="same", because="x")


def test_a_certificate_is_known_by_its_code_and_says_nothing_of_the_record(world):
    approver = factories.open_as("UZ-2", "approver", "contribution")
    made, code = actions.certify(approver, record(world), MET, because="Compared in person", country="KZ")

    read = judgements.certificate(factories.open_as("TJ-1"), code.lower().replace("-", " "))
    assert (read.number, read.name, read.document, read.country, read.holds) == (
        made.certificate,
        MET.name,
        MET.document,
        "KZ",
        True,
    )
    assert str(record(world)) not in repr(read)
    assert judgements.certificate(factories.open_as("TJ-1"), code[:-1] + ("A" if code[-1] != "A" else "B")) is None
    assert [found(world, who) for who in ("RU-1", "AM-1", "TJ-1")] == [["stands"], ["stands"], []]
    actions.undo(desk("UZ-3"), made.id, words="Wrong document")
    assert not judgements.certificate(factories.open_as("TJ-1"), code).holds
    assert found(world, "RU-1") == []


def test_a_certificate_is_issued_and_revoked_by_the_owner_alone(world):
    for officer, role in (("KZ-2", "approver"), ("UZ-2", "reader"), ("TJ-2", "approver")):
        with pytest.raises(NotAllowed):
            actions.certify(factories.open_as(officer, role), record(world), MET, because="x")
    made, _code = actions.certify(factories.open_as("UZ-2", "approver"), record(world), MET, because="x")
    with pytest.raises(NotAllowed):
        actions.undo(factories.open_as("KZ-1"), made.id)


def test_the_journal_holds_no_word_of_the_person(world):
    judge(world)

    entries = world.execute("select string_agg(entry, ' ') from audit_entry").fetchone()[0]
    assert "databanks.judgement.said" in entries
    assert [each for each in (MET.name, MET.document, "04118226", "Another face") if each in entries] == []
    (touch,) = [t for t in queries.touches(desk("UZ-3")) if t.action == "databanks.judgement.said"]
    assert (touch.officer, touch.level) == ("KZ-1", 4)
