"""Fixtures of the test database.

`house` gives a test a database of its own, a clone of a migrated template (a tenth of a second), in which the code
under test really commits. `shared_house` gives one to a whole module: for big worlds that are only read.
pytest-django's own creation of a database is replaced: it expects one role that may do everything, and we have none.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import psycopg
import pytest

from commonweal.common import clock as python_clock
from commonweal.common.errors import CommonwealError
from tests import keeper, worlds
from tests.worlds import House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come first: their files take longest, and one begun last would keep a single worker busy."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.fixture(scope="session")
def template_database() -> Iterator[str]:
    """Name of the migrated template; the tests' server runs as long as the session."""
    with keeper.use():
        worlds.sweep_clones()
        try:
            name = worlds.template()
        except CommonwealError as problem:
            pytest.fail(problem.sentence(), pytrace=False)
        yield name


@pytest.fixture(scope="session")
def django_db_setup(template_database: str) -> None:
    """In place of pytest-django's: nothing but the template; databases are made by `house`."""


@pytest.fixture
def house(template_database: str, django_db_blocker, monkeypatch) -> Iterator[House]:
    """A fresh database for this test, with Django's connection (role cw_app) on it."""
    name = f"commonweal_test_{os.getpid()}"
    monkeypatch.setenv("COMMONWEAL_DATABASE", name)  # children of the test find the same database
    with django_db_blocker.unblock(), worlds.clone(template_database) as made:
        yield made


@pytest.fixture(scope="module")
def shared_house(template_database: str, django_db_blocker) -> Iterator[House]:
    """One database for the whole module."""
    name = f"commonweal_test_{os.getpid()}_module"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMONWEAL_DATABASE", name)
        with django_db_blocker.unblock(), worlds.clone(template_database) as made:
            yield made


@pytest.fixture
def present_house(request) -> House:
    """The house of this test: the module's where it asked for `shared_house`, else one of its own."""
    shared = "shared_house" in request.fixturenames
    return request.getfixturevalue("shared_house" if shared else "house")


@pytest.fixture
def superuser(present_house: House) -> Iterator[psycopg.Connection]:
    """A connection as `cw_super` with autocommit to the test's database, bound by no policy."""
    with present_house.superuser() as connection:
        yield connection


@pytest.fixture
def as_role(present_house: House) -> Iterator[Callable[..., psycopg.Connection]]:
    """Makes connections: `as_role("cw_indexer")`, `as_role("cw_clock", autocommit=True)`; closed after the test."""
    made = []

    def connect(role: str, autocommit: bool = False) -> psycopg.Connection:
        made.append(present_house.connect(role, autocommit))
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


class Clock:
    """Moves the house's clock, in Python and in SQL at once."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def move(self, shift: timedelta) -> None:
        """Set the distance from true time."""
        python_clock.shift = shift
        self._connection.execute("update common_clock set shift = %s", [shift])

    def forward(self, by: timedelta) -> None:
        """Let `by` pass."""
        self.move(python_clock.shift + by)

    def set(self, moment: datetime) -> None:
        """Make it `moment` (aware) now."""
        self.move(python_clock.shift + (moment - python_clock.now()))


@pytest.fixture
def clock(superuser: psycopg.Connection) -> Iterator[Clock]:
    """The clock of the house, to be moved; true again after the test."""
    made = Clock(superuser)
    yield made
    made.move(timedelta(0))
