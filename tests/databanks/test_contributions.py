"""Contributing, approving and reading, on a real database."""

import uuid

import pytest

from commonweal.common.errors import NotAllowed
from commonweal.databanks import actions, queries
from commonweal.handling import warrants
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def ids(superuser) -> dict[str, uuid.UUID]:
    return dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())


def seen(superuser, officer: str, ref: str, **other):
    found = queries.record(factories.open_as(officer, **other), ids(superuser)[ref])
    return found and found.level


def test_contribution_becomes_active_only_when_another_officer_approves(world, tmp_path):
    path = factories.write(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    batch = actions.contribute_file(path, factories.open_as("UZ-1", "contributor", "contribution"))

    assert (batch.state, batch.rows_new, batch.rows_refused) == ("staged", 1, 0)
    assert ids(world) == {}
    with pytest.raises(NotAllowed, match="not-approver"):
        actions.approve(batch.id, factories.open_as("UZ-1", "contributor", "contribution"))
    with pytest.raises(NotAllowed, match="own"):
        actions.approve(batch.id, factories.open_as("UZ-1", "approver", "contribution"))
    with pytest.raises(NotAllowed, match="unknown"):
        actions.approve(batch.id, factories.open_as("KZ-2", "approver", "contribution"))

    done = actions.approve(batch.id, factories.open_as("UZ-2", "approver", "contribution"))

    assert (done.state, done.rows_applied) == ("approved", 1)
    assert list(ids(world)) == ["UZ-1"]


def test_record_is_seen_at_the_level_of_the_label(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])

    assert seen(world, "KZ-1", "UZ-1") == "full"
    assert seen(world, "RU-1", "UZ-1") == "core"
    assert seen(world, "AM-1", "UZ-1") == "hit"
    assert seen(world, "TJ-1", "UZ-1") is None
    assert seen(world, "UZ-3", "UZ-1", role="desk", purpose="own-records") == "full"
    assert seen(world, "KZ-1", "UZ-1", purpose="border-check") is None


