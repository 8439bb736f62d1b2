"""The search process on a real database and a real socket: what it answers, to whom, and what it never says."""

import json
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.search import actions, client, wire
from tests import factories
from tests.search.running import asked, running

ELDOR = {"family": "Тархонбеков", "given": "Эльдор", "born": "1984-03-14"}
PATIENCE = 10.0


@pytest.fixture(scope="module")
def search(shared_house, tmp_path_factory):
    """Two records, and the process that finds them."""
    folder = tmp_path_factory.mktemp("search")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
    factories.contribute(
        folder, [factories.person("UZ-1", "Tarxonbekov", "Eldor"), factories.person("UZ-2", "Karimov", "Aziz")]
    )
    with running(folder / "index") as process:
        yield process


def raw(path: Path, message: bytes) -> bytes:
    """Send these very bytes; the body of the reply."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
        channel.settimeout(PATIENCE)
        channel.connect(str(path))
        channel.sendall(message)
        channel.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: channel.recv(65_536), b""))[4:]


def framed(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


def test_question_under_a_warrant_is_answered_with_id_band_and_parts_alone(search, superuser):
    body = raw(
        search.path,
        framed(json.dumps({"type": "ask", "token": factories.open_as("KZ-1"), "question": ELDOR}).encode()),
    )

    (record,) = superuser.execute("select record_id from databanks_identity where owner_ref = 'UZ-1'").fetchone()
    assert json.loads(body) == {
        "type": "answer",
        "candidates": [
            {
                "id": str(record),
                "band": "strong",
                "agreements": {"family": "same", "given": "same", "born": "same"},
            }
        ],
    }


@pytest.mark.parametrize(("officer", "level"), [("KZ-1", "full"), ("RU-1", "core"), ("AM-1", "hit")])
def test_band_is_the_same_at_every_level(search, officer, level):
    answer = actions.ask(factories.open_as(officer), ELDOR)

    assert [(each.band, each.level) for each in answer.candidates] == [("strong", level)]


def test_hit_has_its_band_and_the_owner_to_ask_but_no_value_and_no_part(search):
    found = actions.ask(factories.open_as("AM-1"), ELDOR).candidates[0]

    assert (found.band, found.agreements, found.record.identity, found.record.owner_ref) == ("strong", (), {}, "")
    assert (found.record.owner_agency, found.contact.telephone) == ("UZ-MIA", "+000 1")


@pytest.mark.parametrize("other", [{"officer": "TJ-1"}, {"officer": "KZ-1", "purpose": "border-check"}])
def test_denied_party_and_other_purpose_find_nothing(search, other):
    assert asked(factories.open_as(**other), **ELDOR) == []


def test_answer_to_a_denied_party_is_that_of_an_empty_bank(search):
    token = factories.open_as("TJ-1")

    def reply(family: str) -> bytes:
        question = ELDOR | {"family": family}
        return raw(search.path, framed(json.dumps({"type": "ask", "token": token, "question": question}).encode()))

    assert reply(ELDOR["family"]) == reply("Несуществующий")


@pytest.mark.parametrize("how", ["none", "unknown", "closed", "expired"])
def test_question_without_a_warrant_in_order_is_refused(search, clock, how):
    token = {"none": "", "unknown": "0" * 64}[how] if how in ("none", "unknown") else factories.open_as("KZ-1")
    if how == "closed":
        warrants.close_warrant(token)
    if how == "expired":
        clock.forward(timedelta(minutes=31))

    with pytest.raises(NotAllowed, match="not-in-order"):
        asked(token, **ELDOR)


def test_warrant_closed_between_two_questions_ends_the_second(search):
    token = factories.open_as("KZ-1")
    first = asked(token, **ELDOR)
    warrants.close_warrant(token)

    assert len(first) == 1
    with pytest.raises(NotAllowed, match="not-in-order"):
        asked(token, **ELDOR)


def test_question_that_says_too_little_is_refused(search):
    with pytest.raises(BadInput, match="too-little"):
        asked(factories.open_as("KZ-1"), family="Тархонбеков")


@pytest.mark.parametrize(
    "message",
    [
        framed(b"not json"),
        framed(b"{}"),
        framed(b'{"type": "drop"}'),
        framed(b'{"type": "ask", "token": 7, "question": {}}'),
        framed(b'{"type": "ask", "token": "", "question": {"sql": "x"}}'),
        framed(b"\xff\xfe"),
        (2**32 - 1).to_bytes(4, "big"),
    ],
)
def test_malformed_message_is_refused_in_words_and_the_process_goes_on(search, message):
    reply = json.loads(raw(search.path, message))

    assert (reply["type"], reply["code"]) == ("fault", "search.question.malformed")
    assert client.call(wire.State()).records == 2


@pytest.mark.parametrize("message", [b"", b"\x00\x00", (100).to_bytes(4, "big") + b"{"])
def test_connection_that_breaks_off_is_let_go_and_the_process_goes_on(search, message):
    assert raw(search.path, message) == b""
    assert client.call(wire.State()).records == 2


def test_process_that_is_away_is_said_so(settings, tmp_path):
    settings.SEARCH_SOCKET = tmp_path / "nobody.sock"

    with pytest.raises(NotNow, match="away"):
        client.call(wire.State())
