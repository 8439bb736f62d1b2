"""The same way by program: upload, settings, dry run, hand in, approve, refuse, rejects, mappings."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.databanks import uploads
from commonweal.portal.middleware import DESK_COOKIE
from tests.portal.contributing.conftest import CARS, work
from tests.portal.contributing.test_wizard import HEADINGS

LABEL = {
    "bank": "united",
    "classification": 1,
    "scope": "abroad",
    "hit": ["KZ"],
    "kinds": ["interior"],
    "purposes": ["wanted-person"],
}
SETTINGS = {
    "format": "csv",
    "mapping": {
        "ref": [HEADINGS[0]],
        "columns": [
            {"column": HEADINGS[1], "property": "identifiers", "kind": "plate"},
            {"column": HEADINGS[4], "property": "since"},
        ],
        "constants": [{"property": "circumstance", "value": "stolen"}],
    },
    "defaults": {
        "type": "vehicle",
        "label": LABEL,
        "basis": {"kind": "criminal-case", "number": "11"},
        "retention": {"class": "object", "years": 3},
    },
}


class Program:
    """A program that holds the token of an officer's desk."""

    def __init__(self, browser: Client) -> None:
        self._browser = Client(raise_request_exception=False)
        self._headers = {"Authorization": f"Bearer {browser.cookies[DESK_COOKIE].value}"}

    def __call__(self, method: str, address: str, body: object = None, **more: object):
        if isinstance(body, dict):
            more |= {"content_type": "application/json"}
            body = json.dumps(body)
        arguments = {"data": body} if body is not None else {}
        answer = getattr(self._browser, method)(f"/api/{address}", headers=self._headers, **arguments, **more)
        self.status = answer.status_code
        return answer.json()


@pytest.fixture
def program(clerk) -> Program:
    return Program(clerk)


@pytest.fixture
def deciding(chief) -> Program:
    return Program(chief)


def receive(program: Program, content: str = CARS, **more: str) -> dict:
    query = "&".join(f"{name}={value}" for name, value in {"name": "cars.csv", **more}.items())
    raw = {"content_type": "application/octet-stream"}
    return program("post", f"uploads?{query}", content.encode("cp1251"), **raw)


def test_file_goes_all_the_way_by_program(program, deciding, world):
    new = receive(program)
    assert (program.status, new["found"]["encoding"], new["found"]["columns"]) == (200, "cp1251", HEADINGS)
    program("put", f"uploads/{new['id']}/settings", {"settings": SETTINGS, "save_as": "cars"})
    assert program("post", f"uploads/{new['id']}/check")["state"] == "queued"
    work(world)
    checked = program("get", f"uploads/{new['id']}")
    assert (checked["state"], checked["report"]["new"], checked["report"]["refused"]) == ("checked", 2, 1)
    rejects = program("get", f"uploads/{new['id']}/rejects")
    assert [(row["number"], [e["code"] for e in row["errors"]], row["cells"][0]) for row in rejects] == [
        (5, ["databanks.cell.date-impossible"], "11-003")
    ]
    assert program("post", f"uploads/{new['id']}/hand-in", {})["kind"] == "stage"
    work(world)
    (batch,) = program("get", "contributions")
    assert (batch["state"], batch["new"], batch["refused"], batch["work"]) == ("staged", 2, 1, None)
    assert [row["number"] for row in program("get", f"contributions/{batch['id']}/rejects")] == [5]
    assert deciding("post", f"contributions/{batch['id']}/approve")["state"] == "queued"
    work(world)
    done = deciding("get", f"contributions/{batch['id']}")
    assert (done["state"], done["applied"], done["work"]["state"]) == ("approved", 2, "done")
    assert [each["name"] for each in program("get", "profiles")] == ["cars"]


def test_form_with_a_file_is_taken_too(program, world):
    file = SimpleUploadedFile("cars.csv", CARS.encode())
    answer = program._browser.post("/api/uploads", {"file": file}, headers=program._headers)

    assert (answer.status_code, answer.json()["file_name"]) == (200, "cars.csv")


def test_saved_mapping_is_used_by_its_name(program, world):
    program("put", "profiles/cars", {"settings": SETTINGS})
    new = receive(program, profile="cars")

    assert new["settings"]["defaults"]["type"] == "vehicle"
    program("delete", "profiles/cars")
    assert program("get", "profiles") == []


@pytest.mark.parametrize(
    ("content", "settings", "code"),
    [
        ("", None, "databanks.upload.empty"),
        (CARS, {"format": "csv", "mapping": "none"}, "databanks.settings.malformed"),
        (CARS, {"format": "tape"}, "databanks.settings.unknown-format"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_code(program, content, settings, code):
    new = receive(program, content)
    answer = program("put", f"uploads/{new['id']}/settings", {"settings": settings}) if settings else new

    assert (program.status, answer["code"]) == (400, code)


def test_file_that_is_too_large_is_refused_before_it_is_read(program, monkeypatch, world):
    monkeypatch.setattr(uploads, "LARGEST", 10)

    assert receive(program)["code"] == "databanks.upload.too-large"
    assert world.execute("select count(*) from databanks_upload").fetchone() == (0,)


def test_handing_in_without_a_dry_run_is_refused(program):
    new = receive(program)

    assert program("post", f"uploads/{new['id']}/hand-in", {})["code"] == "databanks.upload.unchecked"
    assert program.status == 409


def test_decisions_are_another_officers_and_name_a_reason(program, deciding, world):
    new = receive(program)
    program("put", f"uploads/{new['id']}/settings", {"settings": SETTINGS})
    program("post", f"uploads/{new['id']}/check")
    work(world)
    program("post", f"uploads/{new['id']}/hand-in", {})
    work(world)
    (batch,) = program("get", "contributions")

    program("post", f"contributions/{batch['id']}/refuse", {"because": "mine"})
    assert program.status == 403
    deciding("post", f"contributions/{batch['id']}/refuse", {"because": ""})
    assert deciding.status == 422
    refused = deciding("post", f"contributions/{batch['id']}/refuse", {"because": "wrong list"})
    assert (refused["state"], refused["reason"]) == ("refused", "wrong list")


def test_batch_of_another_agency_does_not_exist(program, world):
    program("get", "contributions/0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11")

    assert program.status == 404


def test_description_names_every_operation_with_its_body(client):
    paths = client.get("/api/openapi.json").json()["paths"]

    assert "application/octet-stream" in paths["/api/uploads"]["post"]["requestBody"]["content"]
    assert {
        "/api/uploads/{upload}/check",
        "/api/uploads/{upload}/hand-in",
        "/api/contributions/{batch}/approve",
        "/api/contributions/{batch}/undo",
        "/api/profiles/{name}",
    } <= set(paths)
