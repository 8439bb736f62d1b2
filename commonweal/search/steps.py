"""When an answer leaves: at whole steps of time from the question on, so that how long it took tells little of what was
found. An answer that shows a hit, nobody, or somebody watched in silence leaves at the same step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def whole_steps() -> Iterator[None]:
    """What is done in the block takes whole steps of `SEARCH_STEP` seconds; errors leave at once."""
    began = time.monotonic()
    yield
    step = settings.SEARCH_STEP
    if step:
        time.sleep(step - (time.monotonic() - began) % step)
