"""My day: what waits for our agency, who found our records, which purposes are open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.common import clock
from commonweal.databanks import queries as databanks
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.portal import dates, directory, drawing
from commonweal.portal.acting import has_role
from commonweal.portal.oversight_terms import RULE_WORDS
from commonweal.portal.pages import page
from commonweal.portal.words import purpose_name
from commonweal.workflow import actions, queries
from commonweal.workflow.models import InboxItem
from commonweal.workflow.terms import ItemKind

FOUND = {ItemKind.RECORD_SEEN, ItemKind.SILENT_HIT}
"""Kinds of item that tell of our own records; they stand in the timeline, not among what waits."""
REVIEWS = (ItemKind.REVIEW_ASKED, ItemKind.DRAFTS_WAIT)
ENDS = {ItemKind.RECORDS_EXPIRE, ItemKind.EXTENSION_ASKED}
RECALLS = {ItemKind.RECORD_RECALLED, ItemKind.RECORD_CONTESTED}
SUPERVISED = {
    ItemKind.COMPLAINT_ASKED: "portal:contested",
    ItemKind.SAMPLE_ANSWERED: "portal:sample",
    ItemKind.FLAG_RAISED: "portal:flags",
}
QUALITY = {ItemKind.QUALITY_FOUND, ItemKind.QUALITY_MONTH}
PAGE_OF = {
    "record": "portal:record",
    "folder": "portal:folder",
    "batch": "portal:contribution",
    "case": "portal:case",
    "sample": "portal:sample-asked",
}
"""Kind of thing that an item is about → the page on which it is dealt with."""
SHOWN_FOUND = 8
LONGEST_INBOX = 500
SHORT = 32
"""Letters of a sentence that the axis shows."""
SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Line:
    """One item ready for the page."""

    id: object
    sentence: str
    rich: str
    kind: str
    party: str
    address: str
    enquiry: str
    created_at: datetime
    due_at: datetime | None
    fresh: bool


@page(policy="desk", journal="portal.day.read")
def day(request: HttpRequest) -> HttpResponse:
    """The page that an officer opens first."""
    with warrants.reading(request.desk_token):
        items = name_own(queries.waiting(LONGEST_INBOX))
        recent = name_own(queries.recent(LONGEST_INBOX))
    waiting = [line(item) for item in items if item.kind not in FOUND]
    found = [line(item) for item in recent if item.kind in FOUND]
    context = {
        "groups": grouped(waiting, clock.now()),
        "found": found[:SHOWN_FOUND],
        "fresh": any(each.fresh for each in found),
        "axis": fortnight(waiting, clock.now()),
        "may_decide": has_role(request, Role.APPROVER),
        "may_contribute": has_role(request, Role.CONTRIBUTOR),
    }
    return render(request, "portal/day.html", context)


@page(policy="desk", journal="workflow.item.done", methods=("POST",))
def settle(request: HttpRequest, item: object) -> HttpResponse:
    """Take one item off the list."""
    with warrants.reading(request.desk_token) as holder:
        for each in InboxItem.objects.filter(pk=item):
            actions.done(each, by=holder.actor)
    return redirect("portal:day")


@page(policy="desk", journal="workflow.item.seen", methods=("POST",))
def noted(request: HttpRequest) -> HttpResponse:
    """Note every item about our own records as seen."""
    with warrants.reading(request.desk_token) as holder:
        for each in InboxItem.objects.filter(kind__in=FOUND, seen_at=None)[:LONGEST_INBOX]:
            actions.seen(each, by=holder.actor)
    return redirect("portal:day")


def name_own(items: list[InboxItem]) -> list[InboxItem]:
    """Items about our own records with our own reference, which a reader at level hit could not put into them."""
    about = {
        item.pk: UUID(item.subject.removeprefix("record/")) for item in items if item.subject.startswith("record/")
    }
    ours = databanks.references(set(about.values()))
    for item in items:
        reference = ours.get(about.get(item.pk))
        if reference and "ref" in item.words:
            item.words = item.words | {"ref": reference}
    return items


def line(item: InboxItem) -> Line:
    """An item with its sentence in the reader's words."""
    thing, _separator, reference = item.subject.partition("/")
    return Line(
        id=item.pk,
        sentence=capfirst(queries.sentence(item, label=_label)),
        rich=_rich(item, reference if thing == "record" else ""),
        kind=item.kind,
        party=str(item.words.get("party", "")),
        address=_address(item, thing, reference),
        enquiry=str(item.words.get("enquiry", "")),
        created_at=item.created_at,
        due_at=item.due_at,
        fresh=item.seen_at is None and item.done_at is None,
    )


