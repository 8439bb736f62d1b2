"""Where the tests keep their data: in memory where there is room, else in the checkout's `var`.

A test's database is a clone of some seven hundred small files. A disk may take a millisecond for each that is made and
longer for those whose places were freed a moment ago, and most tests did little else than wait for that. Nothing here
outlives a machine anyway (the tests' cluster does not flush), so all of it, not a part, lies in memory: after a new
start of the machine it is gone as a whole and made anew. `COMMONWEAL_VAR` set by hand is left alone.

`python -m tests.memory` prints the folder, `--remove` stops what runs there and removes it (`make clean`).
"""

import os
import shutil
import sys
from pathlib import Path

from commonweal.house import places

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that must be free: four workers with their clones, the log and indexes need less than half of it."""


def scratch() -> Path | None:
    """The folder in memory for things of a moment, None where there is none or too little room."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and MEMORY in _kept_in_memory()):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > ROOM else None


def _kept_in_memory() -> set[Path]:
    mounts = (line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    return {Path(where) for _, where, kind, *_ in mounts if kind == "tmpfs"}


def folder() -> Path:
    """The folder for this checkout and account; its name is found again by every session."""
    return MEMORY / f"commonweal-tests-{os.geteuid()}-{places.short_name(places.checkout())}"


def settle() -> None:
    """Let this process and its children keep their data in memory unless somebody chose a place."""
    if "COMMONWEAL_VAR" not in os.environ and (folder().exists() or scratch()):
        os.environ["COMMONWEAL_VAR"] = str(folder())


def _main() -> None:
    if "--remove" in sys.argv and folder().exists():
        from commonweal.house import cleaning

        os.environ["COMMONWEAL_VAR"] = str(folder())
        print("\n".join(cleaning.clean()))
    elif "--remove" not in sys.argv:
        print(folder())


if __name__ == "__main__":
    _main()
