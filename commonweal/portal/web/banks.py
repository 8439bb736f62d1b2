"""Banks: what each is, who runs it, who takes part, who may query it; the secretariat keeps what the pages say."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.common.tables import Table
from commonweal.databanks import banks, types, usage
from commonweal.databanks.actions import banks as actions
from commonweal.handling.terms import Role
from commonweal.portal import bank_words, bars, dates, directory, downloads, terms
from commonweal.portal.acting import has_role, step
from commonweal.portal.error_words import sentence
from commonweal.portal.forms import Form
from commonweal.portal.pages import page
from commonweal.portal.words import type_name

OF_BANK = ("operator", "operator_source", "basis_en", "basis_ru", "source", "since", "until", "what_en", "what_ru")
OF_PARTICIPANT = ("party", "contributes", "queries", "p_since", "p_until", "p_source")
FORMATS = ("csv", "xlsx")


@page(policy="desk", journal="portal.banks.read")
def all_banks(request: HttpRequest) -> HttpResponseBase:
    """Every bank with what we may do in it."""
    register = banks.register()
    lines = [_line(request, register, bank) for bank in register.banks.values()]
    return render(request, "portal/banks.html", {"lines": lines})


def _line(request: HttpRequest, register: banks.Register, bank: banks.Bank) -> dict:
    """A bank, how many parties take part, and what the desk's agency does in it."""
    desk = request.desk
    row = register.participation(bank.code, desk.party)
    stands = bool(row and row.stands(register.day))
    contributes = [each for each in (row.contributes if stands else ()) if each in (banks.EVERY, desk.kind)]
    return {
        "bank": bank,
        "parties": [each.party for each in bank.participations if each.stands(register.day)],
        "contributes": bool(contributes),
        "queries": any(each.code == bank.code for each in register.askable(desk.party, desk.kind)),
    }


def _bank(code: str) -> tuple[banks.Register, banks.Bank]:
    register = banks.register()
    if code not in register.banks:
        raise Http404
    return register, register.banks[code]


@page(policy="desk", journal="portal.banks.read")
def bank(request: HttpRequest, code: str) -> HttpResponseBase:
    """One bank: what it is, who takes part, what it takes and gives out."""
    register, found = _bank(code)
    context = {
        "bank": found,
        "line": _line(request, register, found),
        "rows": _grouped(found, register.day),
        "may_change": has_role(request, Role.SECRETARIAT),
        "months": usage.months(code),
        "new_year": usage.new_year(),
    }
    return render(request, "portal/bank.html", context)


def _grouped(found: banks.Bank, day: date) -> list[dict]:
    """Parties that take part in the same way stand in one row."""
    groups: dict[tuple, list[str]] = {}
    for row in found.participations:
        how = (row.contributes, row.queries, row.since, row.until, row.source, row.verified)
        groups.setdefault(how, []).append(row.party)
    rows = [(banks.Participation(found.code, parties[0], *how), parties) for how, parties in groups.items()]
    return [{"row": row, "parties": parties, "stands": row.stands(day)} for row, parties in rows]


@page(policy="desk", journal="portal.access-list.read")
def access(request: HttpRequest, code: str) -> HttpResponseBase:
    """The published list of who may query a bank on a day: agencies and numbers of officers, no names."""
    _register, found = _bank(code)
    form = Form({"day": request.GET.get("day", "").strip()[:20]})
    day = _day(form)
    rows = usage.access_list(code, day)
    if (format_ := request.GET.get("format", "")) in FORMATS:
        name = f"access-{code}-{day:%Y-%m-%d}"
        return downloads.table_response([_access_table(found, day, rows)], format=format_, name=name)
    context = {"bank": found, "day": day, "rows": rows, "form": form, "total": sum(row.officers for row in rows)}
    return render(request, "portal/bank_access.html", context)


def _day(form: Form) -> date:
    """The day that was typed; 1 January of this year without one; an unreadable one is told."""
    text = form.values["day"]
    if not text:
        return usage.new_year()
    read = dates.read_partial(text)
    if read is None or len(read) != 10:
        form.errors["day"] = _("This is no day. Write it as 24.11.2026.")
        return usage.new_year()
    return date.fromisoformat(read)


def _access_table(found: banks.Bank, day: date, rows: list[usage.Access]) -> Table:
    return Table(
        title=f"{found.code} {day:%Y-%m-%d}",
        head=[[bank_words.in_tongue(found, "name")], [_("May query on {day}").format(day=dates.day(day))]],
        columns=[_("State"), _("Code"), _("Agency"), _("Kind"), _("Officers")],
        rows=[
            [
                directory.party_name(row.party),
                row.agency,
                directory.agency_name(row.agency),
                terms.AGENCY_KIND_WORDS.get(row.kind, row.kind),
                row.officers,
            ]
            for row in rows
        ],
        widths=[22, 18, 60, 20, 10],
    )


