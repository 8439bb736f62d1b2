"""The inbox: who finds what waiting, and what each item says."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import translation

from commonweal.common import clock as now_clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.handling import warrants
from commonweal.workflow import actions, queries
from commonweal.workflow.models import InboxItem
from commonweal.workflow.terms import SENTENCES, ItemKind
from tests.members import cast

DESK = {"role": "desk", "purpose": "own-records", "basis": "service duty", "standing_duty": "desk"}
SEEN = {"agency": "UZ-MIA", "ref": "KZ-77", "level": "full", "purpose": "wanted-person", "case": "24-117"}


@pytest.fixture
def desk(house):
    """Opens a desk warrant for an officer of the cast and returns its token."""
    cast.load()
    return lambda officer: warrants.open_warrant(officer, **DESK).token


def post(token: str, agency: str, **changes) -> InboxItem:
    """Post an item about a record that was seen, under the poster's warrant."""
    given = {"kind": "record-seen", "subject": "record/1", "words": SEEN, **changes}
    with warrants.reading(token):
        return actions.post(agency, **given)


def subjects(token: str) -> list[str]:
    with warrants.reading(token):
        return [item.subject for item in queries.waiting()]


def test_item_reaches_the_agency_that_it_is_addressed_to(desk):
    poster, addressee, colleague = desk("UZ-1"), desk("KZ-1"), desk("KZ-2")

    post(poster, "KZ-MIA-CP")

    assert (subjects(addressee), subjects(colleague), subjects(poster)) == (["record/1"], ["record/1"], [])


def test_item_for_an_officer_is_his_alone(desk):
    poster, addressee, colleague = desk("UZ-1"), desk("KZ-1"), desk("KZ-2")

    post(poster, "KZ-MIA-CP", officer="KZ-1")

    assert (subjects(addressee), subjects(colleague)) == (["record/1"], [])


def test_inbox_is_empty_without_a_warrant(desk):
    post(desk("UZ-1"), "KZ-MIA-CP")

    assert (queries.waiting(), queries.recent()) == ([], [])


def test_item_cannot_be_posted_without_a_warrant(desk):
    with pytest.raises(Exception, match="row-level security"):
        actions.post("KZ-MIA-CP", kind="record-seen", subject="record/1", words=SEEN)


def test_waiting_has_terms_first_then_the_newest(desk, clock):
    poster, addressee = desk("UZ-1"), desk("KZ-1")
    now = now_clock.now()
    for subject, due in (
        ("old", None),
        ("far", now + timedelta(days=9)),
        ("near", now + timedelta(days=1)),
        ("new", None),
    ):
        clock.forward(timedelta(minutes=1))
        post(poster, "KZ-MIA-CP", subject=subject, due=due)

    assert subjects(addressee) == ["near", "far", "new", "old"]
    with warrants.reading(addressee):
        assert [item.subject for item in queries.recent(limit=3)] == ["new", "near", "far"]
        assert [item.subject for item in queries.waiting(limit=1)] == ["near"]


def test_done_item_waits_no_longer_but_stays_among_the_recent(desk, superuser):
    item, addressee = post(desk("UZ-1"), "KZ-MIA-CP"), desk("KZ-1")
    with warrants.reading(addressee) as holder:
        first = actions.done(item, by=holder.actor)
        second = actions.done(item, by=holder.actor)

    assert first.done_at == second.done_at
    assert subjects(addressee) == []
    with warrants.reading(addressee):
        assert [one.pk for one in queries.recent()] == [item.pk]
    entries = [json.loads(row[0]) for row in superuser.execute("select entry from audit_entry order by nth")]
    assert [(one["verb"], one["about"]) for one in entries if one["verb"].startswith("workflow")] == [
        ("workflow.item.done", [f"item/{item.pk}", "record/1"])
    ]


def test_first_look_counts(desk, clock):
    item, addressee = post(desk("UZ-1"), "KZ-MIA-CP"), desk("KZ-1")
    with warrants.reading(addressee) as holder:
        first = actions.seen(item, by=holder.actor)
    clock.forward(timedelta(minutes=5))
    with warrants.reading(addressee) as holder:
        assert actions.seen(item, by=holder.actor).seen_at == first.seen_at


def test_item_of_others_cannot_be_settled(desk, superuser):
    poster = desk("UZ-1")
    item = post(poster, "KZ-MIA-CP")

    with pytest.raises(NotAllowed, match=r"workflow\.item\.not-yours"), warrants.reading(poster) as holder:
        actions.done(item, by=holder.actor)

    assert superuser.execute("select done_at from workflow_inbox").fetchall() == [(None,)]


def test_application_changes_nothing_but_the_marks(house, as_role):
    connected = as_role("cw_app", autocommit=True)
    for statement in (
        "update workflow_inbox set agency = 'UZ-MIA'",
        "update workflow_inbox set words = '{}'",
        "update workflow_inbox set created_at = now()",
        "delete from workflow_inbox",
        "truncate workflow_inbox",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connected.execute(statement)


def test_inbox_binds_its_owner_too(house):
    with connection.cursor() as cursor:
        cursor.execute("select relrowsecurity, relforcerowsecurity from pg_class where relname = 'workflow_inbox'")
        assert cursor.fetchone() == (True, True)


VALUES = {
    "agency": "UZ-MIA",
    "ref": "KZ-77",
    "purpose": "wanted-person",
    "case": "24-117",
    "batch": "november.jsonl",
    "links": 2,
    "refs": "SQ-1, SQ-2",
    "pairs": "2",
    "records": 40,
    "entries": 3,
    "officer": "KZ-1",
    "lines": 12,
    "rejected": 1,
    "reason": "no basis",
    "date": "2027-01-01",
    "month": "2026-11",
    "pull": "plates",
    "problem": "no answer",
    "name": "border list",
    "owner": "KZ-MIA",
    "rule": "volume",
}


@pytest.mark.parametrize("kind", ItemKind.values)
def test_every_kind_has_a_sentence_for_each_variant(kind):
    for variant, sentence in SENTENCES[kind].items():
        assert "{" not in sentence.format(**VALUES)
        assert queries.template(kind, {**VALUES, "level": variant}) == sentence


def test_sentence_says_values_in_the_readers_words():
    item = InboxItem(kind="record-seen", words=SEEN)

    def label(name: str, value: object) -> str:
        return {"agency": "Criminal Police", "purpose": "wanted person"}.get(name, str(value))

    with translation.override("en"):
        assert queries.sentence(item) == "UZ-MIA saw KZ-77 in full, purpose wanted-person, case 24-117"
        assert queries.sentence(item, label=label) == (
            "Criminal Police saw KZ-77 in full, purpose wanted person, case 24-117"
        )


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("rumour", {}, "workflow.item.unknown-kind"),
        ("record-seen", {**SEEN, "level": "nothing"}, "workflow.item.no-sentence"),
        ("record-seen", {"level": "full", "agency": "UZ-MIA"}, "workflow.item.incomplete"),
    ],
)
def test_item_that_could_not_be_said_is_refused(kind, words, code):
    with pytest.raises(BadInput) as refusal:
        actions.post("KZ-MIA-CP", kind=kind, subject="record/1", words=words)

    assert refusal.value.code == code
