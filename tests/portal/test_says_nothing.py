"""What a reader may not see answers like what does not exist, to the byte: pages, API, search before and after."""

import json
import re
import threading
import time
import uuid

import pytest
from django.test import Client, override_settings

from commonweal.databanks import actions
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from commonweal.search import client, process, wire
from tests import factories, samples

KEPT = factories.OPEN_LABEL | {"scope": "agency"}
DENIED = factories.OPEN_LABEL | {"denied": ["KZ", "TJ"]}
SECRET = factories.OPEN_LABEL | {"classification": 3}
ENCLOSED = {"attachments": [samples.attachment()]}
OF_ITS_OWN = re.compile(
    r"R(?:-[0-9A-Z]{4})+"  # a receipt
    r"|(?<=name=\"csrfmiddlewaretoken\" value=\")\w+"
    r"|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)|\b\d\d:\d\d\b"  # the moment of the answer
    r"|csrftoken=[^;]+; expires=[^;]+|csrftoken=[^;]+"
)
"""What differs between any two answers, whoever asks what: masked before answers are compared."""


@pytest.fixture(scope="module")
def world(shared_house, tmp_path_factory):
    """Two records that KZ may see, several that it may not; the search process in a thread. Gives ids by reference."""
    folder = tmp_path_factory.mktemp("lines")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        factories.contribute(
            folder,
            [
                factories.person("SEEN", "Каримов", "Рустам"),
                factories.person("KEPT", "Рахимов", "Далер", label=KEPT, **ENCLOSED),
                factories.person("DENIED", "Назаров", "Фарход", label=DENIED, **ENCLOSED),
                factories.person("SECRET", "Юсупов", "Анвар", label=SECRET | {"classification": 2}, **ENCLOSED),
                factories.person("WITHDRAWN", "Саидов", "Карим", **ENCLOSED),
                factories.person("BLOCKED", "Олимов", "Фирдавс", **ENCLOSED),
            ],
        )
        factories.contribute(
            folder, [factories.person("HIT", "Karimov", "Rustam", label=_hit(), **ENCLOSED)], party="AM"
        )
        ids = dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())
        superuser.execute("update members_officer set clearance = 1 where code = 'KZ-1'")
        approver = factories.open_as("UZ-2", "approver", "contribution")
        actions.withdraw(ids["WITHDRAWN"], approver, because="over")
        actions.block(ids["BLOCKED"], approver, because="contested")
        with _searching():
            yield ids | {"superuser": superuser, "folder": folder}


def _hit() -> dict:
    return factories.OPEN_LABEL | {"full": [], "hit": ["KZ"]}


class _searching:  # noqa: N801 - used like a function
    def __enter__(self) -> None:
        self._stop = threading.Event()
        arguments = {"folder": places.index_folder(), "path": places.search_socket(), "stop": self._stop}
        self._thread = threading.Thread(
            target=process.run, args=(database.connection_settings("cw_indexer"),), kwargs=arguments
        )
        self._settings = override_settings(SEARCH_SOCKET=places.search_socket())
        self._settings.enable()
        self._thread.start()
        _wait(lambda: places.search_socket().exists())

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(10)
        self._settings.disable()


def _wait(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def tokens(world) -> dict[str, str]:
    """A reader's and a desk's token of one officer of KZ, open for the whole module."""
    desk = {"purpose": "own-records", "basis": "service duty", "case_ref": "", "standing_duty": "desk"}
    return {"reader": factories.open_as("KZ-1"), "desk": factories.open_as("KZ-1", "desk", **desk)}


def answer(response, address: str = "") -> tuple:
    """Status, all headers and body, without what differs between any two answers, and without the address asked."""
    said = response.content.decode().replace(address, "ADDRESS") if address else response.content.decode()
    headers = sorted((name, OF_ITS_OWN.sub("*", value)) for name, value in response.headers.items())
    cookies = OF_ITS_OWN.sub("*", response.cookies.output())
    return response.status_code, headers, cookies, OF_ITS_OWN.sub("*", said)


def by_program(token: str) -> Client:
    return Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)


def at_the_desk(tokens: dict[str, str]) -> Client:
    browser = Client(raise_request_exception=False)
    browser.cookies[DESK_COOKIE] = tokens["desk"]
    browser.cookies[PURPOSE_COOKIE] = tokens["reader"]
    return browser


