"""Pages, API and command line that take records out or print them: who is offered what, and what they never say."""

import json
import os
import subprocess
import sys
import uuid
from contextlib import nullcontext

import pytest
from django.test import Client
from typer.testing import CliRunner

from commonweal.house import processes
from commonweal.house.cli import build
from tests import factories
from tests.portal.test_pages import record_ids, sit_down, take_purpose, verbs
from tests.portal.test_says_nothing import answer

H3 = factories.OPEN_LABEL | {"handling": "H3"}
KEPT = factories.OPEN_LABEL | {"scope": "agency"}
HIT = factories.OPEN_LABEL | {"full": [], "hit": ["KZ"]}


@pytest.fixture
def world(house, superuser, tmp_path):
    """UZ-3 and KZ-1 may take records out; KZ sees one record in full, one under H3, one as a hit, one not at all."""
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code in ('UZ-3', 'KZ-1')")
    factories.contribute(
        tmp_path,
        [
            factories.person("SEEN-REF", "Tarxonbekov", "Eldor"),
            factories.person("H3-REF", "Karimov", "Rustam", label=H3),
            factories.person("HIT-REF", "Saidov", "Karim", label=HIT),
            factories.person("KEPT-REF", "Yusupov", "Anvar", label=KEPT),
        ],
    )
    return superuser


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def content(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Take our records out"), ("ru", "Выгрузить наши записи")])
def test_exporter_takes_own_records_out_from_the_page(world, browser, language, words):
    sit_down(browser, "UZ-3").cookies["django_language"] = language
    assert words in content(browser.get("/exports/"))

    file = browser.post("/exports/own/", {"type": "person", "format": "csv", "reason": "monthly check"})

    code = file["X-Commonweal-Export"]
    assert (file.status_code, file["X-Content-Type-Options"]) == (200, "nosniff")
    assert file["Content-Disposition"] == f'attachment; filename="commonweal-{code}.csv"'
    assert "SEEN-REF" in content(file)
    assert code in content(browser.get("/exports/"))
    assert verbs(world).count("databanks.records.exported") == 1


def test_without_a_reason_the_page_says_so_and_keeps_the_choice(world, browser):
    sit_down(browser, "UZ-3")
    response = browser.post("/exports/own/", {"type": "person", "format": "json", "reason": ""})
    page = content(response)

    assert response.status_code == 400
    assert "Say in at most 500 characters for what the table is needed" in page
    assert '<option value="person" selected>' in page
    assert 'value="json" checked' in page


def test_who_is_no_exporter_is_offered_nothing_and_refused(world, browser):
    sit_down(browser, "UZ-1")
    assert "role exporter" in content(browser.get("/exports/"))
    assert "Take out as a table" not in content(browser.get("/exports/"))
    assert browser.post("/exports/own/", {"format": "csv", "reason": "x"}).status_code == 403
    record = record_ids(world)["SEEN-REF"]
    assert f"/records/{record}/print/" not in content(browser.get(f"/records/{record}/"))
    assert browser.get(f"/records/{record}/print/").status_code == 403


def test_found_records_leave_without_what_may_not(world, browser):
    take_purpose(browser, "KZ-1")
    wanted = {"record": list(record_ids(world).values()), "format": "json", "reason": "case"}
    file = browser.post("/exports/found/", wanted)
    told = json.loads(content(file))

    assert [each["reference"] for each in told["records"]] == ["SEEN-REF"]
    assert told["export"]["left_out"] == 1
    assert not any(ref in json.dumps(told) for ref in ("H3-REF", "HIT-REF", "KEPT-REF"))


def test_nothing_is_told_of_records_that_may_not_be_seen(world, browser):
    """Hidden, a hit, and an id that leads nowhere: one and the same answer."""
    take_purpose(browser, "KZ-1")
    known = record_ids(world)
    answers = []
    for record in (known["KEPT-REF"], known["HIT-REF"], uuid.uuid4()):
        response = browser.post("/exports/found/", {"record": [record], "format": "csv", "reason": "x"})
        answers.append(answer(response, str(record)))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 400
    assert "Nothing that you may take out" in answers[0][-1]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_print_bears_code_classification_and_who_printed_it(world, browser, language):
    take_purpose(browser, "KZ-1").cookies["django_language"] = language
    page = content(browser.get(f"/records/{record_ids(world)['SEEN-REF']}/print/"))
    export = world.execute("select code, canary, receipt, officer from databanks_export").fetchone()

    assert all(page.count(mark) >= 2 for mark in export[:3])
    assert page.count("cw-class--1") == 2
    assert ("H1: not in judicial" if language == "en" else "H1: в судопроизводстве") in page
    assert "cw-nav" not in page
    assert verbs(world)[-1] == "databanks.record.printed"


def test_closed_code_is_not_printed_and_says_why_to_who_sees_the_record(world, browser):
    take_purpose(browser, "KZ-1")
    response = browser.get(f"/records/{record_ids(world)['H3-REF']}/print/")

    assert response.status_code == 403
    assert "Under H3 a record is printed only with its owner" in content(response)


def bearer(officer: str, role: str, **words: str) -> Client:
    token = factories.open_as(officer, role, **words)
    return Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)


