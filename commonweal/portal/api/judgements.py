"""Judgements and certificates by program: say, confirm, decline, undo, compare, issue, check."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import judgements
from commonweal.databanks.actions import judgements as actions
from commonweal.databanks.judgements import Judgement, Subject
from commonweal.portal.api.bearer import Bearer, Proven, record_of
from commonweal.portal.api.problems import answers

router = Router(tags=["judgements"])


class Person(Schema):
    """A person met, as his document says."""

    name: str = Field("", max_length=300)
    born: str = Field("", max_length=40, description="1984-03-14")
    document: str = Field("", max_length=100)


class Said(Person):
    """That a person met is not the one of a record, what shows it, and for how many days that holds."""

    because: str = Field(max_length=500)
    days: int = Field(actions.LONGEST, ge=1, le=actions.LONGEST)


class Certified(Said):
    """The holder of a certificate; `country` of his document, two letters."""

    country: str = Field("", max_length=2)


class Compared(Schema):
    """That two records are the same or different."""

    other: str = Field(max_length=32, description="handle of the other record under this warrant")
    verdict: str = Field(description="same or different")
    because: str = Field(max_length=500)
    days: int = Field(actions.LONGEST, ge=1, le=actions.LONGEST)


class Words(Schema):
    """Words for the other side; needed to decline."""

    words: str = Field("", max_length=500)


class Code(Schema):
    """The code on a certificate's paper."""

    code: str = Field(max_length=100)


class JudgementOut(Schema):
    """A judgement."""

    id: UUID
    verdict: str
    party: str
    agency: str
    officer: str
    reason: str
    state: str
    made_at: datetime
    until: datetime
    answer: str
    certificate: str | None


class ToldOut(JudgementOut):
    """A judgement with whom it is about, for the two sides."""

    reference: str
    side: str
    person: Person


class IssuedOut(JudgementOut):
    """A certificate, with the code for its paper, which is told this once."""

    code: str


class CertificateOut(Schema):
    """What a paper with this code says."""

    number: str
    party: str
    agency: str
    issued_at: datetime
    until: datetime
    state: str
    holds: bool
    name: str
    born: str
    document: str
    country: str


@router.get("/judgements", response=answers(list[ToldOut]), auth=Bearer(), summary="Judgements of us and by us")
@operation(policy="desk", journal="databanks.judgements.read")
def read_judgements(request: HttpRequest) -> list[dict]:
    """What the holder's agency judged, and what others judged of its records; what waits first."""
    return [_told(each) for each in judgements.read(request.token)]


@router.post("/judgements/about/{handle}", response=answers(JudgementOut), auth=Bearer(), summary="Not this person")
@operation(policy="purpose", journal="databanks.judgement.said")
def judge(request: HttpRequest, handle: str, said: Said) -> Judgement:
    """Say that a person is not the one of the record; the owner is asked to confirm it for everybody."""
    record = record_of(request, handle)
    return actions.judge(request.token, record, _subject(said), because=said.because, days=said.days)


@router.post("/judgements/pair/{handle}", response=answers(JudgementOut), auth=Bearer(), summary="Same or different")
@operation(policy="purpose", journal="databanks.judgement.made")
def compare(request: HttpRequest, handle: str, said: Compared) -> Judgement:
    """An owner of one of two records says that they are the same or different."""
    return actions.compare(
        request.token,
        record_of(request, handle),
        record_of(request, said.other),
        verdict=said.verdict,
        because=said.because,
        days=said.days,
    )


@router.post("/judgements/{uuid:judgement}/{event}", response=answers(JudgementOut), auth=Bearer(), summary="Decide")
@operation(policy="desk", journal="databanks.judgement.confirmed")
def act(request: HttpRequest, judgement: UUID, event: str, said: Words) -> Judgement:
    """The owner's confirm or decline; either side's undo."""
    if event == "undo":
        return actions.undo(request.token, judgement, words=said.words)
    return actions.decide(request.token, judgement, event=event, words=said.words)


@router.post(
    "/certificates/issue/{uuid:record}", response=answers(IssuedOut), auth=Proven(), summary="Certify a namesake"
)
@operation(policy="record", journal="databanks.certificate.issued")
def certify(request: HttpRequest, record: UUID, said: Certified) -> dict:
    """Under an approver's warrant of the owner: number, and code for the paper."""
    made, code = actions.certify(
        request.token, record, _subject(said), because=said.because, country=said.country, days=said.days
    )
    return _values(made) | {"code": code}


@router.post("/certificates/check", response=answers(CertificateOut), auth=Bearer(), summary="Check a certificate")
@operation(policy="desk", journal="databanks.certificate.checked")
def check(request: HttpRequest, asked: Code) -> judgements.Certificate:
    """Whom the paper with this code names, and whether its issuer stands by it; never which record it is about."""
    found = judgements.certificate(request.token, asked.code)
    if found is None:
        raise Http404
    return found


def _subject(said: Person) -> Subject:
    return Subject(said.name, said.born, said.document)


def _values(made: Judgement) -> dict:
    return {name: getattr(made, name) for name in JudgementOut.model_fields}


def _told(told: judgements.Told) -> dict:
    person = {name: getattr(told.subject, name) for name in Person.model_fields}
    return _values(told.judgement) | {"reference": told.shown_as, "side": told.side, "person": person}
