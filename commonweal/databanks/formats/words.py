"""Words by which the headings of tables name things, in English and Russian."""

import re
from functools import lru_cache

_NO_LETTERS = re.compile(r"[\W_]+")

SYNONYMS: dict[str, tuple[str, ...]] = {}


def normal(heading: str) -> str:
    """A heading without case, signs and doubled spaces, with ё as е."""
    return _NO_LETTERS.sub(" ", heading.casefold().replace("ё", "е")).strip()


@lru_cache(maxsize=4_096)
def known(heading: str) -> bool:
    """Whether a heading is one of the words that name something here."""
    return normal(heading) in SYNONYMS
