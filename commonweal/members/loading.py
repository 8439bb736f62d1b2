"""Bringing the register to what a list says: reference data of states and bodies, and a cast of agencies and officers.

Loading is idempotent: what already stands as listed is not written, and where nothing is written nothing is journalled.
Nothing is deleted. Private to the room; `actions` hands out `load_reference` and `load_cast`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from psycopg.errors import InsufficientPrivilege

from commonweal.audit import journal
from commonweal.common.errors import BadInput, NotAllowed, RuleBroken
from commonweal.handling.terms import Role
from commonweal.members import status
from commonweal.members.models import Accreditation, Agency, Body, DutyContact, Membership, Officer, Party
from commonweal.members.terms import PartyKind, excluded

REFERENCE = Path(__file__).parent / "reference"
FIXED = {Agency: ("party_id", "kind", "level"), Officer: ("agency_id", "unit", "clearance", "roles")}
"""What the register never changes once it is entered, because somebody's sight of records follows from it."""

MOST = 5_000
"""Rows in one statement."""

Row = Mapping[str, object]


@transaction.atomic
def load_reference(*, by: journal.Actor) -> int:
    """Bring states, memberships and bodies to `reference/*.yaml`; returns the number of rows written."""
    states, bodies = _read("parties.yaml"), _read("bodies.yaml")
    parties = [{**_only(Party, one), "kind": PartyKind.STATE} for one in states["states"]]
    parties += [
        {**_only(Party, one), "kind": PartyKind.BODY, "verified": one["name_verified"], "source": one["name_source"]}
        for one in bodies["bodies"]
    ]
    about_bodies = [
        {**_only(Body, one), "party_id": one["code"], "under_id": one.get("under")} for one in bodies["bodies"]
    ]
    memberships = [*states["memberships"], *bodies["memberships"]]
    written = _bring(Party, parties) + _bring(Body, about_bodies) + _bring(Membership, _memberships(memberships))
    if written:
        journal.record("members.reference.loaded", by=by, rows=written)
    return written


@transaction.atomic
def load_cast(
    *,
    parties: Iterable[Row] = (),
    agencies: Iterable[Row] = (),
    officers: Iterable[Row] = (),
    contacts: Iterable[Row] = (),
    accreditations: Iterable[Row] = (),
    by: journal.Actor,
) -> int:
    """Enter parties, agencies, officers, duty contacts and accreditations; returns the number of rows written.

    Rows are mappings with the models' field names; a relation (`party`, `parent`, `agency`, `officer`) is a code.
    A party that stands keeps what the reference data say of it. Raises BadInput for a row that cannot be entered,
    RuleBroken where it would change what is fixed (`FIXED`), NotAllowed where the register is in force, or the house
    is no demonstration, and no administrator's warrant is.
    """
    terms = [{"by": by.officer, **_linked(one, "officer")} for one in accreditations]
    written = _bring(Party, list(parties), change=False)
    written += _bring(Agency, [_linked(one, "party", "parent") for one in agencies])
    written += _bring(DutyContact, [_linked(one, "agency") for one in contacts])
    people = [_linked(one, "agency") for one in officers]
    _check_roles(people)
    written += _bring(Officer, people)
    written += _bring(Accreditation, terms, key=("officer_id", "since", "until"), change=False)
    _check_relations()
    if written:
        digest = hashlib.sha256(json.dumps([people, terms], default=str, sort_keys=True).encode()).hexdigest()
        journal.record("members.register.loaded", by=by, rows=written, officers=len(people), sha256=digest)
    return written


def _bring(model: type[models.Model], rows: list[Row], *, key: tuple[str, ...] = (), change: bool = True) -> int:
    """Insert the rows that are new and, with `change`, update those that differ; returns how many were written.

    Rows are told apart by the columns `key`, else by the primary key.
    """
    key = key or (model._meta.pk.attname,)
    columns = tuple(dict.fromkeys(name for row in rows for name in row if name not in key))
    standing = {tuple(getattr(one, name) for name in key): one for one in model.objects.all()}
    new, changed = [], []
    for row in rows:
        wanted = _made(model, row)
        stands = standing.get(tuple(getattr(wanted, name) for name in key))
        if stands is None:
            new.append(wanted)
        elif change and _differences(stands, wanted, columns):
            _check_fixed(stands, wanted, columns)
            changed.append(wanted)
    for one in (*new, *changed):
        _check(one)
    _enter(model, new)
    if changed:
        open_columns = [name for name in columns if name not in FIXED.get(model, ())]
        fields = [name.removesuffix("_id") for name in open_columns]
        if model.objects.bulk_update(changed, fields, batch_size=500) != len(changed):
            raise _in_force(model)
    return len(new) + len(changed)


