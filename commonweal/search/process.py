"""The search process: holds the index, follows the outbox, answers questions over a local socket.

It logs in with its own role, reads names, identifiers and labels of all owners, and takes question and warrant; it
returns ids, bands and agreeing parts. The web then fetches, under row-level security, what the officer may read.
"""

import contextlib
import shutil
import socketserver
import threading
import time
import traceback
import uuid
from pathlib import Path

import msgspec
import psycopg
from pyroaring import BitMap

from commonweal.common import clock
from commonweal.common.errors import CommonwealError
from commonweal.common.memory import collect_rarely, keep_for_good
from commonweal.handling.terms import Level
from commonweal.names import dictionary
from commonweal.search import changes, follow, learned, many, questions, reading, silent, wire
from commonweal.search.index import Index, IndexUnusable
from commonweal.search.visible import Sight, Visible

LOOK_EVERY = 0.3
"""Seconds between two looks into the outbox: what was added is found within two seconds at the latest."""
BUILDERS = 2
"""Processes that fold when everything is indexed anew: the cores of the machine for which the house is made."""
SAVE_AFTER = 5_000
"""Changes after which the index is saved at the next quiet moment: what a killed process must read again is bounded."""

NO_PURPOSE = wire.Fault(
    "handling.warrant.not-in-order",
    "No purpose is open: open one with its basis and a case or standing duty, then ask again.",
)


