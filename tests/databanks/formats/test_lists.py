"""Published lists: what their entries become, on entries made up for this purpose."""

from pathlib import Path

import pytest

from commonweal.common.errors import BadInput
from commonweal.databanks import formats, lines
from commonweal.databanks.formats import Held, Refused, Row, ofac_remarks
from tests.databanks.formats.settings import TODAY, read

SAMPLES = Path(__file__).parent / "samples"
"""Entries made up for this purpose, in the form of the published files."""
UN = (SAMPLES / "un.xml").read_text(encoding="utf-8")
SDN = (SAMPLES / "ofac_sdn.csv").read_text(encoding="utf-8")
ALT = '11,1,"fka","SAMPLE, Abu",-0- \n99,2,"aka","NOBODY",-0- \n\x1a'
ADD = '11,1,"1 Test Street","Homs 1000","Syria",-0- \n'


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused_later(rows):
    """What the next step refuses of a list's rows: nothing, if every row is a line of its record type."""
    reading = lines.Reading(party="UZ", agency="UZ-MIA", unit="", today=TODAY)
    found = lines.prepared([row for row in rows if isinstance(row, Row)], reading)
    return [(each.line, each.message) for each in found if isinstance(each, Refused)]


def test_un_list_becomes_persons_and_organisations(tmp_path):
    path = written(tmp_path, "un.xml", UN)

    person, refused, organisation = rows = read("un-xml", path)

    assert formats.detect(path, "list.xml").format == "un-xml"
    assert [row.line["ref"] for row in (person, organisation)] == ["un/TEi.001", "un/TEe.001"]
    assert (refused.line, refused.code) == (2, "databanks.list.no-record")
    assert refused_later(rows) == []


def test_un_person_keeps_what_the_list_says(tmp_path):
    person = read("un-xml", written(tmp_path, "un.xml", UN))[0].line

    assert person["identity"] == {
        "names": [
            {"text": "ABU EXAMPLE", "kind": "full", "script": "Latn"},
            {"text": "أبو مثال", "kind": "full", "script": "Arab", "source": "original script"},
            {"text": "The Tester", "kind": "weak-alias", "script": "Latn", "source": "quality: Low"},
        ],
        "births": [
            {"date": "1971-02-03"},
            {"date": "1969", "source": "approximately"},
            {"date": "1965", "source": "between 1965 and 1967"},
            {"date": "1966", "source": "between 1965 and 1967"},
            {"date": "1967", "source": "between 1965 and 1967"},
        ],
        "sex": ["male"],
        "countries": [
            {"code": "SY", "kind": "residence"},
            {"code": "SY", "kind": "birth"},
            {"code": "SY", "kind": "citizenship"},
        ],
        "identifiers": [
            {
                "number": "51 5458008",
                "kind": "passport",
                "country": "RU",
                "issued": "2010-09-08",
                "source": "Russian travel passport number 51 5458008",
            },
            {"number": "TEi.001", "kind": "list-reference"},
        ],
    }
    assert person["narrative"]["listings"] == [{"number": "TEi.001", "kind": "un-listing", "issued": "2012-12-31"}]
    assert {text["text"] for text in person["narrative"]["texts"]} == {
        "A comment.",
        "Alias The Tester: a nickname",
        "DATAID: 1",
        "Nationality: Atlantis",
        "UN list: Test",
        "Updated: 2016-10-13",
    }


def test_ofac_rows_are_taken_whole(tmp_path):
    files = [written(tmp_path, name, text) for name, text in (("sdn.csv", SDN), ("alt.csv", ALT), ("add.csv", ADD))]

    rows = read("ofac-csv", *files)

    assert [formats.detect(path, path.name).format for path in files] == ["ofac-csv"] * 3
    assert [row.line["type"] for row in rows if isinstance(row, Row)] == [
        "person",
        "organisation",
        "vessel",
        "aircraft",
        "organisation",
    ]
    assert refused_later(rows) == []


