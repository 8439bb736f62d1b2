"""The entry gate: what an entry of some classes needs before it may be active. Pure.

Classes are data (`reference/gate.yaml`, whose head explains the fields): a class names a record type and what makes a
record one of it. What is missing in an entry refuses its row, with the remedy; what comes in and is complete goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from commonweal.common.errors import BadInput
from commonweal.databanks import type_folders
from commonweal.databanks.terms import RetentionClass
from commonweal.databanks.types import READ_ONCE, all_types

ANSWERS, ALWAYS = "answers", "always"
"""When a class has a second reviewer look at an entry."""


@dataclass(frozen=True, slots=True)
class Class:
    """One class of entries; fields as the head of its file explains them. `by` is a property, `choices` those of it."""

    code: str
    name: Mapping[str, str]
    type: str
    by: str
    choices: frozenset[str]
    kept_as: str
    needs: tuple[str, ...]
    least_years: int
    years_anchor: str
    years_verified: bool
    subjects: tuple[str, ...]
    review: str
    anchor: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gate looks at in a line that is in normal form: its type, parts, basis, class of retention, purposes."""

    type: str
    said: Mapping[str, list]
    basis: Mapping[str, str]
    kept_as: str
    purposes: frozenset[str]
    shared: bool  # beyond the agency that owns it


@cache
def classes() -> dict[str, Class]:
    """Every class by its code; ValueError where the file names what no record type has."""
    return {each["code"]: _class(each) for each in type_folders.together("gate")}


@cache
def of_type(type_: str) -> tuple[Class, ...]:
    """The classes of a record type; for most types none."""
    return tuple(each for each in classes().values() if each.type == type_)


READ_ONCE += [classes, of_type]


def _class(told: dict) -> Class:
    where = f"gate.yaml: {told['code']}"
    kind = all_types().get(told["type"])
    if kind is None:
        raise ValueError(f"{where}: {told['type']!r} is no record type")
    by, choices = next(iter(told.get("by", {"": ()}).items()))
    if by and (by not in kind.properties or (unknown := set(choices) - set(kind.properties[by].choices))):
        raise ValueError(f"{where}: {kind.code} has no such choice: {by} {unknown if by in kind.properties else ''}")
    if told.get("kept_as", "") not in ("", *RetentionClass):
        raise ValueError(f"{where}: {told['kept_as']!r} is no class of retention")
    if unknown := set(told["needs"]) - set(NEEDS):
        raise ValueError(f"{where}: nobody knows how to ask for {', '.join(sorted(unknown))}")
    if lacking := [code for need in told["needs"] for code in PROPERTIES.get(need, ()) if code not in kind.properties]:
        raise ValueError(f"{where}: {kind.code} has no property {lacking[0]!r}")
    if told["review"] not in (ANSWERS, ALWAYS):
        raise ValueError(f"{where}: review is {ANSWERS} or {ALWAYS}")
    years = told.get("years", {"least": 0, "anchor": "", "verified": False})
    return Class(
        code=told["code"],
        name={"en": told["en"], "ru": told["ru"]},
        type=told["type"],
        by=by,
        choices=frozenset(choices),
        kept_as=told.get("kept_as", ""),
        needs=tuple(told["needs"]),
        least_years=years["least"],
        years_anchor=years["anchor"],
        years_verified=years["verified"],
        subjects=tuple(told.get("subjects", ())),
        review=told["review"],
        anchor=told["anchor"],
        verified=told["verified"],
    )


def of(entry: Entry) -> list[Class]:
    """The classes of this entry; the database asks the same (`databanks_gated`)."""
    return [
        each
        for each in of_type(entry.type)
        if (not each.by or not each.choices.isdisjoint(entry.said.get(each.by, ())))
        and each.kept_as in ("", entry.kept_as)
    ]


def lacking(entry: Entry) -> list[BadInput]:
    """All that is missing in an entry, each with its remedy, once; nothing where it is of no class."""
    found: dict[str, BadInput] = {}
    for class_ in of(entry):
        for need in class_.needs:
            if refusal := NEEDS[need](entry, class_):
                found.setdefault(refusal.code, refusal)
    return list(found.values())


def _decision(entry: Entry, class_: Class) -> BadInput | None:
    if entry.basis.get("date"):
        return None
    return BadInput(
        "databanks.gate.no-decision",
        "An entry of the class {entry} needs the decision on which it rests: kind, number and day; fill in {field}.",
        entry=class_.code,
        field="basis.date",
    )


def _authority(entry: Entry, class_: Class) -> BadInput | None:
    if entry.basis.get("organ"):
        return None
    return BadInput(
        "databanks.gate.no-authority",
        "An entry of the class {entry} needs the authority that decided; fill in {field}.",
        entry=class_.code,
        field="basis.organ",
    )


def _offence(entry: Entry, class_: Class) -> BadInput | None:
    if entry.said.get("offence"):
        return None
    return BadInput(
        "databanks.gate.no-offence",
        "An entry of the class {entry} needs the offence; fill in {property}.",
        entry=class_.code,
        property="offence",
    )


def _threshold(entry: Entry, class_: Class) -> BadInput | None:
    given = entry.said.get("penalty")
    if not given:
        return BadInput(
            "databanks.gate.no-threshold",
            "An entry of the class {entry} needs the most years of imprisonment that the law threatens; fill in"
            " {property}.",
            entry=class_.code,
            property="penalty",
        )
    if max(given) >= class_.least_years:
        return None
    return BadInput(
        "databanks.gate.below-threshold",
        "An entry of the class {entry} needs an offence for which the law threatens at least {least} years; {property}"
        " says {given}. Enter it in another class, or not at all.",
        entry=class_.code,
        least=class_.least_years,
        property="penalty",
        given=max(given),
    )


def _subject(entry: Entry, class_: Class) -> BadInput | None:
    given = entry.said.get("subject", ())
    if len(given) == 1 and given[0] in class_.subjects:
        return None
    return BadInput(
        "databanks.gate.no-subject",
        "An entry of the class {entry} needs one category of the person among {known}; fill in {property}.",
        entry=class_.code,
        known=", ".join(class_.subjects),
        property="subject",
    )


def _facts(entry: Entry, class_: Class) -> BadInput | None:
    if entry.said.get("facts"):
        return None
    return BadInput(
        "databanks.gate.no-facts",
        "An entry of the class {entry} needs the facts, apart from any assessment; fill in {property}.",
        entry=class_.code,
        property="facts",
    )


def _purpose(entry: Entry, class_: Class) -> BadInput | None:
    if entry.purposes or not entry.shared:
        return None
    return BadInput(
        "databanks.gate.no-purpose",
        "An entry of the class {entry} that goes beyond its agency needs the purposes for which it may be used; fill in"
        " {field}.",
        entry=class_.code,
        field="label.purposes",
    )


NEEDS: Mapping[str, Callable[[Entry, Class], BadInput | None]] = {
    "decision": _decision,
    "authority": _authority,
    "offence": _offence,
    "threshold": _threshold,
    "subject": _subject,
    "facts": _facts,
    "purpose": _purpose,
}
"""What a class may need, with how an entry is asked for it."""
PROPERTIES = {"offence": ("offence",), "threshold": ("penalty",), "subject": ("subject",), "facts": ("facts",)}
"""Properties in which it is looked for."""
