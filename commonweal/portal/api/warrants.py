"""Opening and closing warrants by program."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.errors import NotAllowed
from commonweal.common.operations import operation
from commonweal.handling import warrants
from commonweal.members import sessions
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["warrants"])


class Purpose(Schema):
    """For what a warrant is opened; a case or a standing duty is needed."""

    purpose: str = Field(max_length=200, description="Code of the purpose, such as wanted-person")
    basis: str = Field(max_length=200, description="Treaty or decision on which the questions rest")
    case_ref: str = Field("", max_length=200)
    standing_duty: str = Field("", max_length=200)
    minutes: int = Field(30, ge=1, le=720)


class Opened(Schema):
    """A warrant just opened; the token is shown this once."""

    token: str
    until: datetime
    receipt: str


class Closed(Schema):
    """The warrant is closed."""

    closed: bool


@router.post("/warrants", response=answers(Opened), auth=Bearer(), summary="Open a purpose")
@operation(policy="desk", journal="handling.warrant.opened")
def open_warrant(request: HttpRequest, purpose: Purpose) -> warrants.Opened:
    """Open a reader's warrant under the desk whose token is sent; committed and journalled before any read."""
    if request.auth.role != "desk":
        raise NotAllowed("handling.warrant.needs-desk", "A purpose is opened from the desk: send the desk's token.")
    opened = warrants.open_warrant(request.auth.officer, role="reader", **purpose.dict())
    sessions.note_opened(request.auth.id, opened.id)
    return opened


@router.post(
    "/warrants/close", response=answers(Closed), auth=Bearer(), summary="Close the warrant whose token is sent"
)
@operation(policy="desk", journal="handling.warrant.closed")
def close_warrant(request: HttpRequest) -> dict:
    """Close a purpose or a desk."""
    warrants.close_warrant(request.token)
    return {"closed": True}
