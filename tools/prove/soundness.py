"""Whether the index equals one built anew, and whether the journal verifies, after whatever was done to a house."""

import time

import psycopg

from commonweal.audit import verify
from commonweal.common.errors import NotNow
from commonweal.house import database, journal_keeping
from commonweal.search import client, follow, wire
from commonweal.search.index import Index
from tools.prove.line import Line
from tools.prove.living import eventually


def sound(when: str, *, records: int) -> list[Line]:
    """The index against one built anew, and the journal."""
    eventually(lambda: holds(records))
    time.sleep(1.0)
    found = standing()
    with (
        psycopg.connect(**database.connection_settings("cw_indexer"), autocommit=True) as indexer,
        indexer.transaction(),
    ):
        rebuilt = Index.build(follow.documents(indexer), position=None)
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as keeper:
        report = verify.verify(keeper, journal_keeping.checkpoints(), journal_keeping.public_key())
    same = found is not None and found.digest == rebuilt.digest()
    return [
        Line(
            f"the index that followed equals one built anew, {when}",
            f"{found.records if found else 0:,} and {len(rebuilt):,} records, digests {'equal' if same else 'DIFFER'}",
            "equal",
            same and len(rebuilt) == records,
        ),
        Line(
            f"the journal verifies, {when}",
            f"{report.entries:,} entries under {report.checkpoints:,} checkpoints"
            f" {'verify' if report.holds else 'DO NOT VERIFY'} in {report.seconds:.1f} s",
            "verifies",
            report.holds,
        ),
    ]


def holds(records: int) -> bool:
    """Whether the index holds so many records by now."""
    found = standing(digest=False)
    return found is not None and found.records == records


def standing(*, digest: bool = True) -> wire.Standing | None:
    """What the search process says of its index; None where it does not answer in time."""
    try:
        return client.call(wire.State(digest=digest), patience=60)
    except NotNow:
        return None
