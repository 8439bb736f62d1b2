"""The web's side of the search process: one short connection a question."""

import socket

from django.conf import settings

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.search import learned, wire

PATIENCE = 10.0
"""Seconds after which a silent search process counts as away."""


def call(request: wire.Request, *, patience: float = PATIENCE) -> wire.Reply:
    """Send one request to the search process and return its reply.

    Raises NotNow where the process is away, NotAllowed or BadInput as the process says.
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
            channel.settimeout(patience)
            channel.connect(str(settings.SEARCH_SOCKET))
            wire.send(channel, request)
            reply = wire.receive_reply(channel)
    except OSError as away:
        raise _away() from away
    if reply is None:
        raise _away()
    if isinstance(reply, wire.Fault):
        kind = BadInput if reply.code.startswith(("search.question", "names.")) else NotAllowed
        raise kind(reply.code, reply.message, **reply.params)
    if not isinstance(reply, wire.Standing):
        learned.follow(reply.learned)
    return reply


def _away() -> NotNow:
    return NotNow(
        "search.process.away",
        "The search is not running at the moment; it starts again by itself. Ask again in a minute.",
    )
