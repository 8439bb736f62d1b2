"""Memory of processes that move many rows: looked through less often, given back when it is no longer needed."""

import ctypes
import gc

ALLOCATIONS = (500_000, 100, 100)
"""Objects, then rounds, after which the collector of circles looks again."""


def collect_rarely() -> None:
    """Let this process look for circles of objects seldom: for one that moves rows, which hold none, it is a fifth to a
    third of its time."""
    gc.set_threshold(*ALLOCATIONS)


def keep_for_good() -> None:
    """Tell the collector that what lives now will live on: it goes through a large index and its words no more, which
    would hold up a question for tens of milliseconds."""
    gc.unfreeze()  # what was kept before may be over
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Return what the C library holds for later; does nothing where the library has no such call (other than glibc's).

    Worth it after a piece of work with large arrays, of which the next is far: the allocator keeps freed pieces that
    lie below others for as long as the process lives.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
