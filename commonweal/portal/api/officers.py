"""Officers by a roster, by program: the plan, then the same plan carried out."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.handling.terms import Role
from commonweal.members import onboarding
from commonweal.portal import letting_in
from commonweal.portal.acting import step
from commonweal.portal.api.bearer import Bearer, Proven
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


class Who(Schema):
    """The officer whom it is about, by code."""

    officer: str = Field(max_length=60)


class LinkOut(Schema):
    """A one-time link; shown this once, good for 24 hours."""

    link: str


class Done(Schema):
    """Whether there was anything to take away or to end."""

    done: bool


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


@router.post("/officers/link", response=answers(LinkOut), auth=Proven(), summary="Issue a one-time sign-in link")
@operation(policy="admin", journal="members.link.issued")
def issue_link(request: HttpRequest, who: Who) -> dict:
    """For an officer of the agencies at and below the caller's, who must be an administrator."""
    return {"link": letting_in.issue_link(request, request.auth, who.officer)}


@router.post("/officers/means/remove", response=answers(Done), auth=Proven(), summary="Take an officer's means away")
@operation(policy="admin", journal="members.means.removed")
def remove_means(request: HttpRequest, who: Who) -> dict:
    """Passkeys, codes and recovery codes of an officer who has lost them; from then on a link alone lets him in."""
    return {"done": letting_in.remove_means(request.auth, who.officer)}


@router.post("/officers/sessions/end", response=answers(Done), auth=Proven(), summary="End an officer's sessions")
@operation(policy="admin", journal="members.session.ended")
def end_sessions(request: HttpRequest, who: Who) -> dict:
    """Everywhere at once, with the warrants that were opened there."""
    return {"done": letting_in.end_sessions(request.auth, who.officer)}


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
