"""`commonweal search`, `commonweal rebuild-index` and the search process itself."""

import json
from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import (
    As,
    AsJson,
    Basis,
    Case,
    Purpose,
    as_words,
    judged_data,
    judged_line,
    print_json,
    record_data,
    record_head,
    under,
)

Text = Annotated[str, typer.Option()]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("search")(search)
    app.command("rebuild-index")(rebuild_index)
    app.command("search-process", hidden=True)(search_process)


def search(
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    name: Annotated[str, typer.Argument(help="Name in any script, or a number; or use the options.")] = "",
    family: Text = "",
    given: Text = "",
    patronymic: Text = "",
    born: Annotated[str, typer.Option(help="14.03.1984, 03.1984 or 1984.")] = "",
    age: Annotated[str, typer.Option(help="35 (five years either way) or 30-40.")] = "",
    birthplace: Text = "",
    father: Text = "",
    mother: Text = "",
    number: Annotated[str, typer.Option(help="Any number; ? for an unread character, * for any of them.")] = "",
    type: Annotated[str, typer.Option(help="Record type or group of types to look among.")] = "",
    kind: Annotated[str, typer.Option(help="Kind of number, such as plate or vin.")] = "",
    bank: Annotated[list[str] | None, typer.Option(help="Bank to ask; all that the agency queries without.")] = None,
    folder: Annotated[UUID | None, typer.Option(help="Case folder into which the search is put.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask one question under a purpose; the owners of what is shown are told."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed(("search", "clock")):
        prepare_django()
        from commonweal.search import actions, folder_work, queries

        typed = {"family": family, "given": given, "patronymic": patronymic, "born": born, "age": age, "number": number}
        typed |= {"birthplace": birthplace, "father": father, "mother": mother}
        question = queries.understood(name) | {part: value for part, value in typed.items() if value}
        question |= {"type": type, "kind": kind, "banks": bank or []}
        with under(officer, as_words(purpose, basis, case)) as token:
            answer = actions.ask(token, question)
            if folder is not None:
                found = [(each.record.id, each.band) for each in answer.candidates]
                folder_work.keep_search(token, folder, question, found, answer.receipt)
    if as_json:
        print_json(as_data(answer))
    else:
        _print(answer)


def as_data(answer) -> dict:
    """An answer in plain values, for --json and scripts."""
    return {
        "receipt": answer.receipt,
        "asked_at": answer.asked_at.isoformat(),
        "banks": [bank.code for bank in answer.banks],
        "more": answer.more,
        "notice": answer.notice and {"code": answer.notice.code, "message": answer.notice.sentence()},
        "candidates": [_candidate(each) for each in answer.candidates],
    }


def _candidate(each) -> dict:
    data = {"band": each.band, **record_data(each.record, each.contact), "judged": judged_data(each.judged)}
    if each.level == "hit":
        return data
    return data | {
        "agreements": [
            {"part": part.part, "asked": part.asked, "says": part.says, "verdict": part.verdict, "reason": part.code}
            for part in each.agreements
        ],
    }


def _print(answer) -> None:
    from rich.console import Console

    from commonweal.names import sentence

    console = Console(highlight=False)
    if answer.notice:
        console.print(f"[bold red]{answer.notice.sentence()}[/bold red]", soft_wrap=True)
    if not answer.candidates:
        console.print("Nothing that you may see.")
    for each in answer.candidates:
        record = each.record
        head = record_head(record)
        console.print(f"[bold]{each.band:<9}[/bold] {each.level:<5} {record.owner_party}  {head}", soft_wrap=True)
        if each.level == "hit" and each.contact:
            console.print(f"          ask {record.owner_agency}: {each.contact.telephone} · {each.contact.mail}")
        if each.judged:
            console.print(f"          {judged_line(each.judged)}", markup=False, soft_wrap=True)
        for part in each.agreements:
            told = f"{part.part}: {part.asked} / {part.says or '–'}: {part.verdict}, {sentence(part)}"
            console.print(f"          {told}", markup=False, soft_wrap=True)
    if answer.more:
        console.print("More records that you may see agree with this number; add a character or --type.")
    console.print(f"Asked: {', '.join(bank.name_en for bank in answer.banks)}", soft_wrap=True)
    console.print(f"Receipt {answer.receipt}")


def rebuild_index(
    as_json: AsJson = False,
) -> None:
    """Build the search index anew from the records and put it in the place of the present one."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed(("search", "clock")):
        prepare_django()
        from commonweal.audit import journal
        from commonweal.search import client, wire

        standing = client.call(wire.Save(), patience=3600)
        journal.record("search.index.rebuilt", by=journal.systems_actor(), records=standing.records)
    if as_json:
        typer.echo(json.dumps({"records": standing.records, "digest": standing.digest}))
    else:
        typer.echo(f"The index holds {standing.records:,} records; digest {standing.digest[:16]}.")


def search_process() -> None:
    """Serve questions over the local socket (started by `serve`)."""
    import signal
    import threading

    from commonweal.house import database, places
    from commonweal.house.cli import prepare_django

    prepare_django("cw_indexer")
    from commonweal.search import process

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    process.run(
        database.connection_settings("cw_indexer"),
        folder=places.index_folder(),
        path=places.search_socket(),
        stop=stop,
    )
