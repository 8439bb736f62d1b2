"""Second reviews: what is not neutral beyond doubt waits as a draft, whoever writes, until another party accepts it."""

import psycopg
import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions, queries, reviews
from commonweal.databanks.actions import reviews as deeds
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def doubtful(ref: str = "UZ-1", **other) -> dict:
    words = {"neutrality": factories.answered(political="yes"), "weighing": "Robbery; he once stood for election"}
    return factories.notice(ref, "Karimov", "Aziz", **(words | other))


def standing(world) -> dict[str, str]:
    found = world.execute("select owner_ref, status from databanks_identity").fetchall()
    parts = world.execute(
        "select count(*) from databanks_record r join databanks_narrative n on n.record_id = r.id"
        " join databanks_neutrality u on u.record_id = r.id where (n.status, u.status) <> (r.status, r.status)"
    ).fetchone()
    assert parts == (0,)
    return dict(found)


def record(world, ref: str = "UZ-1"):
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def approver(officer: str = "UZ-2") -> str:
    return factories.open_as(officer, "approver", "contribution")


def reviewer(officer: str = "KZ-1") -> str:
    return factories.open_as(officer, "reviewer", "contribution")


def asked(world, agency: str = "KZ-MIA", ref: str = "UZ-1"):
    """The review of a record, which is put before this agency."""
    assert deeds.ask(approver(), [record(world, ref)], agency=agency) == 1
    return reviews.waiting(reviewer(agency.replace("-MIA", "-1")))[0].id


def accept(review, token: str | None = None) -> None:
    token = token or reviewer()
    deeds.decide(token, review, seen=reviews.read(token, review).digest, accept=True)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({}, "active"),
        ({"neutrality": factories.answered(refugee="unknown")}, "draft"),
        ({"neutrality": {}}, "draft"),
        ({"neutrality": factories.answered(political="yes"), "weighing": "A robbery"}, "draft"),
        ({"identity": {"category": ["a"], "names": [{"text": "Karimov"}], "births": [{"date": "2012"}]}}, "draft"),
    ],
)
def test_what_is_not_answered_with_no_waits_as_a_draft(world, tmp_path, words, status):
    batch = factories.contribute(tmp_path, [factories.notice("UZ-1", "Karimov", "Aziz", **words)])

    assert (batch.state, batch.rows_refused, standing(world)) == ("approved", 0, {"UZ-1": status})


def test_draft_is_the_owners_alone_until_a_reviewer_of_another_state_accepts_it(world, tmp_path):
    factories.contribute(tmp_path, [doubtful(), factories.notice("UZ-2", "Karimov", "Aziz")])
    waits = record(world)
    assert queries.record(factories.open_as("KZ-2"), waits) is None
    assert queries.record(factories.open_as("KZ-2"), record(world, "UZ-2")).owner_ref == "UZ-2"
    assert queries.record(factories.open_as("UZ-3"), waits).status == "draft"
    assert reviews.waiting(reviewer()) == []

    review = asked(world)
    found = reviews.read(reviewer(), review)
    assert (found.answers["political"], found.weighing, found.record.owner_ref) == (
        "yes",
        "Robbery; he once stood for election",
        "UZ-1",
    )
    accept(review)

    assert standing(world)["UZ-1"] == "active"
    assert queries.record(factories.open_as("KZ-2"), waits).owner_ref == "UZ-1"
    assert reviews.waiting(reviewer()) == []


def test_refusal_needs_a_coded_reason_and_other_needs_words(world, tmp_path):
    factories.contribute(tmp_path, [doubtful()])
    review, token = asked(world), reviewer()
    seen = reviews.read(token, review).digest
    with pytest.raises(BadInput, match=r"databanks\.review\.no-reason"):
        deeds.decide(token, review, seen=seen, accept=False, reason="dislike")
    with pytest.raises(BadInput, match=r"databanks\.review\.other-needs-words"):
        deeds.decide(token, review, seen=seen, accept=False, reason="other")

    deeds.decide(token, review, seen=seen, accept=False, reason="neutrality", words="Article 3")

    assert standing(world) == {"UZ-1": "withdrawn"}
    told = reviews.verdicts(approver())
    assert [(each.owner_ref, each.accepted, each.reason, each.words) for each in told] == [
        ("UZ-1", False, "neutrality", "Article 3")
    ]
    assert len(reviews.verdicts(factories.open_as("UZ-3", "desk", "own-records"))) == 1
    assert reviews.verdicts(factories.open_as("RU-2", "desk", "own-records")) == []
    assert reviews.verdicts(factories.open_as("RU-2")) == []
    with pytest.raises(NotAllowed, match=r"databanks\.review\.not-yours"):
        deeds.decide(token, review, seen=seen, accept=True)


def test_nobody_of_the_owners_state_and_nobody_who_was_not_asked_decides(world, tmp_path):
    factories.contribute(tmp_path, [doubtful()])
    with pytest.raises(BadInput, match=r"databanks\.review\.no-reviewer"):
        deeds.ask(approver(), [record(world)], agency="UZ-MIA")
    review = asked(world)
    seen = reviews.read(reviewer(), review).digest

    for token in (reviewer("RU-1"), reviewer("UZ-3"), factories.open_as("KZ-1"), approver("KZ-1")):
        assert reviews.read(token, review) is None
        with pytest.raises(NotAllowed, match=r"databanks\.review\.not-yours"):
            deeds.decide(token, review, seen=seen, accept=True)
    assert standing(world) == {"UZ-1": "draft"}


