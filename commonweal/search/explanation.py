"""Why a candidate may be meant, part by part, from the values that the reader was given; for hits nothing is compared.

The search process decided on the same parts without showing a value; this says it in words, with reasons.
"""

from collections.abc import Iterable, Mapping

from commonweal.names import PARTS, PartAgreement, Parts, explain_birth, explain_name, explain_value, of_part, parse
from commonweal.search.wire import Question

_WORTH = {"same": 3, "variant": 2, "unknown": 0, "differs": -2}


def asked_parts(question: Question) -> Parts:
    """The name asked for, split: by the fields it was typed in, else by its own form."""
    if question.full_name and not (question.family or question.given):
        return parse(question.full_name)
    return Parts(**{part: of_part(getattr(question, part), part) for part in PARTS})


def written_parts(name: Mapping) -> Parts:
    """A name of a record, split as its owner split it, else by its own form."""
    given = name.get("parts") or {}
    if given:
        return Parts(**{part: of_part(given.get(part, ""), part) for part in PARTS})
    return parse(name["text"])


def explain(question: Question, identity: Mapping) -> list[PartAgreement]:
    """Every part that was asked for, against the record's form of the name that fits best."""
    found = _name(asked_parts(question), identity.get("names", []))
    births = [birth["date"] for birth in identity.get("births", [])]
    if question.born:
        found.append(explain_birth(question.born, births))
    if question.sex:
        found.append(explain_value("sex", question.sex, identity.get("sex", [])))
    if question.identifier:
        numbers = [identifier["number"] for identifier in identity.get("identifiers", [])]
        found.append(explain_value("identifier", question.identifier, numbers))
    return found


def _name(asked: Parts, names: Iterable[Mapping]) -> list[PartAgreement]:
    if not asked.words():
        return []
    compared = [explain_name(asked, written_parts(name)) for name in names] or [explain_name(asked, Parts())]
    return max(compared, key=lambda parts: sum(_WORTH[part.verdict] for part in parts))
