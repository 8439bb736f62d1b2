"""Taking records out: a table of one's own agency's records, of what a search found, or the print of one record.

Nothing leaves that its officer may not read; each row leaves its touch in the owner's journal, each export its own row
and entry, committed before the first byte goes out. The words of a question are kept nowhere.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, astuple, replace
from datetime import timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import queries, types
from commonweal.databanks.exports import (
    CLOSED_CODES,
    COLUMNS,
    DAILY,
    FORMATS,
    FOUND,
    MOST,
    NOT_PRINTED,
    Choice,
    Export,
    Taken,
    is_exporter,
    new_mark,
)
from commonweal.databanks.views import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder

_OWN = """
    select r.id from databanks_record r
    join databanks_identity i on i.record_id = r.id
    join databanks_custody c on c.record_id = r.id
    where r.owner_party = %(party)s and r.owner_agency = %(agency)s
      and (%(type)s = '' or i.record_type = %(type)s) and (%(bank)s = '' or r.bank = %(bank)s)
      and (%(batch)s::uuid is null or c.batch = %(batch)s)
      and (%(list)s = '' or c.batch in (select b.id from databanks_batch b where b.list = %(list)s))
    order by i.owner_ref limit %(limit)s
"""
_CONSENTED = """
    select record from handling_consent
    where record = any(%s) and agency = %s and revoked_at is null and common_now() < until
"""


def export_own(token: str, choice: Choice, *, format: str, reason: str) -> Taken:
    """Records of the holder's own agency that fit the choice, as far as he may read them.

    Raises BadInput where more rows fit than one export takes, or where the reason or the format is missing;
    NotAllowed without the role exporter; NotNow when the day's rows are used up.
    """
    _check_words(format, reason)
    with warrants.reading(token) as holder:
        _check_exporter(holder)
        ids = _own(choice, holder)
        return _take(ids, holder, kind="own", format=format, reason=reason, choice=choice)


def export_found(token: str, records: Sequence[uuid.UUID], *, format: str, reason: str) -> Taken:
    """Of these records, as a search found them, what the holder may read and take out; raises as `export_own`."""
    _check_words(format, reason)
    if len(set(records)) > FOUND:
        raise BadInput("databanks.export.not-an-answer", "An answer to a question has at most {most} rows.", most=FOUND)
    with warrants.reading(token) as holder:
        _check_exporter(holder)
        return _take(list(dict.fromkeys(records)), holder, kind="found", format=format, reason=reason)


def _at_once(records: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Each record once; raises BadInput for more than one export takes."""
    wanted = list(dict.fromkeys(records))
    if len(wanted) > MOST:
        raise BadInput(
            "databanks.export.too-many-found",
            "More than {most} records are meant, and an export takes no more: choose fewer, as those of one band.",
            most=MOST,
        )
    return wanted


def export_screened(token: str, records: Sequence[uuid.UUID], *, format: str, reason: str) -> Taken:
    """Of these records, as the screening of a file found them, what the holder may take out; raises as `export_own`.

    What he sees at level hit goes out as well: that the owner holds something, and whom to ask.
    """
    _check_words(format, reason)
    with warrants.reading(token) as holder:
        _check_exporter(holder)
        return _take(_at_once(records), holder, kind="screened", format=format, reason=reason, hits=True)


def export_gathered(
    token: str, records: Sequence[uuid.UUID], *, kind: str = "folder", format: str, reason: str
) -> Taken:
    """Of these records, as a case folder holds them or a graph shows them (`kind` found), what the holder may take out.

    What he sees at level hit stays. Raises as `export_own`.
    """
    _check_words(format, reason)
    with warrants.reading(token) as holder:
        _check_exporter(holder)
        return _take(_at_once(records), holder, kind=kind, format=format, reason=reason)


def print_record(token: str, record: uuid.UUID) -> Taken | None:
    """One record for a print; None where there is nothing for this warrant, and at level hit.

    Raises as `export_own`, and NotAllowed where its handling code asks for the owner's consent first.
    """
    with warrants.reading(token) as holder:
        found = queries.fetch([record], holder=holder).get(record)
        if found is None or found.level == "hit":
            return None
        _check_exporter(holder)
        if _protected(found):
            raise NotAllowed(
                "databanks.export.protected", "The record of a protected person is read on the screen, and not printed."
            )
        if found.handling in NOT_PRINTED and not found.mine and not _consented([record], holder):
            raise NotAllowed(
                "databanks.export.needs-consent",
                "Under {handling} a record is printed only with its owner's consent; ask the owner for it.",
                handling=found.handling,
            )
        _check_quota(holder, 1)
        full = queries.complete(found, holder) if found.level == "full" else found
        queries.tell_of_links(full, holder)
        words = {"kind": "print", "format": "page", "reason": "print", "verb": "databanks.record.printed"}
        return Taken(_kept([full], holder, left_out=0, **words), (full,))


