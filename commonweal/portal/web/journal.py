"""How the journal stands: what its witnesses last confirmed, and who of them is behind."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.audit import witnessing
from commonweal.portal.pages import page


@page(policy="desk", journal="portal.journal.viewed")
def stands(request: HttpRequest) -> HttpResponse:
    """The last settled checkpoint, until when it keeps records of others open, each witness."""
    now = witnessing.standing(connection)
    rows = [
        {
            "name": name,
            "size": seen.get("size", 0) if seen.get("at") else None,
            "at": witnessing.cosigned_at(seen),
            "behind": max(0, now.size - seen["size"]) if seen.get("at") else 0,
            "fault": seen.get("fault", ""),
        }
        for name, seen in sorted(now.witnesses.items())
    ]
    return render(request, "portal/journal.html", {"stand": now, "witnesses": rows, "hours": now.seconds / 3600})
