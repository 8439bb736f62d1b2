"""What the database roles may not do with the register, whatever the code above asks."""

import psycopg
import pytest

from tests.members import cast


@pytest.fixture(scope="module")
def entered(shared_house):
    cast.load()


@pytest.mark.parametrize(
    "statement",
    [
        "update members_officer set clearance = 3 where code = 'KZ-1'",
        "update members_officer set roles = '{reader,approver}' where code = 'KZ-1'",
        "update members_officer set agency_id = 'UZ-MIA' where code = 'KZ-1'",
        "update members_agency set party_id = 'UZ' where code = 'KZ-MIA'",
        "update members_accreditation set until = 'infinity'",
        "update members_signinlink set expires = 'infinity'",
        "delete from members_officer",
        "delete from members_accreditation",
        "delete from members_signinlink",
        "truncate members_party cascade",
        "select * from handling_standing('KZ-1')",
    ],
)
def test_application_may_not(entered, as_role, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role("cw_app").execute(statement)


@pytest.mark.parametrize("role", ["cw_indexer", "cw_clock"])
@pytest.mark.parametrize("table", ["officer", "accreditation", "signinlink", "agency", "party"])
def test_other_processes_do_not_read_the_register(entered, as_role, role, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(role).execute(f"select * from members_{table}")
