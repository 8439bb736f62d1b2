"""An age as somebody saw or heard it, read as years of birth.

An age that was seen is an impression, so one number is read as five years either way; who knows it better writes a
range (`34-36`). How a record's date of birth agrees is told by the years between.
"""

import re
from datetime import date
from typing import NamedTuple

from commonweal.common.errors import BadInput

EITHER_WAY = 5
"""Years on either side of a single age; and years beyond a range within which an eye still errs."""
OLDEST = 120
AGE_REASONS = {
    "names.age.within": "of this age",
    "names.age.beyond": "{count} years beyond",
}
"""English sentence by reason code."""

_WORDS = re.compile(
    r"(about|around|approx|approximately|circa|ca|c|or|so|years?|old|aged?|y|o|yo|between|from|to|and|около|примерно"
    r"|приблизительно|ок|лет|года?|возраста?|от|до|на|вид|между|и)"
)


class BirthYears(NamedTuple):
    """The first and the last year in which somebody of an age may have been born."""

    first: int
    last: int

    def beyond(self, year: int) -> int:
        """Years by which a year of birth lies outside; 0 within."""
        return max(self.first - year, year - self.last, 0)


def parse_age(text: str, *, today: date) -> BirthYears:
    """The years of birth of an age as of `today`: `35`, `about 35`, `30-40`, `от 30 до 40 лет`.

    Raises BadInput `names.age.unreadable` for what is no age or range from 0 to 120.
    """
    text = text[:64].casefold()
    ages = [int(found) for found in re.findall(r"\d{1,4}", text)]
    known = all(map(_WORDS.fullmatch, re.findall(r"[^\W\d_]+", text)))
    if not known or len(ages) not in (1, 2) or max(ages) > OLDEST or ages[0] > ages[-1]:
        raise BadInput(
            "names.age.unreadable", "Cannot read {text} as an age; write 35, or 30-40 for a range", text=text
        )
    least, most = (ages[0] - EITHER_WAY, ages[0] + EITHER_WAY) if len(ages) == 1 else ages
    return BirthYears(today.year - most - 1, today.year - max(least, 0))
