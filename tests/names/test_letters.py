"""Which letters stand for which, told to a reader of one script alone."""

import pytest

from commonweal.names import Parts, explain_name, fold, sentence


@pytest.mark.parametrize(
    ("asked", "says", "told"),
    [
        ("Khodzhizoda", "Ҳоҷизода", "letter for letter, tg ҳ (h) = kh, ҷ (j) = dzh"),
        ("Ҳоҷизода", "Khodzhizoda", "letter for letter, tg kh = ҳ (h), dzh = ҷ (j)"),
        ("Khojizoda", "Ҳоҷизода", "letter for letter: ҳ (h) = kh"),
        ("Wladimir", "Владимир", "letter for letter: в (v) = w"),
        ("Yuriy", "Юрий", "letter for letter"),
        ("Shevchenko", "Шевченко", "letter for letter"),
    ],
)
def test_letters_that_a_reader_of_latin_does_not_expect_are_named_with_their_reading(asked, says, told):
    (found,) = explain_name(Parts(family=fold(asked)), Parts(family=fold(says)))

    assert sentence(found) == told
