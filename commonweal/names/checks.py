"""Check digits: whether a number can be one that its issuer gave out.

A check that fails is a finding about quality or about reading, never a reason to refuse a record: frames are stamped
wrongly, and numbers are copied from bad photographs.
"""

import re
from collections.abc import Callable

from .checks_organisations import SCHEMES
from .identifiers import normal_form

_NO_LETTERS_IN_VIN = str.maketrans("IOQ", "100")
_VIN_WORTH = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_TAX_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def checks(number: str, check: str) -> bool | None:
    """Whether `number` satisfies the scheme `check` (one of `CHECKS`); None where the scheme cannot say.

    Raises ValueError for an unknown scheme. Look-alike letters of other scripts count as the Latin ones.
    """
    if check not in _SCHEMES:
        raise ValueError(f"no such check: {check}")
    return _SCHEMES[check](normal_form(number))


def _vin(number: str) -> bool | None:
    """Vehicle identification number: 17 signs without I, O, Q (ISO 3779); ninth is the check digit of 49 CFR 565.15(c).

    The digit is law for vehicles made for North America alone (first sign 1 to 5, ISO 3780); elsewhere most makers put
    what they like there, so a digit that does not fit then says nothing: None.
    """
    signs = number.translate(_NO_LETTERS_IN_VIN)
    if not re.fullmatch(r"[0-9A-HJ-NPR-Z]{17}", signs):
        return False
    values = [int(sign) if sign.isdecimal() else _VIN_WORTH[sign] for sign in signs]
    rest = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True)) % 11
    if signs[8] == ("X" if rest == 10 else str(rest)):
        return True
    return False if signs[0] in "12345" else None


def _luhn(number: str) -> bool | None:
    """Payment cards (ISO/IEC 7812-1, annex B): every second digit from the right doubled, the sum ends in 0."""
    if not re.fullmatch(r"[0-9]{2,}", number):
        return False
    doubled = [int(sign) * 2 for sign in number[-2::-2]]
    return (sum(map(int, number[::-2])) + sum(value // 10 + value % 10 for value in doubled)) % 10 == 0


def _imei(number: str) -> bool | None:
    """Mobile equipment (3GPP TS 23.003, 6.2.1 and annex B): 15 digits by Luhn. 14 digits leave the check digit out, 16
    are an IMEISV, which has none: None."""
    if not re.fullmatch(r"[0-9]{14,16}", number):
        return False
    return _luhn(number) if len(number) == 15 else None


def _mod_97(signs: str) -> int:
    """ISO 7064 MOD 97-10: letters as 10 to 35, the whole number modulo 97."""
    return int("".join(str(int(sign, 36)) for sign in signs)) % 97


def _iban(number: str) -> bool | None:
    """Bank account (ISO 13616): country, two check digits, up to 30 signs; MOD 97-10 after four signs moved behind."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", number):
        return False
    return _mod_97(number[4:] + number[:4]) == 1


def _lei(number: str) -> bool | None:
    """Legal entity (ISO 17442): 18 signs, two check digits by MOD 97-10."""
    return bool(re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", number)) and _mod_97(number) == 1


def _swift(number: str) -> bool | None:
    """Bank (ISO 9362): its shape; the scheme has no check digit."""
    return bool(re.fullmatch(r"[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?", number))


def _imo(number: str) -> bool | None:
    """Ship (IMO resolution A.1117(30)): six digits times 7 to 2, whose sum ends in the seventh. "IMO" may lead.
    Of single changed digits it lets some pass: weights 6, 4, 2 and 5 share a factor with 10."""
    digits = number.removeprefix("IM0").removeprefix("IMO")
    if not re.fullmatch(r"[0-9]{7}", digits):
        return False
    return sum(int(sign) * weight for sign, weight in zip(digits, range(7, 1, -1), strict=False)) % 10 == int(digits[6])


def _mmsi(number: str) -> bool | None:
    """Maritime mobile station (ITU-R M.585): its shape. Ships begin with 2 to 7, groups with 0, coast stations with 00,
    aircraft with 111, hand sets with 8, beacons with 97, boats with 98, aids with 99."""
    return len(number) == 9 and bool(re.fullmatch(r"(?:|0|00|8|98|99)[2-7][0-9]+|111[2-7][0-9]+|97[0-9]+", number))


def _icao24(number: str) -> bool | None:
    """Aircraft address (ICAO annex 10, volume III, chapter 9): six hexadecimal signs, neither all 0 nor all F."""
    signs = number.replace("O", "0")
    return bool(re.fullmatch(r"[0-9A-F]{6}", signs)) and signs not in {"000000", "FFFFFF"}


def _isbn(number: str) -> bool | None:
    """Book (ISO 2108): ten signs by weights 10 to 1 modulo 11, or thirteen as `_ean` that begin 978 or 979."""
    if re.fullmatch(r"[0-9]{9}[0-9X]", number):
        values = [10 if sign == "X" else int(sign) for sign in number]
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return number[:3] in {"978", "979"} and len(number) == 13 and bool(_ean(number))


def _ean(number: str) -> bool | None:
    """Article (GS1 general specifications, 7.9): 8, 12 to 14 digits, every second from the right but one tripled."""
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", number):
        return False
    return (sum(map(int, number[::-2])) + 3 * sum(map(int, number[-2::-2]))) % 10 == 0


def _inn(number: str) -> bool | None:
    """Taxpayer of Russia: 10 digits for an organisation with one check digit, 12 for a person with two. Weights as
    generally published; the tax service's order itself was not read."""
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", number):
        return False
    digits = [int(sign) for sign in number]
    places = (9,) if len(digits) == 10 else (10, 11)
    return all(
        sum(digit * weight for digit, weight in zip(digits[:place], _TAX_WEIGHTS[-place:], strict=True)) % 11 % 10
        == digits[place]
        for place in places
    )


def _bin(number: str) -> bool | None:
    """Organisation or person of Kazakhstan (BIN, IIN): 12 digits, the last by weights 1 to 11 modulo 11; where that
    gives 10, by weights 3 to 11, 1, 2. As generally published; the government's rules themselves were not read."""
    if not re.fullmatch(r"[0-9]{12}", number):
        return False
    digits = [int(sign) for sign in number]
    for weights in (range(1, 12), (*range(3, 12), 1, 2)):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest < 10:
            return rest == digits[11]
    return False


_SCHEMES: dict[str, Callable[[str], bool | None]] = {
    "vin": _vin, "imei": _imei, "luhn": _luhn, "iban": _iban, "lei": _lei, "swift": _swift, "imo": _imo, "mmsi": _mmsi,
    "icao24": _icao24, "isbn": _isbn, "ean": _ean, "inn": _inn, "bin": _bin,
} | SCHEMES  # fmt: skip
CHECKS = tuple(_SCHEMES)
"""The schemes that a record type's file may name."""