def test_ofac_person_has_names_and_addresses_of_the_other_files_and_his_remarks(tmp_path):
    files = [written(tmp_path, name, text) for name, text in (("sdn.csv", SDN), ("alt.csv", ALT), ("add.csv", ADD))]

    person = read("ofac-csv", *files)[0].line

    assert person["identity"]["names"] == [
        {"text": "EXAMPLE, Abu", "kind": "full", "script": "Latn", "parts": {"family": "EXAMPLE", "given": "Abu"}},
        {"text": "SAMPLE, Abu", "kind": "former", "script": "Latn", "source": "fka"},
        {"text": "THE TESTER", "kind": "alias", "script": "Latn"},
    ]
    assert person["identity"]["births"] == [
        {"date": "1971-02-03"},
        {"date": "1969", "source": "circa"},
        *({"date": str(year), "source": "1965 to 1967"} for year in (1965, 1966, 1967)),
    ]
    assert person["identity"]["identifiers"][1:] == [
        {"number": "K123456", "kind": "passport", "country": "SY", "issued": "1990-02-14", "until": "1995-02-13"}
    ]
    assert person["narrative"]["places"] == [
        {"text": "1 Test Street, Homs 1000, Syria", "kind": "residence", "country": "SY"},
        {"text": "Homs, Syria", "kind": "birth", "country": "SY"},
    ]
    assert person["narrative"]["texts"] == [{"text": "Linked to: EXAMPLE TRADING"}, {"text": "Remarks: son of a man"}]


def test_ofac_things_and_links(tmp_path):
    rows = read("ofac-csv", written(tmp_path, "sdn.csv", SDN))

    organisation, vessel, aircraft = (row.line for row in rows[1:4])
    assert organisation["links"] == [{"to": "ofac/15", "kind": "associate"}]
    assert vessel["identity"]["deadweight"] == [{"amount": "99144", "unit": "t"}]
    assert vessel["identity"]["identifiers"][1:] == [
        {"number": "T2EU4", "kind": "call-sign"},
        {"number": "9187629", "kind": "imo"},
        {"number": "572469210", "kind": "mmsi"},
    ]
    assert aircraft["identity"]["identifiers"][::2] == [
        {"number": "EP-EXA", "kind": "registration"},
        {"number": "8401", "kind": "serial"},
    ]


def test_ofac_name_without_its_entry_is_held_and_joins_a_newer_main_file(tmp_path):
    sdn, alt = written(tmp_path, "sdn.csv", SDN), written(tmp_path, "alt.csv", ALT)
    newer = written(tmp_path, "newer.csv", SDN + '99,"SOMEBODY",-0- ' + ",-0- " * 9 + "\n")

    held = [row for row in read("ofac-csv", sdn, alt) if isinstance(row, Held)]
    again = read("ofac-csv", newer, held=held)

    assert [(each.number, each.parent) for each in held] == [(2, "ofac/99")]
    assert [row for row in again if isinstance(row, Held)] == []
    assert [name["text"] for name in again[-1].line["identity"]["names"]] == ["SOMEBODY", "NOBODY"]


def test_refused_entry_names_its_reference(tmp_path):
    sdn = written(tmp_path, "sdn.csv", '7,"X","airship",' + "-0- ," * 8 + "-0- \n8,X\n")
    un = "<L><INDIVIDUAL><REFERENCE_NUMBER>QDi.1</REFERENCE_NUMBER></INDIVIDUAL><ENTITY/></L>"

    assert [each.ref for each in read("ofac-csv", sdn)] == ["ofac/7", "ofac/8"]
    assert [each.ref for each in read("un-xml", written(tmp_path, "un.xml", un))] == ["un/QDi.1", ""]


@pytest.mark.parametrize("format_", ["un-xml", "ofac-csv"])
def test_file_that_is_no_list_is_refused(tmp_path, format_):
    path = written(tmp_path, "x", "<a><b/></a>\n" if format_ == "un-xml" else "1,2,3\n")

    with pytest.raises(BadInput) as refused:
        read(format_, path)

    assert refused.value.code == "databanks.list.empty"


def test_every_piece_of_a_remark_comes_back():
    remark = "DOB 1970; wife of X (a.k.a. Y; Z); Cedula No. 16 247 (Colombia); f.k.a. 'OLD'; Phone 850."

    found = list(ofac_remarks.pieces(remark))

    assert [(piece.what, piece.value, piece.kind) for piece in found] == [
        ("birth", "1970", ""),
        ("other", "wife of X (a.k.a. Y; Z)", ""),
        ("number", "16 247", "national-id"),
        ("alias", "OLD", "former"),
        ("other", "Phone 850", ""),
    ]
