"""Hidden records change nothing: what a reader gets is the same with and without them."""

import random
import uuid

import pytest

from commonweal.search.index import Doc, Index, Number, Question, retrieval, with_number

from .makers import HIDDEN, OPEN, doc, visible_to_reader

FAMILIES = ["Тарханбеков", "Tarxonbekov", "Тарханов", "Турханбаев", "Иванов", "Ivanova", "Алиев", "Ким", "Петренко"]
GIVEN = ["Эльдар", "Eldor", "Иван", "Александр", "Aleksandr", "Мухаммад", "Ли", "А.", "Анна"]
FATHERS = ["Назимович", "Nozimovich", "Назымұлы", "Иванович", ""]
QUESTIONS = [
    Question(family="Тарханбеков", given="Эльдар", patronymic="Назимович", born="14.03.1984", identifier="N1"),
    Question(full_name="Tarxonbekov Eldor"),
    Question(full_name="Ivanov A. I."),
    Question(family="Иванов", given="Александр"),
    Question(family="Иванов", born="1984"),
    Question(full_name="Тархан беков Эльдар"),
    Question(full_name="ТарханбековЭльдар Назимович"),
    Question(full_name="محمد عليف"),
    Question(full_name="Турханов Эльдор"),
    Question(identifier="N1"),
    Question(number="А123ВС77"),
    Question(number="A1238C77", countries=("RU",)),
    Question(number="A123BC", types=("vehicle",)),
    Question(number="А?23ВС*"),
    Question(number="*3BC77", kind="plate"),
    Question(number="А 23 ВС"),
    Question(family="Иванов", given="Иван", number="A123BC78"),
]
PLATES = ["A123BC77", "A1238C77", "A123BC", "A123BC777", "B123BC77", "A132BC77", "XA123BC77", "A923BC77", "A123CB77"]


def people(count: int, *, start: int, label: int, seed: int) -> list[Doc]:
    """Records of common and look-alike names."""
    dice = random.Random(seed)
    return [
        doc(
            start + number,
            f"{dice.choice(FAMILIES)} {dice.choice(GIVEN)} {dice.choice(FATHERS)}",
            label=label,
            births=(dice.choice(["1984-03-14", "1984", "1986"]),),
            identifiers=numbers(dice),
            type=dice.choice(["vehicle", "person"]),
        )
        for number in range(count)
    ]


def numbers(dice: random.Random) -> tuple[Number, ...]:
    """Sometimes a number, or a plate like those of the questions."""
    if dice.random() < 0.02:
        return (Number("N1"),)
    if dice.random() < 0.3:
        return (Number(dice.choice(PLATES), "plate", dice.choice(["plate", "vin"]), dice.choice(["RU", "KZ", ""])),)
    return ()


def look_alikes(count: int) -> list[Doc]:
    """Hidden records whose words crowd around those of the questions."""
    dice = random.Random(7)
    found = []
    for number in range(count):
        letters = list("тарханбеков")
        letters[dice.randrange(11)] = dice.choice("абвгдеиклмнорст")
        letters.insert(dice.randrange(11), dice.choice("аеиоу"))
        given = f"Эльд{dice.choice('аоуеи')}{dice.choice('рлн')}"
        found.append(doc(900_000 + number, f"{''.join(letters)} {given}", label=HIDDEN))
    return found


def answers(index: Index) -> list:
    visible = visible_to_reader(index)
    return [index.search(question, visible=visible, limit=50) for question in QUESTIONS]


@pytest.fixture(scope="module")
def open_records():
    return people(400, start=500, label=OPEN, seed=1)


@pytest.fixture(scope="module")
def hidden_records():
    # Ids on both sides of the open ones, so that a tie decided by a hidden record would show.
    twins = people(250, start=1, label=HIDDEN, seed=2) + people(250, start=100_000, label=HIDDEN, seed=3)
    return twins + look_alikes(400)


@pytest.fixture(params=["as shipped", "tight caps"])
def caps(request, monkeypatch):
    """Caps so tight that hidden records would certainly push visible ones out if they counted."""
    if request.param == "tight caps":
        monkeypatch.setattr(retrieval, "MAX_WORDS", 3)
        monkeypatch.setattr(retrieval, "MAX_CANDIDATES", 20)
        monkeypatch.setattr("commonweal.search.index.ranking.EXACT", 10)
        monkeypatch.setattr(with_number, "MAX_MATCHES", 5)


@pytest.mark.usefixtures("caps")
def test_answers_are_the_same_with_and_without_hidden_records(open_records, hidden_records):
    alone = answers(Index.build(open_records, position=None))
    mixed = [*hidden_records, *open_records]
    random.Random(4).shuffle(mixed)
    among = answers(Index.build(mixed, position=None))
    assert among == alone
    assert sum(map(len, alone)) > 100


@pytest.mark.usefixtures("caps")
def test_answers_are_the_same_when_hidden_records_came_later(open_records, hidden_records):
    index = Index.build(open_records, position=None)
    alone = answers(index)
    for record in hidden_records:
        index.upsert(record)
    assert answers(index) == alone
    for record in hidden_records[::2]:
        index.remove(record.id)
    assert answers(index) == alone


def test_records_hidden_later_are_gone_from_every_answer(open_records):
    index = Index.build(open_records, position=None)
    hidden = open_records[::3]
    for record in hidden:
        index.upsert(Doc(record.id, HIDDEN, record.status, record.expires, record.names, record.births))
    gone = {record.id for record in hidden}
    alone = Index.build([record for record in open_records if record.id not in gone], position=None)
    assert answers(index) == answers(alone)


def test_nothing_is_found_without_a_visible_record(hidden_records):
    assert answers(Index.build(hidden_records, position=None)) == [[] for _ in QUESTIONS]


def test_a_hidden_record_does_not_part_words_for_the_reader():
    seen = [doc(1, "Сухов Петренко"), doc(2, "Анвар Петренко")]
    question = Question(full_name="Анварсухов Петренко")
    alone = Index.build(seen, position=None)
    among = Index.build([*seen, doc(3, "Анвар Сухов", label=HIDDEN)], position=None)
    both = Index.build([*seen, doc(3, "Анвар Сухов")], position=None)
    answer = alone.search(question, visible=visible_to_reader(alone))
    assert among.search(question, visible=visible_to_reader(among)) == answer
    assert both.search(question, visible=visible_to_reader(both)) != answer


def test_of_equal_records_the_dated_one_comes_first_whoever_else_is_there():
    shown = [doc(1, "Karimov Eldar"), doc(2, "Karimov Eldar", births=("1984",)), doc(3, "Karimova Eldar")]
    hidden = [doc(number, "Karimov Eldar", label=HIDDEN, births=("1984",)) for number in range(4, 9)]
    for docs in (shown, shown + hidden):
        index = Index.build(docs, position={"at": 1})
        found = index.search(Question(full_name="Karimov Eldar"), visible=visible_to_reader(index), limit=9)
        assert [each.id.int for each in found] == [2, 1, 3]


def test_ties_are_in_the_order_of_ids():
    twins = [doc(number, "Тарханбеков Эльдар") for number in (9, 3, 7, 5)]
    index = Index.build(twins, position=None)
    found = index.search(QUESTIONS[1], visible=visible_to_reader(index))
    assert [one.id for one in found] == [uuid.UUID(int=number) for number in (3, 5, 7, 9)]
