"""Records, and who touched one's own, by program."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from commonweal.common.errors import NotAllowed
from commonweal.common.operations import operation
from commonweal.databanks import enclosures, handles, queries, receipts
from commonweal.handling.warrants import Holder
from commonweal.portal import downloads
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import Problem, answers
from commonweal.search import opening

router = Router(tags=["records"])


class Owner(Schema):
    """Whose record it is."""

    party: str
    agency: str


class LinkOut(Schema):
    """A link with another record: `record` is its id where the reader is given its identity, else `hit` names it."""

    kind: str
    outgoing: bool
    record: UUID | None
    hit: str
    type: str
    reference: str
    evaluation: str
    since: str
    source: str


class AttachmentOut(Schema):
    """An attachment without its content, which has an address of its own."""

    number: int
    kind: str
    title: str
    media_type: str
    size: int
    sha256: str


class RecordOut(Schema):
    """A record as this warrant may see it: parts above its level are empty."""

    level: str
    id: UUID | None
    hit: str
    handle: str = Field(description="names the record under this warrant alone: for enquiries and setting aside")
    bank: str
    owner: Owner
    classification: int
    handling: str
    type: str
    reference: str
    version: int
    changed_at: datetime | None
    identity: dict
    narrative: dict
    special: dict
    basis: dict
    evaluation: str
    links: list[LinkOut]
    attachments: list[AttachmentOut]
    biometrics: list[dict]


class TouchOut(Schema):
    """One line of the owner's journal."""

    at: datetime
    receipt: str
    officer: str
    party: str
    agency: str
    purpose: str
    basis: str
    case_ref: str
    level: int
    action: str
    record: UUID
    reference: str


def link_out(link: queries.LinkView) -> dict:
    """A link in plain values."""
    hit = link.level == "hit"
    return {
        "kind": link.kind,
        "outgoing": link.outgoing,
        "record": None if hit else link.to,
        "hit": link.hit_ref if hit else "",
        "type": link.type,
        "reference": link.owner_ref,
        "evaluation": link.evaluation,
        "since": link.since,
        "source": link.source,
    }


def attachment_out(attachment: queries.AttachmentView) -> dict:
    """What is told of an attachment before it is opened."""
    told = {name: getattr(attachment, name) for name in ("number", "kind", "title", "media_type", "size")}
    return told | {"sha256": attachment.sha256.hex()}


def record_out(record: queries.RecordView, holder: Holder) -> dict:
    """A record in plain values. A hit carries its own code and no id: code and handle tell nothing twice."""
    hit = record.level == "hit"
    return {
        "level": record.level,
        "id": None if hit else record.id,
        "hit": record.hit_ref if hit else "",
        "handle": handles.seal(record.id, holder),
        "bank": record.bank,
        "owner": {"party": record.owner_party, "agency": record.owner_agency},
        "classification": record.classification,
        "handling": record.handling,
        "type": record.type,
        "reference": record.owner_ref,
        "version": record.version,
        "changed_at": record.changed_at,
        "identity": record.identity,
        "narrative": record.narrative,
        "special": record.special,
        "basis": record.basis,
        "evaluation": record.evaluation,
        "links": [link_out(each) for each in record.links],
        "attachments": [attachment_out(each) for each in record.attachments],
        "biometrics": list(record.biometrics),
    }


@router.get("/records/{uuid:record_id}", response=answers(RecordOut), auth=Bearer(), summary="Read a record")
@operation(policy="record", journal="databanks.record.disclosed")
def read_record(request: HttpRequest, record_id: UUID) -> dict:
    """What the warrant may see of a record; what does not exist and what may not be seen answer alike (404)."""
    found = opening.record(request.token, record_id)
    if found is None:
        raise Http404
    return record_out(found, request.auth)


@router.get(
    "/records/{uuid:record_id}/attachments/{int:number}",
    response={200: None} | dict.fromkeys((400, 401, 403, 404, 409, 422), Problem),
    auth=Bearer(),
    summary="An attachment of a record",
)
@operation(policy="record", journal="databanks.attachment.disclosed")
def read_attachment(request: HttpRequest, record_id: UUID, number: int) -> HttpResponseBase:
    """The file itself; what may not be seen and what does not exist answer alike (404)."""
    if not 0 <= number <= enclosures.MOST:
        raise Http404
    found = opening.admitted(request.token, record_id, lambda token: queries.attachment(token, record_id, number))
    if found is None:
        raise Http404
    return downloads.attachment_response(found)


class ReceiptsOut(Schema):
    """Proofs that entries are in the settled journal, as `verifier/verify_journal.py` reads them."""

    v: int
    owner: dict[str, str]
    made_at: str
    since: str | None
    until: str | None
    checkpoint: str = Field(description="the last settled checkpoint with its cosignatures, a C2SP note")
    receipts: list[dict] = Field(
        description="receipt, leaf, leaf_hash, proof, touches, and entry: the text, where it concerns nobody else"
    )
    pending: list[str] = Field(description="receipts of entries that no settled checkpoint covers yet")


@router.get("/receipts", response=answers(ReceiptsOut), auth=Bearer(), summary="Proofs of who touched our records")
@operation(policy="desk", journal="databanks.receipts.taken")
def read_receipts(
    request: HttpRequest,
    since: datetime | None = None,
    until: datetime | None = None,
    code: str = Query("", max_length=40),
) -> dict:
    """The receipts of a period (from `since`, before `until`), or the one with a code; 5,000 touches at most."""
    if request.auth.role != "desk":
        raise NotAllowed("databanks.touches.needs-desk", "This is read from the desk: send the desk's token.")
    return receipts.receipts(request.token, since=since, until=until, code=code)


@router.get("/touches", response=answers(list[TouchOut]), auth=Bearer(), summary="Who touched our records")
@operation(policy="desk", journal="databanks.touches.read")
def read_touches(request: HttpRequest, limit: int = Query(100, ge=1, le=1000)) -> list[dict]:
    """Who touched the records of the holder's agency, newest first; never the words of a question."""
    if request.auth.role != "desk":
        raise NotAllowed("databanks.touches.needs-desk", "This is read from the desk: send the desk's token.")
    fields = (
        "at",
        "receipt",
        "officer",
        "party",
        "agency",
        "purpose",
        "basis",
        "case_ref",
        "level",
        "action",
        "record",
    )
    return [
        {name: getattr(row, name) for name in fields} | {"reference": row.owner_ref}
        for row in queries.touches(request.token, limit=limit)
    ]
