"""A word as it would be written where its letters are read in another way: national spellings that their own signs
betray, and further readings where the spelling leaves it open.
"""

import re

from .hangul import korean_reading
from .palladius import palladius_reading

REWRITTEN = frozenset({"Latn", "Grek"})
"""Scripts whose words `as_said` may rewrite."""

_ROMANIAN = re.compile("[țţă]|schi[iy]?$|vici$")
_POLISH = re.compile("[łśżźńąę]|wicz$|[sc]k[ia]$|czyk$|szcz")
_ISO = re.compile("[čšžŝâûèěřćđ]|[ptkc]'")
_BALTIC = re.compile("(?<=[oe]v)s$|(?<=ij)s$")
_NATIONAL = re.compile("|".join(each.pattern for each in (_ROMANIAN, _POLISH, _ISO, _BALTIC)))


def as_said(lower: str, script: str) -> str:
    """A word whose own letters or ending betray a national spelling, in letters that are read the same everywhere."""
    if script == "Grek":
        return _greek(lower)
    if not _NATIONAL.search(lower):
        return lower
    if _ROMANIAN.search(lower):
        lower = re.sub("c(?=[ei])", "č", re.sub("ch(?=[ei])", "k", lower))
    elif _POLISH.search(lower):
        lower = re.sub("c(?![hzk]|i[aeou])|c(?=k[ia]$)", "ț", lower).replace("rz", "ž")
    elif _ISO.search(lower):
        lower = re.sub("c(?![hzk'])", "ț", lower)
    return _BALTIC.sub("", lower)


def _greek(lower: str) -> str:
    """ντ and μπ are nd and mb inside a word, d and b at its beginning; γι before a vowel is y there."""
    inside = re.sub("(?<=.)ντ", "νδ", re.sub("(?<=.)μπ", "μb", lower))
    return re.sub("^γι(?=[αάεέοόωώυύ])", "ι", inside)


_UMLAUT = re.compile("(?<=.)(?<!q)[uo]e(?=[^aeiou])|ue$|^oe")
_BELARUSIAN = re.compile("(?<=[^aeiou])[ae]u(?=$|[bcdgklmnstz])")
_SOFTENED = re.compile("dz(?=i[ae]|[ij])")
_SOFTENED_CYRILLIC = re.compile("дз(?=[еёіьюя])|ц(?=[ёіьюя])")
_CIRCASSIAN = re.compile("[гкхшжл]ъ|хь|[кптцчфшщл]ӏ")
"""Letters of Kabardian and Adyghe, whose э Russian writes as а (Хьэсэн, Хасан)."""
_GULF = re.compile("^g(?=a[sm][aiz]|a(?:dzh|dj|bib|kim|lil|shim|run)|[ue](?:sse|se)|ey?dar|ei?dar)")
"""Names that Russian writes with g for the Arabic h: Gasan, Gamid, Gadzhi, Guseyn, Geydar."""


def spellings_elsewhere(lower: str, script: str) -> list[str]:
    """Circassian э as a, Chinese and Korean by their Russian systems, umlauts written with e, Belarusian -au for -av,
    soft dz and ts for d and t, g for h."""
    if script == "Cyrl":
        soft = ("дз" in lower or "ц" in lower) and _SOFTENED_CYRILLIC.search(lower)
        found = [_SOFTENED_CYRILLIC.sub(_hard, lower)] if soft else []
        if "э" in lower and _CIRCASSIAN.search(lower):
            found.append(lower.replace("э", "а").replace("шъ", "ш").replace("жъ", "ж"))
        return found
    if script != "Latn":
        return []
    found = [palladius_reading(lower), korean_reading(lower)]
    if ("ue" in lower or "oe" in lower) and _UMLAUT.search(lower):
        found.append(_UMLAUT.sub(lambda match: match.group()[0], lower))
    if ("au" in lower or "eu" in lower) and _BELARUSIAN.search(lower):
        found.append(_BELARUSIAN.sub(lambda match: match.group()[0] + "v", lower))
    if "dz" in lower and _SOFTENED.search(lower):
        found.append(_SOFTENED.sub("d", lower))
    if lower[:1] == "g" and _GULF.search(lower):
        found.append("h" + lower[1:])
    return [spelling for spelling in found if spelling]


def _hard(match: re.Match[str]) -> str:
    return "д" if match.group() == "дз" else "т"
