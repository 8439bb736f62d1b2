"""`commonweal journal`: verify it, sign it now, look at its end, how its witnesses stand."""

import json
from pathlib import Path
from typing import Annotated

import typer

from commonweal.house.commands import receipts, witness

NAME = "journal"
PATIENCE = 30.0
"""Seconds to wait for a checkpoint that was asked for."""
_LAST = """
(select leaf, id, entry from audit_entry where leaf is null order by nth desc limit %(count)s) union all
(select leaf, id, entry from audit_entry where leaf is not null order by leaf desc limit %(count)s)
"""

app = typer.Typer(
    no_args_is_help=True, help="The tamper-evident journal: verify, checkpoint, tail, status, receipts, witness."
)
app.add_typer(witness.app, name="witness")
app.command("status")(witness.status)
app.command("receipt")(receipts.receipt)
app.command("receipts")(receipts.receipts)


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name=NAME)


def _connect():
    import psycopg

    from commonweal.house import database

    return psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True)


@app.command()
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences.")] = False,
    checkpoints: Annotated[Path | None, typer.Option(help="Another copy of the checkpoints, a witness's.")] = None,
    public_key: Annotated[Path | None, typer.Option(help="Another copy of the public key.")] = None,
) -> None:
    """Compute everything anew and hold it against the signed checkpoints; exit code 1 when the journal was touched."""
    from commonweal.audit import checkpoint
    from commonweal.audit import verify as verifier
    from commonweal.house import journal_keeping, processes

    with processes.borrowed(), _connect() as connection:
        file = checkpoint.CheckpointFile(checkpoints) if checkpoints else journal_keeping.checkpoints()
        key = (
            checkpoint.PublicKey.parse(public_key.read_text(encoding="utf-8"))
            if public_key
            else journal_keeping.public_key()
        )
        report = verifier.verify(connection, file, key)
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in sentences(report):
            typer.echo(line)
    raise typer.Exit(0 if report.holds else 1)


def sentences(report) -> list[str]:
    """A report of `commonweal.audit.verify` as an operator reads it."""
    lines = [
        f"{'The journal holds.' if report.holds else 'THE JOURNAL WAS TOUCHED.'} {report.entries:,} entries, "
        f"{report.checkpoints:,} checkpoints, {report.seconds:.1f} s.",
        f"{report.signed:,} entries are under a signature, {report.unsigned:,} wait for the next one, "
        f"{report.waiting:,} for their number.",
    ]
    return lines + [f"  {finding.kind}: {finding.sentence}" for finding in report.findings]


@app.command("checkpoint")
def sign() -> None:
    """Have everything signed that is in the journal now, and print the checkpoint."""
    import time

    from commonweal.audit import checkpoint
    from commonweal.audit.sequencer import CHANNEL
    from commonweal.common.errors import NotNow
    from commonweal.house import journal_keeping, processes

    with processes.borrowed(("clock",)), _connect() as connection:
        wanted = connection.execute("select count(*) from audit_entry").fetchone()[0]
        deadline = time.monotonic() + PATIENCE
        while True:
            note = journal_keeping.checkpoints().last()
            if note and checkpoint.parse(note).size >= wanted:
                break
            if time.monotonic() > deadline:
                raise NotNow("house.journal.no-sequencer", "No checkpoint came; look at the log of the clock process.")
            connection.execute(f"notify {CHANNEL}")
            time.sleep(0.2)
    typer.echo(note, nl=False)


@app.command()
def tail(
    count: Annotated[int, typer.Argument(min=1, max=10_000, help="How many of the last entries.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print the entries themselves, one a line.")] = False,
) -> None:
    """Show the last entries. Reading the journal is itself an entry."""
    from commonweal.house import processes

    with processes.borrowed(), _connect() as connection:
        _record_reading(connection, count)
        rows = connection.execute(_LAST, {"count": count}).fetchall()
    for leaf, entry_id, entry in reversed(rows[:count]):
        typer.echo(entry if as_json else _line(leaf, entry_id, json.loads(entry)))


def _record_reading(connection, count: int) -> None:
    import getpass

    from commonweal.audit import journal, terms, verbs

    verbs.register("audit", terms.JOURNAL_VERBS)
    by = journal.systems_actor(purpose="inspection")
    entry = journal.write("audit.journal.read", by=by, account=getpass.getuser(), last=count).entry
    connection.execute("select audit_append(%s, '[]')", [entry])


def _line(leaf: int | None, entry_id, said: dict) -> str:
    from commonweal.audit.receipts import receipt_code

    by = said.get("by", {})
    number = "–" if leaf is None else str(leaf)
    who = " ".join(by[name] for name in ("officer", "agency", "purpose") if name in by)
    return f"{number:>9} {said['at'][:19]}Z {receipt_code(entry_id.bytes)} {said['verb']} · {who}"
