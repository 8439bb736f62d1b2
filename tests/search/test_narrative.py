"""Place of birth and parents: weighed where the reader reads them, unsaid and unmoved where he does not."""

import json
import uuid
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commonweal.common import clock
from commonweal.databanks import uploads
from commonweal.databanks.views import RecordView
from commonweal.search import (
    actions,
    client,
    kept,
    narrative,
    screening,
    screening_files,
    screening_work,
    watching,
    wire,
)
from commonweal.search.index import Standing
from commonweal.search.process import Keeper
from tests import factories
from tests.search.running import running

NAME = {"family": "Каримов", "given": "Азиз"}
HIT = factories.OPEN_LABEL | {"full": [], "core": [], "hit": ["KZ"]}
CORE = factories.OPEN_LABEL | {"full": [], "core": ["KZ"], "hit": []}
AGREES = {"birthplace": "г. Самарканд, Узбекистан", "father": "Karim", "mother": "Zulfiya"}
CONFLICTS = {"birthplace": "Moscow, Russia", "father": "Рустам", "mother": "Нодира"}


def narrated(ref: str, place: str, father: str, mother: str, **other: object) -> dict:
    line = factories.person(ref, "Karimov", "Aziz", **other)
    line["narrative"] = {
        "places": [{"text": place, "kind": "birth"}],
        "father": [{"text": father, "kind": "full"}],
        "mother": [{"text": mother, "kind": "full"}],
    }
    return line


ONE = ("Samarqand shahri", "Karimov Karim", "Karimova Zulfiya")
OTHER = ("Dushanbe, Tajikistan", "Karimov Rahim", "Karimova Madina")


class World(NamedTuple):
    """The test's superuser, the search process, and a folder for further lines."""

    superuser: psycopg.Connection
    keeper: Keeper
    folder: Path


