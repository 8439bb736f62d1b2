"""Memory that is no longer needed goes back to the system."""

import ctypes


def give_back() -> None:
    """Return what the C library holds for later; does nothing where the library has no such call (other than glibc's).

    Worth it after a piece of work with large arrays, of which the next is far: the allocator keeps freed pieces that
    lie below others for as long as the process lives.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
