"""Letter tables: what each letter or letter group of a script sounds like, and how it is read in Latin.

One table serves two purposes: the *sound* (second column) feeds the fold, the *reading* (third column, the same as
the sound where it is left out) feeds the reading aid. Entries are `letters:sound:reading`, separated by spaces;
the longest group wins.

Sounds are single characters: `a e i o u`, `b v g d z k l m n p r s t f`, `h` (kh, h), `j` (zh, j, dj), `S` (sh),
`C` (ch), `c` (ts), `y` (a glide, resolved by `fold`). A capital from `AMBIGUOUS` is a letter that languages read
differently; `fold` decides from its neighbours and keeps the other reading as an alternate.
"""

import re
from typing import NamedTuple

from . import arabic, armenian, cyrillic, georgian, greek, hebrew, latin

AMBIGUOUS: dict[str, str] = {
    "J": "j y: James, but Jurij",
    "X": "ks h: Alexei, but Xurshid",
    "K": "k j: Marc, but Cavid",
    "Q": "C h: Charles, but Achmed",
    "G": "g h: Gamid for Hamid, Ukrainian Hryhorii",
    "W": "u v: Arabic and Hebrew waw",
    "B": "b v: Hebrew bet",
    "P": "p f: Hebrew pe",
    "H": "k h: Hebrew kaf",
    "D": "d z: Arabic dad and dhal, z in Persian",
    "T": "t s: Arabic tha, s in Persian",
    "R": "y j: Tatjana, but Kazakh Aljanov in French style",
    "V": "c j: Cicero, but Turkish Cengiz",
    "Z": "d j: Vietnamese and Serbian đ",
}
"""Sound characters with more than one reading, and why."""


class Table(NamedTuple):
    """The letters of one script."""

    sounds: dict[str, str]
    readings: dict[str, str]
    pattern: re.Pattern[str]
    groups: re.Pattern[str]
    """Only the entries of more than one letter."""
    stand_ins: dict[str, str]
    """One private character for each of these, so that a second step can translate all letters at once."""
    translation: dict[int, str]

    def sounds_of(self, lower: str) -> str:
        """The sounds of a lower-case word; letters without an entry stay as they are."""
        return self.groups.sub(lambda match: self.stand_ins[match.group()], lower).translate(self.translation)


def _read(text: str) -> Table:
    """The table in `text`; see the module's heading for its form."""
    sounds: dict[str, str] = {}
    readings: dict[str, str] = {}
    for entry in text.split():
        letters, sound, *reading = entry.split(":")
        sounds[letters] = sound
        readings[letters] = reading[0] if reading else sound
    groups = sorted(sounds, key=lambda letters: (-len(letters), letters))
    several = [group for group in groups if len(group) > 1]
    stand_ins = {group: chr(0xE000 + place) for place, group in enumerate(several)}
    translation = {ord(stand_ins.get(group, group)): sound for group, sound in sounds.items()} | {ord("'"): ""}
    return Table(sounds, readings, _any_of(groups), _any_of(several), stand_ins, translation)


def _any_of(groups: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, groups)) or "(?!)")


TABLES: dict[str, Table] = {
    "Arab": _read(arabic.LETTERS),
    "Armn": _read(armenian.LETTERS),
    "Cyrl": _read(cyrillic.LETTERS),
    "Geor": _read(georgian.LETTERS),
    "Grek": _read(greek.LETTERS),
    "Hebr": _read(hebrew.LETTERS),
    "Latn": _read(latin.LETTERS),
}
"""Tables by ISO 15924 script code."""

UNVOWELLED = frozenset({"Arab", "Hebr"})
"""Scripts that leave out short vowels."""
