"""The clock process: numbers and signs the journal, deletes records whose term is over, tells owners of silent hits.

Started by `serve`.
"""

import typer

EXPIRE_EVERY = 60.0
"""Seconds between two looks for records whose term is over. They are invisible from the moment of their end by policy;
this only removes them."""
TELL_EVERY = 5.0
"""Seconds between two looks for silent hits of which their owners are to be told."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clock-process", hidden=True)(clock_process)


def clock_process() -> None:
    """Keep the journal and the terms, and tell owners, until told to stop."""
    import signal
    import threading

    from commonweal.house import database, journal_keeping
    from commonweal.house.cli import prepare_django

    prepare_django("cw_clock")
    from commonweal.databanks import expiry, silent

    stop, sequencer = threading.Event(), journal_keeping.make_sequencer()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    signal.signal(signal.SIGUSR1, lambda *_: sequencer.demand())

    def expire() -> None:
        while not stop.wait(EXPIRE_EVERY):
            expiry.expire(database.connection_settings("cw_clock"))

    def tell() -> None:
        while not stop.wait(TELL_EVERY):
            silent.tell(database.connection_settings("cw_clock"))

    for job in (expire, tell):
        threading.Thread(target=job, daemon=True).start()
    sequencer.run(stop)
