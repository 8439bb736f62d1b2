"""Pairs of names that the secretariat accepted, brought into use in this process.

The search process looks whether they changed; what it answers carries a mark of them, and who reads the answer
uses the same.
"""

from collections.abc import Callable, Sequence

from commonweal.names import dictionary

Ask = Callable[[str], Sequence[tuple]]
"""Runs one statement and gives its rows."""

_BOTH = "select as_of, one, other from search_learned_as_of() as_of left join search_learned() on true"
"""Pairs and their mark in one statement, so that both are of one moment."""


def use(ask: Ask) -> int:
    """Use the pairs that are accepted now, where they are others than those in use; returns their mark."""
    if changed(ask):
        rows = ask(_BOTH)
        dictionary.learn([pair for _, *pair in rows if None not in pair], as_of=rows[0][0])
    return dictionary.learned_as_of()


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
