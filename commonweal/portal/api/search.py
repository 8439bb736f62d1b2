"""Asking by program: the same action as the page, under the same policy."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import handles
from commonweal.databanks.judgements import Judgement
from commonweal.databanks.views import RecordView
from commonweal.handling.warrants import Holder
from commonweal.names import sentence
from commonweal.portal.api import records
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import Problem, answers
from commonweal.search import actions, queries

router = Router(tags=["search"])


class QuestionIn(Schema):
    """At least two of family name, given name and birth date, or one number; any script. One word of a name is enough
    where `type` means things that are not persons. `text` is taken apart as the page does it."""

    family: str = Field("", max_length=300)
    given: str = Field("", max_length=300)
    patronymic: str = Field("", max_length=300)
    full_name: str = Field("", max_length=300)
    born: str = Field("", max_length=40, description="14.03.1984, 03.1984, 1984 or 1984-03-14")
    age: str = Field(
        "",
        max_length=40,
        description="35 (five years either way) or 30-40, as of today; where born is given, that counts alone",
    )
    sex: str = Field("", max_length=10)
    birthplace: str = Field(
        "",
        max_length=300,
        description="place of birth, as far as it is known, in any script; it and the parents are compared where the"
        " record is shown in full, and move the band there: a hit stays as it is",
    )
    father: str = Field("", max_length=300)
    mother: str = Field("", max_length=300)
    countries: list[str] = Field([], max_length=10)
    identifier: str = Field("", max_length=100, description="the same as number, kept for callers of old")
    number: str = Field(
        "",
        max_length=100,
        description="Any number of a document, vehicle, weapon, telephone and so on. Look-alike letters and one misread"
        " character are allowed for; ? stands for one character that was not read, * or … for any number of them. At"
        " least four characters that tell something must be known of a number that is not whole.",
    )
    type: str = Field("", max_length=40, description="code of a record type or of a group of types to look among")
    kind: str = Field("", max_length=40, description="kind of number that is meant, such as plate or vin")
    banks: list[str] = Field(
        [], max_length=10, description="codes of the banks to ask; all that the agency queries if empty"
    )
    text: str = Field("", max_length=300, description="a name, a number or both in one text; fills fields left empty")


class AgreementOut(Schema):
    """One part of the question against the record."""

    part: str
    asked: str
    says: str
    verdict: str = Field(description="same, variant, differs or unknown")
    reason: str = Field(description="code of the reason, such as names.number.misread")
    sentence: str = Field(description="the reason in English")


class ContactOut(Schema):
    """Whom to ask about a hit."""

    telephone: str
    mail: str
    hours: str


class JudgedOut(Schema):
    """What was judged of a candidate: of the person asked about (`other` empty), or of two candidates."""

    id: UUID
    verdict: str = Field(description="different, or same for two candidates")
    other: str = Field(description="handle of the other candidate")
    agency: str
    reason: str
    until: datetime
    confirmed: bool = Field(description="whether the owner stands by it; else it is one agency's word")
    certificate: str = Field(description="number of the certificate that the person holds, if he holds one")


class DoubtOut(Schema):
    """What would settle the doubt about a candidate; at a hit only what was not asked, the same for every hit."""

    code: str
    sentence: str = Field(description="the step in English")


class CandidateOut(Schema):
    """A record that may be meant."""

    band: str
    meaning: str = Field(description="the band in words, in English")
    settling: list[DoubtOut]
    record: records.RecordOut
    agreements: list[AgreementOut]
    contact: ContactOut | None
    judged: JudgedOut | None = Field(description="that this person was judged not to be meant; never left out for it")
    pairs: list[JudgedOut]


class AnswerOut(Schema):
    """The candidates that this warrant may see, strongest first; no total of anything else exists. `more`: further
    records that the holder may see agree with the number."""

    receipt: str
    asked_at: datetime
    banks: list[str] = Field(description="codes of the banks that were asked")
    more: bool
    notice: Problem | None = Field(description="why records of other parties are kept back now, if they are")
    candidates: list[CandidateOut]


@router.post("/search", response=answers(AnswerOut), auth=Bearer(), summary="Ask one question")
@operation(policy="purpose", journal="search.question.asked")
def ask(request: HttpRequest, question: QuestionIn) -> dict:
    """Ask under the purpose whose token is sent; the owners of what is shown are told."""
    asked = question.dict()
    for name, value in queries.understood(asked.pop("text")).items():
        asked[name] = asked[name] or value
    answer = actions.ask(request.token, asked)
    return {
        "receipt": answer.receipt,
        "asked_at": answer.asked_at,
        "banks": [bank.code for bank in answer.banks],
        "more": answer.more,
        "notice": answer.notice and {"code": answer.notice.code, "message": answer.notice.sentence()},
        "candidates": [_candidate(each, request.auth) for each in answer.candidates],
    }


def _candidate(each: actions.CandidateView, holder: Holder) -> dict:
    contact = each.contact
    return {
        "band": each.band,
        "meaning": each.meaning,
        "settling": [{"code": doubt.code, "sentence": doubt.sentence} for doubt in each.settling],
        "record": records.record_out(each.record, holder),
        "agreements": [
            {"part": a.part, "asked": a.asked, "says": a.says, "verdict": a.verdict, "reason": a.code}
            | {"sentence": sentence(a)}
            for a in each.agreements
        ],
        "contact": contact and {"telephone": contact.telephone, "mail": contact.mail, "hours": contact.hours},
    } | judged_of(each, holder)


def judged_of(each: object, holder: Holder) -> dict:
    """`judged` and `pairs` of a candidate, of a match in a file or of an alert."""
    return {
        "judged": each.judged and judged_out(each.judged, each.record, holder),
        "pairs": [judged_out(pair, each.record, holder) for pair in each.pairs],
    }


def judged_out(said: Judgement, record: RecordView, holder: Holder) -> dict:
    """A judgement of a record, as a candidate bears it."""
    other = said.other if said.record == record.id else said.record
    return {
        "id": said.id,
        "verdict": said.verdict,
        "other": handles.seal(other, holder) if said.other else "",
        "agency": said.agency,
        "reason": said.reason,
        "until": said.until,
        "confirmed": said.state == "stands",
        "certificate": said.certificate or "",
    }
