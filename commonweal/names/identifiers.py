"""Numbers of documents, vehicles, telephones: one normal form to compare by. How each sort of number is folded for
the search, and what one misread character makes of it: `numbers`."""

import re
import unicodedata

MAX_LENGTH = 64

_BETWEEN = re.compile(r"[\W_]+")
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSQWABEZHIKMNOPTYX")


def bare(number: str) -> str:
    """`number` in upper case, without separators and `№`, digits of any script as 0 to 9.

    Letters stay in their own script. At most 64 characters are kept. Idempotent.
    """
    if number.isascii():  # as are most, and nothing below changes them
        return _BETWEEN.sub("", number[: 4 * MAX_LENGTH].upper())[:MAX_LENGTH]
    text = unicodedata.normalize("NFKC", number[: 4 * MAX_LENGTH].replace("№", " ")).upper()
    text = unicodedata.normalize("NFKC", text)
    ascii_digits = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return _BETWEEN.sub("", ascii_digits)[:MAX_LENGTH]


def normal_form(number: str) -> str:
    """`bare(number)`, Cyrillic and Greek letters that look Latin as Latin ones; may be empty. Idempotent."""
    return bare(number).translate(_LOOK_ALIKES)
