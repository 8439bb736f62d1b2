"""What the form of a mapping leaves open: all of it is told at once, not one thing after each attempt."""

from django.http import QueryDict

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.databanks import types
from commonweal.databanks.formats import Settings, Term
from commonweal.databanks.formats.defaults import last_day
from commonweal.portal.web.contributing.fields import Fields
from commonweal.portal.words import tongue


def tell(form: Fields, data: QueryDict, settings: Settings) -> None:
    """Put what is missing of columns, basis and term at its field of the form; what is told there already stays."""
    kind = types.all_types().get(data.get("type", ""))
    if kind and settings.mapping is not None and (lacks := lacking(settings, kind)):
        named = ", ".join(kind.properties[code].name[tongue()] for code in lacks)
        form.refuse("columns", _required(named))
    mapped = {(each.property, each.field) for each in settings.mapping.columns} if settings.mapping else set()
    for name in ("kind", "number"):
        if not data.get(f"basis_{name}", "").strip() and ("basis", name) not in mapped:
            form.refuse(f"basis_{name}", _no_basis())
            break
    if not data.get("years", "").strip() and not data.get("until", "").strip():
        try:
            last_day(Term(), today=clock.today())
        except BadInput as refusal:
            form.refuse("years", refusal)


def lacking(settings: Settings, kind: types.RecordType | None) -> list[str]:
    """Codes of required properties that no column and nothing else fills."""
    if kind is None:
        return []
    said = settings.mapping
    mapped = {each.property for each in (*said.columns, *said.constants)} if said else set()
    return [code for part in kind.required.values() for code in part if code not in mapped]


def _required(names: str) -> BadInput:
    return BadInput(
        "portal.mapping.required",
        "Required, and said by no column and not for every row: {names}. Choose a column, or the same for every row.",
        names=names,
    )


def _no_basis() -> BadInput:
    return BadInput(
        "portal.mapping.no-basis",
        "Name the legal basis of the records, its kind and its number, for all of them or in a column.",
    )
