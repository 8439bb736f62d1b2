"""A file that is a whole list, whose absent records are withdrawn on the contributor's word alone; a batch undone."""

import re

from tests.portal.contributing.conftest import CARS, work
from tests.portal.contributing.test_wizard import checked, errors, page

SHORTER = "\n".join(line for line in CARS.splitlines() if not line.startswith("11-002")) + "\n"


def approved(clerk, chief, world, content: str = CARS, how: dict | None = None, **said: object) -> str:
    """A batch that was handed in and approved; its id."""
    new = checked(clerk, world, content, **said)
    answer = clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"} | (how or {}))
    assert answer.status_code == 302, page(answer)
    work(world)
    (batch,) = world.execute("select id from databanks_batch where state = 'staged'").fetchone()
    assert chief.post(f"/contributions/{batch}/approve/").status_code == 302
    return batch


def standing(world) -> list[tuple[str, str]]:
    return world.execute(
        "select i.owner_ref, r.status from databanks_record r join databanks_identity i on i.record_id = r.id"
        " order by owner_ref"
    ).fetchall()


def test_absent_records_are_withdrawn_only_where_their_number_is_typed(clerk, chief, world):
    approved(clerk, chief, world, how={"full": "on"}, list="cars")
    new = checked(clerk, world, SHORTER, list="cars")
    shown = page(clerk.get(f"/contributions/file/{new}/check/"))
    assert "1 active record of the list cars is not in the file; it would be withdrawn." in shown

    for typed in ("", "2"):
        answer = clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good", "full": "on", "absent": typed})
        assert (answer.status_code, errors(answer)) == (400, ["absent"])
    clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good", "full": "on", "absent": "1"})
    work(world)
    (batch,) = world.execute("select id from databanks_batch where state = 'staged'").fetchone()
    assert "▲ absent, to be withdrawn</dt><dd>1</dd>" in page(chief.get(f"/contributions/{batch}/"))
    assert ("11-002", "active") in standing(world)
    chief.post(f"/contributions/{batch}/approve/")

    assert standing(world) == [("11-001", "active"), ("11-002", "withdrawn")]


def test_row_that_is_refused_is_not_absent_and_one_without_a_name_stops_withdrawing(clerk, chief, world):
    approved(clerk, chief, world, how={"full": "on"}, list="cars")
    spoilt = checked(clerk, world, SHORTER + "11-002;В456ЕК99;Форд;синий;99.99.2024\n", list="cars")
    assert "would be withdrawn" not in page(clerk.get(f"/contributions/file/{spoilt}/check/"))
    nameless = checked(clerk, world, SHORTER + ";В456ЕК99;Форд;синий;14.03.2024\n", list="cars")

    answer = clerk.post(f"/contributions/file/{nameless}/hand-in/", {"take": "good", "full": "on", "absent": "1"})

    assert (answer.status_code, errors(answer)) == (400, ["full"])


def test_part_of_a_list_withdraws_nothing(clerk, chief, world):
    approved(clerk, chief, world, how={"full": "on"}, list="cars")
    new = checked(clerk, world, SHORTER, list="cars")
    clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"})
    work(world)

    assert standing(world) == [("11-001", "active"), ("11-002", "active")]


def test_work_that_failed_says_why_and_the_dry_run_can_be_repeated(clerk, chief, world):
    approved(clerk, chief, world, how={"full": "on"}, list="cars")
    new = checked(clerk, world, SHORTER, list="cars")
    clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good", "full": "on", "absent": "1"})
    world.execute("update databanks_record set status = 'withdrawn'")  # what is absent is another number now
    work(world)

    shown = page(clerk.get(f"/contributions/file/{new}/check/"))
    assert "databanks.batch.absent-not-confirmed" in shown
    assert "Repeat the dry run" in shown
    clerk.post(f"/contributions/file/{new}/check/")
    work(world)
    assert "databanks.batch.absent-not-confirmed" not in page(clerk.get(f"/contributions/file/{new}/check/"))


def test_batch_is_undone_with_a_reason_after_its_numbers_were_seen(clerk, chief, world):
    batch = approved(clerk, chief, world)
    shown = page(chief.get(f"/contributions/{batch}/undo/"))
    assert re.findall(r"<dt>([\w, ]+)</dt><dd>(\d+)</dd>", shown)[:1] == [("new records, to be withdrawn", "2")]
    assert errors(chief.post(f"/contributions/{batch}/undo/", {"because": " "})) == ["because"]
    assert chief.post(f"/contributions/{batch}/undo/", {"because": "wrong list"}).status_code == 302
    work(world)

    assert standing(world) == [("11-001", "withdrawn"), ("11-002", "withdrawn")]
    assert "Undone" in page(clerk.get(f"/contributions/{batch}/"))
    assert "wrong list" in page(clerk.get(f"/contributions/{batch}/"))


def test_contributor_does_not_undo_his_own_batch(clerk, chief, world):
    batch = approved(clerk, chief, world)

    assert "Undo this batch" not in page(clerk.get(f"/contributions/{batch}/"))
    assert clerk.get(f"/contributions/{batch}/undo/").status_code == 403


def test_changed_row_is_shown_before_and_after(clerk, chief, world):
    approved(clerk, chief, world)
    new = checked(clerk, world, CARS.replace("красный", "зелёный"))
    clerk.post(f"/contributions/file/{new}/hand-in/", {"take": "good"})
    work(world)
    (batch,) = world.execute("select id from databanks_batch where state = 'staged'").fetchone()

    shown = page(chief.get(f"/contributions/{batch}/"))
    assert "<del>red</del>" in shown
    assert "<ins>green</ins>" in shown
