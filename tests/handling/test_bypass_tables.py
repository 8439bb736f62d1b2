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

SEARCHING = (
    *("search_use", "search_shown", "search_screening", "search_screening_chunk", "search_screened"),
    *("search_kept", "search_alert", "search_mapping"),
)
LESSONS = ("search_lesson", "search_taught", "search_pair")
FOLDERS = ("search_folder", "search_folder_member", "search_folder_item")
KEPT = (
    *(*INTAKE, *CONTRIBUTIONS, *OUTGOING, *QUALITY, *SEARCHING, *FOLDERS, *LESSONS),
    *("databanks_silent", "databanks_enquiry", "databanks_distinct", "databanks_judgement", "databanks_judged"),
    *("databanks_disclosure", "databanks_release_rule"),
)
PUBLISHED = ("databanks_sheet",)
ROLES = ("reader", "desk", "contributor", "approver", "reviewer", "commission")
HOLDERS = ("nobody", "guesser", "approver-of-own", *ROLES)
COLLEAGUES = {
    f"{officer} {role}": (officer, role) for officer in ("UZ-2", "KZ-2", "SEC-UZ", "SEC-KZ") for role in ROLES
}
"""Of the agencies whose rows they are, and of the other agency of each state."""


@pytest.fixture(scope="module")
def rows(world, shared_house) -> dict[str, dict]:
    """One row of each table, as it stands."""
    with shared_house.superuser() as superuser:
        return {table: superuser.execute(f"select to_jsonb(t) from {table} t limit 1").fetchone()[0] for table in KEPT}


@pytest.fixture(scope="module")
def colleagues(world, shared_house) -> bypass.World:
    """The same world before officers who have to do with the rows, but made none of them."""
    with shared_house.superuser() as superuser:
        for party in ("UZ", "KZ"):
            superuser.execute(
                "insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)"
                " values (%s, %s, 'interior', 'ministry', '', '', '{}')",
                [f"{party}-SEC", party],
            )
            superuser.execute(
                "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
                " select %s, rank, name, name_latin, %s, unit, clearance, roles from members_officer where code = %s",
                [f"SEC-{party}", f"{party}-SEC", f"{party}-2"],
            )
            superuser.execute(
                "insert into members_accreditation (officer_id, since, until, by)"
                " select %s, since, until, by from members_accreditation where officer_id = %s",
                [f"SEC-{party}", f"{party}-2"],
            )
    return replace(world, tokens={name: factories.open_as(*who) for name, who in COLLEAGUES.items()})


def entered(table: str, row: dict) -> str:
    """The statement that enters a row."""
    values = json.dumps(row).replace("'", "''").replace("{", "{{").replace("}", "}}")
    return f"insert into {table} select * from jsonb_populate_record(null::{table}, '{values}')"


def writes(table: str, row: dict) -> dict[str, str]:
    """Each column changed, all rows removed, the row copied. Nothing is read by it, so no policy for reading helps."""
    return {column: f"update {table} set {column} = default" for column in row} | {
        "removed": f"delete from {table}",
        "copied": entered(table, row),
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
    "databanks_disclosure": OF_OWNER,
    "databanks_release_rule": OF_OWNER,
    "databanks_judgement": OF_OWNER | {"KZ-2 reader", "KZ-2 desk"},
    "databanks_judged": OF_OWNER | {"KZ-2 reader", "KZ-2 desk"},
    "databanks_sheet": {*COLLEAGUES},
    "search_mapping": {"UZ-2 reader", "UZ-2 desk"},
}
"""Table → the colleagues who read its row (docs/decision-table.md, section 3); the row of another is nobody else's."""
REMOVED = {
    ("databanks_profile", "UZ-2 contributor"),
    ("databanks_distinct", "KZ-2 reader"),
    ("search_mapping", "UZ-2 reader"),
}
"""What colleagues may remove: the agency's mappings, and what the agency set aside."""


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


