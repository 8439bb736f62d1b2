"""The operator's token for the first administrator: issued over the clock's role, which the web does not have."""

import psycopg
import typer

from commonweal.common.errors import BadInput
from commonweal.house import database


def tell_if_empty() -> None:
    """Print a token at the start of a house in which nobody was ever accredited, and which is no demonstration."""
    with psycopg.connect(**database.connection_settings("cw_clock")) as own:
        empty = own.execute("select members_awaits_first_run()").fetchone()[0]
    if empty:
        tell(issue())


def issue(party: str = "") -> str:
    """A token, for whichever party or for this one; states and bodies are loaded from the reference data before."""
    from commonweal.house.cli import prepare_django

    prepare_django()
    from commonweal.audit import journal
    from commonweal.members import actions, first_run, queries

    actions.load_reference(by=journal.systems_actor(purpose="first run"))
    if party and queries.party(party) is None:
        raise BadInput("members.first-run.party", "There is no state or body with this code.")
    with psycopg.connect(**database.connection_settings("cw_clock")) as own:
        return first_run.issue(own, party)


def tell(token: str) -> None:
    """Say what the token is for and where it is used."""
    from django.conf import settings

    typer.echo(
        "Nobody has an account yet. With this token, which works once within seven days, the first administrator comes"
        f" in:\n  {token}\n  {settings.SITE_ADDRESS.rstrip('/')}/first-run/"
    )
