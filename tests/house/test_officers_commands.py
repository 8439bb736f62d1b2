"""Commands of officers beside a search: screened files, standing questions, case folders, judgements."""

import json
from contextlib import nullcontext

import pytest

from commonweal.house import cli, processes
from commonweal.search import screening_work, watching
from tests import factories
from tests.search.running import running

WORDS = ("--purpose", "wanted-person", "--basis", "2010 treaty", "--case", "26/0417-3")
LIST = "Фамилия;Имя;Дата рождения\nКаримов;Азиз;14.03.1984\nНикто;Никогда;01.01.1990\nКаримов;Азиз;1984\n"
BROKEN_OFF = 130
"""Exit code of a command that was broken off by Ctrl-C."""
PARTY = factories.OPEN_LABEL | {"full": [], "core": [], "hit": [], "scope": "party"}


@pytest.fixture
def search(house, superuser, tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "borrowed", lambda children=(): nullcontext())
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'KZ-1'")
    lines = [factories.person("UZ-1", "Karimov", "Aziz"), factories.person("UZ-5", "Karimov", "Aziz", label=PARTY)]
    factories.contribute(tmp_path, lines)
    with running(tmp_path / "index") as process:
        yield process


@pytest.fixture
def say(capsys):
    """Runs a command line as an officer; returns exit code and what it said, plain values where it printed JSON."""

    def run(*words: object, officer: str = "KZ-1") -> tuple[int, object]:
        capsys.readouterr()
        code = cli.main([str(word) for word in (*words, "--as", officer)])
        said = capsys.readouterr()
        text = said.out + (said.err if code else "")
        return code, json.loads(text) if "--json" in words and not code else text

    return run


