"""docs/formats.md is held to the code: its example is taken, and its errors are those of the catalogue."""

import json
import re

import pytest

from commonweal.common import clock
from commonweal.databanks import lines
from commonweal.house import places

PAGE = (places.checkout() / "docs" / "formats.md").read_text(encoding="utf-8")


def test_page_leads_to_the_catalogue_of_errors_and_repeats_none():
    assert "(errors.md)" in PAGE
    assert re.findall(r"^\| `[a-z]+\.[a-z-]+\.[a-z-]+` \|", PAGE, re.MULTILINE) == []


@pytest.mark.parametrize("example", re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
def test_example_of_the_page_is_taken(example, monkeypatch):
    line = json.loads(example)
    day = clock.today().replace(year=int(line["retention"]["until"][:4]) - 3)

    rows = lines.json_lines([json.dumps(line).encode()])
    read = list(lines.prepared(rows, lines.Reading(party="UZ", agency="UZ-MIA", unit="", today=day)))

    assert [(type(row), row.owner_ref) for row in read] == [(lines.Prepared, line["ref"])]
