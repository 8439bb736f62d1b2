"""The files of one list handed in together: on the page, by program, and the same as by the command line."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.house import importing
from tests import factories
from tests.databanks.formats.test_lists import ADD, ALT, SDN
from tests.portal.contributing.conftest import CARS, work
from tests.portal.contributing.test_api import LABEL, Program

LIST = {"sdn.csv": SDN, "alt.csv": ALT, "add.csv": ADD}
DEFAULTS = {
    "label": LABEL,
    "basis": {"kind": "international-act", "number": "list"},
    "retention": {"class": "analysis", "years": 1},
    "retention_of": {kind: {"class": "object", "years": 1} for kind in ("vessel", "aircraft")},
}


@pytest.fixture
def program(clerk) -> Program:
    return Program(clerk)


def sent(program: Program, content: dict[str, str]) -> dict:
    form = {"file": [SimpleUploadedFile(name, text.encode()) for name, text in content.items()]}
    answer = program._browser.post("/api/uploads", form, headers=program._headers)
    program.status = answer.status_code
    return answer.json()


def settings(format_: str = "ofac-csv") -> dict:
    return {"format": format_, "list": "sdn", "defaults": DEFAULTS}


def counted(world) -> tuple:
    counts = world.execute(
        "select rows_new, rows_refused, rows_held, file_name, format from databanks_batch order by opened_at desc"
    ).fetchone()
    content = world.execute(
        "select owner_ref, identity::text, narrative::text from databanks_staged where batch ="
        " (select id from databanks_batch order by opened_at desc limit 1) order by owner_ref"
    ).fetchall()
    return counts, content


def test_files_of_one_list_come_in_together_as_by_command(program, world, tmp_path):
    new = sent(program, LIST)
    program("put", f"uploads/{new['id']}/settings", {"settings": settings()})
    program("post", f"uploads/{new['id']}/check")
    work(world)
    report = program("get", f"uploads/{new['id']}")["report"]
    program("post", f"uploads/{new['id']}/hand-in", {})
    work(world)
    by_program = counted(world)
    token = factories.open_as("UZ-3", "contributor", "contribution")
    paths = [tmp_path / name for name in LIST]
    for path in paths:
        path.write_text(LIST[path.name], encoding="utf-8")
    (tmp_path / "settings.json").write_text(json.dumps(settings()), encoding="utf-8")
    importing.stage(importing.order(token, paths, profile=str(tmp_path / "settings.json")), token)

    assert (new["found"]["format"], new["file_name"]) == ("ofac-csv", "sdn.csv, alt.csv, add.csv")
    assert new["files"] == [{"name": name, "size": len(text.encode())} for name, text in LIST.items()]
    assert (report["new"], report["held"], report["refused"]) == (5, 1, 0)
    assert by_program[0] == (5, 0, 1, "sdn.csv, alt.csv, add.csv", "ofac-csv")
    assert "SAMPLE, Abu" in by_program[1][0][1]
    assert "1 Test Street" in by_program[1][0][2]
    assert counted(world)[1] == by_program[1]


def test_page_takes_the_files_of_a_list_and_names_them(clerk):
    form = {"file": [SimpleUploadedFile(name, text.encode()) for name, text in LIST.items()]}

    asked = clerk.get("/contributions/file/").content.decode()
    answer = clerk.post("/contributions/file/", form)
    page = clerk.get(answer["Location"]).content.decode()

    assert 'type="file" multiple' in asked
    assert answer.status_code == 302
    assert [name for name in LIST if f"<bdi>{name}</bdi>" in page] == list(LIST)


def test_which_file_comes_first_does_not_matter(program):
    new = sent(program, dict(reversed(LIST.items())))

    assert (program.status, new["found"]["format"]) == (200, "ofac-csv")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"sdn.csv": SDN, "cars.csv": CARS}, "databanks.file.no-list"),
        ({"cars.csv": CARS, "again.csv": CARS}, "databanks.file.no-list"),
        ({"sdn.csv": SDN, "book.xlsx": "PK\x03\x04"}, "databanks.file.no-list"),
        ({"sdn.csv": SDN, "empty.csv": ""}, "databanks.upload.empty"),
        ({f"{number}.csv": SDN for number in range(7)}, "databanks.upload.too-many-files"),
    ],
)
def test_several_files_that_are_no_list_are_refused_and_nothing_is_kept(program, clerk, world, content, code):
    assert (sent(program, content)["code"], program.status) == (code, 400)
    form = {"file": [SimpleUploadedFile(name, text.encode()) for name, text in content.items()]}
    assert clerk.post("/contributions/file/", form).status_code == 400
    assert world.execute("select count(*) from databanks_upload").fetchone() == (0,)


def test_several_files_are_read_as_nothing_else(program):
    new = sent(program, LIST)

    answer = program("put", f"uploads/{new['id']}/settings", {"settings": settings("csv")})

    assert (program.status, answer["code"]) == (400, "databanks.file.not-together")


def test_refused_rows_of_one_number_in_two_files_are_both_told(program, world):
    names = [f'11,{number},"aka","SAMPLE {number}",-0- ' for number, _ in enumerate(SDN.splitlines())]
    broken = {"sdn.csv": f"{SDN}12,broken\n", "alt.csv": "\n".join([*names, "11,broken\n"])}
    new = sent(program, LIST | broken)
    program("put", f"uploads/{new['id']}/settings", {"settings": settings()})
    program("post", f"uploads/{new['id']}/check")
    work(world)

    report = program("get", f"uploads/{new['id']}")["report"]
    (reject,) = program("get", f"uploads/{new['id']}/rejects")
    assert (report["refused"], reject["number"], len(reject["errors"])) == (2, len(names) + 1, 2)