def test_program_takes_out_as_the_page_does(world):
    desk = bearer("UZ-3", "desk", purpose="own-records")
    own = desk.post("/api/exports/own", {"type": "person", "reason": "check"}, content_type="application/json")
    known = [str(each) for each in record_ids(world).values()]
    reader = bearer("KZ-1", "reader")
    found = reader.post(
        "/api/exports/found", {"records": known, "format": "json", "reason": "x"}, content_type="application/json"
    )
    refused = bearer("UZ-1", "desk").post(
        "/api/exports/own", {"type": "person", "reason": "check"}, content_type="application/json"
    )

    assert own.status_code == 200
    assert "KEPT-REF" in content(own)
    assert [each["reference"] for each in json.loads(content(found))["records"]] == ["SEEN-REF"]
    assert (refused.status_code, refused.json()["code"]) == (403, "databanks.export.not-exporter")
    assert [each["rows"] for each in desk.get("/api/exports").json()] == [4]
    assert reader.get("/api/exports").json()["code"] == "databanks.export.needs-desk"


@pytest.fixture
def run(monkeypatch):
    """Runs a command; the tests' server stands already, so none is borrowed."""
    monkeypatch.setattr(processes, "borrowed", lambda children=(): nullcontext())
    return lambda *words: CliRunner().invoke(build(), words, catch_exceptions=False)


def test_command_takes_own_records_out_into_a_file(world, run, tmp_path):
    said = run("export", "--as", "UZ-3", "--reason", "check", "--format", "json", "--out", str(tmp_path))

    code = world.execute("select code from databanks_export").fetchone()[0]
    told = json.loads((tmp_path / f"commonweal-{code}.json").read_text(encoding="utf-8"))
    assert (said.exit_code, len(told["records"])) == (0, 4)
    assert f"4 records, export {code}" in said.output


TRACE = """
import sys
from contextlib import nullcontext
from commonweal.house import cli, processes
processes.borrowed = lambda children=(): nullcontext()
sys.exit(cli.main(["trace-export", *sys.argv[1:]]))
"""


def traced(*words: str) -> subprocess.CompletedProcess:
    """The command in a process of its own: it logs in as the operator does."""
    environment = os.environ | {"COMMONWEAL_CLUSTER": "test", "COMMONWEAL_DB_ROLE": "cw_clock"}
    command = [sys.executable, "-c", TRACE, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_operator_traces_a_leaked_file_to_who_took_it_out(world, run, tmp_path, format):
    run("export", "--as", "UZ-3", "--reason", "check", "--format", format, "--out", str(tmp_path / "leaked"))
    (tmp_path / "harmless.txt").write_text("nothing here", encoding="utf-8")
    code, receipt = world.execute("select code, receipt from databanks_export").fetchone()

    told = traced(str(tmp_path / "leaked"))

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{code}: UZ-3 of UZ-MIA, ")
    assert receipt in told.stdout
    assert traced(str(tmp_path / "harmless.txt")).returncode == 1
    assert json.loads(traced("--mark", code, "--json").stdout)[0]["reason"] == "check"
    assert verbs(world).count("databanks.export.traced") == 3
