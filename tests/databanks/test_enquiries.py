"""Asking the owner: corrections and confirmations, their terms, who is told, and what stays one's own."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from commonweal.common import clock as clocks
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import corrections, expiry, queries
from commonweal.databanks.actions import distinct, enquiries
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.workflow import queries as inbox
from tests import factories

DESK = {"role": "desk", "purpose": "own-records"}
SHARED = factories.OPEN_LABEL
KEPT = SHARED | {"scope": "agency"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """A record that KZ sees in full, RU as core, AM as a hit and TJ not at all; one that UZ keeps to itself."""
    factories.cast(superuser)
    lines = [factories.person("UZ-1", "Tarxonbekov", "Eldor"), factories.person("UZ-2", "Karimov", "Aziz", label=KEPT)]
    factories.contribute(tmp_path, lines)
    return superuser


def record(world, ref="UZ-1") -> uuid.UUID:
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def ask(world, officer="KZ-1", *, kind="wrong", text="The year is 1985, passport seen", ref="UZ-1", **other):
    return enquiries.ask(factories.open_as(officer), record(world, ref), kind=kind, text=text, **other)


def desk(officer: str) -> str:
    return factories.open_as(officer, **DESK)


def waiting(officer: str) -> list[str]:
    with warrants.reading(desk(officer)):
        return [inbox.sentence(item) for item in inbox.waiting()]


def mend(tmp_path, ref="UZ-1"):
    return factories.contribute(tmp_path, [factories.person(ref, "Tarxonbekov", "Eldor", born="1985-03-14")])


def test_correction_reaches_the_owner_with_its_term_and_the_asker_sees_it(world, clock):
    made = ask(world, evidence="copy of passport, file 12")

    assert made.due_at - made.asked_at >= timedelta(days=30)
    assert made.due_at - made.asked_at < timedelta(days=31)
    assert waiting("UZ-3")[0] == "KZ-MIA asks for a correction of UZ-1: accept or decline it"
    assert [each.id for each in corrections.enquiries(desk("UZ-3"), of_owner=True)] == [made.id]
    assert [each.text for each in corrections.enquiries(desk("KZ-3"), of_owner=False)] == [made.text]
    (touch,) = [t for t in queries.touches(desk("UZ-3")) if t.action == "databanks.correction.asked"]
    assert (touch.officer, touch.level) == ("KZ-1", 4)
    assert not made.late(made.due_at - timedelta(seconds=1))
    assert made.late(made.due_at)


def test_accepted_correction_is_told_to_the_asker_and_to_all_who_were_shown_the_record(world):
    for officer in ("KZ-2", "RU-1", "AM-1"):
        queries.record(factories.open_as(officer), record(world))
    made = ask(world, "RU-1")
    done = enquiries.answer(desk("UZ-3"), made.id, event="accept", words="")

    assert (done.state, done.answered_by) == ("accepted", "UZ-3")
    assert waiting("RU-1") == ["UZ-MIA accepted the correction of UZ-1 and will mend it"]
    assert waiting("KZ-3") == ["UZ-MIA is correcting UZ-1, which you were shown: look again before you use it"]
    assert waiting("AM-3") == []  # was shown that it exists, nothing that could be wrong
    assert [each for each in waiting("UZ-3") if "correction" in each] == []


def test_declined_correction_needs_a_reason_and_the_asker_reads_it(world):
    made = ask(world)
    with pytest.raises(BadInput, match="no-reason"):
        enquiries.answer(desk("UZ-3"), made.id, event="decline", words=" ")
    enquiries.answer(desk("UZ-3"), made.id, event="decline", words="The passport is forged")

    found, side = corrections.enquiry(desk("KZ-1"), made.id)
    assert (found.state, found.answer, side) == ("declined", "The passport is forged", "asker")
    with pytest.raises(NotNow, match="not-now"):
        enquiries.answer(desk("UZ-3"), made.id, event="accept", words="")


def test_owner_mends_an_accepted_correction_by_a_contribution_that_is_linked(world, tmp_path):
    made = ask(world)
    enquiries.answer(desk("UZ-3"), made.id, event="accept", words="")
    with pytest.raises(NotNow, match="not-changed"):
        enquiries.mend(desk("UZ-3"), made.id)
    batch = mend(tmp_path)

    assert enquiries.mend(desk("UZ-3"), made.id).batch == batch.id


def test_hit_is_confirmed_or_denied_within_a_day(world):
    made = ask(world, "AM-1", kind="confirm", text="Held at the border since six")
    again = ask(world, "AM-1", kind="confirm", text="And this one?")

    assert made.shown_as.startswith("H-")
    assert made.due_at - made.asked_at == timedelta(hours=24)
    enquiries.answer(desk("UZ-3"), made.id, event="confirm", words="He is the one; call us")
    enquiries.answer(desk("UZ-3"), again.id, event="deny", words="Taken off on Monday")
    assert sorted(each.state for each in corrections.enquiries(desk("AM-1"))) == ["confirmed", "denied"]
    assert sorted(waiting("AM-1")) == [
        f"UZ-MIA confirmed the hit {made.shown_as}",
        f"UZ-MIA denied the hit {again.shown_as}: do not act on it",
    ]


def note(officer, made, clock_now, **other):
    words = {"event": "note-yes", "said_by": "Maj. Karimov, duty desk", "channel": "telephone", "said_at": clock_now}
    return enquiries.note(factories.open_as(officer), made.id, **words | other)


def test_word_by_telephone_is_noted_and_waits_for_the_owners_own_answer(world):
    made = ask(world, "AM-1", kind="confirm", text="Held at the border")
    noted = note("AM-2", made, made.asked_at, words="He is the one")

    assert (noted.state, noted.stands, noted.by_word, noted.said, noted.answered_by) == (
        "said-yes", True, True, "He is the one", "AM-2"
    )  # fmt: skip
    assert corrections.confirmed(factories.open_as("AM-3"), made.record) == noted
    assert corrections.confirmed(factories.open_as("RU-1"), made.record) is None
    assert any("confirm the hit" in each for each in waiting("UZ-3"))
    assert [t.officer for t in queries.touches(desk("UZ-3")) if t.action == "databanks.confirmation.noted"] == ["AM-2"]
    denied = enquiries.answer(desk("UZ-3"), made.id, event="deny", words="Nobody of ours said so")
    assert (denied.state, denied.stands, denied.said, denied.channel) == (
        "denied", False, "He is the one", "telephone"
    )  # fmt: skip
    assert not any("confirm the hit" in each for each in waiting("UZ-3"))


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"said_by": " "}, "databanks.enquiry.who-said"),
        ({"channel": "house"}, "databanks.enquiry.who-said"),
        ({"said_at": clocks.now() - timedelta(days=3)}, "databanks.enquiry.when-said"),
        ({"said_at": clocks.now() + timedelta(days=3)}, "databanks.enquiry.when-said"),
    ],
)
def test_word_without_who_how_or_when_is_refused(world, other, code):
    made = ask(world, "AM-1", kind="confirm", text="Held")
    with pytest.raises(BadInput) as refused:
        note("AM-1", made, made.asked_at, **other)
    assert refused.value.code == code


def test_owner_and_third_agency_note_no_word_for_the_asker(world):
    made = ask(world, "AM-1", kind="confirm", text="Held")
    for officer in ("UZ-3", "KZ-1", "TJ-1"):
        with pytest.raises(NotAllowed):
            note(officer, made, made.asked_at)
    assert corrections.enquiry(desk("AM-1"), made.id)[0].state == "asked"


def test_asker_takes_back_and_the_owner_has_nothing_waiting(world):
    made = ask(world)
    enquiries.take_back(desk("KZ-2"), made.id)

    assert [each for each in waiting("UZ-3") if "correction" in each] == []
    with pytest.raises(NotNow):
        enquiries.answer(desk("UZ-3"), made.id, event="accept", words="")


def test_enquiry_about_a_record_that_ends_lapses(world, clock):
    made = ask(world)
    clock.forward(timedelta(days=1000))
    expiry.expire(database.connection_settings("cw_clock"))

    (found,) = corrections.enquiries(desk("KZ-1"))
    assert (found.id, found.state, found.answered_by) == (made.id, "lapsed", "")
    assert [each for each in waiting("UZ-3") if "correction" in each] == []


@pytest.mark.parametrize("kind", ["wrong", "further", "other-person", "duplicate"])
def test_correction_needs_the_identity(world, kind):
    with pytest.raises(NotAllowed, match="not-seen"):
        ask(world, "AM-1", kind=kind, other_ref="UZ-2")


@pytest.mark.parametrize("kind", ["wrong", "confirm"])
def test_hidden_record_and_none_are_refused_in_the_same_words(world, kind):
    said = []
    for asked in (record(world), record(world, "UZ-2"), uuid.uuid4()):
        with pytest.raises(NotAllowed) as refused:
            enquiries.ask(factories.open_as("TJ-1"), asked, kind=kind, text="who?")
        said.append((refused.value.code, refused.value.sentence()))

    assert len(set(said)) == 1
    assert world.execute("select count(*) from databanks_enquiry").fetchone() == (0,)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"kind": "gossip"}, "databanks.enquiry.unknown-kind"),
        ({"text": "  "}, "databanks.enquiry.no-text"),
        ({"text": "x" * 4001}, "databanks.enquiry.too-long"),
        ({"evidence": "a\x00b"}, "databanks.enquiry.too-long"),
        ({"kind": "duplicate"}, "databanks.enquiry.no-other"),
    ],
)
def test_enquiry_that_cannot_be_asked_is_refused_with_a_code(world, words, code):
    with pytest.raises(BadInput) as refused:
        ask(world, **words)

    assert refused.value.code == code


def test_third_agency_and_uncleared_officers_read_no_enquiry(world):
    made = ask(world, text="SECRET-WORDS")
    world.execute("update members_officer set clearance = 0 where code in ('KZ-4', 'UZ-4')")

    for officer in ("RU-1", "TJ-1", "KZ-4", "UZ-4"):
        assert corrections.enquiries(desk(officer)) == []
        assert corrections.enquiry(desk(officer), made.id) is None
        with pytest.raises(NotAllowed, match=r"enquiry\.unknown"):
            enquiries.answer(desk(officer), made.id, event="accept", words="")


def test_asker_does_not_answer_and_owner_does_not_take_back(world):
    made = ask(world)
    with pytest.raises(NotAllowed, match=r"enquiry\.unknown"):
        enquiries.answer(desk("KZ-2"), made.id, event="accept", words="")
    with pytest.raises(NotAllowed, match=r"enquiry\.unknown"):
        enquiries.take_back(desk("UZ-3"), made.id)
    with pytest.raises(ProgrammingError), warrants.reading(desk("KZ-2")), connection.cursor() as cursor:
        cursor.execute("update databanks_enquiry set state = 'accepted', answered_by = 'KZ-2'")


def test_nobody_asks_in_another_name_or_about_a_record_that_he_does_not_see(world):
    insert = (
        "insert into databanks_enquiry (id, kind, record, shown_as, level, bank, classification, owner_party,"
        " owner_agency, party, agency, officer, purpose, case_ref, text, state, asked_at, due_at)"
        " values (gen_random_uuid(), 'confirm', %s, 'x', 2,"
        " 'united', 1, 'UZ', 'UZ-MIA', 'TJ', 'TJ-MIA', %s, 'p', 'c', 't', 'asked', now(), now() + '1 hour')"
    )
    for officer, about in (("TJ-1", record(world)), ("TJ-2", record(world)), ("TJ-1", uuid.uuid4())):
        with (
            pytest.raises(ProgrammingError),
            warrants.reading(factories.open_as("TJ-1")),
            connection.cursor() as cursor,
        ):
            cursor.execute(insert, [about, officer])


def test_candidate_set_aside_is_remembered_for_the_case_and_the_agency_alone(world):
    token = factories.open_as("KZ-1")
    distinct.set_aside(token, record(world), because="Another year of birth")
    distinct.set_aside(token, record(world), because="again")

    def remembered(officer: str, **words) -> list[str]:
        with warrants.reading(factories.open_as(officer, **words)) as holder:
            return [officer for officer, _ in corrections.set_aside([record(world)], holder=holder).values()]

    assert remembered("KZ-2") == ["KZ-1"]
    assert remembered("KZ-2", case_ref="another case") == []
    assert remembered("RU-1") == []
    assert remembered("UZ-1") == []
    with warrants.reading(factories.open_as("UZ-1")), connection.cursor() as cursor:
        cursor.execute("select count(*) from databanks_distinct")
        assert cursor.fetchone() == (0,)
    distinct.take_up(factories.open_as("KZ-2"), record(world))
    assert remembered("KZ-1") == []


def test_hidden_candidate_and_none_cannot_be_set_aside_in_the_same_words(world):
    said = set()
    for asked in (record(world), uuid.uuid4()):
        with pytest.raises(NotAllowed) as refused:
            distinct.set_aside(factories.open_as("TJ-1"), asked, because="")
        said.add(refused.value.sentence())

    assert len(said) == 1


def test_every_step_is_journalled(world, tmp_path):
    made = ask(world)
    enquiries.answer(desk("UZ-3"), made.id, event="accept", words="")
    mend(tmp_path)
    enquiries.mend(desk("UZ-3"), made.id)
    rows = world.execute(
        "select entry::json ->> 'verb' from audit_entry where entry::jsonb -> 'about' ? %s order by nth",
        [f"enquiry/{made.id}"],
    ).fetchall()

    assert [verb for (verb,) in rows] == [
        "databanks.correction.asked",
        "databanks.correction.accepted",
        "databanks.correction.mended",
    ]


def protected_world(world, tmp_path) -> uuid.UUID:
    """A protected record that KZ sees for the protection of victims alone; labels as its type makes them."""
    purposes = {"purposes": ["victim-protection"]}
    factories.contribute(tmp_path, [factories.person("UZ-V", "Yusupova", "Lola", label=SHARED | purposes)])
    found = record(world, "UZ-V")
    world.execute("update members_officer set roles = array_append(roles, 'protector')")
    world.execute("alter table handling_label disable trigger handling_label_immutable")
    world.execute(
        "update handling_label set protected = true where id = (select label_id from databanks_record where id = %s)",
        [found],
    )
    world.execute("alter table handling_label enable trigger handling_label_immutable")
    return found


def test_enquiry_about_a_protected_record_is_read_under_its_purpose_alone(world, tmp_path):
    about = protected_world(world, tmp_path)
    protecting = {"purpose": "victim-protection"}
    made = enquiries.ask(factories.open_as("KZ-1", **protecting), about, kind="wrong", text="SECRET-WORDS")
    distinct.set_aside(factories.open_as("KZ-1", **protecting), about, because="")

    for officer in ("KZ-2", "UZ-3"):
        for other in ({}, DESK):
            assert corrections.enquiries(factories.open_as(officer, **other)) == []
        assert [each.id for each in corrections.enquiries(factories.open_as(officer, **protecting))] == [made.id]
        assert [each for each in waiting(officer) if "UZ-V" in each or "correction" in each] == []
    with warrants.reading(factories.open_as("KZ-2")) as holder:
        assert corrections.set_aside([about], holder=holder) == {}
    answered = enquiries.answer(factories.open_as("UZ-3", **protecting), made.id, event="accept", words="")
    assert answered.state == "accepted"
    assert waiting("KZ-1") == []
