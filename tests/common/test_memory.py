"""Memory given back to the system."""

import ctypes
from pathlib import Path

import pytest

from commonweal.common.memory import give_back

MANY, SIZE = 600, 100_000


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only glibc keeps and gives back")
def test_what_lies_free_below_something_goes_back_to_the_system():
    pieces = [b"x" * SIZE for _ in range(MANY)]
    above = b"y" * SIZE
    del pieces
    held = _own()

    give_back()

    assert len(above) == SIZE
    assert held - _own() > MANY * SIZE / 1024 / 2


def _own() -> int:
    """Kilobytes that this process holds for itself."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))
