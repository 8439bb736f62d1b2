"""Compiled loops and numpy give the same answers; where there is no compiler, numpy is used."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.common.errors import BadInput
from commonweal.search.index import Doc, Index, Question, library, met_plain, postings, retrieval, scoring, vocabulary

from .makers import HIDDEN, OPEN, doc, visible_to_reader

needs_loops = pytest.mark.skipif(library.LIBRARY is None, reason="loops not compiled from this source: make install")
WORDS = """Тарханбеков Tarkhanbekov Tarxonbekov Тарханбекова Эльдар Eldar Эльдор Э. И. Иванов Ivanov Ivanoff Иван Ivan
Иванович Ивановна оглы al-Rashid الرشید محمد Muhammad Магомед Ли Lee Ким Kim კიმი Սարգսյան Sargsyan 김 李 Wang Ван
von der ООО Ромашка Romashka Limited Завод 25"""
WORDS = tuple(WORDS.split())
words = st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=12))
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


@contextmanager
def plainly() -> Iterator[None]:
    """With numpy alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "LIBRARY", None)
        patch.setattr(scoring, "LIBRARY", None)
        patch.setattr(postings, "LIBRARY", None)
        patch.setattr(retrieval, "_LOOPS", met_plain)
        yield


def crowd(dice: random.Random) -> list[Doc]:
    """Records of all sorts, some hidden, many alike."""
    found = []
    for number in range(1, 250):
        written = tuple(
            " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 4))) for _ in range(dice.randint(0, 3))
        )
        titles = (f"{dice.choice(WORDS)} {dice.choice(WORDS)}",) if number % 9 == 0 else ()
        births = (str(dice.randint(1950, 1990)),) if dice.random() < 0.5 else ()
        label = HIDDEN if dice.random() < 0.3 else OPEN
        found.append(doc(number, *written, label=label, births=births, organisations=titles))
    return found


@pytest.fixture(scope="module")
def index():
    """A base and, behind it, pieces that came later and records that were replaced."""
    dice = random.Random(5)
    docs = crowd(dice)
    built = Index.build(docs[:150], position=None)
    for piece in (docs[150:220], docs[100:120], docs[220:]):
        built.upsert_all(piece)
        built.search(Question(full_name="Иванов Иван"), visible=visible_to_reader(built))
    return built


def answer(index: Index, question: Question) -> list | str:
    for segment in index._segments():
        segment.vocabulary.near.cache_clear()
    try:
        return index.search(question, visible=visible_to_reader(index), limit=50)
    except BadInput as refused:
        return refused.code


@needs_loops
@settings(max_examples=150, deadline=None)
@given(name=names, born=st.sampled_from(["", "1970", "1984-03-14"]), short=st.booleans())
def test_both_answer_the_same(index, name, born, short):
    question = Question(full_name=name, born=born)
    with pytest.MonkeyPatch.context() as patch:
        if short:
            patch.setattr(retrieval, "MAX_WORDS", 2)
            patch.setattr(retrieval, "MAX_CANDIDATES", 20)
            patch.setattr("commonweal.search.index.ranking.EXACT", 10)
        compiled = answer(index, question)
        with plainly():
            assert answer(index, question) == compiled


@needs_loops
@pytest.mark.parametrize("place", ["score_native._of_all", "met_native._likest_first"])
def test_a_search_that_broke_off_leaves_nothing_for_the_next_one(index, place, monkeypatch):
    question = Question(full_name="Иванов Иван")
    before = answer(index, question)
    with monkeypatch.context() as patch:
        patch.setattr(f"commonweal.search.index.{place}", lambda *_args, **_options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            answer(index, Question(full_name="Тарханбеков Эльдар"))
    assert not index._scratch.place.any() and not index._scratch.mark.any()
    assert answer(index, question) == before


@needs_loops
@settings(max_examples=300, deadline=None)
@given(form=st.text(alphabet="abikSlmnrtuv&^ž李", min_size=1, max_size=90), unvowelled=st.booleans())
def test_both_find_the_same_words(index, form, unvowelled):
    known = index._base.vocabulary
    numbers, likeness = known._near(form, unvowelled)
    with plainly():
        others, as_numpy = known._near(form, unvowelled)
    assert dict(zip(numbers.tolist(), likeness.tolist(), strict=True)) == dict(
        zip(others.tolist(), as_numpy.tolist(), strict=True)
    )


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PATH": "/bin", **environment}
    )
    return done.stdout.strip()


SAYS = "from commonweal.search.index import library; print(library.LIBRARY is not None)"


def test_numpy_is_used_where_it_is_asked_for():
    assert run(SAYS, COMMONWEAL_KERNEL="plain") == "False"


@needs_loops
def test_what_was_compiled_from_another_source_is_not_used(tmp_path):
    other = tmp_path / "kernel.c"
    other.write_bytes(library.SOURCE.read_bytes() + b"/* changed */")
    changed = (
        f"from pathlib import Path; from commonweal.search.index import library; library.SOURCE = Path({str(other)!r})"
    )
    assert run(f"{changed}; print(library._loaded())") == "None"
    assert run(SAYS) == "True"


def test_an_installation_without_a_compiler_says_so(tmp_path):
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    script = Path(__file__).parents[3] / "tools" / "kernel.py"
    site = tmp_path / "site"
    site.mkdir()
    (site / library.NAME).write_bytes(b"old")
    (environment / "bin" / "python").write_text(f"#!/bin/sh\necho {site}\n")
    (environment / "bin" / "python").chmod(0o755)
    done = subprocess.run(
        [sys.executable, script, environment], capture_output=True, text=True, check=True, env={"PATH": "/nowhere"}
    )
    assert "numpy" in done.stdout
    assert not (site / library.NAME).exists()
