"""Where the database is: embedded or a server, one address for each role, no secret in a message."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.house import database, places


@pytest.fixture
def server(monkeypatch):
    """A server's addresses, without that of the clock."""
    monkeypatch.setenv("COMMONWEAL_CLUSTER", "main")
    monkeypatch.delenv("COMMONWEAL_DATABASE", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://web:pw%40d@db.example:6432/bank?sslmode=verify-full")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://own@db.example")


def test_embedded_settings_use_the_socket(monkeypatch):
    monkeypatch.delenv("COMMONWEAL_DATABASE", raising=False)
    expected = {"host": str(places.socket_folder()), "user": "cw_clock", "dbname": "commonweal"}
    assert database.connection_settings("cw_clock") == expected
    assert database.connection_settings("cw_clock", "other") == expected | {"dbname": "other"}


def test_server_settings_come_from_the_roles_own_address(server):
    assert database.connection_settings("cw_app") == {
        "host": "db.example",
        "port": "6432",
        "user": "web",
        "password": "pw@d",
        "dbname": "bank",
        "sslmode": "verify-full",
    }
    assert database.connection_settings("cw_owner") == {"host": "db.example", "user": "own", "dbname": "commonweal"}


def test_django_settings_follow_the_server(server):
    assert database.django_settings(pool=True, name="ignored") == {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "sslmode": "verify-full",
            "server_side_binding": True,
            "prepare_threshold": 3,
            "pool": {"min_size": 1, "max_size": 10},
        },
        "NAME": "bank",
        "USER": "web",
        "PASSWORD": "pw@d",
        "HOST": "db.example",
        "PORT": "6432",
    }


@pytest.mark.parametrize(
    ("role", "variable"), [("cw_clock", "DATABASE_CLOCK_URL"), ("cw_indexer", "DATABASE_INDEXER_URL")]
)
def test_missing_address_is_named(server, role, variable):
    with pytest.raises(BadInput, match=variable):
        database.connection_settings(role)


def test_bad_address_is_refused_without_showing_it(server, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://web:secretword@db.example:port/bank?nonsense")
    with pytest.raises(BadInput) as refusal:
        database.connection_settings("cw_app")
    assert "secretword" not in str(refusal.value)
    assert refusal.value.params == {"variable": "DATABASE_URL"}


def test_tests_cluster_never_uses_a_server(server, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_CLUSTER", "test")
    assert database.connection_settings("cw_app")["host"] == str(places.socket_folder())
