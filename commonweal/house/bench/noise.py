"""Questions with mistakes, made from listed names: edits, order, initials, romanisations. Seeded by the caller."""

import random
from collections.abc import Callable, Sequence

from commonweal.names import parse

from .files import Query, Record

_BGN = dict(
    zip(
        "абвгдеёзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(" "),
        strict=True,
    )
) | {"ж": "zh", "дж": "dzh"}
SYSTEMS: dict[str, dict[str, str]] = {
    "BGN": {},
    "ICAO": {"ё": "e", "й": "i", "ъ": "ie", "ю": "iu", "я": "ia"},
    "ISO9": {"ё": "ë", "ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "э": "è"}
    | {"ю": "û", "я": "â"},
    "GOST": {"ё": "yo", "й": "j", "х": "x", "ц": "cz", "щ": "shh", "ы": "y`", "ь": "`", "э": "e`"},
    "FR": {"ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia"},
    "DE": {"в": "w", "ж": "sch", "й": "j", "х": "ch", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju", "я": "ja"},
    "PL": {"в": "w", "ж": "ż", "й": "j", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "ю": "ju", "я": "ja"},
    "UZ": {"ж": "j", "х": "x", "ш": "sh", "ч": "ch", "ё": "yo", "ц": "s"},
    "AZ": {"ж": "j", "х": "x", "ш": "ş", "ч": "ç", "дж": "c", "ю": "yu", "я": "ya"},
}  # fmt: skip
"""Ways to write Russian letters in Latin, where they differ from the first."""
_OTHER_CYRILLIC = dict(zip("іїєґўқғҳәөүұңһҷӣӯјћ", "iieguqghaouunhjiujc", strict=True)) | {
    "љ": "lj",
    "њ": "nj",
    "ђ": "dj",
}
_LETTERS = "abdegiklmnorstuv"


def romanised(text: str, system: str) -> str:
    """A Cyrillic name in Latin letters by one of `SYSTEMS`; each word begins with a capital."""
    table = _BGN | _OTHER_CYRILLIC | SYSTEMS[system]
    low = text.lower().replace("дж", "\0")
    letters = [table["дж"] if letter == "\0" else table.get(letter, letter) for letter in low]
    return " ".join(word[:1].upper() + word[1:] for word in "".join(letters).split())


def one_edit(text: str, dice: random.Random) -> str:
    """`text` with one letter left out, exchanged, added, or turned with its neighbour."""
    at = dice.choice([place for place in range(1, len(text)) if text[place].isalpha()] or [0])
    kind = dice.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + dice.choice(_LETTERS) + text[at + 1 :]
    if kind == 2:
        return text[:at] + dice.choice(_LETTERS) + text[at:]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def with_initials(name: str) -> str:
    """The family name in full, the rest as initials."""
    parts = parse(name)
    rest = [word.text for word, part in parts.words() if part != "family"]
    return " ".join([parts.text("family"), *(f"{word[0]}." for word in rest)])


def without_patronymic(name: str) -> str:
    """The name without its patronymic; unchanged where none is recognised."""
    parts = parse(name)
    return " ".join(word.text for word, part in parts.words() if part != "patronymic")


def swapped(name: str) -> str:
    """First word last."""
    words = name.split()
    return " ".join([*words[1:], words[0]])


def joined(name: str) -> str:
    """The first hyphen, else the first space removed."""
    return name.replace("-", "", 1) if "-" in name else name.replace(" ", "", 1)


def noise_sets(persons: Sequence[Record], dice: random.Random, size: int) -> dict[str, list[Query]]:
    """Questions by set, at most `size` each, made from names of three to five words and from Cyrillic forms."""
    latin = [
        (name, record) for record in persons for name in record.latin if 3 <= len(name.split()) <= 5
    ]  # fmt: skip
    cyrillic = [
        (name, record)
        for record in persons
        if record.latin
        for name, script in record.names
        if script == "Cyrl" and " " in name
    ]
    whole = [each for each in cyrillic if any(part == "patronymic" for _, part in parse(each[0]).words())]
    dated = [each for each in latin if each[1].births]

    def made(source: list, change: Callable[[str], str], *, with_year: bool = False) -> list[Query]:
        chosen = dice.sample(source, min(size, len(source)))
        return [
            Query(change(text), record.group, record.births[0] if with_year else "") for text, record in chosen
        ]  # fmt: skip

    any_system = list(SYSTEMS)
    sets = {
        "typo1": made(latin, lambda name: one_edit(name, dice)),
        "typo2": made(latin, lambda name: one_edit(one_edit(name, dice), dice)),
        "swap": made(latin, swapped),
        "joined": made(latin, joined),
        "initials": made(latin, with_initials),
        "initials+year": made(dated, with_initials, with_year=True),
        "no patronymic": made(whole, without_patronymic),
        "rom+typo": made(cyrillic, lambda name: one_edit(romanised(name, dice.choice(any_system)), dice)),
    }
    for system in SYSTEMS:
        sets[f"rom:{system}"] = made(cyrillic, lambda name, system=system: romanised(name, system))
    return {name: queries for name, queries in sets.items() if queries}
