"""The border post by program: a gate's reader sends what it read and gets the one line of the answer."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.handling.warrants import Holder
from commonweal.portal import border_words
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers
from commonweal.portal.api.search import ContactOut, JudgedOut, judged_out
from commonweal.search import border

router = Router(tags=["border"])


class TravellerIn(Schema):
    """One traveller: the machine-readable zone of the document, else a name in any script with the date of birth."""

    zone: str = Field("", max_length=200, description="two lines of 44 or 36 characters, or three of 30")
    name: str = Field("", max_length=200)
    born: str = Field("", max_length=40)


class FaultOut(Schema):
    """What is wrong with the zone; line and place count from 1."""

    kind: str = Field(description="check: a check digit that does not hold")
    line: int
    place: int
    field: str
    sentence: str


class DocumentOut(Schema):
    """What the zone says of the document, apart from any match."""

    form: str
    kind: str
    issuer: str
    number: str
    expires: str
    expired: bool
    faults: list[FaultOut]


class CallOut(Schema):
    """Whom to ask about one candidate: `code` names a hit to its owner and is empty where the record is readable."""

    band: str
    level: str
    code: str
    party: str
    agency: str
    contact: ContactOut | None
    judged: JudgedOut | None = Field(description="that the traveller was judged before not to be meant")


class BorderOut(Schema):
    """`line` is no-match, call or confirm; `sentence` the same as a sentence in English or Russian, as asked for by
    Accept-Language; a call names the duty desk and its telephone. `ask` is whom to ask, the strongest first; `apart`
    was judged before not to be this traveller, and makes no line."""

    line: str
    sentence: str
    meaning: str
    ask: list[CallOut]
    apart: list[CallOut]
    document: DocumentOut | None
    receipt: str
    asked_at: datetime


@router.post("/border", response=answers(BorderOut), auth=Bearer(), summary="Ask for one traveller at the border")
@operation(policy="border", journal="search.question.asked")
def check(request: HttpRequest, traveller: TravellerIn) -> dict:
    """Ask under the warrant of a shift: purpose border-check with a standing duty. Journalled as every question."""
    checked = border.check(request.token, **traveller.dict())
    return {
        "line": checked.line,
        "sentence": border_words.headline(checked),
        "meaning": border_words.meaning(checked),
        "ask": [_call(each, request.auth) for each in checked.meant],
        "apart": [_call(each, request.auth) for each in checked.apart],
        "document": _document(checked.document) if checked.document else None,
        "receipt": checked.answer.receipt,
        "asked_at": checked.answer.asked_at,
    }


def _call(meant: border.Meant, holder: Holder) -> dict:
    record, contact = meant.candidate.record, meant.contact
    return {
        "band": meant.candidate.band,
        "level": meant.candidate.level,
        "code": record.hit_ref if meant.candidate.level == "hit" else "",
        "party": record.owner_party,
        "agency": record.owner_agency,
        "contact": contact and {name: getattr(contact, name) for name in ("telephone", "mail", "hours")},
        "judged": meant.candidate.judged and judged_out(meant.candidate.judged, record, holder),
    }


def _document(document: border.Document) -> dict:
    zone = document.zone
    told = {name: getattr(zone, name) for name in ("form", "kind", "issuer", "number", "expires")}
    faults = [
        {name: getattr(each, name) for name in ("kind", "line", "place", "field")}
        | {"sentence": border_words.fault(each)}
        for each in document.faults
    ]
    return told | {"expired": document.expired, "faults": faults}
