"""Blind tokens of names: kept for a month beside the count of a question, so that a supervisor's rules can tell that an
officer asked about himself, and nobody can read about whom he asked.

A token is an HMAC under a key of its own, drawn from the house's secret. Equal names make equal tokens in every script,
since what is hashed is the folded form. Whoever holds the house's secret can try names against tokens; whoever holds
the database alone cannot.
"""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from commonweal.names import Parts, of_part, parse

PARTS = ("family", "given", "patronymic")
_LETTERS = 24


def of_parts(parts: Parts) -> list[str]:
    """`family:…`, `given:…`, `patronymic:…` of each word, and `full:…` where family and given name are there."""
    key = hmac.new(settings.SECRET_KEY.encode(), b"supervisor", hashlib.sha256).digest()

    def token(kind: str, text: str) -> str:
        return f"{kind}:{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:_LETTERS]}"

    found = {token(part, word.reduced) for part in PARTS for word in getattr(parts, part)}
    if parts.family and parts.given:
        words = (_first(parts.family), _first(parts.given), *(word.reduced for word in parts.patronymic[:1]))
        found.add(token("full", " ".join(words)))
    return sorted(found)


def _first(words: Iterable) -> str:
    return next(iter(words)).reduced


def of_name(text: str) -> list[str]:
    """The tokens of a name written in one field."""
    return of_parts(parse(text[:300])) if text.strip() else []


def of_question(asked: object) -> list[str]:
    """The tokens of whom a question is about; [] where it names nobody."""
    given = [getattr(asked, part) for part in PARTS]
    if any(given):
        return of_parts(Parts(*(of_part(text, part) if text else () for text, part in zip(given, PARTS, strict=True))))
    return of_name(asked.full_name)
