"""What was judged of the candidates of an answer, of a file's rows, of a standing question: set apart, never left out.

A candidate that an officer or its owner judged not to be this very person stands behind the others with that word
beside it; one whose number agrees with the number asked for stays where it is, whatever was judged. Two candidates that
an owner judged to be the same stand together. All of it is looked up when it is shown, under the rights of that moment.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from commonweal.databanks import judgements
from commonweal.databanks.judgements import Judgement, Subject
from commonweal.names import parse_date
from commonweal.search.wire import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its candidates in their order: anything with `record`, `judged` and `pairs`; `held` are the
    records that hold the very number asked for."""

    question: Question
    candidates: Sequence
    held: Collection[uuid.UUID]


def subject(question: Question) -> Subject:
    """The person that a question is about."""
    parts = (question.family, question.given, question.patronymic)
    name = question.full_name or " ".join(filter(None, parts))
    return Subject(
        name, str(parse_date(question.born)) if question.born else "", question.number or question.identifier
    )


def marked(asked: Sequence[Asked]) -> list[tuple]:
    """The candidates of each question with what was judged of them, in the order in which they are shown. Inside
    `warrants.reading`; two queries, however many questions."""
    records = [[each.record.id for each in one.candidates] for one in asked]
    if not any(records):
        return [() for _ in asked]
    apart = judgements.of_candidates(
        (subject(one.question), [record for record in of if record not in one.held])
        for one, of in zip(asked, records, strict=True)
    )
    pairs = judgements.between({record for of in records for record in of})
    return [_of_one(one.candidates, judged, pairs) for one, judged in zip(asked, apart, strict=True)]


def _of_one(candidates: Sequence, apart: Mapping[uuid.UUID, Judgement], pairs: Sequence[Judgement]) -> tuple:
    here = {each.record.id for each in candidates}
    words: dict[uuid.UUID, list[Judgement]] = {}
    for each in pairs:
        if each.record in here and each.other in here:
            words.setdefault(each.record, []).append(each)
            words.setdefault(each.other, []).append(each)
    told = [
        replace(each, judged=apart.get(each.record.id), pairs=tuple(words.get(each.record.id, ())))
        for each in candidates
    ]
    return tuple(sorted(_joined(told), key=lambda each: each.judged is not None))


def _joined(candidates: list) -> list:
    """The candidates in their order, but one judged the same as an earlier one directly behind it."""
    joined, left = [], list(candidates)
    while left:
        first = left.pop(0)
        same = {record for each in first.pairs if each.verdict == "same" for record in (each.record, each.other)}
        joined += [first, *(each for each in left if each.record.id in same)]
        left = [each for each in left if each.record.id not in same]
    return joined
