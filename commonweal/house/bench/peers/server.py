"""A PostgreSQL of its own, with trigrams, in a fresh folder; nothing of the house is touched."""

import os
import shutil
import tempfile
from pathlib import Path

from commonweal.common.errors import NotNow
from commonweal.house import postgres

_MOVED = ("COMMONWEAL_VAR", "COMMONWEAL_CLUSTER")


class Server:
    """Started on making, gone with its files on closing. Raises NotNow `house.bench.no-trigrams`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cw-trgm-", dir="/var/tmp" if os.geteuid() == 0 else None))  # noqa: S108
        self._folder.chmod(0o755)
        self._before = {name: os.environ.get(name) for name in _MOVED}
        os.environ.update(dict(zip(_MOVED, (str(self._folder), "test"), strict=True)))
        self._server = postgres.launch()
        self.connection = self._server.connect()
        offered = "select 1 from pg_available_extensions where name = 'pg_trgm'"
        if self.connection.execute(offered).fetchone() is None:
            self.close()
            raise NotNow("house.bench.no-trigrams", "This PostgreSQL comes without pg_trgm; it is not measured.")
        self.connection.execute("create extension if not exists pg_trgm")

    def close(self) -> None:
        """Stop it, remove its files, give the environment back."""
        self.connection.close()
        self._server.stop()
        for name, value in self._before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        shutil.rmtree(self._folder, ignore_errors=True)
