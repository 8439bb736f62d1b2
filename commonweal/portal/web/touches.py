"""The owner's page: who touched our records, when, for what, and what they saw; never the words of a question."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonweal.common import clock, tables
from commonweal.databanks import queries
from commonweal.portal import directory, downloads
from commonweal.portal.forms import CHOICE_FIELDS, Form
from commonweal.portal.pages import page
from commonweal.portal.terms import LEVEL_WORDS
from commonweal.portal.words import level_code, purpose_name

MOST = 1000
"""Rows that one page or one table takes at most."""
A_PAGE = 50


@page(policy="desk", journal="databanks.touches.read")
def touches(request: HttpRequest) -> HttpResponse:
    """The list, newest first, filtered by day and by state."""
    form, rows = _chosen(request)
    first = max(_number(request.GET.get("page", "")) - 1, 0) * A_PAGE
    context = {
        "form": form,
        "rows": rows[first : first + A_PAGE],
        "parties": sorted({row.party for row in _all(request)}),
        "number": first // A_PAGE + 1,
        "more": len(rows) > first + A_PAGE,
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/touches.html", context)


@page(policy="desk", journal="portal.touches.exported", proof="fresh")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV, for the agency's own review of use."""
    _form, rows = _chosen(request)
    who = (_("When"), _("State"), _("Agency"), _("Officer"), _("Purpose"), _("Basis"), _("Case"))
    table = tables.Table(
        _("Our records touched"),
        (*who, _("Received"), _("Record"), _("Receipt")),
        (_values(row) for row in rows),
    )
    return downloads.table_response([table], format=tables.CSV, name=f"touches-{clock.today():%Y-%m-%d}")


def _all(request: HttpRequest) -> list:
    return queries.touches(request.desk_token, limit=MOST)


def _chosen(request: HttpRequest) -> tuple[Form, list]:
    form, since, end = period(request)
    party = form.values["party"]
    rows = [
        row
        for row in _all(request)
        if (since is None or row.at >= since) and (end is None or row.at < end) and (not party or row.party == party)
    ]
    return form, rows


def period(request: HttpRequest) -> tuple[Form, datetime | None, datetime | None]:
    """The days chosen, the moment from which and the one before which a touch lies; None where nothing was chosen."""
    form = Form({name: request.GET.get(name, "").strip()[:20] for name in CHOICE_FIELDS})
    since, until = _day(form, "since"), _day(form, "until")
    return form, since, until and until + timedelta(days=1)


def _day(form: Form, name: str) -> datetime | None:
    """A day as typed (24.11.2026 or 2026-11-24); an unreadable one is told and filters nothing."""
    text = form.values[name]
    if not text:
        return None
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
    form.errors[name] = _("This is no day. Write it as 24.11.2026.")
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 1


def _values(row: queries.TouchView) -> list[tables.Cell]:
    return [
        row.at,
        row.party,
        directory.agency_name(row.agency),
        directory.officer_name(row.officer),
        purpose_name(row.purpose),
        row.basis,
        row.case_ref,
        str(LEVEL_WORDS[level_code(row.level)]),
        row.owner_ref,
        row.receipt,
    ]
