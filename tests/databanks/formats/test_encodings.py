"""Encodings are told apart on short texts of all the languages that Cyrillic files of the region are written in."""

import pytest

from commonweal.databanks.formats import encodings

TEXTS = (
    "Список угнанных автомобилей за март",
    "ХАСАНОВ ТИМУР;12.03.1980;КРАСНЫЙ",
    "Ёлкин",
    "Зайцева Инна Юрьевна, проживает: г. Тверь, ул. Победы",
    "Злодей скрылся на мотоцикле",
    "ЛАДА ВЕСТА",
    "ключ;ящик;объём;съезд",
    "Мукаев Ержан",
    "РАХМОНОВ",
    "Пётр",
    "id;ФИО;дата\n1;Белов;1984",
    "Неустановленное лицо похитило из магазина телевизор и шубу",
    "Викрадений транспорт: Петренко Василь Юрійович",
    "Жыхар вёскі Любань знік у лесе",
    "Абдуллаев Фарход Шавкатович",
    "name,город\nJohn,Душанбе",
)
"""Written for this test; none stands among the words from which the statistics come."""


def cases():
    for text in TEXTS:
        for encoding in encodings.SINGLE_BYTE:
            try:
                yield text, encoding, text.encode(encoding)
            except UnicodeEncodeError:  # the encoding has no such letters
                continue


@pytest.mark.parametrize(("text", "encoding", "data"), list(cases()))
def test_single_byte_encoding_is_told_by_how_letters_follow_each_other(text, encoding, data):
    assert encodings.detect(data) == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["ФИО;Дата\nИванов;1984\n" * 3, "name;date\nSmith;1984\n" * 3, "اسم;1984\n" * 5])
def test_unicode_is_told_from_its_form(text, encoding):
    expected = "utf-8" if encoding == "utf-8" else encoding

    assert encodings.detect(text.encode(encoding)) == expected


def test_letter_cut_at_the_end_of_the_sample_is_still_utf_8():
    assert encodings.detect(("Иванов\n" * 20).encode()[:-2]) == "utf-8"


def test_ascii_counts_as_utf_8():
    assert encodings.detect(b"a;b;c\n1;2;3\n") == "utf-8"
