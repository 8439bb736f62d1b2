"""pg_trgm in the PostgreSQL that comes with this house, in a server of its own that nothing else uses."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from commonweal.common.errors import NotNow
from commonweal.house import postgres

from ..files import Query, Record
from . import Found, Peer, forms
from .latin import ICU, latin

_BEFORE = ("COMMONWEAL_VAR", "COMMONWEAL_CLUSTER")


class Trigram(Peer):
    """A GIN index of trigrams; similarity from 0.3, at which it finds most."""

    name = "pg_trgm"
    setting = "GIN, similarity from 0.3, ICU Latin"
    needs = (ICU,)

    def build(self, records: Iterable[Record]) -> None:
        self._start()
        self._connection.execute("create table listed (number int, name text)")
        with self._connection.cursor().copy("copy listed from stdin") as copy:
            for number, record in enumerate(records):
                for form in dict.fromkeys(map(latin, forms(record))):
                    copy.write_row((number, form))
        self._connection.execute("create index on listed using gin (name gin_trgm_ops)")
        self._connection.execute("vacuum analyze listed")
        self._connection.execute("set pg_trgm.similarity_threshold = 0.3")
        self._connection.execute("set max_parallel_workers_per_gather = 0")

    def _start(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cw-trgm-", dir="/var/tmp" if os.geteuid() == 0 else None))  # noqa: S108
        self._folder.chmod(0o755)
        self._environment = {name: os.environ.get(name) for name in _BEFORE}
        os.environ["COMMONWEAL_VAR"] = str(self._folder)
        os.environ["COMMONWEAL_CLUSTER"] = "test"
        self._server = postgres.launch()
        self._connection = self._server.connect()
        offered = self._connection.execute("select 1 from pg_available_extensions where name = 'pg_trgm'").fetchone()
        if offered is None:
            raise NotNow("house.bench.no-trigrams", "This PostgreSQL comes without pg_trgm; it is not measured.")
        self._connection.execute("create extension pg_trgm")

    def search(self, query: Query, *, limit: int) -> Found:
        asked = latin(query.text)
        rows = self._connection.execute(
            "select number, max(similarity(name, %s)) as likeness from listed where name %% %s"
            " group by number order by likeness desc, number limit %s",
            [asked, asked, limit],
        )
        return [(number, float(likeness)) for number, likeness in rows]

    def close(self) -> None:
        self._connection.close()
        self._server.stop()
        for name, value in self._environment.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        shutil.rmtree(self._folder, ignore_errors=True)
