"""Saved mappings of screened files: whose they are, for which file they are offered, and when they go."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.search import expiry, mappings
from tests import factories

COLUMNS = ["Фамилия", "Год", "Примечание"]
MAPPED = {"family": "Фамилия", "born": "Год"}


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def save(officer: str = "KZ-1", name: str = "guests", **other: object) -> mappings.Mapping:
    said = {"columns": COLUMNS, "mapping": MAPPED} | other
    return mappings.save(factories.open_as(officer), name=name, **said)


def names(officer: str, role: str = "reader") -> list[str]:
    return [each.name for each in mappings.mappings(factories.open_as(officer, role, "own-records"))]


def proposed(officer: str, columns: list[str], saved: str = "") -> tuple[dict, str]:
    with warrants.reading(factories.open_as(officer)):
        mapping, choice = mappings.proposed(columns, saved)
        return mapping, choice.get("saved", "")


def test_ones_own_mapping_is_nobody_elses_and_the_agencys_is_its_officers(world):
    save()
    save(name="all of us", agency=True)
    readers = {who: names(who) for who in ("KZ-1", "KZ-2", "UZ-1")}
    assert readers == {"KZ-1": ["all of us", "guests"], "KZ-2": ["all of us"], "UZ-1": []}
    assert [names("KZ-1", role) for role in ("desk", "contributor", "approver")] == [["all of us", "guests"], [], []]


def test_stranger_and_colleague_remove_what_is_theirs_alone(world):
    own, ours = save(), save(name="all of us", agency=True)
    for officer, wanted in (("KZ-2", own), ("UZ-1", own), ("UZ-1", ours)):
        with pytest.raises(BadInput) as refused:
            mappings.remove(factories.open_as(officer), wanted.id)
        assert refused.value.code == "search.mapping.unknown"
    with pytest.raises(NotAllowed):
        mappings.remove(factories.open_as("KZ-1", "desk", "own-records"), own.id)
    mappings.remove(factories.open_as("KZ-2"), ours.id)
    assert names("KZ-1") == ["guests"]


def test_file_with_the_same_headings_is_read_by_the_mapping_last_kept_ones_own_first(world):
    assert proposed("KZ-1", COLUMNS)[1] == ""
    save("KZ-2", "ours", agency=True, mapping={"family": "Фамилия"})
    assert proposed("KZ-1", COLUMNS) == ({"family": "Фамилия"}, "ours")
    save("KZ-1", "mine")
    save("KZ-2", "ours", agency=True, mapping={"family": "Примечание"})
    assert proposed("KZ-1", COLUMNS[::-1]) == (MAPPED, "mine")
    assert proposed("KZ-1", COLUMNS, "ours") == ({"family": "Примечание"}, "ours")
    assert proposed("KZ-2", COLUMNS) == ({"family": "Примечание"}, "ours")
    assert proposed("KZ-1", [*COLUMNS, "Ещё"])[1] == proposed("UZ-1", COLUMNS)[1] == ""


def test_headings_that_a_program_sends_are_kept_without_what_the_database_cannot_hold(world):
    token = factories.open_as("KZ-1")
    made = mappings.save(token, name="odd", columns=["Фам\x00илия", "x" * 5_000], mapping={"family": "Фамилия"})
    assert [len(column) for column in made.columns] == [len("Фамилия"), mappings.LONGEST_HEADING]


def test_name_that_stands_is_replaced_and_too_many_are_refused(world, monkeypatch):
    monkeypatch.setattr(mappings, "MOST", 2)
    first, other = save(), save(name="other")
    assert save(mapping={"family": "Год"}).id == first.id
    with pytest.raises(NotNow):
        save(name="third")
    mappings.remove(factories.open_as("KZ-1"), other.id)
    save(name="third")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "search.mapping.name"),
        ({"name": "a\nb"}, "search.mapping.name"),
        ({"mapping": {"family": "Имя"}}, "search.screening.unknown-column"),
        ({"mapping": {"born": "Год"}}, "search.screening.too-little"),
        ({"least": "sure"}, "search.screening.band"),
        ({"type": "gone"}, "search.question.unknown-type"),
    ],
)
def test_what_could_not_be_asked_is_not_kept(world, values, code):
    with pytest.raises(BadInput) as refused:
        save(**values)
    assert refused.value.code == code


def test_mapping_goes_a_year_after_it_was_last_kept(world, clock):
    save()
    save(name="other")
    clock.forward(timedelta(days=300))
    save(name="other")
    clock.forward(timedelta(days=66))
    expiry.expire(database.connection_settings("cw_clock", connection.settings_dict["NAME"]))
    assert (names("KZ-1"), world.execute("select count(*) from search_mapping").fetchone()) == (["other"], (1,))


def mapping_of(columns: list[str], named: list[str]) -> mappings.Mapping:
    parts = dict(zip(("full_name", "born", "number"), named, strict=False))
    return mappings.Mapping(None, "", "x", columns, parts, {}, "KZ-1", None, None)


HEADINGS = st.lists(st.text(alphabet="абвгд ", min_size=1, max_size=4), min_size=1, max_size=6, unique=True)


@given(HEADINGS, st.randoms(use_true_random=False))
def test_a_mapping_fits_the_file_for_which_it_was_kept_in_any_order_and_no_file_that_lacks_a_column(columns, random):
    kept = mapping_of(columns, columns[:3])
    shuffled = random.sample(columns, len(columns))
    assert kept.is_for(shuffled)
    assert not kept.fits(shuffled[1:]) or shuffled[0] not in kept.mapping.values()
    assert kept.fits([*shuffled, "further"])
    assert not kept.is_for([*shuffled, "further"])
