"""What goes over the search process's local socket: length-prefixed JSON. A question and a warrant in; ids, bands and
which parts agree out; never a value of a record.
"""

import socket
import struct
from collections.abc import Mapping

import msgspec

from commonweal.search.index import Candidate, Standing

LONGEST = 4_000_000
_HEAD = struct.Struct(">I")


class Question(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What an officer asks: parts of a name in any script, a birth date of any precision or an age, a number, whole or
    half-read.

    `type` is the code of a record type or of a group of types, `kind` the kind of number that is meant, `banks` the
    codes of the banks that are asked.
    """

    family: str = ""
    given: str = ""
    patronymic: str = ""
    full_name: str = ""
    born: str = ""
    age: str = ""
    sex: str = ""
    countries: list[str] = []
    identifier: str = ""
    number: str = ""
    type: str = ""
    kind: str = ""
    banks: list[str] = []


class Ask(msgspec.Struct, tag="ask"):
    """Ask one question under the warrant with this token; `weighed` where the candidates are to come with what their
    bands rest on, for who has more to weigh."""

    token: str
    question: Question
    limit: int = 20
    weighed: bool = False


class AskMany(msgspec.Struct, tag="ask-many"):
    """Ask many questions under the warrant with this token, those of the rows of a file; all name the same banks.
    `weighed` as in `Ask`."""

    token: str
    questions: list[Question]
    limit: int = 10
    weighed: bool = False


class Watch(msgspec.Struct, tag="watch"):
    """Ask standing questions against the records that changed since a position; against all where it is not known. All
    name the same banks."""

    token: str
    questions: list[Question]
    since: str = ""
    limit: int = 20
    weighed: bool = False


class State(msgspec.Struct, tag="state"):
    """Ask how the process is: no warrant needed, no record told. The digest takes a second for a million records, in
    which no question is answered."""

    digest: bool = True


class Save(msgspec.Struct, tag="save"):
    """Ask the process to rebuild from the database and save its base."""


def holds_number(agreements: Mapping[str, str]) -> bool:
    """Whether these verdicts by part say that a record holds the very number asked for."""
    return "same" in (agreements.get("number"), agreements.get("identifier"))


class Found(msgspec.Struct, omit_defaults=True):
    """One candidate: id, band, and by part whether it agrees (same, variant, differs, unknown); what the band rests on
    where that was asked for."""

    id: str
    band: str
    agreements: dict[str, str]
    standing: Standing | None = None

    @property
    def held(self) -> bool:
        """Whether the record holds the very number asked for."""
        return holds_number(self.agreements)


def found(candidate: Candidate, *, weighed: bool) -> Found:
    """A candidate of the index for the wire."""
    standing = candidate.standing if weighed else None
    return Found(str(candidate.id), candidate.band, candidate.agreements, standing)


class Answer(msgspec.Struct, tag="answer", omit_defaults=True):
    """The candidates, strongest first; `more` says that further records, which the holder may see, agree with the
    number as well. `learned`, here and below: the mark of the pairs of names that the process used."""

    candidates: list[Found]
    more: bool = False
    learned: int = 0


class Row(msgspec.Struct, omit_defaults=True):
    """What one of many questions brought: of each candidate id, band and whether it holds the very number asked for; or
    the code of why it cannot be asked. `resting`: verdicts and what the band rests on, where that was asked for."""

    candidates: list[tuple[str, str, bool]] = []
    code: str = ""
    message: str = ""
    params: dict[str, str] = {}
    resting: list[tuple[dict[str, str], Standing]] = []


def row(candidates: list[Candidate], *, weighed: bool) -> Row:
    """Candidates of the index for the wire, where many questions were asked."""
    told = [(str(each.id), each.band, holds_number(each.agreements)) for each in candidates]
    return Row(told, resting=[(each.agreements, each.standing) for each in candidates] if weighed else [])


class Rows(msgspec.Struct, tag="rows"):
    """What many questions brought, in their order."""

    rows: list[Row]
    learned: int = 0


class Watched(msgspec.Struct, tag="watched"):
    """What standing questions brought, in their order, and the position up to which that holds."""

    rows: list[Row]
    position: str
    learned: int = 0


class Standing(msgspec.Struct, tag="standing"):
    """How the process is: how many records it holds, the digest of its content (empty where it was not asked for),
    seconds since it last looked."""

    records: int
    digest: str
    behind: float


class Fault(msgspec.Struct, tag="fault"):
    """An error with its code and sentence."""

    code: str
    message: str
    params: dict[str, str] = {}


Request = Ask | AskMany | Watch | State | Save
Reply = Answer | Rows | Watched | Standing | Fault
_requests = msgspec.json.Decoder(Request)
_replies = msgspec.json.Decoder(Reply)


def send(channel: socket.socket, message: msgspec.Struct) -> None:
    """Write one message."""
    body = msgspec.json.encode(message)
    channel.sendall(_HEAD.pack(len(body)) + body)


def receive_request(channel: socket.socket) -> Request | None:
    """Read one request; None when the other side has closed."""
    body = _receive(channel)
    return None if body is None else _requests.decode(body)


def receive_reply(channel: socket.socket) -> Reply | None:
    """Read one reply; None when the other side has closed."""
    body = _receive(channel)
    return None if body is None else _replies.decode(body)


def _receive(channel: socket.socket) -> bytes | None:
    head = _exactly(channel, _HEAD.size)
    if head is None:
        return None
    (length,) = _HEAD.unpack(head)
    if length > LONGEST:
        raise ValueError("message too long")
    return _exactly(channel, length)


def _exactly(channel: socket.socket, count: int) -> bytes | None:
    parts = []
    while count:
        part = channel.recv(min(count, 65_536))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
