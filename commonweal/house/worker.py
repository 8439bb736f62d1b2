"""The worker: does what was queued, under a warrant of the officer who asked for it, and takes up what others left.

Runs in the application's role, so row-level security binds it as it binds the web. A job is claimed once; the jobs of a
worker that was killed are put back into the queue as soon as that is certain.
"""

import asyncio
import logging
import signal
from datetime import UTC, datetime
from functools import partial

import psycopg
from procrastinate import App
from procrastinate.contrib.django import app as queue
from procrastinate.psycopg_connector import PsycopgConnector

from commonweal.common import background
from commonweal.common.errors import CommonwealError
from commonweal.house import pulls

log = logging.getLogger(__name__)
AT_ONCE = 2
"""Jobs that run side by side: a long import does not keep a colleague's dry run waiting."""
HEARTBEAT = 5.0
"""Seconds between two signs of life."""
SILENT = 60.0
"""Seconds without one after which a worker on another machine counts as dead."""
PATIENCE = 10.0
"""Seconds that running jobs are given to come to a stop."""
ALONE = (7_201, 4_711)
"""Key of the advisory lock that the only worker of a database holds; it goes with the worker."""


def run(settings: dict) -> None:
    """Work until told to stop by SIGTERM or SIGINT; `settings` are those of the role cw_app."""
    schedule_pulls()
    asyncio.run(_work(settings))


def schedule_pulls() -> None:
    """Let what the operator wants fetched come by the clock; a configuration that is wrong stops nothing else."""
    try:
        wanted = {name: each.every for name, each in pulls.pulls().items() if each.every}
    except CommonwealError as problem:
        log.error("%s [%s]", problem.sentence(), problem.code)
        return
    for name, every in wanted.items():
        queue.periodic(cron=every, periodic_id=name, lock=f"pull/{name}", queueing_lock=f"pull/{name}")(
            queue.task(name=f"house.pull-{name}")(partial(_pull, name))
        )


def _pull(name: str, timestamp: int) -> None:
    """One pull, when its hour has come; what went wrong stands in the officer's inbox."""
    try:
        pulls.pull(name)
    except CommonwealError as problem:
        log.error("pull %s: %s", name, problem.code)


async def _work(settings: dict) -> None:
    connector = PsycopgConnector(kwargs=dict(settings), min_size=1, max_size=4)
    with queue.replace_connector(connector) as app:
        async with app.open_async(), await psycopg.AsyncConnection.connect(**settings, autocommit=True) as alone:
            await take_up(app, alone)
            loop = asyncio.get_running_loop()
            worker = asyncio.ensure_future(
                app.run_worker_async(
                    concurrency=AT_ONCE,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=SILENT,
                    shutdown_graceful_timeout=PATIENCE,
                    delete_jobs="always",  # what came of it stands with the work itself
                    install_signal_handlers=False,
                )
            )
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, _stop, worker)
            looking = asyncio.ensure_future(_look_after(app, alone))
            try:
                await worker
            except asyncio.CancelledError:
                pass
            finally:
                looking.cancel()


def _stop(worker: asyncio.Future) -> None:
    background.stopping.set()
    worker.cancel()


async def _look_after(app: App, alone: psycopg.AsyncConnection) -> None:
    """From time to time look whether another machine's worker has died."""
    while True:
        await asyncio.sleep(SILENT)
        await take_up(app, alone, at_once=False)


async def take_up(app: App, alone: psycopg.AsyncConnection, *, at_once: bool = True) -> int:
    """Put the jobs of dead workers back into the queue; returns how many.

    Where this process holds the lock of the only worker, nobody else can be at work: at its start, before it has jobs
    of its own, everything that is marked as running was left behind.
    """
    row = await (await alone.execute("select pg_try_advisory_lock(%s, %s)", ALONE)).fetchone()
    silence = 0.0 if row[0] and at_once else SILENT
    left = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence))
    for job in left:
        await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
    return len(left)
