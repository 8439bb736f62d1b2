"""Proves that kill -9 of importer, database, worker and index writer, 25 times each during imports, does no harm.

Two contributors bring in one file after the other, by the command line and by the worker, while the killer does his
work in every step of it. At the end the house holds exactly what the files say. `COMMONWEAL_KILLS` is the seed.
"""

import logging
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg

from commonweal.audit.receipts import receipt_code
from commonweal.common import clock
from commonweal.databanks import lines
from tools.prove.kills_files import Expected, pairs
from tools.prove.kills_killer import PLAN, Killer
from tools.prove.kills_lanes import CommandLane, Lane, Trouble, WorkerLane
from tools.prove.line import Line
from tools.prove.living import House, superuser
from tools.prove.registers import AGENCY, register
from tools.prove.soundness import sound

SEED = int(os.environ.get("COMMONWEAL_KILLS", "7"))
SHARE = int(os.environ.get("COMMONWEAL_KILLS_SHARE", "1"))
"""One kill of so many of the plan is done: for a first look."""
ROWS = 9_000
"""Rows of a file of new records: so many that the importer prepares them in processes of their own."""
LONGEST = 600.0
VERBS = ("opened", "staged", "approving", "approved")
COUNTS = {
    "records": "select count(*) from databanks_record",
    "references": "select count(distinct owner_ref) from databanks_identity",
    "earlier states of an identity": "select count(*) from databanks_version where part = 'identity'",
    "of a narrative": "select count(*) from databanks_version where part = 'narrative'",
    "origins of earlier states": "select count(*) from databanks_provenance",
    "batches": "select count(*) from databanks_batch",
    "refused rows": "select count(*) from databanks_refused",
    "words to approvers": "select count(*) from workflow_inbox where kind = 'batch-staged'",
    "words to contributors": "select count(*) from workflow_inbox where kind in ('batch-approved', 'batch-links-open')",
    "rows, uploads and work left behind": "select (select count(*) from databanks_staged) + (select count(*) from"
    " databanks_intake) + (select count(*) from databanks_upload) + (select count(*) from databanks_work where state in"
    " ('queued', 'running')) + (select count(*) from procrastinate_jobs)",
}


