"""Work done side by side in processes of their own, each with a clone of the migrated template on the tests' server."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

PROCESSES = 2


def side_by_side(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
    """Results of `work` on the tasks as they come, two at a time, in processes that know the tests' cluster only.

    `work` must be a function of a module, since the processes start afresh.
    """
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=_settle) as pool:
        for finished in as_completed([pool.submit(work, task) for task in tasks]):
            yield finished.result()


def _settle() -> None:
    """Turn this process to the tests' cluster, with a database of its own name."""
    os.environ["COMMONWEAL_CLUSTER"] = "test"
    os.environ["COMMONWEAL_DATABASE"] = f"commonweal_test_{os.getpid()}"
    os.environ["COMMONWEAL_DB_ROLE"] = "cw_app"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()


@contextmanager
def database() -> Iterator:
    """This process's database (`tests.worlds.House`), fresh; dropped at the end."""
    from tests import keeper, worlds

    with keeper.use(), worlds.clone(worlds.template()) as house:
        yield house
