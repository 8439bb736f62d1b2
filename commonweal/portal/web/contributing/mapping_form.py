"""The mapping screen's form, to settings and back: what each column fills, and what holds for every row."""

from collections.abc import Mapping as Typed

import msgspec
from django.http import QueryDict

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import Column, Constant, Defaults, Mapping, Settings, Term
from commonweal.portal.web.contributing import labels

SETS = ("states", "denied", "kinds", "purposes")
USUAL_BANK = "united"
BASIS = ("kind", "number", "date", "organ")


def settings(data: QueryDict, before: Settings, columns: list[str]) -> Settings:
    """The settings that the form says; raises BadInput where the form says too little of who may see the records."""
    _check_values(data, columns)
    return msgspec.structs.replace(
        columns_only(data, before, columns), defaults=_defaults(data), list=_said(data, "list")[:40]
    )


def columns_only(data: QueryDict, before: Settings, columns: list[str]) -> Settings:
    """What the form says of the columns, whatever else is wrong with it."""
    return msgspec.structs.replace(before, mapping=_mapping(data, columns, before.mapping) if columns else None)


def _said(data: Typed, name: str) -> str:
    return str(data.get(name, "")).strip()


def _mapping(data: QueryDict, columns: list[str], before: Mapping | None) -> Mapping:
    mapped, ref = [], []
    for place, name in enumerate(columns):
        at = f"c{place}-"
        if data.get(f"{at}ref"):
            ref.append(name)
        target = _said(data, f"{at}target")
        if not target:
            continue
        property_, kind, field = [*target.split("|"), "", ""][:3]
        mapped.append(
            Column(
                column=name,
                property=property_,
                kind=kind,
                field=field or _said(data, f"{at}field"),
                group=_said(data, f"{at}group")[:40],
                values=_values(data, at),
                date_order=_said(data, f"{at}order"),
                split=_said(data, f"{at}split")[:5],
            )
        )
    nothing = {"nothing": before.nothing} if before else {}
    return Mapping(ref=ref, columns=mapped, constants=_constants(data), **nothing)


def _constants(data: QueryDict) -> list[Constant]:
    """What every row says: a target and a value each."""
    found, number = [], 0
    while f"k{number}-target" in data:
        target, value = _said(data, f"k{number}-target"), _said(data, f"k{number}-value")
        if target and value:
            property_, kind, field = [*target.split("|"), "", ""][:3]
            found.append(Constant(property=property_, kind=kind, field=field, value=value))
        number += 1
    return found


def of_constants(mapping: Mapping | None, lacks: list[str]) -> list[dict[str, str]]:
    """The rows of the form for what every row says: what is said, what is required and nowhere, an empty one."""
    said = [
        {"target": f"{each.property}|{each.kind}|{each.field}", "value": each.value}
        for each in (mapping.constants if mapping else [])
    ]
    return [*said, *({"target": f"{code}||", "value": ""} for code in lacks), {"target": "", "value": ""}]


def _values(data: QueryDict, at: str) -> dict[str, str]:
    """`said = meant`, one a line; and the words that the last dry run did not understand, each with its choice."""
    values = {}
    for line in _said(data, f"{at}values").splitlines():
        said, _equals, meant = line.partition("=")
        if said.strip() and meant.strip():
            values[said.strip()] = meant.strip()
    number = 0
    while f"{at}word{number}" in data:
        if meant := _said(data, f"{at}means{number}"):
            values[data[f"{at}word{number}"]] = meant
        number += 1
    return values


def _check_values(data: QueryDict, columns: list[str]) -> None:
    """Raise where a line of words says nothing."""
    for place, name in enumerate(columns):
        for line in _said(data, f"c{place}-values").splitlines():
            said, _equals, meant = line.partition("=")
            if line.strip() and not (said.strip() and meant.strip()):
                raise BadInput(
                    "portal.mapping.values",
                    "Column “{column}”: write a word of the file, an equals sign and what it means, one a line.",
                    column=name,
                )


def _defaults(data: QueryDict) -> Defaults:
    years = _said(data, "years").replace(",", ".")
    try:
        term = Term(klass=_said(data, "retention"), until=_said(data, "until"), years=float(years or 0))
    except ValueError:
        raise BadInput("portal.term.years", "Write the number of years in figures, such as 3 or 0.5.") from None
    values = {name: _said(data, name) for name in ("preset", "classification", "handling")}
    values |= {name: data.getlist(name) for name in SETS}
    return Defaults(
        type=_said(data, "type"),
        label=labels.label(values, bank=_said(data, "bank") or USUAL_BANK),
        basis={name: said for name in BASIS if (said := _said(data, f"basis_{name}"))},
        evaluation=(_said(data, "source") or "X") + (_said(data, "information") or "4"),
        retention=term,
    )


def shown(settings_: Settings) -> dict[str, object]:
    """The values of the form for settings that exist."""
    given = settings_.defaults
    label = given.label
    values: dict[str, object] = {
        "type": given.type,
        "bank": label.get("bank", USUAL_BANK),
        "preset": labels.preset_of(label),
        "classification": str(label.get("classification", 1)),
        "handling": label.get("handling", "H0"),
        "states": next((label[name] for name in labels.ABROAD if label.get(name)), None),
        "denied": label.get("denied", []),
        "kinds": label.get("kinds"),
        "purposes": label.get("purposes"),
        "source": given.evaluation[:1],
        "information": given.evaluation[1:],
        "retention": given.retention.klass,
        "until": given.retention.until,
        "years": f"{given.retention.years:g}" if given.retention.years else "",
        "list": settings_.list,
    }
    return values | {f"basis_{name}": given.basis.get(name, "") for name in BASIS}


def typed(data: QueryDict) -> dict[str, object]:
    """The values of the form as they were typed, for a form that goes back with errors."""
    return {name: data.getlist(name) if name in SETS else data.get(name, "") for name in data}


def of_columns(mapping: Mapping | None, columns: list[str]) -> list[dict[str, object]]:
    """For each column what the mapping says of it, as the form's row needs it."""
    known = {each.column: each for each in mapping.columns} if mapping else {}
    rows = []
    for name in columns:
        said = known.get(name)
        row: dict[str, object] = dict.fromkeys(("target", "field", "group", "order", "split", "values"), "")
        row |= {"name": name, "ref": bool(mapping and name in mapping.ref)}
        if said is not None:
            outside = said.property in ("basis", "evaluation", "retention", "label")
            row |= {
                "target": f"{said.property}|{said.kind}|{said.field if outside else ''}",
                "field": "" if outside else said.field,
                "group": said.group,
                "order": said.date_order,
                "split": said.split,
                "values": "\n".join(f"{one} = {other}" for one, other in said.values.items()),
            }
        rows.append(row)
    return rows
