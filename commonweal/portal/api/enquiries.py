"""Enquiries to owners by program: ask, answer, take back; and candidates set aside."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import corrections
from commonweal.databanks.actions import distinct, enquiries
from commonweal.portal.api.bearer import Bearer, record_of
from commonweal.portal.api.problems import answers

router = Router(tags=["enquiries"])


class Asked(Schema):
    """What an officer asks the owner of a record that his warrant sees."""

    kind: str = Field(max_length=40, description="wrong, further, other-person, duplicate or confirm")
    text: str = Field(max_length=4000)
    evidence: str = Field("", max_length=2000)
    other_ref: str = Field("", max_length=120, description="of a duplicate: reference of the other record")


class Words(Schema):
    """Words for the asker; needed to decline or deny."""

    words: str = Field("", max_length=4000)


class Noted(Schema):
    """What the owner said of a hit by another channel."""

    confirmed: bool = Field(description="whether the owner confirmed it; false where it denied it")
    said_by: str = Field(max_length=200, description="who spoke for the owner")
    channel: str = Field(max_length=20, description="telephone, mail, in-person or other")
    said_at: datetime
    words: str = Field("", max_length=4000)


class Because(Schema):
    """Why the candidate is not the person meant."""

    because: str = Field("", max_length=500)


class EnquiryOut(Schema):
    """An enquiry as both sides see it."""

    id: UUID
    kind: str
    shown_as: str
    level: int
    bank: str
    owner_party: str
    owner_agency: str
    party: str
    agency: str
    officer: str
    purpose: str
    case_ref: str
    text: str
    evidence: str
    other_ref: str
    state: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answer: str
    channel: str
    said_by: str
    said_at: datetime | None
    said: str


class Done(Schema):
    """The step is done."""

    done: bool


@router.get("/enquiries", response=answers(list[EnquiryOut]), auth=Bearer(), summary="Enquiries of us and by us")
@operation(policy="desk", journal="portal.enquiries.read")
def read_enquiries(request: HttpRequest, of_owner: bool | None = None) -> list[corrections.Enquiry]:
    """What was asked of the holder's agency (`of_owner` true), by it (false) or both; what waits first."""
    return corrections.enquiries(request.token, of_owner=of_owner)


@router.post(
    "/enquiries/about/{handle}", response=answers(EnquiryOut), auth=Bearer(), summary="Ask the owner of a record"
)
@operation(policy="record", journal="databanks.correction.asked")
def ask_owner(request: HttpRequest, handle: str, asked: Asked) -> corrections.Enquiry:
    """Ask about the record that `handle` names under this warrant, as a candidate or a record was given with it."""
    return enquiries.ask(request.token, record_of(request, handle), **asked.dict())


@router.post(
    "/enquiries/{uuid:enquiry_id}/noted", response=answers(EnquiryOut), auth=Bearer(), summary="Note the owner's word"
)
@operation(policy="desk", journal="databanks.confirmation.noted")
def note_word(request: HttpRequest, enquiry_id: UUID, noted: Noted) -> corrections.Enquiry:
    """What the owner said of a hit by telephone, mail or in person; it stands until the owner answers here."""
    said = noted.dict(exclude={"confirmed"})
    return enquiries.note(request.token, enquiry_id, event="note-yes" if noted.confirmed else "note-no", **said)


@router.post("/enquiries/{uuid:enquiry_id}/{event}", response=answers(EnquiryOut), auth=Bearer(), summary="Answer")
@operation(policy="desk", journal="databanks.correction.accepted")
def act_on_enquiry(request: HttpRequest, enquiry_id: UUID, event: str, said: Words) -> corrections.Enquiry:
    """The owner's accept, decline, confirm, deny or mend; the asker's withdraw."""
    if event == "withdraw":
        return enquiries.take_back(request.token, enquiry_id)
    if event == "mend":
        return enquiries.mend(request.token, enquiry_id)
    return enquiries.answer(request.token, enquiry_id, event=event, words=said.words)


@router.post("/aside/{handle}", response=answers(Done), auth=Bearer(), summary="Not this person")
@operation(policy="purpose", journal="databanks.candidate.set-aside")
def set_aside(request: HttpRequest, handle: str, because: Because) -> dict:
    """Remember for this case and agency that a candidate is not the person meant."""
    distinct.set_aside(request.token, record_of(request, handle), because=because.because)
    return {"done": True}


@router.delete("/aside/{handle}", response=answers(Done), auth=Bearer(), summary="Consider again")
@operation(policy="purpose", journal="databanks.candidate.taken-up")
def take_up(request: HttpRequest, handle: str) -> dict:
    """Take the note back."""
    distinct.take_up(request.token, record_of(request, handle))
    return {"done": True}
