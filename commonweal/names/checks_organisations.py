"""Numbers of organisations in the states of the region: shape, and check digit where its rule is generally published.

The acts of the states were not read; where no published rule is known the shape alone is looked at and the answer is
None for a number that has it.
"""

import re
from collections.abc import Sequence


def ogrn(number: str) -> bool | None:
    """State registration in Russia: 13 digits (organisation) or 15 (entrepreneur); the last is what precedes it modulo
    11 or 13, its last digit."""
    if not re.fullmatch(r"[0-9]{13}|[0-9]{15}", number):
        return False
    return int(number[:-1]) % (len(number) - 2) % 10 == int(number[-1])


def idno(number: str) -> bool | None:
    """Identification of a legal person in Moldova: 13 digits by weights 7, 3, 1 modulo 10."""
    return bool(re.fullmatch(r"[0-9]{13}", number)) and _sum(number, (7, 3, 1) * 4) % 10 == int(number[12])


def unp(number: str) -> bool | None:
    """Taxpayer of Belarus: 9 digits by weights 29, 23, 19, 17, 13, 7, 5, 3 modulo 11. Those of persons begin with
    letters: None."""
    if re.fullmatch(r"[A-Z]{2}[0-9]{7}", number):
        return None
    if not re.fullmatch(r"[0-9]{9}", number):
        return False
    return _sum(number, (29, 23, 19, 17, 13, 7, 5, 3)) % 11 == int(number[8])


def edrpou(number: str) -> bool | None:
    """Organisation of Ukraine: 8 digits by weights 1 to 7, between 30 and 60 million 7, 1 to 6, modulo 11; where that
    gives 10, each weight two more."""
    if not re.fullmatch(r"[0-9]{8}", number):
        return False
    weights = (7, 1, 2, 3, 4, 5, 6) if 30_000_000 <= int(number) <= 60_000_000 else (1, 2, 3, 4, 5, 6, 7)
    rest = _sum(number, weights) % 11
    if rest == 10:
        rest = _sum(number, [weight + 2 for weight in weights]) % 11 % 10
    return rest == int(number[7])


def shape(pattern: str):
    """A scheme of which the shape alone is known: False for another shape, None for this one."""

    def check(number: str) -> bool | None:
        return None if re.fullmatch(pattern, number) else False

    return check


SCHEMES = {
    "ogrn": ogrn, "idno": idno, "unp": unp, "edrpou": edrpou,
    "stir": shape(r"[0-9]{9}"), "voen": shape(r"[0-9]{10}"), "kg-inn": shape(r"[0-9]{14}"),
    "tj-inn": shape(r"[0-9]{9}"), "am-tin": shape(r"[0-9]{8}"), "ge-tin": shape(r"[0-9]{9}|[0-9]{11}"),
}  # fmt: skip


def _sum(number: str, weights: Sequence[int]) -> int:
    return sum(int(sign) * weight for sign, weight in zip(number, weights, strict=False))
