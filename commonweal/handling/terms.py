"""Words of the handling room, each with one meaning. Levels and roles are those of docs/decision-table.md."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How much of a record a warrant may see, lowest first."""

    NOTHING = 0
    SILENT = 1  # the owner is alerted, the reader learns nothing
    HIT = 2  # that the owner holds something, and whom to ask
    CORE = 3  # identity only
    FULL = 4


class Scope(IntEnum):
    """How far the owner lets a record go at all."""

    UNIT = 0
    AGENCY = 1
    PARTY = 2
    ABROAD = 3


class Classification(IntEnum):
    """Marks of secrecy; an officer's clearance is on the same scale."""

    OPEN = 0
    OFFICIAL = 1  # for official use (для служебного пользования)
    CONFIDENTIAL = 2
    SECRET = 3


class Status(StrEnum):
    """Standing of a record."""

    DRAFT = "draft"
    ACTIVE = "active"
    BLOCKED = "blocked"  # contested or under inquiry: invisible to others
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """In what capacity a warrant is held; only the first six ever see a record."""

    READER = "reader"
    DESK = "desk"  # one's own agency's records, inbox and who touched them
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    COMMISSION = "commission"
    EXPORTER = "exporter"
    AUDITOR = "auditor"
    SECRETARIAT = "secretariat"  # keeps what two parties may exchange, with its source
    ADMIN = "admin"
    PROTECTOR = "protector"  # may, as a reader, open a purpose of protection; sees nothing in this role itself


class HandlingCode(StrEnum):
    """Conditions on later use, set by the owner; they travel with the record."""

    H0 = "H0"  # only to prevent and combat crime
    H1 = "H1"  # not in judicial proceedings without the owner's permission
    H2 = "H2"  # not onward without the owner's permission
    H3 = "H3"  # other restrictions, in the owner's words


JOURNAL_VERBS = {
    "handling.warrant.opened": "A warrant was opened",
    "handling.warrant.closed": "A warrant was closed",
    "handling.consent.given": "The owner consented to disclosure",
    "handling.consent.revoked": "The owner revoked a consent",
    "handling.exchange.changed": "What two parties may exchange was changed",
}
