"""The clock process: numbers and signs the journal, asks its witnesses, warns owners and deletes records whose term is
over, tells of silent hits, looks at what contributions brought, learns names when the secretariat asks, makes the
sheets of a month that ended, and lets answers of the commission out on their day. Started by `serve`.
"""

import logging
from collections.abc import Callable
from threading import Event

import typer

EXPIRE_EVERY = 60.0
"""Seconds between two looks for records whose term is over. They are invisible from the moment of their end by policy;
this only removes them."""
TELL_EVERY = 5.0
"""Seconds between two looks for silent hits of which their owners are to be told."""
EXAMINE_EVERY = 60.0
"""Seconds between two looks for contributions whose records nobody looked at yet."""
LEARN_EVERY = 5.0
"""Seconds between two looks whether names are to be learned."""
LOOK_EVERY = 3600.0
"""Seconds between two looks at the use of the banks by the rules of misuse; a honeypot is told within seconds."""
MONTH_EVERY = 3600.0
"""Seconds between two looks whether a month has ended whose sheets are to be made."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clock-process", hidden=True)(clock_process)


def clock_process() -> None:
    """Keep the journal and the terms until told to stop."""
    import signal
    import threading

    from commonweal.house import database, erasing, journal_keeping, witness_keeping
    from commonweal.house.cli import prepare_django

    prepare_django("cw_clock")
    from commonweal.databanks import examination, expiry, silent
    from commonweal.oversight import expiry as hearing
    from commonweal.oversight import follow, statistics
    from commonweal.search import expiry as searching
    from commonweal.search import teaching

    settings = database.connection_settings("cw_clock")
    stop, sequencer = threading.Event(), journal_keeping.make_sequencer()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    signal.signal(signal.SIGUSR1, lambda *_: sequencer.demand())

    for seconds, job in (
        (EXPIRE_EVERY, expiry.expire),
        (EXPIRE_EVERY, erasing.keep),
        (EXPIRE_EVERY, searching.expire),
        (EXPIRE_EVERY, hearing.tell),
        (EXPIRE_EVERY, hearing.expire),
        (TELL_EVERY, silent.tell),
        (TELL_EVERY, follow.step),
        (LOOK_EVERY, follow.look),
        (EXAMINE_EVERY, examination.examine),
        (LEARN_EVERY, teaching.teach),
        (MONTH_EVERY, examination.make_month),
        (MONTH_EVERY, statistics.make),
    ):
        threading.Thread(target=_again, args=(stop, seconds, job, settings), daemon=True).start()
    threading.Thread(target=witness_keeping.keep, args=(stop, settings), daemon=True).start()
    sequencer.run(stop)


def _again(stop: Event, seconds: float, job: Callable[[dict], object], settings: dict) -> None:
    """Do the job every so many seconds; a fault of one time is told in the log and does not end the others."""
    while not stop.wait(seconds):
        try:
            job(settings)
        except Exception as fault:
            # The kind alone: an error of the database may quote a record.
            logging.getLogger(__name__).error("%s: %s", job.__name__, type(fault).__name__)
