"""Memory given back to the system."""

from pathlib import Path

from commonweal.common.memory import give_back


def test_what_large_arrays_left_behind_goes_back_to_the_system():
    pieces = [bytes(100_000) for _ in range(600)]
    top = bytes(100_000)
    del pieces
    held = _own()

    give_back()

    assert len(top) == 100_000
    assert _own() <= held


def _own() -> int:
    """Kilobytes that this process holds for itself."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))
