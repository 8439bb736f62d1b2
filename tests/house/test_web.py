"""The web as the house starts it: under its own account where root starts it, and only on a database that binds it."""

import socket
import urllib.request
from pathlib import Path

import pytest

from commonweal.common.errors import NotNow
from commonweal.house import accounts, migrate, places, postgres
from commonweal.house.processes import Tree


@pytest.fixture
def port(main_var, monkeypatch) -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    monkeypatch.setenv("COMMONWEAL_PORT", str(number))
    return number


def test_web_answers_under_its_own_account_without_the_owners_address(port, monkeypatch):
    monkeypatch.setenv("UNRELATED", "stays with the parent")
    with Tree() as tree:
        tree.up(("web",))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=20) as answer:
            assert answer.status == 200
        process = Path(f"/proc/{tree.children['web'].process.pid}")
        assert process.stat().st_uid == accounts.web().uid
        assert accounts.web().uid != 0
        environment = (process / "environ").read_text().split("\0")
        assert [line for line in environment if line.startswith(("UNRELATED", "DATABASE_"))] == []
        assert "COMMONWEAL_DB_ROLE=cw_app" in environment


def test_web_does_not_start_on_a_table_that_is_not_forced(port):
    server = postgres.launch()
    try:
        postgres.create_database(places.database_name())
        migrate.migrate()
        with server.connect("commonweal") as connection:
            connection.execute("alter table databanks_record no force row level security")
        with pytest.raises(NotNow, match="Not enforced: databanks_record"):
            Tree().up(("web",))
        with server.connect("commonweal") as connection:
            connection.execute("alter table databanks_record force row level security")
    finally:
        server.stop()
