"""`commonweal backup`, `commonweal restore`: a whole house into an encrypted file, and from it into a fresh place."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

WORDS = {
    "copy": "copying the database",
    "pack": "packing and encrypting",
    "try": "starting the copy and looking at it",
    "check": "reading the backup",
    "unpack": "unpacking",
}
Key = Annotated[Path, typer.Option("--key", help="The file of the private backup key.")]


class _Group(TyperGroup):
    """`backup TARGET` is short for `backup make TARGET`."""

    def resolve_command(self, ctx, args):
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Group, no_args_is_help=True, help="A whole house as one encrypted file: backup FILE|FOLDER, key, check, list."
)


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="backup")
    parent.command("restore")(restore)


@app.command()
def make(
    target: Annotated[Path, typer.Argument(help="A new file, or a folder in which it is named by the moment.")],
    recipient: Annotated[Path | None, typer.Option("--for", help="Another public backup key than the house's.")] = None,
    with_keys: Annotated[bool, typer.Option("--with-keys", help="Pack the house's private keys, too.")] = False,
) -> None:
    """Back up database, journal and configuration; the copy is started and the file read again before it counts."""
    from commonweal.house import processes
    from commonweal.house.backups import container, making

    key = container.Recipient.read(recipient or making.recipient_file())
    with processes.borrowed(), _telling() as say:
        made, facts = making.make(target.resolve(), recipient=key, with_keys=with_keys, say=say)
    journal = facts["journal"]
    rows = sum(count for count, *_ in facts["tables"].values())
    typer.echo(
        f"{made.file}: {made.size / 1e6:,.1f} MB for the key {made.key}, in {made.seconds} s. The copy started:"
        f" {len(facts['tables'])} tables with {rows:,} rows hashed, {len(facts['forced'])} bound by forced policies,"
        f" the application sees nothing without a warrant, the journal holds to entry {journal.get('signed', 0):,}."
    )
    if not with_keys:
        typer.echo("The private keys are not in it: keep a copy of them elsewhere.")


@app.command("key")
def new_key(
    file: Annotated[Path, typer.Argument(help="A new file for the private key, away from this machine afterwards.")],
) -> None:
    """Make a backup key: the public half stays and backups are written for it, the private half is yours to keep."""
    from commonweal.house import places
    from commonweal.house.backups import container, making

    key = container.Private.make(file)
    public = making.recipient_file()
    places.secret_key()  # makes the folder
    draft = public.with_name(public.name + ".new")
    draft.write_text(f"{key.recipient}\n", encoding="ascii")
    draft.chmod(0o644)
    draft.replace(public)
    typer.echo(
        f"Backups are written for the key {key.recipient.name.hex()} from now on. Take {file} off this machine; keep"
        " former keys as long as backups for them."
    )


@app.command()
def check(file: Path, key: Key) -> None:
    """Decrypt a whole backup and hold every file in it against its manifest; exit code 1 names what is damaged."""
    from commonweal.house.backups import container, restoring

    with _telling() as say:
        manifest = restoring.check(file, container.Private.read(key), say)
    typer.echo(f"{len(manifest.files):,} files are as they were written at {manifest.facts['made']}.")


@app.command("list")
def listed() -> None:
    """Backups that this house made."""
    from commonweal.house.backups import making

    for each in making.registered():
        typer.echo(f"{each.made}  {each.size / 1e6:>10,.1f} MB  key {each.key}  {each.file}  sha256 {each.sha256}")


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    into: Annotated[Path, typer.Option("--into", help="Folder of all data, empty or new (COMMONWEAL_VAR).")],
    key: Key,
    erasures: Annotated[
        list[Path] | None, typer.Option("--erasures", help="A newer copy of the register of erasures.")
    ] = None,
) -> None:
    """Restore a backup into a fresh place, try it, and erase again what was erased since."""
    from commonweal.house.backups import container, restoring

    with _telling() as say:
        done = restoring.restore(file, into, key=container.Private.read(key), erasures=erasures or (), say=say)
    facts = done.facts
    typer.echo(
        f"{into} holds the house of {facts['made']}: {len(facts['tables'])} tables equal, {len(facts['forced'])} bound"
        f" by forced policies, nothing seen without a warrant, the journal holds to entry"
        f" {facts['journal'].get('signed', 0):,} (settled with witnesses to {facts['journal'].get('settled', 0):,}),"
        f" {done.erased:,} records erased again. "
        + ", ".join(f"{what} {took} s" for what, took in done.seconds.items())
    )
    if done.missing:
        typer.echo(f"Bring these keys before you start it: {', '.join(done.missing)}.")
    typer.echo(f"Start it: COMMONWEAL_VAR={into} commonweal serve. The search index is made anew then.")


def _telling():
    """Shows what is being done and how far it is, on standard error; nothing where that is no terminal."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    @contextmanager
    def shown():
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=None)

            def say(what: str, done: int, total: int) -> None:
                bar.update(task, description=WORDS[what], completed=done, total=total or None)

            yield say

    return shown()
