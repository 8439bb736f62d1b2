"""The entry gate and second reviews by program: classes, drafts that wait, asking, deciding."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import gate, neutrality, reviews
from commonweal.databanks.actions import reviews as actions
from commonweal.portal.api.bearer import Bearer, Proven
from commonweal.portal.api.problems import answers

router = Router(tags=["reviews"])


class ClassOut(Schema):
    """A class of the entry gate: what makes a record one of it, and what it needs."""

    code: str
    name: dict[str, str]
    type: str
    by: str
    choices: list[str]
    kept_as: str
    needs: list[str]
    least_years: int
    subjects: list[str]
    review: str
    anchor: str
    verified: bool


class QuestionOut(Schema):
    """A question of neutrality, or a reason of refusal."""

    code: str
    name: dict[str, str]


class GateOut(Schema):
    """What entries need before they may be active."""

    classes: list[ClassOut]
    questions: list[QuestionOut]
    reasons: list[QuestionOut]


class DraftOut(Schema):
    """A record of the holder's agency that waits; `agency` is before whom it lies."""

    record: UUID
    owner_ref: str
    record_type: str
    batch: UUID
    agency: str
    until: datetime | None


class AskedOut(Schema):
    """A draft that was put before the holder's agency."""

    id: UUID
    record: UUID
    owner_party: str
    owner_agency: str
    owner_ref: str
    record_type: str
    until: datetime


class DraftRead(Schema):
    """A draft as its reviewer reads it; `seen` goes back with the decision."""

    owner_ref: str
    type: str
    identity: dict
    narrative: dict
    basis: dict
    answers: dict[str, str]
    weighing: str
    seen: str


class Ask(Schema):
    """Which drafts are put before which agency of another party."""

    records: list[UUID] = Field(max_length=500)
    agency: str = Field(max_length=60)


class Count(Schema):
    """How many drafts were put before it."""

    asked: int


class Decision(Schema):
    """What a reviewer decides; `reason` is a code of the gate's reasons where he refuses."""

    accept: bool
    seen: str = Field(max_length=64)
    reason: str = Field("", max_length=20)
    words: str = Field("", max_length=2000)


class Decided(Schema):
    """What became of it."""

    status: str


class RefusalOut(Schema):
    """Refusals of a state's entries for one reason; never fewer than ten."""

    party: str
    reason: str
    number: int


@router.get("/gate", response=answers(GateOut), auth=Bearer(), summary="What entries need")
@operation(policy="desk", journal="portal.reviews.read")
def read_gate(request: HttpRequest) -> dict:
    """Classes, questions and reasons; published."""
    classes = list(gate.classes().values())
    return {"classes": classes, "questions": neutrality.questions().values(), "reasons": neutrality.reasons().values()}


@router.get("/drafts", response=answers(list[DraftOut]), auth=Bearer(), summary="Entries of ours that wait")
@operation(policy="desk", journal="portal.reviews.read")
def read_drafts(request: HttpRequest) -> list[reviews.Draft]:
    """Records of the holder's agency that wait for a second reviewer; 500 at most."""
    return reviews.drafts(request.token)


@router.post("/reviews", response=answers(Count), auth=Proven(), summary="Ask for second reviews")
@operation(policy="approver", journal="databanks.review.asked")
def ask(request: HttpRequest, asked: Ask) -> dict:
    """Put drafts before an agency of another party, under an approver's warrant."""
    return {"asked": actions.ask(request.token, asked.records, agency=asked.agency)}


@router.get("/reviews", response=answers(list[AskedOut]), auth=Bearer(), summary="What is put before us")
@operation(policy="desk", journal="portal.reviews.read")
def read_reviews(request: HttpRequest) -> list[reviews.Asked]:
    """Drafts put before the holder's agency, under a reviewer's warrant."""
    return reviews.waiting(request.token)


@router.get("/reviews/refusals/{int:year}/{int:month}", response=answers(list[RefusalOut]), auth=Bearer())
@operation(policy="desk", journal="portal.reviews.read")
def read_refusals(request: HttpRequest, year: int, month: int) -> list[reviews.Refusals]:
    """Refusals of a month by state and reason; no count under ten."""
    if not (1 <= month <= 12 and 2000 <= year <= 9000):
        raise Http404
    return reviews.refusals(year, month)


@router.get("/reviews/{uuid:review}", response=answers(DraftRead), auth=Bearer(), summary="One draft")
@operation(policy="desk", journal="databanks.review.read")
def read_review(request: HttpRequest, review: UUID) -> dict:
    """One draft with its answers, under a reviewer's warrant."""
    found = reviews.read(request.token, review)
    if found is None:
        raise Http404
    shown = {name: getattr(found.record, name) for name in ("owner_ref", "type", "identity", "narrative", "basis")}
    return shown | {"answers": found.answers, "weighing": found.weighing, "seen": found.digest}


@router.post("/reviews/{uuid:review}", response=answers(Decided), auth=Proven(), summary="Accept or refuse")
@operation(policy="desk", journal="databanks.review.accepted")
def decide(request: HttpRequest, review: UUID, said: Decision) -> dict:
    """Accept or refuse a draft, under a reviewer's warrant."""
    actions.decide(request.token, review, seen=said.seen, accept=said.accept, reason=said.reason, words=said.words)
    return {"status": "active" if said.accept else "withdrawn"}
