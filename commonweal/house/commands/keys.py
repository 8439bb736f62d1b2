"""`commonweal keys`: which keys the house has, and new ones in their place."""

import typer

app = typer.Typer(no_args_is_help=True, help="The house's keys: list them, and put new ones in their place.")


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="keys")


@app.command("list")
def listed() -> None:
    """Which keys there are, where they lie, and since when."""
    from datetime import UTC, datetime

    from commonweal.house import journal_keeping, places
    from commonweal.house.backups import making

    for what, path in (
        ("signs sessions and links", places.web_key_file()),
        ("encrypts secrets of one-time codes", places.codes_key_file()),
        ("wraps the ring of what officers keep", places.question_key_file()),
        ("seals what officers keep", places.question_ring_file()),
        ("signs the journal", journal_keeping.private_key_file()),
        ("for which backups are written", making.recipient_file()),
    ):
        since = f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d}" if path.exists() else "none yet"
        typer.echo(f"{since:<10}  {what:<38}  {path}")


@app.command("journal")
def journal() -> None:
    """A new key that signs the journal: announced by the old one first, so that whoever knows the first key follows."""
    from commonweal.house import journal_keeping

    key = journal_keeping.announce()
    typer.echo(
        f"{key} follows. Start the house again: from then on every checkpoint announces it. Start it once more when"
        " commonweal journal witness status shows a settled checkpoint, or at once where there are no witnesses: from"
        " then on it signs, and the former key is gone. journal.pub stays as it is: the first key leads to all others."
    )


@app.command("questions")
def questions() -> None:
    """A new key of what officers keep: the ring is wrapped anew, no row is touched, the house goes on running."""
    from commonweal.common import sealed
    from commonweal.house import folders, places

    folders.prepare_keys()
    count = sealed.change_key(places.question_key_file(), places.question_ring_file())
    typer.echo(
        f"The ring's {count} keys are wrapped by a new key; what is kept from now on is sealed by the newest of them."
        f" Copy {places.question_key_file()} to where you keep copies, and destroy the former ones once no backup needs"
        " them."
    )
