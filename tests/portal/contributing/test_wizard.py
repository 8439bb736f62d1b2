"""A file on its way: uploaded, read, mapped, checked, handed in, approved; every step says what is missing."""

import io
import re

import pytest

from commonweal.databanks import uploads
from tests import factories
from tests.portal.contributing.conftest import CARS, at_desk, upload, work

HEADINGS = ["№ дела", "Госномер", "Марка", "Цвет", "Дата угона"]
MAPPED = {
    "type": "vehicle",
    "c0-ref": "on",
    "c1-target": "identifiers|plate|",
    "c2-target": "makes||",
    "c3-target": "colours||",
    "c4-target": "since||",
    "k0-target": "circumstance||",
    "k0-value": "stolen",
    "preset": "hit",
    "states": ["KZ", "RU"],
    "denied": ["TJ"],
    "purposes": ["wanted-person"],
    "kinds": ["interior"],
    "basis_kind": "criminal-case",
    "basis_number": "11-2024",
    "years": "3",
    "retention": "object",
    "do": "check",
}
"""What a clerk says of the file `CARS`."""


def page(answer) -> str:
    return answer.content.decode()


def errors(answer) -> list[str]:
    """The fields that the summary of errors names."""
    return re.findall(r'<li><a href="#f-([\w-]+)">', page(answer))


def checked(clerk, world, content: str | bytes = CARS, **said: object) -> str:
    """An upload that was mapped and checked; its id."""
    new = upload(clerk, content)
    assert clerk.post(f"/contributions/file/{new}/mapping/", MAPPED | said).status_code == 302
    work(world)
    return new


def test_file_is_looked_at_as_soon_as_it_comes_in(clerk):
    new = upload(clerk, CARS.encode("cp1251"))

    shown = page(clerk.get(f"/contributions/file/{new}/"))
    assert "Windows Cyrillic (CP1251)" in shown
    assert re.findall(r'<th scope="col"><bdi>(.*?)</bdi>', shown) == [
        "№ дела",
        "Госномер",
        "Марка",
        "Цвет",
        "Дата угона",
    ]
    assert "А123ВС77" in shown
    assert "Реестр угнанных автомашин" in shown


def test_file_is_read_otherwise_where_its_contributor_says_so(clerk):
    new = upload(clerk, CARS.encode("cp1251"))
    again = {"format": "csv", "encoding": "cp1251", "delimiter": ";", "quote": "double", "header_row": "-1"}

    assert clerk.post(f"/contributions/file/{new}/", again).status_code == 302
    assert "<bdi>#2</bdi>" in page(clerk.get(f"/contributions/file/{new}/"))
    wrong = clerk.post(f"/contributions/file/{new}/", again | {"header_row": "second"})
    assert (wrong.status_code, errors(wrong)) == (400, ["format"])


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_file_that_nobody_reads_is_refused_and_nothing_is_kept(clerk, world, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = clerk.post("/contributions/file/", {"file": SimpleUploadedFile("x.bin", content)})

    assert (answer.status_code, errors(answer)) == (400, ["file"])
    assert world.execute("select count(*) from databanks_upload").fetchone() == (0,)


def test_no_file_and_a_file_that_is_too_large_are_told_at_the_field(clerk, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.setattr(uploads, "LARGEST", 1000)
    none = clerk.post("/contributions/file/", {})
    large = clerk.post("/contributions/file/", {"file": SimpleUploadedFile("x.csv", b"a;b\n" * 1000)})

    assert [(each.status_code, errors(each)) for each in (none, large)] == [(400, ["file"]), (400, ["file"])]


def test_form_without_its_mark_is_refused_and_nothing_is_kept(world):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = at_desk("UZ-1").cookies

    answer = strict.post("/contributions/file/", {"file": SimpleUploadedFile("x.csv", CARS.encode())})

    assert answer.status_code == 403
    assert world.execute("select count(*) from databanks_upload").fetchone() == (0,)


def test_everything_that_is_missing_is_told_at_once(clerk):
    new = upload(clerk)
    nothing = {"preset": "", "k0-value": "", "basis_kind": "", "years": ""}

    answer = clerk.post(f"/contributions/file/{new}/mapping/", MAPPED | nothing)

    assert errors(answer) == ["preset", "columns", "basis_kind", "years"]


def test_first_rows_stand_with_their_numbers_in_the_file(clerk):
    new = upload(clerk)

    shown = re.findall(r'<tr><td class="cw-num cw-quiet">(\d+)</td>', page(clerk.get(f"/contributions/file/{new}/")))

    assert shown == ["3", "4", "5"]


def test_proposed_name_without_a_kind_is_chosen_as_its_first_kind(clerk):
    new = upload(clerk, "Фамилия;Имя;Место рождения\r\nТарханбеков;Эльдар;Самарканд\r\n")

    shown = page(clerk.get(f"/contributions/file/{new}/mapping/?type=person"))

    chosen = re.findall(r'<option value="(\w+[|][\w|]+)" selected>', shown)
    assert chosen == ["names|full|", "names|full|", "places|birth|"]


def test_upload_is_nobody_elses(clerk, world):
    new = upload(clerk)

    for other in ("UZ-3", "KZ-1"):
        answer = at_desk(other).get(f"/contributions/file/{new}/")
        assert (answer.status_code, "А123ВС77" in page(answer)) == (400, False)


def test_dry_run_of_somebody_elses_upload_is_not_begun(clerk, world):
    new = upload(clerk)
    world.execute("update members_officer set roles = roles || '{contributor}' where code = 'UZ-2'")

    answer = at_desk("UZ-2").post(f"/contributions/file/{new}/check/")

    assert answer.status_code == 400
    assert world.execute("select count(*) from databanks_work").fetchone() == (0,)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"preset": ""}, "preset"),
        ({"states": []}, "states"),
        ({"purposes": []}, "purposes"),
        ({"years": ""}, "years"),
        ({"years": "three"}, "years"),
        ({"type": ""}, "type"),
        ({"basis_kind": ""}, "basis_kind"),
        ({"basis_number": ""}, "basis_number"),
        ({"c1-target": "nothing||"}, "columns"),
        ({"k0-value": ""}, "columns"),
        ({"c3-values": "only a word"}, "columns"),
    ],
)
def test_what_is_missing_is_told_and_the_draft_kept(clerk, said, field):
    new = upload(clerk)
    answer = clerk.post(f"/contributions/file/{new}/mapping/", MAPPED | said)

    assert (answer.status_code, errors(answer)) == (400, [field])
    chosen = re.search(r'name="c2-target".*?</select>', page(answer), re.DOTALL)
    assert said.get("type", "x") == "" or '<option value="makes||" selected>' in chosen[0]


