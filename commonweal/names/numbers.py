"""Numbers as they are read off a plate, a frame, a document, a display: one form for all that look alike, and what a
single misread character may have made of it.

    fold("А 123 ВС 77 RUS", "plate") == fold("A123BC77")          # Cyrillic and Latin
    one_off("A123BC77", "A1238C77")                                # B read as 8
    read_pattern("А?23ВС*")                                        # half-read; see `patterns`
    checks("1M8GDM9AXKP042788", "vin")                             # True; see `checks`

`fold` is for finding, never for showing: what stands on a page is what the owner wrote. Pure; any string is accepted
and at most 64 characters of it are read.
"""

import re
from typing import NamedTuple

from .identifiers import bare, normal_form

FOLDS = ("plate", "serial", "document", "phone", "digits")
"""How a number may be folded; a record type's file names one of them for each kind of number."""

# O and I beside 0 and 1: ISO 3779 (vehicle identification numbers) bans I, O and Q for being mistaken for 1 and 0.
_ROUND = str.maketrans("OI", "01")
_LETTERS_FOR_DIGITS = str.maketrans("OQDILBSZG", "000118526")
"""Letters that can only be misread digits where a number consists of digits."""

_LOOKS_LIKE = (
    "0QD", "1LTJ7", "2Z7", "3З8Э", "4AЧ9", "5S6", "6GБ8", "8B3", "9G4", "UV", "MNH", "EF", "CG", "PR", "KX", "VY",
    "ШЩ", "ИЙ", "ПЛ", "ЦЩ", "ЬЪЫ",
)  # fmt: skip
"""Signs that are taken for one another on plates and prints, after folding. They only order what one misread character
brings: any other single substitution is found, too."""
CONFUSABLE = frozenset((one, other) for group in _LOOKS_LIKE for one in group for other in group if one != other)
"""Pairs of folded characters of which one is easily read as the other; both orders."""

_RUSSIA_ON_A_PLATE = re.compile(r"([0-9A-Z]{6,9}?)(?:RUS)+")
_SURE_TRUNK = re.compile(r"8[379]\d{9}")
"""Eleven digits after the trunk prefix 8 of Russia and Kazakhstan. 83, 87 and 89 begin no other number of eleven digits
(ITU-T E.164 assigns none, and 870 is followed by nine digits); 84 and 88 may be Viet Nam and Bangladesh: left alone."""


def fold(number: str, how: str = "serial") -> str:
    """The form by which `number` is found: upper case, no separators, letters that look alike as one, O as 0, I as 1.

    `how` is one of `FOLDS`. `plate`: the mark RUS behind the region goes. `phone`: digits alone, without 00 or +, and
    the trunk prefix 8 as 7 where nothing else can be meant. `digits`: letters that digits are misread as become
    digits. Idempotent; empty where nothing is left. Raises ValueError for another `how`.
    """
    if how not in FOLDS:
        raise ValueError(f"no way to fold a number: {how}")
    if how == "phone":
        return _phone(number)
    folded = normal_form(number)
    if how == "digits":
        return folded.translate(_LETTERS_FOR_DIGITS)
    if how == "plate" and (found := _RUSSIA_ON_A_PLATE.fullmatch(folded)):
        folded = found[1]
    return folded.translate(_ROUND)


def _phone(number: str) -> str:
    """Digits of a telephone number in the order of E.164; letters stay where it is none."""
    text = re.sub(r"\(0\)", "", number[:256])
    folded = normal_form(text).translate(_ROUND)
    if not folded.isdecimal():
        return folded
    if folded.startswith("00") and len(folded) > 9:
        folded = folded.lstrip("0")
    return "7" + folded[1:] if _SURE_TRUNK.fullmatch(folded) else folded


def readings(number: str) -> tuple[str, ...]:
    """Every folded form under which `number` may be held when nobody says what sort of number it is; the likeliest
    first."""
    forms = [fold(number), fold(number, "plate")]
    if forms[0] and sum(sign.isdecimal() for sign in forms[0]) * 2 > len(forms[0]):
        forms += [form for form in (fold(number, "phone"), fold(number, "digits")) if form.isdecimal()]
    return tuple(dict.fromkeys(form for form in forms if form))


class OneOff(NamedTuple):
    """How two numbers differ by one slip. `kind`: `misread` (signs that look alike), `other` (another sign), `swapped`
    (two neighbours), `missing` (the second has one more), `extra` (the first has one more). `place` counts from 0 in
    the longer of the two; `asked`, `says` are the signs there, "" where there is none."""

    kind: str
    place: int
    asked: str
    says: str


def one_off(asked: str, says: str) -> OneOff | None:
    """The one slip by which the folded number `asked` becomes `says`; None where they are equal or further apart."""
    start = _common(asked, says)
    if len(asked) == len(says):
        return _in_place(asked, says, start)
    longer, shorter = (asked, says) if len(asked) > len(says) else (says, asked)
    if len(longer) - len(shorter) > 1 or longer[start + 1 :] != shorter[start:]:
        return None
    if longer is asked:
        return OneOff("extra", start, longer[start], "")
    return OneOff("missing", start, "", longer[start])


def _in_place(asked: str, says: str, start: int) -> OneOff | None:
    if start == len(asked):
        return None
    if asked[start + 1 :] == says[start + 1 :]:
        one, other = asked[start], says[start]
        return OneOff("misread" if (one, other) in CONFUSABLE else "other", start, one, other)
    two, turned = asked[start : start + 2], says[start : start + 2]
    if two == turned[::-1] and asked[start + 2 :] == says[start + 2 :]:
        return OneOff("swapped", start, two, turned)
    return None


def _common(one: str, other: str) -> int:
    """How many signs both begin with."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def telling(known: str) -> int:
    """How many signs of `known` tell one number from another: leading zeros do not, nor does a third equal sign."""
    signs = known.lstrip("0")
    return sum(1 for place, sign in enumerate(signs) if place < 2 or not sign == signs[place - 1] == signs[place - 2])


def written_at(number: str, place: int) -> tuple[int, int]:
    """Where in the written `number` the sign stands that became the `place`-th of `bare(number)`: from, to."""
    count = 0
    for at, sign in enumerate(number):
        count += len(bare(sign))
        if count > place:
            return at, at + 1
    return len(number), len(number)
