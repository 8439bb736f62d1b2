"""Tables: what a file is, and what its rows become under a mapping."""

from datetime import date

import pytest

from commonweal.common.errors import BadInput
from commonweal.databanks import formats
from commonweal.databanks.formats import Column, Constant, Defaults, Mapping, Refused, Row, Settings, Term

TODAY = date(2026, 11, 24)
DEFAULTS = Defaults(
    type="person",
    label={"bank": "united"},
    basis={"kind": "criminal-case", "number": "25/1107-2"},
    evaluation="B2",
    retention=Term(klass="wanted", years=3),
)
MESSY = (
    "Список лиц, находящихся в розыске;;;;;;;\r\n"
    ";;;;;;;\r\n"
    "Номер п/п;Фамилия;Имя;Отчество;Дата рождения;Паспорт;;Гражданство\r\n"
    "1;2;3;4;5;6;7;8\r\n"
    "1;Иванов;Иван;;14.03.1984;40 01;123456;Российская Федерация\r\n"
    '2;"Петров;а";Пётр;Ильич;03.1985;;;KZ;;;\r\n'
)
COLUMNS = [
    Column(column="Фамилия", property="names", field="family"),
    Column(column="Имя", property="names", field="given"),
    Column(column="Отчество", property="names", field="patronymic"),
    Column(column="Дата рождения", property="births"),
    Column(column="Паспорт", property="identifiers", kind="passport", field="series"),
    Column(column="#7", property="identifiers", kind="passport"),
    Column(column="Гражданство", property="countries", kind="citizenship"),
]
MAPPING = Mapping(ref=["Номер п/п"], columns=COLUMNS)


def written(folder, text, encoding="utf-8"):
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(path, mapping=MAPPING, **chosen):
    settings = Settings(format="csv", mapping=mapping, defaults=DEFAULTS, **chosen)
    return list(formats.read(path, settings, today=TODAY))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
def test_messy_table_is_read_in_every_encoding(tmp_path, encoding):
    path = written(tmp_path, MESSY, encoding)

    found = formats.detect(path, "Розыск.csv")
    rows = read(path)

    assert (found.format, found.encoding, found.delimiter, found.header_row) == ("csv", encoding, ";", 3)
    assert found.columns == ["Номер п/п", "Фамилия", "Имя", "Отчество", "Дата рождения", "Паспорт", "#7", "Гражданство"]
    assert [(row.number, row.line["ref"]) for row in rows] == [(5, "1"), (6, "2")]
    assert rows[0].line["identity"] == {
        "names": [{"text": "Иванов Иван", "parts": {"family": "Иванов", "given": "Иван"}}],
        "births": [{"date": "1984-03-14"}],
        "identifiers": [{"number": "40 01 123456", "kind": "passport"}],
        "countries": [{"code": "RU", "kind": "citizenship"}],
    }
    assert rows[0].line["retention"] == {"class": "wanted", "until": "2029-11-01"}


def test_settings_outlive_json():
    settings = Settings(format="csv", mapping=MAPPING, defaults=DEFAULTS)

    assert formats.from_json(formats.to_json(settings)) == settings


def test_settings_with_an_unknown_field_are_refused():
    with pytest.raises(BadInput) as refused:
        formats.from_json(b'{"format": "csv", "sheeet": "1"}')

    assert refused.value.code == "databanks.settings.malformed"


def test_errors_of_one_row_are_told_together_with_their_columns(tmp_path):
    row = "7;;Иван;;31.02.1984;;;Атлантида\n"
    path = written(tmp_path, MESSY.splitlines()[2] + "\n" + row)

    [refused] = read(path)

    assert (type(refused), refused.line, refused.code) == (Refused, 2, "databanks.cell.date-impossible")
    assert [(each.code, each.params["column"]) for each in refused.also] == [
        ("databanks.cell.unknown-country", "Гражданство")
    ]


def test_refused_row_names_its_reference_where_it_can_be_read(tmp_path):
    columns = [Column(column="n", property="names"), Column(column="d", property="births")]
    given = "ref;n;d\n7;Иванов;31.02.1984\n8;Петров;31.02.1984;;9\n;Сидоров;1984\n"
    path = written(tmp_path, given)

    own = read(path, Mapping(ref=["ref"], columns=columns), delimiter=";")
    made = read(path, Mapping(columns=columns), delimiter=";")

    assert [each.ref for each in own] == ["7", "", ""]
    assert [made[0].ref[:2], made[1].ref] == ["h-", ""]


