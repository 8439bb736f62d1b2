"""Oversight by program: the commission's cases under its warrant, what owners are asked under theirs."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.errors import BadInput
from commonweal.common.operations import operation
from commonweal.oversight import cases, hearing, owners
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["oversight"])


class CaseOut(Schema):
    """A case, without who asks."""

    id: UUID
    number: str
    kind: str
    channel: str
    state: str
    agency: str
    received_at: datetime
    due_at: datetime
    admitted_at: datetime | None
    decided_at: datetime | None
    answer_at: datetime | None
    form: str
    outcome: str


class SaidOut(Schema):
    """What an owner answered."""

    says: str
    reason: str
    officer: str
    at: datetime


class NamedOut(Schema):
    """A record that a case names."""

    case: UUID
    number: str
    record: UUID
    ref: str
    agency: str
    owner_party: str
    owner_agency: str
    status: str
    question: str
    asked_at: datetime | None
    due_at: datetime | None
    answers: list[SaidOut]


class PersonOut(Schema):
    """Who asks, and for what."""

    name: str
    born: str
    evidence: str
    wants: str
    language: str


class WholeCaseOut(CaseOut):
    """A case with who asks (null once erased) and what it names."""

    person: PersonOut | None
    named: list[NamedOut]


class StepIn(Schema):
    """What a step needs: `words` of a refusal, a question or an answer; form and outcome of a decision."""

    words: str = Field("", max_length=4000)
    form: str = Field("", description="verified, partial or data")
    outcome: str = ""


class KeyIn(Schema):
    """By what records are named: agency and ref of the owner, or number, or words of a name and born."""

    agency: str = Field("", max_length=60)
    ref: str = Field("", max_length=120)
    number: str = Field("", max_length=60)
    words: str = Field("", max_length=300)
    born: str = Field("", max_length=40)


class AnswerIn(Schema):
    """What the owner answers the commission."""

    says: str = Field(description="tell, withhold, corrected, deleted or stands")
    reason: str = Field(max_length=2000)


@router.get("/complaints", response=answers(list[CaseOut]), auth=Bearer(), summary="Cases before the commission")
@operation(policy="commission", journal="oversight.cases.read")
def read_cases(request: HttpRequest) -> list[cases.Case]:
    """The commission's cases and those that none took yet; what runs out first comes first."""
    return cases.cases(request.token)


@router.get("/complaints/{uuid:case}", response=answers(WholeCaseOut), auth=Bearer(), summary="One case")
@operation(policy="commission", journal="oversight.case.read")
def read_case(request: HttpRequest, case: UUID) -> dict:
    """A case with who asks and the records it names."""
    found, person, named = cases.case(request.token, case)
    return {name: getattr(found, name) for name in CaseOut.model_fields} | {"person": person, "named": named}


@router.post("/complaints/{uuid:case}/name", response=answers(list[UUID]), auth=Bearer(), summary="Name records")
@operation(policy="commission", journal="oversight.records.named")
def name(request: HttpRequest, case: UUID, key: KeyIn) -> list[UUID]:
    """Name records in a case; from now on they are read under this warrant, and their owners see that."""
    return hearing.name(request.token, case, **key.dict())


@router.post("/complaints/{uuid:case}/{event}", response=answers(CaseOut), auth=Bearer(), summary="A step of a case")
@operation(policy="commission", journal="oversight.case.decided")
def act(request: HttpRequest, case: UUID, event: str, step: StepIn) -> cases.Case:
    """identify, admit, refuse, consult or decide."""
    if event == "refuse":
        return hearing.refuse(request.token, case, because=step.words)
    if event == "consult":
        return hearing.consult(request.token, case, question=step.words)
    if event == "decide":
        return hearing.decide(request.token, case, form=step.form, outcome=step.outcome, answer=step.words)
    plain = {"identify": hearing.identify, "admit": hearing.admit}
    if event not in plain:
        raise BadInput("oversight.case.no-step", "A case has no step {event}.", event=event[:40])
    return plain[event](request.token, case)


@router.get("/contested", response=answers(list[NamedOut]), auth=Bearer(), summary="What commissions ask us")
@operation(policy="desk", journal="oversight.owner.read")
def contested(request: HttpRequest) -> list[cases.Named]:
    """Our records that are contested, what waits for an answer first."""
    return cases.asked_of_us(request.token)


@router.post("/contested/{uuid:case}/{uuid:record}", response=answers(list[NamedOut]), auth=Bearer(), summary="Answer")
@operation(policy="desk", journal="oversight.owner.answered")
def answer(request: HttpRequest, case: UUID, record: UUID, said: AnswerIn) -> list[cases.Named]:
    """Answer a commission about one of our records."""
    owners.answer(request.token, case, record, says=said.says, reason=said.reason)
    return cases.asked_of_us(request.token)
