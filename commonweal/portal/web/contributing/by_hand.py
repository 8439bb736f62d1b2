"""One record by hand: a form made from the record type's file; it becomes a contribution of one row."""

import hashlib

import msgspec
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import actions, banks, gate, lines, neutrality, types
from commonweal.databanks.batches import Source
from commonweal.databanks.formats import Settings
from commonweal.databanks.formats.mapping import Mapper
from commonweal.databanks.formats.rows import Refused, Row
from commonweal.handling import warrants
from commonweal.members.terms import AgencyKind
from commonweal.portal import terms
from commonweal.portal.acting import contributing
from commonweal.portal.error_words import said_error
from commonweal.portal.pages import page
from commonweal.portal.web.contributing import hand_form, labels, mapping, mapping_form, targets
from commonweal.portal.web.contributing.fields import Fields
from commonweal.portal.words import tongue, type_groups


@page(policy="desk", journal="databanks.batch.staged", methods=("GET", "POST"))
def record(request: HttpRequest) -> HttpResponse:
    """Choose the type, fill the form in, hand it in; another officer approves."""
    data = request.POST if request.method == "POST" else request.GET
    kind = types.all_types().get(data.get("type", ""))
    if request.method != "POST" or kind is None or data.get("do", "").startswith("more:"):
        return _show(request, kind, data, Fields({}))
    form = Fields(mapping_form.typed(data))
    with contributing(request) as token:
        row = _row(kind, data, form, token)
        if row is None:
            return _show(request, kind, data, form, status=400)
        batch = actions.contribute([row], token, source=_source(row))
    return redirect("portal:contribution", batch.id)


def _row(kind: types.RecordType, data: QueryDict, form: Fields, token: str) -> Row | None:
    """The row that was typed; None where something is wrong with it, which then stands in `form.errors`."""
    try:
        given = mapping_form.settings(data, Settings(format="csv"), [])
        table, headings, cells = hand_form.table(kind, data)
        if not table.columns:
            raise BadInput("portal.by-hand.nothing", "Fill in what the record says.")
        settings = msgspec.structs.replace(given, mapping=table)
        row = Mapper(settings, headings, today=clock.today()).row(1, cells)
        if isinstance(row, Row) and gate.of_type(kind.code):
            row.line.update(_neutrality(data))
        ready = row if isinstance(row, Refused) else _prepared(row, token)
    except CommonwealError as refusal:
        form.refuse(mapping.PLACES.get(refusal.code, "record"), refusal)
        return None
    if isinstance(ready, Refused):
        _tell(ready, kind, form)
        return None
    return row


def _neutrality(data: QueryDict) -> dict:
    """What was answered to the questions of neutrality, as a line has it."""
    said = {code: data.get(f"neutrality-{code}", "") for code in neutrality.questions()}
    return {
        "neutrality": {code: answer for code, answer in said.items() if answer},
        "weighing": data.get("weighing", ""),
    }


def _prepared(row: Row, token: str) -> lines.Prepared | Refused:
    return lines.prepare(row.number, row.line, actions.reading_of(warrants.current(token)))


def _tell(refused: Refused, kind: types.RecordType, form: Fields) -> None:
    """Put each error at its field; the field's words stand in the sentence for its name."""
    for each in (refused, *refused.also):
        params = dict(each.params)
        place = str(params.get("column", params.get("property", params.get("field", "")))).replace("basis.", "basis_")
        code = place.split("-")[0]
        prop = kind.properties.get(code)
        if prop is not None:
            words = hand_form.label_of(prop, place.split("-")[-1]) if "-" in place else prop.name[tongue()]
            params |= {name: words for name in ("column", "property") if name in params}
            place = place if "-" in place else f"{code}-0-{hand_form.SHOWN[prop.kind][0]}"
        elif "columns" in params:
            params["columns"], place = _("Own reference"), hand_form.REFERENCE
        told = {"template": each.template, "params": params, "code": each.code}
        form.errors.setdefault(place or "record", said_error(told))


def _questions(kind: types.RecordType | None, data: QueryDict) -> list[tuple[str, str, str]]:
    """The questions of neutrality with what was answered, for types of which some entries are asked them."""
    if kind is None or not gate.of_type(kind.code):
        return []
    known = neutrality.questions().values()
    return [(each.code, each.name[tongue()], data.get(f"neutrality-{each.code}", "")) for each in known]


def _source(row: Row) -> Source:
    """The form as a source: sent twice by a quick finger, it is one contribution."""
    said = msgspec.json.encode(row.line, order="deterministic")
    return Source(_("by hand: {ref}").format(ref=row.line["ref"]), hashlib.sha256(said).digest(), format="form")


def _show(
    request: HttpRequest, kind: types.RecordType | None, data: QueryDict, form: Fields, *, status: int = 200
) -> HttpResponse:
    register = banks.register()
    values = mapping_form.shown(Settings(format="csv")) | mapping_form.typed(data)
    context = {
        "questions": _questions(kind, data),
        "weighing": data.get("weighing", ""),
        "kind": kind,
        "types": type_groups(),
        "parts": hand_form.asked(kind, data, form.errors) if kind else [],
        "form": form,
        "ref": data.get(hand_form.REFERENCE, ""),
        "v": values,
        "banks": register.banks.values(),
        "presets": labels.PRESETS.items(),
        "readers": mapping.readers(register, str(values.get("bank") or mapping_form.USUAL_BANK), request.desk.party),
        "purposes": labels.purposes(),
        "agency_kinds": AgencyKind.values,
        "retentions": mapping.retentions(kind),
        "basis_kinds": targets.basis_kinds(),
        "sources": terms.SOURCE_WORDS.items(),
        "informations": terms.INFORMATION_WORDS.items(),
    }
    return render(request, "portal/contributing/by_hand.html", context, status=status)
