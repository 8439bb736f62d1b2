"""Transition tables as pictures: every line drawn, none on another, nothing inline, in both languages."""

import html
import re

import pytest
from django.test import Client
from django.utils import translation

from commonweal.portal import charts
from commonweal.portal.terms import ACTOR_WORDS
from tools import diagrams

BY_NAME = {table.name: table for table in charts.TABLES}


def test_every_table_of_the_house_is_shown_with_a_title_and_words_for_who():
    assert [table.name for table in charts.TABLES] == [table.name for table in diagrams.registered()]
    for table in charts.TABLES:
        assert charts.title(table) != table.name
        assert {role for line in table.transitions for role in line.who} <= set(ACTOR_WORDS)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", BY_NAME)
def test_picture_holds_every_state_and_every_event_and_no_style(name, language):
    table = BY_NAME[name]
    with translation.override(language):
        drawn = str(charts.chart(table))
        states = [charts.state_words(table, state) for state in table.states]
        events = [each.words for each in charts.arrows(table)]
    texts = [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", drawn)]

    assert sorted(texts) == sorted([*states, *events])
    assert drawn.count("<polygon") == len(events) + 1
    assert "style" not in drawn


@pytest.mark.parametrize("name", BY_NAME)
def test_lines_and_words_stay_inside_the_picture_and_lanes_apart(name):
    table = BY_NAME[name]
    drawn = str(charts.chart(table))
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', drawn).groups())
    for x in re.findall(r"H([\d.]+)", drawn):
        assert 0 <= float(x) <= width
    for x, y in re.findall(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"', drawn):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= height
    far = [each for each in charts.arrows(table) if each.end > each.start + 1]
    placed = charts.lanes(far)
    for one, lane in placed:
        touching = [other for other, same in placed if same == lane and other is not one and charts._meet(one, other)]
        assert touching == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "How things move from state to state"), ("ru", "Как меняются состояния")]
)
def test_page_shows_all_pictures_to_anybody(shared_house, language, words):
    browser = Client()
    browser.cookies["django_language"] = language
    page = browser.get("/help/states/").content.decode()

    assert words in page
    assert page.count("<svg") == len(charts.TABLES)
