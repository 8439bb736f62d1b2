"""Silent hits: what a question would have found of records whose owners watch in silence, looked for afterwards.

Every question comes here, whether its warrant reaches such records or not, and nothing is done before the answer is out
and the process is at rest: neither an answer nor its time can tell whether there was anything to find. What is found is
noted for the owner without a word of the question; the clock process tells him.
"""

import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import psycopg

from commonweal.search import wire
from commonweal.search.visible import Visible

MOST = 1_000
"""Questions that may wait; a question that finds no room is not looked at again, and that is said without its words."""
REST = 0.2
"""Seconds without a question after which the next is looked at again."""
LATEST = 5.0
"""Seconds after which one is looked at though others keep coming."""
PAUSE = 1.0
"""Seconds before the database is asked again when it was away."""

NOTE = "select databanks_note_silent(%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what its warrant reached when it was asked."""

    id: uuid.UUID
    question: wire.Question
    limit: int
    visible: Visible
    at: float


Find = Callable[[Asked], list[uuid.UUID]]


class Found(Protocol):
    """Whoever looked at many questions again."""

    def in_silence(self) -> list[list[uuid.UUID]]:
        """For each question that found something in silence, what it found."""


class Watch:
    """Looks at questions again, one after the other, on a thread of its own; `find` names what is found in silence."""

    def __init__(self, settings: dict, find: Find) -> None:
        self._settings, self._find = settings, find
        self._waiting: queue.Queue[Asked] = queue.Queue(MOST)
        self._stop = threading.Event()
        self._latest = time.monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def keep(self, question: wire.Question, limit: int, visible: Visible) -> None:
        """Take a question; returns at once."""
        self._latest = now = time.monotonic()
        try:
            self._waiting.put_nowait(Asked(uuid.uuid4(), question, limit, visible, now))
        except queue.Full:
            print("search process: too many questions wait to be looked at for silent hits", flush=True)

    def note_many(self, warrant: uuid.UUID, helpers: Iterable["Found"]) -> None:
        """Note what was found in silence for the rows of a file, once their helpers have looked behind the answer."""
        for helper in helpers:
            for found in helper.in_silence():
                self.note(uuid.uuid4(), warrant, found)

    def close(self) -> None:
        """Look at what still waits, then end."""
        self._stop.set()
        self._thread.join()

    def settle(self) -> None:
        """Wait until everything taken so far was looked at."""
        self._waiting.join()

    def _run(self) -> None:
        while not (self._stop.is_set() and self._waiting.empty()):
            try:
                asked = self._waiting.get(timeout=REST)
            except queue.Empty:
                continue
            self._rest(asked)
            try:
                self._note(asked)
            except Exception as failed:  # the next question is looked at all the same; of this one no word is said
                print(
                    "search process: a question was not looked at for silent hits:", type(failed).__name__, flush=True
                )
            self._waiting.task_done()

    def _rest(self, asked: Asked) -> None:
        while not self._stop.is_set():
            now = time.monotonic()
            if now - self._latest >= REST or now - asked.at >= LATEST:
                return
            time.sleep(REST / 4)

    def _note(self, asked: Asked) -> None:
        """Note what was found; asked again until the database takes it, since a note must not be lost on the way."""
        self.note(asked.id, asked.visible.warrant, self._find(asked))

    def note(self, question: uuid.UUID, warrant: uuid.UUID | None, found: list[uuid.UUID]) -> None:
        """Note what was found for the owner; nothing where nothing was found."""
        while found:
            try:
                with psycopg.connect(**self._settings, autocommit=True) as connection:
                    connection.execute(NOTE, [question, warrant, found])
                return
            except psycopg.OperationalError:
                if self._stop.wait(PAUSE):
                    return
