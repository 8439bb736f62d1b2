"""Other spellings of a Latin word: as it would be written where its letters are read in another way."""

import re

from .hangul import korean_reading
from .palladius import palladius_reading

_UMLAUT = re.compile("(?<=.)(?<!q)[uo]e(?=[^aeiou])|ue$|^oe")
_BELARUSIAN = re.compile("(?<=[^aeiou])[ae]u(?=$|[bcdgklmnstz])")
_GULF = re.compile("^g(?=a[sm][aiz]|a(?:dzh|dj|bib|kim|lil|shim|run)|[ue](?:sse|se)|ey?dar|ei?dar)")
"""Names that Russian writes with g for the Arabic h: Gasan, Gamid, Gadzhi, Guseyn, Geydar."""


def spellings_elsewhere(lower: str) -> list[str]:
    """Chinese and Korean by their Russian systems, umlauts written with e, Belarusian -au for -av, g for h."""
    found = [palladius_reading(lower), korean_reading(lower)]
    if _UMLAUT.search(lower):
        found.append(_UMLAUT.sub(lambda match: match.group()[0], lower))
    if _BELARUSIAN.search(lower):
        found.append(_BELARUSIAN.sub(lambda match: match.group()[0] + "v", lower))
    if _GULF.search(lower):
        found.append("h" + lower[1:])
    return [spelling for spelling in found if spelling]
