"""What the headings of tables mean: words of headings.yaml, and those of the record types themselves."""

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

_NO_LETTERS = re.compile(r"[\W_]+")


def normal(heading: str) -> str:
    """A heading without case, signs and doubled spaces, ё as е and № as n."""
    return _NO_LETTERS.sub(" ", heading.casefold().replace("ё", "е").replace("№", " n ")).strip()


@cache
def targets() -> dict[str, tuple[str, ...]]:
    """What each word may fill, best first: `property`, `property/kind` or `property/kind.field`."""
    said = yaml.safe_load((Path(__file__).parent / "headings.yaml").read_text(encoding="utf-8"))
    return {normal(str(word)): tuple(places.split(" ")) for places, words in said.items() for word in words}


@lru_cache(maxsize=4_096)
def known(heading: str) -> bool:
    """Whether a heading is one of the words that name something here."""
    return normal(heading) in targets()
