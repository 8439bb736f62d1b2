"""`commonweal doctor` and the check at the start of the web: is this house as safe as it claims?"""

from collections.abc import Collection, Sequence

import psycopg

from commonweal.common.errors import NotNow
from commonweal.house import (
    access_checks,
    checks,
    database,
    host_checks,
    places,
    postgres,
    queue_checks,
    witness_checks,
)
from commonweal.house.checks import Check


def start_check(protected: Sequence[str], others: Collection[str]) -> None:
    """Refuse to start when the database does not bind this process: raises NotNow with every finding and remedy.

    Called once by each web process before its first request, in its own role; `protected` are the tables that must
    enforce row-level security, `others` those that need not (`commonweal.databanks.protection`).
    """
    with _connect(database.role()) as connection:
        found = [
            checks.version(connection),
            checks.role(connection),
            checks.borrowed_power(connection),
            checks.protected(connection, protected),
            access_checks.tables(connection, {*protected, *others}),
            access_checks.rights(connection),
            access_checks.role_defaults(connection),
            checks.temporary(connection),
            *([] if places.cluster() == "test" else [checks.clock(connection)]),
            checks.safe_storage(connection),
            host_checks.trust_server() if database.is_server() else host_checks.trust_file(),
        ]
    bad = [check for check in found if check.ok is False]
    if bad:
        raise NotNow(
            "house.start.refused",
            "The house refuses to start:\n{findings}",
            findings="\n".join(f"- Wanted: {check.title}. {check.finding} {check.remedy}" for check in bad),
        )


def examine(protected: Sequence[str], others: Collection[str]) -> list[Check]:
    """All checks, on a house whose database answers."""
    found = [
        host_checks.accounts_apart(),
        host_checks.key_files(),
        witness_checks.apart(),
        host_checks.disk_space(),
        host_checks.backup_age(),
        host_checks.search_loops(),
    ]
    with _connect("cw_app") as connection:
        found += [
            checks.version(connection),
            checks.schema(connection),
            checks.role(connection),
            checks.borrowed_power(connection),
            checks.protected(connection, protected),
            access_checks.tables(connection, {*protected, *others}),
            access_checks.rights(connection),
            access_checks.role_defaults(connection),
            access_checks.quiet_catalogue(connection),
            checks.temporary(connection),
            checks.clock(connection),
            checks.safe_storage(connection),
            checks.quiet_log(connection),
            queue_checks.worker(connection),
            witness_checks.settled(connection),
        ]
    for role in ("cw_indexer", "cw_clock"):
        with _connect(role) as connection:
            found.append(checks.role(connection))
    if database.is_server():
        return [*found, host_checks.trust_server()]
    with postgres.connect_super() as connection:
        return [*found, host_checks.trust_file(), checks.host_rules(connection), checks.own_settings(connection)]


def _connect(role: str) -> psycopg.Connection:
    return psycopg.connect(**database.connection_settings(role), autocommit=True)
