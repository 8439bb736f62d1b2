"""Databases for tests: a template migrated once, and clones of it that tests may write to and commit in."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

from commonweal.house import database, folders, migrate, places, postgres, roles

KEEP_SECONDS = 6 * 3600
"""Templates of other states of the code that nobody used for so long are dropped."""


@dataclass(frozen=True)
class House:
    """A database of the test that asked for it."""

    name: str

    def connect(self, role: str = "cw_app", autocommit: bool = False) -> psycopg.Connection:
        """A connection as one of the login roles."""
        return psycopg.connect(**database.connection_settings(role, self.name), autocommit=autocommit)

    def superuser(self) -> psycopg.Connection:
        """A connection as `cw_super` with autocommit, bound by no policy: for seeding and looking."""
        return postgres.connect_super("test", self.name)


def template() -> str:
    """Name of the migrated template for the present state of the code, made if it is missing."""
    name = f"cw_tpl_{migrate.fingerprint()}"
    uses = places.cluster_folder("test") / "templates"
    uses.mkdir(exist_ok=True)
    with (uses / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with postgres.connect_super("test") as server:
            if not roles.exists(server, name):
                _make(server, name)
            (uses / name).touch()
            _sweep(server)
    return name


def _make(server: psycopg.Connection, name: str) -> None:
    draft = f"{name}_draft"
    roles.drop_database(server, draft)
    postgres.create_database(draft, "test")
    migrate.migrate(draft)
    with postgres.connect_super("test", draft) as seeding:  # casts are loaded as a demonstration's is
        seeding.execute("insert into members_house (demonstration_since) values (now())")
    server.execute(f'alter database "{draft}" allow_connections false')
    server.execute(f'alter database "{draft}" rename to "{name}"')


def _sweep(server: psycopg.Connection) -> None:
    uses = places.cluster_folder("test") / "templates"
    for (name,) in server.execute("select datname from pg_database where datname like 'cw_tpl_%'").fetchall():
        mark = uses / name
        if not mark.exists() or mark.stat().st_mtime < time.time() - KEEP_SECONDS:
            roles.drop_database(server, name)
            mark.unlink(missing_ok=True)


def sweep_clones() -> None:
    """Drop the clones of sessions that were killed (their process number, part of the name, is gone)."""
    with postgres.connect_super("test") as server:
        for (name,) in server.execute(
            "select datname from pg_database where datname ~ '^commonweal_test_[0-9]+'"
        ).fetchall():
            if not Path(f"/proc/{name.split('_')[2]}").exists():
                roles.drop_database(server, name)
                shutil.rmtree(places.cluster_folder("test") / name, ignore_errors=True)


@contextmanager
def clone(source: str) -> Iterator[House]:
    """A fresh copy of `source`, with empty folders for what is derived from it, under the name in COMMONWEAL_DATABASE.

    Django's connection points at it inside the block and at the former one afterwards.
    """
    before = connection.settings_dict["NAME"]
    connection.close()
    name = places.database_name()
    folders.prepare("test")
    with postgres.connect_super("test") as server:
        roles.clone_database(server, source, name)
    connection.settings_dict["NAME"] = name
    try:
        yield House(name)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        with postgres.connect_super("test") as server:
            roles.drop_database(server, name)
        shutil.rmtree(places.house_folder("test"))
