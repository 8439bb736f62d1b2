"""Romanian spelling of Slavonic names, and the Georgian letter that stands for f."""

import pytest

from commonweal.names import fold, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cerniavschi", "Чернявский"),
        ("Raevschi", "Раевский"),
        ("Raevschi", "رايفسكي"),
        ("Țoi", "Цой"),
        ("Nichita", "Никита"),
        ("Stepanovici", "Степанович"),
        ("სოფიია", "سوفیا"),
        ("Bratsk", "Братск"),
    ],
)
def test_spellings_of_one_name_meet(one, other):
    assert likeness(fold(one)[0], fold(other)[0]) >= 0.9
