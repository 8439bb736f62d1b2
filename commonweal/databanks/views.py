"""What reads of the data banks hand out: values, without a way back to the database."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from commonweal.handling.decision import Label


@dataclass(frozen=True, slots=True)
class Custody:
    """What only the owner sees of a record: its label and who contributed and approved it."""

    label: Label
    contributor: str
    approver: str
    approved_at: datetime
    batch: uuid.UUID
    list: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with another record that the reader may at least know of; `to` is the other, whichever way it leads.

    `type`, `owner_ref` and `identity` tell of the other record what the reader may see of it: at level hit nothing,
    and `hit_ref` names it.
    """

    to: uuid.UUID
    kind: str
    evaluation: str
    since: str
    source: str
    outgoing: bool
    level: str = "hit"
    hit_ref: str = ""
    owner_party: str = ""
    owner_agency: str = ""
    type: str = ""
    owner_ref: str = ""
    identity: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment as a page names it; `body` only where it was opened."""

    number: int
    kind: str
    title: str
    media_type: str
    size: int
    sha256: bytes
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as this reader may see it; parts above his level are empty."""

    id: uuid.UUID
    level: str
    hit_ref: str
    bank: str
    owner_party: str
    owner_agency: str
    owner_unit: str
    classification: int
    handling: str
    status: str
    expires: datetime
    mine: bool
    type: str = ""
    owner_ref: str = ""
    version: int = 0
    changed_at: datetime | None = None
    identity: dict = field(default_factory=dict)
    narrative: dict = field(default_factory=dict)
    special: dict = field(default_factory=dict)
    basis: dict = field(default_factory=dict)
    evaluation: str = ""
    retention: str = ""
    links: tuple[LinkView, ...] = ()
    attachments: tuple[AttachmentView, ...] = ()
    biometrics: tuple[dict, ...] = ()
    custody: Custody | None = None

    def values(self, code: str) -> list:
        """All values of a property, from whichever part holds it; [] where the reader was given none."""
        for part in (self.identity, self.narrative, self.special):
            if code in part:
                return part[code]
        return []

    @property
    def names(self) -> list[dict]:
        return self.values("names")

    @property
    def births(self) -> list[dict]:
        return self.values("births")

    @property
    def sex(self) -> list[str]:
        return self.values("sex")

    @property
    def places(self) -> list[dict]:
        return self.values("places")


@dataclass(frozen=True, slots=True)
class TouchView:
    """One line of the owner's journal: who, when, why, which record; never the words of a question."""

    at: datetime
    receipt: str
    officer: str
    officer_name: str
    party: str
    agency: str
    purpose: str
    basis: str
    case_ref: str
    level: int
    action: str
    record: uuid.UUID
    owner_ref: str
