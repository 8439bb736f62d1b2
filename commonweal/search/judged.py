"""What was judged of the candidates of an answer: set apart, never left out.

A candidate that an officer or its owner judged not to be this very person stands behind the others with that word
beside it; one whose number agrees with the number asked for stays where it is, whatever was judged. Two candidates that
an owner judged to be the same stand together.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from commonweal.databanks import judgements
from commonweal.databanks.judgements import Subject
from commonweal.names import parse_date
from commonweal.search.wire import Found, Question


def subject(question: Question) -> Subject:
    """The person that a question is about."""
    parts = (question.family, question.given, question.patronymic)
    name = question.full_name or " ".join(filter(None, parts))
    return Subject(
        name, str(parse_date(question.born)) if question.born else "", question.number or question.identifier
    )


def marked(candidates: Sequence, found: Sequence[Found], question: Question) -> tuple:
    """The candidates with what was judged of them, in the order of the page. Inside `warrants.reading`."""
    if not candidates:
        return ()
    apart = judgements.of_candidates(_doubtful(candidates, found), subject(question))
    pairs = judgements.between([each.record.id for each in candidates])
    words: dict[uuid.UUID, list] = {}
    for each in pairs:
        words.setdefault(each.record, []).append(each)
        words.setdefault(each.other, []).append(each)
    told = [
        replace(each, judged=apart.get(each.record.id), pairs=tuple(words.get(each.record.id, ())))
        for each in candidates
    ]
    return tuple(sorted(_joined(told, pairs), key=lambda each: each.judged is not None))


def _doubtful(candidates: Sequence, found: Sequence[Found]) -> list[uuid.UUID]:
    """Candidates whose number is not the very number asked for."""
    same = {
        uuid.UUID(one.id) for one in found if "same" in (one.agreements.get(part) for part in ("number", "identifier"))
    }
    return [each.record.id for each in candidates if each.record.id not in same]


def _joined(candidates: list, pairs: Sequence) -> list:
    """The candidates in their order, but one judged the same as an earlier one directly behind it."""
    same: dict[uuid.UUID, set[uuid.UUID]] = {}
    for each in pairs:
        if each.verdict == "same":
            same.setdefault(each.record, set()).add(each.other)
            same.setdefault(each.other, set()).add(each.record)
    done: dict[uuid.UUID, object] = {}
    for each in candidates:
        if each.record.id not in done:
            done[each.record.id] = each
            others = same.get(each.record.id, set())
            done |= {one.record.id: one for one in candidates if one.record.id in others and one.record.id not in done}
    return list(done.values())
