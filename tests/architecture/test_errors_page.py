"""docs/errors.md is the catalogue of the code's errors: complete, in both languages, and of today."""

import re
from collections import Counter

import pytest

from tools import errors, messages


def test_page_is_of_today():
    assert errors.PAGE.read_text(encoding="utf-8") == errors.page(), "run `python -m tools.errors`"


def test_nothing_in_the_code_looks_like_an_error_that_is_not_listed():
    assert errors.unexplained() == []


def test_code_stands_once_and_says_one_kind_of_answer():
    rows = re.findall(r"^\| `([a-z.-]+)` \| ([\d, ]+) \|", errors.page(), re.MULTILINE)
    assert [code for code, count in Counter(code for code, _ in rows).items() if count > 1] == []
    assert [code for code, status in rows if not status.strip()] == []


def test_every_sentence_has_its_russian_on_the_page():
    assert re.findall(r"^\| `([a-z.-]+)` \|.*\| – \|", errors.page(), re.MULTILINE) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('raise NotAllowed("a.b.c", "No {x}.", x=1)', [("a.b.c", "No {x}.", 403)]),
        ('return _problem(request, "api.nothing", "Nothing.", 404)', [("api.nothing", "Nothing.", 404)]),
        (
            'found = {"sentence": gettext("No page."), "code": "portal.page.none"}',
            [("portal.page.none", "No page.", 404)],
        ),
        ("raise BadInput(code, sentence)", []),
        ('raise ValueError("a.b.c")', []),
    ],
)
def test_errors_are_found_however_they_are_answered(tmp_path, monkeypatch, source, expected):
    monkeypatch.setattr(errors, "ROOMS", tmp_path)
    (tmp_path / "room.py").write_text(source, encoding="utf-8")
    assert [(each.code, each.english, each.status) for each in errors.told()] == expected


def test_sentences_of_all_errors_are_in_the_catalogue_of_translations():
    gathered = {message.text for message in messages.gather()}
    assert {each.english for each in errors.told()} - gathered == set()
