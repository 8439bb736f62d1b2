"""Patronymics, particles and gender endings, in reduced form (see `fold`), so that one rule serves every script.

After the naming practice of Russian, Ukrainian, Belarusian, Kazakh, Kyrgyz, Uzbek, Tajik, Turkmen and Azerbaijani
civil registers.
"""

import re
from functools import lru_cache

_PATRONYMIC = re.compile(
    r"(?<=..)(?:[ai]vi[Ss]|iniSna|[ai]vna|(?<=[kl])iSna|(?<=il)iS|(?<=kit)iS|(?<=mi)S|uli|ulu|kizi|gizi|agli|aglu|zada|zadi)$"
)
_LAST = ("is", "iS", "na", "uli", "ulu", "zi", "gli", "glu", "ada", "adi")
"""How a patronymic ends at the least: told sooner than by the pattern."""
_SEPARATE = frozenset({"uli", "ulu", "kizi", "gizi", "kiz", "giz", "agli", "aglu", "ugli", "uglu", "zada", "zadi"})
_PARTICLES = frozenset(
    {"al", "il", "ul", "abu", "abi", "aba", "um", "uma", "ibn", "bin", "bint", "bani", "uld", "van", "dir"}
)
_KUNYA = frozenset({"abu", "abi", "aba", "um", "uma"})
_NAMES_IN_CYRILLIC = frozenset({"van", "dir", "um", "aba"})
_GENDER = (("ava", "av"), ("iva", "iv"), ("ina", "in"), ("ska", "ski"), ("ia", "i"))

ENDING_NAMES = {
    "viS": "-ovich",
    "vis": "-ovich",
    "vna": "-ovna",
    "Sna": "-ichna",
    "iS": "-ich",
    "uli": "-uly",
    "ulu": "-uulu",
    "kizi": "-kyzy",
    "gizi": "-gyzy",
    "agli": "-ogly",
    "aglu": "-oglu",
    "zada": "-zoda",
    "zadi": "-zade",
}
"""How an ending is named to a reader of Latin, by the end of the reduced form."""


def kind_of(reduced: str, script: str) -> str:
    """`patronymic`, `particle` or `name`, by the word alone; its place in the name may overrule (see `parts`)."""
    if reduced in _SEPARATE or (len(reduced) > 4 and reduced.endswith(_LAST) and _PATRONYMIC.search(reduced)):
        return "patronymic"
    if reduced in _PARTICLES and not (script == "Cyrl" and reduced in _NAMES_IN_CYRILLIC):
        return "particle"
    return "name"


def is_separate(reduced: str) -> bool:
    """Whether the word only says son of or daughter of (`оглы`, `qizi`)."""
    return reduced in _SEPARATE


def is_kunya(reduced: str) -> bool:
    """Whether the word opens a kunya (`Abu`, `Umm`): a byname, weak evidence alone."""
    return reduced in _KUNYA


@lru_cache(maxsize=1 << 14)
def fathers_names(reduced: str) -> tuple[str, ...]:
    """The father's name in a patronymic: `ivanaviS` gives `ivan`, `sirgiviS` gives `sirgi` and `sirg`."""
    ending = _PATRONYMIC.search(reduced)
    if ending is None or reduced in _SEPARATE:
        return ()
    stem = reduced[: ending.start()]
    if ending.group() in {"kizi", "gizi"}:
        return stem, stem + ending.group()[0]
    return (stem + "i", stem) if ending.group().startswith(("iv", "iS")) else (stem,)


def ending_name(reduced: str) -> str:
    """The patronymic ending of `reduced` as a Latin reader writes it (`-ovich`), empty if it has none."""
    ending = _PATRONYMIC.search(reduced)
    if ending is None:
        return ""
    return next((name for tail, name in ENDING_NAMES.items() if reduced.endswith(tail)), "")


def sex_of_patronymic(reduced: str) -> str:
    """`male`, `female` or empty, by the ending of a patronymic in reduced form."""
    if not _PATRONYMIC.search(reduced):
        return ""
    if reduced.endswith(("vna", "Sna", "kizi", "gizi")):
        return "female"
    return "" if reduced.endswith(("zada", "zadi")) else "male"


def without_gender(reduced: str) -> str:
    """A family name with its feminine ending exchanged for the masculine (`ivanava` gives `ivanav`)."""
    if len(reduced) > 4:
        for feminine, masculine in _GENDER:
            if reduced.endswith(feminine):
                return reduced[: -len(feminine)] + masculine
    return reduced


_WRITTEN_ENDINGS = """
    ович евич йович ич овна евна ична ұлы улы уулу улу қызы кызы қизи кизи гызы оглы оғлы ўғли угли оглу зода заде
    ovich evich ovych evych owitsch ewitsch ovitch evitch ovič evič ić ovna evna ivna uly ūly ūlı ulı uulu qyzy kyzy
    qizi qızı kizi gyzy ogly oglu oğlu oʻgʻli o'g'li ugli zoda zade zadeh ովիչ ովնա ოვიჩი ევიჩი ოვნა ევნა
"""
"""Patronymic endings as they are written in several languages."""


def written_ending(text: str) -> str:
    """The patronymic ending of a word as it is written there (`-ұлы`), with a hyphen; empty if none is known."""
    lower = text.casefold()
    known = max((ending for ending in _WRITTEN_ENDINGS.split() if lower.endswith(ending)), key=len, default="")
    return f"-{known}" if known else ""
