"""Rows of a source made ready for the database, chunk by chunk: here, or in processes of their own while it writes.

A chunk is what one transaction takes. Its rows are lines of COPY up to their label, whose number the database gives.
Bringing a row into normal form takes longer than COPY does, so of a long source it is done beside it. The processes end
when their input does, also when whoever started them was killed.
"""

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from commonweal.common.errors import NotNow
from commonweal.common.memory import collect_rarely
from commonweal.databanks import lines
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.lines import Prepared, Reading
from commonweal.handling.decision import Label

COLUMNS = (
    "line, number, record_type, owner_ref, expires, content_hash, identity, narrative, special, basis, evaluation,"
    " retention_class, links, attachments, biometrics, neutrality, label_id, batch"
)
"""The columns of a row of COPY: those of the row, then those that are known when it is sent."""
HEAVIEST = 8_000_000
"""Bytes of a chunk, so that memory stays flat whatever the rows enclose."""
ALONE = 2
"""Chunks that are made ready here before a process is worth its start."""
PROCESSES = max(1, min(2, os.cpu_count() or 1))

Item = tuple[int, Row | Refused | Held]
"""A row with its place in the order in which its source is read, from 1."""


@dataclass(slots=True)
class Chunk:
    """Rows in the order of their source: those to be staged, those refused, those held, with their places."""

    last: int = 0
    rows: list[bytes] = field(default_factory=list)
    label_of: list[int] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    refused: list[tuple[int, Refused]] = field(default_factory=list)
    held: list[tuple[int, Held]] = field(default_factory=list)


def chunks(rows: Iterable[Item], reading: Reading, size: int) -> Iterator[Chunk]:
    """The rows in chunks of at most `size`, in order; a long source is prepared beside whoever takes the chunks."""
    waiting = batched(rows, size)
    yield from (prepare(some, reading) for some in islice(waiting, ALONE))
    with _Processes(reading) as processes:
        for some in waiting:
            if processes.are_busy:
                yield processes.next()
            processes.give(some)
        while processes.are_at_work:
            yield processes.next()


def batched(rows: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The rows in lists of at most `size`, fewer where they enclose much."""
    some, weight = [], 0
    for item in rows:
        some.append(item)
        weight += _weight(item[1])
        if len(some) == size or weight > HEAVIEST:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _weight(row: Row | Refused | Held) -> int:
    """Bytes of a row that might be many; a row that encloses nothing is light."""
    line = getattr(row, "line", None)
    if isinstance(line, bytes):
        return len(line)
    enclosed = line.get("attachments") if isinstance(line, dict) else None
    return sum(len(str(each)) for each in enclosed) if isinstance(enclosed, list) else 0


def prepare(items: list[Item], reading: Reading) -> Chunk:
    """One chunk, here."""
    chunk = Chunk(last=items[-1][0])
    known: dict[Label, int] = {}
    for place, row in items:
        if isinstance(row, Row):
            row = lines.prepare(row.number, row.line, reading)
        if isinstance(row, Prepared):
            chunk.rows.append(copied(place, row))
            chunk.label_of.append(known.setdefault(row.label, len(known)))
        elif isinstance(row, Refused):
            chunk.refused.append((place, row))
        else:
            chunk.held.append((place, row))
    chunk.labels = list(known)
    return chunk


def copied(place: int, row: Prepared) -> bytes:
    """The row as COPY takes it as text, up to its label. JSON writes its own controls with backslashes."""
    return b"%d\t%d\t%b\t%b\t%b\t\\\\x%b\t%b\t%b\t%b\t%b\t%b\t%b\t%b\t%b\t%b\t%b" % (
        place,
        row.line,
        row.record_type.encode(),
        _escaped(row.owner_ref.encode()),
        row.expires.isoformat().encode(),
        row.content_hash.hex().encode(),
        _escaped(row.identity),
        _escaped(row.narrative),
        _optional(row.special),
        _escaped(row.basis),
        row.evaluation.encode(),
        row.retention_class.encode(),
        _escaped(row.links),
        _optional(row.attachments),
        _optional(row.biometrics),
        _optional(row.neutrality),
    )


def _optional(text: bytes | None) -> bytes:
    return b"\\N" if text is None else _escaped(text)


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\") if b"\\" in text else text


class _Processes:
    """Processes that prepare chunks in turn; what they give comes back in the order in which it was given."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._running: list[subprocess.Popen] = []
        self._at_work: deque[subprocess.Popen] = deque()

    def __enter__(self) -> "_Processes":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            for end in (process.stdout, process.stdin):
                with contextlib.suppress(BrokenPipeError):
                    end.close()
        for process in self._running:
            process.wait()

    @property
    def are_at_work(self) -> bool:
        """Whether any chunk is being prepared."""
        return bool(self._at_work)

    @property
    def are_busy(self) -> bool:
        """Whether each has a chunk: none may be given another before its own is taken, or both sides would wait."""
        return len(self._at_work) == PROCESSES

    def give(self, items: list[Item]) -> None:
        """Let one of them prepare this chunk."""
        idle = next((each for each in self._running if each not in self._at_work), None) or self._start()
        with contextlib.suppress(BrokenPipeError):  # one that was killed is noticed when its chunk is asked for
            _send(idle.stdin, items)
        self._at_work.append(idle)

    def next(self) -> Chunk:
        """The chunk that was given first; raises NotNow where its process was killed."""
        try:
            return _receive(self._at_work.popleft().stdout)
        except EOFError:
            raise NotNow(
                "databanks.batch.interrupted", "Reading the file was interrupted; hand it in again, and it goes on."
            ) from None

    def _start(self) -> subprocess.Popen:
        command = [sys.executable, "-c", "from commonweal.databanks.preparing import serve; serve()"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._running.append(process)
        with contextlib.suppress(BrokenPipeError):
            _send(process.stdin, self._reading)
        return process


def _send(stream: IO[bytes], what: object) -> None:
    body = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(8) + body)
    stream.flush()


def _receive(stream: IO[bytes]) -> object:
    """What the other end sent; EOFError where there is nothing more, or only the beginning of something."""
    head = stream.read(8)
    body = stream.read(int.from_bytes(head))
    if len(head) < 8 or len(body) < int.from_bytes(head):
        raise EOFError
    return pickle.loads(body)  # noqa: S301 - the other end is this very program


def serve() -> None:
    """What a process does: prepare one chunk after the other until there is no more."""
    collect_rarely()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    reading: Reading = _receive(source)
    while True:
        try:
            items = _receive(source)
        except EOFError:
            return
        try:
            _send(sink, prepare(items, reading))
        except BrokenPipeError:
            os._exit(1)  # whoever asked was killed; nothing is to be said to nobody