ANEW = {"id": "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11"}
NOBODYS = "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c12"
ELSEWHERE = {"party": "TJ", "agency": "TJ-MIA"}
"""One by one: a party and an agency that are not the holder's."""
NEARLY = {
    "databanks_upload": (
        "UZ-2 contributor",
        ANEW | {"contributor": "UZ-2"},
        ELSEWHERE | {"contributor": "UZ-1", "unit": "X", "state": "checked"},
        ("reader", "desk", "approver", "reviewer"),
    ),
    "databanks_upload_chunk": (
        "UZ-1 contributor",
        {"number": 1},
        {"contributor": "UZ-2", "upload": NOBODYS},
        ("reader", "desk", "approver", "reviewer"),
    ),
    "databanks_upload_reject": (
        "UZ-1 contributor",
        {"number": 1},
        {"contributor": "UZ-2", "upload": NOBODYS},
        ("reader", "desk", "approver", "reviewer"),
    ),
    "databanks_profile": (
        "UZ-2 contributor",
        ANEW | {"made_by": "UZ-2", "name": "another"},
        ELSEWHERE | {"made_by": "UZ-1"},
        ("reader", "desk", "approver", "reviewer"),
    ),
    "search_mapping": (
        "UZ-2 reader",
        ANEW | {"made_by": "UZ-2", "name_index": "\\x" + "00" * 32},
        ELSEWHERE | {"officer": "UZ-1", "made_by": "UZ-1"},
        ("desk", "contributor", "approver", "reviewer", "commission"),
    ),
    "databanks_work": (
        "UZ-2 contributor",
        ANEW | {"officer": "UZ-2", "subject": NOBODYS},
        ELSEWHERE | {"officer": "UZ-1"},
        ("reader", "desk", "reviewer", "commission"),
    ),
    "databanks_enquiry": (
        "KZ-2 reader",
        ANEW | {"officer": "KZ-2"},
        ELSEWHERE
        | {"officer": "KZ-1", "state": "accepted", "owner_party": "TJ", "owner_agency": "TJ-MIA", "classification": 0}
        | {"record": NOBODYS},
        ("contributor", "approver", "reviewer", "commission"),
    ),
    "databanks_distinct": (
        "KZ-2 reader",
        {"officer": "KZ-2"},
        ELSEWHERE | {"officer": "KZ-1", "case_ref": "another", "record": NOBODYS},
        ("desk", "contributor", "approver", "reviewer"),
    ),
    "databanks_judgement": (
        "KZ-2 reader",
        ANEW | {"officer": "KZ-2"},
        ELSEWHERE
        | {"officer": "KZ-1", "record": NOBODYS, "state": "stands", "decided_by": "KZ-2"}
        | {"until": "2020-01-01T00:00:00Z"},
        ("desk", "contributor", "approver", "reviewer", "commission"),
    ),
    "databanks_export": (
        "UZ-3 desk",
        ANEW | {"code": "E-AAAA-AAAA", "canary": "K-AAAA-AAAA-AAAA"},
        ELSEWHERE | {"officer": "UZ-1"},
        ("contributor", "approver", "reviewer"),
    ),
}
"""Table → who may enter a row, what of the row that stands must be another then, what makes it wrong, one by one, and
the roles in which the same officer may not enter it."""


@pytest.mark.parametrize("table", NEARLY)
def test_row_that_is_right_but_for_one_thing_is_refused(world, app, rows, table):
    holder, right, wrong, roles = NEARLY[table]
    officer, _ = holder.split()
    tokens = {name: factories.open_as(*name.split()) for name in (holder, *(f"{officer} {role}" for role in roles))}
    near, row = replace(world, tokens=tokens), rows[table] | right

    def answer(who: str, **other: object) -> str:
        first = f"delete from {table};;" if table == "databanks_distinct" else ""  # its key is the case
        return bypass.tell(app, near, who, first + entered(table, row | other))

    assert answer(holder) == "1"
    told = {name: answer(holder, **{name: value}) for name, value in wrong.items()}
    told |= {role: answer(f"{officer} {role}") for role in roles}
    assert {name: said for name, said in told.items() if said != DENIED} == {}


def test_export_is_entered_by_nobody_without_the_role(world, app, rows):
    row = rows["databanks_export"] | NEARLY["databanks_export"][1] | {"officer": "UZ-2"}
    near = replace(world, tokens={"colleague": factories.open_as("UZ-2", "desk")})

    assert bypass.tell(app, near, "colleague", entered("databanks_export", row)) == DENIED


