"""What peers that transliterate nothing are given: every form in Latin letters by ICU, small, words sorted."""

from functools import cache, lru_cache

ICU = "icu"


@cache
def _transliterator():
    import icu

    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")


@lru_cache(maxsize=1 << 16)
def latin(text: str) -> str:
    """The form in small Latin letters without accents."""
    kept = "".join(letter if letter.isalnum() else " " for letter in _transliterator().transliterate(text))
    return " ".join(kept.split())


def sorted_latin(text: str) -> str:
    """The same with its words in alphabetical order."""
    return " ".join(sorted(latin(text).split()))
