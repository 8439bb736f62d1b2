"""The print of one record: a page of paper that says whose it is, who printed it, and what may be done with it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.common.errors import CommonwealError
from commonweal.databanks import actions
from commonweal.portal import dates, directory, sheets, terms
from commonweal.portal.pages import page
from commonweal.portal.web import errors
from commonweal.portal.web.records import before_acting, opened_under, said


@page(policy="record", journal="databanks.record.printed", proof="fresh")
def printed(request: HttpRequest, record: UUID) -> HttpResponse:
    """The sheet. What may not be seen answers like what is not; a refusal is told only of what the reader sees."""
    try:
        taken, token, _warrant = opened_under(request, record, lambda token: actions.print_record(token, record))
    except CommonwealError as problem:
        return errors.told(request, problem)
    if taken is None:
        raise Http404
    export, found = taken.export, taken.records[0]
    context = said(found) | {
        "export": export,
        "mark": sheets.mark_of(export),
        "water": " · ".join((directory.officer_name(export.officer), export.code, dates.moment(export.made_at))),
        "conditions": terms.CONDITIONS[found.handling],
    }
    if not found.mine:
        context |= before_acting(found, token)
    return render(request, "portal/record_print.html", context)
