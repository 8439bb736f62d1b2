"""Officers by a roster, by program: the plan, then the same plan carried out."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.handling.terms import Role
from commonweal.members import onboarding
from commonweal.portal.acting import step
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["officers"])


class Roster(Schema):
    """Rows: cells by heading (code, rank, name, name_latin, agency, unit, clearance, roles, from, until)."""

    rows: list[dict[str, str]] = Field(max_length=2000)


class CarriedOut(Roster):
    """The rows again, with the digest of the plan and the number of those who leave, if they do."""

    digest: str = Field(max_length=64)
    leave: int | None = None


class StepOut(Schema):
    """What becomes of one row, or of an officer who is in none (row 0)."""

    row: int
    officer: str
    outcome: str
    changes: list[str]
    code: str
    message: str


class PlanOut(Schema):
    """Everything that the roster does."""

    digest: str
    steps: list[StepOut]


@router.post("/officers/plan", response=answers(PlanOut), auth=Bearer(), summary="What a roster would do")
@operation(policy="admin", journal="portal.roster.read")
def plan_roster(request: HttpRequest, roster: Roster) -> dict:
    """Writes nothing; what is wrong with a row stands in its step."""
    return _out(onboarding.plan(_numbered(roster), officer=request.auth.officer))


@router.post("/officers/carry-out", response=answers(PlanOut), auth=Bearer(), summary="Carry a roster's plan out")
@operation(policy="admin", journal="members.roster.carried-out")
def carry_out_roster(request: HttpRequest, roster: CarriedOut) -> dict:
    """Everything together or nothing; refused rows are passed over. The caller's officer must be an administrator."""
    with step(request.auth.officer, Role.ADMIN) as token:
        done = onboarding.carry_out(_numbered(roster), token, digest=roster.digest, leave=roster.leave)
    return _out(done)


def _numbered(roster: Roster) -> list[tuple[int, dict[str, str]]]:
    return list(enumerate(roster.rows, start=1))


def _out(plan: onboarding.Plan) -> dict:
    steps = [
        {
            "row": each.row,
            "officer": each.officer,
            "outcome": each.outcome,
            "changes": list(each.changes),
            "code": each.problem.code if each.problem else "",
            "message": each.problem.sentence() if each.problem else "",
        }
        for each in plan.steps
    ]
    return {"digest": plan.digest, "steps": steps}
