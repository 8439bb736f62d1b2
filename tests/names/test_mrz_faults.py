"""What is said of a zone that is not in order: the line and position, for every form and every check digit."""

import pytest

from commonweal.names import mrz
from commonweal.names.mrz_faults import CHECK_DIGITS, Examined, Fault, examine
from tests.names.test_mrz import MRV_A, MRV_B, TD1, TD2, TD3, TODAY

SPECIMENS = {"TD1": TD1, "TD2": TD2, "TD3": TD3, "MRV-A": MRV_A, "MRV-B": MRV_B}
DIGITS = [(form, field, *place) for form, fields in CHECK_DIGITS.items() for field, place in fields.items()]


def altered(text: str, line: int, place: int) -> str:
    """Another digit in this place, one that no exchange of look-alikes in the field explains."""
    for digit in "1234567890":
        lines = text.split("\n")
        lines[line - 1] = lines[line - 1][: place - 1] + digit + lines[line - 1][place:]
        other = "\n".join(lines)
        if other != text and not mrz.read(other, today=TODAY).corrected:
            return other
    raise AssertionError("every digit is explained")


@pytest.mark.parametrize("form", SPECIMENS)
def test_a_specimen_has_no_fault(form):
    assert examine(SPECIMENS[form], today=TODAY) == Examined(mrz.read(SPECIMENS[form], today=TODAY), ())


@pytest.mark.parametrize(("form", "field", "line", "place"), DIGITS)
def test_a_wrong_check_digit_is_told_with_its_place(form, field, line, place):
    found = examine(altered(SPECIMENS[form], line, place), today=TODAY).faults

    assert Fault("check", line, place, field) in found
    assert {each.field for each in found} <= {field, "composite"}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ()),
        (TD3[:-1], (Fault("length", 2, 43, length=44),)),
        (TD3 + "1", (Fault("length", 2, 45, length=44),)),
        (TD2[:-1], (Fault("length", 2, 35, length=36),)),
        (TD3.replace("UTO7", "UTO*"), (Fault("sign", 2, 14),)),
        (TD3.replace("7408122", "7498122"), (Fault("day", 2, 14),)),
        (TD1.replace("7408122", "7498122"), (Fault("day", 2, 1),)),
        ("I<UTO", (Fault("length", 1, 5, length=30), *(Fault("length", at, 0, length=30) for at in (2, 3)))),
        ("Иванов Иван", (Fault("sign", 1, 1), Fault("length", 2, 0, length=36))),
    ],
)
def test_what_is_no_zone_says_which_line_and_why(text, faults):
    assert examine(text, today=TODAY) == Examined(None, faults)
