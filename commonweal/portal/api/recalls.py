"""Recalls by program: what is to be confirmed, what contests records, and that a purpose is achieved."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import actions, contests, recalls
from commonweal.databanks.actions import receipts
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["recalls"])


class NoticeOut(Schema):
    """That a record which an agency was shown is no longer as it was; `answer` is empty until it is confirmed."""

    id: UUID
    shown_as: str
    event: str
    bank: str
    owner_party: str
    owner_agency: str
    party: str
    agency: str
    taken_out: bool
    at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None


class OverdueOut(Schema):
    """How many confirmations one agency owes another beyond the term; no record is named."""

    owner_party: str
    owner_agency: str
    party: str
    agency: str
    many: int
    oldest: datetime


class ReceiptIn(Schema):
    """What became of what was kept."""

    answer: str = Field(max_length=40, description="deleted, corrected or never-kept")


class ContestOut(Schema):
    """That a record is contested, and what its owner said."""

    id: UUID
    record: UUID
    owner_ref: str
    cause: str
    hears: str
    opened_at: datetime
    due_at: datetime
    state: str
    answer: str


class AnswerIn(Schema):
    """The owner's words to the commission."""

    words: str = Field(max_length=4000)


class BlockIn(Schema):
    """Why the commission blocks it."""

    because: str = Field(max_length=500)


class AchievedIn(Schema):
    """How the purpose was achieved, and the reason for the journal."""

    outcome: str = Field(max_length=40, description="located, detained or ended")
    because: str = Field(max_length=500)


class EndsOut(Schema):
    """When the record ends."""

    ends: datetime


class Done(Schema):
    """The step is done."""

    done: bool


@router.get("/recalls", response=answers(list[NoticeOut]), auth=Bearer(), summary="What was recalled")
@operation(policy="desk", journal="databanks.notices.read")
def read_notices(request: HttpRequest, of_us: bool = True) -> list[recalls.Notice]:
    """What the holder's agency is to confirm (`of_us`), or what others are to confirm to it; what waits first."""
    return recalls.notices(request.token, of_us=of_us)


@router.get("/recalls/overdue", response=answers(list[OverdueOut]), auth=Bearer(), summary="Who owes confirmations")
@operation(policy="secretariat", journal="databanks.notices.read")
def read_overdue(request: HttpRequest) -> list[recalls.Overdue]:
    """For the secretariat: who owes how many confirmations to whom beyond the term; nothing under another role."""
    return recalls.overdue(request.token)


@router.post("/recalls/{uuid:notice}", response=answers(NoticeOut), auth=Bearer(), summary="Confirm")
@operation(policy="desk", journal="databanks.notice.answered")
def confirm_notice(request: HttpRequest, notice: UUID, said: ReceiptIn) -> recalls.Notice:
    """Say what became of what the holder's agency kept of the record."""
    return receipts.confirm(request.token, notice, answer=said.answer)


@router.get("/contests", response=answers(list[ContestOut]), auth=Bearer(), summary="What contests records of ours")
@operation(policy="desk", journal="databanks.notices.read")
def read_contests(request: HttpRequest) -> list[contests.Contest]:
    """Contests about records of the holder's agency, or heard by it in the role commission; what waits first."""
    return contests.contests(request.token)


@router.post("/contests/about/{uuid:record}", response=answers(Done), auth=Bearer(), summary="Block while it is heard")
@operation(policy="record", journal="databanks.record.contested")
def block_contested(request: HttpRequest, record: UUID, said: BlockIn) -> dict:
    """In the role commission: block a record about which a complaint is open before it, until it has heard it."""
    receipts.contest(request.token, record, because=said.because)
    return {"done": True}


@router.post("/contests/{uuid:contest}", response=answers(Done), auth=Bearer(), summary="Answer a complaint")
@operation(policy="desk", journal="databanks.contest.answered")
def answer_contest(request: HttpRequest, contest: UUID, said: AnswerIn) -> dict:
    """The owner answers the commission that hears a complaint about its record."""
    receipts.answer_contest(request.token, contest, words=said.words)
    return {"done": True}


@router.post("/ends/{uuid:record}/achieved", response=answers(EndsOut), auth=Bearer(), summary="Purpose achieved")
@operation(policy="record", journal="databanks.record.achieved")
def achieve(request: HttpRequest, record: UUID, said: AchievedIn) -> dict:
    """Under an approver's warrant of the owner: the record ends within the term."""
    return {"ends": actions.achieve(record, request.token, outcome=said.outcome, because=said.because)}
