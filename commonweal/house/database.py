"""How to reach the database: for Django and for psycopg, embedded or a server. Connects to nothing itself.

Embedded (the default): over the cluster's socket, recognised by operating-system account. With `DATABASE_URL` set:
an operator's server, one address for each role, and nothing is started here. The tests' cluster is always embedded.
"""

import os

from psycopg.conninfo import conninfo_to_dict

from commonweal.common.errors import BadInput
from commonweal.house import places

ADDRESSES = {
    "cw_app": "DATABASE_URL",
    "cw_owner": "DATABASE_OWNER_URL",
    "cw_indexer": "DATABASE_INDEXER_URL",
    "cw_clock": "DATABASE_CLOCK_URL",
}
PREPARED_FROM = 3
"""Times after which a connection keeps a statement's plan. Planning a statement under row-level security costs several
times its execution: the decision table is in every plan."""
POOL = {"min_size": 1, "max_size": 10}
"""Twice the threads of a web worker and some: opening a warrant takes a second connection for a moment."""


def is_server() -> bool:
    """Whether an operator's server is used instead of the embedded cluster: one of its addresses is set."""
    return places.cluster() == "main" and any(os.environ.get(variable) for variable in ADDRESSES.values())


def role() -> str:
    """The role of this process: `COMMONWEAL_DB_ROLE`, else the application's."""
    return os.environ.get("COMMONWEAL_DB_ROLE", "cw_app")


def connection_settings(role: str, name: str | None = None) -> dict[str, str]:
    """Arguments of `psycopg.connect` for `role`, to database `name` (else the default one, or the address's own)."""
    if is_server():
        settings = _server(role)
        return settings | ({"dbname": name} if name else {})
    return {"host": str(places.socket_folder()), "user": role, "dbname": name or places.database_name()}


def _server(role: str) -> dict[str, str]:
    variable = ADDRESSES.get(role)
    address = os.environ.get(variable) if variable else None
    if not address:
        raise BadInput(
            "house.database.no-address",
            "A database server is used (one of DATABASE_URL and its kin is set), but there is no address for the role "
            "{role}: set {variable}.",
            role=role,
            variable=variable or "none; the launcher's superuser exists in the embedded cluster only",
        )
    try:
        settings = {key: str(value) for key, value in conninfo_to_dict(address).items()}
    except Exception as problem:  # the message may quote the address, and with it the password
        raise BadInput(
            "house.database.bad-address",
            "{variable} cannot be read; it should look like postgresql://user:password@host:5432/commonweal.",
            variable=variable,
        ) from problem.with_traceback(None)
    return settings | {"dbname": settings.get("dbname", places.DEFAULT_DATABASE)}


def django_settings(pool: bool, name: str | None = None) -> dict[str, object]:
    """Django's entry in DATABASES for this process's role.

    `COMMONWEAL_DATABASE` wins over `name`, so that a child of a test reaches the test's own database.
    """
    chosen = places.database_name() if os.environ.get("COMMONWEAL_DATABASE") else name
    settings = connection_settings(role(), None if is_server() else chosen)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options: dict[str, object] = {key: value for key, value in settings.items() if key not in known}
    options |= {"server_side_binding": True, "prepare_threshold": PREPARED_FROM}
    options |= {"pool": dict(POOL)} if pool else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,  # the pool keeps connections; Django must give them back
        "CONN_HEALTH_CHECKS": True,  # after the database came back, the pool gives no connection from before
        "OPTIONS": options,
        **{known[key]: value for key, value in settings.items() if key in known},
    }
