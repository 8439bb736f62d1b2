"""Oversight by program: the commission's cases under its warrant, what owners are asked under theirs."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.errors import BadInput
from commonweal.common.operations import operation
from commonweal.oversight import cases, hearing, owners, supervision
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


class DrawnOut(Schema):
    """A question drawn for the sample."""

    id: UUID
    day: date
    agency: str
    officer: str
    at: datetime
    purpose: str
    basis: str
    case_ref: str
    parts: list[str]
    shown: int
    receipt: str
    state: str
    question: str
    reason: str


class JudgedIn(Schema):
    """Words of a question to the officer, coded reason of a refusal."""

    words: str = Field("", max_length=1000)
    reason: str = Field("", description="no-case, other-purpose, private, no-answer or other")


class FlagOut(Schema):
    """What the rules of misuse flagged."""

    id: UUID
    rule: str
    officer: str
    agency: str
    at: datetime
    reason: str
    receipts: list[str]
    state: str
    words: str


@router.get("/supervision/sample", response=answers(list[DrawnOut]), auth=Bearer(), summary="The sample")
@operation(policy="auditor", journal="oversight.sample.read")
def sample(request: HttpRequest) -> list[supervision.Drawn]:
    """The questions drawn within thirty days, what waits first."""
    return supervision.sample(request.token)


@router.post("/supervision/sample/{uuid:question}/{event}", response=answers(DrawnOut), auth=Bearer(), summary="Judge")
@operation(policy="auditor", journal="oversight.sample.accepted")
def judge(request: HttpRequest, question: UUID, event: str, said: JudgedIn) -> supervision.Drawn:
    """accept, ask or refuse."""
    return supervision.judge(request.token, question, event, words=said.words, reason=said.reason)


@router.get("/supervision/flags", response=answers(list[FlagOut]), auth=Bearer(), summary="Flags")
@operation(policy="auditor", journal="oversight.flags.read")
def flags(request: HttpRequest) -> list[dict]:
    """What the rules flagged of the party, open first, each with its reason."""
    names = [name for name in FlagOut.model_fields if name != "reason"]
    return [
        {name: getattr(each, name) for name in names} | {"reason": each.template.format(**each.params)}
        for each in supervision.flags(request.token)
    ]


@router.post(
    "/supervision/flags/{uuid:flag}/{event}", response=answers(list[FlagOut]), auth=Bearer(), summary="Settle a flag"
)
@operation(policy="auditor", journal="oversight.flag.explained")
def settle(request: HttpRequest, flag: UUID, event: str, said: JudgedIn) -> list[dict]:
    """explain (a false alarm) or uphold, with words."""
    supervision.settle(request.token, flag, event, words=said.words)
    return flags(request)
