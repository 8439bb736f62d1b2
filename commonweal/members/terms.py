"""Words of the members' room. Levels of clearance and roles of officers are those of `commonweal.handling.terms`."""

from collections.abc import Iterable

from django.db.models import TextChoices

from commonweal.handling.terms import Role


class PartyKind(TextChoices):
    """What takes part and may own or read records."""

    STATE = "state", "State"
    BODY = "body", "Common body"
    PARTNER = "partner", "Outside organisation"


class MembershipKind(TextChoices):
    """How a state belongs to an organisation or a body. Only `member` is membership; the rest takes part."""

    MEMBER = "member", "Member"
    ASSOCIATE = "associate", "Associate member"
    OBSERVER = "observer", "Observer"
    PARTICIPANT = "participant", "Takes part within its interest"


class BodyKind(TextChoices):
    """Standing of a common body in the organisation."""

    STATUTORY = "statutory", "Statutory body"  # уставный орган
    EXECUTIVE = "executive", "Executive body"
    PARLIAMENTARY = "parliamentary", "Inter-parliamentary body"
    BRANCH = "branch", "Branch body"  # орган отраслевого сотрудничества
    STANDING = "standing", "Standing specialised body"
    WORKING = "working", "Working organ of a body"


class AgencyKind(TextChoices):
    """Field of an agency; the owner of a record names the kinds that may use it."""

    INTERIOR = "interior", "Interior"
    SECURITY = "security", "Security"
    BORDER = "border", "Border guard"
    CUSTOMS = "customs", "Customs"
    PROSECUTOR = "prosecutor", "Prosecutor"
    FINANCIAL = "financial", "Financial investigation"
    DRUGS = "drugs", "Drug control"
    MIGRATION = "migration", "Migration"
    JUSTICE = "justice", "Justice"
    BODY = "body", "Common body"


class AgencyLevel(TextChoices):
    """Rung of an agency: cooperation runs between ministries, structural subdivisions, regional and local organs."""

    MINISTRY = "ministry", "Ministry or central institution"
    SUBDIVISION = "subdivision", "Structural subdivision"
    REGIONAL = "regional", "Regional organ"
    LOCAL = "local", "Local organ"


APART = frozenset(Role) - {Role.AUDITOR, Role.DESK}
"""Roles that nobody holds beside auditor: who watches the use of the banks neither uses nor fills nor keeps them."""


def excluded(roles: Iterable[str]) -> list[str]:
    """Which of these roles may not stand together with auditor, where it is among them."""
    held = set(roles)
    return sorted(held & APART) if Role.AUDITOR in held else []


JOURNAL_VERBS = {
    "members.first-run.issued": "A token for the first administrator of a party was issued",
    "members.first-run.used": "The first administrator of a party was entered and accredited by the operator's token",
    "members.demonstration.marked": "The house was marked as a demonstration",
    "members.reference.loaded": "Reference data about states and bodies were loaded",
    "members.register.loaded": "Agencies and officers were entered in the register",
    "members.officer.accredited": "An officer was accredited for a period",
    "members.officer.suspended": "An officer was suspended and all his warrants closed",
    "members.roster.carried-out": "Officers came, changed or left by a roster",
    "members.link.issued": "A one-time sign-in link was issued",
    "members.link.used": "An officer signed in with a one-time link",
    "members.means.added": "An officer registered a passkey or one-time codes",
    "members.means.used": "An officer used a passkey or a one-time code, to sign in or to prove that it is he",
    "members.means.removed": "Means of sign-in of an officer were taken away",
    "members.recovery.made": "An officer had recovery codes made; earlier ones are void",
    "members.recovery.used": "An officer used a recovery code",
    "members.session.begun": "An officer signed in",
    "members.session.ended": "Sessions of an officer were ended",
    "members.proof.given": "An officer proved anew that it is he",
    "members.sign-in.paused": "After failures to sign in a pause began",
}
