"""Removing the staged rows of a batch that is closed: nobody reads them any more."""

import uuid

from django.db import connection

from commonweal.handling import warrants

CHUNK = 50_000
"""Rows in one transaction."""


def sweep(batch: uuid.UUID, token: str) -> None:
    """Remove what is left of a closed batch's rows, piece by piece; the expiry job takes what a killed sweep leaves."""
    reached: int | None = 0
    while reached is not None:
        with warrants.reading(token), connection.cursor() as cursor:
            cursor.execute("select databanks_sweep(%s, %s, %s)", [batch, reached, CHUNK])
            (reached,) = cursor.fetchone()
