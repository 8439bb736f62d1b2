"""Every sentence that a page may show stands in Russian, with the same values in it."""

import re

import pytest
from babel.messages.mofile import write_mo

from tools import messages

VALUES = re.compile(r"%\(\w+\)[sd]|%s|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue():
    return messages.catalogue("ru")


@pytest.fixture(scope="module")
def gathered():
    return messages.gather()


def strings(entry) -> tuple[str, ...]:
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


def test_every_sentence_has_a_russian_translation(catalogue, gathered):
    entries = {message: catalogue.get(message.text, message.context or None) for message in gathered}

    assert [message.text for message, entry in entries.items() if entry is None or not all(strings(entry))] == []


def test_catalogue_holds_nothing_that_nobody_says(catalogue, gathered):
    said = {(message.text, message.context) for message in gathered}

    assert [
        each.id
        for each in catalogue
        if each.id and ((each.id[0] if each.pluralizable else each.id), each.context or "") not in said
    ] == []


def test_translations_hold_the_same_values(catalogue, gathered):
    wrong = []
    for message in gathered:
        for string in strings(catalogue.get(message.text, message.context or None)):
            if sorted(set(VALUES.findall(string))) != sorted(set(VALUES.findall(message.plural or message.text))):
                wrong.append((message.text, string))

    assert wrong == []


def test_counted_sentences_have_three_forms(catalogue, gathered):
    counted = [message for message in gathered if message.plural]

    assert {len(strings(catalogue.get(message.text, message.context or None))) for message in counted} == {3}


def test_catalogue_compiles(catalogue, tmp_path):
    with (tmp_path / "django.mo").open("wb") as file:
        write_mo(file, catalogue)

    assert (tmp_path / "django.mo").stat().st_size > 10_000


def test_nothing_is_said_with_an_exclamation_mark(catalogue):
    assert [string for each in catalogue if each.id for string in strings(each) if "!" in string] == []
