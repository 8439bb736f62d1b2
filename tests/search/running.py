"""A search process in a thread of the test."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.test import override_settings

from commonweal.house import database, places
from commonweal.search import client, process, wire


@dataclass
class Running:
    """A search process in a thread, the file of its socket and the folder of its index."""

    keeper: process.Keeper
    path: Path
    folder: Path


def indexer() -> dict[str, str]:
    """How the search process reaches the test's database."""
    return database.connection_settings("cw_indexer", places.database_name())


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """A search process over the test's database, asked by `client.call` in the block. It follows when it is told to."""
    path = places.search_socket().with_name(f"s{uuid.uuid4().hex[:8]}.sock")
    keeper = process.Keeper(indexer(), folder)
    with process.Server(path, keeper) as server, override_settings(SEARCH_SOCKET=path):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Running(keeper, path, folder)
        finally:
            server.shutdown()
            thread.join()
    keeper.close()
    path.unlink()


def asked(token: str, **question: str) -> list[wire.Found]:
    """What the process answers under this token."""
    return client.call(wire.Ask(token=token, question=wire.Question(**question))).candidates