@pytest.mark.parametrize(
    ("said", "order", "meant"),
    [
        ("14.03.1984", "", "1984-03-14"),
        ("03.04.1984", "", "1984-04-03"),
        ("14/03/1984", "", "1984-03-14"),
        ("03/14/1984", "", "1984-03-14"),
        ("03/04/1984", "dmy", "1984-04-03"),
        ("03/04/1984", "mdy", "1984-03-04"),
        ("1984-03-14T00:00:00", "", "1984-03-14"),
        ("14.03.1984 0:00:00", "", "1984-03-14"),
        ("14 марта 1984 г.", "", "1984-03-14"),
        ("30755", "", "1984-03-14"),
        ("00.00.1984", "", "1984"),
        ("03.1984", "", "1984-03"),
        ("1984 г.", "", "1984"),
        ("14.03.84", "dmy", "1984-03-14"),
        ("19840314", "", "1984-03-14"),
        ("14031984", "", "1984-03-14"),
    ],
)
def test_date_is_read_as_people_write_it(tmp_path, said, order, meant):
    mapping = Mapping(
        ref=["n"],
        columns=[Column(column="n", property="names"), Column(column="d", property="births", date_order=order)],
    )

    [row] = read(written(tmp_path, f"n,d\nИванов,{said}\n"), mapping)

    assert row.line["identity"]["births"] == [{"date": meant}]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("03/04/1984", "date-ambiguous"),
        ("14/03/84", "year-short"),
        ("14.03.84", "year-short"),
        ("29.02.2025", "date-impossible"),
        ("14.13.1984", "date-impossible"),
        ("вчера", "date-unreadable"),
        ("14.03.0084", "date-impossible"),
    ],
)
def test_date_that_is_none_is_explained(tmp_path, said, code):
    mapping = Mapping(ref=["n"], columns=[Column(column="n", property="names"), Column(column="d", property="births")])

    [refused] = read(written(tmp_path, f"n,d\nИванов,{said}\n"), mapping)

    assert refused.code == f"databanks.cell.{code}"


def test_number_shortened_by_a_spreadsheet_is_explained(tmp_path):
    mapping = Mapping(columns=[Column(column="n", property="names"), Column(column="p", property="identifiers")])

    [refused] = read(written(tmp_path, "n;p\nИванов;1,23457E+11\n"), mapping)

    assert (refused.code, refused.params["value"]) == ("databanks.cell.shortened", "1,23457E+11")


def test_row_without_reference_has_one_made_of_what_identifies_it(tmp_path):
    mapping = Mapping(columns=[Column(column="n", property="names"), Column(column="t", property="texts")])

    first = read(written(tmp_path, "n;t\nИванов;a\nПетров;b\n"), mapping)
    again = read(written(tmp_path, "n;t\nПетров;c\n ИВАНОВ;a\n"), mapping)

    assert [row.line["ref"] for row in first] == [row.line["ref"] for row in reversed(again)]
    assert len({row.line["ref"] for row in first}) == 2


def test_values_are_split_and_looked_up(tmp_path):
    mapping = Mapping(
        ref=["n"],
        columns=[
            Column(column="n", property="names"),
            Column(column="s", property="sex", values={"М": "male", "ж": "female"}),
            Column(column="p", property="identifiers", kind="id-card", split=";"),
        ],
        constants=[Constant(property="identifiers", kind="id-card", field="country", value="Казахстан")],
    )

    [row] = read(written(tmp_path, "n,s,p\nИванов,м,12;34\n"), mapping)

    assert row.line["identity"]["sex"] == ["male"]
    assert row.line["identity"]["identifiers"] == [
        {"number": "12", "country": "KZ", "kind": "id-card"},
        {"number": "34", "country": "KZ", "kind": "id-card"},
    ]


def test_open_quotation_mark_ends_the_file(tmp_path):
    path = written(tmp_path, 'n,d\nИванов,1984\n"Петров,1985\nСидоров,1986\n')
    mapping = Mapping(columns=[Column(column="n", property="names"), Column(column="d", property="births")])

    with pytest.raises(BadInput) as refused:
        read(path, mapping, delimiter=",", encoding="utf-8")

    assert (refused.value.code, refused.value.params["row"]) == ("databanks.file.quote-open", 3)


def test_bytes_of_another_encoding_refuse_their_row_alone(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes("n;d\nИванов;1984\n".encode() + "Петров;1985\n".encode("cp1251") + "Сидоров;1986\n".encode())
    mapping = Mapping(columns=[Column(column="n", property="names"), Column(column="d", property="births")])

    rows = read(path, mapping, delimiter=";", encoding="utf-8")

    assert [(type(row), getattr(row, "code", "")) for row in rows] == [
        (Row, ""),
        (Refused, "databanks.cell.no-text"),
        (Row, ""),
    ]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (None, "databanks.mapping.missing"),
        (Mapping(columns=[Column(column="x", property="names")]), "databanks.mapping.unknown-column"),
        (Mapping(columns=[Column(column="n", property="wings")]), "databanks.mapping.unknown-word"),
        (Mapping(columns=[Column(column="n", property="names", kind="x")]), "databanks.mapping.unknown-word"),
        (Mapping(columns=[Column(column="n", property="names", field="x")]), "databanks.mapping.unknown-word"),
        (Mapping(columns=[Column(column="n", property="births", date_order="x")]), "databanks.mapping.unknown-word"),
        (Mapping(columns=[Column(column="n", property="names", field="given")] * 2), "databanks.mapping.same-field"),
    ],
)
def test_mapping_that_does_not_fit_is_told_before_the_first_row(tmp_path, mapping, code):
    with pytest.raises(BadInput) as refused:
        read(written(tmp_path, "n;d\nИванов;1984\n"), mapping)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "chosen",
    [
        {"encoding": "rot13"},
        {"delimiter": ";;"},
        {"delimiter": "\n"},
        {"quote": "''"},
        {"delimiter": ";", "quote": ";"},
        {"header_row": 10**9},
        {"header_row": -2},
        {"sheet": "a\0b"},
    ],
)
def test_setting_that_no_reader_can_work_with_is_refused(tmp_path, chosen):
    path = written(tmp_path, "n;d\nИванов;1984\n")

    for look in (lambda: read(path, **chosen), lambda: formats.detect(path, settings=Settings(format="csv", **chosen))):
        with pytest.raises(BadInput) as refused:
            look()
        assert refused.value.code == "databanks.settings.malformed"
