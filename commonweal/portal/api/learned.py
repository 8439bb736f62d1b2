"""Names learned from records, by program, for the secretariat."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.handling.terms import Role
from commonweal.portal.acting import step
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers
from commonweal.search import lessons

router = Router(tags=["names"])


class PairOut(Schema):
    """Two words that are one name; at least `step` records taught it."""

    id: UUID
    one: str
    other: str
    part: str
    step: int
    state: str
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str


class LessonOut(Schema):
    """One look at all records that may teach, and how far it is."""

    id: UUID
    officer: str
    state: str
    percent: int
    asked_at: datetime
    ended_at: datetime | None
    proposed: int


class RuleOut(Schema):
    """How many must teach the same before it is proposed."""

    what: str
    number: int
    source_en: str
    source_ru: str
    verified: bool


class LearnedOut(Schema):
    """All pairs, the last lessons and the thresholds."""

    pairs: list[PairOut]
    lessons: list[LessonOut]
    rules: list[RuleOut]


class Decision(Schema):
    """`accept`, `refuse` or `undo`, and why."""

    event: str = Field(max_length=20)
    reason: str = Field(max_length=500)


@router.get("/names", response=answers(LearnedOut), auth=Bearer(), summary="What records teach of names")
@operation(policy="secretariat", journal="search.pairs.read")
def read_pairs(request: HttpRequest, state: str = "") -> dict:
    """The caller's officer must have the role secretariat; `state` narrows to proposed, accepted or refused."""
    with step(request.auth.officer, Role.SECRETARIAT) as token:
        return {
            "pairs": [asdict(each) for each in lessons.pairs(token, state)],
            "lessons": [_lesson(each) for each in lessons.lessons(token)],
            "rules": [asdict(each) for each in lessons.rules()],
        }


@router.post("/names/lessons", response=answers(LessonOut), auth=Bearer(), summary="Learn names from records")
@operation(policy="secretariat", journal="search.lesson.asked")
def ask_lesson(request: HttpRequest) -> dict:
    """The clock process does it; how far it is stands under `GET /names`."""
    with step(request.auth.officer, Role.SECRETARIAT) as token:
        return _lesson(lessons.ask(token))


@router.post("/names/{pair}", response=answers(PairOut), auth=Bearer(), summary="Decide on a pair of words")
@operation(policy="secretariat", journal="search.pair.accepted")
def decide_pair(request: HttpRequest, pair: UUID, decision: Decision) -> dict:
    """An accepted pair widens everybody's search at once; a refused one is not proposed again."""
    with step(request.auth.officer, Role.SECRETARIAT) as token:
        return asdict(lessons.decide(token, pair, decision.event, reason=decision.reason))


def _lesson(lesson: lessons.Lesson) -> dict:
    return asdict(lesson) | {"percent": lesson.percent}
