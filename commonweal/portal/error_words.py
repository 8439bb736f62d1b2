"""Errors in the reader's language, whoever's file or deed they came from.

An error is kept as a template and its values. Values that are words themselves – a list of choices, a state, an event –
are looked up at the moment at which somebody reads them: a file in Russian is read by an officer whose pages are in
English, too.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from django.utils.translation import gettext, override, pgettext

from commonweal.common.errors import CommonwealError
from commonweal.databanks import types
from commonweal.databanks.properties import Words
from commonweal.portal import terms, words
from commonweal.workflow.transitions import NOTHING

LISTED = 20
"""Choices that a sentence names at most."""
QUOTED = {"column", "columns", "value", "name", "ref", "officer", "said"}
"""Values that are quoted as their author wrote them."""


def said_error(problem: Mapping, record_type: str = "") -> str:
    """A kept error (`code`, `template`, `params`) in the reader's language; its values, too, where words are known."""
    if not problem.get("template"):
        return problem.get("code", "")
    return gettext(problem["template"]).format(**_values(problem.get("code", ""), problem["params"], record_type))


def sentence(error: CommonwealError) -> str:
    """The same of an error that was just raised."""
    return said_error({"code": error.code, "template": error.message, "params": error.params})


def in_english(problem: Mapping) -> str:
    """The same for programs and for the command line."""
    with override("en"):
        return said_error(problem)


def _values(code: str, params: Mapping, record_type: str) -> dict:
    if code.startswith("workflow.event."):
        return {name: _step_words(name, value, params) for name, value in params.items()}
    values = {name: _value(name, value) for name, value in params.items()}
    if code == "databanks.batch.not-now":
        values |= {name: str(terms.BATCH_WORDS[state][0]) for name, state in params.items()}
    if "property" in params:
        values["property"] = words.property_name(record_type, str(params["property"]))
    if isinstance(params.get("known"), str):
        values["known"] = choices(params["known"])
    return values


def _value(name: str, value: object) -> object:
    return words.said(value) if isinstance(value, str) and name not in QUOTED else value


def choices(listed: str) -> str:
    """The choices that a sentence lists, in the reader's language; as they stand where no such list is known."""
    named = _lists().get(listed)
    return ", ".join(each[words.tongue()] for each in named) if named else listed


@cache
def _lists() -> dict[str, tuple[Words, ...]]:
    """Every list of choices by how a sentence lists it, in either language."""
    found: dict[str, tuple[Words, ...]] = {}
    for named in _all_choices():
        for tongue in ("en", "ru"):
            found.setdefault(", ".join(each[tongue] for each in named), named)
    return found


def _all_choices() -> Iterator[tuple[Words, ...]]:
    for kind in types.all_types().values():
        for known in kind.properties.values():
            if known.choices:
                yield tuple(known.choices.values())[:LISTED]
            elif known.vocabulary is not None:
                yield tuple(term.name for term in known.vocabulary.terms.values())[:LISTED]


def _step_words(name: str, value: object, params: Mapping) -> str:
    """Words of a step that is not possible: what was tried, in which state, what is possible, who may."""
    said = str(value)
    if name == "event":
        return pgettext("event", said)
    if name == "possible":
        return (
            ", ".join(pgettext("event", each) for each in said.split(", ")) if said != NOTHING else gettext("nothing")
        )
    if name == "who":
        return ", ".join(str(words.word(terms.ACTOR_WORDS, each)) for each in said.split(" or "))
    return pgettext(f"state of {params.get('table', '')}", said) if name == "state" else said
