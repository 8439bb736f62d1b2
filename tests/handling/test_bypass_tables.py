"""Every table that keeps somebody's rows, tried whole: who has no right to a row neither reads, counts, changes,
removes nor copies it, whatever his role.

The rows are those of UZ, and of KZ who asked UZ about a record. TJ tries, whom every label denies; then the colleagues
of whoever made a row, in every role, since not all that an agency's officers may read is theirs to write.
"""

import json
from dataclasses import replace

import pytest

from commonweal.databanks.protection_batches import PROTECTED as CONTRIBUTIONS
from commonweal.databanks.protection_intake import TABLES_HERE as INTAKE
from commonweal.databanks.protection_outgoing import TABLES_HERE as OUTGOING
from commonweal.databanks.protection_quality import TABLES_HERE as QUALITY
from tests import factories
from tests.handling import bypass
from tests.handling.bypass_cases import DENIED
from tests.handling.reading import CLOSED

KEPT = (*INTAKE, *CONTRIBUTIONS, *OUTGOING, "databanks_silent", "databanks_enquiry", "databanks_distinct", *QUALITY)
PUBLISHED = ("databanks_sheet",)
ROLES = ("reader", "desk", "contributor", "approver", "reviewer", "commission")
HOLDERS = ("nobody", "guesser", "approver-of-own", *ROLES)
COLLEAGUES = {f"{officer} {role}": (officer, role) for officer in ("UZ-2", "KZ-2") for role in ROLES}


@pytest.fixture(scope="module")
def rows(world, shared_house) -> dict[str, dict]:
    """One row of each table, as it stands."""
    with shared_house.superuser() as superuser:
        return {table: superuser.execute(f"select to_jsonb(t) from {table} t limit 1").fetchone()[0] for table in KEPT}


@pytest.fixture(scope="module")
def colleagues(world) -> bypass.World:
    """The same world before officers who have to do with the rows, but made none of them."""
    return replace(world, tokens={name: factories.open_as(*who) for name, who in COLLEAGUES.items()})


def writes(table: str, row: dict) -> dict[str, str]:
    """Each column changed to what it is, all rows removed, the row copied."""
    copied = json.dumps(row).replace("'", "''").replace("{", "{{").replace("}", "}}")
    return {column: f"update {table} set {column} = {column}" for column in row} | {
        "removed": f"delete from {table}",
        "copied": f"insert into {table} select * from jsonb_populate_record(null::{table}, '{copied}')",
    }


def shown(count: str) -> bool:
    """Whether the answer to a count says of any row."""
    return count not in (DENIED, "[(0,)]")


@pytest.mark.parametrize("table", KEPT)
def test_foreign_row_is_neither_counted_nor_changed_nor_removed_nor_copied_in_any_role(world, app, rows, table):
    counted = {holder: bypass.tell(app, world, holder, f"select count(*) from {table}") for holder in HOLDERS}
    told = {
        (holder, what): bypass.tell(app, world, holder, statement)
        for holder in HOLDERS
        for what, statement in writes(table, rows[table]).items()
    }

    if table not in PUBLISHED:
        assert set(counted.values()) == {DENIED if table in CLOSED else "[(0,)]"}
    assert {answer for (_, what), answer in told.items() if what == "copied"} == {DENIED}
    assert [each for each, answer in told.items() if answer not in ("0", DENIED)] == []


UZ, KZ = ({name for name in COLLEAGUES if name.startswith(party)} for party in ("UZ", "KZ"))
OF_OWNER = {"UZ-2 reader", "UZ-2 desk", "UZ-2 approver"}
READ = {
    "databanks_profile": UZ,
    "databanks_work": UZ,
    "databanks_score": UZ,
    "databanks_held": {"UZ-2 contributor", "UZ-2 approver"},
    "databanks_absent": {"UZ-2 approver"},
    "databanks_provenance": OF_OWNER,
    "databanks_finding": OF_OWNER,
    "databanks_export": OF_OWNER,
    "databanks_enquiry": OF_OWNER | KZ,
    "databanks_distinct": KZ,
    "databanks_sheet": UZ | KZ,
}
"""Table → the colleagues who read its row (docs/decision-table.md, section 3); the row of another is nobody else's."""
REMOVED = {("databanks_profile", "UZ-2 contributor"), ("databanks_distinct", "KZ-2 reader")}
"""What colleagues may remove: the agency's mapping, and what the agency set aside."""


@pytest.mark.parametrize("table", KEPT)
def test_row_of_a_colleague_is_read_by_whom_it_concerns_and_written_by_nobody_else(colleagues, app, rows, table):
    counted = {holder: bypass.tell(app, colleagues, holder, f"select count(*) from {table}") for holder in COLLEAGUES}
    done = {
        (table, holder, what)
        for holder in COLLEAGUES
        for what, statement in writes(table, rows[table]).items()
        if bypass.tell(app, colleagues, holder, statement) not in ("0", DENIED)
    }

    assert {holder for holder, count in counted.items() if shown(count)} == READ.get(table, set())
    assert done == {(*each, "removed") for each in REMOVED if each[0] == table}
