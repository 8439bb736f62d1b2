"""Numbers of documents, vehicles, telephones: one normal form to compare by."""

import re
import unicodedata

MAX_LENGTH = 64

_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSQWABEZHIKMNOPTYX")


def normal_form(number: str) -> str:
    """`number` in upper case, without separators, Cyrillic and Greek letters that look Latin as Latin ones.

    `№` is dropped, digits of any script become 0 to 9; empty if nothing is left. At most 64 characters are kept.
    Idempotent.
    """
    text = unicodedata.normalize("NFKC", number[: 4 * MAX_LENGTH].replace("№", " ")).upper()
    text = unicodedata.normalize("NFKC", text)
    ascii_digits = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return re.sub(r"[\W_]+", "", ascii_digits).translate(_LOOK_ALIKES)[:MAX_LENGTH]