def _address(item: InboxItem, thing: str, reference: str) -> str:
    """The page on which the item is dealt with; "" where there is none."""
    if item.words.get("enquiry"):
        return reverse("portal:enquiry", args=[item.words["enquiry"]])
    if item.words.get("disclosure"):
        return reverse("portal:disclosure", args=[item.words["disclosure"]])
    if item.words.get("judgement"):
        return reverse("portal:judgements")
    if item.words.get("kept"):
        return reverse("portal:kept", args=[item.words["kept"]])
    if item.kind in RECALLS:
        return reverse("portal:recalls")
    if item.kind in ENDS:
        return reverse("portal:ends")
    if item.kind in REVIEWS:
        return reverse("portal:reviews")
    if item.kind in SUPERVISED:
        return reverse(SUPERVISED[item.kind])
    if item.kind in QUALITY:
        return reverse("portal:quality")
    if item.kind == ItemKind.PAIRS_PROPOSED:
        return reverse("portal:names")
    page_of = PAGE_OF.get(thing)
    return reverse(page_of, args=[reference]) if page_of else ""


def _label(name: str, value: object) -> str:
    words = {
        "agency": directory.agency_name,
        "owner": directory.agency_name,
        "officer": directory.officer_name,
        "purpose": purpose_name,
        "date": dates.partial,
        "rule": lambda value: str(RULE_WORDS.get(value, value)),
    }
    return words[name](str(value)) if name in words else str(value)


def _rich(item: InboxItem, record: str) -> SafeString:
    """The sentence with the record's reference as a link to it."""
    values: dict[str, object] = {name: _label(name, value) for name, value in queries.words(item).items()}
    if record and "ref" in values:
        address = reverse("portal:record", args=[record])
        values["ref"] = format_html('<a class="cw-ref" href="{}">{}</a>', address, values["ref"])
    return format_html(gettext(queries.template(item.kind, item.words)), **values)


def grouped(lines: list[Line], now: datetime) -> list[tuple[str, list[Line]]]:
    """Overdue, today, later, without a term: only groups that hold something."""
    groups: dict[str, list[Line]] = {name: [] for name in ("over", "today", "later", "open")}
    for each in lines:
        if each.due_at is None:
            groups["open"].append(each)
        elif each.due_at < now:
            groups["over"].append(each)
        elif each.due_at.date() == now.date():
            groups["today"].append(each)
        else:
            groups["later"].append(each)
    words = {"over": _("Overdue"), "today": _("Today"), "later": _("Later"), "open": _("Without a term")}
    return [(str(words[name]), held) for name, held in groups.items() if held]


def fortnight(lines: list[Line], now: datetime) -> SafeString | str:
    """The axis of the next fourteen days, or "" where nothing ends on it."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    ending = [each for each in lines if each.due_at and each.due_at < start + timedelta(days=drawing.AXIS_DAYS)]
    if not ending:
        return ""
    days = [start + timedelta(days=number) for number in range(drawing.AXIS_DAYS)]
    headings = [dates.axis_day(each, with_month=number == 0 or each.day == 1) for number, each in enumerate(days)]
    marks = [_mark(each, now) for each in ending]
    label = gettext("What ends in the next fourteen days; the same items are in the list below")
    return drawing.axis(marks, now=now, day_words=headings, label=label)


def _mark(line_: Line, now: datetime) -> drawing.Mark:
    """The line as a mark: late ▲, soon △ within two days, otherwise without a sign."""
    words = line_.sentence if len(line_.sentence) <= SHORT else f"{line_.sentence[: SHORT - 1]}…"
    if line_.due_at < now:
        return drawing.Mark(line_.due_at, f"▲ {words}", "late")
    if line_.due_at < now + SOON:
        return drawing.Mark(line_.due_at, f"△ {words}", "soon")
    return drawing.Mark(line_.due_at, words)