def test_export_for_a_purpose_of_protection_is_its_makers_to_know_of(world, app, shared_house):
    def counted(officer: str) -> str:
        near = replace(world, tokens={"desk": factories.open_as(officer, "desk")})
        return bypass.tell(app, near, "desk", "select count(*) from databanks_export")

    assert [counted(officer) for officer in ("UZ-3", "UZ-2")] == ["[(1,)]"] * 2
    with shared_house.superuser() as superuser:
        superuser.execute("update databanks_export set purpose = 'victim-protection'")
        told = [counted(officer) for officer in ("UZ-3", "UZ-2")]
        superuser.execute("update databanks_export set purpose = 'own-records'")
    assert told == ["[(1,)]", "[(0,)]"]


OWN = {
    "databanks_upload": ("UZ-1 contributor", "update databanks_upload set report = default"),
    "databanks_upload removed": ("UZ-1 contributor", "delete from databanks_upload"),
    "databanks_upload_reject removed": ("UZ-1 contributor", "delete from databanks_upload_reject"),
    "databanks_profile removed": ("UZ-1 contributor", "delete from databanks_profile"),
    "databanks_work": ("UZ-1 contributor", "update databanks_work set total = default"),
}


@pytest.mark.parametrize("name", OWN)
def test_ones_own_row_is_written_in_its_role_alone(world, app, name):
    holder, statement = OWN[name]
    officer, role = holder.split()
    others = {other for other in ROLES if other != role and (name, other) != ("databanks_work", "approver")}
    near = replace(world, tokens={each: factories.open_as(officer, each) for each in (role, *others)})

    assert bypass.tell(app, near, role, statement) == "1"
    assert {bypass.tell(app, near, each, statement) for each in others} == {"0"}


ANSWER = "update databanks_enquiry set state = '{}', answered_at = now(), answered_by = '{}'"
ANSWERS = {
    "owner accepts": ("UZ-2 desk", ANSWER.format("accepted", "UZ-2"), "1"),
    "owner in another's name": ("UZ-2 desk", ANSWER.format("accepted", "UZ-1"), DENIED),
    "owner takes back": ("UZ-2 desk", ANSWER.format("withdrawn", "UZ-2"), DENIED),
    "owner lets lapse": ("UZ-2 desk", ANSWER.format("lapsed", "UZ-2"), DENIED),
    "owner as contributor": ("UZ-2 contributor", ANSWER.format("accepted", "UZ-2"), "0"),
    "owner as commission": ("UZ-2 commission", ANSWER.format("accepted", "UZ-2"), "0"),
    "owner answers twice": (
        "UZ-2 desk",
        ANSWER.format("declined", "UZ-2") + ";;" + ANSWER.format("accepted", "UZ-2"),
        "0",
    ),
    "asker takes back": ("KZ-2 reader", ANSWER.format("withdrawn", "KZ-2"), "1"),
    "asker in another's name": ("KZ-2 reader", ANSWER.format("withdrawn", "KZ-1"), DENIED),
    "asker accepts": ("KZ-2 reader", ANSWER.format("accepted", "KZ-2"), DENIED),
    "asker as approver": ("KZ-2 approver", ANSWER.format("withdrawn", "KZ-2"), "0"),
    "asker after the answer": (
        "KZ-2 reader",
        ANSWER.format("withdrawn", "KZ-2") + ";;" + ANSWER.format("withdrawn", "KZ-2"),
        "0",
    ),
    "other agency of the owner's state": ("SEC-UZ desk", ANSWER.format("accepted", "SEC-UZ"), "0"),
    "other agency of the asker's state": ("SEC-KZ reader", ANSWER.format("withdrawn", "SEC-KZ"), "0"),
    "third state": ("AM-1 reader", ANSWER.format("accepted", "AM-1"), "0"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_enquiry_is_answered_by_its_owner_and_taken_back_by_its_asker_in_his_own_name(colleagues, app, name):
    holder, statement, told = ANSWERS[name]
    near = replace(colleagues, tokens={holder: factories.open_as(*holder.split())})

    assert bypass.tell(app, near, holder, statement) == told