def _enter(model: type[models.Model], new: list[models.Model]) -> None:
    """Insert rows in one statement, since accreditations are taken without a warrant only where there is none yet."""
    try:
        model.objects.bulk_create(new, batch_size=MOST)
    except ProgrammingError as refusal:
        if not isinstance(refusal.__cause__, InsufficientPrivilege):
            raise
        raise _in_force(model) from refusal


def _in_force(model: type[models.Model]) -> NotAllowed:
    return NotAllowed(
        "members.register.in-force",
        "The register is in force: a {kind} is entered or changed under the warrant of an administrator of its agency.",
        kind=model._meta.verbose_name,
    )


def _made(model: type[models.Model], row: Row) -> models.Model:
    """An unsaved row, its values in the types that the database gives back (a date written as text becomes a date)."""
    try:
        return model(**{name: model._meta.get_field(name.removesuffix("_id")).to_python(row[name]) for name in row})
    except (FieldDoesNotExist, ValidationError) as problem:
        kind = model._meta.verbose_name
        raise BadInput(
            "members.register.unreadable", "A row for {kind} cannot be read: {problem}", kind=kind, problem=problem
        ) from problem


def _differences(standing: models.Model, wanted: models.Model, fields: Iterable[str]) -> list[str]:
    return [name for name in fields if getattr(standing, name) != getattr(wanted, name)]


def _check_fixed(standing: models.Model, wanted: models.Model, fields: Iterable[str]) -> None:
    fixed = [name for name in _differences(standing, wanted, fields) if name in FIXED.get(type(wanted), ())]
    if fixed:
        raise RuleBroken(
            "members.register.fixed",
            "{row} stands in the register with another {fields}; enter the new standing under a new code.",
            row=wanted.pk,
            fields=", ".join(name.removesuffix("_id") for name in fixed),
        )


def _check(row: models.Model) -> None:
    """Shape and words of a row; relations are checked by the database."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=[*relations, "id"])
    except ValidationError as problem:
        words = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in sorted(problem.message_dict.items()))
        raise BadInput(
            "members.register.row",
            "{kind} {row} cannot be entered: {problem}",
            kind=row._meta.verbose_name,
            row=row.pk,
            problem=words,
        ) from problem


def _check_relations() -> None:
    """Let the database check relations now, not at the end of the transaction, so that the answer can be worded."""
    try:
        connection.check_constraints()
    except IntegrityError as problem:
        detail = problem.__cause__.diag.message_detail if problem.__cause__ else str(problem)
        raise BadInput(
            "members.register.dangling", "A row names something that is not in the register: {detail}", detail=detail
        ) from problem


def _check_roles(officers: list[Row]) -> None:
    known = {role.value for role in Role}
    for one in officers:
        unknown = sorted(set(one.get("roles", ())) - known)
        if unknown:
            raise BadInput(
                "members.officer.unknown-role",
                "{row} has the role {roles}, which does not exist; known are {known}.",
                row=one["code"],
                roles=", ".join(unknown),
                known=", ".join(sorted(known)),
            )
        if apart := excluded(one.get("roles", ())):
            raise BadInput(
                "members.officer.auditor-apart",
                "{row} has the role auditor and {roles}: who watches the use of the banks does not use them. Enter"
                " another officer for it.",
                row=one["code"],
                roles=", ".join(apart),
            )


def _memberships(rows: Iterable[Row]) -> list[Row]:
    for one in rows:
        status.moment(one["since"])
        status.moment(one["until"])
    return [_linked(one, "party") for one in rows]


def _linked(row: Row, *relations: str) -> dict[str, object]:
    """The row with its relations, given as codes, under the columns' names."""
    return {f"{name}_id" if name in relations else name: value for name, value in row.items()}


def _only(model: type[models.Model], row: Row) -> dict[str, object]:
    columns = {field.name for field in model._meta.fields if not field.is_relation}
    return {name: value for name, value in row.items() if name in columns}


def _read(name: str) -> dict[str, list[Row]]:
    return yaml.safe_load((REFERENCE / name).read_text(encoding="utf-8"))
