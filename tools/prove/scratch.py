"""Places to prove things in that are nobody's: a migrated database on the tests' server, a whole house in a folder."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def environment_of_tests() -> dict[str, str]:
    """The environment in which the tests' cluster and settings are used."""
    return os.environ | {
        "COMMONWEAL_CLUSTER": "test",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "COMMONWEAL_DB_ROLE": "cw_app",
        "PYTHONPATH": str(CHECKOUT),
    }


@contextmanager
def database() -> Iterator:
    """A `tests.worlds.House` cloned from the migrated template; dropped afterwards. Needs `environment_of_tests`."""
    from tests import keeper, worlds

    os.environ["COMMONWEAL_DATABASE"] = f"commonweal_test_{os.getpid()}_proof"
    with keeper.use(), worlds.clone(worlds.template()) as house:
        yield house


@contextmanager
def house_folder() -> Iterator[dict[str, str]]:
    """The environment of a house of its own in a fresh folder that every account may walk down to; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="cw-proof-", dir="/var/tmp" if os.geteuid() == 0 else None))
    folder.chmod(0o755)
    environment = os.environ | {"COMMONWEAL_VAR": str(folder), "COMMONWEAL_PORT": "8765", "PYTHONPATH": str(CHECKOUT)}
    environment.pop("COMMONWEAL_CLUSTER", None)
    environment.pop("COMMONWEAL_DATABASE", None)
    try:
        yield environment
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(arguments: list[str], environment: dict[str, str], *, seconds: float) -> subprocess.CompletedProcess:
    """Run this Python with these arguments; its output is kept as text."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
