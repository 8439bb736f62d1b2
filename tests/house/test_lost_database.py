"""A command whose database goes away says so in a sentence; what a statement is refused for is another matter."""

import psycopg
import pytest
from django.db import OperationalError, connection

from commonweal.house import cli


def test_lost_connection_is_told_in_a_sentence(monkeypatch, capsys):
    def lost():
        def run(_arguments) -> None:
            raise OperationalError from psycopg.OperationalError("the connection is lost")

        return run

    monkeypatch.setattr(cli, "build", lost)

    assert cli.main(["import"]) == 1
    why, said = capsys.readouterr().err.splitlines()
    assert why == "commonweal: the connection is lost"
    assert said.startswith("commonweal: The database does not answer or broke off.")
    assert said.endswith("[house.database.away]")


def test_session_that_the_server_ended_counts_as_lost(house):
    with pytest.raises(OperationalError) as ended, connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(pg_backend_pid())")
    connection.close()

    assert cli.is_loss_of_database(ended.value)


def test_statement_that_took_too_long_is_no_loss(house):
    with pytest.raises(OperationalError) as refused, connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 1; select pg_sleep(1)")
    connection.close()

    assert not cli.is_loss_of_database(refused.value)
