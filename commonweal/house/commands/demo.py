"""`commonweal demo`: set up the demonstration, play the main job, say how to open it in the browser."""

import typer

SHOWN = {
    "KZ-1021": "asks; sees one record in full, one as a hit",
    "UZ-1004": "owner of the record that was seen in full",
    "AM-1004": "owner of the hit",
    "TJ-1004": "owner who denied the asker's state",
}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def demo(
        links: bool = typer.Option(True, help="Print one-time sign-in links at the end."),
    ) -> None:
        """Set up the demonstration commonwealth, play the main job step by step, say how to open it in the browser."""
        from rich.console import Console

        from commonweal.house import processes
        from commonweal.house.cli import prepare_django

        console = Console(highlight=False)
        console.print(
            "[bold]Commonweal[/bold]: the demonstration commonwealth. Persons, cases and contacts are invented."
        )
        with console.status("starting the database, the search and the clock …"):
            house = processes.borrowed(("search", "clock", "worker"))
            tree = house.__enter__()
        try:
            prepare_django()
            _witness(tree)
            holds = _play(console, links)
        finally:
            house.__exit__(None, None, None)
        raise typer.Exit(0 if holds else 1)


def _witness(tree) -> None:
    """A witness of the journal beside the house; where the house runs elsewhere, it is not ours to start one."""
    from commonweal.house import witness_keeping

    if tree is not None and witness_keeping.set_up_demonstration():
        tree.start("witness")


def _play(console, links: bool) -> bool:
    from commonweal.house.demo import play, stage

    demo = _load(console)
    with console.status("the search follows the records …"):
        settle()
    story = play.Play(demo.story, console, [])
    holds = story.run()
    if links:
        _links(console, stage.one_time_links(demo, list(SHOWN)))
    console.print(
        "\n[green]The main job stands.[/green]" if holds else f"\n[red]Failed:[/red] {'; '.join(story.failed)}"
    )
    return holds


def _load(console):
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from commonweal.house.demo import stage

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, int] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(f"loading {what}", total=total)
            progress.update(tasks[what], completed=done)

        demo = stage.load(told)
    total = sum(map(len, demo.lines.values()))
    console.print(
        f"{len(demo.parties)} parties, {len(demo.agencies)} agencies, {len(demo.officers)} officers,"
        f" {total:,} records in {len(demo.lines)} agencies; each contribution approved by another officer."
    )
    return demo


def settle(patience: float = 120.0) -> None:
    """Wait until the search has followed what was just loaded."""
    import time

    from commonweal.common.errors import NotNow
    from commonweal.search import client, wire

    deadline, before = time.monotonic() + patience, -1
    while time.monotonic() < deadline:
        try:
            standing = client.call(wire.State(digest=False), patience=60)
        except NotNow:
            time.sleep(0.5)
            continue
        if standing.records == before and standing.records > 0:
            return
        before = standing.records
        time.sleep(0.7)


def _links(console, tokens: dict[str, str]) -> None:
    from django.conf import settings

    console.print(
        "\n[bold]In the browser[/bold]: make serve, then open one of these links (each works once, for 24 h):"
    )
    for code, token in tokens.items():
        console.print(f"  {settings.SITE_ADDRESS}/sign-in/{token}", soft_wrap=True)
        console.print(f"    {code}: {SHOWN[code]}", style="dim")
