"""Kept up, saved, loaded: always the same as built anew."""

import random
import uuid

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from commonweal.search.index import Doc, Index, IndexUnusable, Number, Question, overlay
from commonweal.search.index.building import columns
from commonweal.search.index.collector import collect
from commonweal.search.index.segment import make_segment
from commonweal.search.index.store import FORMAT

from .makers import ask, doc, everything, ids, index_of

NAMES = ["Тарханбеков Эльдар", "Tarxonbekov Eldor", "Иванов Иван Иванович", "Ким Ли", "محمد علي", "Өмірзақ Нұрлан"]


PLATES = ["A1", "B2", "В2", "А123ВС77", "A1238C77", "A123BC", "B123BC77", "Ы123ЪЩ7"]
QUESTIONS = [
    Question(full_name="Тарханбеков Эльдар", born="1984"),
    Question(number="A123BC77"),
    Question(number="A123BC", types=("vehicle",)),
    Question(number="?123BC*"),
]


def some_doc(number: int, dice: random.Random) -> Doc:
    return doc(
        number,
        *dice.sample(NAMES, dice.randrange(3)),
        label=dice.randrange(3),
        status=dice.choice(["active", "closed"]),
        births=tuple(dice.sample(["1984", "1984-03", "1986-03-14"], dice.randrange(3))),
        identifiers=tuple(Number(one, kind="plate") for one in dice.sample(PLATES, dice.randrange(3))),
        type=dice.choice(["person", "vehicle"]),
        countries=tuple(dice.sample(["UZ", "KZ"], dice.randrange(3))),
        sex=dice.choice(["", "male"]),
        expires=dice.choice([1.0, 9.0]),
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 200))
def test_an_index_kept_up_equals_one_built_anew(seed, changes):
    dice = random.Random(seed)
    kept = {number: some_doc(number, dice) for number in range(30)}
    index = Index.build(kept.values(), position=None)
    for _ in range(changes):
        number = dice.randrange(60)
        if dice.random() < 0.3:
            assert index.remove(uuid.UUID(int=number)) == (number in kept)
            kept.pop(number, None)
        else:
            new = {one: some_doc(one, dice) for one in {number, dice.randrange(60)}}
            kept |= new
            index.upsert_all(list(new.values()))
    anew = Index.build(kept.values(), position=None)
    assert (len(index), index.digest()) == (len(kept), anew.digest())
    for question in QUESTIONS:
        answers = [one.search(question, visible=everything(one), limit=99) for one in (index, anew)]
        assert answers[0] == answers[1]
    assert {key: len(group) for key, group in index.groups().items() if group} == {
        key: len(group) for key, group in anew.groups().items()
    }


@pytest.mark.parametrize(
    "change",
    [
        {"label": 7},
        {"status": "closed"},
        {"expires": 5.0},
        {"births": ("1985",)},
        {"sex": "female"},
        {"countries": ("KZ",)},
        {"identifiers": ("X",)},
        {"identifiers": (Number("X", kind="plate"),)},
        {"identifiers": (Number("X", country="UZ"),)},
        {"type": "vehicle"},
    ],
)
def test_every_fact_is_in_the_digest(change):
    assert index_of(doc(1, "Иванов Иван")).digest() != index_of(doc(1, "Иванов Иван", **change)).digest()


def test_names_and_their_order_are_in_the_digest():
    texts = ["Иванов Иван", "Иван Иванов", "Иванов И.", "Иванов"]
    assert len({index_of(doc(1, text)).digest() for text in texts}) == len(texts)


def test_a_new_record_is_found_at_once_and_a_removed_one_no_more():
    index = index_of(doc(1, "Иванов Иван"))
    index.upsert(doc(2, "Тарханбеков Эльдар"))
    assert ids(ask(index, full_name="Tarxonbekov Eldor")) == [2]
    assert index.remove(uuid.UUID(int=2))
    assert ask(index, full_name="Tarxonbekov Eldor") == []
    assert not index.remove(uuid.UUID(int=2))


def test_a_replaced_record_is_found_by_its_new_name_only():
    index = index_of(doc(1, "Иванов Иван"))
    before = everything(index)
    index.upsert(doc(1, "Тарханбеков Эльдар"))
    assert ask(index, full_name="Иванов Иван") == []
    assert ids(ask(index, full_name="Тарханбеков Эльдар")) == [1]
    assert index.search(Question(full_name="Тарханбеков Эльдар"), visible=before) == []


def test_what_was_prepared_for_a_reader_never_shows_later_records():
    index = index_of(doc(1, "Иванов Иван"))
    prepared = index.visible(everything(index))
    index.upsert(doc(2, "Иванов Иван"))
    index.remove(uuid.UUID(int=1))
    assert index.search(Question(full_name="Иванов Иван"), visible=prepared) == []


def test_many_additions_are_all_found():
    index = index_of(doc(1, "Иванов Иван"))
    for number in range(2, 400):
        index.upsert(doc(number, f"Тарханбеков {'абвгдежзик'[number % 10]}льдар", births=(str(1900 + number % 90),)))
    assert len(ask(index, full_name="Тарханбеков Эльдар", limit=999)) == 200
    assert index.number_of(uuid.UUID(int=399)) == 398


