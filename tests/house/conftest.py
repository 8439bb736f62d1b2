"""A house of one's own for tests that break the launcher's cluster: its folder lies where every account can reach."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonweal.house import places, postgres
from tests import memory

as_root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start processes under other accounts")


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cw-", dir=memory.scratch()))
    folder.chmod(0o755)  # pytest's own folders are closed to the database's account
    return folder


@pytest.fixture(scope="session")
def new_cluster() -> Iterator[Path]:
    """A data folder in which the test cluster has been made and stopped, for all tests here: making one is slow."""
    folder = _folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMONWEAL_VAR", str(folder / "var"))
        patch.delenv("COMMONWEAL_DATABASE", raising=False)
        postgres.launch("test").stop()
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def empty_var(monkeypatch) -> Iterator[Path]:
    """The path of a data folder of this test's own, not yet made; whatever database then runs there is stopped."""
    folder = _folder()
    monkeypatch.setenv("COMMONWEAL_VAR", str(folder / "var"))
    monkeypatch.delenv("COMMONWEAL_DATABASE", raising=False)
    yield folder / "var"
    _end(folder)


@pytest.fixture
def own_var(new_cluster: Path, monkeypatch) -> Iterator[Path]:
    """A data folder with a stopped test cluster, which is stopped again after the test however the test ends."""
    monkeypatch.setenv("COMMONWEAL_VAR", str(new_cluster))
    monkeypatch.delenv("COMMONWEAL_DATABASE", raising=False)
    yield new_cluster
    _kill_databases(new_cluster)


@pytest.fixture
def copied_var(empty_var: Path, new_cluster: Path) -> Path:
    """A data folder of this test's own with a stopped test cluster, which it may damage."""
    subprocess.run(["/bin/cp", "-a", new_cluster, empty_var], check=True)
    return empty_var


@pytest.fixture(scope="session")
def main_folder() -> Iterator[Path]:
    """A folder for a cluster as in production, shared by the modules that need one."""
    folder = _folder()
    yield folder
    _end(folder)


@pytest.fixture(scope="module")
def main_var(main_folder: Path) -> Iterator[Path]:
    """A data folder in which the house runs as in production; each module stops what it started."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMONWEAL_VAR", str(main_folder / "var"))
        patch.setenv("COMMONWEAL_CLUSTER", "main")
        patch.setenv("DJANGO_SETTINGS_MODULE", "commonweal.settings")
        patch.delenv("COMMONWEAL_DATABASE", raising=False)
        yield main_folder / "var"
        _kill_databases(main_folder / "var")


def _kill_databases(var: Path) -> None:
    for cluster in places.CLUSTERS:
        pid = postgres.postmaster(var / cluster / "pgdata")
        if pid is not None:
            os.kill(pid, 9)


def _end(folder: Path) -> None:
    _kill_databases(folder / "var")
    shutil.rmtree(folder, ignore_errors=True)


def run_python(text: str, **more: object) -> subprocess.CompletedProcess:
    """Run a few lines of Python in the project's environment, output as text."""
    environment = os.environ | {"PYTHONPATH": str(places.checkout())}
    return subprocess.run([sys.executable, "-c", text], env=environment, capture_output=True, text=True, **more)


@pytest.fixture(scope="module")
def new_cluster_folder(new_cluster: Path) -> Iterator[Path]:
    """A data folder of the module's own with a stopped test cluster; whatever database then runs there is stopped."""
    folder = _folder()
    subprocess.run(["/bin/cp", "-a", new_cluster, folder / "var"], check=True)
    yield folder / "var"
    _end(folder)