@page(policy="secretariat", journal="databanks.bank.changed", methods=("GET", "POST"))
def change(request: HttpRequest, code: str) -> HttpResponseBase:
    """The secretariat changes what the register says of a bank, or who takes part in it."""
    _register, found = _bank(code)
    if request.method != "POST":
        return _form(request, found, Form(_values(found, request.GET.get("party", ""))))
    form = Form({name: request.POST.get(name, "").strip() for name in (*OF_BANK, *OF_PARTICIPANT)})
    form.values |= {name: request.POST.get(name, "") for name in ("verified", "operator_verified", "p_verified")}
    try:
        with step(request.desk.officer, Role.SECRETARIAT) as token:
            actions.bring([_entry(code, form.values, request.POST.getlist("record_types"))], token)
    except BadInput as problem:
        form.errors[_field(problem, form)] = sentence(problem)
        return _form(request, found, form, status=400)
    return redirect("portal:bank", code)


def _entry(code: str, values: dict[str, str], record_types: list[str]) -> dict:
    """The form as an entry of the register; the participant only where a party is named."""
    entry = {name: values[name] for name in OF_BANK}
    entry |= {
        "code": code,
        "verified": bool(values["verified"]),
        "operator_verified": bool(values["operator_verified"]),
    }
    if record_types:
        entry["record_types"] = record_types
    if values["party"]:
        row = {name: values[name].split() for name in ("contributes", "queries")}
        row |= {"parties": [values["party"].upper()], "verified": bool(values["p_verified"])}
        row |= {name: values[f"p_{name}"] for name in ("since", "until", "source")}
        entry["participants"] = [row]
    return entry


def _field(problem: BadInput, form: Form) -> str:
    """The field of the form that the error names; those of the participant have names of their own here."""
    name = str(problem.params.get("field", ""))
    if name == "parties":
        return "party"
    return f"p_{name}" if form.values["party"] and f"p_{name}" in OF_PARTICIPANT else name


def _values(found: banks.Bank, party: str) -> dict[str, str]:
    values = {name: getattr(found, name) for name in OF_BANK}
    values |= {name: "on" if getattr(found, name) else "" for name in ("verified", "operator_verified")}
    row = next((each for each in found.participations if each.party == party), None)
    if row:
        values |= {"party": party, "contributes": " ".join(row.contributes), "queries": " ".join(row.queries)}
        values |= {f"p_{name}": getattr(row, name) for name in ("since", "until", "source")}
        values["p_verified"] = "on" if row.verified else ""
    return values


def _form(request: HttpRequest, found: banks.Bank, form: Form, *, status: int = 200) -> HttpResponseBase:
    fields = {
        name: {"name": name, "value": form.values.get(name, ""), "error": form.errors.get(name, "")}
        for name in (*OF_BANK, *OF_PARTICIPANT, "record_types", "verified", "operator_verified", "p_verified")
    }
    context = {
        "bank": found,
        "form": form,
        "fields": fields,
        "all_types": [banks.EVERY, *sorted(types.all_types(), key=type_name)],
        "all_kinds": list(terms.AGENCY_KIND_WORDS),
        "today": clock.today(),
    }
    return render(request, "portal/bank_change.html", context, status=status)


@page(policy="desk", journal="portal.sheet.read")
def sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """The monthly sheet of a bank by state: table, bars of one measure, and the same as a file."""
    _register, found = _bank(code)
    known = usage.months(code)
    asked = request.GET.get("month", "")
    month = next((each for each in known if f"{each:%Y-%m}" == asked), known[0] if known else None)
    made = usage.sheet(code, month) if month else None
    if made and (format_ := request.GET.get("format", "")) in FORMATS:
        return downloads.table_response([_sheet_table(found, made)], format=format_, name=f"sheet-{code}-{month:%Y-%m}")
    measure = request.GET.get("measure", "")
    measure = measure if measure in usage.MEASURES else "held"
    context = {
        "bank": found,
        "made": made,
        "months": known,
        "measures": usage.MEASURES,
        "measure": measure,
        "lines": [(party, [values.get(each) for each in usage.MEASURES]) for party, values in made.rows.items()]
        if made
        else [],
        "bars": _bars(made, measure) if made else "",
    }
    return render(request, "portal/bank_sheet.html", context)


def _bars(made: usage.Sheet, measure: str) -> str:
    drawn = []
    for party, values in made.rows.items():
        value = values.get(measure)
        number = float(value.number) if value and value.number is not None else None
        drawn.append(bars.Bar(party, number, bank_words.figure(value)))
    return bars.across(drawn, str(bank_words.MEASURE_WORDS[measure]))


def _sheet_table(found: banks.Bank, made: usage.Sheet) -> Table:
    return Table(
        title=f"{found.code} {made.month:%Y-%m}",
        head=[[bank_words.in_tongue(found, "name")], [f"{made.month:%Y-%m}"]],
        columns=[_("State"), *(str(bank_words.MEASURE_WORDS[each]) for each in usage.MEASURES)],
        rows=[
            [directory.party_name(party), *(_cell(values.get(each)) for each in usage.MEASURES)]
            for party, values in made.rows.items()
        ],
        widths=[22, *[14] * len(usage.MEASURES)],
    )


def _cell(value: usage.Value | None) -> float | int | str | None:
    if value is None:
        return None
    if value.few:
        return bank_words.figure(value)
    return int(value.number) if value.number == int(value.number) else float(value.number)