HIDDEN = ("KEPT", "DENIED", "SECRET", "WITHDRAWN", "BLOCKED")
PAGES = ("/records/{}/", "/records/{}/versions/", "/records/{}/print/", "/records/{}/attachments/1/")
BY_PROGRAM = ("/api/records/{}", "/api/records/{}/versions", "/api/records/{}/attachments/1")


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("role", ["reader", "desk"])
@pytest.mark.parametrize("address", BY_PROGRAM)
def test_api_answers_for_a_hidden_record_as_for_none(world, tokens, address, role, hidden):
    caller = by_program(tokens[role])
    absent = str(uuid.uuid4())
    nothing = answer(caller.get(address.format(absent)), absent)
    assert nothing[0] == 404
    assert answer(caller.get(address.format(world[hidden])), str(world[hidden])) == nothing


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("address", PAGES)
def test_page_answers_for_a_hidden_record_as_for_none(world, tokens, address, language, hidden):
    browser = at_the_desk(tokens)
    browser.cookies["django_language"] = language
    absent = str(uuid.uuid4())
    nothing = answer(browser.get(address.format(absent)), absent)
    assert nothing[0] == 404
    assert answer(browser.get(address.format(world[hidden])), str(world[hidden])) == nothing


@pytest.mark.parametrize("address", ["/records/{}/versions/", "/records/{}/print/", "/records/{}/attachments/1/"])
def test_hit_has_no_history_no_print_and_no_attachment(world, tokens, address):
    browser, absent = at_the_desk(tokens), str(uuid.uuid4())
    assert answer(browser.get(address.format(world["HIT"])), str(world["HIT"])) == answer(
        browser.get(address.format(absent)), absent
    )


def test_nothing_that_is_hidden_is_journalled_as_seen(world, tokens):
    """The owner’s journal names who was shown something; a look that was shown nothing leaves no touch of it."""
    hidden = [world[name] for name in HIDDEN]
    for record in hidden:
        by_program(tokens["reader"]).get(f"/api/records/{record}")
    touched = world["superuser"].execute(
        "select count(*) from audit_touch where record = any(%s) and agency = 'KZ-MIA'", [hidden]
    )
    assert touched.fetchone() == (0,)


def test_another_agencys_batch_answers_as_no_batch(world, tokens):
    batch = world["superuser"].execute("select id from databanks_batch limit 1").fetchone()[0]
    browser = at_the_desk(tokens)
    for what in ("approve", "refuse"):
        told = []
        for one in (str(uuid.uuid4()), str(batch)):
            told.append(answer(browser.post(f"/contributions/{one}/{what}/", {"reason": "x"}), one))
        assert told[0] == told[1], what


QUESTIONS = (
    {"family": "Каримов", "given": "Рустам"},
    {"family": "Karimov", "given": "Rustam", "born": "14.03.1984"},
    {"full_name": "Рустам Каримов"},
    {"family": "Рахимов", "given": "Далер"},
    {"family": "Назаров", "given": "Фарход"},
    {"family": "Саидов", "given": "Карим", "born": "1984"},
    {"identifier": "N 04 118 226"},
    {"family": "Бекмуратов", "given": "Сапар"},
)


def everything(tokens: dict[str, str]) -> list[tuple]:
    """Every answer to every question, by page and by program."""
    browser, caller = at_the_desk(tokens), by_program(tokens["reader"])
    answers = []
    for question in QUESTIONS:
        answers.append(answer(browser.post("/search/", question)))
        answers.append(answer(caller.post("/api/search", json.dumps(question), content_type="application/json")))
    return answers


def test_hidden_records_change_no_byte_of_any_answer(world, tokens):
    """Two hundred twins come that KZ may not see: same names, same dates, same number, seen by nobody of KZ."""
    before = everything(tokens)
    found = [len(json.loads(said)["candidates"]) for _, _, _, said in before[1::2]]
    assert found == [2, 2, 2, 0, 0, 0, 0, 0]
    known = client.call(wire.State()).records
    factories.contribute(world["folder"], list(_twins()), name="twins.jsonl")
    _wait(lambda: client.call(wire.State()).records == known + 200)
    assert everything(tokens) == before
    assert warrants.current(tokens["reader"]) is not None


def _twins():
    names = (("Каримов", "Рустам"), ("Karimov", "Rustam"), ("Рахимов", "Далер"), ("Бекмуратов", "Сапар"))
    for number in range(200):
        family, given = names[number % len(names)]
        label = (KEPT, DENIED, SECRET | {"classification": 2})[number % 3]
        line = factories.person(f"TWIN-{number}", family, given, label=label)
        line["identity"]["identifiers"] = [{"kind": "passport", "number": "N 04 118 226", "country": "UZ"}]
        yield line
