"""The world of the bypass tests, for each module that asks for it."""

import pytest

from tests.handling import bypass


@pytest.fixture(scope="module")
def world(shared_house, tmp_path_factory):
    """A world with secrets, and who tries to get at them; `analyze` as in a house that has run for a while."""
    with shared_house.superuser() as superuser:
        made = bypass.build(superuser, tmp_path_factory.mktemp("lines"))
        superuser.execute("analyze")
    return made


@pytest.fixture(scope="module")
def app(shared_house):
    """A connection in the application's role."""
    with shared_house.connect(autocommit=True) as connection:
        yield connection
