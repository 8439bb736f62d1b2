"""Related records: what two records share as far as the reader reads both; the world holds records that could leak."""

import json
import re

import pytest
from django.test import Client

from commonweal.common.errors import NotNow
from commonweal.databanks import types
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from commonweal.search import related
from tests import factories, samples
from tests.search.running import running

LABEL = factories.OPEN_LABEL
HIT = LABEL | {"full": [], "core": [], "hit": ["KZ"]}
HIDDEN = LABEL | {"denied": ["KZ", "TJ"]}
PLATE = ("plate", "А 123 ВС 77", "RU")
OTHER = ("plate", "К 456 МН 77", "RU")
VIN = ("vin", "XTA210990Y2745862", "")
LINK = {"to": "UZ-HIT", "kind": "seized-from", "evaluation": "C3", "since": "2025", "source": "protocol"}
ALSO = LINK | {"to": "UZ-P", "evaluation": "B2"}
HOUSE, ALSO_HOUSE = "Самарканд, ул. Навои, 12", "г. Самарканд, улица Навои, дом 12"
SECRET = LINK | {"to": "UZ-DARK"}


def dwelling(ref: str, address: str, **other: object) -> dict:
    """A person at an address: nothing else relates any of them."""
    family, born = f"Wohnhaft{ref[-4:].lower()}".replace("-", ""), f"19{50 + len(ref)}-03-0{1 + ord(ref[-1]) % 9}"
    narrative = {"places": [{"text": address, "kind": "residence"}]}
    return factories.person(ref, family, "Ludwig", born=born, narrative=narrative, **other)


@pytest.fixture(scope="module")
def world(shared_house, tmp_path_factory):
    """A and B share a plate; B and C a VIN; a hidden record shares with A and with LONE; a hit has A's plate."""
    folder = tmp_path_factory.mktemp("related")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'KZ-1'")
        seizure = samples.line(types.record_type("drug-seizure"), "UZ-S", links=[LINK, ALSO, SECRET], label=LABEL)
        lines = [
            factories.person("UZ-P", "Тарханбеков", "Эльдар"),
            factories.person("UZ-HIT", "Sonstwer", "Ludwig", born="1971-02-02", label=HIT),
            factories.person("UZ-DARK", "Verborgen", "Walter", born="1972-02-02", label=HIDDEN),
            factories.vehicle("UZ-A", PLATE),
            factories.vehicle("UZ-B", ("plate", "A123BC77", ""), VIN),
            factories.vehicle("UZ-C", VIN),
            factories.vehicle("UZ-DARK-CAR", PLATE, OTHER, label=HIDDEN),
            factories.vehicle("UZ-HIT-CAR", PLATE, label=HIT),
            factories.vehicle("UZ-LONE", OTHER),
            seizure,
            dwelling("UZ-H1", HOUSE),
            dwelling("UZ-H2", ALSO_HOUSE),
            dwelling("UZ-H-HIT", HOUSE, label=HIT),
            dwelling("UZ-H-CORE", HOUSE, label=LABEL | {"full": [], "core": ["KZ"], "hit": []}),
            dwelling("UZ-H-DARK", HOUSE, label=HIDDEN),
            dwelling("UZ-H-LONE", "Бухара, ул. Мира, 5"),
            dwelling("UZ-H-LONE-DARK", "Бухара, ул. Мира, 5", label=HIDDEN),
        ]
        factories.contribute(folder, lines)
        abroad = [factories.person("RU-P", "Tarkhanbekov", "Eldar", label=LABEL | {"denied": []})]
        factories.contribute(folder, abroad, party="RU", name="ru.jsonl")
        with running(folder / "index"):
            yield superuser, dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())


def graph(world, ref: str, depth: int = 1, **purpose: str) -> tuple[list[set[str]], set[tuple]]:
    """Rings of references (of a hit its level), and edges as (one, other, kind)."""
    found = related.related(factories.open_as("KZ-1", **purpose), world[1][ref], depth=depth)
    name = {each.id: each.owner_ref or "hit" for each in found.nodes}
    edges = {(*sorted((name[each.one], name[each.other])), each.kind) for each in found.edges}
    return [{name[each.id] for each in ring} for ring in found.rings], edges


def test_the_same_number_relates_and_hits_and_hidden_records_share_nothing(world):
    assert graph(world, "UZ-A") == ([{"UZ-A"}, {"UZ-B"}], {("UZ-A", "UZ-B", "number")})


def test_two_steps_go_through_what_is_seen_and_never_through_what_is_hidden(world):
    rings, edges = graph(world, "UZ-A", depth=2)

    assert rings == [{"UZ-A"}, {"UZ-B"}, {"UZ-C"}]
    assert edges == {("UZ-A", "UZ-B", "number"), ("UZ-B", "UZ-C", "number")}
    assert graph(world, "UZ-LONE", depth=2) == ([{"UZ-LONE"}, set(), set()], set())


def test_links_lead_to_what_may_be_known_of_alone(world):
    rings, edges = graph(world, "UZ-S")

    assert rings == [{"UZ-S"}, {"UZ-P", "hit"}]
    assert edges == {("UZ-P", "UZ-S", "link"), ("UZ-S", "hit", "link")}


def test_name_and_birth_relate_across_scripts_and_owners(world):
    rings, edges = graph(world, "UZ-P")

    assert rings == [{"UZ-P"}, {"UZ-S", "RU-P"}]
    assert ("RU-P", "UZ-P", "name") in edges


