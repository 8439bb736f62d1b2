"""Who may change the register: the house itself, or an officer in the role `admin` for the agencies at and below his
own, and never for himself. The house suspends and lets in, but it accredits nobody once the register is in force.
The database holds the same by policies of its own (migration 0003).
"""

from commonweal.audit.journal import Actor
from commonweal.common.errors import NotAllowed
from commonweal.handling.terms import Role
from commonweal.members.models import Agency, Officer

HOUSE = "house"
"""The role in which the house itself acts (`audit.journal.systems_actor`)."""


def can_manage(by: Actor, officer: Officer) -> bool:
    """Whether `by` may accredit or suspend `officer` and let him in."""
    if by.role == HOUSE and not by.agency:
        return True
    manager = Officer.objects.filter(code=by.officer, suspended_at=None).first()
    if manager is None or manager.code == officer.code or Role.ADMIN not in manager.roles:
        return False
    return manager.agency_id in _line(officer.agency)


def check_can_manage(by: Actor, officer: Officer) -> None:
    """Raise NotAllowed where `can_manage` says no."""
    if not can_manage(by, officer):
        raise NotAllowed(
            "members.officer.not-yours-to-manage",
            "Only an administrator of {officer}’s agency, or of one above it, may do this, and nobody for himself.",
            officer=officer.code,
        )


def check_can_accredit(by: Actor, officer: Officer) -> None:
    """Raise NotAllowed unless `by` is an administrator who manages the officer; the house itself accredits nobody."""
    if by.role == HOUSE:
        raise NotAllowed(
            "members.officer.house-accredits-nobody",
            "The register is in force: only an administrator of {officer}’s agency, or of one above it, accredits.",
            officer=officer.code,
        )
    check_can_manage(by, officer)


def _line(agency: Agency) -> list[str]:
    """Codes of an agency and all above it, nearest first."""
    line: list[str] = []
    while agency is not None and agency.code not in line:
        line.append(agency.code)
        agency = agency.parent
    return line
