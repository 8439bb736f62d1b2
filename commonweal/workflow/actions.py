"""Put something into an inbox, and settle it.

`post` writes no journal entry of its own: it is always part of a deed that is journalled with the same facts.
`seen` and `done` need an open warrant (`commonweal.handling.warrants.reading`); row-level security decides whose items
they can touch.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from commonweal.audit import journal
from commonweal.common import clock, sealed
from commonweal.common.errors import NotAllowed
from commonweal.workflow import queries
from commonweal.workflow.models import InboxItem
from commonweal.workflow.queries import SEALED


def post(
    agency: str,
    *,
    kind: str,
    subject: str,
    words: dict[str, object],
    sealed_words: Mapping[str, object] = MappingProxyType({}),
    officer: str = "",
    due: datetime | None = None,
) -> InboxItem:
    """Put an item into the inbox of `agency`, or of one `officer` of it (both by code).

    `words` are the values of the kind's sentence (`terms.SENTENCES`); `subject` is a stable reference string.
    `sealed_words` are further ones, in which words of a question may stand: they are kept sealed.
    Raises BadInput when the sentence could not be said with them.
    """
    queries.template(kind, words | dict(sealed_words))
    item = uuid.uuid4()
    closed = {
        name: {SEALED: sealed.seal_text(value, queries.place(item, name))} for name, value in sealed_words.items()
    }
    return InboxItem.objects.create(
        id=item,
        agency=agency,
        officer=officer,
        kind=kind,
        subject=subject,
        words=words | closed,
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
