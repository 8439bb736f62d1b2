"""Attachments and biometric references on a record's page, by their address and in its earlier states."""

import pytest
from django.test import Client

from commonweal.databanks import versions
from tests import factories, samples
from tests.portal.test_pages import sit_down, take_purpose

TEXT = samples.attachment(
    "Протокол".encode(), title='../x"; filename=evil.html', kind="document", media_type="text/plain"
)
CARD = samples.attachment(kind="fingerprint-card", title="Card")


@pytest.fixture(scope="module")
def world(shared_house, tmp_path_factory):
    """A record of UZ with a picture, a text and a fingerprint card: KZ reads it in full, RU its identity, AM a hit."""
    folder = tmp_path_factory.mktemp("lines")
    enclosed = {"attachments": [samples.attachment(), TEXT, CARD], "biometrics": [samples.BIOMETRIC]}
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        factories.contribute(folder, [factories.person("UZ-1", "Tarxonbekov", "Eldor", attachments=[TEXT])])
        factories.contribute(folder, [factories.person("UZ-1", "Tarxonbekov", "Eldor", **enclosed)], name="2.jsonl")
        yield superuser.execute("select record_id from databanks_identity").fetchone()[0], superuser


def touched(superuser) -> list[tuple]:
    return superuser.execute(
        "select officer, level from audit_touch where action = 'databanks.attachment.disclosed' order by at"
    ).fetchall()


@pytest.mark.parametrize(("language", "words"), [("en", "fingerprint card"), ("ru", "дактилокарта")])
def test_owner_sees_all_of_them_named_and_pictures_by_their_address(world, language, words):
    browser = sit_down(Client(), "UZ-3")
    browser.cookies["django_language"] = language
    page = browser.get(f"/records/{world[0]}/").content.decode()

    assert words in page
    assert page.count("<img ") == 2
    assert f'src="/records/{world[0]}/attachments/1/"' in page
    assert "17-2" in page
    assert samples.HOSTILE not in page


def test_file_is_a_download_from_which_nothing_runs_and_its_owner_is_told(world):
    record, superuser = world
    before = touched(superuser)
    picture = take_purpose(Client(), "KZ-1").get(f"/records/{record}/attachments/1/")
    text = take_purpose(Client(), "KZ-1").get(f"/records/{record}/attachments/2/")

    assert (picture.status_code, picture["Content-Type"], picture.content) == (200, "image/png", samples.PNG)
    assert picture["Content-Disposition"].startswith("attachment; filename=")
    assert (picture["X-Content-Type-Options"], "no-store" in picture["Cache-Control"]) == ("nosniff", True)
    assert "sandbox" in picture["Content-Security-Policy"]
    assert text.content.decode() == "Протокол"
    assert text["Content-Disposition"] == 'attachment; filename="_x__ filename_evil.html.txt"'
    assert touched(superuser)[len(before) :] == [("KZ-1", 4)] * 2


@pytest.mark.parametrize(
    ("officer", "statuses"), [("KZ-2", [200, 200, 404]), ("RU-1", [404] * 3), ("AM-1", [404] * 3), ("TJ-1", [404] * 3)]
)
def test_fingerprint_cards_need_their_purpose_and_others_level_full(world, officer, statuses):
    browser = take_purpose(Client(raise_request_exception=False), officer)
    found = [browser.get(f"/records/{world[0]}/attachments/{number}/").status_code for number in (1, 2, 3)]
    page = browser.get(f"/records/{world[0]}/").content.decode()

    assert found == statuses
    assert ("/attachments/1/" in page) == (statuses[0] == 200)
    assert "/attachments/3/" not in page
    assert "17-2" not in page


@pytest.mark.parametrize("number", ["0", "9", "99999999999999999999"])
def test_number_that_is_none_answers_like_what_is_not(world, number):
    browser = sit_down(Client(raise_request_exception=False), "UZ-3")
    assert browser.get(f"/records/{world[0]}/attachments/{number}/").status_code == 404


def test_program_reads_them_as_the_page_does(world):
    token = factories.open_as("KZ-1")
    caller = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)
    told = caller.get(f"/api/records/{world[0]}").json()
    file = caller.get(f"/api/records/{world[0]}/attachments/1")

    assert [each["kind"] for each in told["attachments"]] == ["photograph", "document"]
    assert told["biometrics"] == []
    assert (file.status_code, file.content) == (200, samples.PNG)


@pytest.mark.parametrize(
    ("officer", "added"),
    [("UZ-3", ["photograph", "fingerprint-card"]), ("KZ-1", ["photograph"])],
)
def test_earlier_state_names_what_came_without_its_content(world, officer, added):
    history = versions.versions(factories.open_as(officer), world[0])
    changes = {change.code: change for change in history.states[0].changes}

    assert [each["kind"] for each in changes["attachments"].added] == added
    assert ("biometrics" in changes) == (officer == "UZ-3")
    assert "content" not in str(history.states[1].bodies["enclosed"])
    page = sit_down(Client(), officer) if officer == "UZ-3" else take_purpose(Client(), officer)
    assert b"photograph" in page.get(f"/records/{world[0]}/versions/").content
