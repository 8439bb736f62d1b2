"""The catalogue of journal verbs. Each room hands in its own when it is made ready: this room knows none of theirs."""

import re
from collections.abc import Mapping

from commonweal.common.errors import BadInput

_VERB = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
_known: dict[str, str] = {}


def register(room: str, verbs: Mapping[str, str]) -> None:
    """Make known a room's verbs (`room.subject.past-participle`, each with an English sentence that explains it).

    Registering the same words again changes nothing. A verb of another room or another shape is a mistake in the
    code: ValueError.
    """
    for verb, sentence in verbs.items():
        if not _VERB.fullmatch(verb) or verb.partition(".")[0] != room or not sentence:
            raise ValueError(f"{verb!r} is no journal verb of the room {room} (room.subject.past-participle)")
        if _known.setdefault(verb, sentence) != sentence:
            raise ValueError(f"{verb!r} is registered with another meaning")


def catalogue() -> dict[str, str]:
    """All verbs known in this process with their sentences, in alphabetical order."""
    return dict(sorted(_known.items()))


def check(verb: str) -> None:
    """BadInput when no room has registered this verb."""
    if verb not in _known:
        raise BadInput(
            "audit.verb.unknown",
            "“{verb}” is not in the journal's catalogue; add it to JOURNAL_VERBS in its room's terms.py.",
            verb=verb,
        )
