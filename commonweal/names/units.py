"""Letters and letter groups of a word with their sounds, one by one: what the fold and the reading aid share."""

import unicodedata

from .tables import TABLES


def units(lower: str, script: str) -> list[tuple[str, str]]:
    """Letters or letter groups of a lower-case word with their sounds (see `tables`), in order.

    Letters without an entry are read as their base letter; letters of a script without a table stand for
    themselves.
    """
    table = TABLES.get(script)
    if table is None:
        return [(letter, letter) for letter in lower if letter.isalpha()]
    found: list[tuple[str, str]] = []
    end = 0
    for match in table.pattern.finditer(lower):
        if match.start() > end:
            found.extend(_unlisted(lower[end : match.start()], script))
        found.append((match.group(), table.sounds[match.group()]))
        end = match.end()
    found.extend(_unlisted(lower[end:], script))
    return found


def _unlisted(letters: str, script: str) -> list[tuple[str, str]]:
    """Units for letters outside their script's table: by base letter, by another script's table, or as they are."""
    found = []
    for letter in letters:
        base = unicodedata.normalize("NFKD", letter)[:1]
        sound = TABLES[script].sounds.get(base)
        if sound is None:
            sound = next((table.sounds[base] for table in TABLES.values() if base in table.sounds), "")
        if not sound and letter.isalpha() and unicodedata.category(letter) != "Lm":
            sound = letter if letter not in "JXKQGWBPHDTZVRUSCcy" else ""
        found.append((letter, sound))
    return found
