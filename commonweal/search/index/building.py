"""A large base made by several processes: each folds pieces of the records, one joins what they made."""

import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

import msgspec

from commonweal.common.memory import collect_rarely

from .collector import Collector, collect
from .documents import Columns, Doc
from .segment import together

PIECE = 50_000
"""Records folded at once: fewer than two pieces are folded here, without other processes."""
_ENCODER, _DECODER = msgspec.msgpack.Encoder(uuid_format="bytes"), msgspec.msgpack.Decoder(list[Doc])
"""How records travel to the processes: in a third of the time that pickle takes."""
_COLLECTOR = Collector()
"""Of a process that folds: it keeps the words from one piece to the next."""


def columns(docs: Iterable[Doc], *, processes: int = 1, piece: int = PIECE) -> Columns:
    """The columns of all records in their order; folding is shared out where there is enough of it."""
    pieces = _pieces(docs, piece)
    first = list(itertools.islice(pieces, 2)) if processes > 1 else []
    if len(first) < 2:
        return collect(itertools.chain(*first, itertools.chain.from_iterable(pieces)))
    return together(_folded(itertools.chain(first, pieces), processes))


def _pieces(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(docs)
    while piece := list(itertools.islice(docs, size)):
        yield piece


def _folded(pieces: Iterable[list[Doc]], processes: int) -> Iterator[Columns]:
    """What the processes make of the pieces, in order; only a few pieces wait at a time."""
    # Started anew, not forked: the process that builds has threads and connections to the database.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=collect_rarely) as pool:
        waiting: deque[Future[Columns]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(_fold, _ENCODER.encode(piece)))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _fold(piece: bytes) -> Columns:
    return _COLLECTOR.columns(_DECODER.decode(piece))
