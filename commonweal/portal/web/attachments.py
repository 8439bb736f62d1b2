"""One attachment of a record, handed out as a file; each time it is opened stands in the owner's journal."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from commonweal.databanks import enclosures, queries
from commonweal.portal import downloads
from commonweal.portal.pages import page
from commonweal.portal.web.records import opened_under


@page(policy="record", journal="databanks.attachment.disclosed")
def attachment(request: HttpRequest, record: UUID, number: int) -> HttpResponseBase:
    """The file. What may not be seen, what has no such number and what does not exist answer alike."""
    if not 0 <= number <= enclosures.MOST:
        raise Http404
    found, _token, _warrant = opened_under(request, record, lambda token: queries.attachment(token, record, number))
    if found is None:
        raise Http404
    return downloads.attachment_response(found)
