"""Places as papers write them, compared across scripts: `г. Самарканд, Узбекистан` and `Samarqand shahri`.

A place is read as units between commas, each with the words that say what it is taken away (city, district, region),
and its country. Names are compared by their sounds as names of people are; a region also without its ending
(`Самаркандская область`), renamed places by a list. Nothing here knows where a place lies: a village is found in its
region only where one of the two texts names both.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from . import countries
from .compare import likeness
from .fold import Word, fold, fold_word

LONGEST = 200
"""Characters of a place that are read."""
MOST_UNITS = 6
ALIKE, DOUBTFUL = 0.805, 0.7
"""Likeness above which two names of places are one; from which nothing is said, since Omsk is near Tomsk."""
PLACE_REASONS = {
    "names.place.same": "the same place",
    "names.place.within": "agrees as far as both say",
    "names.place.region": "the same region or name, another place or country",
    "names.place.country": "the country agrees, more is not said",
    "names.place.untold": "cannot be compared",
    "names.place.another": "another place",
    "names.place.other-country": "another country",
}
"""English sentence by reason code."""
SAME, WITHIN, COUNTRY, REGION, UNTOLD, ANOTHER, ABROAD = ORDER = (
    "same", "within", "country", "region", "untold", "another", "other-country",
)  # fmt: skip
"""Relations of two places, the closest first."""
VERDICTS = {SAME: "same", WITHIN: "variant", COUNTRY: "variant", REGION: "variant", UNTOLD: "unknown",
            ANOTHER: "differs", ABROAD: "differs"}  # fmt: skip

_REGION = re.compile(
    r"(област[ьи]|обл|кра[йя]|республик[аи]|респ|автономн(?:ая|ый|ой|ого)|округа?|ао|вобласц[ьі]|oblast|obl|region|prov"
    r"|province|governorate|republic|krai|kray|jude[tțţ](?:ul)?|marz[i]?|марза?|մարզ|вилоят[ии]?|viloyati?|wela[yý]aty?"
    r"|велаята?|облысы|облусу|ostan|استان|محافظة|ولايت|ولایت|რეგიონი|მხარე)"
)
_DISTRICT = re.compile(
    r"(районы?|района|р-о?на?|раён|аудан(?:ы)?|району|district|distr|commune|prefecture|sector|area|rayon[ui]?|raion(?:ul)?|tumani?|туман[и]?|etraby?"
    r"|этрапа?|ноҳия[и]?|მუნიციპალიტეტი|ولسوالی|сельсовета?)"
)
_NEAR = re.compile(
    r"(города?|гор|г|пгт|пос[её]л(?:ок|ка)|пос|п|сел[оа]|с|деревн[яи]|дер|д|аула?|ауыл[ыі]?|кишлака?|станиц[аы]|ст-ца"
    r"|хутора?|city|town|village|settlement|shahri|shahar|шаҳри|шаҳр|қаласы|қала|шаары|шаар|şəhəri?|şäheri|kəndi?|oba"
    r"|obasy|qishlog.?i|qishloq|ora[sșş](?:ul)?|sat(?:ul)?|м[іи]сто|м|смт|горад|вёска|қишлоғи|деҳаи|деҳа|ქალაქი|სოფელი"
    r"|քաղաք|գյուղ|مدينة|شهر|شهرستان)"
)
"""Words by which a unit is a region, a district, a town or village; they stand before its name or behind it."""
_BESIDE = re.compile(r"(of|de|the|городского|рабочий|рабочего|типа|уроженец|уроженка|born|in)")
_SOVIET = re.compile(r"(\w{0,4}сср|рсфср|ussr|ssr)")
_REPUBLICS = {
    "азербайджанск": "AZ", "армянск": "AM", "белорусск": "BY", "грузинск": "GE", "казахск": "KZ", "киргизск": "KG",
    "латвийск": "LV", "литовск": "LT", "молдавск": "MD", "таджикск": "TJ", "туркменск": "TM", "узбекск": "UZ",
    "украинск": "UA", "эстонск": "EE",
}  # fmt: skip
"""Republics of the Soviet Union by the stem of their name; places of birth are written so, citizenships are not."""
_OF_A_REGION = re.compile(r"(?<=..)(?:(?:ск|цк)(?:ая|ий|ой|ое|ого|ом|ай)|sk(?:aya|aia|aja|iy|ii|ij|y|oye))$")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʻʼ‘`-](?=[^\W\d_]))*")


class Unit(NamedTuple):
    """A town, district or region: the forms under which its name is compared; whether it is a region or district, and a
    region for certain; whether it is a town or village. Broad and near both where the text does not say."""

    forms: tuple[Word, ...]
    broad: bool
    region: bool
    near: bool


class Locality(NamedTuple):
    """A place read: its units in the order of writing, and the country that it names."""

    units: tuple[Unit, ...]
    country: str


@lru_cache(maxsize=2_048)
def read(text: str, *, country: str = "") -> Locality:
    """A place as it was written; `country` by code or name where it stands apart. Total: any string is accepted."""
    named = countries.code(country) or ""
    units: list[Unit] = []
    for piece in re.split(r"[,;/()\n،]|\s(?:or|near|или|близ|около)\s", text[:LONGEST])[:MOST_UNITS]:
        bare = piece.strip()
        if code := countries.code(bare) if len(bare) > 3 or bare.isupper() else None:
            named = named or code
            continue
        for words in _apart(_WORD.findall(piece.casefold())):
            if code := _country(words):
                named = named or code
            elif unit := _unit(words):
                units.append(unit)
    return Locality(tuple(units), named)


def _apart(words: Iterable[str]) -> Iterator[list[str]]:
    """The words of each unit: a word of its level in front of its name, or behind it, where it ends."""
    unit: list[str] = []
    for word in words:
        told = any(not _is_level(each) for each in unit)
        if told and (_OF_A_REGION.search(word) or _country([word]) or _country(unit)):
            yield unit
            unit = []
        unit.append(word)
        if told and _is_level(word) and not _is_level(unit[0]):
            yield unit
            unit = []
    if unit:
        yield unit


def _is_level(word: str) -> bool:
    return any(kind.fullmatch(word) for kind in (_REGION, _DISTRICT, _NEAR, _BESIDE, _SOVIET))


def _country(words: list[str]) -> str:
    told = [word for word in words if not _is_level(word)]
    if any(word.endswith(("сср", "ssr")) for word in words):
        return _republic(word.removesuffix("сср") for word in words if len(word) > 3)
    found = (countries.code(" ".join(each)) for each in (words, told) if len("".join(each)) > 3)
    return next(filter(None, found), "")


def _republic(stems: Iterable[str]) -> str:
    """The code of a Soviet republic by its name, or by the letters before ССР where only one begins so."""
    found = {
        code
        for stem in stems
        for name, code in _REPUBLICS.items()
        if stem and (stem.startswith(name) or name.startswith(stem))
    }
    return found.pop() if len(found) == 1 else ""


def _unit(words: list[str]) -> Unit | None:
    told = [word for word in words if not _is_level(word)]
    if not told:
        return None
    region = any(_REGION.fullmatch(word) for word in words)
    broad = region or any(_DISTRICT.fullmatch(word) for word in words)
    near = any(_NEAR.fullmatch(word) for word in words)
    bare = _OF_A_REGION.sub("", told[-1])
    texts = [told] + ([[*told[:-1], bare + "ск"], [*told[:-1], bare]] if bare != told[-1] else [])
    forms = tuple(word for each in texts if (word := _joined(each)) is not None)
    return Unit(forms, broad or not near, region, near or not broad) if forms else None


def _joined(words: Iterable[str]) -> Word | None:
    """Several words as one, so that parts of a name do not agree by themselves."""
    text = "".join(word.text for each in words for word in fold(each))
    return fold_word(text, False) if text else None


def lines() -> Iterator[list[str]]:
    """The names of each place in the list of places."""
    path = Path(__file__).parent / "reference" / "places.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield [name.strip() for name in line.split(";")]


@cache
def _renamed() -> dict[str, frozenset[int]]:
    """Lines of the list by the reduced form of each name."""
    found: dict[str, frozenset[int]] = {}
    for at, names in enumerate(lines()):
        for word in filter(None, (_joined([name]) for name in names)):
            found[word.reduced] = found.get(word.reduced, frozenset()) | {at}
    return found


def _alike(one: Iterable[Unit], other: Iterable[Unit]) -> float:
    """The best likeness of two units; 1 for names of one place by the list."""
    mine, theirs = ([form for unit in units for form in unit.forms] for units in (one, other))
    known = _renamed()
    if any(known.get(a.reduced, frozenset()) & known.get(b.reduced, frozenset()) for a in mine for b in theirs):
        return 1.0
    return max((likeness(a, b) for a in mine for b in theirs), default=0.0)


def relation(asked: Locality, says: Locality) -> str:
    """How two places agree; symmetrical."""
    abroad = bool(asked.country and says.country) and asked.country != says.country
    found = _of_units(asked, says)
    if found in (SAME, WITHIN, REGION):
        return REGION if abroad else found
    if abroad:
        return ABROAD
    only_country = not (asked.units and says.units)
    return COUNTRY if only_country and asked.country and asked.country == says.country else found


def _of_units(asked: Locality, says: Locality) -> str:
    if not (asked.units and says.units):
        return UNTOLD
    near, broad = [
        [[unit for unit in one.units if getattr(unit, level)] for one in (asked, says)] for level in ("near", "broad")
    ]
    towns = _alike(*near)
    if towns > ALIKE:
        return SAME
    if max(_alike(near[0], broad[1]), _alike(broad[0], near[1])) > ALIKE:
        return WITHIN
    regions = _alike(*broad)
    if regions > ALIKE:
        return REGION if all(near) else WITHIN
    of_one_level = all(near) or (not any(near) and all(any(unit.region for unit in one.units) for one in (asked, says)))
    return ANOTHER if of_one_level and max(towns, regions) < DOUBTFUL else UNTOLD
