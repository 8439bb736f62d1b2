"""The earlier states of one record: what changed, when, and for its owner by whom and with which contribution."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.databanks import versions
from commonweal.portal import facts, history
from commonweal.portal.pages import page
from commonweal.portal.web.records import opened_under


@page(policy="record", journal="databanks.versions.read")
def earlier(request: HttpRequest, record: UUID) -> HttpResponse:
    """Every state that the reader may see. A hit has no history; what may not be seen answers like what is not."""
    found, _token, warrant = opened_under(request, record, lambda token: versions.versions(token, record))
    if found is None:
        raise Http404
    context = {
        "record": found.record,
        "title": facts.title_of(found.record),
        "states": [(state, history.since_words(state)) for state in history.told(found)],
        "warrant": warrant,
    }
    return render(request, "portal/record_versions.html", context)
