"""Which letters of two spellings stand for each other where a reader would not expect it."""

import unicodedata

from .fold import Word, reduce
from .scripts import script_of
from .tables import TABLES
from .units import units

MOST = 4

LANGUAGES = {
    ("x", "х"): "uz", ("o", "а"): "uz", ("oʻ", "ў"): "uz", ("oʻ", "у"): "uz", ("gʻ", "г"): "uz", ("gʻ", "ғ"): "uz",
    ("ə", "а"): "az", ("ə", "я"): "az", ("c", "дж"): "az", ("q", "г"): "az", ("ç", "ч"): "az", ("ş", "ш"): "az",
    ("tsch", "ч"): "de", ("sch", "ш"): "de", ("w", "в"): "de", ("ou", "у"): "fr", ("tch", "ч"): "fr",
    ("cz", "ч"): "pl", ("sz", "ш"): "pl", ("ң", "н"): "kk", ("қ", "к"): "kk", ("ұ", "у"): "kk", ("ү", "у"): "kk",
    ("ә", "а"): "kk", ("ғ", "г"): "kk", ("ҳ", "х"): "tg", ("ҷ", "дж"): "tg", ("ӣ", "и"): "tg", ("ӯ", "у"): "tg",
    ("і", "и"): "uk", ("ї", "и"): "uk", ("є", "е"): "uk", ("ў", "в"): "be",
}  # fmt: skip
"""The language to which a correspondence (letters of the record, letters asked) points."""
LETTERS = {
    "ҷ": "tg", "ӣ": "tg", "ӯ": "tg", "ә": "kk", "ұ": "kk", "і": "uk", "ї": "uk", "є": "uk", "ґ": "uk", "ў": "be",
    "ə": "az",
}  # fmt: skip
"""The language to which a letter points where the other spelling is in another script."""


def correspondences(asked: Word, says: Word) -> list[tuple[str, str]]:
    """Pairs (letters of the record, letters asked) that stand for each other and are read differently; at most 4."""
    ours, theirs = _units(asked), _units(says)
    found: dict[tuple[str, str], None] = {}
    for i, j in _aligned([sound for _, sound in ours], [sound for _, sound in theirs]):
        pair = (_with_glide(theirs, j, ours[i][0], asked.script), _with_glide(ours, i, theirs[j][0], says.script))
        if not _expected(pair[0], says.script, pair[1], asked.script):
            found[pair] = None
    return list(found)[:MOST]


def read_in_latin(letters: str) -> str:
    """Letters with their plain reading where they are not Latin: `ҳ (h)`."""
    reading = _reading(letters, script_of(letters))
    return letters if reading == letters else f"{letters} ({reading})"


def language_of(pairs: list[tuple[str, str]]) -> str:
    """The code of the language to which most of the pairs point, empty if none does."""
    votes = [LANGUAGES[pair] for pair in pairs if pair in LANGUAGES]
    votes = votes or [LETTERS[letters] for pair in pairs for letters in pair if letters in LETTERS]
    return max(sorted(set(votes)), key=votes.count, default="")


def _units(word: Word) -> list[tuple[str, str]]:
    lower = unicodedata.normalize("NFKC", word.text.casefold())
    return [(letters, reduce(sound) or sound) for letters, sound in units(lower, word.script) if letters != "'"]


def _with_glide(letters: list[tuple[str, str]], place: int, other: str, script: str) -> str:
    """The letters at `place`; with the one before where only both are what the other script writes in one: yu for ю."""
    both = "".join(written for written, _ in letters[max(place - 1, 0) : place + 1])
    return both if place and script in TABLES and both == _reading(other, script) else letters[place][0]


def _expected(theirs: str, their_script: str, ours: str, our_script: str) -> bool:
    """Whether nobody needs to be told: one letter in one script, the same plain Latin reading in two."""
    if their_script == our_script:
        return theirs == ours
    return _reading(theirs, their_script) == _reading(ours, our_script)


def _reading(letters: str, script: str) -> str:
    if script == "Latn" or script not in TABLES:
        return letters
    return TABLES[script].readings.get(letters, letters)


def _aligned(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Places of the two sound lists that stand for each other, by the cheapest alignment."""
    rows, columns = len(ours) + 1, len(theirs) + 1
    cost = [list(range(columns))]
    for i, mine in enumerate(ours, 1):
        above, row, left = cost[-1], [i], i
        for j, their in enumerate(theirs, 1):
            left = min(above[j - 1] + (0.0 if mine == their else 1.5), above[j] + 1, left + 1)
            row.append(left)
        cost.append(row)
    pairs = []
    i, j = rows - 1, columns - 1
    while i and j:
        change = 0.0 if ours[i - 1] == theirs[j - 1] else 1.5
        if cost[i][j] == cost[i - 1][j - 1] + change:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
