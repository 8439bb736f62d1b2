"""What waits. Call inside `commonweal.handling.warrants.reading(token)`: row-level security gives the rows that the
warrant's officer may see, and without a warrant there are none.
"""

import uuid
from collections.abc import Callable
from string import Formatter

from django.utils.translation import gettext

from commonweal.common import sealed
from commonweal.common.errors import BadInput
from commonweal.workflow.models import InboxItem
from commonweal.workflow.terms import SENTENCES, VARIANT, ItemKind

SEALED = "sealed"
"""In an item's words: a value that is kept sealed."""


def waiting(limit: int = 50) -> list[InboxItem]:
    """Items not yet done: what has a term first, the nearest first, then the newest."""
    items = InboxItem.objects.filter(done_at=None)
    return list(items.order_by("due_at", "-created_at", "id")[:limit])


def recent(limit: int = 50) -> list[InboxItem]:
    """Items done or not, the newest first."""
    return list(InboxItem.objects.all()[:limit])


def template(kind: str, words: dict[str, object]) -> str:
    """The English sentence for an item of `kind` with these values.

    Raises BadInput for a kind, a variant or a set of values that no sentence has.
    """
    variants = SENTENCES[_kind(kind)]
    sentence = variants.get("") or variants.get(str(words.get(VARIANT, "")))
    if sentence is None:
        raise BadInput(
            "workflow.item.no-sentence",
            "An item of kind {kind} needs a {variant} of {known}.",
            kind=kind,
            variant=VARIANT,
            known=", ".join(variants),
        )
    missing = sorted({name for _, name, _, _ in Formatter().parse(sentence) if name} - set(words))
    if missing:
        raise BadInput(
            "workflow.item.incomplete", "An item of kind {kind} lacks {missing}.", kind=kind, missing=", ".join(missing)
        )
    return sentence


def sentence(item: InboxItem, *, label: Callable[[str, object], str] = lambda name, value: str(value)) -> str:
    """What the item says, in the language of the moment.

    `label(name, value)` turns a value into the reader's words (an agency's code into its name, a purpose's code into
    its title); without it the stored values stand.
    """
    values = {name: label(name, value) for name, value in words(item).items()}
    return gettext(template(item.kind, item.words)).format(**values)


def words(item: InboxItem) -> dict[str, object]:
    """The values of the item's sentence, sealed ones opened."""
    return {
        name: sealed.unseal_text(value[SEALED], place(item.pk, name)) if isinstance(value, dict) else value
        for name, value in item.words.items()
    }


def place(item: uuid.UUID, name: str) -> str:
    """Where a sealed value of an item stands."""
    return sealed.place("workflow_inbox", item, name)


def _kind(kind: str) -> ItemKind:
    try:
        return ItemKind(kind)
    except ValueError:
        raise BadInput("workflow.item.unknown-kind", "There is no kind of item named {kind}.", kind=kind) from None
