"""One record: facts, names, links, who sees it and why, who touched it. Read under the purpose, else under the desk."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.databanks import contests, corrections, queries
from commonweal.handling.queries import PartyLevel
from commonweal.handling.warrants import Holder
from commonweal.members.queries import contact_for
from commonweal.portal import facts
from commonweal.portal.pages import page
from commonweal.search import opening

SHOWN_TOUCHES = 12
Found = TypeVar("Found")


@page(policy="record", journal="databanks.record.disclosed")
def record(request: HttpRequest, record: UUID) -> HttpResponse:
    """The page of a record. What does not exist and what may not be seen answer alike."""
    found, token, warrant = seen_under(request, lambda token: opening.record(token, record))
    if found is None:
        raise Http404
    context = said(found) | {"warrant": warrant}
    context["achieved"] = contests.outcome(token, record) if found.level != "hit" else None
    if not found.mine:
        context |= before_acting(found, token)
    else:
        context |= _owners(token, request.desk_token, record)
    return render(request, "portal/record.html", context)


def before_acting(found: queries.RecordView, token: str) -> dict[str, object]:
    """The card on another agency's record: whom to reach now, and what the owner said so far."""
    return {"contact": contact_for(found.owner_agency), "confirmed": corrections.confirmed(token, found.id)}


def said(found: queries.RecordView) -> dict[str, object]:
    """What a record says, in the groups in which its page and its print show it."""
    title = facts.title_of(found)
    narrative = facts.facts(found, "narrative", but=("place",))
    return {
        "record": found,
        "title": title,
        "lead": facts.lead(found, title),
        "numbers": facts.numbers(found),
        "names": facts.names(found),
        "identity": facts.facts(found, "identity", but=("name", "identifier")),
        "narrative": [each for each in narrative if each.code != facts.ASSESSMENTS],
        "assessments": [each for each in narrative if each.code == facts.ASSESSMENTS],
        "places": [each for each in facts.facts(found, "narrative") if each.kind == "place"],
        "special": facts.facts(found, "special"),
    }


def seen_under(request: HttpRequest, ask: Callable[[str], Found | None]) -> tuple[Found | None, str, Holder | None]:
    """What `ask` gives under the purpose or else under the desk, the token that opened it, and who holds that."""
    for token, warrant in ((request.purpose_token, request.purpose), (request.desk_token, request.desk)):
        found = ask(token) if warrant else None
        if found is not None:
            return found, token, warrant
    return None, "", None


def opened_under(
    request: HttpRequest, record: UUID, ask: Callable[[str], Found | None]
) -> tuple[Found | None, str, Holder | None]:
    """The same of something that belongs to one record, counted as its opening where it is another agency's."""
    return seen_under(request, lambda token: opening.admitted(token, record, ask))


def _owners(token: str, desk_token: str, record: UUID) -> dict[str, object]:
    """What only the owner's page holds: the row that decided, what each party sees, who touched the record."""
    sees = queries.who_sees_record(token, record)
    touches = queries.touches(desk_token, record=record, limit=SHOWN_TOUCHES + 1)
    return {
        "decision": queries.why(token, record),
        "sees": sees,
        "sees_by_reason": by_reason(sees),
        "shown_touches": touches[:SHOWN_TOUCHES],
        "more_touches": len(touches) > SHOWN_TOUCHES,
    }


def by_reason(levels: Sequence[PartyLevel]) -> list[dict[str, object]]:
    """Parties that see the same for the same reason in one row, the highest level first."""
    ordered = sorted(levels, key=lambda each: (-int(each.level), each.row.number, each.party))
    rows = []
    for _key, members in groupby(ordered, key=lambda each: each.row.number):
        group = list(members)
        rows.append(
            {"level": int(group[0].level), "reason": group[0].reason, "parties": [each.party for each in group]}
        )
    return rows