def test_dry_run_counts_and_explains_and_writes_nothing(clerk, world):
    new = checked(clerk, world)

    shown = page(clerk.get(f"/contributions/file/{new}/check/"))
    assert re.findall(r"<dt>(?:▲ )?([\w ]+)</dt><dd>(\d+)</dd>", shown) == [
        ("new records", "2"),
        ("would change", "0"),
        ("the same as now", "0"),
        ("refused", "1"),
    ]
    assert "Column “Дата угона”: there is no date “99.99.2024”" in shown
    assert world.execute("select count(*) from databanks_batch").fetchone() == (0,)


def test_rejects_are_taken_out_with_every_reason_and_their_cells(clerk, world):
    new = checked(clerk, world)

    lines = b"".join(clerk.get(f"/contributions/file/{new}/refused/csv/").streaming_content).decode().splitlines()
    sheet = b"".join(clerk.get(f"/contributions/file/{new}/refused/xlsx/").streaming_content)

    assert clerk.get(f"/contributions/file/{new}/refused/exe/").status_code == 404
    assert lines[0].lstrip("\ufeff").split(",")[3:] == HEADINGS
    assert lines[1].startswith("5,") and lines[1].endswith("11-003,К789МН50,Тойота,белый,99.99.2024")
    assert sheet[:2] == b"PK"


def test_word_that_was_not_understood_is_mapped_and_then_taken(clerk, world):
    new = checked(clerk, world, CARS.replace("красный", "цвета закат"))
    shown = page(clerk.get(f"/contributions/file/{new}/mapping/"))
    assert 'name="c3-word0" value="цвета закат"' in shown
    assert (
        clerk.post(
            f"/contributions/file/{new}/mapping/", MAPPED | {"c3-word0": "цвета закат", "c3-means0": "red"}
        ).status_code
        == 302
    )
    work(world)

    assert "<dt>new records</dt><dd>2</dd>" in page(clerk.get(f"/contributions/file/{new}/check/"))


def test_good_rows_are_handed_in_approved_by_another_and_the_upload_is_gone(clerk, chief, world):
    new = checked(clerk, world)
    assert clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"}).status_code == 302
    work(world)
    (batch,) = world.execute("select id from databanks_batch").fetchone()

    mine, theirs = (page(each.get(f"/contributions/{batch}/")) for each in (clerk, chief))
    assert ("Approve batch" in mine, "Approve batch" in theirs) == (False, True)
    assert "А123ВС77" in theirs
    assert re.findall(r"row (\d+)</span>", theirs) == ["3", "4"]
    assert "there is no date “99.99.2024”" in theirs
    facts = [re.sub(r"<[^>]+>", "|", each) for each in re.findall(r"<dt>Basis</dt>.*?</dl>", theirs)]
    assert [re.findall(r"[^|]{2,}", each)[1:3] for each in facts] == [["Criminal case", "11-2024"]]
    assert chief.post(f"/contributions/{batch}/approve/").status_code == 302
    assert "there is no date “99.99.2024”" in page(chief.get(f"/contributions/{batch}/"))
    refs = world.execute("select owner_ref from databanks_identity order by 1").fetchall()
    assert refs == [("11-001",), ("11-002",)]
    assert world.execute("select count(*) from databanks_upload").fetchone() == (0,)


