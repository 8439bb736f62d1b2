"""Coming in by program: a one-time link's token becomes a desk."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.handling import warrants
from commonweal.members import actions
from commonweal.portal.api.problems import answers
from commonweal.portal.api.warrants import Opened

router = Router(tags=["desk"])


class Link(Schema):
    """The token of a one-time sign-in link."""

    link: str = Field(max_length=200)


@router.post("/desk", response=answers(Opened), summary="Open a desk by a one-time link")
@operation(policy="link", journal="members.link.used")
def open_desk(request: HttpRequest, link: Link) -> warrants.Opened:
    """Use the link up and open the officer's desk for a shift of twelve hours."""
    officer = actions.use_sign_in_link(link.link)
    return warrants.open_warrant(
        officer.code, role="desk", purpose="own-records", basis="service duty", standing_duty="desk", minutes=720
    )
