"""Two contributors at work at the same time, one by the command line, one by pages and the worker.

Each does again what was interrupted, as he would: the same command, or waiting for the worker. What they were told is
looked for before they go on.
"""

import io
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import psycopg
from django.db import InterfaceError, OperationalError, connection

from commonweal.databanks import actions
from commonweal.handling import warrants
from tools.prove.kills_files import File
from tools.prove.living import Command, superuser

PATIENCE = 120.0
"""Seconds without any progress after which work counts as stuck."""
Result = TypeVar("Result")
REACHED = """
    select b.id, b.state, b.lines, b.rows_applied,
        (select count(*) from databanks_staged s where s.batch = b.id)
        + (select count(*) from databanks_refused r where r.batch = b.id),
        (select count(*) from databanks_custody c where c.batch = b.id)
    from databanks_batch b where b.file_name = %s order by b.opened_at limit 1
"""


@dataclass
class Trouble:
    """What the killing does to the lanes: `opened` is closed while the database is away, `kills` counts."""

    opened: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    kills: int = 0


class Lane(threading.Thread):
    """Contributes and approves one file after the other until the killing is over; ends with a whole pair."""

    def __init__(self, trouble: Trouble, files: Iterator[File], officers: tuple[str, str]) -> None:
        super().__init__(daemon=True)
        self._trouble, self._source = trouble, files
        self.contributor, self.approver = officers
        self.step = ""
        self.files: list[File] = []
        self.lost: list[str] = []
        self.unexpected: list[str] = []
        self.receipts: list[str] = []
        self.resumed = self.looked = 0

    def run(self) -> None:
        """All its work; what nobody expected is kept, not raised."""
        try:
            while not self._trouble.over.is_set() or len(self.files) % 2:
                file = next(self._source)
                self.files.append(file)
                self._bring_in(file)
        except Exception as problem:
            self.unexpected.append(f"{type(problem).__name__}: {str(problem)[-300:]}")
        finally:
            self.step = ""
            connection.close()

    def _bring_in(self, file: File) -> None:
        raise NotImplementedError

    def _persist(self, deed: Callable[[], Result]) -> Result:
        """What a deed gives; it is done again where the database went away under it."""
        while True:
            self._trouble.opened.wait()
            try:
                return deed()
            except (OperationalError, InterfaceError, psycopg.OperationalError):
                connection.close()
                time.sleep(0.1)

    def _token(self, role: str) -> str:
        officer = self.contributor if role == "contributor" else self.approver
        opened = warrants.open_warrant(
            officer, role=role, purpose="contribution", basis="service duty", standing_duty="contribution", minutes=720
        )
        self.receipts.append(opened.receipt)
        return opened.token

    def _reached(self, file: File) -> tuple | None:
        """Batch, state, lines, rows applied, rows that wait or are refused, records, as the database has them."""
        with superuser() as looking:
            return looking.execute(REACHED, [file.name]).fetchone()

    def _look_for(self, file: File, *, lines: int = 0, applied: int = 0) -> tuple | None:
        """What the file's batch reached; what was told and is not there is lost."""
        found = self._reached(file)
        _, state, has_lines, has_applied, rows, records = found or (None, "none", 0, 0, 0, 0)
        self.looked += bool(lines or applied)
        if has_lines < lines or (state in ("receiving", "staged") and rows < lines):
            self.lost.append(f"{file.name}: {lines} rows staged, found {has_lines}, {rows}")
        if max(has_applied, 0) < applied or records < applied:
            self.lost.append(f"{file.name}: {applied} rows applied, found {has_applied}, {records}")
        return found


class CommandLane(Lane):
    """`commonweal import`, `commonweal approve`."""

    command: Command | None = None

    def _bring_in(self, file: File) -> None:
        staged = self._insist(file, "stage", ("import", str(file.path), "--as", self.contributor))
        self._insist(file, "approve", ("approve", str(staged), "--as", self.approver))

    def _insist(self, file: File, step: str, words: tuple[str, ...]) -> uuid.UUID:
        """The same command until it has done its work; the batch."""
        while True:
            self._trouble.opened.wait()
            before = self._trouble.kills
            self.command, self.step = Command(words), step
            try:
                batch = uuid.UUID(self.command.result()["id"])
                self.step = ""
                return batch
            except RuntimeError:
                self.step = ""
                told = {"lines" if step == "stage" else "applied": max(self.command.acknowledged, default=0)}
                found = self._persist(lambda: self._look_for(file, **told))  # noqa: B023
                if step == "approve" and found[1] == "approved":
                    return found[0]
                if self._trouble.kills == before:
                    raise
                self.resumed += 1
                said = "".join(self.command.errors)
                if "Traceback" in said:
                    self.unexpected.append(said[-400:])


class WorkerLane(Lane):
    """Uploads, and work that the worker does; what a caller was told is the row of the work and what it says."""

    def _bring_in(self, file: File) -> None:
        self.step = "check"
        token = self._persist(lambda: self._token("contributor"))
        upload = self._persist(lambda: self._upload(token, file))
        self._persist(lambda: actions.note(token, upload, "prepare", settings={"format": "jsonl"}))
        self._work(file, "check", upload, lambda: actions.begin_work(token, "check", upload))
        self.step = "stage"
        self._work(file, "stage", upload, lambda: actions.hand_in(token, upload))
        self.step = "approve"
        batch = self._persist(lambda: self._reached(file))[0]
        approver = self._persist(lambda: self._token("approver"))
        self._work(file, "approve", batch, lambda: actions.begin_work(approver, "approve", batch))

    def _upload(self, token: str, file: File) -> uuid.UUID:
        """The upload; one that was committed although nobody could say so any more is found again."""
        with superuser() as looking:
            row = looking.execute("select id from databanks_upload where file_name = %s", [file.name]).fetchone()
        return row[0] if row else actions.receive(io.BytesIO(file.path.read_bytes()), token, name=file.name).id

    def _work(self, file: File, kind: str, subject: uuid.UUID, begin: Callable) -> None:
        """Queue a piece of work, once, and wait until it has ended, whatever befalls the worker."""
        self._persist(lambda: self._queued(kind, subject) or begin())
        told, moved, kills = 0, time.monotonic(), self._trouble.kills
        while True:
            row = self._persist(lambda: self._queued(kind, subject))
            if row is None:
                self.lost.append(f"{file.name}: the work {kind}")
                return
            state, done, problem = row
            if done != told or kills != self._trouble.kills:
                self.resumed += kills != self._trouble.kills
                told, moved, kills = max(told, done), time.monotonic(), self._trouble.kills
                self._persist(lambda: self._look_for(file, **self._said(kind, told)))  # noqa: B023
            if state == "failed":
                raise RuntimeError(f"{kind} failed: {problem}")
            if state == "done":
                return
            if time.monotonic() - moved > PATIENCE:
                raise RuntimeError(f"{kind} of {file.name} is stuck at {done}")
            time.sleep(0.1)

    @staticmethod
    def _said(kind: str, done: int) -> dict[str, int]:
        return {"stage": {"lines": done}, "approve": {"applied": done}}.get(kind, {})

    @staticmethod
    def _queued(kind: str, subject: uuid.UUID) -> tuple | None:
        with superuser() as looking:
            return looking.execute(
                "select state, done, problem from databanks_work where subject = %s and kind = %s", [subject, kind]
            ).fetchone()
