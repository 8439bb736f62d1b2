"""Numbers: a set planted among a million, asked as people read them: look-alike letters, one slip, half of it.

All numbers are invented; every planted one is asked in every way, with what is visible prepared once, as the search
process does for a warrant. COMMONWEAL_NUMBERS sets another count.
"""

import os
import resource
import string
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np
from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.names.numbers import CONFUSABLE
from commonweal.search.index import Doc, Index, Number, Question
from tools.prove.line import Line

COUNT, PLANTED = 1_000_000, 200
SOON = 5.0
"""Milliseconds of the processor within which half of the questions of each sort are to be answered."""
LETTERS = "ABEKMHOPCTYX"
CYRILLIC = str.maketrans(LETTERS, "АВЕКМНОРСТУХ")
LATIN = "ABCDEFGHJKLMNPRSTUVWXYZ"
MAKERS = ("XTA", "XTT", "Z94", "WVW", "JTD", "KMH", "WDB", "VF1", "X7L", "1FA")


def plate(dice: Random) -> Number:
    """A plate of one of three shapes, the region at its end or its head."""
    three, two = dice.randrange(1000), dice.randrange(1, 100)
    letters = [dice.choice(LETTERS) for _ in range(3)]
    shape = dice.random()
    if shape < 0.6:
        return Number(f"{letters[0]} {three:03d} {letters[1]}{letters[2]} {two:02d}", "plate", "plate", "RU")
    if shape < 0.8:
        return Number(f"{two:02d} {letters[0]} {three:03d} {letters[1]}{letters[2]}", "plate", "plate", "UZ")
    return Number(f"{three:03d} {''.join(letters)} {two:02d}", "plate", "plate", "KZ")


def frame(dice: Random) -> Number:
    """A vehicle identification number: few makers and models, so that thousands begin alike."""
    model = f"{dice.choice(MAKERS)}{dice.randrange(30):02d}{dice.choice(LATIN)}00{dice.choice(LATIN)}"
    return Number(
        f"{model}{dice.choice('0123456789X')}{dice.choice(LATIN)}{dice.randrange(10**6):06d}", "serial", "vin"
    )


def serial(dice: Random) -> Number:
    """A number of a weapon: letters, digits."""
    return Number("".join(dice.choices(LATIN, k=2)) + f"{dice.randrange(10**6):06d}", "serial", "serial")


def phone(dice: Random) -> Number:
    """A telephone number, a few operators."""
    return Number(f"+{dice.choice(('7916', '7701', '99890', '99655'))}{dice.randrange(10**7):07d}", "phone", "phone")


def document(dice: Random) -> Number:
    """A passport: two letters, seven digits."""
    return Number("".join(dice.choices(LETTERS, k=2)) + f"{dice.randrange(10**7):07d}", "document", "passport")


SORTS = (plate, plate, frame, serial, phone, document)


def records(count: int, dice: Random, *, after: int = 0) -> Iterator[Doc]:
    """Records with a number each, all with one label, their ids behind `after`."""
    for at in range(count):
        made = dice.choice(SORTS)(dice)
        yield Doc(uuid.UUID(int=after + at + 1), 1, "active", 4e9, (), identifiers=(made,), type=made.kind)


def as_written(number: str, dice: Random) -> str:
    """The same in Cyrillic letters, spaces gone or hyphens in."""
    return number.translate(CYRILLIC).replace(" ", dice.choice(("", "-", "  ")))


def misread(number: str, dice: Random) -> str:
    """One sign read as another that looks like it, where one does."""
    signs = number.replace(" ", "").replace("+", "")
    places = [(at, other) for at, one in enumerate(signs) for a, other in sorted(CONFUSABLE) if a == one]
    at, other = dice.choice([(at, other) for at, other in places if other in string.ascii_uppercase + string.digits])
    return signs[:at] + other + signs[at + 1 :]


def slipped(number: str, dice: Random) -> str:
    """Any one sign wrong, two exchanged, one left out, one too many."""
    signs = number.replace(" ", "").replace("+", "")
    at, sign = dice.randrange(1, len(signs) - 1), dice.choice(string.digits)
    return dice.choice(
        (
            signs[:at] + sign + signs[at + 1 :],
            signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :],
            signs[:at] + signs[at + 1 :],
            signs[:at] + sign + signs[at:],
        )
    )


def half_read(number: str, dice: Random) -> str:
    """Two signs unread, anywhere."""
    signs = list(number.replace(" ", "").replace("+", ""))
    for at in dice.sample(range(len(signs)), 2):
        signs[at] = "?"
    return "".join(signs)


def cut(number: str, dice: Random) -> str:
    """Without its last two signs, or its first two, and nobody says that a part is missing."""
    signs = number.replace(" ", "").replace("+", "")
    return dice.choice((signs[:-2], signs[2:]))


WAYS: tuple[tuple[str, Callable[[str, Random], str], float], ...] = (
    ("look-alike letters and other separators", as_written, 1.0),
    ("one sign misread for one that looks like it", misread, 0.99),
    ("any one slip", slipped, 0.99),
    ("two signs unread", half_read, 0.95),
    ("two signs missing at one end", cut, 0.9),
)


def prove() -> list[Line]:
    """Build, ask, count."""
    count = int(os.environ.get("COMMONWEAL_NUMBERS", COUNT))
    began = time.perf_counter()
    # The planted ids are the highest, so that every tie is decided against them.
    docs = list(records(PLANTED, Random(7), after=count))
    index = Index.build(chain(records(count, Random(20)), docs), position=None)
    seconds = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        index.save(base)
        size = sum(file.stat().st_size for file in base.glob("number_*"))
        index = Index.load(base)
        lines = [
            Line(f"{count:,} numbers indexed", f"{seconds:.0f} s; {size / len(index):.1f} bytes a number", "", True)
        ]
        visible = index.visible(BitMap().union(*index.groups().values()))
        for words, way, aim in WAYS:
            lines += _ask(index, visible, docs, words, way, aim)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*lines, Line("Memory of the whole run", f"{memory:,.0f} MB at most", "", True)]


def _ask(index: Index, visible: object, docs: list[Doc], words: str, way: Callable, aim: float) -> Iterator[Line]:
    dice, found, took = Random(words), 0, []
    for doc in docs:
        asked = way(doc.identifiers[0].number, dice)
        began = time.thread_time()
        try:
            answer = index.search(Question(number=asked), visible=visible)
        except BadInput:
            answer = []
        took.append((time.thread_time() - began) * 1000)
        found += doc.id in {one.id for one in answer}
    share = found / len(docs)
    half, most = np.percentile(took, 50), np.percentile(took, 95)
    yield Line(f"Found: {words}", f"{found} of {len(docs)} among the first 20", f"{aim:.0%}", share >= aim)
    yield Line(
        f"Time: {words}",
        f"{half:.1f} ms of the processor; 95 % within {most:.1f} ms",
        f"half within {SOON:.0f} ms",
        half <= SOON,
    )
