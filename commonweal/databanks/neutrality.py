"""The questionnaire of neutrality: answers about an entry of a class of the gate, and what waits for a second reviewer.

Pure. The questions, and the reasons for which a reviewer refuses, are data (`reference/neutrality.yaml`). Nobody's
silence is a "no": a question that is not answered is unknown, and whatever is not "no" waits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from commonweal.common.errors import BadInput
from commonweal.databanks import gate, type_folders, values
from commonweal.databanks.gate import Class
from commonweal.databanks.types import READ_ONCE

YES, NO, UNKNOWN = "yes", "no", "unknown"
LONGEST_WEIGHING = 2_000
OTHER = "other"
"""The reason that needs words."""
_SAID = {
    **dict.fromkeys(("yes", "да", "true", "1"), YES),
    **dict.fromkeys(("no", "нет", "false", "0"), NO),
    **dict.fromkeys(("unknown", "неизвестно", "?", ""), UNKNOWN),
}
_OF_AGE = 18


@dataclass(frozen=True, slots=True)
class Question:
    """One question or one reason: its words in both languages, and where it comes from."""

    code: str
    name: Mapping[str, str]
    anchor: str = ""
    verified: bool = False


@cache
def questions() -> dict[str, Question]:
    """Every question by its code, in the order in which it is asked."""
    told = type_folders.reference("neutrality")["questions"]
    return {
        code: Question(code, {"en": each["en"], "ru": each["ru"]}, each["anchor"], each["verified"])
        for code, each in told.items()
    }


@cache
def reasons() -> dict[str, Question]:
    """For what a reviewer may refuse, by code."""
    told = type_folders.reference("neutrality")["reasons"]
    return {code: Question(code, {"en": each["en"], "ru": each["ru"]}) for code, each in told.items()}


READ_ONCE += [questions, reasons]


def normal(
    said: Mapping[str, object], weighing: str, *, classes: Iterable[Class], births: Iterable[Mapping], today: date
) -> dict:
    """The answers to all questions, what was weighed, and whether a second reviewer must look; of an entry of a class.

    Raises BadInput where a question or an answer is not known, or where a "yes" was not weighed. Who is a minor by his
    birth is one, whatever was answered.
    """
    answers = {code: _answer(code, said.get(code, UNKNOWN)) for code in questions()}
    if unknown := sorted(set(said) - set(answers)):
        raise BadInput(
            "databanks.neutrality.unknown-question",
            "No question of neutrality is called {question}; there are {known}.",
            question=unknown[0][:60],
            known=", ".join(answers),
        )
    weighed = values.text(weighing, "weighing", longest=LONGEST_WEIGHING) if weighing else ""
    if not weighed and (yes := [code for code, answer in answers.items() if answer == YES]):
        raise BadInput(
            "databanks.neutrality.not-weighed",
            "The answer to {question} is yes: say in {field} why the entry is right all the same.",
            question=", ".join(yes),
            field="weighing",
        )
    if "minor" in answers and any(_is_minor(each.get("date", ""), today) for each in births):
        answers["minor"] = YES
    return {"answers": answers, "weighing": weighed, "review": waits(classes, answers)}


def waits(classes: Iterable[Class], answers: Mapping[str, str]) -> bool:
    """Whether an entry of these classes waits for a second reviewer; the database asks the same."""
    found = list(classes)
    if any(each.review == gate.ALWAYS for each in found):
        return True
    return bool(found) and any(answers.get(code, UNKNOWN) != NO for code in questions())


def _answer(code: str, said: object) -> str:
    known = _SAID.get(str(said).strip().casefold())
    if known is None:
        raise BadInput(
            "databanks.neutrality.unknown-answer",
            "{question} is answered with yes, no or unknown; not with {said}.",
            question=code,
            said=str(said)[:60],
        )
    return known


def _is_minor(born: str, today: date) -> bool:
    """Whether somebody born then, as precisely as it is known, may be under eighteen."""
    if not born:
        return False
    year, month, day = (int(each) for each in (born + "-12-31"[len(born) - 4 :]).split("-"))
    return (today.year - _OF_AGE, today.month, today.day) < (year, month, day)