def test_another_content_is_reviewed_anew_and_the_same_again_is_not(world, tmp_path):
    factories.contribute(tmp_path, [doubtful()])
    review, token = asked(world), reviewer()
    seen = reviews.read(token, review).digest
    changed = doubtful(narrative=factories.GATED | {"facts": ["Was seen at a rally"]})
    factories.contribute(tmp_path, [changed], name="second")
    with pytest.raises(NotNow, match=r"databanks\.review\.changed"):
        deeds.decide(token, review, seen=seen, accept=True)
    accept(review)
    assert standing(world) == {"UZ-1": "active"}

    factories.contribute(tmp_path, [changed | {"evaluation": "A1"}], name="third")
    assert standing(world) == {"UZ-1": "active"}
    factories.contribute(tmp_path, [doubtful()], name="fourth")
    assert standing(world) == {"UZ-1": "draft"}


def test_answers_that_become_doubtful_take_an_active_entry_back(world, tmp_path):
    factories.contribute(tmp_path, [factories.notice("UZ-1", "Karimov", "Aziz")])
    batch = factories.contribute(tmp_path, [doubtful()], name="second")
    assert standing(world) == {"UZ-1": "draft"}

    actions.undo(batch.id, approver(), because="entered in error")

    assert standing(world) == {"UZ-1": "active"}


def test_blocked_draft_is_never_unblocked_into_an_active_entry(world, tmp_path):
    factories.contribute(tmp_path, [factories.notice("UZ-1", "Karimov", "Aziz")])
    actions.block(record(world), approver(), because="contested")
    factories.contribute(tmp_path, [doubtful()], name="second")
    assert standing(world) == {"UZ-1": "blocked"}

    actions.unblock(record(world), approver(), because="settled")

    assert standing(world) == {"UZ-1": "draft"}


def test_whole_file_of_extremist_organisations_is_held_row_by_row(world, tmp_path):
    made = factories.notice("", "", "", category="a") | {"type": "organisation", "neutrality": factories.answered()}
    rows = []
    for number in range(30):
        names = {"names": [{"text": f"Band {number}"}], "categories": ["extremist" if number % 3 else "criminal-group"]}
        rows.append(made | {"ref": f"UZ-{number}", "identity": names, "narrative": {"facts": ["Leaflets were found"]}})
        rows[-1]["retention"] = made["retention"] | {"class": "analysis"}
    factories.contribute(tmp_path, rows)

    found = standing(world)
    assert {ref for ref, status in found.items() if status == "draft"} == {f"UZ-{n}" for n in range(30) if n % 3}
    assert sum(status == "active" for status in found.values()) == 10


@pytest.mark.parametrize(
    "statement",
    [
        "update databanks_record set status = 'active'",
        "update databanks_identity set status = 'active'",
        "insert into databanks_verdict (id, record, digest, accepted, reason, words, officer, party, agency,"
        " owner_party, decided_at) select gen_random_uuid(), id, ''::bytea, true, '', '', 'KZ-1', 'KZ', 'KZ-MIA', 'UZ',"
        " now() from databanks_record",
        "update databanks_neutrality set body = '{}'",
        "delete from databanks_neutrality",
        "delete from databanks_gate",
    ],
)
def test_application_makes_no_draft_active_by_any_statement(world, house, tmp_path, statement):
    factories.contribute(tmp_path, [doubtful()])
    for token in (approver(), reviewer(), factories.open_as("UZ-1", "contributor", "contribution")):
        with house.connect() as connection:
            try:
                connection.execute("select set_config('commonweal.token', %s, true)", [token])
                connection.execute(statement)
                connection.commit()
            except psycopg.Error:
                connection.rollback()
    assert standing(world) == {"UZ-1": "draft"}


def test_superuser_himself_cannot_put_other_words_into_an_active_entry(world, tmp_path):
    factories.contribute(tmp_path, [factories.notice("UZ-1", "Karimov", "Aziz")])
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"databanks\.gate\.not-reviewed"):
        world.execute("delete from databanks_neutrality")
    term = {"class": "procedure", "until": "2027-06-01"}
    factories.contribute(tmp_path, [factories.notice("UZ-2", "A", "B", category="b", retention=term)], name="second")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"databanks\.gate\.not-reviewed"):
        world.execute(
            "update databanks_identity set body = jsonb_set(body, '{category}', '[\"a\"]') where owner_ref = 'UZ-2'"
        )


def test_answers_are_for_owner_and_reviewer_and_for_no_other_who_sees_the_entry(world, house, tmp_path):
    factories.contribute(tmp_path, [doubtful()])
    accept(asked(world))
    with house.connect() as connection:
        for token, seen in ((factories.open_as("KZ-2"), 0), (factories.open_as("UZ-3"), 1)):
            assert queries.record(token, record(world)).level == "full"
            connection.execute("select set_config('commonweal.token', %s, false)", [token])
            found = connection.execute("select count(*) from databanks_neutrality").fetchone()
            assert found == (seen,)
            connection.rollback()


def test_no_count_of_refusals_under_ten_is_told_and_other_is_marked_above_its_share(world, tmp_path):
    factories.contribute(tmp_path, [doubtful(f"UZ-{number}") for number in range(31)])
    ids = [record(world, f"UZ-{number}") for number in range(31)]
    assert deeds.ask(approver(), ids, agency="KZ-MIA") == 31
    for number, each in enumerate(reviews.waiting(reviewer())):
        reason = "quality" if number < 20 else "other" if number < 30 else "form"
        token = reviewer()
        deeds.decide(token, each.id, seen=reviews.read(token, each.id).digest, accept=False, reason=reason, words="x")
    (day,) = world.execute("select max(decided_at) from databanks_verdict").fetchone()

    found = reviews.refusals(day.year, day.month)

    assert [(each.party, each.reason, each.number) for each in found] == [("UZ", "other", 10), ("UZ", "quality", 20)]
    assert reviews.too_often_other(found)
    assert not reviews.too_often_other(found[1:])
