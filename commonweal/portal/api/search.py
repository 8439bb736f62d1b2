"""Asking by program: the same action as the page, under the same policy."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.portal.api import records
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers
from commonweal.search import actions

router = Router(tags=["search"])


class QuestionIn(Schema):
    """At least two of family name, given name and birth date, or one number; any script."""

    family: str = Field("", max_length=300)
    given: str = Field("", max_length=300)
    patronymic: str = Field("", max_length=300)
    full_name: str = Field("", max_length=300)
    born: str = Field("", max_length=40, description="14.03.1984, 03.1984, 1984 or 1984-03-14")
    sex: str = Field("", max_length=10)
    countries: list[str] = Field([], max_length=10)
    identifier: str = Field("", max_length=100)


class AgreementOut(Schema):
    """One part of the question against the record."""

    part: str
    asked: str
    says: str
    verdict: str
    reason: str


class ContactOut(Schema):
    """Whom to ask about a hit."""

    telephone: str
    mail: str
    hours: str


class CandidateOut(Schema):
    """A record that may be meant."""

    band: str
    record: records.RecordOut
    agreements: list[AgreementOut]
    contact: ContactOut | None


class AnswerOut(Schema):
    """The candidates that this warrant may see, strongest first; no total of anything else exists."""

    receipt: str
    asked_at: datetime
    candidates: list[CandidateOut]


@router.post("/search", response=answers(AnswerOut), auth=Bearer(), summary="Ask one question")
@operation(policy="purpose", journal="search.question.asked")
def ask(request: HttpRequest, question: QuestionIn) -> dict:
    """Ask under the purpose whose token is sent; the owners of what is shown are told."""
    answer = actions.ask(request.token, question.dict())
    return {
        "receipt": answer.receipt,
        "asked_at": answer.asked_at,
        "candidates": [_candidate(each) for each in answer.candidates],
    }


def _candidate(each: actions.CandidateView) -> dict:
    contact = each.contact
    return {
        "band": each.band,
        "record": records.record_out(each.record),
        "agreements": [
            {"part": a.part, "asked": a.asked, "says": a.says, "verdict": a.verdict, "reason": a.code}
            for a in each.agreements
        ],
        "contact": contact and {"telephone": contact.telephone, "mail": contact.mail, "hours": contact.hours},
    }