@pytest.fixture(scope="module")
def lines(shared_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("narrative")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        lines = [
            narrated("UZ-OTHER", *OTHER, born="1984-03-14"),
            narrated("UZ-ONE", *ONE, born="1984-03-14"),
            narrated("UZ-CORE", *ONE, born="1984-03-14", label=CORE),
            narrated("UZ-HIT-A", *ONE, born="1984-03-14", label=HIT),
            narrated("UZ-HIT-B", *OTHER, born="1984-03-14", label=HIT),
        ]
        lines[2]["identity"]["countries"] = [{"code": "UZ", "kind": "birth"}]
        factories.contribute(folder, lines)
        with running(folder / "index") as process:
            yield World(superuser, process.keeper, folder)


def ask(**more: object) -> dict[str, actions.CandidateView]:
    """Candidates by the owner's reference; hits by their place among the hits."""
    answer = actions.ask(factories.open_as("KZ-1"), NAME | more)
    return {each.record.owner_ref or each.record.hit_ref: each for each in answer.candidates}


def said(view: actions.CandidateView) -> dict[str, str]:
    return {each.part: each.verdict for each in view.agreements if each.part in narrative.PARTS}


def test_what_the_reader_reads_moves_band_and_order(lines):
    plain = ask()
    assert {each.band for each in plain.values()} == {"possible"}
    agreeing = ask(**AGREES)
    assert next(iter(agreeing)) == "UZ-ONE"
    assert (agreeing["UZ-ONE"].band, agreeing["UZ-OTHER"].band) == ("strong", "weak")
    assert said(agreeing["UZ-ONE"]) == dict.fromkeys(narrative.PARTS, "same")
    assert said(agreeing["UZ-OTHER"]) == dict.fromkeys(narrative.PARTS, "differs")
    assert ask(**CONFLICTS)["UZ-ONE"].band == "weak"


def test_what_differs_is_said_to_settle_and_what_the_record_shows_is_offered(lines):
    steps = {
        ref: [each.code for each in view.settling] for ref, view in ask(**AGREES).items() if not ref.startswith("H-")
    }
    assert steps["UZ-OTHER"] == ["compare-father", "compare-mother", "compare-birthplace"]
    plain = {ref: [each.code for each in view.settling] for ref, view in ask().items()}
    assert ("compare-more" in plain["UZ-ONE"], "compare-more" in plain["UZ-CORE"]) == (True, False)


def test_at_core_only_what_stands_in_the_core_is_compared(lines):
    core = ask(**AGREES)["UZ-CORE"]
    assert [(each.part, each.verdict, each.code) for each in core.agreements if each.part in narrative.PARTS] == [
        ("birthplace", "variant", "names.place.country"),
        ("father", "unknown", "names.explain.not-shown"),
        ("mother", "unknown", "names.explain.not-shown"),
    ]
    assert core.band == ask()["UZ-CORE"].band


@pytest.mark.parametrize("asked", [AGREES, CONFLICTS, {"mother": "Zulfiya"}, {"birthplace": "Самарканд"}])
def test_a_hit_is_byte_for_byte_the_same_whatever_was_asked(lines, asked):
    """One of the two hits agrees with what is asked and the other conflicts: nothing tells which."""
    token = factories.open_as("KZ-1")
    caller = Client(headers={"authorization": f"Bearer {token}"})

    def hits(**more: str) -> list[bytes]:
        question = json.dumps(NAME | more)
        answer = caller.post("/api/search", question, content_type="application/json").json()
        shown = [each for each in answer["candidates"] if each["record"]["level"] == "hit"]
        return [json.dumps(each, sort_keys=True).encode() for each in shown]

    plain = hits()
    assert len(plain) == 2
    assert hits(**asked) == plain


def test_what_an_owner_writes_into_the_narrative_of_a_hit_changes_no_byte_of_an_answer(lines):
    caller = Client(headers={"authorization": f"Bearer {factories.open_as('KZ-1')}"})

    def answers() -> list[bytes]:
        told = []
        for asked in (AGREES, CONFLICTS, {"father": "Rahim"}):
            answer = caller.post("/api/search", json.dumps(NAME | asked), content_type="application/json").json()
            told.append(json.dumps(answer["candidates"]).encode())
        return told

    before = answers()
    swapped = [narrated("UZ-HIT-A", *OTHER, label=HIT), narrated("UZ-HIT-B", *ONE, label=HIT)]
    factories.contribute(lines.folder, swapped, name="swapped.jsonl")
    lines.keeper.look()
    assert answers() == before


def test_nothing_of_the_narrative_goes_to_the_search_process(lines):
    asked = actions.as_asked(NAME | AGREES)
    assert type(asked.for_index()) is wire.Question
    with pytest.raises(Exception, match="could not be read"):
        client.call(wire.Ask(token="", question=asked))


def test_the_journal_says_that_they_were_asked_and_never_the_words(lines):
    ask(**AGREES)
    details = lines.superuser.execute(
        "select entry::text from audit_entry where entry::json ->> 'verb' = 'search.question.asked' order by nth desc"
    ).fetchone()[0]
    assert all(f'"{part}"' in details for part in narrative.PARTS)
    assert not any(word in details for word in ("Karim", "Zulfiya", "Самарканд"))


def screened(token: str, text: str, **choice: str) -> dict[str, str]:
    """Band by the owner's reference of what the rows of a file bring."""
    with uploads.private_file() as file:
        file.write(text.encode())
        received = screening_work.receive(file, token, name="list.csv")
    choice = {"least": "weak"} | choice
    screening_work.run(token, screening_work.begin(token, received.id, queue=False, **choice).id)
    found = screening.matches(token, received.id)
    return {each.record.owner_ref or each.record.hit_ref: each.band for each in found}


def test_the_rows_of_a_file_are_weighed_as_a_question_is(lines):
    token = factories.open_as("KZ-1")
    plain = screened(token, "Фамилия;Имя\nКаримов;Азиз\n")
    heads = "Фамилия;Имя;Место рождения;Отец;Мать\n"
    row = f"Каримов;Азиз;{AGREES['birthplace']};{AGREES['father']};{AGREES['mother']}\n"
    found = screened(token, heads + row, least="weak")
    assert (found.pop("UZ-ONE"), found.pop("UZ-OTHER")) == ("strong", "weak")
    assert found == {ref: band for ref, band in plain.items() if ref not in ("UZ-ONE", "UZ-OTHER")}
    assert "UZ-OTHER" not in screened(token, heads + row, least="possible")


def test_headings_say_which_column_is_which():
    heads = ["ФИО", "Возраст", "Место рождения", "Отец", "Мать"]
    assert screening_files.suggest(heads) == dict(
        zip(("full_name", "age", "birthplace", "father", "mother"), heads, strict=True)
    )


def test_a_standing_question_tells_with_the_band_after_the_narrative(lines):
    question, answer = kept.keep(factories.open_as("KZ-1"), NAME | AGREES, name="our Aziz", days=30)
    assert answer.candidates[0].record.owner_ref == "UZ-ONE"
    watcher = watching.Watcher()
    assert watcher.look() == 0
    factories.contribute(
        lines.folder,
        [narrated("UZ-8", *ONE), narrated("UZ-9", *OTHER), narrated("UZ-7", *OTHER, label=HIT)],
        name="b.jsonl",
    )
    lines.keeper.look()
    assert watcher.look() == 3
    told = kept.alerts(factories.open_as("KZ-1"), question.id)
    assert sorted((each.record.owner_ref, each.band) for each in told) == [
        ("", "possible"),
        ("UZ-8", "strong"),
        ("UZ-9", "weak"),
    ]
    watcher.close()


def test_a_father_who_differs_takes_a_band_from_a_number_alone(lines):
    view = _weigh("number", CONFLICTS["father"])
    assert (view.band, view.weight < 0) == ("possible", True)


def test_a_father_says_nothing_that_the_patronymic_has_told_already():
    told, anew = _weigh("patronymic", "Karim"), _weigh("", "Karim")
    assert told.weight == 0 < anew.weight


def _weigh(how: str, father: str) -> narrative.Weighed:
    """A record with the father Karim, found by its number alone or by a name."""
    verdicts = {"number": {"number": "same"}, "patronymic": {"patronymic": "same"}}.get(how, {"given": "same"})
    standing = Standing(0.0, by_number=how == "number")
    narrative_ = {"father": [{"text": "Каримов Карим", "kind": "full"}]}
    record = RecordView(uuid.uuid4(), "full", "", *["UZ"] * 4, 0, "H0", "active", clock.now(), False, "person",
                        narrative=narrative_)  # fmt: skip
    found = wire.Found("", "strong" if how == "number" else "possible", verdicts, standing)
    return narrative.weigh(narrative.Question(father=father), found, record)


class Shown(NamedTuple):
    """A candidate as the choice sees it."""

    at: int
    level: str
    band: str


BANDS = st.sampled_from(["strong", "possible", "weak"])
LEVELS = st.sampled_from(["hit", "core", "full"])
CANDIDATES = st.lists(st.tuples(BANDS, LEVELS, st.floats(-9, 9)), max_size=40).map(
    lambda found: [
        (Shown(at, level, band), 0 if level == "hit" else weight) for at, (band, level, weight) in enumerate(found)
    ]
)


@given(CANDIDATES, st.integers(1, 20))
def test_the_hits_of_a_page_are_those_of_the_process_and_nothing_moves_them_among_themselves(found, most):
    page = narrative.chosen(found, most=most)
    hits = [each.at for each, _ in found[:most] if each.level == "hit"]
    assert len(page) == min(most, len(found)) or len(found) > len(page) == most or len(page) < most
    assert sorted(each.at for each in page if each.level == "hit") == hits
    for band in ("strong", "possible", "weak"):
        of_band = [each.at for each in page if each.level == "hit" and each.band == band]
        assert of_band == sorted(of_band)
    assert [each.band for each in page] == sorted(
        (each.band for each in page), key=["strong", "possible", "weak"].index
    )


@given(CANDIDATES)
def test_without_weight_the_order_stays_but_for_the_bands(found):
    calm = [(each, 0.0) for each, _ in found]
    page = narrative.chosen(calm, most=50)
    assert page == sorted((each for each, _ in calm), key=lambda each: ["strong", "possible", "weak"].index(each.band))
