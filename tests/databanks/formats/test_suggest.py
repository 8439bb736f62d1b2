"""The mapping that is proposed, for headings as clerks write them."""

import pytest

from commonweal.databanks import formats
from commonweal.databanks.formats import Detected

STOLEN = [
    "Учетный номер", "Гос. номер", "VIN", "Марка, модель ТС", "Цвет кузова", "Год выпуска", "№ двигателя", "Дата угона",
    "Место угона", "№ УД", "Орган", "Примечание",
]  # fmt: skip


def suggested(columns, type_="vehicle", sample=()):
    found = Detected(format="csv", columns=columns, sample=list(sample))
    return formats.suggest_mapping(found, type_)


def test_table_of_stolen_vehicles_is_understood():
    mapping = suggested(STOLEN)

    assert mapping.ref == ["Учетный номер"]
    assert {
        each.column: "/".join(filter(None, (each.property, each.kind, each.field))) for each in mapping.columns
    } == {
        "Гос. номер": "identifiers/plate",
        "VIN": "identifiers/vin",
        "Марка, модель ТС": "models",
        "Цвет кузова": "colours",
        "Год выпуска": "made",
        "№ двигателя": "identifiers/engine",
        "Дата угона": "since",
        "Место угона": "places",
        "№ УД": "basis/number",
        "Орган": "basis/organ",
        "Примечание": "texts",
    }


@pytest.mark.parametrize(
    ("heading", "type_", "target"),
    [
        ("Date of birth", "person", ("births", "", "")),
        ("ФАМИЛИЯ", "person", ("names", "", "family")),
        ("Документ: Серия", "person", ("identifiers", "passport", "series")),
        ("Номер паспорта (серия, номер)", "person", ("identifiers", "passport", "")),
        ("Гражданство", "person", ("countries", "citizenship", "")),
        ("Словесный портрет", "person", ("description", "", "")),
        ("номер ИМО", "vessel", ("identifiers", "imo", "")),
        ("Прізвище", "person", ("names", "", "family")),
        ("Категория", "wanted-notice", ("category", "", "")),
    ],
)
def test_heading_is_understood(heading, type_, target):
    [column] = suggested([heading], type_).columns

    assert (column.property, column.kind, column.field) == target


def test_number_of_the_card_is_the_reference():
    assert suggested(["№ п/п", "№ карточки"]).ref == ["№ карточки"]


def test_running_number_is_no_reference():
    assert suggested(["№ п/п", "Фамилия"], "person").ref == []


def test_order_of_day_and_month_is_told_by_the_sample():
    sample = [["03/04/1984"], ["14/03/1984"]]

    assert suggested(["Дата рождения"], "person", sample).columns[0].date_order == "dmy"


def test_column_of_vins_is_known_by_its_cells():
    sample = [["XTA21703080012345"], ["1M8GDM9AXKP042788"]]

    assert suggested(["Неизвестно"], "vehicle", sample).columns[0].kind == "vin"


def test_what_says_nothing_known_is_left_out():
    assert suggested(["Ъ", "#2", ""], "person").columns == []
