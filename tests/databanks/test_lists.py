"""Full lists, all or nothing, rows that wait for their parent, the dry run; on a real database."""

from pathlib import Path

import pytest

from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import actions, queries
from commonweal.databanks.formats.rows import Held, Refused, Row
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def contributor(number: int = 1) -> str:
    return factories.open_as(f"UZ-{number}", "contributor", "contribution")


def approver(number: int = 2) -> str:
    return factories.open_as(f"UZ-{number}", "approver", "contribution")


def people(*numbers: int, family: str = "Karimov") -> list[dict]:
    return [factories.person(f"UZ-{number}", f"{family}{number}", "Aziz") for number in numbers]


def rows(*lines: dict) -> list[Row]:
    return [Row(10 * number, line) for number, line in enumerate(lines, start=1)]


def source(name: str = "list.csv", **other: object) -> actions.Source:
    return actions.Source(name, name.encode().ljust(32), **{"format": "csv", "list": "sdn", "full": True} | other)


def listed(folder: Path, *numbers: int, **other: object):
    """A full list of these people, approved where there is anything to approve."""
    batch = actions.contribute(rows(*people(*numbers)), contributor(), source=source(f"{numbers}", **other))
    return actions.approve(batch.id, approver()) if batch.state == "staged" else batch


def standing(superuser) -> dict[str, str]:
    return dict(superuser.execute("select owner_ref, status from databanks_identity order by owner_ref").fetchall())


def test_numbers_are_those_of_the_contributor_and_may_stand_twice(world):
    broken = {"type": "person"}
    token = contributor()

    batch = actions.contribute(
        [Row(7, people(1)[0]), Row(7, people(2)[0]), Row(3, broken), Refused(3, "x.y.z", "No.")], token, source=source()
    )

    assert (batch.rows_new, batch.rows_refused, batch.lines) == (2, 2, 4)
    assert [number for number, *_ in queries.refused(token, batch.id)] == [3, 3]


def test_row_of_a_repeated_reference_is_refused_and_the_first_stays(world):
    token = contributor()

    batch = actions.contribute(rows(*people(1), *people(1, 2, family="Salimov")), token, source=source())

    assert (batch.rows_new, batch.rows_refused) == (2, 1)
    assert [(number, code) for number, code, _ in queries.refused(token, batch.id)] == [
        (20, "databanks.line.repeated-ref")
    ]
    actions.approve(batch.id, approver())
    names = world.execute("select body #>> '{names,0,text}' from databanks_identity order by owner_ref").fetchall()
    assert names == [("Karimov1 Aziz",), ("Salimov2 Aziz",)]


def test_whole_file_with_a_refused_row_is_faulty_and_leaves_nothing(world):
    batch = actions.contribute(
        [*rows(*people(1)), Row(2, {"type": "person"})], contributor(), source=source(whole=True)
    )

    assert (batch.state, batch.rows_new, batch.rows_refused) == ("faulty", 1, 1)
    assert world.execute("select count(*) from databanks_staged").fetchone() == (0,)
    with pytest.raises(Exception, match="not-now"):
        actions.approve(batch.id, approver())


def test_whole_file_without_a_fault_waits_for_approval(world):
    batch = actions.contribute(rows(*people(1)), contributor(), source=source(whole=True))

    assert (batch.state, batch.whole) == ("staged", True)


def test_absent_records_are_counted_and_stay_without_the_contributors_word(world, tmp_path):
    listed(tmp_path, 1, 2, 3, 4)

    batch = listed(tmp_path, 1, 2, 5)

    assert (batch.state, batch.rows_absent, batch.withdraw_absent, batch.rows_withdrawn) == ("approved", 2, None, 0)
    assert set(standing(world).values()) == {"active"}


def test_absent_records_are_withdrawn_on_the_contributors_word_alone(world, tmp_path):
    listed(tmp_path, 1, 2, 3, 4)
    token, given = contributor(), source("second.csv")
    with pytest.raises(BadInput, match="absent-not-confirmed"):
        actions.contribute(rows(*people(1, 2)), token, source=given, withdraw_absent=3)

    batch = actions.contribute(rows(*people(1, 2)), token, source=given, withdraw_absent=2)
    seen = [ref for _, ref in queries.absent(approver(), batch.id)]
    before = standing(world)
    done = actions.approve(batch.id, approver())

    assert (batch.state, batch.rows_same, batch.rows_absent) == ("staged", 2, 2)
    assert (seen, set(before.values())) == (["UZ-3", "UZ-4"], {"active"})
    assert (done.rows_withdrawn, standing(world)) == (
        2,
        {"UZ-1": "active", "UZ-2": "active", "UZ-3": "withdrawn", "UZ-4": "withdrawn"},
    )