def test_parts_above_the_level_are_empty(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    record = ids(world)["UZ-1"]

    core = queries.record(factories.open_as("RU-1"), record)
    hit = queries.record(factories.open_as("AM-1"), record)

    assert (core.names[0]["text"], core.narrative, core.basis, core.custody) == ("Tarxonbekov Eldor", {}, {}, None)
    assert (hit.identity, hit.owner_ref, hit.type, hit.owner_agency) == ({}, "", "", "UZ-MIA")


def test_same_file_again_changes_nothing_and_a_changed_line_is_a_version(world, tmp_path):
    lines = [factories.person("UZ-1", "Tarxonbekov", "Eldor"), factories.person("UZ-2", "Karimov", "Aziz")]
    factories.contribute(tmp_path, lines)
    again = factories.contribute(tmp_path, lines)
    lines[1] = factories.person("UZ-2", "Karimov", "Aziz", born="1985-01-02")
    changed = factories.contribute(tmp_path, lines)

    assert (again.state, again.rows_same) == ("unchanged", 2)
    assert (changed.state, changed.rows_same, changed.rows_changed) == ("approved", 1, 1)
    found = queries.record(factories.open_as("KZ-1"), ids(world)["UZ-2"])
    assert (found.version, found.births) == (2, [{"date": "1985-01-02"}])
    assert world.execute("select version, part from databanks_version order by part").fetchall() == [
        (1, "identity"),
        (1, "narrative"),
    ]


def test_bad_lines_are_refused_with_their_number_and_the_good_ones_staged(world, tmp_path):
    path = factories.write(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    with path.open("a", encoding="utf-8") as file:
        file.write("not json\n")
        file.write('{"type": "person"}\n')
    token = factories.open_as("UZ-1", "contributor", "contribution")
    batch = actions.contribute_file(path, token)

    assert (batch.rows_new, batch.rows_refused) == (1, 2)
    assert [(line, code) for line, code, _ in queries.refused(token, batch.id)] == [
        (2, "databanks.line.not-json"),
        (3, "databanks.line.malformed"),
    ]


def test_links_are_drawn_between_records_of_the_same_owner(world, tmp_path):
    notice = factories.notice("UZ-N1", "Tarxonbekov", "Eldor")
    notice["links"] = [{"to": "UZ-1", "kind": "person-sought", "evaluation": "B2"}]
    factories.contribute(tmp_path, [notice, factories.person("UZ-1", "Tarxonbekov", "Eldor")])

    found = queries.record(factories.open_as("KZ-1"), ids(world)["UZ-1"])

    assert [(link.kind, link.outgoing, link.level, link.identity["names"][0]["text"]) for link in found.links] == [
        ("person-sought", False, "full", "Tarxonbekov Eldor")
    ]


def test_withdrawn_record_is_seen_by_its_owner_alone(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    record = ids(world)["UZ-1"]
    with pytest.raises(NotAllowed):
        actions.withdraw(record, factories.open_as("KZ-2", "approver", "contribution"), because="not ours")

    actions.withdraw(record, factories.open_as("UZ-2", "approver", "contribution"), because="found")

    assert seen(world, "KZ-1", "UZ-1") is None
    assert seen(world, "UZ-3", "UZ-1", role="desk", purpose="own-records") == "full"


def test_owner_reads_who_touched_its_records_without_the_words_of_the_question(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    seen(world, "AM-1", "UZ-1")

    rows = queries.touches(factories.open_as("UZ-3", "desk", "own-records"))
    abroad = queries.touches(factories.open_as("AM-3", "desk", "own-records"))

    assert [(row.officer, row.agency, row.level, row.owner_ref, row.case_ref) for row in rows] == [
        ("AM-1", "AM-MIA", 2, "UZ-1", "26/0417-3")
    ]
    assert abroad == []


def test_nothing_is_seen_without_a_warrant_or_after_it_is_closed(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    token = factories.open_as("KZ-1")
    warrants.close_warrant(token)

    with pytest.raises(NotAllowed):
        queries.record(token, ids(world)["UZ-1"])


def test_link_leads_to_the_other_record_from_both_sides(world, tmp_path):
    notice = factories.notice("UZ-N1", "Tarxonbekov", "Eldor")
    notice["links"] = [{"to": "UZ-1", "kind": "person-sought", "evaluation": "B2"}]
    factories.contribute(tmp_path, [notice, factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    known = ids(world)

    person = queries.record(factories.open_as("KZ-1"), known["UZ-1"])
    sought = queries.record(factories.open_as("KZ-1"), known["UZ-N1"])

    assert [(link.to, link.outgoing) for link in person.links] == [(known["UZ-N1"], False)]
    assert [(link.to, link.outgoing) for link in sought.links] == [(known["UZ-1"], True)]


def test_record_that_is_named_as_linked_leaves_its_own_touch_for_another_agencys_reader(world, tmp_path):
    first = factories.person("UZ-1", "Tarxonbekov", "Eldor")
    first["links"] = [{"to": "UZ-2", "kind": "associate", "evaluation": "B2"}]
    factories.contribute(tmp_path, [first, factories.person("UZ-2", "Karimov", "Rustam")])
    known = ids(world)
    queries.record(factories.open_as("KZ-1"), known["UZ-1"])
    queries.record(factories.open_as("UZ-3"), known["UZ-1"])

    touched = world.execute(
        "select officer, record, level, action from audit_touch where agency in ('KZ-MIA', 'UZ-MIA')"
    )
    told = {row for row in touched.fetchall() if row[3] in ("databanks.record.disclosed", "databanks.links.disclosed")}
    assert told == {
        ("KZ-1", known["UZ-1"], 4, "databanks.record.disclosed"),
        ("KZ-1", known["UZ-2"], 3, "databanks.links.disclosed"),
        ("UZ-3", known["UZ-1"], 4, "databanks.record.disclosed"),
    }
