"""docs/formats.md is held to the code: every error with its sentence in both languages, and the example itself."""

import ast
import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from commonweal.common import clock
from commonweal.databanks import lines
from commonweal.house import places

ROOMS = places.checkout() / "commonweal"
PAGE = (places.checkout() / "docs" / "formats.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `((?:databanks|handling\.label)\.[a-z.-]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def told_by(path: Path) -> dict[str, str]:
    """Code and sentence of every error that a module raises."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("BadInput", "NotAllowed", "NotNow"):
            code, sentence = (argument.value for argument in node.args[:2])
            if code.startswith(("databanks.", "handling.label.")):
                found[code] = sentence
    return found


def test_page_lists_every_error_with_its_sentence_in_both_languages():
    told = {}
    for path in [*(ROOMS / "databanks").rglob("*.py"), ROOMS / "handling" / "labels.py"]:
        told |= told_by(path)
    with (ROOMS / "locale" / "ru" / "LC_MESSAGES" / "django.po").open("rb") as file:
        russian = read_po(file)

    assert {code: (english, translated) for code, english, translated in ROW.findall(PAGE)} == {
        code: (sentence, russian[sentence].string) for code, sentence in told.items()
    }


@pytest.mark.parametrize("example", re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
def test_example_of_the_page_is_taken(example, monkeypatch):
    line = json.loads(example)
    day = clock.today().replace(year=int(line["retention"]["until"][:4]) - 3)

    rows = lines.json_lines([json.dumps(line).encode()])
    read = list(lines.prepared(rows, lines.Reading(party="UZ", agency="UZ-MIA", unit="", today=day)))

    assert [(type(row), row.owner_ref) for row in read] == [(lines.Prepared, line["ref"])]