def test_absent_is_nobody_elses_record_and_none_of_another_list(world, tmp_path):
    factories.contribute(tmp_path, people(7))
    listed(tmp_path, 8, list="other")
    listed(tmp_path, 1, 2)
    kz = actions.contribute(
        rows(factories.person("KZ-9", "A", "B")),
        factories.open_as("KZ-1", "contributor", "contribution"),
        source=source(),
    )
    actions.approve(kz.id, factories.open_as("KZ-2", "approver", "contribution"))

    assert listed(tmp_path, 1).rows_absent == 1


def test_refused_row_that_names_its_reference_is_not_absent(world, tmp_path):
    listed(tmp_path, 1, 2)
    spoilt = people(2)[0] | {"evaluation": "Z9"}

    batch = actions.contribute(rows(*people(1), spoilt), contributor(), source=source("second.csv"))

    assert (batch.rows_refused, batch.rows_absent) == (1, 0)


def test_nothing_is_withdrawn_where_a_refused_row_may_be_of_any_record(world, tmp_path):
    listed(tmp_path, 1, 2)
    given = [*rows(*people(1)), Refused(20, "databanks.row.quotes", "No.")]

    report = actions.check(given, contributor(), list="sdn")
    with pytest.raises(BadInput, match="absent-uncertain"):
        actions.contribute(given, contributor(), source=source("second.csv"), withdraw_absent=1)

    assert (report.absent, report.refused, report.nameless) == (1, 1, 1)


def test_record_that_another_batch_changed_meanwhile_is_not_withdrawn(world, tmp_path):
    listed(tmp_path, 1, 2, 3)
    batch = actions.contribute(rows(*people(1)), contributor(), source=source("second.csv"), withdraw_absent=2)
    actions.approve(
        actions.contribute(
            rows(*people(3, family="Salimov")), contributor(3), source=source("third.csv", full=False)
        ).id,
        approver(),
    )

    done = actions.approve(batch.id, approver())

    assert (done.rows_absent, done.rows_withdrawn) == (2, 1)
    assert standing(world) == {"UZ-1": "active", "UZ-2": "withdrawn", "UZ-3": "active"}


def test_withdrawn_record_that_is_contributed_again_is_active_again(world, tmp_path):
    factories.contribute(tmp_path, people(1))
    record = world.execute("select record_id from databanks_identity").fetchone()[0]
    actions.withdraw(record, approver(), because="found")

    again = factories.contribute(tmp_path, people(1))

    assert (again.state, again.rows_changed, again.rows_same) == ("approved", 1, 0)
    assert world.execute("select status, version from databanks_identity").fetchall() == [("active", 2)]


def test_record_of_another_list_moves_to_the_list_that_names_it(world, tmp_path):
    factories.contribute(tmp_path, people(1))

    batch = listed(tmp_path, 1)
    again = listed(tmp_path, 1, full=False)

    assert (batch.rows_changed, again.state) == (1, "unchanged")
    assert world.execute("select list from databanks_custody").fetchall() == [("sdn",)]


def test_only_the_owner_sees_of_which_list_a_record_is(world, tmp_path):
    listed(tmp_path, 1)
    record = world.execute("select record_id from databanks_identity").fetchone()[0]

    mine = queries.record(factories.open_as("UZ-3", "desk", "own-records"), record)
    theirs = queries.record(factories.open_as("KZ-1"), record)

    assert (mine.custody.list, theirs.custody) == ("sdn", None)


HELD = [Held(5, "SDN-1", {"alias": "Ivanov"}), Held(6, "SDN-2", {"alias": "Petrov"})]


def test_rows_without_a_parent_are_held_and_join_in_the_batch_of_their_parent(world):
    token = contributor()
    first = actions.contribute([*rows(*people(1)), *HELD], token, source=source("old.csv"))
    waiting = queries.held_rows(contributor(3), "sdn")

    second = actions.contribute([*rows(*people(1, 2)), HELD[1]], contributor(3), source=source("new.csv"), held=waiting)

    assert (first.rows_held, first.rows_refused, second.rows_held) == (2, 0, 1)
    assert sorted(waiting, key=lambda held: held.number) == HELD
    assert queries.held_rows(token, "sdn") == HELD[1:]
    assert world.execute("select parent, batch, joined_by from databanks_held order by parent").fetchall() == [
        ("SDN-1", first.id, second.id),
        ("SDN-2", first.id, None),
    ]


