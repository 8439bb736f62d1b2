"""A thousand words that nobody else says are asked, kept, screened and saved; then every byte of the house is looked at.

Database files, WAL, logs, index, temporary files and what else lies in the house's folder: none may hold one of the words
in clear. A control word put into a table shows that the look would find it. Runs in a house of its own with all children.
`python -m tools.prove trust_canaries`
"""

import json
import os
import random
import time
import urllib.request
from pathlib import Path

from commonweal.common import clock, sealed
from commonweal.common.errors import CommonwealError
from commonweal.databanks import uploads
from commonweal.handling import warrants
from commonweal.house import places, ports, postgres
from commonweal.search import actions, folder_work, kept, mappings, screening, screening_work
from tools.prove import persons
from tools.prove.line import Line
from tools.prove.living import Command, House, eventually, superuser
from tools.prove.registers import AGENCY, READER, register

MARK = "Qzxkvyj"
"""Begins every word; no file of ours or of PostgreSQL holds it."""
SHARES = {"asked": 300, "asked over HTTP": 100, "standing": 90, "in folders": 160, "in a file": 250, "in mappings": 90}
MISTAKEN = 10
"""Words inside questions that are refused: they must not stay in an error's text."""
STEP = 1 << 22
DICE = random.Random(5)


def prove() -> list[Line]:
    """All lines; about a minute and a half."""
    house = House()
    house.up(("search", "clock", "worker", "web"))
    try:
        contributor, approver = register()
        file = places.var() / "few.jsonl"
        persons.write(file, 200, owner=AGENCY, day=clock.today(), prefix="C")
        batch = Command(("import", str(file), "--as", contributor)).result()["id"]
        Command(("approve", batch, "--as", approver)).result()
        file.unlink()
        with superuser() as looking:
            looking.execute("update search_limit set most = 1000000")
        said = _say()
        told = _lines(said)
    finally:
        house.down()
    held = _look(places.var())  # after the stop: everything is written
    return [*told, _none(held, said, "after the house was stopped"), _cost()]


def _words(count: int) -> list[str]:
    return [MARK + "".join(DICE.choice("abcdefghiklmnoprstu") for _ in range(9)) for _ in range(count)]


