"""`commonweal names learn`: names are learned from records, and the secretariat reviews what they teach."""

import json
import sys
import time
import uuid
from dataclasses import asdict
from typing import Annotated

import typer

from commonweal.common.errors import NotNow

LOOK_EVERY = 0.5
"""Seconds between two looks how far a lesson is."""


def learn(
    officer: Annotated[str, typer.Option("--as", help="Code of the officer of the secretariat.")],
    propose: Annotated[bool, typer.Option("--propose", help="Look at all records that may teach, now.")] = False,
    show: Annotated[bool, typer.Option("--list", help="Print the pairs.")] = False,
    state: Annotated[str, typer.Option(help="Of the list: proposed, accepted or refused alone.")] = "",
    accept: Annotated[str, typer.Option(help="Id of a pair that is one name.")] = "",
    refuse: Annotated[str, typer.Option(help="Id of a pair that is two names.")] = "",
    undo: Annotated[str, typer.Option(help="Id of a pair whose decision is undone.")] = "",
    reason: Annotated[str, typer.Option(help="Why; goes with every decision.")] = "",
    rule: Annotated[str, typer.Option(help="Change a threshold, such as records=8.")] = "",
    source_en: Annotated[str, typer.Option(help="Whence the threshold comes, in English.")] = "",
    source_ru: Annotated[str, typer.Option(help="The same in Russian.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Learn from records that carry one person in two scripts; what enough people teach is proposed, and used once the
    secretariat accepts it."""
    decisions = [(event, _id(text)) for event, text in (("accept", accept), ("refuse", refuse), ("undo", undo)) if text]
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed(("clock",)):
        prepare_django()
        from commonweal.handling import warrants
        from commonweal.search import lessons

        opened = warrants.open_warrant(
            officer, role="secretariat", purpose="own-records", basis="service duty", standing_duty="names", minutes=60
        )
        try:
            if rule:
                what, number = _threshold(rule)
                lessons.change_rule(opened.token, what=what, number=number, source_en=source_en, source_ru=source_ru)
            for event, wanted in decisions:
                lessons.decide(opened.token, wanted, event, reason=reason)
            if propose:
                _wait(opened.token, quiet=as_json)
            pairs, rules = lessons.pairs(opened.token, state), lessons.rules()
        finally:
            warrants.close_warrant(opened.token)
    if as_json:
        told = {"pairs": [asdict(each) for each in pairs], "rules": [asdict(each) for each in rules]}
        typer.echo(json.dumps(told, ensure_ascii=False, default=str, indent=2))
        return
    if show or propose or decisions or not rule:
        for each in pairs:
            one, other = each.words
            typer.echo(f"{each.id}  {each.state:<9} {each.part:<7} {one} = {other}  ({each.step} records or more)")
        if not pairs:
            typer.echo("No pair stands here.")
    if rule:
        typer.echo("  ".join(f"{each.what}={each.number}" for each in rules))


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is no id of a pair; --list prints them") from None


def _threshold(text: str) -> tuple[str, int]:
    what, _, number = text.partition("=")
    if not number.isdecimal() or len(number) > 6:
        raise typer.BadParameter("a threshold is given as records=8")
    return what.strip(), int(number)


def _wait(token: str, *, quiet: bool) -> None:
    """Ask for a lesson and stay until it is done, telling how far it is. One that is under way is waited for."""
    from commonweal.search import lessons

    try:
        asked = lessons.ask(token)
    except NotNow:
        asked = next(each for each in lessons.lessons(token) if each.state != "done")
    told = -1
    while asked.state != "done":
        time.sleep(LOOK_EVERY)
        asked = next(each for each in lessons.lessons(token) if each.id == asked.id)
        if not quiet and asked.percent != told:
            told = asked.percent
            sys.stderr.write(f"{told} %\n")
    if not quiet:
        sys.stderr.write(f"{asked.proposed} pairs are proposed.\n")
