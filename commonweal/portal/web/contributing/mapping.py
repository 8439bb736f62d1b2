"""The third step: what the columns hold, and what holds for every row. Saved mappings are kept here, too."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import actions, banks, formats, retention, types, uploads
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.mapping import Mapper
from commonweal.databanks.terms import RetentionClass
from commonweal.members.terms import AgencyKind
from commonweal.portal import terms
from commonweal.portal.acting import contributing
from commonweal.portal.pages import page
from commonweal.portal.web.contributing import gaps, labels, mapping_form, steps, targets
from commonweal.portal.web.contributing.fields import Fields
from commonweal.portal.words import tongue, type_groups

SAMPLES = 3
"""Values of a column that stand beside it."""


@page(policy="desk", journal="databanks.upload.received", methods=("GET", "POST"))
def mapping(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Say what the file holds; then it is checked, or the mapping saved under a name."""
    found = uploads.upload(request.desk_token, upload)
    before = formats.from_json(uploads.text(found.settings))
    if request.method != "POST":
        return _show(request, found, _proposed(found, before, request.GET.get("type", "")), Fields({}))
    if request.POST.get("do") == "type":
        again = steps.changed(before, defaults=steps.changed(before.defaults, type=request.POST.get("type", "")))
        with contributing(request) as token:
            actions.note(token, upload, "prepare", settings=steps.plain(again), report={})
        return redirect("portal:contribute-mapping", upload)
    return _post(request, found, before)


def _post(request: HttpRequest, upload: uploads.Upload, before: formats.Settings) -> HttpResponse:
    form = Fields(mapping_form.typed(request.POST))
    columns = upload.found.get("columns", [])
    drawn = mapping_form.columns_only(request.POST, before, columns)
    try:
        said = mapping_form.settings(request.POST, before, columns)
    except BadInput as refusal:
        form.refuse(_place_of(refusal), refusal)
        gaps.tell(form, request.POST, drawn)
        return _show(request, upload, drawn, form, status=400)
    with contributing(request) as token:
        gaps.tell(form, request.POST, said)
        try:
            _try_out(said, columns)
            if name := request.POST.get("save_as", "").strip():
                actions.save_profile(token, name=name, format=said.format, settings=steps.plain(_portable(said)))
        except CommonwealError as refusal:
            form.refuse(_place_of(refusal), refusal)
        # A draft is kept with its errors: only going on is refused.
        upload = actions.note(token, upload.id, "prepare", settings=steps.plain(said), report={})
        if form.errors:
            return _show(request, upload, said, form, status=400)
        if request.POST.get("do") == "save":
            return redirect("portal:contribute-mapping", upload.id)
        actions.begin_work(token, "check", upload.id)
    return redirect("portal:contribute-check", upload.id)


PLACES = {
    "portal.label.no-preset": "preset",
    "portal.label.no-states": "states",
    "portal.label.no-purposes": "purposes",
    "portal.term.years": "years",
    "databanks.settings.no-term": "years",
    "databanks.profile.name": "save_as",
    "databanks.line.unknown-type": "type",
}
"""Which field an error belongs to; all others belong to the table of columns."""


def _place_of(refusal: CommonwealError) -> str:
    return PLACES.get(refusal.code, "columns")


def _try_out(settings: formats.Settings, columns: list[str]) -> None:
    """Raise where the settings cannot be used, before a file is read by them."""
    if columns:
        Mapper(settings, columns, today=clock.today())
    elif settings.defaults.type:
        Frame(settings.defaults, today=clock.today()).line()


def _portable(settings: formats.Settings) -> formats.Settings:
    """What of the settings next month's file will share with this one."""
    return steps.changed(settings, encoding="", delimiter="", header_row=0)


def _proposed(upload: uploads.Upload, settings: formats.Settings, type_: str) -> formats.Settings:
    """The settings as kept; for a table without a mapping, one that is suggested by the headings."""
    kind = type_ or settings.defaults.type
    settings = steps.changed(settings, defaults=steps.changed(settings.defaults, type=kind))
    if kind not in types.all_types() or settings.mapping is not None or not upload.found.get("columns"):
        return settings
    detected = msgspec.convert(upload.found, formats.Detected)
    return steps.changed(settings, mapping=formats.suggest_mapping(detected, kind))


