"""Why a candidate may be meant, part by part, from the values that the reader was given; for hits nothing is compared.

The search process decided on the same parts without showing a value; this says it in words, with reasons.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from commonweal.names import (
    PARTS,
    PartAgreement,
    Parts,
    explain_age,
    explain_birth,
    explain_name,
    explain_number,
    explain_organisation,
    explain_value,
    in_place,
    of_part,
    parse,
)
from commonweal.search import questions, reading
from commonweal.search.doubts import Asked
from commonweal.search.wire import Question

_WORTH = {"same": 3, "variant": 2, "unknown": 0, "differs": -2}


def asked_parts(question: Question) -> Parts:
    """The name asked for, split: by the fields it was typed in, else by its own form."""
    return _split(question.full_name, question.family, question.given, question.patronymic)


@lru_cache(maxsize=64)  # every candidate of an answer is explained against the same question
def _split(full_name: str, family: str, given: str, patronymic: str) -> Parts:
    full_name, family, given = map(in_place, (full_name, family, given))
    if full_name and not (family or given):
        return parse(full_name)
    return Parts(*map(of_part, (family, given, patronymic), PARTS))


def written_parts(name: Mapping) -> Parts:
    """A name of a record, split as its owner split it, else by its own form."""
    given = name.get("parts") or {}
    if given:
        return Parts(**{part: of_part(given.get(part, ""), part) for part in PARTS})
    return parse(name["text"])


def said_of(question: Question, record_type: str) -> Asked:
    """What was asked, as far as doubts go; `record_type` is "" where only the question may tell whether a person is
    meant."""
    types = (record_type,) if record_type else questions.types_of(question.type)
    plans = [reading.plan(each) for each in types]
    return Asked(
        name=any(getattr(question, part) for part in ("full_name", *PARTS)),
        born=question.born,
        number=bool(question.number or question.identifier),
        person=not plans or any(plan.births or plan.sex for plan in plans),
    )


def explain(question: Question, record_type: str, identity: Mapping) -> list[PartAgreement]:
    """Every part that was asked for, against the record's form of the name and the number that fit best."""
    plan = reading.plan(record_type)
    names = reading.values(plan.names, identity)
    if plan.births or plan.sex:
        found = _person(question, names, [birth["date"] for birth in reading.values(plan.births, identity)])
        if question.sex:
            found.append(explain_value("sex", question.sex, reading.values(plan.sex, identity)))
    else:
        found = _thing(question, names, reading.values(plan.organisations, identity))
    for part in ("number", "identifier"):
        if asked := getattr(question, part):
            held = [one for value, one in reading.numbers(record_type, identity) if _meant(question, value)]
            found += explain_number(part, asked, held)
    return found


def _meant(question: Question, value: Mapping) -> bool:
    """Whether a number is of the kind asked for."""
    return not question.kind or value.get("kind", "") == question.kind


def _person(question: Question, names: Iterable[Mapping], births: list[str]) -> list[PartAgreement]:
    asked = asked_parts(question)
    found: list[PartAgreement] = []
    if asked.words():
        found = _best_name(asked, names)
    if question.born:
        found.append(explain_birth(question.born, births))
    elif question.age:
        found.append(explain_age(question.age, questions.years(question.age), births))
    return found


def _best_name(asked: Parts, names: Iterable[Mapping]) -> list[PartAgreement]:
    """The name that agrees best, the first of equal ones; once one agrees wholly the others are not looked at."""
    best, worth = [], None
    wholly = _WORTH["same"] * sum(bool(getattr(asked, part)) for part in PARTS)
    for name in names:
        parts = explain_name(asked, written_parts(name))
        found = sum(_WORTH[part.verdict] for part in parts)
        if worth is None or found > worth:
            best, worth = parts, found
        if found == wholly:
            break
    return best or explain_name(asked, Parts())


def _thing(question: Question, names: list[Mapping], titles: list[Mapping]) -> list[PartAgreement]:
    """A name that has no parts: of a company, a vessel, an operation; `names` may as well be a person's."""
    asked = " ".join(filter(None, (question.full_name, question.family, question.given, question.patronymic)))
    if not asked:
        return []
    if not (titles or names):
        return explain_organisation(asked, "")
    compared = [explain_organisation(asked, title["text"]) for title in titles]
    compared += [explain_name(asked_parts(question), written_parts(name)) for name in names]
    return max(compared, key=lambda parts: sum(_WORTH[part.verdict] for part in parts) / len(parts))
