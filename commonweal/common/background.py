"""Work that is done later, by the worker process: queued in the database, in the transaction of whoever asks for it.

A job carries names and ids only, never a token and never content: what it may do is decided when it runs. A job whose
worker was killed is taken up again, so what it calls must be able to go on where it stopped.
"""

import threading
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

stopping = threading.Event()
"""Set when the worker is asked to end: long work then raises `Interrupted` between two of its transactions."""


class Interrupted(Exception):
    """The worker ends; the job is put back into the queue."""


AGAIN = RetryStrategy(max_attempts=1_000, wait=1, retry_exceptions=(Interrupted, OperationalError, InterfaceError))
"""What is no fault of the work, an ending worker or a database that was away, lets it run again."""


def check_stopping() -> None:
    """Raise `Interrupted` when the worker is asked to end."""
    if stopping.is_set():
        raise Interrupted


def later(name: str, *, lock: str, **ids: str) -> None:
    """Queue the job `name` with these arguments; nothing is queued where the transaction is rolled back.

    Of jobs with the same `lock` only one runs at a time.
    """
    app.configure_task(name, lock=lock).defer(**ids)


def job(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mark a function in a room's tasks.py as what the worker runs for `name` (`room.deed`)."""

    def mark(function: Callable[..., None]) -> Callable[..., None]:
        app.task(name=name, retry=AGAIN)(function)
        return function

    return mark


def every(cron: str, name: str) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Mark a function as work that comes again by the clock, such as "*/5 * * * *"; it is given the planned second."""

    def mark(function: Callable[[int], None]) -> Callable[[int], None]:
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, lock=name)(function))
        return function

    return mark