def test_label_of_the_preset_is_the_label_of_the_records(clerk, chief, world):
    new = checked(clerk, world)
    clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"})
    work(world)
    (batch,) = world.execute("select id from databanks_batch").fetchone()
    chief.post(f"/contributions/{batch}/approve/")

    columns = "scope, see_full, see_core, see_hit, denied, kinds, purposes"
    assert world.execute(f"select {columns} from handling_label").fetchall() == [
        (3, [], [], ["KZ", "RU"], ["TJ"], ["interior"], ["wanted-person"])
    ]


def test_corrected_file_brings_only_its_corrections(clerk, chief, world):
    for content in (CARS, CARS.replace("99.99.2024", "09.09.2024")):
        new = checked(clerk, world, content)
        clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"})
        work(world)
        (batch,) = world.execute("select id from databanks_batch where state = 'staged'").fetchone()
        chief.post(f"/contributions/{batch}/approve/")

    assert world.execute("select rows_new, rows_same from databanks_batch order by opened_at").fetchall() == [
        (2, 0),
        (1, 2),
    ]


def test_all_or_nothing_with_a_refused_row_is_not_handed_in(clerk, world):
    new = checked(clerk, world)
    answer = clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "whole"})

    assert (answer.status_code, errors(answer)) == (400, ["take"])


def test_whole_list_needs_a_name(clerk, world):
    new = checked(clerk, world)
    answer = clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good", "full": "on"})

    assert (answer.status_code, errors(answer)) == (400, ["full"])


def test_settings_that_changed_since_are_checked_before_handing_in(clerk, world):
    new = checked(clerk, world)
    clerk.post(f"/contributions/file/{new}/mapping/", MAPPED | {"do": "save"})

    assert clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"}).status_code == 409


def test_saved_mapping_serves_the_next_file(clerk, world):
    checked(clerk, world, save_as="месячный")
    assert "месячный" in page(clerk.get("/contributions/mappings/"))

    new = upload(clerk, CARS.replace("11-00", "12-00"), profile="месячный")
    shown = page(clerk.get(f"/contributions/file/{new}/mapping/"))
    assert '<option value="identifiers|plate|" selected>' in shown
    assert clerk.post(f"/contributions/file/{new}/check/").status_code == 302
    work(world)
    assert "<dt>new records</dt><dd>2</dd>" in page(clerk.get(f"/contributions/file/{new}/check/"))

    clerk.post("/contributions/mappings/", {"name": "месячный"})
    assert "There is none yet" in page(clerk.get("/contributions/mappings/"))


def test_spreadsheet_comes_the_same_way_with_proposals_for_its_columns(clerk, world):
    from openpyxl import Workbook

    book = Workbook()
    for row in CARS.splitlines():
        book.active.append(row.split(";"))
    held = io.BytesIO()
    book.save(held)
    new = upload(clerk, held.getvalue(), "угон.xlsx")

    shown = page(clerk.get(f"/contributions/file/{new}/mapping/?type=vehicle"))
    assert '<option value="identifiers|plate|" selected>' in shown
    assert clerk.post(f"/contributions/file/{new}/mapping/", MAPPED).status_code == 302
    work(world)
    assert "<dt>new records</dt><dd>2</dd>" in page(clerk.get(f"/contributions/file/{new}/check/"))
    lines = b"".join(clerk.get(f"/contributions/file/{new}/refused/csv/").streaming_content).decode()
    assert lines.strip().endswith("11-003,К789МН50,Тойота,белый,99.99.2024")


def test_json_lines_need_no_mapping(clerk, world):
    import json

    line = json.dumps(factories.person("UZ-1", "Karimov", "Aziz"))
    new = upload(clerk, line + "\n", "people.jsonl")

    assert "there are no columns to explain" in page(clerk.get(f"/contributions/file/{new}/"))
    clerk.post(f"/contributions/file/{new}/check/")
    work(world)
    assert "<dt>new records</dt><dd>1</dd>" in page(clerk.get(f"/contributions/file/{new}/check/"))


def test_officer_without_the_role_uploads_nothing(world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    world.execute("update members_officer set roles = '{reader,desk}' where code = 'UZ-4'")
    browser = at_desk("UZ-4")

    assert "Hand in a file" not in page(browser.get("/contributions/"))
    assert browser.post("/contributions/file/", {"file": SimpleUploadedFile("x.csv", CARS.encode())}).status_code == 403


def test_removed_upload_is_gone(clerk, world):
    new = upload(clerk)
    assert clerk.post(f"/contributions/file/{new}/remove/").status_code == 302

    assert world.execute("select count(*) from databanks_upload_chunk").fetchone() == (0,)
