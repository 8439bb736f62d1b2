"""`commonweal bench names` on files of somebody's own; every fault of theirs is told with its line."""

import json

import pytest

from commonweal.house.bench import files
from commonweal.house.cli import main

LIST = [
    {"id": "1", "type": "person", "names": [["Rustam Karimov", "Latn"], ["Рустам Каримов", "Cyrl"]], "group": 1},
    {"id": "2", "type": "person", "names": [["Olga Sidorenko", "Latn"]], "years": [1980], "group": 2},
    {"id": "3", "type": "org", "names": [["Karimov Trading", "Latn"]], "group": 3},
]


@pytest.fixture
def brought(tmp_path):
    """A list, a pair and a labelled pair."""
    (tmp_path / "list.jsonl").write_text("\n".join(json.dumps(line) for line in LIST), encoding="utf-8")
    (tmp_path / "pairs.jsonl").write_text(json.dumps({"q": "Рустам Каримов", "qs": "Cyrl", "group": 1}))
    (tmp_path / "labelled.csv").write_text("name1,name2,is_match\nRustam Karimov,Рустам Каримов,true\n", "utf-8")
    return tmp_path


def test_own_files_are_measured(brought, capsys):
    options = {"list": "list.jsonl", "pairs": "pairs.jsonl", "labelled": "labelled.csv"}
    given = [word for option, name in options.items() for word in (f"--{option}", str(brought / name))]
    code = main(["bench", "names", *given, "--peer", "Commonweal", "--json"])
    told = json.loads(capsys.readouterr().out)
    by_set = {line["set"]: (line["asked"], line["at_1"]) for line in told["recall"]}
    assert code == 0
    assert told["data"]["persons"] == 2
    assert by_set["all scripts"] == (1, 1.0)


@pytest.mark.parametrize(
    ("name", "content", "read", "code"),
    [
        ("list.jsonl", '{"names": []}', lambda path: files.records([path]), "house.bench.bad-line"),
        ("list.jsonl", "{", lambda path: files.records([path]), "house.bench.bad-line"),
        ("pairs.jsonl", '{"q": 1, "group": 2}', files.crosses, "house.bench.bad-line"),
        ("labelled.csv", "one,two\na,b\n", files.labelled, "house.bench.no-columns"),
        ("labelled.csv", "name1,name2,is_match\na,b,perhaps\n", files.labelled, "house.bench.not-a-verdict"),
        ("people.csv", "name\na\n", files.unlisted, "house.bench.no-columns"),
        ("people.csv", b"full_name\n\xff\n", files.unlisted, "house.bench.not-utf-8"),
    ],
)
def test_faults_in_files_are_told(tmp_path, name, content, read, code):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(files.BadInput) as fault:
        read(path)
    assert fault.value.code == code


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(files.BadInput) as fault:
        files.records([tmp_path / "none.jsonl"])
    assert fault.value.code == "house.bench.no-file"


def test_an_unknown_peer_is_told_with_those_known(brought, capsys):
    assert main(["bench", "names", "--list", str(brought / "list.jsonl"), "--peer", "Nobody"]) == 1
    assert "[house.bench.unknown-peer]" in capsys.readouterr().err


def test_without_a_list_nothing_is_measured(capsys):
    assert main(["bench", "names"]) == 1
    assert "[house.bench.nothing]" in capsys.readouterr().err