def _show(
    request: HttpRequest, upload: uploads.Upload, settings: formats.Settings, form: Fields, *, status: int = 200
) -> HttpResponse:
    values = mapping_form.shown(settings) | form.values
    register = banks.register()
    bank = values.get("bank") or mapping_form.USUAL_BANK
    kind = types.all_types().get(values.get("type", ""))
    lacks = gaps.lacking(settings, kind)
    context = {
        "upload": upload,
        "steps": steps.of("mapping", upload),
        "form": form,
        "v": values,
        "kind": kind,
        "types": type_groups(),
        "banks": register.banks.values(),
        "columns": _columns(upload, settings, kind),
        "targets": targets.grouped(kind) if kind else [],
        "parts": targets.fields(),
        "presets": labels.PRESETS.items(),
        "readers": readers(register, str(bank), request.desk.party),
        "purposes": labels.purposes(),
        "agency_kinds": AgencyKind.values,
        "retentions": retentions(kind),
        "basis_kinds": targets.basis_kinds(),
        "sources": terms.SOURCE_WORDS.items(),
        "informations": terms.INFORMATION_WORDS.items(),
        "lacks": [kind.properties[code].name[tongue()] for code in lacks],
        "constants": _constants(settings, kind, lacks),
    }
    return render(request, "portal/contributing/mapping.html", context, status=status)


def readers(register: banks.Register, bank: str, own: str) -> list[str]:
    """The parties that take part in the bank today, without one's own."""
    found = register.banks.get(bank)
    rows = found.participations if found else ()
    return sorted(row.party for row in rows if row.party != own and row.stands(register.day) and row.queries)


def _columns(upload: uploads.Upload, settings: formats.Settings, kind: types.RecordType | None) -> list[dict]:
    names, sample = upload.found.get("columns", []), upload.found.get("sample", [])
    rows = mapping_form.of_columns(settings.mapping, names)
    told = upload.report.get("words", {})
    for place, row in enumerate(rows):
        cells = [cells[place] for cells in sample if place < len(cells) and cells[place].strip()]
        row |= {"samples": list(dict.fromkeys(cells))[:SAMPLES], "at": f"c{place}-"}
        row["words"] = list(told.get(row["name"], {}).items())
        row["choices"] = _choices(row, kind)
        row["target"] = targets.chosen(row["target"], kind) if kind else row["target"]
    return rows


def _choices(row: dict, kind: types.RecordType | None) -> list[tuple[str, str]]:
    """What a word of this column may mean, where the column holds one of several fixed things."""
    prop = kind.properties.get(str(row.get("target", "")).split("|")[0]) if kind else None
    return targets.choices_of(prop) if row["words"] else []


def retentions(kind: types.RecordType | None) -> list[tuple[str, str, float]]:
    """Why and how long records of this type may be kept: code, words, most years."""
    codes = kind.retention if kind else [each.value for each in RetentionClass]
    known = retention.classes()
    return [(code, str(terms.RETENTION_WORDS.get(code, code)), known[code].initial / 12) for code in codes]


def _constants(settings: formats.Settings, kind: types.RecordType | None, lacks: list[str]) -> list[dict]:
    """The rows in which something is said of every row of the file, with the choices where there are only some."""
    if kind is None:
        return []
    rows = mapping_form.of_constants(settings.mapping, lacks)
    for number, row in enumerate(rows):
        row["target"] = targets.chosen(row["target"], kind)
        prop = kind.properties.get(row["target"].split("|")[0])
        choices = prop.choices if prop is not None and prop.kind == "choice" else {}
        row |= {"at": f"k{number}-", "choices": [(code, words[tongue()]) for code, words in choices.items()]}
    return rows


@page(policy="desk", journal="databanks.profile.removed", methods=("GET", "POST"))
def profiles(request: HttpRequest) -> HttpResponse:
    """Saved mappings of the agency; one may be removed."""
    if request.method == "POST":
        with contributing(request) as token:
            actions.remove_profile(token, request.POST.get("name", ""))
        return redirect("portal:contribute-profiles")
    context = {"profiles": uploads.profiles(request.desk_token)}
    return render(request, "portal/contributing/profiles.html", context)
