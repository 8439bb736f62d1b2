"""pg_trgm in the PostgreSQL that comes with this house."""

from collections.abc import Iterable

from ..files import Query, Record
from . import Found, Peer, forms
from .latin import ICU, latin
from .server import Server


class Trigram(Peer):
    """A GIN index of trigrams; similarity from 0.3, at which it finds most."""

    name = "pg_trgm"
    setting = "GIN, similarity from 0.3, ICU Latin"
    needs = (ICU,)

    def build(self, records: Iterable[Record]) -> None:
        self._server = Server()
        self._connection = self._server.connection
        self._connection.execute("create table listed (number int, name text)")
        with self._connection.cursor().copy("copy listed from stdin") as copy:
            for number, record in enumerate(records):
                for form in dict.fromkeys(map(latin, forms(record))):
                    copy.write_row((number, form))
        self._connection.execute("create index on listed using gin (name gin_trgm_ops)")
        self._connection.execute("vacuum analyze listed")
        self._connection.execute("set pg_trgm.similarity_threshold = 0.3")
        self._connection.execute("set max_parallel_workers_per_gather = 0")

    def search(self, query: Query, *, limit: int) -> Found:
        asked = latin(query.text)
        rows = self._connection.execute(
            "select number, max(similarity(name, %s)) as likeness from listed where name %% %s"
            " group by number order by likeness desc, number limit %s",
            [asked, asked, limit],
        )
        return [(number, float(likeness)) for number, likeness in rows]

    def close(self) -> None:
        if hasattr(self, "_server"):
            self._server.close()
