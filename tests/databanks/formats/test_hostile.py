"""Every hostile file is refused with a code, quickly, and leaves nothing; every awkward valid one is taken whole."""

import re
import time

import pytest

from commonweal.databanks import lines
from tests.databanks.formats import awkward, hostile
from tests.databanks.formats.settings import TODAY
from tests.databanks.formats.taking import take

FILES = list(hostile.files())
VALID = list(awkward.files())
CODE = re.compile(r"databanks(\.[a-z-]+){2}")
SECONDS = 1.0


def test_corpus_is_large_enough_and_its_files_are_told_apart():
    assert len(FILES) >= 150
    assert len({(each.format, each.name) for each in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.format}: {file.name}")
def test_hostile_file_is_refused(tmp_path, file):
    path = tmp_path / "file"
    path.write_bytes(file.data)
    began = time.process_time()

    outcome = take(path, file.format)

    took = time.process_time() - began
    codes = [code for code in (outcome.file, *outcome.refused) if code]
    assert (outcome.rows, outcome.held) == ([], 0)
    assert codes and all(CODE.fullmatch(code) for code in codes)
    assert took < SECONDS


def test_there_are_two_hundred_awkward_files_told_apart():
    assert len({each.name for each in VALID}) == len(VALID) == 200


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.name)
def test_awkward_file_is_taken_whole(tmp_path, file):
    path = tmp_path / "file"
    path.write_bytes(file.data)

    outcome = take(path, file.format)

    reading = lines.Reading(party="UZ", agency="UZ-MIA", unit="", today=TODAY)
    prepared = list(lines.prepared(outcome.rows, reading))
    assert (len(outcome.rows), outcome.refused, outcome.file, outcome.why) == (file.rows, [], "", "")
    assert [type(each) for each in prepared] == [lines.Prepared] * file.rows