def test_held_row_waits_again_where_the_batch_that_it_joined_was_refused(world):
    token = contributor()
    actions.contribute([*rows(*people(1)), *HELD], token, source=source("old.csv"))
    second = actions.contribute(rows(*people(2)), token, source=source("new.csv"), held=HELD)
    between = queries.held_rows(token, "sdn")

    actions.refuse(second.id, approver(), because="a mistake")

    assert (between, queries.held_rows(token, "sdn")) == ([], HELD)


def test_held_rows_are_their_agencys_and_of_their_list(world):
    actions.contribute([*rows(*people(1)), *HELD], contributor(), source=source())

    assert queries.held_rows(contributor(), "other") == []
    assert queries.held_rows(factories.open_as("KZ-1", "contributor", "contribution"), "sdn") == []
    assert queries.held_rows(factories.open_as("UZ-3"), "sdn") == []


def test_dry_run_counts_what_a_contribution_would_and_writes_nothing(world, tmp_path):
    listed(tmp_path, 1, 2, 3)
    given = [
        *rows(*people(1), *people(2, family="Salimov"), *people(4, 4)),
        Row(50, people(5)[0] | {"evaluation": "Z9"}),
        HELD[0],
    ]
    before = everything(world)

    report = actions.check(given, contributor(), list="sdn")
    after = everything(world)
    batch = actions.contribute(given, contributor(), source=source())

    assert (report.new, report.changed, report.same, report.refused, report.held, report.absent) == (1, 1, 1, 2, 1, 1)
    assert dict(report.by_code) == {"databanks.line.repeated-ref": 1, "databanks.value.malformed": 1}
    assert [(row.line, row.ref) for row in report.first] == [(40, "UZ-4"), (50, "UZ-5")]
    assert before == after
    assert (batch.rows_new, batch.rows_changed, batch.rows_same, batch.rows_refused) == (1, 1, 1, 2)
    assert (batch.rows_held, batch.rows_absent) == (1, 1)


def everything(superuser) -> list:
    """Every row of every table of this room, and the number of entries."""
    names = superuser.execute(
        "select relname from pg_class where relname like 'databanks\\_%' and relkind = 'r' order by 1"
    ).fetchall()
    return [superuser.execute(f"select * from {name} t order by t::text").fetchall() for (name,) in names]


def test_dry_run_is_for_contributors(world):
    with pytest.raises(NotAllowed, match="not-contributor"):
        actions.check(rows(*people(1)), approver())


def test_dry_run_tells_nothing_of_another_agencys_records(world, tmp_path):
    listed(tmp_path, 1)

    report = actions.check(rows(*people(1)), factories.open_as("KZ-1", "contributor", "contribution"), list="sdn")

    assert (report.new, report.same, report.absent) == (1, 0, 0)


def test_links_that_lead_nowhere_are_told_to_the_contributor(world, tmp_path):
    linked = people(1, 2)
    linked[0]["links"] = [{"to": ref, "kind": "associate"} for ref in ("UZ-2", "UZ-77", "UZ-78")]

    done = factories.contribute(tmp_path, linked)

    assert (done.links_open, sorted(done.links_open_to)) == (2, ["UZ-77", "UZ-78"])
    told = world.execute(
        "select officer, words ->> 'links', words ->> 'refs' from workflow_inbox where kind = 'batch-links-open'"
    ).fetchall()
    assert told == [("UZ-1", "2", "UZ-77, UZ-78")]
    assert world.execute("select count(*) from databanks_link").fetchone() == (1,)


def test_staged_rows_are_gone_when_a_batch_is_closed(world, tmp_path):
    factories.contribute(tmp_path, people(1))
    factories.contribute(tmp_path, people(1))
    waiting = actions.contribute(rows(*people(2)), contributor(), source=source())
    kept = world.execute("select count(*) from databanks_staged").fetchone()

    actions.refuse(waiting.id, approver(), because="a mistake")

    assert (kept, world.execute("select count(*) from databanks_staged").fetchone()) == ((1,), (0,))
