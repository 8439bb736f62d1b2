"""Names whose words each fold alone are read as `fold_name` reads them; what depends on neighbours is left to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.names import Word, fold_name
from commonweal.names.clean import MAX_LETTERS, MAX_TEXT, MAX_WORDS
from commonweal.names.plain import PlainWords
from commonweal.names.tables import common

WORDS = [word for names in (*common.GIVEN.values(), *common.FAMILY.values()) for word in names.split()]
FATHERS = ["Иванович", "Ivanovich", "Петровна", "Petrovna", "оглы", "kyzy", "Məmmədov", "Ильич"]
ODD = [
    "al-Masri",
    "Ю.",
    "Yu",
    "B",
    "Bdfyjd",
    "Vfhbyf",
    "3арубин",
    "عبدالله",
    "王小明",
    "ʼab",
    "ﬁa",
    "O'Neil",
    "d'",
    "×",
    "҂",
]


class Read:
    """Words by the numbers that `PlainWords` gives them."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.plain = PlainWords(self._number)

    def _number(self, word: Word) -> int:
        self.words.append(word)
        return len(self.words) - 1

    def __call__(self, text: str) -> tuple[Word, ...] | None:
        row = self.plain.row(text)
        return None if row is None else tuple(self.words[number] for number in row)


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(WORDS)
        | st.sampled_from(FATHERS)
        | st.sampled_from(ODD)
        | st.text("abdfjvyz", min_size=1, max_size=6)
        | st.text(st.characters(max_codepoint=0x530), min_size=1, max_size=4),
        max_size=5,
    ),
    st.sampled_from([" ", "  ", "\t", " \u2003", "\x85"]),
)
def test_a_plain_name_is_read_as_any_name(words, between):
    text = between.join(words)
    read = Read()(text)
    assert read in (None, fold_name(text))


@pytest.mark.parametrize(
    "text",
    [
        "Иванов Пётр",
        "Petrov Ivan Sergeyevich",
        "Müller Jürgen",
        "Ivanova Анна Петровна",
        "Иванович",
        "Иванович Пётр",
        "Иванович Пётр Петрович",
        "Петров Петрович Иванович",
    ],
)
def test_names_of_letters_are_plain(text):
    assert Read()(text) == fold_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ю. Иванов",
        "al-Masri Ali",
        "Алиев Али Вели оглы",
        "Bdfyjd Gtnh",
        "Ivanov B",
        "محمد علي",
        "김철수",
        "а" * (MAX_LETTERS + 1),
        " ".join(["Иван"] * (MAX_WORDS + 1)),
        "Иван" + " " * MAX_TEXT + "Пётр",
    ],
)
def test_what_its_neighbours_may_change_is_not_plain(text):
    assert Read()(text) is None