def test_the_same_address_relates_whose_narratives_are_read_and_nobody_else(world):
    assert graph(world, "UZ-H1", depth=2) == ([{"UZ-H1"}, {"UZ-H2"}, set()], {("UZ-H1", "UZ-H2", "address")})
    for alone in ("UZ-H-LONE", "UZ-H-CORE"):
        assert graph(world, alone, depth=2) == ([{alone}, set(), set()], set())


def test_an_address_stands_on_the_edge_as_each_wrote_it(world):
    found = related.related(factories.open_as("KZ-1"), world[1]["UZ-H1"])

    assert [sorted((each.value, each.other_value)) for each in found.edges] == [sorted((HOUSE, ALSO_HOUSE))]


def test_what_may_not_be_seen_has_no_graph(world):
    token = factories.open_as("KZ-1")

    assert related.related(token, world[1]["UZ-DARK"]) is None


def test_at_the_desk_only_links_are_walked(world):
    token = factories.open_as("UZ-1", "desk", "own-records", standing_duty="desk", case_ref="")
    cars = related.related(token, world[1]["UZ-A"])
    seizure = related.related(token, world[1]["UZ-S"])

    assert (len(cars.nodes), len(seizure.nodes)) == (1, 4)


def test_every_record_shown_is_touched_and_no_other(world):
    superuser, ids = world
    related.related(factories.open_as("KZ-2"), ids["UZ-S"])
    rows = superuser.execute(
        "select record from audit_touch where officer = 'KZ-2' and action = 'search.related.shown'"
    ).fetchall()

    assert {record for (record,) in rows} == {ids["UZ-S"], ids["UZ-P"], ids["UZ-HIT"]}


def test_a_graph_counts_as_a_question(world):
    superuser, ids = world
    superuser.execute("update search_limit set most = 1 where what = 'questions-hour'")
    related.related(factories.open_as("KZ-3"), ids["UZ-A"])

    with pytest.raises(NotNow):
        related.related(factories.open_as("KZ-3"), ids["UZ-A"])
    superuser.execute("update search_limit set most = 1000 where what = 'questions-hour'")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_page_and_program_show_the_same_and_no_word_of_a_hit(world, language):
    ids = world[1]
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    browser.cookies[DESK_COOKIE] = factories.open_as("KZ-1", "desk", "own-records", standing_duty="desk", case_ref="")
    token = browser.cookies[PURPOSE_COOKIE] = factories.open_as("KZ-1")
    page = browser.get(f"/records/{ids['UZ-S']}/related/?depth=2")
    api = Client().get(f"/api/records/{ids['UZ-S']}/related", headers={"authorization": f"Bearer {token}"})
    nodes = json.loads(api.content)["nodes"]

    assert (page.status_code, api.status_code) == (200, 200)
    assert [each["record"] for each in nodes if each["level"] == "hit"] == [None]
    for said in (page.content.decode(), api.content.decode()):
        assert [word in said for word in (str(ids["UZ-HIT"]), str(ids["UZ-DARK"]), "Ludwig", "UZ-HIT")] == [False] * 4
    missing = [browser.get(f"/records/{ids[ref]}/related/").status_code for ref in ("UZ-DARK", "UZ-DARK-CAR")]
    assert missing == [404, 404]


@pytest.mark.parametrize("format", ["csv", "json"])
def test_what_is_taken_out_has_its_mark_and_nothing_of_hits_and_hidden_records(world, format):
    superuser, ids = world
    token = factories.open_as("KZ-1")
    found = {}
    for ref in ("UZ-A", "UZ-S"):
        response = Client(headers={"authorization": f"Bearer {token}"}).post(
            f"/api/records/{ids[ref]}/related/export",
            {"depth": 2, "format": format, "reason": "case 26/1"},
            content_type="application/json",
        )
        found[ref] = b"".join(response.streaming_content).decode()
    canaries = [
        row[0] for row in superuser.execute("select canary from databanks_export order by made_at desc limit 2")
    ]
    # A mark may end a group with an H; the reference of a hit begins with it.
    hidden = ("UZ-DARK", "UZ-HIT", "Verborgen", "Sonstwer", r"\bH-", str(ids["UZ-HIT"]), str(ids["UZ-DARK"]))

    assert [bool(re.search(word, said)) for said in found.values() for word in hidden] == [False] * 14
    assert [canary in said for canary, said in zip(canaries, reversed(found.values()), strict=True)] == [True, True]
    assert ("UZ-C" in found["UZ-A"], "UZ-P" in found["UZ-S"]) == (True, True)
    if format == "json":
        edges = json.loads(found["UZ-A"])["edges"]
        assert sorted(sorted((each["one"], each["other"])) for each in edges) == [[1, 2], [2, 3]]
        assert {each["kind"] for each in edges} == {"number"}


def test_a_graph_that_may_not_be_seen_is_not_taken_out_and_none_without_the_role(world):
    ids = world[1]
    browser = Client(raise_request_exception=False)
    browser.cookies[DESK_COOKIE] = factories.open_as("KZ-2", "desk", "own-records", standing_duty="desk", case_ref="")
    browser.cookies[PURPOSE_COOKIE] = factories.open_as("KZ-2")
    asked = {"format": "csv", "reason": "x"}
    answers = [browser.post(f"/records/{ids[ref]}/related/export/", asked).status_code for ref in ("UZ-DARK", "UZ-A")]

    assert answers == [404, 403]
