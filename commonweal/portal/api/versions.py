"""Earlier states of records by program."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import versions
from commonweal.databanks.versions import State
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers
from commonweal.search import opening

router = Router(tags=["records"])


class ChangeOut(Schema):
    """What became of one property between two states; `changed` holds pairs of old and new value."""

    part: str
    property: str
    removed: list
    added: list
    changed: list


class VersionOut(Schema):
    """A state of a record. What tells of its contribution is the owner's alone and else empty."""

    version: int
    since: datetime | None
    until: datetime | None
    identity: dict
    narrative: dict
    special: dict
    case: dict
    enclosed: dict
    changes: list[ChangeOut]
    batch: UUID | None
    contributor: str
    approver: str


def version_out(state: State) -> dict:
    """A state in plain values."""
    bodies = {part: state.bodies.get(part, {}) for part in ("identity", "narrative", "special", "case", "enclosed")}
    changes = [
        {"part": each.part, "property": each.code}
        | {name: getattr(each, name) for name in ("removed", "added", "changed")}
        for each in state.changes
    ]
    return bodies | {
        "version": state.version,
        "since": state.since,
        "until": state.until,
        "changes": changes,
        "batch": state.batch,
        "contributor": state.entered_by,
        "approver": state.approver,
    }


@router.get(
    "/records/{uuid:record_id}/versions",
    response=answers(list[VersionOut]),
    auth=Bearer(),
    summary="Earlier states of a record",
)
@operation(policy="record", journal="databanks.versions.read")
def read_versions(request: HttpRequest, record_id: UUID) -> list[dict]:
    """Every state that the warrant may see, the present one first; a hit has none (404)."""
    found = opening.admitted(request.token, record_id, lambda token: versions.versions(token, record_id))
    if found is None:
        raise Http404
    return [version_out(each) for each in found.states]
