"""What goes out runs nowhere, what comes in is what it says, and no word of a question stands where it may be kept."""

import json
import logging
import re

import pytest
from django.test import Client

from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.search.running import running
from tools.prove import trust_outgoing

CANARY = "Zqxwvanovskij"
WAYS = (
    ("post", "/search/", {"family": CANARY, "given": "Rustam"}),
    ("post", "/search/", {"what": CANARY}),
    ("post", "/search/", {"family": CANARY, "born": "never"}),
    ("post", "/search/", {"number": CANARY}),
    ("get", f"/search/?family={CANARY}", None),
    ("post", "/purpose/", {"purpose": "wanted-person", "basis": CANARY}),
    ("post", "/border/", {"full_name": CANARY, "born": "1984"}),
    ("post", "/folders/keep/", {"full_name": CANARY}),
)


def test_tables_attachments_names_and_addresses_hold():
    assert [line.claim for line in trust_outgoing.prove() if not line.holds] == []
    assert (len(trust_outgoing.TABLES), len(trust_outgoing.ADDRESSES)) == (250, 80)


def test_watch_over_the_way_out_sees_a_try():
    import socket

    with trust_outgoing.no_way_out() as tried, pytest.raises(OSError, match="no way out"):
        socket.create_connection(("x.invalid", 80))
    assert len(tried) == 1


@pytest.mark.parametrize("with_purpose", [True, False])
def test_no_word_of_a_question_stands_in_an_address_a_header_or_a_log(house, superuser, tmp_path, caplog, with_purpose):
    """Answers hold the question in their forms alone; redirects, headers, links, logs and the API's errors do not
    (but that a date which cannot be read is said again to whoever wrote it)."""
    factories.cast(superuser)
    browser = Client(raise_request_exception=False)
    browser.cookies[DESK_COOKIE] = factories.open_as("KZ-1", "desk", "own-records", case_ref="", standing_duty="desk")
    token = factories.open_as("KZ-1")
    browser.cookies[PURPOSE_COOKIE] = token if with_purpose else ""
    program = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)
    told = []
    with caplog.at_level(logging.DEBUG), running(tmp_path / "index"):
        logging.getLogger("django.db.backends").setLevel(logging.WARNING)  # speaks in debugging mode alone
        for method, path, words in WAYS:
            answer = getattr(browser, method)(path, words)
            led = re.findall(r'(?:href|action|src|formaction|hx-[a-z-]+)="([^"]*)"', answer.content.decode())
            told += [str(sorted(answer.headers.items())), answer.cookies.output(), *led]
        for body in (
            {"family": CANARY},
            {"family": [CANARY]},
            {CANARY: 1},
            {"family": CANARY, "given": "A", "least": CANARY},
        ):
            answer = program.post("/api/search", json.dumps(body), content_type="application/json")
            told += [str(sorted(answer.headers.items()))]
            told += [answer.content.decode()] if answer.status_code >= 400 else []
    kept = [record.getMessage() for record in caplog.records if "?" not in record.getMessage()]

    assert [each for each in (*told, *kept) if CANARY in each] == []
