"""What officers without the right try in order to learn of protected victims: lists, questions, ids, SQL, errors."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commonweal.databanks import handles, queries
from commonweal.databanks.protection import PROTECTED, READ_BY_ALL
from commonweal.handling import warrants
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.handling.reading import CLOSED
from tools.prove.victims_world import PEOPLE, PURPOSE, House, passport

TRAFFICKING = "trafficking-in-persons"
ASKERS = {
    "own agency, trafficking": ("UZ-3", "reader", TRAFFICKING),
    "own agency, wanted persons": ("UZ-3", "reader", "wanted-person"),
    "own agency, desk": ("UZ-3", "desk", "own-records"),
    "another agency of the state": ("UZ-9", "reader", TRAFFICKING),
    "listed in full": ("KZ-1", "reader", TRAFFICKING),
    "listed for the identity, with a consent": ("RU-1", "reader", TRAFFICKING),
    "listed for a hit, with a review": ("AM-1", "reader", "criminal-investigation"),
    "denied": ("TJ-1", "reader", TRAFFICKING),
}
IN_SQL = ASKERS | {
    "own agency, contributor": ("UZ-3", "contributor", "contribution"),
    "reviewer": ("KZ-1", "reviewer", TRAFFICKING),
    "commission": ("KZ-1", "commission", TRAFFICKING),
    "secretariat": ("UZ-3", "secretariat", "own-records"),
}
DRAWN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # the id of whatever it is
    r"|\b[0-9a-f]{32}\b"  # the handle of a record under a warrant, which is drawn anew
    r"|\b[RHEK](?:-[0-9A-Z]{3,4})+"  # a receipt, the code of a hit under a warrant, an export's marks: hashes of ids
    r"|(?<=name=\"csrfmiddlewaretoken\" value=\")\w+|(?<=csrftoken=)\w+"  # drawn for every form
    r"|(?<=challenge&quot;: &quot;)[\w-]{43}|(?<=name=\"state\" value=\")[\w:-]+"  # what a passkey is to sign
    r"|(?<=; expires=)[^;]+"  # of a cookie: by the browser's clock, which does not stand
)
"""What is drawn by chance in any answer. It is replaced by what it names, or by its place among what the answer names:
one more of them, one less or another order shows."""


def without_chance(text: str, records: dict[str, uuid.UUID]) -> str:
    """An answer with records by their owner's reference and everything else drawn by chance by its place."""
    names = {str(record): f"<{ref}>" for ref, record in records.items()}
    return DRAWN.sub(lambda found: names.setdefault(found[0], f"*{len(names)}"), text)


@dataclass(frozen=True)
class Probe:
    """One thing tried: by whom, of which kind, and what it brings in a house; `run` gives text."""

    asker: str
    kind: str
    run: Callable[["Hand"], object]


class Hand:
    """An officer in a house: his tokens, a browser, a program, a session of the database."""

    def __init__(self, house: House, who: tuple[str, str, str]) -> None:
        self.house = house
        officer, role, purpose = who
        self.token = factories.open_as(officer, role, purpose, minutes=600)
        desk = {"basis": "service duty", "case_ref": "", "standing_duty": "desk", "minutes": 600}
        self.desk = factories.open_as(officer, "desk", "own-records", **desk)
        self.browser = Client(raise_request_exception=False)
        self.browser.cookies[DESK_COOKIE] = self.desk
        self.browser.cookies[PURPOSE_COOKIE] = self.token if role == "reader" else ""
        self.program = Client(headers={"authorization": f"Bearer {self.token}"}, raise_request_exception=False)

    def sql(self, statement: str, *values: object) -> object:
        """What a statement brings under this warrant in the application's role; an error by class and words."""
        try:
            with self.house.database.connect() as app:
                app.execute("select set_config('commonweal.token', %s, true)", [self.token])
                cursor = app.execute(statement, values)
                found = cursor.fetchall() if cursor.description else cursor.rowcount
                app.rollback()
                return found
        except psycopg.Error as error:
            return type(error).__name__, str(error)


