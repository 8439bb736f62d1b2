"""Coming in by program: a one-time link's token becomes a desk."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.handling import warrants
from commonweal.members import sessions
from commonweal.portal import sign_in
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers
from commonweal.portal.api.warrants import Opened

router = Router(tags=["desk"])


class Link(Schema):
    """The token of a one-time sign-in link."""

    link: str = Field(max_length=200)
    code: str = Field("", max_length=20, description="Of the officer's device, where he has passkeys or codes")


class Code(Schema):
    """A one-time code or a recovery code of the officer."""

    code: str = Field(max_length=20)


class Proved(Schema):
    """For how many minutes exports, approvals and links may follow."""

    minutes: int


@router.post("/desk", response=answers(Opened), summary="Open a desk by a one-time link")
@operation(policy="link", journal="members.link.used")
def open_desk(request: HttpRequest, link: Link) -> warrants.Opened:
    """Use the link up and open the officer's desk for a shift; it is bound to the program that asks."""
    return sign_in.by_link(request, link.link, link.code)


@router.post("/proof", response=answers(Proved), auth=Bearer(), summary="Prove anew that it is you")
@operation(policy="desk", journal="members.proof.given")
def prove(request: HttpRequest, code: Code) -> dict:
    """For the session of the token that is sent, before what takes out, approves or lets in."""
    sign_in.prove(request, request.auth, request.token, code=code.code, answer="", state="")
    return {"minutes": sessions.rules()["proof"]}