class Keeper:
    """The index and its position.

    `_lock` is held for each question and each few changes; `_following` by whoever moves the position.
    """

    def __init__(self, settings: dict, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._lock, self._following = threading.Lock(), threading.Lock()
        self.unsaved = 0
        self._follower = psycopg.connect(**settings, autocommit=True)
        self._asker = psycopg.connect(**settings, autocommit=True)
        self._sight = Sight(self._asker, time.monotonic)
        self._looked = time.monotonic()
        self._changes = changes.Changes()
        self._of_database = self._database()
        self.index, self.position = self._start()
        self._learn()
        self._watch = silent.Watch(settings, self._silently)
        keep_for_good()

    def _start(self) -> tuple[Index, str]:
        """The saved base brought up to now, or a new one where none is saved or it cannot be read."""
        for base in self._bases():
            with contextlib.suppress(OSError, IndexUnusable):
                index = Index.load(base, beside=self._folder)
                if isinstance(index.position, dict) and self._is_of_this_house(index.position):
                    index.warm()
                    return index, index.position["snapshot"]
        index, snapshot = self.build(self._follower)
        self._forget(snapshot)
        return index, snapshot

    def _bases(self) -> list[Path]:
        """The saved bases, the newest first."""
        return sorted(self._folder.glob("base-*"), reverse=True)

    def _is_of_this_house(self, position: dict) -> bool:
        """Whether a base is of this database, and of records read as their types' files say today."""
        kept = {"database": self._of_database, "types": reading.fingerprint()}
        return kept.items() <= position.items() and "snapshot" in position

    def _database(self) -> str:
        row = self._follower.execute(
            "select (select system_identifier from pg_control_system())::text || '/' || oid::text"
            " from pg_database where datname = current_database()"
        ).fetchone()
        return row[0]

    def build(self, connection: psycopg.Connection) -> tuple[Index, str]:
        """A new index of everything, saved, and its position."""
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read, read only")
            snapshot = follow.position(connection)
            place = self._place(snapshot)
            index = Index.build(follow.documents(connection), position=place, beside=self._folder, processes=BUILDERS)
        self._write(index)
        index.warm()
        return index, snapshot

    def _place(self, snapshot: str) -> dict[str, str]:
        return {"database": self._of_database, "types": reading.fingerprint(), "snapshot": snapshot}

    def _write(self, index: Index) -> Path:
        """Save as the only base; what an interrupted saving left goes too."""
        older = [*self._bases(), *self._folder.glob(".base-*")]
        folder = self._folder / f"base-{time.time_ns():020}"
        index.save(folder)
        for base in older:
            shutil.rmtree(base, ignore_errors=True)
        return folder

    def _forget(self, snapshot: str) -> None:
        """Remove from the outbox what the saved base has behind it."""
        follow.forget_before(self._follower, snapshot)
        self.unsaved = 0

    def rebuild(self) -> None:
        """Put a freshly built index in the place of the present one, which answers meanwhile."""
        with psycopg.connect(**self._settings, autocommit=True) as connection:
            index, position = self.build(connection)
        with self._following:
            with self._lock:
                self.index, self.position = index, position
                self._changes = changes.Changes()
            self._forget(position)
        keep_for_good()

    def save(self) -> None:
        """Save the index as it stands and go on from there. Questions wait meanwhile."""
        with self._following:
            with self._lock:
                self.index.position = self._place(self.position)
                self.index = Index.load(self._write(self.index), beside=self._folder)
                self.index.warm()
            self._forget(self.position)
        keep_for_good()

    def look(self) -> int:
        """Follow the outbox; returns how many records changed."""
        with self._following:
            before = self.position
            self.position, changed = follow.catch_up(self.index, self._follower, self.position, lock=self._lock)
            self._looked = time.monotonic()
            self.unsaved += changed
            self._learn()
            if changed:
                # Asked behind the change: a record that committed since is named early, and once more when it is in.
                records = follow.changed_since(self._follower, before)
                with self._lock:
                    self._changes.note(records)
        return changed

    def _learn(self) -> None:
        """Use the pairs of names that are accepted now; they do not change while a question is answered."""
        if learned.changed(self._rows):
            with self._lock:
                learned.use(self._rows)

    def _rows(self, statement: str) -> list[tuple]:
        return self._follower.execute(statement).fetchall()

    def close(self) -> None:
        """Look at what still waits for it, and give the database's connections back."""
        self._watch.close()
        self._follower.close()
        self._asker.close()

    def answer(self, request: wire.Request) -> wire.Reply:
        """Reply to one request; errors with a code become a fault, others are told without a word of the question."""
        try:
            if isinstance(request, wire.State):
                with self._lock:
                    digest = self.index.digest() if request.digest else ""
                    return wire.Standing(len(self.index), digest, time.monotonic() - self._looked)
            if isinstance(request, wire.Save):
                self.rebuild()
                return self.answer(wire.State())
            if isinstance(request, wire.AskMany):
                return self._ask_many(request)
            return self._look_again(request) if isinstance(request, wire.Watch) else self._ask(request)
        except CommonwealError as error:
            return wire.Fault(error.code, error.message, {key: str(value) for key, value in error.params.items()})

    def _ask(self, request: wire.Ask) -> wire.Reply:
        with self._lock:
            visible = self._sight.of(request.token)
            if visible is None:
                return NO_PURPOSE
            limit = max(1, min(request.limit, 50))
            numbers = bitmap(self.index, visible) - self._of_other_banks(request.question.banks)
            found = self.index.search(questions.read(request.question), visible=numbers, limit=limit + 1)
            as_of = dictionary.learned_as_of()
        self._watch.keep(request.question, limit, visible)
        by_number = questions.is_of_a_number(request.question)
        candidates = [wire.found(each, weighed=request.weighed) for each in found[:limit]]
        return wire.Answer(candidates, more=by_number and len(found) > limit, learned=as_of)

    def _ask_many(self, request: wire.AskMany) -> wire.Reply:
        """The questions of a file's rows, shared by helpers who see the index as it stands at this moment."""
        limit = max(1, min(request.limit, 20))
        asked = msgspec.structs.replace(request, questions=request.questions[: many.MOST], limit=limit)
        with self._lock:
            visible = self._sight.of(request.token, anew=True)
            if visible is None:
                return NO_PURPOSE
            others = self._of_other_banks(asked.questions[0].banks if asked.questions else [])
            numbers = bitmap(self.index, visible) - others
            watched = silent_bitmap(self.index, visible) - others
            as_of = dictionary.learned_as_of()
            helpers = many.share(self.index, asked, numbers, watched)
        rows = [row for helper in helpers for row in helper.answers(self._lock)]
        threading.Thread(target=self._watch.note_many, args=(visible.warrant, helpers), daemon=True).start()
        return wire.Rows(rows, as_of)

    def _look_again(self, request: wire.Watch) -> wire.Reply:
        """Standing questions against what changed; records that their owners watch in silence are noted for them."""
        with self._lock:
            visible = self._sight.of(request.token, anew=True)
            if visible is None:
                return NO_PURPOSE
            position, fresh = self._changes.position, self._changes.since(request.since, self.index)
            others = self._of_other_banks(request.questions[0].banks if request.questions else [])
            seen, watched = bitmap(self.index, visible) - others, silent_bitmap(self.index, visible) - others
            if fresh is not None:
                seen, watched = seen & fresh, watched & fresh
            asked = msgspec.structs.replace(request, limit=min(request.limit, 20))
            rows = many.answers_of(self.index, asked, seen)
            as_of = dictionary.learned_as_of()
            noted = many.answers_of(self.index, asked, watched) if fresh is not None else []
        for row in noted:
            self._watch.note(uuid.uuid4(), visible.warrant, [uuid.UUID(each[0]) for each in row.candidates])
        return wire.Watched(rows, position, as_of)

    def _silently(self, asked: silent.Asked) -> list[uuid.UUID]:
        """The records that an answer would have shown, had their owners not chosen to watch in silence."""
        with self._lock:
            numbers = silent_bitmap(self.index, asked.visible) - self._of_other_banks(asked.question.banks)
            found = self.index.search(questions.read(asked.question), visible=numbers, limit=asked.limit)
        return [each.id for each in found]

    def settle(self) -> None:
        """Wait until every question so far was looked at for silent hits."""
        self._watch.settle()

    def _of_other_banks(self, asked: list[str]) -> BitMap:
        """The documents of banks that are not asked; none where no bank is named."""
        groups = self.index.groups() if asked else {}
        banks = self._sight.banks({label for label, _ in groups})
        return BitMap().union(*(groups[label, status] for label, status in groups if banks.get(label) not in asked))


def bitmap(index: Index, visible: Visible) -> BitMap:
    """The documents that a warrant may find: its groups, corrected by its single records, less what is over."""
    groups = index.groups()
    numbers = None
    for group, documents in groups.items():
        if group in visible.groups:
            numbers = documents.copy() if numbers is None else numbers | documents
    numbers = BitMap() if numbers is None else numbers
    for record, level in visible.records.items():
        number = index.number_of(record)
        if number is None:
            continue
        if level >= 2:
            numbers.add(number)
        else:
            numbers.discard(number)
    return numbers - index.expired(clock.now().timestamp())


def silent_bitmap(index: Index, visible: Visible) -> BitMap:
    """The documents that a warrant reaches at level silent, less what is over."""
    groups = index.groups()
    numbers = BitMap().union(*(groups[group] for group in visible.silent if group in groups))
    for record, level in visible.records.items():
        number = index.number_of(record)
        if number is not None and level == Level.SILENT:
            numbers.add(number)
        elif number is not None:
            numbers.discard(number)
    return numbers - index.expired(clock.now().timestamp())


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while (request := self._request()) is not None:
                wire.send(self.request, self.server.keeper.answer(request))

    def _request(self) -> wire.Request | None:
        try:
            return wire.receive_request(self.request)
        except (msgspec.MsgspecError, ValueError):
            wire.send(self.request, wire.Fault("search.question.malformed", "The question could not be read."))
            return None


class Server(socketserver.ThreadingUnixStreamServer):
    """Listens on the socket; `keeper` answers."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: Path, keeper: Keeper) -> None:
        self.keeper = keeper
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Handler)
        path.chmod(0o660)

    def handle_error(self, request, client_address) -> None:
        """Say that something failed, and where in the code; never the question."""
        print(
            "search process: an answer failed",
            traceback.format_exc(limit=-3).splitlines()[-1].split(":")[0],
            flush=True,
        )


def run(settings: dict, *, folder: Path, path: Path, stop: threading.Event) -> None:
    """Serve until `stop` is set. Ends with an error when the database is lost; the process tree starts it again."""
    collect_rarely()
    keeper = Keeper(settings, folder)
    keeper.look()
    with contextlib.closing(keeper):
        with Server(path, keeper) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
            thread.start()
            try:
                while not stop.wait(LOOK_EVERY):
                    if keeper.look() == 0 and keeper.unsaved >= SAVE_AFTER:
                        keeper.save()
            finally:
                server.shutdown()
                path.unlink(missing_ok=True)
        if keeper.unsaved:
            keeper.save()
