"""Pages of quality and of the monthly sheets: to whom they show what, and what never stands on them."""

import io

import openpyxl
import pytest
from django.test import Client

from commonweal.common import clock
from commonweal.databanks import examination
from commonweal.house import database
from tests import factories
from tests.databanks.test_examination import passport, vehicle
from tests.portal.test_pages import sit_down, verbs

FEW = {"en": "fewer than 10", "ru": "менее 10"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """Twelve records of UZ, one with a wrong check digit, two doubles; two of KZ; looked at, and the month made."""
    factories.cast(superuser)
    lines = [passport(f"UZ-{n}", f"AA 10{n}") for n in range(9)]
    lines += [passport("UZ-D1", "SECRETNUMBER"), passport("UZ-D2", "SECRETNUMBER")]
    factories.contribute(tmp_path, [*lines, vehicle("UZ-V", "1M8GDM9A1KP042788")])
    factories.contribute(tmp_path, [passport("KZ-1", "BB 1"), passport("KZ-2", "BB 2")], party="KZ", name="kz")
    settings = database.connection_settings("cw_clock")
    examination.examine(settings)
    examination.make_month(settings, clock.today().replace(day=1))
    return superuser


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def text(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def test_owner_sees_what_to_mend_filtered_and_without_values(world, browser):
    sit_down(browser, "UZ-3")
    every = text(browser.get("/quality/"))
    doubles = text(browser.get("/quality/?code=double"))
    vehicles = text(browser.get("/quality/?record_type=vehicle&code=checksum"))

    assert all(ref in every for ref in ("UZ-D1", "UZ-D2", "UZ-V"))
    assert (doubles.count("data-row"), vehicles.count("data-row")) == (2, 1)
    assert ("UZ-V" in doubles, "UZ-V" in vehicles) == (False, True)
    for page in (every, doubles, vehicles):
        assert "SECRETNUMBER" not in page
        assert "1M8GDM9A1KP042788" not in page
    assert text(browser.get("/quality/?code=stale")).count("data-row") == 0


def test_others_see_nothing_of_it(world, browser):
    page = text(sit_down(browser, "KZ-3").get("/quality/"))
    table = text(browser.get("/quality/export/?format=csv"))

    assert all(ref not in page + table for ref in ("UZ-D1", "UZ-V", "Ministry of UZ"))


def test_references_go_out_as_a_table(world, browser):
    sit_down(browser, "UZ-3")
    table = text(browser.get("/quality/export/?code=double&format=csv"))
    sheet = b"".join(browser.get("/quality/export/?code=double&format=xlsx").streaming_content)
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).active.values)

    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ["UZ-D1", "UZ-D2"]
    assert [(row[0], row[5]) for row in rows[1:]] == [("UZ-D1", "UZ-D2"), ("UZ-D2", "UZ-D1")]
    assert "SECRETNUMBER" not in table + str(rows)
    assert verbs(world)[-1] == "portal.quality.exported"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_sheet_shows_what_may_be_told_and_the_same_as_a_file(world, browser, language):
    sit_down(browser, "TJ-1").cookies["django_language"] = language
    page = text(browser.get("/banks/united/sheet/?measure=held"))
    month = f"{clock.today():%Y-%m}"
    table = text(browser.get(f"/banks/united/sheet/?month={month}&format=csv")).splitlines()

    assert "<svg" in page
    assert FEW[language] in page
    rows = {line.split(",")[0]: line.split(",")[1:4] for line in table[3:]}
    assert {tuple(row) for row in rows.values()} == {("1", "12", "12"), ("1", FEW[language], FEW[language])}
    assert text(browser.get("/banks/atc/sheet/")).count("<table") == 0
    assert browser.get("/banks/none/sheet/").status_code == 404


def test_score_of_the_month_stands_with_its_trend(world, browser):
    page = text(sit_down(browser, "UZ-3").get("/quality/"))

    assert "cw-bars" in page
    assert "75.0" in page  # three of twelve have something amiss besides missing fields
