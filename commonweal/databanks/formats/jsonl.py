"""Commonweal JSON Lines: decoded strictly, so that what Python would let pass in silence is refused in words.

Doubled keys, NaN and infinities, numbers too long to be kept, nesting without end, lone surrogates, NUL and bytes that
are no UTF-8 refuse their line; a byte order mark in front of the file is passed over.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks.enclosures import LONGEST_LINE, longest
from commonweal.databanks.formats.rows import Refused, Row
from commonweal.databanks.formats.text import suspect, tidy

_decoder, _encoder = msgspec.json.Decoder(), msgspec.json.Encoder()
DEEPEST = 32
LONGEST_NUMBER = 20


def rows(path: Path) -> Iterator[Row | Refused]:
    """Every line that is not empty as a row or a refusal."""
    for number, raw in numbered(path):
        try:
            yield Row(number, decode(raw))
        except BadInput as error:
            yield Refused.because(number, error)


def numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers, never more of one than is taken anyway."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 2):
            number += 1
            whole = raw
            while not whole.endswith(b"\n") and (whole := file.readline(LONGEST_LINE)):
                pass
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if raw.strip():
                yield number, raw


def decode(raw: bytes) -> dict:
    """One line as an object; raises BadInput with a code of `databanks.line`."""
    if len(raw) > longest(raw):
        raise BadInput("databanks.line.too-long", "The line is longer than {longest} bytes.", longest=longest(raw))
    if b"\\u0000" in raw or b"\x00" in raw:
        raise BadInput("databanks.line.nul", "The line holds a NUL character; remove it.")
    if (line := _plain(raw)) is not None:
        return line
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and _depth(raw) > DEEPEST:
        raise _not_json(f"it is nested deeper than {DEEPEST} levels")
    try:
        text = raw.decode("utf-8")
        line = json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_int=_int, parse_float=_float)
    except UnicodeDecodeError as error:
        raise _not_json(f"byte {error.start + 1} is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise _not_json(f"{error.msg}, character {error.colno}") from None
    except RecursionError:
        raise _not_json(f"it is nested deeper than {DEEPEST} levels") from None
    if not isinstance(line, dict):
        raise _not_json("it is no object in { }")
    return _tidy(line, "") if suspect(text) or "\\u" in text else line


def _plain(raw: bytes) -> dict | None:
    """The line where it is written as we would write it ourselves, and so holds nothing of what is looked for below;
    else None. Most lines are: they are read in a quarter of the time."""
    if b"\\" in raw:
        return None
    try:
        line = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if type(line) is not dict or _encoder.encode(line) != raw.strip() or suspect(raw.decode()):
        return None
    return line


def _not_json(what: str) -> BadInput:
    return BadInput("databanks.line.not-json", "The line cannot be read: {what}.", what=what)


def _depth(raw: bytes) -> int:
    """How deep brackets are nested, strings left out."""
    deep = deepest = 0
    inside = escaped = False
    for byte in raw:
        if inside:
            escaped, inside = byte == 0x5C and not escaped, escaped or byte != 0x22
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            deep += 1
            deepest = max(deep, deepest)
        elif byte in b"]}":
            deep -= 1
    return deepest


def _once(pairs: list[tuple[str, object]]) -> dict:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise _not_json(f"the field {doubled[:60]!r} stands twice in one object")
    return result


def _constant(said: str) -> None:
    raise _not_json(f"{said} is no number")


def _int(said: str) -> int:
    if len(said) > LONGEST_NUMBER:
        raise _not_json(f"a number of {len(said)} figures; numbers of documents are texts in quotation marks")
    return int(said)


def _float(said: str) -> float:
    if len(said) > LONGEST_NUMBER or "e" in said.lower():
        raise _not_json(f"the number {said[:30]}; write it out, or as a text in quotation marks")
    return float(said)


def _tidy(value: object, where: str) -> object:
    """All texts of a decoded value in composed form."""
    if isinstance(value, str):
        return tidy(value, where)
    if isinstance(value, dict):
        return _once([(tidy(key, where), _tidy(each, where or key)) for key, each in value.items()])
    if isinstance(value, list):
        return [_tidy(each, where) for each in value]
    return value


def encode(lines: Iterable[dict]) -> Iterator[bytes]:
    """Lines as they stand in a file."""
    for line in lines:
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"
