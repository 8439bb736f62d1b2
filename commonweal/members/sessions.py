"""Sessions: where an officer is signed in, bound to his browser, ended by idleness, by himself or by a suspension.

A session is the desk's warrant and what was opened under it (migration 0007). How long it lasts and to what it is bound
besides is data: `reference/sign_in.yaml`, and the installation's own file of the same form.
"""

import hmac
import ipaddress
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError, NotAllowed
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.members import first_run, means, queries
from commonweal.members.models import Officer

DEFAULTS = Path(__file__).parent / "reference" / "sign_in.yaml"
BROWSERS = ("Edg", "OPR", "YaBrowser", "Firefox", "Chromium", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux")
LONGEST_AGENT = 400
"""Letters of a browser's name for itself that are looked at."""


@dataclass(frozen=True, slots=True)
class Where:
    """From where somebody asks: his browser and system without versions, address, and certificate if he showed one."""

    agent: str
    address: str
    certificate: str = ""

    @property
    def bound(self) -> bytes:
        """Digest of what a session is bound to: the browser, and as configured the network; the certificate if any."""
        said = f"{self.agent}\n{_network(self.address)}\n{self.certificate}"
        return hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Session:
    """One place where an officer is signed in now."""

    id: uuid.UUID
    how: str
    agent: str
    address: str
    began_at: datetime
    seen_at: datetime
    proved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ends:
    """After how many minutes without a page, and at the latest, a session ends."""

    idle: int
    longest: int


@cache
def rules() -> dict:
    """What `sign_in.yaml` says, the installation's own lines before ours. Raises BadInput for what cannot be read."""
    said = yaml.safe_load(DEFAULTS.read_text(encoding="utf-8"))
    own = Path(settings.SIGN_IN_FILE)
    if own.exists():
        try:
            said |= yaml.safe_load(own.read_text(encoding="utf-8")) or {}
            for line in said["sessions"]:
                if not 1 <= int(line["idle"]) <= int(line["longest"]) <= 720:
                    raise ValueError("1 to 720 minutes, idle no longer than longest")
            if {"role", "kind"} & said["sessions"][-1].keys() or not 1 <= int(said["proof"]) <= 720:
                raise ValueError("the last line of sessions is for all, proof 1 to 720 minutes")
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, yaml.YAMLError) as problem:
            raise BadInput(
                "members.sign-in.rules", "The file {file} cannot be read: {problem}", file=own.name, problem=problem
            ) from problem
    return said


def ends_for(officer: Officer) -> Ends:
    """How long a session of this officer lasts: the first line that fits his roles or his agency's kind."""
    for line in rules()["sessions"]:
        if line.get("role", "") in ("", *officer.roles) and line.get("kind", "") in ("", officer.agency.kind):
            return Ends(line["idle"], line["longest"])
    raise ValueError("the last line of sessions is for all")


def where(headers: Mapping[str, str], address: str) -> Where:
    """From where a request with these headers comes, over a connection from this address."""
    said = rules()
    if said["address_header"]:
        address = headers.get(said["address_header"], "").rpartition(",")[2].strip() or address
    certificate = headers.get(said["certificate_header"], "") if said["certificate_header"] else ""
    return Where(_agent(headers.get("User-Agent", "")), address[:60], certificate[:200])


def _agent(text: str) -> str:
    text = text[:LONGEST_AGENT]
    browser = next((name for name in BROWSERS if f"{name}/" in text), "")
    system = next((name for name in SYSTEMS if name in text), "")
    program = re.match(r"[A-Za-z0-9-]{1,30}", text)
    return " · ".join(part for part in (browser or (program.group() if program else ""), system) if part)


def _network(address: str) -> str:
    bits = rules()["network"]
    if not bits:
        return ""
    try:
        version = ipaddress.ip_address(address).version
        return str(ipaddress.ip_network(f"{address}/{bits.split('/')[version == 6]}", strict=False))
    except ValueError:
        return address


def begin(desk: uuid.UUID, officer: Officer, place: Where, *, how: str) -> None:
    """Begin a session with a desk just opened; `how`: link, link-code or passkey, and all but the first are a proof."""
    by = queries.actor(officer.code)
    entry = _entry("members.session.begun", by, officer.code, how=how, agent=place.agent, address=place.address)
    idle = timedelta(minutes=ends_for(officer).idle)
    _call(
        "members_begin_session",
        *(desk, officer.code, how, place.agent, place.address, place.bound, idle, how != "link", entry),
    )


def seen(token: str, holder: Holder, place: Where) -> bool:
    """Whether the session of a desk still holds for whoever shows its token from there; one that does not is ended."""
    state = _call("members_session_seen", holder.id, place.bound)
    if state in ("idle", "elsewhere"):
        with warrants.reading(token):
            end(holder.officer, holder.id, by=holder.actor, why=state)
    return state in ("open", "none")


def of(officer: str) -> list[Session]:
    """Where the officer is signed in now, last used first; his own or an administrator's to see (inside `reading`)."""
    with connection.cursor() as cursor:
        cursor.execute("select * from members_sessions_of(%s)", [officer])
        return [Session(*row) for row in cursor.fetchall()]


def end(
    officer: str,
    one: uuid.UUID | None = None,
    *,
    by: journal.Actor,
    keep: uuid.UUID | None = None,
    why: str = "ended",
) -> bool:
    """End one session of the officer, or all but `keep`, with all warrants opened under them (inside `reading`).

    False where there is none to end.
    """
    entry = _entry("members.session.ended", by, officer, why=why, all=one is None)
    return _call("members_end_sessions", officer, one, keep, why, entry) > 0


def note_opened(desk: uuid.UUID, warrant: uuid.UUID) -> None:
    """Note that a warrant was opened from a desk: it ends with the desk's session."""
    _call("members_note_opened", desk, warrant)


def prove(holder: Holder) -> None:
    """Note that the holder has just proved that it is he, inside `reading` with his token."""
    entry = _entry("members.proof.given", holder.actor, holder.officer)
    _call("members_prove", holder.id, entry)


def lacks_proof(holder: Holder, *, first: bool = False) -> CommonwealError | None:
    """Why the holder must prove anew that it is he before he takes out, approves or lets in; None where he need not.

    In a demonstration an officer who has neither passkey nor codes gets by with his link; so he does, with `first`,
    who registers the first.
    """
    proved = _call("members_proved_at", holder.id)
    minutes = rules()["proof"]
    if proved is not None and clock.now() - proved <= timedelta(minutes=minutes):
        return None
    if means.of(holder.officer):
        return NotAllowed(
            "members.proof.needed",
            "Show again that it is you, with your passkey or a code: on the page before this step, or by POST to"
            " /api/proof with a code. It is good for {minutes} minutes.",
            minutes=minutes,
        )
    if first or first_run.is_demonstration():
        return None
    return NotAllowed(
        "members.proof.no-means",
        "Register a passkey or one-time codes on the page My sign-in first: what takes records out, approves or lets in"
        " asks for one.",
    )


def _entry(verb: str, by: journal.Actor, officer: str, **facts: object) -> str:
    return journal.write(verb, by=by, about=(f"officer/{officer}",), **facts).entry


def _call(function: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchone()[0]
