"""Checking what owners are told against the entries that it came from: the touches hang on the signed root too."""

import json
from collections.abc import Iterator
from datetime import datetime

import psycopg

from commonweal.audit.findings import Finding
from commonweal.audit.journal import Touch, touches_digest

STREAM = 500
_ACTOR = ("officer", "party", "agency", "purpose", "basis", "case_ref")

_QUERY = """
select e.leaf, e.entry, t.rows
from audit_entry e
left join lateral (
    select json_agg(json_build_array(record, owner_party, owner_agency, level, at,
                                     officer, party, agency, purpose, basis, case_ref, action)) as rows
    from audit_touch where entry = e.id
) t on true
where e.leaf is not null and (t.rows is not null or e.entry like '%"touches"%')
order by e.leaf
"""
_ORPHANS = "select count(*) from audit_touch t where not exists (select from audit_entry e where e.id = t.entry)"


def findings(connection: psycopg.Connection) -> Iterator[Finding]:
    """Every entry whose touches are not those it was written with, in the present transaction's snapshot."""
    with connection.cursor("audit_touched") as cursor:
        cursor.itersize = STREAM
        cursor.execute(_QUERY)
        for leaf, entry, rows in cursor:
            if not _fit(entry, rows or []):
                yield Finding("touches", f"What owners are told of entry {leaf} is not what it says.", leaf)
    orphans = connection.execute(_ORPHANS).fetchone()[0]
    if orphans:
        yield Finding("orphans", f"Owners are told of {orphans} touches that no entry of the journal knows.")


def _fit(entry: str, rows: list[list]) -> bool:
    """Whether touches, with the actor's words repeated in each, are those of this entry."""
    try:
        said = json.loads(entry)
        by, at = said.get("by", {}), datetime.fromisoformat(said["at"])
        named = said.get("touches", {"count": 0, "sha256": touches_digest(())})
        told = [by.get(name) for name in _ACTOR] + [said["verb"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False  # an entry that the house never wrote; its hash convicts it elsewhere
    if any(row[5:] != told or datetime.fromisoformat(row[4]) != at for row in rows):
        return False
    touches = [Touch(*row[:4]) for row in rows]
    return named == {"count": len(touches), "sha256": touches_digest(touches)}
