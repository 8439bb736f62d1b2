"""Compile the loops of the index into the environment, where there is a compiler; without one numpy does their work.

    python tools/kernel.py ENVIRONMENT

Called by `make install`. Prints one line: which it is.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "commonweal" / "search" / "index" / "kernel.c"
FLAGS = "-O3 -fPIC -shared -ffp-contract=off"
"""Products and sums stay apart, as numpy computes them."""


def compiled(environment: Path) -> bool:
    """Whether the loops are there now, compiled from the present source."""
    found = subprocess.run(
        [environment / "bin" / "python", "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    target = Path(found.stdout.strip()) / "commonweal_kernel.so"
    compiler = shlex.split(os.environ.get("CC", "")) or ["cc"]
    if shutil.which(compiler[0]) is None:
        target.unlink(missing_ok=True)
        return False
    source = blake2b(SOURCE.read_bytes(), digest_size=8).hexdigest()
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / target.name
        command = [*compiler, *FLAGS.split(), f'-DSOURCE="{source}"', "-o", str(made), str(SOURCE), "-lm"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            target.unlink(missing_ok=True)
            print(done.stderr.strip(), file=sys.stderr)
            return False
        made.replace(target)
    return True


if __name__ == "__main__":
    print("search loops: " + ("compiled" if compiled(Path(sys.argv[1])) else "numpy (no working C compiler; slower)"))
