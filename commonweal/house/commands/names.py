"""`commonweal names`: how names are read and compared, the operator's dictionary of names, and what records teach."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from commonweal.house.commands.names_learn import learn

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="How names are read and compared; dictionary; lessons.")
    group.command("read")(read)
    group.command("compare")(compare)
    group.command("dictionary")(dictionary)
    group.command("learn")(learn)
    app.add_typer(group, name="names")


def read(name: Annotated[str, typer.Argument(help="A name in any script.")], as_json: AsJson = False) -> None:
    """Print how a name is read: each word with its kind, sounds, other readings and equivalent names."""
    from commonweal.house import places
    from commonweal.names import aliases, fold_name
    from commonweal.names import dictionary as book

    book.renew(places.dictionary_file())
    book.use(places.dictionary_file())
    found = [word._asdict() | {"equivalent": aliases(word.reduced)} for word in fold_name(name)]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for word in found:
        line = f"{word['text']:<20} {word['kind']:<10} {word['reduced']:<16} {word['skeleton']:<10}"
        typer.echo(f"{line} {' '.join(word['readings'])} | {' '.join(word['equivalent'])}".rstrip(" |"))


def compare(
    one: Annotated[str, typer.Argument(help="A name in any script.")],
    other: Annotated[str, typer.Argument(help="Another one.")],
    born: Annotated[str, typer.Option(help="Date of birth that belongs to the first.")] = "",
    other_born: Annotated[str, typer.Option(help="Date of birth that belongs to the second.")] = "",
    organisation: Annotated[bool, typer.Option("--organisation", help="Names of organisations.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell whether two names may be one person or organisation, and why. No record is read."""
    from commonweal.names.explain import REASONS, sentence
    from commonweal.search.comparing import WORDS, compare_names

    found = compare_names(one, other, born=(born, other_born), organisation=organisation)
    if as_json:
        parts = [part._asdict() | {"sentence": sentence(part)} for part in found.parts]
        told = {"verdict": found.verdict, "parts": parts, "contradiction": found.contradiction}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    typer.echo(WORDS[found.verdict])
    for part in found.parts:
        typer.echo(f"  {part.part:<11} {part.asked} | {part.says}: {part.verdict}, {sentence(part)}")
    if found.contradiction:
        typer.echo(f"  speaks for two: {REASONS[found.contradiction]}")


def dictionary(
    files: Annotated[list[Path] | None, typer.Argument(help="Files of pairs; see docs/rooms/names.md.")] = None,
    source: Annotated[str, typer.Option(help="Whence the files come.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence, such as CC0-1.0.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Do without a dictionary from now on.")] = False,
    as_json: AsJson = False,
) -> None:
    """Install the operator's dictionary of names from files, or print which one is installed."""
    from commonweal.house import places
    from commonweal.names import dictionary as book

    target = places.dictionary_file()
    facts: dict[str, object] = {}
    if files:
        if not source.strip() or not licence.strip():
            raise typer.BadParameter("say whence the files come and under which licence: --source and --licence")
        facts = book.install(_lines(files), target, source=source, licence=licence)._asdict()
    elif remove:
        target.unlink(missing_ok=True)
    else:
        book.renew(target)
    if files or remove:
        _journalled(removed=remove and not files, source=source, licence=licence, **facts)
    about = book.load(target).about if target.exists() else {}
    if as_json:
        typer.echo(json.dumps({"installed": about, **facts}, ensure_ascii=False))
        return
    if not about:
        typer.echo("No dictionary of names is installed.")
        return
    if facts:
        typer.echo(f"{facts['lines']:,} lines read, {facts['left_out']:,} left out.")
    typer.echo(f"{int(about['names']):,} names of {about['source']}, licence {about['licence']}.")
    if facts:
        typer.echo("It is used from the next start of the house on.")


def _lines(files: list[Path]) -> Iterator[str]:
    for path in files:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from file


def _journalled(**facts: object) -> None:
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.audit import journal

        journal.record("search.dictionary.changed", by=journal.systems_actor(), **facts)
