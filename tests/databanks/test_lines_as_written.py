"""JSON Lines that reach the preparing process as bytes are decoded there as strictly as by the format's own reader."""

import json

import pytest

from commonweal.databanks import actions, formats, lines
from commonweal.databanks.formats import Refused, Row, Settings
from tests import factories
from tests.databanks.formats import hostile
from tests.databanks.formats.settings import TODAY

LINES = [each for each in hostile.files() if each.format == "jsonl"]
READING = lines.Reading(party="UZ", agency="UZ-MIA", unit="", today=TODAY)


@pytest.fixture
def world(superuser):
    factories.cast(superuser)
    return superuser


@pytest.mark.parametrize("file", LINES, ids=lambda file: file.name)
def test_hostile_line_is_refused_as_by_the_reader(tmp_path, file):
    path = tmp_path / "file"
    path.write_bytes(file.data)
    read = [(each.line, each.code, each.message) for each in formats.read(path, Settings(format="jsonl"))]

    rows = formats.read(path, Settings(format="jsonl"), as_written=True)
    prepared = list(lines.prepared(rows, READING))

    assert [type(each) for each in prepared] == [Refused] * len(read)
    assert [(each.line, each.code, each.message) for each in prepared] == read


def test_hostile_lines_of_a_contribution_leave_nothing_but_refusals(world, tmp_path):
    good = json.dumps(factories.person("UZ-1", "Tarxonbekov", "Eldor")).encode()
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\n".join([*(each.data for each in LINES), good]))

    batch = actions.contribute_file(path, factories.open_as("UZ-1", "contributor", "contribution"))

    assert (batch.rows_new, batch.rows_changed, batch.rows_same) == (1, 0, 0)
    assert batch.rows_refused == len(LINES)


def test_lines_as_written_are_left_undecoded(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"type": "person"}\n\n{"type"}\n')

    rows = list(formats.read(path, Settings(format="jsonl"), as_written=True))

    assert rows == [Row(1, b'{"type": "person"}\n'), Row(3, b'{"type"}\n')]