def said(response) -> tuple:
    """Status, headers and body as text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return (
        response.status_code,
        sorted(response.headers.items()),
        response.cookies.output(),
        body.decode(errors="replace"),
    )


# --- what is tried ------------------------------------------------------------------------------------------------


def questions() -> Iterator[dict]:
    """By name in two scripts, with and without date, by part, by number whole, half-read and misread, by type."""
    for number, (family, given, latin_family, latin_given) in enumerate(PEOPLE):
        born = f"199{number % 10}-03-1{number % 10}"
        yield {"family": family, "given": given}
        yield {"family": latin_family, "given": latin_given, "born": born}
        yield {"full_name": f"{given} {family}", "born": born[:4], "type": "trafficking-victim"}
        yield {"given": given, "born": born}
        yield {"number": passport(number)}
        yield {"number": f"{passport(number)[:5]}*"}
        yield {"number": passport(number).replace("0", "O"), "type": "trafficking-victim"}
        yield {"identifier": passport(number).lower()}


def addresses(*, of_one: bool) -> list[str]:
    """Every address of the site, from the resolver: those that name a record, a batch, an item or an enquiry, with a
    place for it; or those that name none."""

    def walk(patterns: list, before: str) -> Iterator[str]:
        for each in patterns:
            path = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, path)
            elif isinstance(each, URLPattern):
                yield path

    found = {re.sub(r"<uuid(str)?:\w+>", "{}", "/" + path) for path in walk(get_resolver().url_patterns, "")}
    fitting = {path for path in found if ("{}" in path) is of_one and "handle>" not in path}
    words = {"code": "united", "event": "withdraw", "format": "csv", "number": "1"}
    return sorted(re.sub(r"<(?:\w+:)?(\w+)>", lambda each: words.get(each[1], "x"), path) for path in fitting)


def probes() -> list[Probe]:
    """Everything that is tried, always in the same order."""
    made = [Probe(who, kind, run) for who in ASKERS for kind, run in _of_lists()]
    made += [Probe(who, kind, run) for who in IN_SQL for kind, run in _of_sql()]
    made += [Probe(who, kind, run) for who in ASKERS for kind, run in _of_questions()]
    made += [Probe(who, kind, run) for who in ASKERS for number in range(len(PEOPLE)) for kind, run in _of_one(number)]
    return made


def _of_lists() -> Iterator[tuple[str, Callable]]:
    for address in addresses(of_one=False):
        if address.startswith("/api/"):
            yield "list by program", lambda hand, a=address: said(hand.program.get(a))
        else:
            yield "list on a page", lambda hand, a=address: said(hand.browser.get(a))
    for format_ in ("csv", "json"):
        wanted = {"format": format_, "reason": "check", "type": "trafficking-victim"}
        yield "export of the own", lambda hand, w=wanted: _post(hand, "/api/exports/own", w)
    yield "case and its links", lambda hand: said(hand.browser.get(f"/records/{hand.house.case}/"))
    yield "case and its links", lambda hand: said(hand.program.get(f"/api/records/{hand.house.case}"))
    yield "print of the case", lambda hand: said(hand.browser.get(f"/records/{hand.house.case}/print/"))


def _post(hand: Hand, address: str, body: dict) -> tuple:
    return said(hand.program.post(address, json.dumps(body, ensure_ascii=False), content_type="application/json"))


COUNTED = tuple(table for table in PROTECTED if table not in (*CLOSED, *READ_BY_ALL))
UNLEARNED = {
    "links": "select kind from databanks_link where to_record = %s",
    "touches": "select at from audit_touch where record = %s",
    "inbox": "select kind from workflow_inbox where subject = 'record/' || %s::text",
    "consents": "select agency from handling_consent where record = %s",
    "reviews": "select agency from handling_review where record = %s",
    "enquiries": "select kind from databanks_enquiry where record = %s",
    "set aside": "select reason from databanks_distinct where record = %s",
    "versions": "select part from databanks_version where record_id = %s",
    "attachments": "select title from databanks_attachment where record_id = %s",
    "staged": "select owner_ref from databanks_staged where record_id = %s",
    "consent to oneself": "insert into handling_consent (record, agency, level, until, given_by, given_agency, given_at,"
    " reason) values (%s, 'KZ-MIA', 4, now(), 'KZ-1', 'KZ-MIA', now(), 'x')",
    "complaint": "insert into handling_complaint (record, agency, until, opened_by) values (%s, 'TJ-MIA', now(), 'x')",
    "set one aside": "insert into databanks_distinct (record, party, agency, officer, case_ref, reason, decided_at)"
    " values (%s, 'KZ', 'KZ-MIA', 'KZ-1', '26/0417-3', '', now())",
}
"""By an id that somebody may have got hold of: what tables tell, and what errors do."""


MEASURED = (
    "select month, bank, party, measure, value, few from databanks_sheet order by 1, 2, 3, 4",
    "select month, party, agency, t.* from databanks_score t order by 1, 2, 3, t::text",
    "select code, property, count(*) from databanks_finding group by 1, 2 order by 1, 2",
    "select n_live_tup from pg_stat_user_tables where n_live_tup > 0",
    "select max(xact_start) from pg_stat_activity where usename = 'cw_owner'",
)


def _of_sql() -> Iterator[tuple[str, Callable]]:
    for table in COUNTED:
        yield "count of a table", lambda hand, t=table: hand.sql(f"select count(*) from {t}")
    yield "labels", lambda hand: hand.sql("select count(*) from handling_label where protected")
    yield "labels", lambda hand: hand.sql(f"select bank from handling_label where '{PURPOSE}' = any (purposes)")
    for statement in MEASURED:
        yield "figures", lambda hand, s=statement: hand.sql(s)
    for number in range(0, len(PEOPLE), 4):
        for statement in UNLEARNED.values():
            yield "SQL by id", lambda hand, s=statement, n=number: hand.sql(s, hand.house.victims[n])


def _of_questions() -> Iterator[tuple[str, Callable]]:
    for question in questions():
        yield "question by program", lambda hand, q=question: _post(hand, "/api/search", q)
        yield "question on a page", lambda hand, q=question: said(hand.browser.post("/search/", q))


def _of_one(number: int) -> Iterator[tuple[str, Callable]]:
    """By id, with every address that takes one, read and written to; by handle; by export and enquiry."""

    def at(hand: Hand) -> uuid.UUID:
        return hand.house.victims[number]

    for address in addresses(of_one=True):
        caller = "program" if address.startswith("/api/") else "browser"
        yield "id, read", lambda hand, a=address, c=caller: said(getattr(hand, c).get(a.replace("{}", str(at(hand)))))
        yield (
            "id, written to",
            lambda hand, a=address, c=caller: said(
                getattr(hand, c).post(a.replace("{}", str(at(hand))), {"reason": "x"})
            ),
        )
    for address in ("/ask/{}/", "/aside/{}/"):
        yield "handle", lambda hand, a=address: said(hand.browser.get(a.format(_handle(hand, at(hand)))))
    yield "handle", lambda hand: _ask_owner(hand, at(hand))
    yield "export", lambda hand: _export(hand, at(hand))
    yield "export", lambda hand: _export(hand, at(hand), hand.house.case)
    yield "attachment", lambda hand: str(queries.attachment(hand.token, at(hand), 1))
    yield "attachment", lambda hand: str(queries.attachments(hand.token, at(hand)))
    yield (
        "who sees",
        lambda hand: str((queries.why(hand.token, at(hand)), queries.who_sees_record(hand.token, at(hand)))),
    )
    yield "touches of one", lambda hand: str(queries.touches(hand.desk, record=at(hand)))


def _export(hand: Hand, *records: uuid.UUID) -> tuple:
    wanted = {"format": "json", "reason": "x", "records": [str(record) for record in records]}
    return _post(hand, "/api/exports/found", wanted)


def _handle(hand: Hand, record: uuid.UUID) -> str:
    return handles.seal(record, warrants.current(hand.token))


def _ask_owner(hand: Hand, record: uuid.UUID) -> tuple:
    asked = {"kind": "confirm", "text": "Is she there?"}
    return _post(hand, f"/api/enquiries/about/{_handle(hand, record)}", asked)
