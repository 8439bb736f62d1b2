"""The tests' own database: roles, grants and the clock are what the other tests rely on."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from commonweal.common import clock as python_clock


def _one(connected, query):
    return connected.execute(query).fetchone()[0]


def test_house_gives_django_the_application_role(house):
    with connection.cursor() as cursor:
        cursor.execute("select current_user, current_database()")
        assert cursor.fetchone() == ("cw_app", house.name)


def test_house_commits(house, superuser):
    superuser.execute("create table visit (id int); grant insert on visit to cw_app")
    with connection.cursor() as cursor:
        cursor.execute("insert into visit values (1)")
    assert _one(superuser, "select count(*) from visit") == 1


def test_house_is_fresh_again(house, superuser):
    assert _one(superuser, "select to_regclass('visit')") is None


@pytest.mark.parametrize("role", ["cw_app", "cw_indexer", "cw_clock"])
def test_login_roles_may_not_make_tables(as_role, role):
    connected = as_role(role, autocommit=True)
    for statement in ("create temporary table x ()", "create table x ()", "create schema x"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connected.execute(statement)


@pytest.mark.parametrize("role", ["cw_owner", "cw_journal", "cw_gate", "cw_intake", "cw_gauge"])
def test_other_roles_may_not_log_in(as_role, role):
    with pytest.raises(psycopg.OperationalError):
        as_role(role)


def test_clock_moves_both_sides(clock, as_role):
    clock.set(datetime(2031, 3, 14, tzinfo=UTC))
    assert python_clock.now().date() == datetime(2031, 3, 14, tzinfo=UTC).date()
    assert abs(_one(as_role("cw_app"), "select common_now()") - python_clock.now()) < timedelta(seconds=2)


def test_clock_is_true_again(superuser):
    assert python_clock.shift == timedelta(0)
    assert _one(superuser, "select common_now() = statement_timestamp()")


@pytest.mark.parametrize("role", ["cw_app", "cw_indexer", "cw_clock"])
def test_clock_is_closed_to_login_roles(as_role, role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(role).execute("update common_clock set shift = '1 day'")