def prove() -> list[Line]:
    """All lines; less than ten minutes."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # that connections are lost is the point
    house = House()
    house.up(("search", "clock", "worker"))
    try:
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            return _killed(house, Path(folder))
    finally:
        house.down()


def _killed(house: House, folder: Path) -> list[Line]:
    officers, trouble, day = register(), Trouble(), clock.today()
    command = CommandLane(trouble, pairs(folder, "A", ROWS, day), officers)
    worker = WorkerLane(trouble, pairs(folder, "B", ROWS, day), officers)
    lanes = (command, worker)
    killer = Killer(house, trouble, lanes, seed=SEED, share=SHARE)
    began = time.monotonic()
    trouble.opened.set()
    for lane in lanes:
        lane.start()
    killer.run()
    trouble.over.set()
    for lane in lanes:
        lane.join()
    took = time.monotonic() - began
    expected = _expected(lanes, day)
    return [
        *_kills(killer, took),
        _went_on(lanes),
        _not_lost(lanes),
        *_nothing_twice(lanes, expected),
        _journalled(lanes),
        *sound(f"after {sum(killer.done.values())} times kill -9", records=len(expected.records)),
    ]


def _expected(lanes: tuple[Lane, ...], day) -> Expected:
    expected = Expected()
    reading = lines.Reading(party=AGENCY.split("-")[0], agency=AGENCY, unit="", today=day)
    for lane in lanes:
        for file in lane.files:
            expected.take(file, reading)
    return expected


def _kills(killer: Killer, took: float) -> list[Line]:
    kinds = Counter()
    for (victim, _), times in killer.done.items():
        kinds[victim] += times
    told = [
        f"{victim} {kinds[victim]} ({', '.join(f'{killer.done[victim, step]} in {step}' for step in steps)})"
        for victim, steps in PLAN.items()
    ]
    return [
        Line(
            "kill -9 during imports",
            f"{'; '.join(told)}; among them {', '.join(f'{times} × {what}' for what, times in killer.done_to.items())};"
            f" in {took:.0f} s, seed {SEED}; the house was away for {killer.away:.1f} s at most"
            f" at a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
            f"{'; not done: ' + ', '.join(killer.given_up) if killer.given_up else ''}",
            "25 of each, in every step of the work",
            not killer.given_up and (SHARE > 1 or set(kinds.values()) == {25}),
        ),
        Line("all of it in so many seconds", f"{took:.0f}", f"≤ {LONGEST:.0f}", took <= LONGEST),
    ]


def _went_on(lanes: tuple[Lane, ...]) -> Line:
    problems = [f"{lane.name}: {each}" for lane in lanes for each in lane.unexpected]
    interrupted = sum(lane.resumed for lane in lanes)
    return Line(
        "what was interrupted goes on to its end",
        f"{sum(len(lane.files) for lane in lanes)} files of {sum(file.rows for lane in lanes for file in lane.files):,}"
        f" rows came in, interrupted {interrupted} times"
        f"{'; unexpected: ' + ' | '.join(problems) if problems else ''}",
        "every file is approved, nothing fails in a way that nobody expects",
        not problems and interrupted > 0,
    )


def _not_lost(lanes: tuple[Lane, ...]) -> Line:
    receipts = {receipt for lane in lanes for receipt in lane.receipts}
    with superuser() as looking:
        held = {receipt_code(entry.bytes) for (entry,) in looking.execute("select id from audit_entry").fetchall()}
    lost = [*(each for lane in lanes for each in lane.lost), *sorted(receipts - held)]
    looked = sum(lane.looked for lane in lanes)
    return Line(
        "what a caller was told of is there",
        f"looked {looked} times for the rows that importer, approver or worker had said to be"
        f" committed, for each upload and work, and for {len(receipts)} receipts: lost {', '.join(lost) or 'nothing'}",
        "nothing lost",
        not lost and bool(receipts) and looked > 0,
    )


def _nothing_twice(lanes: tuple[Lane, ...], expected: Expected) -> list[Line]:
    files = [file for lane in lanes for file in lane.files]
    earlier = sum(version - 1 for _, version in expected.records.values())
    aims = (len(expected.records),) * 2 + (earlier,) * 3
    aims += (len(files), sum(file.refused for file in files), len(files), len(files), 0)
    with superuser() as looking:
        found = {what: looking.execute(count).fetchone()[0] for what, count in COUNTS.items()}
        differ = _differences(looking, expected)
    wanted = dict(zip(COUNTS, aims, strict=True))
    return [
        Line(
            "nothing is there twice",
            ", ".join(f"{number:,} {what}" for what, number in found.items()),
            ", ".join(f"{number:,}" for number in aims),
            found == wanted,
        ),
        Line(
            "every record is what its file says, in its last version, with its links",
            f"{len(expected.records):,} records and {len(expected.drawn()):,} links compared by an independent reading of"
            f" the files; {len(differ)} differ{''.join(f'; {each}' for each in differ[:6])}",
            "none differs",
            not differ,
        ),
    ]


def _differences(looking: psycopg.Connection, expected: Expected) -> list[str]:
    """What is otherwise in the house than in the files, in words."""
    rows = looking.execute(
        "select d.owner_ref, c.content_hash, d.version from databanks_identity d"
        " join databanks_custody c on c.record_id = d.record_id"
    ).fetchall()
    links = looking.execute(
        "select a.owner_ref, b.owner_ref from databanks_link k join databanks_identity a on a.record_id = k.record_id"
        " join databanks_identity b on b.record_id = k.to_record"
    ).fetchall()
    held = {ref: (bytes(content), version) for ref, content, version in rows}
    drawn, wanted = set(links), expected.drawn()
    return [
        *(
            f"{ref} is {_told(held.get(ref))}, not {_told(expected.records.get(ref))}"
            for ref in sorted(held.keys() | expected.records.keys())
            if held.get(ref) != expected.records.get(ref)
        ),
        *(f"{one} does not lead to {other}" for one, other in sorted(wanted - drawn)),
        *(f"{one} leads to {other}" for one, other in sorted(drawn - wanted)),
    ]


def _told(record: tuple[bytes, int] | None) -> str:
    return "missing" if record is None else f"{record[0].hex()[:8]} in version {record[1]}"


def _journalled(lanes: tuple[Lane, ...]) -> Line:
    """One entry for each step of each batch, whoever was killed before he could say so."""
    with superuser() as looking:
        rows = looking.execute(
            "select b.file_name, array_agg(split_part(e.entry::jsonb ->> 'verb', '.', 3) order by e.leaf)"
            " from databanks_batch b join audit_entry e on e.entry::jsonb -> 'about' ? ('batch/' || b.id) group by 1, b.id"
        ).fetchall()
    others = [f"{name}: {', '.join(verbs)}" for name, verbs in rows if tuple(verbs) != VERBS]
    files = sum(len(lane.files) for lane in lanes)
    return Line(
        "the journal has one entry for each step of each batch",
        f"{len(rows) - len(others)} of {files} have {', '.join(VERBS)}{'; others: ' + '; '.join(others) if others else ''}",
        "all of them",
        not others and len(rows) == files > 0,
    )
