"""What an officer typed into one box, taken apart: a name, a number, a date of birth, or several of them."""

import re

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.names import mrz, parse_date
from commonweal.names.numbers import fold, telling
from commonweal.names.patterns import is_half_read

NAME_FROM = 4
"""Letters from which a word without a digit can only be a name: the letters of a plate stand in twos and threes."""
NUMBER_FROM = 5
"""Signs from which a piece with digits beside a name is a number, and not a part of the name (`Рассвет 2`)."""
FILLERS = 3
"""Signs `<` from which a text is a machine-readable zone."""
_DATE = re.compile(r"(?<![\w.])(\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)(?![\w.])")


def understood(text: str) -> dict[str, str]:
    """The parts of a question that `text` says: `full_name`, `number`, `born`; of a machine-readable zone `family`,
    `given`, `sex` as well. Only those that are there. Raises BadInput `names.mrz.unreadable` for a zone that is torn.

    A text with a word of four letters is a name, what has digits in it beside that is a date of birth or a number;
    every other text with a digit or a mark for an unread sign is one number, spaces and all.
    """
    if text.count("<") >= FILLERS:
        return _zone(text)
    text = " ".join(text[:300].split())
    found = {}
    date = _DATE.search(text)
    if date and _is_date(date[1]) and text != date[1]:
        found["born"] = date[1]
        text = " ".join((text[: date.start()] + " " + text[date.end() :]).split())
    words = text.split(" ")
    if any(len(word) >= NAME_FROM and word.isalpha() for word in re.split(r"[\s'’.,-]+", text)):
        numbers = [word for word in words if _is_number(word)]
        found |= {"number": " ".join(numbers)} if numbers else {}
        text = " ".join(word for word in words if word not in numbers)
        found |= {"full_name": text} if text else {}
    elif is_half_read(text) or any(sign.isdecimal() for sign in text):
        found["number"] = text
    elif text:
        found["full_name"] = text
    return found


def _zone(text: str) -> dict[str, str]:
    read = mrz.read(text, today=clock.today())
    said = {"family": read.family, "given": read.given, "born": read.birth, "sex": read.sex, "number": read.number}
    return {name: value for name, value in said.items() if value}


def _is_number(word: str) -> bool:
    digits = any(sign.isdecimal() for sign in word)
    return (digits or is_half_read(word)) and telling(fold(word)) >= NUMBER_FROM


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except BadInput:
        return False
    return True
