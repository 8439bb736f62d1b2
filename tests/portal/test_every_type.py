"""Every record type has its pages: each property by name, each value in words, nothing that runs, in both languages."""

import csv
import html
import io
import re

import pytest
from django.test import Client
from django.utils import translation

from commonweal.databanks import actions, types
from commonweal.databanks.exports import Choice
from commonweal.portal import exporting
from tests import factories, samples
from tests.portal.test_pages import sit_down

TYPES = {code: each for code, each in types.all_types().items() if not each.protected}
PROTECTED = {code: each for code, each in types.all_types().items() if each.protected}
VICTIM = factories.OPEN_LABEL | {"purposes": ["victim-protection"]}


@pytest.fixture(scope="module")
def world(shared_house, tmp_path_factory):
    """A record of every type in two states, contributed by UZ; ids by type."""
    folder = tmp_path_factory.mktemp("lines")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        superuser.execute("update members_officer set roles = roles || '{exporter,protector}' where code = 'UZ-3'")
        lines = [samples.line(each, f"REF-{code}") for code, each in TYPES.items()]
        lines += [samples.line(each, f"REF-{code}", label=VICTIM) for code, each in PROTECTED.items()]
        batch = factories.contribute(folder, lines)
        assert (batch.rows_new, batch.rows_refused) == (len(lines), 0)
        changed = [each | {"evaluation": "A1"} for each in lines[: len(TYPES)]]
        factories.contribute(folder, changed, name="changed.jsonl")
        yield dict(superuser.execute("select record_type, record_id from databanks_identity").fetchall())


@pytest.fixture(scope="module")
def browser(world):
    return sit_down(Client(raise_request_exception=False), "UZ-3")


def text_of(page: str) -> str:
    """What a reader reads: without tags, entities as signs."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("code", TYPES)
@pytest.mark.parametrize("address", ["/records/{}/", "/records/{}/print/", "/records/{}/versions/"])
def test_page_names_every_property_and_runs_nothing(world, browser, address, code, language):
    browser.cookies["django_language"] = language
    page = browser.get(address.format(world[code])).content.decode()
    words = [each.name[language] for each in TYPES[code].properties.values()]

    assert [word for word in words if word not in text_of(page)] == []
    assert "<img" not in page
    assert " style=" not in page
    assert not re.search(r"\{[\w']+:|None|&lt;Shown", page)


@pytest.mark.parametrize("code", PROTECTED)
def test_protected_record_is_not_at_the_desk_and_leaves_in_no_form(world, browser, code):
    assert browser.get(f"/records/{world[code]}/").status_code == 404
    token = factories.open_as("UZ-3", "reader", "victim-protection")
    with pytest.raises(Exception, match=r"databanks\.export\.protected"):
        actions.print_record(token, world[code])
    with pytest.raises(Exception, match=r"databanks\.export\.nothing"):
        actions.export_found(token, [world[code]], format="csv", reason="x")


def test_table_of_all_types_holds_a_row_of_each_and_every_property(world):
    desk = factories.open_as("UZ-3", "desk", "own-records", case_ref="", standing_duty="desk")
    taken = actions.export_own(desk, Choice(), format="csv", reason="check")
    held = io.BytesIO()
    with translation.override("ru"):
        exporting.write(held, taken)
    rows = list(csv.reader(io.StringIO(held.getvalue().decode("utf-8-sig"), newline="")))
    heading = next(row for row in rows if row[0] == "Код обращения")
    body = [row for row in rows if row[6:7] and row[6].startswith("REF-")]

    assert sorted(row[6] for row in body) == sorted(f"REF-{code}" for code in TYPES)
    assert {len(row) for row in body} == {len(heading)}
    codes = {each.code for known in TYPES.values() for each in known.properties.values() if each.part != "special"}
    assert len(heading) == 9 + len(codes) + 5
