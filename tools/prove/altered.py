"""Small alterations of conditions, in both languages in which the policy is written: expressions and SQL text.

An alteration is what a slip of the hand or of a merge would leave behind: a condition left out, turned round, moved by
one step. Each comes with the words that say what was done.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from commonweal.handling import decision
from commonweal.handling.decision import All, Case, Condition, No, Predicate, Some

_EXCHANGE = (decision.exchange_hit, decision.exchange_core, decision.exchange_full)
_LATER = {"<=": "<", "<": "<=", ">=": ">", ">": ">="}
_COMPARISON = re.compile(r"(?<![<>=-])(<=|>=|<|>)(?![<>=])")
_WORD = re.compile(r"[A-Za-z_]+")


def conditions(condition: Condition, form: str) -> Iterator[tuple[str, Condition]]:
    """The condition with one part left out at any depth, or one comparison moved by a step in the form's language."""
    if isinstance(condition, Predicate):
        yield from _moved_in_python(condition) if form == "function" else _moved_in_sql(condition)
        yield from _exchange_moved(condition)
    elif isinstance(condition, No):
        for words, part in conditions(condition.part, form):
            yield words, No(part)
    else:
        yield from _parts(condition, form)


def _parts(condition: All | Some, form: str) -> Iterator[tuple[str, Condition]]:
    kind = type(condition)
    for place, part in enumerate(condition.parts):
        before, after = condition.parts[:place], condition.parts[place + 1 :]
        yield f"without “{_words(part)}”", kind((*before, *after))
        for words, altered in conditions(part, form):
            yield words, kind((*before, altered, *after))


def _words(condition: Condition) -> str:
    if isinstance(condition, Predicate):
        return condition.name
    if isinstance(condition, No):
        return f"not {_words(condition.part)}"
    return (" and " if isinstance(condition, All) else " or ").join(_words(part) for part in condition.parts)


def _exchange_moved(predicate: Predicate) -> Iterator[tuple[str, Condition]]:
    """The next level of exchange up or down."""
    if predicate in _EXCHANGE:
        place = _EXCHANGE.index(predicate)
        for other in _EXCHANGE[max(place - 1, 0) : place] + _EXCHANGE[place + 1 : place + 2]:
            yield f"“{other.name}” for “{predicate.name}”", other


def _moved_in_python(predicate: Predicate) -> Iterator[tuple[str, Condition]]:
    """The Python form asked about a neighbouring value, as if its comparison were off by one."""
    for by in (-1, 1):
        for field in ("scope", "classification"):
            if f"{{l.{field}}}" in predicate.sql:
                yield f"{predicate.name}: {field} {by:+d}", replace(predicate, holds=_label_moved(predicate, field, by))
        if "{r.expires}" in predicate.sql:
            yield f"{predicate.name}: expires {by:+d} µs", replace(predicate, holds=_term_moved(predicate, by))


def _label_moved(predicate: Predicate, field: str, by: int):
    def holds(case: Case) -> bool:
        label = replace(case.label, **{field: getattr(case.label, field) + by})
        return predicate.holds(replace(case, label=label))

    return holds


def _term_moved(predicate: Predicate, by: int):
    return lambda case: predicate.holds(replace(case, expires=case.expires + timedelta(microseconds=by)))


def _moved_in_sql(predicate: Predicate) -> Iterator[tuple[str, Condition]]:
    """The SQL form with its comparison sharpened or blunted, or its number moved by one."""
    for words, text in comparisons(predicate.sql):
        yield f"{predicate.name}: {words}", replace(predicate, sql=text)
    for match in re.finditer(r"(?<=[<>=] )\d+", predicate.sql):
        for by in (-1, 1):
            text = f"{predicate.sql[: match.start()]}{int(match[0]) + by}{predicate.sql[match.end() :]}"
            yield f"{predicate.name}: {by:+d}", replace(predicate, sql=text)


def comparisons(text: str) -> Iterator[tuple[str, str]]:
    """The SQL text with one comparison sharpened or blunted: `<=` for `<`, and so on."""
    for match in _COMPARISON.finditer(text):
        other = _LATER[match[0]]
        yield f"{other} for {match[0]}", f"{text[: match.start()]}{other}{text[match.end() :]}"


def boolean_text(text: str) -> Iterator[tuple[str, str]]:
    """SQL text of a condition, with one operand of any `and` or `or` left out, or one comparison or list altered.

    Goes into brackets and into the `where` of sub-selects; knows no `case` and no `between`.
    """
    yield from _operands(text, 0, len(text))
    yield from comparisons(text)
    for match in re.finditer(r", '\*'(::text)?", text):
        yield "without '*'", text[: match.start()] + text[match.end() :]


def _operands(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    start, end = _bare(text, start, end)
    if text[start:end].lower().startswith("select"):
        heads = _split(text, start, end, "where")
        if len(heads) == 2:
            yield from _operands(text, *heads[1])
        return
    for word in ("or", "and"):
        spans = _split(text, start, end, word)
        if len(spans) > 1:
            for place, (left, right) in enumerate(spans):
                cut = (left, spans[place + 1][0]) if place == 0 else (spans[place - 1][1], right)
                yield f"without “{_short(text[left:right])}”", text[: cut[0]] + text[cut[1] :]
                yield from _operands(text, left, right)
            return
    for match in re.finditer(r"\bwhere\b", text[start:end], re.IGNORECASE):
        yield from _operands(text, start + match.end(), _closing(text, start + match.end(), end))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and without brackets that enclose all of it."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end and text[start] == "(" and _closing(text, start + 1, end) == end - 1:
            start, end = start + 1, end - 1
            continue
        return start, end


def _closing(text: str, start: int, end: int) -> int:
    """Where the bracket that encloses `start` closes, or `end`."""
    depth = 0
    for place in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth < 0:
            return place
    return end


def _split(text: str, start: int, end: int, word: str) -> list[tuple[int, int]]:
    """The spans between the occurrences of `word` that stand outside all brackets."""
    spans, depth, left, place = [], 0, start, start
    while place < end:
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        match = _WORD.match(text, place, end)
        if match:
            if depth == 0 and match[0].lower() == word:
                spans.append((left, place))
                left = match.end()
            place = match.end()
        else:
            place += 1
    return [_trim(text, *span) for span in (*spans, (left, end))]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _short(text: str) -> str:
    """A condition as people may read it: the warrant's values as `me.x`."""
    text = re.sub(r"\(\s*select \(handling_me\(\)\)\.(\w+)( AS \w+)?\)", r"me.\1", " ".join(text.split()), flags=re.I)
    return text if len(text) <= 90 else f"{text[:87]}…"
