"""`commonweal members`: look at the register, suspend an officer, let one in, all as the house itself."""

import json
from pathlib import Path
from typing import Annotated

import typer

NAME = "members"

app = typer.Typer(no_args_is_help=True, help="The register: officers, suspension, one-time sign-in links.")
COLUMNS = ("code", "rank", "name", "agency", "unit", "clearance", "roles", "accredited", "suspended")
WIDE = 200
"""Characters of a line where the table goes into a file or another program, which should not get it folded."""


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name=NAME)


@app.command()
def officers(
    agency: str = typer.Option("", help="Only those of this agency (its code)."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
) -> None:
    """List the officers, whether they are accredited now and whether they are suspended."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        rows = _officers(agency)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print(rows)


@app.command()
def suspend(
    code: str = typer.Argument(help="The officer's code."),
    reason: str = typer.Option(..., help="Why; it goes into the journal."),
) -> None:
    """Suspend an officer at once: warrants close, sessions end, links no longer let in."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.audit.journal import systems_actor
        from commonweal.members import actions

        officer = actions.suspend(_officer(code), because=reason, by=systems_actor(purpose="suspension"))
    typer.echo(f"{officer} ({officer.code}) is suspended since {officer.suspended_at:%d %B %Y %H:%M} UTC.")


@app.command("sign-in-link")
def sign_in_link(code: str = typer.Argument(help="The officer's code.")) -> None:
    """Print a link that lets this officer in once within 24 hours."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from django.conf import settings

        from commonweal.audit.journal import systems_actor
        from commonweal.members import actions

        token = actions.issue_sign_in_link(_officer(code), by=systems_actor(purpose="sign-in"))
    typer.echo(f"{settings.SITE_ADDRESS.rstrip('/')}/sign-in/{token}/")


@app.command("first-run")
def first_run_token(
    party: str = typer.Option(
        "", "--for", help="Code of a state or body without officers; empty for the first of all."
    ),
) -> None:
    """Print the token by which the first administrator of a party comes in; an earlier one is void."""
    from commonweal.house import first_run, processes

    with processes.borrowed():
        first_run.tell(first_run.issue(party.upper()))


@app.command()
def onboard(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Roster: CSV or XLSX.")],
    officer: str = typer.Option(..., "--as", help="Code of the administrator who acts."),
    apply: bool = typer.Option(False, "--apply", help="Carry the plan out; without it only the plan is told."),
    leave: int = typer.Option(None, help="How many who are in no row leave; must be the number of the plan."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
) -> None:
    """Officers come, change and leave by a roster.

    Columns: code, rank, name, name_latin, agency, unit, clearance, roles, from, until. Exit code 1 where rows are
    refused.
    """
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.databanks.formats import plain
        from commonweal.handling import warrants
        from commonweal.members import onboarding

        rows = plain.rows(file, most=onboarding.MOST)
        plan = onboarding.plan(rows, officer=officer)
        if apply:
            token = warrants.open_warrant(
                officer, role="admin", purpose="own-records", basis="service duty", standing_duty="register"
            ).token
            plan = onboarding.carry_out(rows, token, digest=plan.digest, leave=leave)
    _tell(plan, applied=apply, left=bool(apply and leave), as_json=as_json)
    if plan.of("refused"):
        raise typer.Exit(1)


OUTCOMES = ("added", "changed", "same", "refused", "leaving")


def _tell(plan, *, applied: bool, left: bool, as_json: bool) -> None:
    steps = [_step(step) for step in plan.steps]
    if as_json:
        typer.echo(json.dumps({"carried_out": applied, "steps": steps}, ensure_ascii=False, indent=2))
        return
    for step in steps:
        typer.echo(f"{step['outcome']:9} {step['officer']:16} {step['said']}".rstrip())
    counted = ", ".join(f"{len(plan.of(each))} {each}" for each in OUTCOMES)
    stay = "" if left else "; who is in no row stays, unless --leave says their number"
    typer.echo(f"{'Done' if applied else 'Plan'}: {counted}{stay}.")


def _step(step) -> dict[str, object]:
    said = step.problem.sentence() if step.problem else ", ".join(step.changes)
    code = step.problem.code if step.problem else ""
    return {"row": step.row, "officer": step.officer, "outcome": step.outcome, "said": said, "code": code}


def _officer(code: str):
    """The officer of this code; raises BadInput where there is none."""
    from commonweal.common.errors import BadInput
    from commonweal.members import queries

    officer = queries.officer(code)
    if officer is None:
        raise BadInput(
            "members.code.unknown",
            "There is no officer with the code {officer}; `commonweal members officers` lists them.",
            officer=code,
        )
    return officer


def _officers(agency: str) -> list[dict[str, object]]:
    from commonweal.members import queries

    accredited = queries.accredited_now()
    return [
        {
            "code": one.code,
            "rank": one.rank,
            "name": one.name,
            "agency": one.agency_id,
            "unit": one.unit,
            "clearance": one.clearance,
            "roles": one.roles,
            "accredited": one.code in accredited,
            "suspended": one.suspended_at.isoformat() if one.suspended_at else None,
        }
        for one in queries.officers(agency=agency)
    ]


def _print(rows: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*COLUMNS, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(_word(row[name]) for name in COLUMNS))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value if value is not None else "–")
