"""The catalogue of errors, docs/errors.md, written from the code: `python -m tools.errors`.

Gathered are errors that are raised (code and sentence stand where they are raised), answers of pages and of the API
that no exception makes, and refusals of the database itself. A test fails while the page differs from the code, and
while anything in the code that looks like a code of an error is not in it.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import messages
from tools.messages import ERRORS, ROOMS, ROOT

PAGE = ROOT / "docs" / "errors.md"
ANSWERS = {"BadInput": 400, "NotAllowed": 403, "NotNow": 409, "RuleBroken": 422}
"""The status with which a page and the API answer each class of error; the command line ends with exit code 1."""
OTHER_CLASSES = {"IndexUnusable": 503, "Damaged": 422}
"""Subclasses of rooms, with how their errors end."""
MADE_BY = ERRORS | set(OTHER_CLASSES)
_IN_SQL = re.compile(r"raise exception '([a-z.-]+)'")
_CODE = re.compile(r"[a-z]+(\.[a-z][a-z0-9-]*[a-z0-9]){2,3}|api(\.[a-z][a-z-]*[a-z])+")
HEAD = """# Errors
Written by `python -m tools.errors` from the code; do not edit. Every error that people read has a code that stays, a
sentence that names what, why and the remedy, and values for its `{places}`. The same code comes from pages, API
(`code`, `message`), command line (`[code]`) and the list of a file's refused rows.

The number is the status of page and API: 400 what was sent cannot be taken, 401 no warrant, 403 not for this officer
or role, 404 nothing that the reader may see, 409 not in the present state, 422 a rule or a field stands against it,
503 not ready. The command line ends with exit code 1.
"""
DATABASE = """
## Refusals of the database itself
They stand behind the checks above, against code that is not ours; no page leads to them, and whoever meets one sees the
page of a fault.

| code | where |
|---|---|
"""


@dataclass(frozen=True, order=True, slots=True)
class Told:
    """One error: its code and sentence, how it is answered, and the modules in which it arises."""

    code: str
    english: str
    status: int
    module: str


def told() -> Iterator[Told]:
    """Every error that has a sentence."""
    for path in sorted(ROOMS.rglob("*.py")):
        module = path.relative_to(ROOMS).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node, module)
            elif isinstance(node, ast.Dict):
                yield from _of_answer(node, module)


def _of_call(node: ast.Call, module: str) -> Iterator[Told]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in MADE_BY and len(node.args) >= 2:
        code, english = (getattr(each, "value", None) for each in node.args[:2])
        if isinstance(code, str) and isinstance(english, str):
            yield Told(code, english, (ANSWERS | OTHER_CLASSES).get(name, 400), module)
    elif name == "_problem":  # an answer of the API that no exception of ours makes
        code, english, status = (getattr(each, "value", None) for each in node.args[1:4])
        if isinstance(code, str) and isinstance(english, str):
            yield Told(code, english, status, module)
    elif name == "Fault":
        code, english = (getattr(each, "value", None) for each in node.args[:2])
        if isinstance(code, str) and isinstance(english, str):
            yield Told(code, english, 400, module)


def _of_answer(node: ast.Dict, module: str) -> Iterator[Told]:
    """A page that is answered without an exception: a mapping with its `code` and the sentence for it."""
    named = {getattr(key, "value", None): value for key, value in zip(node.keys, node.values, strict=True)}
    if not {"code", "sentence"} <= set(named) or not isinstance(getattr(named["code"], "value", None), str):
        return
    said = named["sentence"].args[0] if isinstance(named["sentence"], ast.Call) else None
    if sentence := getattr(said, "value", ""):
        yield Told(named["code"].value, sentence, {"none": 404, "unmarked": 403}.get(_last(named), 400), module)


def _last(named: dict) -> str:
    return named["code"].value.rpartition(".")[2]


def in_the_database() -> dict[str, list[str]]:
    """Codes that SQL raises, with the modules that hold the statements."""
    found: dict[str, set[str]] = {}
    for path in sorted(ROOMS.rglob("*.py")):
        for code in _IN_SQL.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, set()).add(path.relative_to(ROOMS).as_posix())
    return {code: sorted(modules) for code, modules in sorted(found.items())}


def unexplained() -> list[str]:
    """Texts in the code that look like codes of errors and are neither listed nor known as anything else."""
    from commonweal.audit import verbs
    from commonweal.names import REASONS

    messages.prepare_django()
    known = {each.code for each in told()} | set(in_the_database()) | set(verbs.catalogue()) | set(REASONS)
    rooms = {path.name for path in ROOMS.iterdir() if path.is_dir()} | {"api"}
    modules = {".".join(path.relative_to(ROOT / "commonweal").with_suffix("").parts) for path in ROOMS.rglob("*.py")}
    found = set()
    for path in ROOMS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and _CODE.fullmatch(value) and value.split(".")[0] in rooms:
                found.add(value)
    return sorted(found - known - modules)


def page() -> str:
    """The page: a table for each room, then what the database refuses."""
    russian = messages.catalogue("ru")
    lines = [HEAD]
    rooms: dict[str, dict[str, list[Told]]] = {}
    for each in sorted(set(told())):
        rooms.setdefault(each.code.split(".")[0], {}).setdefault(each.code, []).append(each)
    for room, codes in sorted(rooms.items()):
        lines.append(f"\n## {room}\n| code | | English | по-русски | arises in |\n|---|---|---|---|---|\n")
        lines += [_row(code, said, russian) for code, said in codes.items()]
    lines.append(DATABASE)
    lines += [f"| `{code}` | {_modules(modules)} |\n" for code, modules in in_the_database().items()]
    return "".join(lines)


def _row(code: str, said: list[Told], russian: object) -> str:
    """One code; where it is said in several ways, all of them."""
    sentences = list(dict.fromkeys(each.english for each in said))
    translated = [_cell(entry.string) if (entry := russian.get(text)) else "–" for text in sentences]
    english = "<br>".join(map(_cell, sentences))
    statuses = ", ".join(str(each) for each in sorted({each.status for each in said}))
    where = _modules(sorted({each.module for each in said}))
    return f"| `{code}` | {statuses} | {english} | {'<br>'.join(translated)} | {where} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _modules(modules: Iterable[str]) -> str:
    return ", ".join(f"`{each.removesuffix('.py')}`" for each in modules)


def write(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
    sys.stdout.write("".join(f"not an error that is listed: {each}\n" for each in unexplained()))