def _say() -> dict[str, int]:
    said = {name: _words(count) for name, count in SHARES.items()}
    token = warrants.open_warrant(
        READER, role="reader", purpose="wanted-person", basis="proof", case_ref="26/1-1", minutes=60
    ).token
    for word in said["asked"]:
        actions.ask(token, {"full_name": f"{word} Ivan", "born": "1984"})
    for word in said["asked over HTTP"]:
        _over_http(token, {"full_name": f"{word} Ivan", "born": "1984"})
    for word in _words(MISTAKEN):
        for wrong in ({"full_name": word, "born": word}, {"full_name": f"{word} Ivan", "type": word}):
            try:
                actions.ask(token, wrong)
            except CommonwealError:
                continue
    for word in said["standing"]:
        kept.keep(token, {"full_name": f"{word} Ivan", "born": "1984"}, name=f"Where is {word}", days=9)
    folders = iter(said["in folders"])
    for _ in range(SHARES["in folders"] // 4):
        folder = folder_work.create(token, title=f"Brothers {next(folders)}")
        folder_work.keep_search(token, folder.id, {"full_name": next(folders)}, [], "R-1")
        folder_work.keep_note(token, folder.id, f"{next(folders)} was called, and {next(folders)}")
    _screen(token, said["in a file"])
    for word in said["in mappings"]:
        mappings.save(token, name=word, columns=[word, "b"], mapping={"family": word})
    time.sleep(20)  # the worker asks the standing questions again meanwhile
    return {name: len(words) for name, words in said.items()}


def _screen(token: str, words: list[str]) -> None:
    """A file whose rows, headings and name hold words, done by the worker; some rows cannot be asked."""
    heading, *rows = words
    lines = [
        f"{heading};Имя;Дата рождения",
        *(f"{word};Иван;{'12.03.1984' if at % 9 else word}" for at, word in enumerate(rows)),
    ]
    with uploads.private_file() as file:
        file.write("\n".join(lines).encode())
        received = screening_work.receive(file, token, name=f"{heading}.csv")
    chosen = {"family": heading, "given": "Имя", "born": "Дата рождения"}
    screening_work.begin(token, received.id, mapping=chosen)
    if not eventually(lambda: screening.screening(token, received.id).state == "done", seconds=120):
        raise RuntimeError("the worker did not screen the file")


def _over_http(token: str, question: dict) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{ports.web_port()}/api/search",
        json.dumps(question).encode(),
        {"authorization": f"Bearer {token}", "content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
        answer.read()


def _lines(said: dict[str, int]) -> list[Line]:
    """While the house runs: all that PostgreSQL holds back is written first."""
    with postgres.connect_super("main", places.database_name()) as connection:
        connection.execute("checkpoint")
        connection.execute("select pg_switch_wal()")
    running = _look(places.var())
    with postgres.connect_super("main", places.database_name()) as connection:
        connection.execute("create table control (said text)")
        connection.execute("insert into control values (%s)", [MARK + "control"])
        connection.execute("checkpoint")
        control = _look(places.var())
        connection.execute("drop table control")
    _forget(control)
    lines = [_none(running, said, "while it runs")]
    kinds = sorted({"WAL" if "pg_wal" in path.parts else "database files" for path in control})
    return [
        *lines,
        Line(
            "a word put there in clear, to try the look itself",
            f"found in {', '.join(kinds) or 'nothing'}",
            "found in the database's files and in the WAL",
            kinds == ["WAL", "database files"],
        ),
    ]


_ours: set[tuple[Path, int]] = set()
"""Places of the control word, which are no finds."""


def _forget(found: dict[Path, list[int]]) -> None:
    _ours.update((path, at) for path, places_of in found.items() for at in places_of)


def _none(found: dict[Path, list[int]], said: dict[str, int], when: str) -> Line:
    left = {path: [at for at in places_of if (path, at) not in _ours] for path, places_of in found.items()}
    left = {path: places_of for path, places_of in left.items() if places_of}
    total = sum(said.values()) + MISTAKEN
    where = ", ".join(f"{path.relative_to(places.var())} ({len(places_of)})" for path, places_of in left.items())
    size, count = _size(places.var())
    return Line(
        f"words of questions in clear, {when}",
        f"{total:,} words ({', '.join(f'{number} {name}' for name, number in said.items())}, {MISTAKEN} in questions that"
        f" were refused); {count:,} files, {size / 1e6:,.0f} MB looked at byte by byte: {where or 'none'}",
        "none",
        not left and total >= 1_000,
    )


def _size(folder: Path) -> tuple[int, int]:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in files), len(files)


def _look(folder: Path) -> dict[Path, list[int]]:
    """Every place of the mark, in any case of letters, in UTF-8 and UTF-16, in hexadecimal digits, in every file."""
    needles = [MARK.lower().encode(), MARK.lower().encode("utf-16-le"), MARK.encode().hex().encode()]
    found: dict[Path, list[int]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and (places_of := _in(path, needles)):
            found[path] = places_of
    return found


def _in(path: Path, needles: list[bytes]) -> list[int]:
    places_of, before, at = [], b"", 0
    try:
        with path.open("rb") as file:
            while data := file.read(STEP):
                piece = (before + data).lower()
                for needle in needles:
                    start = piece.find(needle)
                    while start >= 0:
                        places_of.append(at - len(before) + start)
                        start = piece.find(needle, start + 1)
                before, at = data[-64:], at + len(data)
    except FileNotFoundError:
        return []  # PostgreSQL took it away meanwhile
    return sorted(set(places_of))


def _cost() -> Line:
    """What sealing costs a row of a screened file."""
    rows = [{"family": word, "given": "Иван", "born": "12.03.1984"} for word in _words(10_000)]
    began = time.perf_counter()
    closed = [sealed.seal(row, f"search_screened/proof/{at}/said") for at, row in enumerate(rows)]
    middle = time.perf_counter()
    for at, each in enumerate(closed):
        sealed.unseal(each, f"search_screened/proof/{at}/said")
    ended = time.perf_counter()
    per_row = (middle - began) / len(rows) * 1e6
    return Line(
        "what sealing costs a row of a screened file",
        f"{per_row:.1f} µs to seal, {(ended - middle) / len(rows) * 1e6:.1f} µs to open, {sealed.OVERHEAD} bytes, at a load of"
        f" {os.getloadavg()[0]:.1f}; at the promised hundred rows a second {per_row / 100:.2f} % of the time",
        "≤ 1 % of a row's time at a hundred rows a second",
        per_row < 100,
    )
