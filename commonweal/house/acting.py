"""How a command acts for an officer: under warrants that end with their block; and how it tells what it shows."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import typer

As = Annotated[str, typer.Option("--as", help="Code of the officer who acts; his accreditation is checked.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Purpose = Annotated[str, typer.Option(help="Code of the purpose, such as wanted-person.")]
Basis = Annotated[str, typer.Option(help="Treaty or decision on which it rests.")]
Case = Annotated[str, typer.Option(help="Reference of the case.")]
Because = Annotated[str, typer.Option(help="What shows it, for both sides to read; at most 500 characters.")]

MINUTES = 30
"""For which the warrant of one step lasts at most."""
DUTY = "service duty"


def as_words(purpose: str, basis: str, case: str) -> dict[str, str]:
    """The words of a purpose as they were typed; empty ones are left out."""
    typed = {"purpose": purpose, "basis": basis, "case_ref": case}
    return {name: value for name, value in typed.items() if value}


def of(kept: object, typed: Mapping[str, str]) -> dict[str, str]:
    """The words under which something was begun or kept; what was typed in their place goes before."""
    before = {name: getattr(kept, name) for name in ("purpose", "basis", "case_ref", "standing_duty")}
    return before | dict(typed)


@contextmanager
def ready(*children: str) -> Iterator[None]:
    """A running house, with `children` where they are not up yet, and Django for this process."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed(children):
        prepare_django()
        yield


@contextmanager
def under(officer: str, words: Mapping[str, str], *, role: str = "reader", minutes: int = MINUTES) -> Iterator[str]:
    """The token of a warrant with these words."""
    from commonweal.handling import warrants

    said = {"purpose": "", "basis": ""} | dict(words)
    token = warrants.open_warrant(officer, role=role, minutes=minutes, **said).token
    try:
        yield token
    finally:
        warrants.close_warrant(token)


@contextmanager
def at_desk(officer: str) -> Iterator[str]:
    """The token under which an officer looks after what is his own."""
    with under(officer, {"purpose": "own-records", "basis": DUTY, "standing_duty": "desk"}, role="desk") as token:
        yield token


@contextmanager
def approving(officer: str) -> Iterator[str]:
    """The token under which an officer approves for his agency."""
    with under(
        officer, {"purpose": "contribution", "basis": DUTY, "standing_duty": "approval"}, role="approver"
    ) as token:
        yield token


def print_json(data: object) -> None:
    """Plain values as JSON."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def record_data(record: object, contact: object | None = None) -> dict:
    """What is shown of a record, in plain values: of a hit whom to ask, else who or what it is about."""
    data = {
        "level": record.level,
        "owner": {"party": record.owner_party, "agency": record.owner_agency},
        "bank": record.bank,
        "handling": record.handling,
    }
    if record.level == "hit":
        told = {"telephone": contact.telephone, "mail": contact.mail, "hours": contact.hours} if contact else None
        return data | {"hit": record.hit_ref, "contact": told}
    return data | {
        "record": str(record.id),
        "type": record.type,
        "reference": record.owner_ref,
        "names": [name["text"] for name in record.names],
        "births": [birth["date"] for birth in record.births],
    }


def record_head(record: object) -> str:
    """What a record is called: a hit by its code, else its name, else its type and first number or reference."""
    if record.level == "hit":
        return record.hit_ref
    if record.names:
        return record.names[0]["text"]
    numbers = record.values("identifiers")
    return f"{record.type} {numbers[0]['number'] if numbers else record.owner_ref}"


def judged_data(said: object | None) -> dict | None:
    """That a person was judged not to be the one of a record; None where nobody judged."""
    if said is None:
        return None
    told = {name: getattr(said, name) for name in ("verdict", "agency", "reason", "state", "certificate")}
    return {"id": str(said.id)} | told | {"until": said.until.isoformat()}


def judged_line(said: object | None) -> str:
    """The same as a line; "" where nobody judged."""
    return f"judged another person by {said.agency} until {said.until:%Y-%m-%d}: {said.reason}" if said else ""
