"""Countries as files name them, into codes of two letters (ISO 3166-1).

Names in English and Russian and codes of three letters are those of the Unicode CLDR, as Babel carries them; other
spellings stand in `OTHERWISE`. A country that is no more (Soviet Union, Yugoslavia) has no code and gives None.
"""

import re
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

_REGIONS = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
"""Codes of the CLDR that are no countries."""

OTHERWISE = {
    "AE": "Объединенные Арабские Эмираты",
    "BA": "Bosnia and Herzegovina; Боснія і Герцеговина",
    "BO": "Bolivia, Plurinational State of",
    "BY": "Republic of Belarus; Республика Беларусь; Белоруссия; РБ",
    "CD": "Democratic Republic of the Congo; Congo, Democratic Republic of the; DRC; Демократическая Республика Конго",
    "CF": "Central African Republic; Центральноафриканская Республика",
    "CG": "Congo; Republic of the Congo; Congo, Republic of the; Конго",
    "CI": "Cote d Ivoire; Côte d'Ivoire; Ivory Coast; Кот-д'Ивуар",
    "CN": "People's Republic of China; China, People's Republic of; КНР; Китайская Народная Республика",
    "CV": "Cabo Verde",
    "CZ": "Czech Republic; Чешская Республика",
    "DE": "ФРГ; Федеративная Республика Германия",
    "FM": "Micronesia, Federated States of",
    "GB": "United Kingdom of Great Britain and Northern Ireland; Great Britain; UK; Соединенное Королевство; Англия",
    "GE": "Republic of Georgia",
    "GM": "The Gambia; Gambia, The",
    "HK": "China, Hong Kong Special Administrative Region; Hong Kong",
    "IR": "Iran (Islamic Republic of); Islamic Republic of Iran; Исламская Республика Иран; ИРИ",
    "KG": "Kyrgyz Republic; Kirghizia; Кыргызская Республика; Кыргызстан; Киргизия; КР",
    "KN": "Saint Kitts and Nevis",
    "KP": "Democratic People's Republic of Korea; Korea, North; DPRK; Корейская Народно-Демократическая Республика",
    "KR": "Republic of Korea; Korea, South; Республика Корея; Южная Корея",
    "KZ": "Republic of Kazakhstan; Республика Казахстан; РК",
    "LA": "Lao People's Democratic Republic",
    "MD": "Republic of Moldova; Moldova, Republic of; Республика Молдова; Молдавия; РМ",
    "MK": "Macedonia, The Former Yugoslav Republic of; The former Yugoslav Republic of Macedonia; Macedonia; Македония",
    "MM": "Burma; Myanmar; Бирма",
    "MO": "Macau; Macao; China, Macao Special Administrative Region",
    "PS": "State of Palestine; Palestinian; Palestine; Palestinian Territories; West Bank; Палестина",
    "RU": "Russian Federation; Российская Федерация; РФ",
    "SA": "Kingdom of Saudi Arabia; KSA; Королевство Саудовская Аравия",
    "SD": "The Sudan",
    "SY": "Syrian Arab Republic; Сирийская Арабская Республика; САР",
    "TJ": "Republic of Tajikistan; Tadjikistan; Республика Таджикистан; Таджикистан; РТ",
    "TL": "East Timor",
    "TM": "Туркмения; Туркменистан",
    "TR": "Turkey; Turkiye; Türkiye; Republic of Turkey; Турецкая Республика",
    "TT": "Trinidad and Tobago",
    "TW": "Taiwan, Province of China",
    "TZ": "United Republic of Tanzania; Tanzania, United Republic of",
    "UA": "Украина; Україна",
    "US": "United States of America; USA; U.S.A.; Соединенные Штаты Америки; США",
    "UZ": "Republic of Uzbekistan; Республика Узбекистан; РУз",
    "VE": "Venezuela (Bolivarian Republic of)",
    "VN": "Viet Nam; Socialist Republic of Vietnam",
    "XK": "Kosovo",
}
"""Spellings beside the CLDR's: of the lists that are read here, and of papers of the region."""


def _key(name: str) -> str:
    """Without regard to case, dots, spaces, dashes, apostrophes, `the` in front, and ё."""
    bare = name.casefold().replace("ё", "е").replace("&", " and ")
    return re.sub(r"^the(?=[a-z]{4})", "", re.sub(r"[^\w]+|_", "", bare))


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for language in ("en", "ru"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code not in _REGIONS:
                known[_key(name)] = known[_key(code)] = code
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1:
            known.setdefault(_key(alias), codes[0])
    for code, names in OTHERWISE.items():
        known |= {_key(name): code for name in names.split(";")}
    return known


@lru_cache(maxsize=4_096)
def code(name: str) -> str | None:
    """The code of a country given by its code of two or three letters or its name; None where it is not known."""
    return _known().get(_key(name[:120]))
