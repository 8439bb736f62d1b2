"""`commonweal limits`: how much officers may ask, and how much those of an agency asked."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="How much officers may ask.")
    group.command("list")(list_limits)
    group.command("set")(set_limit)
    group.command("use")(use)
    app.add_typer(group, name="limits")


def list_limits(as_json: AsJson = False) -> None:
    """Print every limit of searching."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.search import limits

        found = limits.limits()
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        typer.echo(
            f"{each.what:<16} {each.agency or 'all':<12} {each.post or 'every':<7} {each.most:>9,}  {each.source_en}"
        )


def set_limit(
    what: Annotated[str, typer.Argument(help="Such as questions-day; see `commonweal limits list`.")],
    most: Annotated[int, typer.Argument(help="The most that is allowed.")],
    officer: Annotated[str, typer.Option("--as", help="Code of the officer of the secretariat.")],
    source_en: Annotated[str, typer.Option(help="Whence the limit comes, in English.")],
    source_ru: Annotated[str, typer.Option(help="The same in Russian.")],
    agency: Annotated[str, typer.Option(help="For this agency alone.")] = "",
    post: Annotated[
        str, typer.Option(help="border: in shifts there alone; empty: at every post without its own.")
    ] = "",
) -> None:
    """Set a limit, for one agency or for all, at one kind of post or at every one."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed(("clock",)):
        prepare_django()
        from commonweal.handling import warrants
        from commonweal.search import limits

        opened = warrants.open_warrant(
            officer, role="secretariat", purpose="own-records", basis="service duty", standing_duty="limits", minutes=5
        )
        words = {"source_en": source_en, "source_ru": source_ru}
        limits.change(opened.token, what=what, most=most, agency=agency, post=post, **words)
        warrants.close_warrant(opened.token)
    typer.echo(f"{what} {agency or 'all'}: {most:,}")


def use(
    officer: Annotated[str, typer.Option("--as", help="Code of the agency's registrar or auditor.")],
    role: Annotated[str, typer.Option(help="admin or auditor.")] = "admin",
    as_json: AsJson = False,
) -> None:
    """Print how much each officer of the agency asked within a day."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed(("clock",)):
        prepare_django()
        from commonweal.handling import warrants
        from commonweal.search import limits

        opened = warrants.open_warrant(
            officer, role=role, purpose="own-records", basis="service duty", standing_duty="supervision", minutes=5
        )
        found = limits.use_of_agency(opened.token)
        warrants.close_warrant(opened.token)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], default=str, indent=2))
        return
    for each in found:
        typer.echo(f"{each.officer:<16} {each.questions:>6,} questions {each.rows:>9,} rows  {each.latest:%H:%M}")
