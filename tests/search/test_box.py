"""What one box understands."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.search.queries import understood


@pytest.mark.parametrize(
    "text, parts",
    [
        ("А 123 ВС 77", {"number": "А 123 ВС 77"}),
        ("  а?23вс* ", {"number": "а?23вс*"}),
        ("1M8GDM9AXKP042788", {"number": "1M8GDM9AXKP042788"}),
        ("+998 90 123-45-67", {"number": "+998 90 123-45-67"}),
        ("Тарханбеков Эльдар", {"full_name": "Тарханбеков Эльдар"}),
        ("Ким Ли", {"full_name": "Ким Ли"}),
        ("Тарханбеков Эльдар 14.03.1984", {"full_name": "Тарханбеков Эльдар", "born": "14.03.1984"}),
        ("Karimov Aziz AB1234567", {"full_name": "Karimov Aziz", "number": "AB1234567"}),
        ("Рассвет 2", {"full_name": "Рассвет 2"}),
        ("14.03.1984", {"number": "14.03.1984"}),
        ("31.02.1984 Ким", {"number": "31.02.1984 Ким"}),
        ("А?ВС", {"number": "А?ВС"}),
        ("", {}),
    ],
)
def test_a_text_is_taken_apart(text, parts):
    assert understood(text) == parts


ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen of ICAO Doc 9303, part 4."""


@pytest.mark.parametrize("text", [ZONE, ZONE.replace("\n", ""), ZONE.replace("\n", "  \n ")])
def test_a_machine_readable_zone_fills_the_parts(text):
    assert understood(text) == {
        "family": "ERIKSSON",
        "given": "ANNA MARIA",
        "born": "1974-08-12",
        "sex": "female",
        "number": "L898902C3",
    }


def test_a_torn_zone_is_refused_with_a_remedy():
    with pytest.raises(BadInput) as refused:
        understood(ZONE[:60])
    assert refused.value.code == "names.mrz.unreadable"
