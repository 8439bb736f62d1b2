"""What is found, in which band, with which verdicts."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.names import BirthYears
from commonweal.search.index import POSSIBLE, STRONG, WEAK

from .makers import ask, doc, ids, index_of

ELDAR = {"family": "Тарханбеков", "given": "Эльдар", "patronymic": "Назимович", "born": "14.03.1984", "sex": "male"}


@pytest.fixture(scope="module")
def index():
    return index_of(
        doc(1, "Tarxonbekov Eldor Nozimovich", "Тархонбеков Элдор Нозимович", births=("1984-03-14",), sex="male"),
        doc(2, "Թարխանբեկով Էլդար", births=("1984",)),
        doc(3, "Тарханбеков Ельдар Назымұлы", births=("1986-03-14",), sex="male"),
        doc(4, "ترخانبيكوف الدار"),
        doc(5, "Иванов Иван Иванович", births=("1980-01-01",), identifiers=("N 04 118 226",)),
        doc(6, "Ivanov Ivan", births=("1971",)),
        doc(7, "Ким Ли"),
        doc(8, "Tarkhanbekov A."),
        doc(9),
        doc(10, {"family": "Сухов", "given": "Анвар", "patronymic": "Анварович"}, countries=("UZ",)),
        doc(11, "Сухов Анвар", countries=("TJ",)),
        doc(12, "Иванова Мария Ивановна"),
    )


def test_one_person_is_found_in_four_scripts(index):
    found = ask(index, **ELDAR)
    assert [(one.id.int, one.band) for one in found][:4] == [(1, STRONG), (2, POSSIBLE), (3, POSSIBLE), (4, POSSIBLE)]


def test_verdicts_name_parts_and_never_values(index):
    by_id = {one.id.int: one.agreements for one in ask(index, **ELDAR)}
    assert by_id[1] == {"family": "same", "given": "same", "patronymic": "same", "born": "same", "sex": "same"}
    assert by_id[2]["patronymic"] == "unknown"
    assert by_id[2]["born"] == "variant"
    assert by_id[3] == {"family": "same", "given": "same", "patronymic": "variant", "born": "differs", "sex": "same"}
    assert by_id[4] == {
        "family": "variant",
        "given": "variant",
        "patronymic": "unknown",
        "born": "unknown",
        "sex": "unknown",
    }


def test_an_age_orders_and_doubts_but_settles_nothing(index):
    def bands(aged: BirthYears | None, **more: str) -> dict[int, tuple[str, str | None]]:
        found = ask(index, family="Иванов", given="Иван", aged=aged, **more)
        return {each.id.int: (each.band, each.agreements.get("age")) for each in found if each.id.int in (5, 6)}

    assert bands(BirthYears(1975, 1985)) == {5: (POSSIBLE, "same"), 6: (POSSIBLE, "variant")}
    assert list(bands(BirthYears(1965, 1973))) == [6, 5]
    assert bands(BirthYears(1990, 2000))[5] == (WEAK, "differs")
    assert bands(BirthYears(1990, 2000), born="01.01.1980")[5][1] is None


@pytest.mark.parametrize("born, band", [("", POSSIBLE), ("1980-01-01", STRONG), ("1980", STRONG), ("1991", WEAK)])
def test_a_common_name_is_strong_only_with_a_second_attribute(index, born, band):
    found = ask(index, family="Иванов", given="Иван", patronymic="Иванович", born=born)
    assert {one.id.int: one.band for one in found}[5] == band


def test_a_conflicting_birth_puts_a_namesake_behind(index):
    assert ids(ask(index, family="Иванов", given="Иван", born="1971"))[0] == 6
    assert ids(ask(index, family="Иванов", given="Иван", born="01.01.1980"))[0] == 5


def test_an_identifier_alone_is_found_in_any_writing(index):
    (one,) = ask(index, identifier="n04-118/226")
    assert (one.id.int, one.band, one.agreements) == (5, STRONG, {"identifier": "same"})
    assert ask(index, identifier="N04118333") == []


def test_an_identifier_with_another_name_is_shown_but_not_strong(index):
    found = {one.id.int: one for one in ask(index, **ELDAR, identifier="N04118226")}
    assert (found[5].band, found[5].agreements["identifier"]) == (POSSIBLE, "same")
    assert found[1].agreements["identifier"] == "unknown"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"family": "Иванов"},
        {"given": "Иван"},
        {"born": "1984"},
        {"full_name": "Иванов"},
        {"family": "Иванов", "sex": "male"},
    ],
)
def test_too_little_is_refused(index, fields):
    with pytest.raises(BadInput) as refused:
        ask(index, **fields)
    assert refused.value.code == "search.question.too-little"


@pytest.mark.parametrize("fields", [{"family": "Ким", "given": "Ли"}, {"full_name": "Ли Ким"}, {"family": "Kim Li"}])
def test_short_names_are_names(index, fields):
    assert ids(ask(index, **fields)) == [7]


def test_initials_and_names_meet_from_both_sides(index):
    assert 8 in ids(ask(index, full_name="Тарханбеков Алексей"))
    assert ids(ask(index, full_name="Ivanov I. I."))[0] == 5


def test_words_written_together_or_apart_are_found(index):
    assert ids(ask(index, full_name="Тархан беков Эльдар"))[:1] == [2]
    assert ids(ask(index, full_name="ИвановИван Иванович"))[:1] == [5]


def test_parts_of_a_record_are_used(index):
    found = ask(index, family="Сухов", given="Анвар", countries=("TJ",))
    assert ids(found) == [11, 10]


@pytest.mark.parametrize(
    "text", ["  тарханбеков  ЭЛЬДАР\tназимович ", "Эльдар Назимович Тарханбеков", "ТАРХАНБЕКОВ ЭЛЬДАР НАЗИМОВИЧ"]
)
def test_order_case_and_spaces_change_no_score(index, text):
    plain = ask(index, full_name="Тарханбеков Эльдар Назимович")
    assert [(one.id, one.score) for one in ask(index, full_name=text)] == [(one.id, one.score) for one in plain]


def test_feminine_form_is_found_by_the_masculine(index):
    assert 12 in ids(ask(index, family="Иванов", given="Мария"))


@pytest.mark.parametrize("hostile", ["\x00\x01", "а" * 10_000, "а б " * 3_000, "\u202e\u200b", "Z" + "\u0301" * 500])
def test_hostile_questions_are_answered_or_refused(index, hostile):
    try:
        assert ask(index, family=hostile, given=hostile) == []
    except BadInput as refused:
        assert refused.code == "search.question.too-little"


def test_limit_is_kept(index):
    assert len(ask(index, **ELDAR, limit=2)) == 2


def test_an_empty_index_answers():
    empty = index_of()
    assert (len(empty), ask(empty, **ELDAR), empty.groups()) == (0, [], {})


def test_two_letters_exchanged_are_one_slip():
    index = index_of(doc(1, "Andrey Mlechka"), doc(2, "Anton Mlechka"))
    found = ask(index, full_name="Anrdey Mlechka")
    assert ids(found)[0] == 1
    assert sorted(found[0].agreements.values()) == ["same", "variant"]


@pytest.fixture(scope="module")
def foreigners():
    return index_of(
        doc(1, "George Osgood"),
        doc(2, "Andrew Redwell"),
        doc(3, "Joan Burwell"),
        doc(4, "Harry Woodfield"),
        doc(5, "Christian Paradell"),
        doc(6, "Ivan Petrov"),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Dzhorezh Osgud", 1),
        ("Enrdyu Redvell", 2),
        ("zDhoan Byorvell", 3),
        ("GarriW udfild", 4),
        ("Krikstian Paradel", 5),
    ],
)
def test_a_slip_in_a_romanised_foreign_name_still_finds_him_first(foreigners, typed, meant):
    assert ids(ask(foreigners, full_name=typed))[:1] == [meant]


def test_whoever_shares_only_a_common_word_is_not_shown(foreigners):
    assert ids(ask(foreigners, full_name="Ivan Redkozubov")) == []


def test_a_slip_in_the_patronymic_does_not_put_a_record_first_that_has_none():
    index = index_of(doc(1, "Navkova Tatyana"), doc(2, "Navkova Tatiana Aleksandrovna"))
    assert ids(ask(index, full_name="Navkova Tatyana Aleksadnrovna")) == [2, 1]


def test_where_nobody_is_like_the_name_a_rare_word_in_common_is_shown_and_a_crowd_is_not():
    few = index_of(doc(1, "Pat Robsart"), doc(2, "Ivan Petrov"))
    assert [(one.id.int, one.band) for one in ask(few, full_name="Xeu Robsart")] == [(1, WEAK)]
    crowd = index_of(
        *(doc(number, f"{given} Robsart") for number, given in enumerate(("Pat", "Ann", "Jim", "Bob", "Ron", "Meg"), 1))
    )
    assert ask(crowd, full_name="Xeu Robsart") == []
