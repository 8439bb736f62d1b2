"""Every address, of pages and of the API, by officers in every role, on records of which the policy gives them all, a hit,
or nothing. What row-level security shows is shown; what it hides answers to the byte as what does not exist.

That row-level security does what the decision table says is proved elsewhere: `make prove-main-job ONLY=policy`.
"""

import logging
import re
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.test import Client

from commonweal.databanks import queries
from commonweal.handling.terms import Role
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.search.running import running
from tools.prove import scratch
from tools.prove.line import Line
from tools.prove.victims_probes import addresses, said, without_chance

KEPT = factories.OPEN_LABEL | {"scope": "agency"}
SILENT = factories.OPEN_LABEL | {"core": [], "silent": ["RU"]}
RELATIONS = {
    "own": ("UZ-3", "OPEN"),
    "other agency of the state": ("UZ-9", "KEPT"),
    "other state, in full": ("KZ-3", "OPEN"),
    "denied": ("TJ-3", "OPEN"),
    "hit": ("AM-3", "OPEN"),
    "silent": ("RU-3", "SILENT"),
}
"""Who looks, and at which record of UZ."""
ROLES = tuple(Role)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)|\b\d\d:\d\d\b|\d+\.\d+ ms")
LEADS_OUT = ("/sign-out/", "/purpose/close/", "/sign-in/")
"""What ends the warrant that asks, or counts tries at coming in."""


@dataclass
class Told:
    """Requests made, and what was wrong with the answers."""

    requests: int = 0
    seen: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


WATCHES = "auditor"
"""The role that nobody holds beside another."""
APART = "replace(code, '-', '-8')"
"""Code of the officer who holds it, where the others are."""


def build(superuser: psycopg.Connection, folder: Path) -> dict[str, uuid.UUID]:
    """Three records of UZ, and officers with every role in five states and in a second agency of UZ."""
    factories.cast(superuser)
    run = superuser.execute
    run(
        "insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)"
        " values ('UZ-SEC', 'UZ', 'security', 'ministry', 'Security of UZ', 'СБ УЗ', '{}')"
    )
    run(
        "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
        " select 'UZ-9', rank, name, name_latin, 'UZ-SEC', unit, clearance, roles from members_officer where code = 'UZ-3'"
    )
    run(
        "insert into members_accreditation (officer_id, since, until, by)"
        " select 'UZ-9', since, until, by from members_accreditation where officer_id = 'UZ-3'"
    )
    every = "(code like '%%-3' or code = 'UZ-9')"
    run(
        "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
        f" select {APART}, rank, name, name_latin, agency_id, unit, clearance, array[%s] from members_officer"
        f" where {every}",
        [WATCHES],
    )
    run(
        "insert into members_accreditation (officer_id, since, until, by)"
        f" select {APART}, since, until, a.by from members_accreditation a join members_officer on code = officer_id"
        f" where {every}"
    )
    others = [str(each) for each in ROLES if each != WATCHES]
    run(f"update members_officer set roles = %s where {every}", [others])
    run("update search_limit set most = 1000000")
    labels = {"OPEN": factories.OPEN_LABEL, "KEPT": KEPT, "SILENT": SILENT}
    lines = [factories.person(ref, "Каримов", "Рустам", label=label) for ref, label in labels.items()]
    factories.contribute(folder, lines)
    return dict(run("select owner_ref, record_id from databanks_identity").fetchall())


class Asker:
    """An officer in a role: at a desk, with a purpose where the role reads, and by program."""

    def __init__(self, officer: str, role: str) -> None:
        self.token = factories.open_as(officer, role, "wanted-person", minutes=240)
        desk = {"basis": "service duty", "case_ref": "", "standing_duty": "desk", "minutes": 240}
        reads = role == "reader"
        self.desk = factories.open_as(officer, "desk", "own-records", **desk) if reads else self.token
        self.browser = Client(raise_request_exception=False)
        self.browser.cookies[DESK_COOKIE] = self.desk
        self.browser.cookies[PURPOSE_COOKIE] = self.token if reads else ""
        self.program = Client(headers={"authorization": f"Bearer {self.token}"}, raise_request_exception=False)

    def sees(self, record: uuid.UUID, *, page: bool) -> bool:
        """Whether row-level security shows it: on a page under the purpose, else the desk; by program under the token."""
        shown = queries.record(self.token, record) is not None
        return shown or (page and queries.record(self.desk, record) is not None)

    def ask(self, address: str, method: str, record: uuid.UUID) -> tuple:
        """Status, and everything said, without what is drawn by chance and without the moment."""
        client = self.program if address.startswith("/api/") else self.browser
        words = {"reason": "x"} if method == "post" else None
        answer = getattr(client, method)(address.replace("{}", str(record)), words)
        return answer.status_code, MOMENT.sub("*", without_chance(str(said(answer)), {"X": record}))