def test_groups_and_expiry_tell_the_caller_what_to_show():
    index = index_of(doc(1, "А Б", label=3), doc(2, "В Г", label=3, expires=5.0), doc(3, "Д Е", status="closed"))
    assert index.groups() == {(3, "active"): BitMap([0, 1]), (1, "closed"): BitMap([2])}
    assert index.expired(5.0) == BitMap([1])
    index.upsert(doc(2, "В Г", label=4, expires=5.0))
    assert index.groups()[3, "active"] == BitMap([0])
    assert index.groups()[4, "active"] == BitMap([3]) == index.expired(6.0)


def test_saved_and_loaded_index_is_the_same(tmp_path):
    index = index_of(*(some_doc(number, random.Random(number)) for number in range(50)))
    index.upsert(doc(7, "Тарханбеков Эльдар"))
    index.remove(uuid.UUID(int=8))
    index.save(tmp_path / "base")
    loaded = Index.load(tmp_path / "base")
    assert (len(loaded), loaded.digest(), loaded.position) == (49, index.digest(), {"at": 1})
    assert ids(ask(loaded, full_name="Tarxonbekov Eldor")) == ids(ask(index, full_name="Tarxonbekov Eldor"))
    assert [path.name for path in tmp_path.iterdir()] == ["base"]
    loaded.upsert(doc(99, "Сухов Анвар"))
    assert ids(ask(loaded, full_name="Сухов Анвар")) == [99]


def test_a_folder_is_never_overwritten(tmp_path):
    index = index_of(doc(1, "Иванов Иван"))
    index.save(tmp_path / "base")
    with pytest.raises(FileExistsError):
        index.save(tmp_path / "base")


def test_an_unusable_folder_is_refused(tmp_path):
    index = index_of(doc(1, "Иванов Иван"))
    with pytest.raises(IndexUnusable):
        Index.load(tmp_path / "absent")
    index.save(tmp_path / "torn")
    np.save(tmp_path / "torn" / "sex+value.npy", np.zeros(3))
    with pytest.raises(IndexUnusable) as refused:
        Index.load(tmp_path / "torn")
    assert refused.value.code == "search.index.unreadable"
    index.save(tmp_path / "old")
    header = tmp_path / "old" / "header.json"
    header.write_text(header.read_text().replace(f'"format": {FORMAT}', '"format": 1'))
    with pytest.raises(IndexUnusable) as refused:
        Index.load(tmp_path / "old")
    assert refused.value.code == "search.index.outdated"


@pytest.mark.parametrize("beside", [False, True])
def test_large_pieces_in_files_beside_answer_as_those_in_memory(tmp_path, monkeypatch, beside):
    monkeypatch.setattr(overlay, "LONG", 8)
    monkeypatch.setattr(overlay, "LARGE", 30)
    dice = random.Random(7)
    index = Index.build([], position=None, beside=tmp_path if beside else None)
    kept = {}
    for round_ in range(60):
        new = {number: some_doc(number, dice) for number in range(round_ * 5, round_ * 5 + 7)}
        kept |= new
        index.upsert_all(list(new.values()))
        gone = dice.choice(list(kept))
        assert index.remove(uuid.UUID(int=gone))
        kept.pop(gone)
        index.search(QUESTIONS[0], visible=everything(index))
    anew = Index.build(kept.values(), position=None)

    assert (len(index), index.digest()) == (len(kept), anew.digest())
    assert list(tmp_path.iterdir()) == []
    for question in QUESTIONS:
        found, wanted = (ids(one.search(question, visible=everything(one), limit=50)) for one in (index, anew))
        assert sorted(found) == sorted(wanted)


def test_no_room_beside_keeps_the_pieces_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(overlay, "LONG", 8)
    monkeypatch.setattr(overlay, "LARGE", 8)
    index = Index.build([], position=None, beside=tmp_path / "absent")
    index.upsert_all([doc(number, "Ким Ли") for number in range(20)])

    assert len(index) == 20
    assert index.number_of(uuid.UUID(int=3)) == 3


def test_processes_that_share_the_folding_make_the_same_index():
    docs = [some_doc(number, random.Random(number)) for number in range(1, 41)]
    alone, shared = make_segment(collect(docs)), make_segment(columns(docs, processes=2, piece=10))
    assert shared.named == alone.named
    assert {name: values.tolist() for name, values in shared.stored.items()} == {
        name: values.tolist() for name, values in alone.stored.items()
    }


def test_a_warm_index_answers_as_a_cold_one(tmp_path):
    index_of(*[some_doc(number, random.Random(number)) for number in range(1, 41)]).save(tmp_path / "one")
    warm, cold = Index.load(tmp_path / "one"), Index.load(tmp_path / "one")
    warm.warm()
    assert ask(warm, full_name="Тарханбеков Эльдар") == ask(cold, full_name="Тарханбеков Эльдар")


def test_an_empty_index_is_warmed():
    index = Index.build([], position=None)
    index.warm()
    assert len(index) == 0


def test_a_record_is_known_by_both_halves_of_its_id():
    """Ids with one high half in common, in any order, and one id that recurs because its record was replaced."""
    lows = [7, 2, 9, 2, 5]
    segment = make_segment(collect([doc((1 << 64) + low, "Тарханбеков Эльдар") for low in lows]))
    assert {low: sorted(segment.number_of(1, low)) for low in (1, 2, 5, 7, 8, 9, 10)} == {
        1: [], 2: [1, 3], 5: [4], 7: [0], 8: [], 9: [2], 10: [],
    }  # fmt: skip
    assert segment.number_of(0, 7) == segment.number_of(2, 7) == []
