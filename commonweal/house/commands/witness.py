"""`commonweal journal witness …` (be a witness of a journal) and `commonweal journal status` (how witnesses stand)."""

import json
from pathlib import Path
from typing import Annotated

import typer

FAULTS = {
    "silent": "does not answer",
    "refused": "REFUSES what this house signs: look at the file `refused` of the witness",
    "ahead": "HAS COSIGNED MORE than this house holds: the journal was rolled back, or runs twice",
    "behind": "cosigned an older checkpoint than was asked",
    "no-proof": "cannot be shown a proof: run commonweal journal verify",
    "false": "answers with a signature that does not hold",
    "replayed": "answers with an old cosignature",
}
Folder = Annotated[Path, typer.Argument(help="The witness's folder.")]

app = typer.Typer(no_args_is_help=True, help="Be a witness of a journal: make, run, key. Needs no database.")


@app.command()
def make(
    folder: Folder,
    name: Annotated[str, typer.Option(help="Name of the witness, an address of its owner: example.org/witness.")],
    journal: Annotated[Path, typer.Option(help="The journal's public key, journal.pub of the house.")],
) -> None:
    """Make a witness: its folder, its key, and the journal that it watches. Prints the key for the house's list."""
    from commonweal.audit import checkpoint
    from commonweal.house import witness_keeping

    log = checkpoint.PublicKey.parse(journal.read_text(encoding="utf-8"))
    typer.echo(witness_keeping.make(folder, name=name, log=log))


@app.command()
def key(folder: Folder) -> None:
    """Print the witness's public key, as the house's list of witnesses names it."""
    from commonweal.house import witness_keeping

    typer.echo(witness_keeping.public(folder))


@app.command()
def run(
    folder: Folder,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Answer by HTTP on this port of 127.0.0.1.")
    ] = None,
    exchange: Annotated[Path | None, typer.Option(help="Answer what is laid down in this folder.")] = None,
    once: Annotated[bool, typer.Option(help="Answer what lies in the folder and end.")] = False,
) -> None:
    """Be the witness until Ctrl-C: cosign what continues the last checkpoint, refuse all else."""
    import signal
    import threading

    from commonweal.common.errors import BadInput
    from commonweal.house import witness_keeping

    if port is None and exchange is None:
        raise BadInput("house.witness.no-way", "Say how the witness is asked: --port, --exchange, or both.")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    witness_keeping.serve(folder, port=port, exchange=exchange, once=once, stop=stop)


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences.")] = False) -> None:
    """Show the last settled checkpoint, how long it keeps the house open, and which witness is behind.

    Exit code 1 where other parties are shown nothing.
    """
    import psycopg

    from commonweal.audit import witnessing
    from commonweal.house import database, processes

    with (
        processes.borrowed(),
        psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as connection,
    ):
        now = witnessing.standing(connection)
    if as_json:
        typer.echo(json.dumps(_plain(now), indent=2))
    else:
        for line in sentences(now):
            typer.echo(line)
    raise typer.Exit(0 if now.open else 1)


def _plain(now) -> dict[str, object]:
    told = {
        name: {word: seen.get(word) for word in ("size", "at", "fault")} for name, seen in sorted(now.witnesses.items())
    }
    moments = {name: at and at.isoformat() for name, at in (("settled_at", now.settled_at), ("until", now.until))}
    return (
        {"open": now.open, "quorum": now.quorum, "seconds": now.seconds, "size": now.size}
        | moments
        | {"witnesses": told}
    )


def sentences(now) -> list[str]:
    """How the witnesses stand, as an operator reads it."""
    if not now.quorum:
        lines = [
            "No witnesses settle checkpoints (quorum 0): who holds key, file and database can rewrite the journal."
        ]
    elif now.settled_at is None:
        lines = [f"No checkpoint is settled yet; {now.quorum} cosignatures are needed."]
    else:
        lines = [f"Settled: {now.size:,} entries, at {now.settled_at:%Y-%m-%d %H:%M:%S} UTC, quorum {now.quorum}."]
    if now.until is not None:
        state = "Other parties are shown records" if now.open else "OTHER PARTIES ARE SHOWN NOTHING since"
        lines.append(f"{state}{' until' if now.open else ''} {now.until:%Y-%m-%d %H:%M:%S} UTC.")
    for name, seen in sorted(now.witnesses.items()):
        size = f"{seen['size']:,} entries" if seen.get("at") else "nothing yet"
        at = f" at {seen['at'][:19]} UTC" if seen.get("at") else ""
        late = f"; {now.size - seen['size']:,} behind" if seen.get("at") and seen["size"] < now.size else ""
        fault = f"; {FAULTS[seen['fault']]}" if seen.get("fault") else ""
        lines.append(f"  {name}: {size}{at}{late}{fault}")
    return lines