def try_all(
    ids: dict[str, uuid.UUID],
    relations: Iterable[str] = tuple(RELATIONS),
    roles: Iterable[str] = ROLES,
    *,
    lists: bool = True,
) -> Told:
    """Ask every address."""
    told = Told()
    of_one, of_none = (
        [each for each in addresses(of_one=one) if not each.startswith(LEADS_OUT)] for one in (True, False)
    )
    for relation in relations:
        officer, ref = RELATIONS[relation]
        for role in roles:
            asker = Asker(officer.replace("-", "-8") if role == WATCHES else officer, role)
            _of_one(told, asker, f"{relation}, {role}", ids[ref], of_one)
            for address in of_none if lists else ():
                _count(told, asker.ask(address, "get", ids[ref])[0], f"{relation}, {role}: {address}")
    return told


def _count(told: Told, status: int, where: str) -> None:
    told.requests += 1
    if status >= 500:
        told.wrong.append(f"{status} {where}")


def _of_one(told: Told, asker: Asker, who: str, record: uuid.UUID, of_one: list[str]) -> None:
    shown = {page: asker.sees(record, page=page) for page in (True, False)}
    told.seen[who.split(",")[0]] += shown[True]
    for address in of_one:
        page = not address.startswith("/api/")
        for method in ("get",) if shown[page] else ("get", "post"):
            status, text = asker.ask(address, method, record)
            _count(told, status, f"{who}: {method} {address}")
            if address in ("/records/{}/", "/api/records/{}") and method == "get" and (status == 200) != shown[page]:
                told.wrong.append(f"{status} {who}: {address}, which is {'' if shown[page] else 'not '}shown")
            if not shown[page] and text != asker.ask(address, method, uuid.uuid4())[1]:
                told.differing.append(f"{who}: {method} {address}")


def strangers(told: Told) -> Told:
    """Every address, asked by nobody: what needs somebody leads to the sign-in or refuses."""
    from tests.architecture.test_every_url_has_a_policy import plain, views

    policies = {address: {getattr(each, "policy", "") for each in some} for address, some in views().items()}
    for address, declared in policies.items():
        if declared & {"anyone", "link", ""}:
            continue
        path = re.sub(r"<(\w+)>", lambda each: _WORDS.get(each[1], str(uuid.uuid4())), plain(address))
        answer = Client(raise_request_exception=False).get(path)
        told.requests += 1
        led = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
        if not led and answer.status_code not in (401, 404, 405):
            told.open.append(f"{answer.status_code} {address}")
    return told


_WORDS = {"code": "united", "event": "withdraw", "format": "csv", "number": "1", "deed": "close"} | dict.fromkeys(
    ("handle", "token"), "x"
)


def lines(told: Told) -> list[Line]:
    """Three lines."""
    seen = ", ".join(f"{relation} {count} of {len(ROLES)}" for relation, count in told.seen.items())
    shown = lambda some: "".join(f"; {each}" for each in some[:3])  # noqa: E731
    return [
        Line(
            f"Every address × {len(ROLES)} roles × {len(RELATIONS)} relations to a record answers as the policy says",
            f"{told.requests:,} requests: {len(told.wrong)} wrong (roles that see it: {seen}){shown(told.wrong)}",
            "0",
            not told.wrong,
        ),
        Line(
            "What the policy hides answers as what does not exist, asked and written to",
            f"{len(told.differing)} differ{shown(told.differing)}",
            "0, to the byte",
            not told.differing,
        ),
        Line(
            "Nobody without a sign-in comes in anywhere", f"{len(told.open)} open{shown(told.open)}", "0", not told.open
        ),
    ]


def prove() -> list[Line]:
    """The whole proof."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # refusals are what is expected
    with scratch.database() as house, house.superuser() as superuser, tempfile.TemporaryDirectory() as folder:
        ids = build(superuser, Path(folder))
        with running(Path(folder) / "index"):
            return lines(strangers(try_all(ids)))
