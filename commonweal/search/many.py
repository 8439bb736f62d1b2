"""Many questions at once: shared by helpers that are copies of the search process, made by `fork`.

A helper sees base and overlay as they stand at that moment, shares every page of them with the process, does nothing
but compare, and ends; so the process goes on answering single questions, which come first, since helpers are nice. A
helper answers first, and looks for silent hits when the answers are out: they tell nothing, not even by their time.
"""

import contextlib
import gc
import os
import signal
import struct
import uuid
import warnings
from contextlib import AbstractContextManager
from typing import IO

import msgspec
from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.search import questions, wire
from commonweal.search.index import Index

MOST = 2_000
"""Questions of one request."""
HELPERS = 2
"""The cores of the machine for which the house is made."""
NICE = 5
_HEAD = struct.Struct(">Q")
_NO_LOCK: AbstractContextManager = contextlib.nullcontext()
_rows = msgspec.json.Decoder(list[wire.Row])
_silent = msgspec.json.Decoder(list[list[uuid.UUID]])


class Helper:
    """One part of the questions, in the hands of a copy of this process; where it dies, they are answered here."""

    def __init__(self, index: Index, asked: wire.AskMany, seen: BitMap, watched: BitMap) -> None:
        self._again = (index, asked, seen)
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # Python warns of threads that are not copied; the copy needs none and takes no lock of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _work(writing, index, asked, seen, watched)
        os.close(writing)
        self._pipe: IO[bytes] = os.fdopen(reading, "rb")

    def answers(self, lock: AbstractContextManager) -> list[wire.Row]:
        """What the questions brought, in their order. `lock` is held for each that is answered here."""
        body = self._next()
        return _rows.decode(body) if body else answers_of(*self._again, lock=lock)

    def in_silence(self) -> list[list[uuid.UUID]]:
        """What was found in silence; waits for the helper and lets it go."""
        try:
            body = self._next()
            return _silent.decode(body) if body else []
        finally:
            self._pipe.close()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)

    def _next(self) -> bytes:
        head = self._pipe.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return b""
        (length,) = _HEAD.unpack(head)
        body = self._pipe.read(length)
        return body if len(body) == length else b""


def share(index: Index, asked: wire.AskMany, seen: BitMap, watched: BitMap) -> list[Helper]:
    """Share the questions among helpers; the index must not change until this returns."""
    size = max(1, -(-len(asked.questions) // HELPERS))
    parts = (asked.questions[start : start + size] for start in range(0, len(asked.questions), size))
    return [Helper(index, msgspec.structs.replace(asked, questions=part), seen, watched) for part in parts]


def _work(target: int, index: Index, asked: wire.AskMany, seen: BitMap, watched: BitMap) -> None:
    """What the copy does; it never returns."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()
        os.nice(NICE)
        with os.fdopen(target, "wb", closefd=False) as pipe:
            _write(pipe, msgspec.json.encode(answers_of(index, asked, seen)))
            found = [[uuid.UUID(each[0]) for each in row.candidates] for row in answers_of(index, asked, watched)]
            _write(pipe, msgspec.json.encode([each for each in found if each]))
    finally:
        os._exit(0)  # nothing of the process that was copied may be closed or told by the copy


def _write(pipe: IO[bytes], body: bytes) -> None:
    pipe.write(_HEAD.pack(len(body)) + body)
    pipe.flush()


def answers_of(
    index: Index, asked: wire.AskMany | wire.Watch, seen: BitMap, *, lock: AbstractContextManager = _NO_LOCK
) -> list[wire.Row]:
    """What the questions bring among the documents `seen`, in their order; one search at a time uses an index, which
    `lock` sees to."""
    visible = index.visible(seen)
    rows = []
    for each in asked.questions:
        try:
            with lock:
                found = index.search(questions.read(each), visible=visible, limit=asked.limit)
            rows.append(wire.row(found, weighed=asked.weighed))
        except BadInput as error:
            rows.append(
                wire.Row([], error.code, error.message, {key: str(value) for key, value in error.params.items()})
            )
    return rows
