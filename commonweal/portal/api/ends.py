"""Terms of our records by program: classes, what ends soon, keeping a record for longer."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import life, retention
from commonweal.databanks.actions import extensions
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["terms"])
MOST = 1_000
"""Records in one answer."""


class ClassOut(Schema):
    """A class of retention; months. `longest` is null where records of it are never kept for longer."""

    code: str
    initial: int
    longest: int | None
    silence: str
    review_en: str
    review_ru: str
    anchor: str
    verified: bool


class ShorterOut(Schema):
    """That a state or a bank keeps records of a class for less; `*` is every one."""

    class_: str = Field(serialization_alias="class")
    party: str
    bank: str
    months: int
    source: str
    verified: bool


class RetentionOut(Schema):
    """How long records are kept."""

    classes: list[ClassOut]
    shortened: list[ShorterOut]


class EndingOut(Schema):
    """A record of the holder's agency that ends soon."""

    record: UUID
    owner_ref: str
    record_type: str
    bank: str
    status: str
    retention_class: str
    last_day: str
    warned_at: datetime | None
    extension: str
    can_be_extended: bool


class ExtensionIn(Schema):
    """Why this very record is to be kept until a day."""

    until: date
    reasons: str = Field(max_length=2000)
    weighed: list[str] = Field(description="need, basis, gravity, person, less", max_length=5)


class ExtensionOut(Schema):
    """What was asked, and what was decided."""

    id: UUID
    record: UUID
    owner_ref: str
    asked_by: str
    asked_at: datetime
    was: datetime
    until: datetime
    reasons: str
    weighed: list[str]
    state: str
    decided_by: str
    decided_at: datetime | None
    words: str


class Decision(Schema):
    """The approver's own assessment."""

    words: str = Field("", max_length=2000)


@router.get("/retention", response=answers(RetentionOut), auth=Bearer(), summary="How long records are kept")
@operation(policy="desk", journal="databanks.ends.read")
def read_retention(request: HttpRequest) -> dict:
    """Classes of retention, and what states and banks shortened; published."""
    return {"classes": list(retention.classes().values()), "shortened": retention.shortened()}


@router.get("/ends", response=answers(list[EndingOut]), auth=Bearer(), summary="What of ours ends soon")
@operation(policy="desk", journal="databanks.ends.read")
def read_ends(request: HttpRequest, limit: int = 100, skip: int = 0) -> list[life.Ending]:
    """Records of the holder's agency that end within the time of the warning, the nearest first; 1,000 at most."""
    return life.ends_soon(request.token, limit=min(max(limit, 1), MOST), skip=max(skip, 0))


@router.get("/extensions", response=answers(list[ExtensionOut]), auth=Bearer(), summary="What was asked to be kept")
@operation(policy="desk", journal="databanks.ends.read")
def read_extensions(request: HttpRequest, waiting: bool = False) -> list[life.Extension]:
    """Requests of the holder's agency to keep a record for longer; what waits first."""
    return life.extensions(request.token, waiting=waiting)


@router.post("/ends/{uuid:record}/extension", response=answers(ExtensionOut), auth=Bearer(), summary="Keep for longer")
@operation(policy="record", journal="databanks.extension.asked")
def ask_extension(request: HttpRequest, record: UUID, asked: ExtensionIn) -> life.Extension:
    """Ask, as an officer of the owner, to keep a record for longer; another officer, an approver, decides."""
    return extensions.ask(request.token, record, **asked.dict())


@router.post("/extensions/{uuid:extension}/{event}", response=answers(ExtensionOut), auth=Bearer(), summary="Decide")
@operation(policy="desk", journal="databanks.extension.granted")
def act_on_extension(request: HttpRequest, extension: UUID, event: str, said: Decision) -> life.Extension:
    """`grant` or `decline` under an approver's warrant; `withdraw` by who asked."""
    if event == "withdraw":
        return extensions.take_back(request.token, extension)
    return extensions.decide(request.token, extension, event=event, words=said.words)
