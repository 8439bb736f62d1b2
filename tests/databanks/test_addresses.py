"""Keys of addresses: what spelling takes away, what it does not, who sees them, and that they follow the records."""

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from commonweal.databanks import addresses
from commonweal.handling import warrants
from tests import factories

LABEL = factories.OPEN_LABEL
SAME = ("Самарканд, ул. Навои, 12", "г. Самарканд, улица Навои, д. 12", "140100, САМАРКАНД; Навои ул., дом № 12")
BANKS = ("united",)


def living(ref: str, *texts: str, **other: object) -> dict:
    """A line of a person with these places of residence."""
    places = [{"text": text, "kind": "residence"} for text in texts]
    return factories.person(ref, f"Sonstwer{ref[-1]}", "Ludwig", narrative={"places": places}, **other)


@pytest.fixture(scope="module")
def keys(shared_house):
    """Gives the keys of a text."""
    with shared_house.superuser() as connection:

        def of(text: str) -> list[str]:
            run = "select key from databanks_address_keys(jsonb_build_object('places', jsonb_build_array(%s::jsonb)))"
            return [key for (key,) in connection.execute(run, [Jsonb({"text": text})]).fetchall()]

        yield of


def test_spelling_order_and_words_for_things_make_no_difference(keys):
    assert {tuple(keys(text)) for text in SAME} == {("навои самарканд 12",)}
    assert keys("Samarqand shahri, Navoiy ko‘chasi, 12-uy") == keys("SAMARQAND, Navoiy kochasi 12")
    assert keys("Ташкент, Мира 12 а") == keys("Ташкент, ул. Мира, д. 12А")


@pytest.mark.parametrize(
    "other", ["Самарканд, ул. Навои, 13", "Бухара, ул. Навои, 12", "Самарканд, ул. Навои, 12, кв. 3"]
)
def test_another_house_town_or_flat_is_another_address(keys, other):
    assert keys(other) not in ([], keys(SAME[0]))


@pytest.mark.parametrize(
    "text", ["Самарканд", "Самарканд, ул. Навои", "ул. Навои, 12", "140100 Самарканд Навои", "12", ""]
)
def test_what_half_a_city_shares_is_no_address(keys, text):
    assert keys(text) == []


@settings(max_examples=40, deadline=None)
@given(st.permutations(["Самарканд", "ул. Навои", "12"]), st.sampled_from([", ", "; ", " / ", "\n"]), st.booleans())
def test_order_signs_and_case_make_no_difference(keys, parts, between, loud):
    text = between.join(parts)
    assert keys(text.upper() if loud else text) == ["навои самарканд 12"]


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(keys, text):
    text = text.replace("\0", "")
    assert len(keys("".join(each for each in text if not "\ud800" <= each <= "\udfff"))) <= 1


def _near(token: str, record, banks=BANKS) -> list:
    with warrants.reading(token):
        return addresses.near([record], banks, 40)


def _shared(token: str, *records) -> list[tuple[str, str]]:
    with warrants.reading(token):
        return [(each.said, each.other_said) for each in addresses.shared(records)]


def test_only_narratives_that_are_read_share_addresses(house, superuser, tmp_path):
    factories.cast(superuser)
    levels = {
        "HIT": LABEL | {"full": [], "core": [], "hit": ["KZ"]},
        "CORE": LABEL | {"full": [], "core": ["KZ"], "hit": []},
        "HIDDEN": LABEL | {"denied": ["KZ", "TJ"]},
    }
    lines = [living("UZ-A", SAME[0]), living("UZ-B", "Бухара", SAME[1])]
    lines += [living(f"UZ-{level}", SAME[0], label=label) for level, label in levels.items()]
    factories.contribute(tmp_path, lines)
    ids = dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())
    token = factories.open_as("KZ-1")
    rows = superuser.execute("select count(*) from databanks_address").fetchone()

    assert rows == (5,)
    assert _near(token, ids["UZ-A"]) == [ids["UZ-B"]]
    assert [_near(token, ids[f"UZ-{level}"]) for level in levels] == [[], [], []]
    assert sorted(_shared(token, *ids.values())[0]) == sorted(SAME[:2])
    assert len(_shared(token, *ids.values())) == 1
    assert _near(token, ids["UZ-A"], banks=()) == []


@pytest.mark.parametrize("deed", ["delete from databanks_address", "insert into databanks_address values ('', %s)"])
def test_nobody_writes_a_key_by_hand(shared_house, deed):
    with shared_house.connect() as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(deed, ["00000000-0000-0000-0000-000000000000"] if "%s" in deed else None)


def test_keys_follow_what_the_record_says(house, superuser, tmp_path):
    factories.cast(superuser)

    def keys() -> list:
        return superuser.execute("select key from databanks_address order by key").fetchall()

    factories.contribute(tmp_path, [living("UZ-A", SAME[0])], name="1")
    before = keys()
    factories.contribute(tmp_path, [living("UZ-A", "Бухара, ул. Мира, 5")], name="2")

    assert (before, keys()) == ([("навои самарканд 12",)], [("бухара мира 5",)])
    superuser.execute("delete from databanks_record")
    assert keys() == []
