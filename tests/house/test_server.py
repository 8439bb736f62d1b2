"""An operator's server: told apart by what it asks for, made ready by SQL that we print."""

import os
import signal
import socket
import time

import psycopg
import pytest

from commonweal.house import accounts, binaries, cli, host_checks, places, spawn


@pytest.fixture
def server(copied_var, monkeypatch):
    """A server on a port of this machine that trusts everybody; gives its host rules' file and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    rules = copied_var / "rules.conf"
    rules.write_text("host all all 127.0.0.1/32 trust\n")
    rules.chmod(0o644)
    command = [binaries.find().program("postgres"), "-D", places.data_folder("test"), "-p", str(port), "-k", ""]
    process = spawn.start(
        [*command, "-c", f"hba_file={rules}", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
        account=accounts.service(),
        log=copied_var / "server.log",
        at_parents_end=signal.SIGQUIT,
    )
    monkeypatch.setenv("COMMONWEAL_CLUSTER", "main")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://cw_app:word@127.0.0.1:{port}/postgres")
    yield rules, port
    os.kill(process.pid, signal.SIGQUIT)
    process.wait()


def _connect(port):
    deadline = time.monotonic() + 20
    while True:
        try:
            return psycopg.connect(host="127.0.0.1", port=port, user="cw_super", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_server_that_trusts_is_found_and_one_that_asks_is_not(server):
    rules, port = server
    with _connect(port) as connection:
        connection.execute("grant connect on database postgres to cw_app")
        trusting = host_checks.trust_server()
        connection.execute("alter role cw_app password 'word'")
        rules.write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        connection.execute("select pg_reload_conf()")
        deadline = time.monotonic() + 10
        while host_checks.trust_server().ok is False and time.monotonic() < deadline:
            time.sleep(0.05)
    assert trusting.ok is False
    assert "cw_app" in trusting.finding
    assert host_checks.trust_server().ok is True


def test_server_sql_makes_a_cluster_ready(own_var, capsys):
    from commonweal.house import postgres

    assert cli.main(["server-sql", "--database", "bank"]) == 0
    before, _, after = capsys.readouterr().out.partition('\\connect "bank"\n')
    running = postgres.launch("test")
    with running.connect() as connection:
        connection.execute("drop database if exists bank")
        for statement in before.strip().split(";\n"):
            connection.execute(statement.rstrip(";"))
    with running.connect("bank") as connection:
        connection.execute(after)
        rights = connection.execute(
            "select has_schema_privilege('cw_owner', 'public', 'create'), has_schema_privilege('cw_app', 'public', "
            "'create'), has_database_privilege('cw_app', 'bank', 'temporary'), "
            "pg_has_role('cw_owner', 'cw_gate', 'set')"
        ).fetchone()
    running.stop()
    assert rights == (True, False, False, True)


def test_command_line_exit_codes(capsys, monkeypatch):
    assert cli.main(["--help"]) == 0
    assert cli.main(["no-such-command"]) == 2
    monkeypatch.setenv("COMMONWEAL_CLUSTER", "elsewhere")
    assert cli.main(["clean", "--yes"]) == 1
    assert "[house.cluster.unknown]" in capsys.readouterr().err
