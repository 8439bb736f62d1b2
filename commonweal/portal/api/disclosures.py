"""Graded disclosure by program: asking an owner for more of a record, deciding, and the owner's rules."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import disclosures
from commonweal.databanks.actions import disclosures as actions
from commonweal.portal.api.bearer import Bearer, record_of
from commonweal.portal.api.problems import answers

router = Router(tags=["disclosures"])


class MoreIn(Schema):
    """What a reader asks the owner of a record that his warrant sees one level below."""

    level: str = Field(max_length=10, description="core from a hit, full from core")
    reason: str = Field(max_length=2000)
    facts: str = Field(max_length=4000, description="by which the owner weighs whether it is proportionate")
    urgent: bool = False


class GrantIn(Schema):
    """Until when it is granted, a year at most."""

    until: datetime
    words: str = Field("", max_length=4000)


class RefuseIn(Schema):
    """On which ground of the list it is refused."""

    ground: str = Field(max_length=40)
    words: str = Field("", max_length=4000)


class Said(Schema):
    """Words for the asker."""

    words: str = Field("", max_length=4000)


class RuleIn(Schema):
    """What is given at once, to whom and for what."""

    party: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    purpose: str = Field(max_length=60)
    handling: list[str] = Field(max_length=4)
    level: str = Field(max_length=10)
    hours: int = Field(ge=1, le=actions.HOURS)
    reason: str = Field(max_length=500)


class RuleOut(RuleIn):
    """A rule of the holder's agency."""

    id: UUID
    level: int
    made_by: str
    made_at: datetime
    ended_at: datetime | None


class DisclosureOut(Schema):
    """A request as both sides see it."""

    id: UUID
    shown_as: str
    seen: int
    wanted: int
    urgent: bool
    owner_party: str
    owner_agency: str
    party: str
    agency: str
    officer: str
    purpose: str
    case_ref: str
    reason: str
    facts: str
    state: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answer: str
    ground: str
    until: datetime | None
    rule: UUID | None


class GroundOut(Schema):
    """A ground on which disclosure is refused."""

    code: str
    en: str
    ru: str
    source: str
    verified: bool


@router.get("/disclosures", response=answers(list[DisclosureOut]), auth=Bearer(), summary="Requests of us and by us")
@operation(policy="desk", journal="portal.disclosures.read")
def read_disclosures(request: HttpRequest, of_owner: bool | None = None) -> list[disclosures.Disclosure]:
    """What was asked of the holder's agency (`of_owner` true), by it (false) or both; what waits first."""
    return disclosures.disclosures(request.token, of_owner=of_owner)


@router.get("/disclosures/grounds", response=answers(list[GroundOut]), auth=Bearer(), summary="Grounds of refusal")
@operation(policy="desk", journal="portal.disclosures.read")
def read_grounds(request: HttpRequest) -> list[dict]:
    """The grounds on which an owner may refuse."""
    return list(disclosures.grounds().values())


@router.post("/disclosures/about/{handle}", response=answers(DisclosureOut), auth=Bearer(), summary="Ask for more")
@operation(policy="purpose", journal="databanks.disclosure.asked")
def ask_for_more(request: HttpRequest, handle: str, asked: MoreIn) -> disclosures.Disclosure:
    """Ask for the next level of the record that `handle` names; granted at once where a rule of the owner fits."""
    return actions.ask(request.token, record_of(request, handle), **asked.dict())


@router.post("/disclosures/{uuid:wanted}/grant", response=answers(DisclosureOut), auth=Bearer(), summary="Grant")
@operation(policy="approver", journal="databanks.disclosure.granted")
def grant(request: HttpRequest, wanted: UUID, said: GrantIn) -> disclosures.Disclosure:
    """An approver of the owner grants it until a moment."""
    return actions.grant(request.token, wanted, **said.dict())


@router.post("/disclosures/{uuid:wanted}/refuse", response=answers(DisclosureOut), auth=Bearer(), summary="Refuse")
@operation(policy="approver", journal="databanks.disclosure.refused")
def refuse(request: HttpRequest, wanted: UUID, said: RefuseIn) -> disclosures.Disclosure:
    """An approver of the owner refuses on a ground."""
    return actions.refuse(request.token, wanted, **said.dict())


@router.post("/disclosures/{uuid:wanted}/revoke", response=answers(DisclosureOut), auth=Bearer(), summary="Revoke")
@operation(policy="approver", journal="databanks.disclosure.revoked")
def revoke(request: HttpRequest, wanted: UUID, said: Said) -> disclosures.Disclosure:
    """An approver of the owner takes back what was granted."""
    return actions.revoke(request.token, wanted, words=said.words)


@router.post("/disclosures/{uuid:wanted}/withdraw", response=answers(DisclosureOut), auth=Bearer(), summary="Take back")
@operation(policy="desk", journal="databanks.disclosure.withdrawn")
def withdraw(request: HttpRequest, wanted: UUID) -> disclosures.Disclosure:
    """The asker takes a request back that has no decision yet."""
    return actions.take_back(request.token, wanted)


@router.get("/release-rules", response=answers(list[RuleOut]), auth=Bearer(), summary="Our rules of disclosure")
@operation(policy="desk", journal="portal.disclosures.read")
def read_rules(request: HttpRequest) -> list[disclosures.Rule]:
    """What the holder's agency gives at once."""
    return disclosures.rules(request.token)


@router.post("/release-rules", response=answers(RuleOut), auth=Bearer(), summary="Make a rule")
@operation(policy="approver", journal="databanks.release-rule.made")
def make_rule(request: HttpRequest, rule: RuleIn) -> disclosures.Rule:
    """An approver makes a rule of his agency."""
    return actions.make_rule(request.token, **rule.dict())