def _check_words(format: str, reason: str) -> None:
    if format not in FORMATS:
        raise BadInput("databanks.export.format", "A table is written as {known}.", known=", ".join(FORMATS))
    if not reason.strip() or len(reason) > 500 or "\x00" in reason:
        raise BadInput(
            "databanks.export.no-reason",
            "Say in at most 500 characters for what the table is needed; it is journalled.",
        )


def _check_exporter(holder: Holder) -> None:
    with connection.cursor() as cursor:
        if holder.role not in ("desk", "reader") or not is_exporter(cursor, holder.officer):
            raise NotAllowed(
                "databanks.export.not-exporter",
                "Taking records out needs the role exporter; the agency's registrar can enter it.",
            )


def _own(choice: Choice, holder: Holder) -> list[uuid.UUID]:
    values = asdict(choice) | {"party": holder.party, "agency": holder.agency, "limit": MOST + 1}
    with connection.cursor() as cursor:
        cursor.execute(_OWN, values)
        found = [row[0] for row in cursor.fetchall()]
    if len(found) > MOST:
        raise BadInput(
            "databanks.export.too-many",
            "More than {most} rows fit this choice, and an export takes no more: choose by type, batch or list.",
            most=MOST,
        )
    return found


def _take(
    ids: list[uuid.UUID],
    holder: Holder,
    *,
    kind: str,
    format: str,
    reason: str,
    choice: Choice | None = None,
    hits: bool = False,
) -> Taken:
    """The rows that may leave; what the holder may read and not take out is counted, what he may not read is not."""
    seen = queries.fetch(ids, holder=holder)
    named = [seen[record] for record in ids if record in seen and (hits or seen[record].level != "hit")]
    closed = [each.id for each in named if each.handling in CLOSED_CODES and not each.mine]
    refused = (set(closed) - _consented(closed, holder)) | {
        each.id for each in named if each.level != "hit" and _protected(each)
    }
    rows = [each for each in named if each.id not in refused]
    if not rows:
        raise BadInput("databanks.export.nothing", "Nothing that you may take out fits this choice.")
    _check_quota(holder, len(rows))
    words = {"kind": kind, "format": format, "reason": reason.strip(), "verb": "databanks.records.exported"}
    full = [_without_special(each) for each in rows]
    return Taken(_kept(full, holder, left_out=len(refused), choice=choice, **words), tuple(full))


def _protected(found: RecordView) -> bool:
    """Whether the record's type protects whom it is about: it leaves in no form, whoever owns it."""
    known = types.all_types().get(found.type)
    return known is None or known.protected


def _without_special(found: RecordView) -> RecordView:
    """Special categories do not go into tables: they are read on the record's page, for their purpose, one by one."""
    return replace(found, special={})


def _consented(records: Sequence[uuid.UUID], holder: Holder) -> set[uuid.UUID]:
    """Of these records, those whose owner consented for the holder's agency."""
    if not records:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_CONSENTED, [list(records), holder.agency])
        return {row[0] for row in cursor.fetchall()}


def _check_quota(holder: Holder, rows: int) -> None:
    """NotNow where the officer's rows of the last 24 hours leave no room; his own rivals wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('databanks_export'), hashtext(%s))", [holder.officer])
        cursor.execute(
            "select coalesce(sum(rows), 0) from databanks_export where officer = %s and made_at > %s",
            [holder.officer, clock.now() - timedelta(days=1)],
        )
        left = DAILY - cursor.fetchone()[0]
    if rows > left:
        raise NotNow(
            "databanks.export.quota",
            "An officer takes out at most {daily} rows a day; {left} are left to you now.",
            daily=DAILY,
            left=max(left, 0),
        )


def _kept(
    rows: Sequence[RecordView], holder: Holder, *, verb: str, left_out: int, choice: Choice | None = None, **words: str
) -> Export:
    """Note the export and its journal entry, in the transaction in which the rows were read."""
    new_id, code, canary = uuid.uuid4(), new_mark("E", 2), new_mark("K", 3)
    touches = [queries.touch(each) for each in rows]
    chosen = {name: str(value) for name, value in asdict(choice).items() if value} if choice else {}
    receipt = journal.record(
        verb,
        by=holder.actor,
        about=(f"export/{new_id}",),
        touches=touches,
        code=code,
        format=words["format"],
        rows=len(rows),
        reason=words["reason"],
        choice=chosen,
    )
    export = Export(
        id=new_id,
        code=code,
        canary=canary,
        party=holder.party,
        agency=holder.agency,
        officer=holder.officer,
        rows=len(rows),
        left_out=left_out,
        classification=max(each.classification for each in rows),
        handling=max(each.handling for each in rows),
        purpose=holder.purpose,
        basis=holder.basis,
        case_ref=holder.case_ref or holder.standing_duty,
        receipt=receipt,
        made_at=clock.now(),
        **words,
    )
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(Export.__slots__))
        cursor.execute(
            f"insert into databanks_export ({COLUMNS}, choice) values ({places}, %s)",
            [*astuple(export), json.dumps(chosen)],
        )
    return export
