"""Pages are asked in several languages; the language of the last one does not stay for the next test."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def tongue() -> Iterator[None]:
    """English outside of requests."""
    with translation.override("en"):
        yield
