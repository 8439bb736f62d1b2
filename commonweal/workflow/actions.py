"""Put something into an inbox, and settle it.

`post` writes no journal entry of its own: it is always part of a deed that is journalled with the same facts.
`seen` and `done` need an open warrant (`commonweal.handling.warrants.reading`); row-level security decides whose items
they can touch.
"""

from datetime import datetime

from django.db import transaction

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import NotAllowed
from commonweal.workflow import queries
from commonweal.workflow.models import InboxItem


def post(
    agency: str,
    *,
    kind: str,
    subject: str,
    words: dict[str, object],
    officer: str = "",
    due: datetime | None = None,
) -> InboxItem:
    """Put an item into the inbox of `agency`, or of one `officer` of it (both by code).

    `words` are the values of the kind's sentence (`terms.SENTENCES`); `subject` is a stable reference string.
    Raises BadInput when the sentence could not be said with them.
    """
    queries.template(kind, words)
    return InboxItem.objects.create(
        agency=agency,
        officer=officer,
        kind=kind,
        subject=subject,
        words=words,
        created_at=clock.now(),
        due_at=due,
    )


@transaction.atomic
def seen(item: InboxItem, *, by: journal.Actor) -> InboxItem:
    """Note that the addressee has looked at the item; the first look counts, later ones change nothing."""
    return _stamp(item, "seen_at", "workflow.item.seen", by)


@transaction.atomic
def done(item: InboxItem, *, by: journal.Actor) -> InboxItem:
    """Settle the item: it no longer waits. Settling it twice changes nothing."""
    return _stamp(item, "done_at", "workflow.item.done", by)


def _stamp(item: InboxItem, field: str, verb: str, by: journal.Actor) -> InboxItem:
    visible = InboxItem.objects.filter(pk=item.pk)
    if visible.filter(**{field: None}).update(**{field: clock.now()}):
        journal.record(verb, by=by, about=(f"item/{item.pk}", item.subject))
    fresh = visible.first()
    if fresh is None:
        raise NotAllowed("workflow.item.not-yours", "No such item waits for you.")
    return fresh
