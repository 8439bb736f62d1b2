"""Questions whose helper died are answered by the process itself, one search at a time."""

import os
import threading

from pyroaring import BitMap

from commonweal.search import many, wire
from commonweal.search.index import Index
from tests.search.index import makers


def test_where_a_helper_died_its_questions_are_answered_here_under_the_lock_of_the_index(monkeypatch):
    index = makers.index_of(
        makers.doc(1, "Тарханбеков Эльдар"), makers.doc(2, "Тарханбеков Эльдар", label=makers.HIDDEN)
    )
    lock, held, search = threading.Lock(), [], Index.search

    def watched(*given, **options):
        held.append(lock.locked())
        return search(*given, **options)

    monkeypatch.setattr(Index, "search", watched)
    monkeypatch.setattr(many, "_work", lambda *_: os._exit(0))
    asked = wire.AskMany("", [wire.Question(full_name="Эльдар Тарханбеков"), wire.Question()], limit=5)
    helpers = many.share(index, asked, makers.visible_to_reader(index), BitMap())
    rows = [row for helper in helpers for row in helper.answers(lock)]
    assert [[each[0][-1] for each in row.candidates] for row in rows] == [["1"], []]
    assert rows[1].code == "search.question.too-little"
    assert held == [True, True]
    assert [helper.in_silence() for helper in helpers] == [[], []]
    assert not lock.locked()
