"""`commonweal journal receipt` and `receipts`: what the owner keeps, to convict whoever changes the journal later."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commonweal.house.acting import As, at_desk, ready

Out = Annotated[Path | None, typer.Option(help="File to write; printed without.")]


def receipt(
    code: Annotated[str, typer.Argument(help="Receipt of a touch of our records: R-7Q2M-41KD-9XWC.")],
    officer: As,
    out: Out = None,
) -> None:
    """Take out the proof of one entry that touched records of the officer's agency."""
    _write(officer, out, code=code)


def receipts(
    officer: As,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, UTC.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day before which to end, UTC.")] = None,
    out: Out = None,
) -> None:
    """Take out the proofs of all that touched records of the officer's agency in a period."""
    _write(officer, out, since=_utc(since), until=_utc(until))


def _utc(day: datetime | None) -> datetime | None:
    from datetime import UTC

    return day and day.replace(tzinfo=UTC)


def _write(officer: str, out: Path | None, **wanted: object) -> None:
    with ready("clock"):
        from commonweal.databanks import receipts

        with at_desk(officer) as token:
            text = receipts.as_text(receipts.receipts(token, **wanted))
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
