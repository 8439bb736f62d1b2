"""Receipts for the owner: for each disclosure of his records the proof that its entry is in the settled journal.

A file of them is all that `verifier/verify_journal.py` needs besides public keys: the owner keeps it, and whoever
changes the journal afterwards is convicted by it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from commonweal.audit import canonical, checkpoint, journal, merkle, proofs, witnessing
from commonweal.audit.receipts import id_range, receipt_code
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotNow, RuleBroken
from commonweal.handling import warrants

MOST = 5_000
"""Touches that one file tells of at most; a longer period is taken in parts."""
_ROWS = """
select t.entry, t.record, t.owner_party, t.owner_agency, t.level, t.at, t.officer, t.party, t.agency, t.purpose,
    t.basis, t.case_ref, t.action, coalesce(i.owner_ref, '')
from audit_touch t left join databanks_identity i on i.record_id = t.record
where (%(since)s::timestamptz is null or t.at >= %(since)s) and (%(until)s::timestamptz is null or t.at < %(until)s)
    and (%(low)s::uuid is null or t.entry between %(low)s and %(high)s)
order by t.at, t.entry, t.record limit %(limit)s
"""
_NAMES = ("record", "owner_party", "owner_agency", "level", "at", "officer", "party", "agency", "purpose", "basis")
_NAMES += ("case_ref", "action", "reference")


def receipts(
    token: str, *, since: datetime | None = None, until: datetime | None = None, code: str = ""
) -> dict[str, object]:
    """The receipts of a period, or the one with this code, in plain values; journalled.

    `token` is a desk's: row-level security gives the touches of the holder's own agency. What was written after the
    last settled checkpoint is named as pending. NotNow where nothing is settled yet, BadInput for a code of nothing
    that the holder may read or a period with too many touches, RuleBroken where the database contradicts what was
    signed.
    """
    low, high = id_range(code) if code else (None, None)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        settled = witnessing.standing(connection)
        if not settled.note:
            raise NotNow(
                "databanks.receipts.nothing-settled",
                "No checkpoint of the journal is settled yet, so nothing can be proved. Where the house has no"
                " witnesses, its operator must name them.",
            )
        asked = {"since": since, "until": until, "low": low, "high": high, "limit": MOST + 1}
        cursor.execute(_ROWS, asked)
        rows = cursor.fetchall()
        if len(rows) > MOST:
            raise BadInput(
                "databanks.receipts.too-many",
                "More than {most} touches lie in this period; take it in parts.",
                most=MOST,
            )
        if code and not rows:
            raise BadInput(
                "databanks.receipts.unknown", "No touch of our records has the receipt {receipt}.", receipt=code
            )
        proved, pending = _proved(rows, checkpoint.parse(settled.note))
        journal.record("databanks.receipts.taken", by=holder.actor, rows=len(rows))
    return {
        "v": 1,
        "owner": {"party": holder.party, "agency": holder.agency},
        "made_at": canonical.moment(clock.now()),
        "since": since and canonical.moment(since),
        "until": until and canonical.moment(until),
        "checkpoint": settled.note,
        "receipts": proved,
        "pending": pending,
    }


def as_text(bundle: dict[str, object]) -> str:
    """The file."""
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _proved(rows: list[tuple], point: checkpoint.Checkpoint) -> tuple[list[dict], list[str]]:
    prover, proved, pending = proofs.Prover(connection), [], []
    for entry, touches in _by_entry(rows):
        with connection.cursor() as cursor:
            records = [UUID(touch["record"]) for touch in touches]
            cursor.execute("select p.*, audit_opened(%s, %s) from audit_place(%s) p", [entry, records, entry])
            leaf, digest, text = cursor.fetchone()
        if leaf is None or leaf >= point.size:
            pending.append(receipt_code(entry.bytes))
            continue
        try:
            proof = prover.inclusion(leaf, point.size)
        except ValueError:
            proof = []
        digest = bytes(digest)
        if not merkle.verify_inclusion(digest, leaf, point.size, proof=proof, root=point.root):
            raise RuleBroken(
                "databanks.receipts.contradicted",
                "The database does not hold entry {receipt} as it was signed: the journal was touched, or hashes of it"
                " are missing. Tell the operator; `commonweal journal verify` names the place.",
                receipt=receipt_code(entry.bytes),
            )
        proved.append(
            {
                "receipt": receipt_code(digest),
                "leaf": leaf,
                "leaf_hash": digest.hex(),
                "proof": [step.hex() for step in proof],
                "entry": text,
                "touches": touches,
            }
        )
    return proved, pending


def _by_entry(rows: list[tuple]) -> Iterator[tuple[UUID, list[dict]]]:
    found: dict[UUID, list[dict]] = {}
    for entry, *values in rows:
        touch = dict(zip(_NAMES, values, strict=True))
        touch |= {"record": str(touch["record"]), "at": canonical.moment(touch["at"])}
        found.setdefault(entry, []).append({name: value or "" for name, value in touch.items()})
    yield from found.items()
