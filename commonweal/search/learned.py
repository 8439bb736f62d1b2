"""Pairs of names that the secretariat accepted, brought into use in this process.

The search process looks whether they changed; what it answers says as of when, and who reads the answer uses the same.
"""

from collections.abc import Callable, Sequence

from commonweal.names import dictionary

Ask = Callable[[str], Sequence[tuple]]
"""Runs one statement and gives its rows."""


def use(ask: Ask) -> int:
    """Use the pairs that are accepted now, where they are others than those in use; returns as of when they are."""
    as_of = ask("select search_learned_as_of()")[0][0]
    if as_of != dictionary.learned_as_of():
        dictionary.learn(ask("select one, other from search_learned()"), as_of=as_of)
    return as_of


def changed(ask: Ask) -> bool:
    """Whether the pairs that are accepted now are others than those in use."""
    return ask("select search_learned_as_of()")[0][0] != dictionary.learned_as_of()


def follow(as_of: int) -> None:
    """Use what the search process used for its answer. Asks the database only where that changed."""
    if as_of != dictionary.learned_as_of():
        use(_of_web)


def _of_web(statement: str) -> Sequence[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
