"""A question from the socket as the index takes it."""

import msgspec

from commonweal.common import clock
from commonweal.databanks import types
from commonweal.names import BirthYears, parse_age
from commonweal.search import reading, wire
from commonweal.search.index import Question

_NAME = ("family", "given", "patronymic", "full_name")


def types_of(code: str) -> tuple[str, ...]:
    """The record types that the code of a type or of a group means; () where there is neither."""
    if code in types.all_types():
        return (code,)
    return tuple(one.code for one in types.by_group().get(code, ()))


def read(question: wire.Question) -> Question:
    """The question for the index. Things may be asked for by one word of their name; persons may not."""
    asked = msgspec.structs.asdict(question)
    asked["countries"] = tuple(asked["countries"])
    del asked["banks"]
    asked["aged"] = years(asked.pop("age"))
    code = asked.pop("type")
    meant = types_of(code)
    things = bool(meant) and not any(reading.plan(one).births for one in meant)
    # A code that means nothing finds nothing: no record is of the type "?".
    return Question(**asked, types=meant or (("?",) if code else ()), one_word=things)


def years(age: str) -> BirthYears | None:
    """The years of birth of an age as of today, None where none was asked. Raises as `parse_age`."""
    return parse_age(age, today=clock.today()) if age else None


def is_of_a_number(question: wire.Question) -> bool:
    """Whether a number is asked for, and no name."""
    return bool(question.number or question.identifier) and not any(getattr(question, part) for part in _NAME)
