"""Two names compared for somebody who holds both."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from commonweal.common.errors import BadInput
from commonweal.house import cli
from commonweal.search.comparing import compare_names

PAIRS = [
    ("Ҷамолиддин Ҳоҷизода", "Dzhamoliddin Khodzhizoda", "one"),
    ("Тарханбеков Эльдар Русланович", "Tarxonbekov Eldor", "one"),
    ("Иванов Иван Петрович", "Иванов Иван Сергеевич", "two"),
    ("Тарханбеков Эльдар", "Петросян Гагик", "two"),
    ("Иванов Иван", "Ivan Ivanov", "open"),
    ("Petrov", "Ivan Petrov", "open"),
    ("Ли", "Lee", "open"),
]


@pytest.mark.parametrize(("one", "other", "verdict"), PAIRS)
def test_names_are_told_together_and_apart(one, other, verdict):
    assert compare_names(one, other).verdict == compare_names(other, one).verdict == verdict


def test_what_contradicts_is_said():
    assert compare_names("Иванов Иван Петрович", "Ivanov Ivan Sergeevich").contradiction == (
        "names.contradict.two-fathers"
    )
    assert compare_names("Тарханбеков Эльдар", "Tarkhanbekov Eldar").contradiction == ""


def test_dates_of_birth_count():
    name = "Иванов Александр"
    assert compare_names(name, name, born=("1984-03-14", "1951-07-02")).verdict == "two"
    found = compare_names(name, name, born=("1984-03-14", "1984-03-14"))
    assert (found.verdict, found.parts[-1].verdict) == ("one", "same")


def test_organisations_are_compared_as_such():
    found = compare_names("ООО «Ромашка»", "Romashka LLC", organisation=True)
    assert (found.verdict, found.parts[0].part) == ("one", "name")


@pytest.mark.parametrize("names", [("", "Иванов"), ("Иванов Иван", "  ")])
def test_an_empty_name_is_refused(names):
    with pytest.raises(BadInput) as refused:
        compare_names(*names)
    assert refused.value.code == "search.compare.empty"


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_two_texts_are_compared_or_refused(one, other):
    try:
        assert compare_names(one, other).verdict in {"one", "open", "two"}
    except BadInput as refused:
        assert refused.code == "search.compare.empty"


def test_the_command_says_it_in_words_and_as_json():
    run = CliRunner()
    told = run.invoke(cli.build(), ["names", "compare", "Иванов Иван Петрович", "Ivanov Ivan Sergeevich"])
    assert "rather two than one" in told.stdout
    assert "two different fathers" in told.stdout
    told = run.invoke(cli.build(), ["names", "compare", "Эльдар Тарханбеков", "Eldar Tarkhanbekov", "--json"])
    assert json.loads(told.stdout)["verdict"] == "one"