def record_of(superuser, ref: str = "UZ-1") -> str:
    return str(superuser.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_file_that_was_broken_off_goes_on_by_command_behind_the_last_row(search, say, file, tmp_path, monkeypatch):
    monkeypatch.setattr(screening_work, "CHUNK", 2)
    with monkeypatch.context() as broken:
        broken.setattr(screening_work, "_do", _broken_off_behind_the_first_piece)
        assert say("screen", file, *WORDS)[0] == BROKEN_OFF
    (begun,) = say("screenings", "list", "--json")[1]
    assert (begun["state"], begun["done"], begun["code"]) == ("stopped", 2, "search.screening.broken-off")
    assert say("screenings", "list", officer="KZ-2") == (0, "No file of yours stands.\n")
    assert say("screenings", "resume", begun["id"], officer="KZ-2")[0] == 1

    out = tmp_path / "found.csv"
    code, said = say("screenings", "resume", begun["id"], "--out", out)
    assert (code, said) == (0, f"3 rows, 2 with candidates, 0 could not be asked; {begun['id']}\n")
    assert (out.read_text().count("UZ-1"), "UZ-5" in out.read_text()) == (2, False)
    assert "search.screening.done" in say("screenings", "resume", begun["id"])[1]
    assert say("screenings", "remove", begun["id"])[0] == 0
    assert say("screenings", "list") == (0, "No file of yours stands.\n")


def _broken_off_behind_the_first_piece(token, found, rows, work=screening_work._do):
    if found.position or rows[0][0] > 2:
        raise KeyboardInterrupt
    work(token, found, rows)


def test_mapping_is_kept_and_used_and_removed_by_command(search, say, file, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("who;when\nКаримов Азиз;1984\n", encoding="utf-8")
    words = ("screen", other, *WORDS)
    assert say(*words, "--map", "full_name=who", "--map", "born=when", "--save-as", "guests", "--for-agency")[0] == 0
    assert say(*words, officer="KZ-2")[1].startswith("1 rows, 1 with candidates")
    assert say(*words, officer="RU-1")[0] == 1  # another agency's headings suggest no column to it
    assert "search.mapping.unknown" in say(*words, "--saved", "nothing")[1]
    assert "search.screening.unknown-column" in say("screen", file, *WORDS, "--saved", "guests")[1]
    (kept,) = say("screenings", "mappings", "--json", officer="KZ-2")[1]
    assert (kept["name"], kept["officer"], kept["mapping"]) == ("guests", "", {"full_name": "who", "born": "when"})
    assert say("screenings", "mappings", officer="RU-1") == (0, "No mapping is kept.\n")
    assert say("screenings", "mappings", "--remove", kept["id"], *WORDS) == (0, "No mapping is kept.\n")


def test_question_is_kept_paused_read_and_ended_by_command(search, say, tmp_path):
    kept = say("standing", "keep", "our Aziz", "--what", "Каримов Азиз", "--days", 30, *WORDS, "--json")[1]
    assert kept["candidates"] == 1
    assert [each["name"] for each in say("standing", "list", "--json")[1]] == ["our Aziz"]
    assert say("standing", "list", officer="KZ-2") == (0, "You keep no question.\n")
    lines = [factories.person("UZ-9", "Karimov", "Aziz"), factories.person("UZ-8", "Karimov", "Aziz", label=PARTY)]
    factories.contribute(tmp_path, lines, name="b.jsonl")
    search.keeper.look()
    assert watching.Watcher().look() == 1
    (alert,) = say("standing", "alerts", kept["id"], "--json")[1]
    assert (alert["reference"], alert["level"], alert["judged"]) == ("UZ-9", "full", None)
    assert say("standing", "alerts", kept["id"], officer="KZ-2")[0] == 1
    assert say("standing", "pause", kept["id"]) == (0, "our Aziz is paused.\n")
    assert say("standing", "go-on", kept["id"]) == (0, "our Aziz is active.\n")
    assert say("standing", "end", kept["id"]) == (0, "our Aziz is ended.\n")
    assert say("standing", "end", kept["id"])[0] == 1


def test_folder_is_opened_filled_shared_taken_out_and_closed_by_command(search, superuser, say, tmp_path):
    folder = say("folders", "open", "Brothers K.", *WORDS)[1].split()[0]
    assert say("search", "Каримов Азиз", *WORDS, "--folder", folder)[0] == 0
    assert say("folders", "add", folder, record_of(superuser), *WORDS)[0] == 0
    hidden = say("folders", "add", folder, record_of(superuser, "UZ-5"), *WORDS)
    nothing = say("folders", "add", folder, "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11", *WORDS)
    assert hidden == nothing
    assert say("folders", "note", folder, "Called the owner")[0] == 0
    assert say("folders", "show", folder, officer="KZ-2")[0] == 1
    assert say("folders", "invite", folder, "KZ-2")[0] == 0

    whole = say("folders", "show", folder, *WORDS, "--json", officer="KZ-2")[1]
    assert [each["kind"] for each in whole["items"]] == ["note", "record", "search"]
    assert [each["record"]["reference"] for each in whole["items"][2]["found"]] == ["UZ-1"]
    assert "UZ-1" not in json.dumps(say("folders", "show", folder, "--json")[1])  # at the desk
    assert say("folders", "drop", folder, whole["items"][0]["id"])[0] == 0
    out = tmp_path / "folder.csv"
    assert say("folders", "export", folder, out, "--reason", "check", *WORDS)[0] == 0
    assert ("UZ-1" in out.read_text(), "UZ-5" in out.read_text()) == (True, False)
    assert say("folders", "leave", folder, "KZ-2")[0] == 0
    assert say("folders", "close", folder)[0] == 0
    assert "search.folder.closed" in say("folders", "note", folder, "later")[1]
    assert [each["title"] for each in say("folders", "list", "--json")[1]] == ["Brothers K."]
    assert say("folders", "remove", folder)[0] == 0
    assert say("folders", "list") == (0, "You are named in no folder.\n")


MET = ("--name", "Karimov Aziz", "--born", "14.03.1984", "--document", "N 04118226", "--because", "Another face")


def test_judgement_is_said_shown_confirmed_and_undone_by_command(search, superuser, say):
    record = record_of(superuser)
    made = say("judgements", "say", record, *MET, *WORDS)[1].split()[0]
    asked = ("search", "Каримов Азиз", "--born", "1984-03-14", "--number", "N 04118226", *WORDS, "--json")
    (found,) = say(*asked)[1]["candidates"]
    assert (found["judged"]["state"], say(*asked, officer="RU-1")[1]["candidates"][0]["judged"]) == ("said", None)
    assert say("judgements", "list", officer="RU-1") == (0, "Nothing was judged.\n")
    (told,) = say("judgements", "list", "--json", officer="UZ-3")[1]
    assert (told["id"], told["side"], told["person"]["document"]) == (made, "owner", "N 04118226")
    assert say("judgements", "confirm", made, officer="RU-1")[0] == 1
    assert "stands" in say("judgements", "confirm", made, officer="UZ-3")[1]
    assert say(*asked, officer="RU-1")[1]["candidates"][0]["judged"]["state"] == "stands"
    assert "undone" in say("judgements", "undo", made)[1]
    hidden = say("judgements", "say", record_of(superuser, "UZ-5"), *MET, *WORDS)
    assert (hidden[0], "databanks.judgement.not-seen" in hidden[1]) == (1, True)


def test_certificate_is_issued_and_checked_and_two_records_are_compared_by_command(search, superuser, say, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-9", "Karimov", "Aziz")], name="b.jsonl")
    record, other = record_of(superuser), record_of(superuser, "UZ-9")
    issued = say("judgements", "certify", record, *MET, "--json", officer="UZ-3")[1]
    read = say("judgements", "check", issued["code"], "--json")[1]
    assert (read["holds"], read["number"], read["name"]) == (True, issued["certificate"], "Karimov Aziz")
    assert say("judgements", "check", "N-0000-0000-0000-0000")[0] == 1
    said = say("judgements", "compare", record, other, "same", "--because", "One face", *WORDS, officer="UZ-3")
    assert (said[0], "stands" in said[1]) == (0, True)
    refused = say("judgements", "compare", record, other, "same", "--because", "x", *WORDS)
    assert (refused[0], "databanks.judgement.not-owner" in refused[1]) == (1, True)
