"""Pages are asked in several languages; the language of the last one does not stay for the next test."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from commonweal.portal import directory


@pytest.fixture(autouse=True)
def tongue() -> Iterator[None]:
    """English outside of requests."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def names() -> None:
    """Names of another test's register, kept for a minute, do not come again."""
    directory._found.cache_clear()
    directory._banks.cache_clear()
