"""The clock process: numbers and signs the journal, and deletes records whose term is over. Started by `serve`."""

import typer

EXPIRE_EVERY = 60.0
"""Seconds between two looks for records whose term is over. They are invisible from the moment of their end by policy;
this only removes them."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clock-process", hidden=True)(clock_process)


def clock_process() -> None:
    """Keep the journal and the terms until told to stop."""
    import signal
    import threading

    from commonweal.house import database, journal_keeping
    from commonweal.house.cli import prepare_django

    prepare_django("cw_clock")
    from commonweal.databanks import expiry

    stop, sequencer = threading.Event(), journal_keeping.make_sequencer()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    signal.signal(signal.SIGUSR1, lambda *_: sequencer.demand())

    def expire() -> None:
        while not stop.wait(EXPIRE_EVERY):
            expiry.expire(database.connection_settings("cw_clock"))

    threading.Thread(target=expire, daemon=True).start()
    sequencer.run(stop)
