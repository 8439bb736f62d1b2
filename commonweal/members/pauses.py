"""Pauses after failures to sign in: for an officer and for an address, growing, and told alike whoever it was.

Four failures are free; then half a minute, doubled with each, an hour at most (migration 0006). Officers and addresses
are kept as digests with the house's key, and forgotten after a day without a failure.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from commonweal.audit import journal
from commonweal.common.errors import NotAllowed, NotNow

SALT = "commonweal.members.pauses"


def _keys(officer: str, address: str) -> list[bytes]:
    named = [f"officer {officer}"] * bool(officer) + [f"address {address}"] * bool(address)
    return [salted_hmac(SALT, name, algorithm="sha256").digest() for name in named]


@contextmanager
def attempt(*, officer: str = "", address: str = "") -> Iterator[None]:
    """An attempt to sign in or to prove who one is: none during a pause; NotAllowed counts as a failure.

    Outside of the transaction that is tried, so that its rollback does not take the count along.
    """
    check(officer=officer, address=address)
    try:
        yield
    except NotAllowed:
        failed(officer=officer, address=address)
        raise
    if officer:
        forgive(officer)


def check(*, officer: str = "", address: str = "") -> None:
    """Raise NotNow while a pause lasts; nothing is tried then, whether or not it would have held."""
    with connection.cursor() as cursor:
        cursor.execute("select members_paused(%s)", [_keys(officer, address)])
        seconds = cursor.fetchone()[0]
    if seconds:
        raise NotNow(
            "members.sign-in.paused",
            "After several failures nothing is tried for a while. Wait {seconds} seconds.",
            seconds=seconds,
        )


@transaction.atomic
def failed(*, officer: str = "", address: str = "") -> None:
    """Count a failure; a pause that begins is journalled, with the officer where it is known whom it is about."""
    with connection.cursor() as cursor:
        cursor.execute("select members_failed(%s)", [_keys(officer, address)])
        if cursor.fetchone()[0]:
            about = (f"officer/{officer}",) if officer else ()
            journal.record("members.sign-in.paused", by=journal.systems_actor(purpose="sign-in"), about=about)


def forgive(officer: str) -> None:
    """Forget the failures of an officer who has shown that it is he; those of the address stay."""
    with connection.cursor() as cursor:
        cursor.execute("select members_forgive(%s)", _keys(officer, ""))
