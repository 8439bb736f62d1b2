"""A register of stolen vehicles as offices keep it: a spreadsheet with everything that grows into one over the years.

Title lines, headings over two rows with merged cells, a row that numbers the columns, an empty column, plates in
Cyrillic and Latin letters mixed, numbers that are floats, dates in three styles, words nobody agreed on. All invented.
`PLANTED` mistakes are put into known rows; `corrected` is the same register after its clerk has mended them.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from openpyxl import Workbook

FIRST_ROW = 6
"""Row of the spreadsheet in which the first vehicle stands."""
HEADINGS = (
    ("№ п/п", ""),
    ("№ карточки", ""),
    ("Транспортное средство", "Марка"),
    ("", "Модель"),
    ("", "Год выпуска"),
    ("", "Цвет"),
    ("", ""),
    ("Номера", "Гос. номер"),
    ("", "VIN"),
    ("", "№ двигателя"),
    ("Похищено", "Дата угона"),
    ("", "Место угона"),
    ("Примечание", ""),
)
MAKES = {"ВАЗ": ["2107", "21099", "Гранта"], "Toyota": ["Camry", "Corolla"], "Hyundai": ["Accent", "Solaris"],
         "КАМАЗ": ["5490", "65115"], "Daewoo": ["Nexia", "Матиз"]}  # fmt: skip
COLOURS = ("белый", "Чёрный", "серый", "КРАСНЫЙ", "синий", "зелёный", "серебристый")
HOUSE_WORDS = {"мокрый асфальт": "grey", "баклажан": "violet", "слоновая кость": "beige"}
"""What this office calls colours, and the code that is meant: to be mapped on screen, no mistakes."""
LATIN = dict(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
PLACES = ("г. Алматы, ул. Абая", "г. Шымкент, рынок", "Астана, парковка у вокзала", "Тараз", "пос. Отеген батыр")
CARD, MAKE, COLOUR, PLATE, VIN, ENGINE, STOLEN = 1, 2, 5, 7, 8, 9, 10
"""Places of the columns that mistakes are put into."""
MISTAKES = (
    # How many, which column, what stands there instead, the code by which it is told.
    (5, STOLEN, "31.02.2024", "databanks.cell.date-impossible"),
    (4, STOLEN, "весной", "databanks.cell.date-unreadable"),
    (3, STOLEN, "14.03.19", "databanks.cell.year-short"),
    (5, COLOUR, "краный", "databanks.cell.unknown-word"),
    (3, ENGINE, "1,23457E+16", "databanks.cell.shortened"),
    (3, VIN, "#ССЫЛКА!", "databanks.cell.sheet-error"),
    (2, PLATE, "А" * 61, "databanks.cell.too-long"),
    (3, CARD, "", "databanks.row.no-reference"),
    (4, CARD, "repeat", "databanks.line.repeated-ref"),
    (5, PLATE, "no number at all", "databanks.row.required"),
)
PLANTED = sum(count for count, *_ in MISTAKES)


@dataclass(frozen=True)
class Register:
    """The rows as the clerk typed them and as he mended them; which row of the file has which mistake."""

    rows: list[list[object]]
    corrected: list[list[object]]
    mistakes: dict[int, str]

    def plate(self, number: int) -> str:
        """The plate of a vehicle, all in Cyrillic."""
        told = str(self.corrected[number][PLATE])
        return "".join({latin: own for own, latin in LATIN.items()}.get(sign, sign) for sign in told)


def register(count: int = 5_000, seed: int = 7) -> Register:
    """`count` vehicles with `PLANTED` mistakes; the same for the same numbers."""
    dice = Random(seed)
    corrected = [_vehicle(dice, number) for number in range(count)]
    rows = [list(row) for row in corrected]
    chosen = iter(dice.sample(range(10, count), PLANTED))
    mistakes = {}
    for times, column, wrong, code in MISTAKES:
        for _ in range(times):
            at = next(chosen)
            _spoil(rows, at, column, wrong)
            mistakes[at + FIRST_ROW] = code
    return Register(rows, corrected, mistakes)


def _spoil(rows: list[list[object]], at: int, column: int, wrong: str) -> None:
    if wrong == "repeat":
        rows[at][column] = rows[at % 10][column]
    elif wrong == "no number at all":
        rows[at][PLATE] = rows[at][VIN] = rows[at][ENGINE] = ""
    else:
        rows[at][column] = wrong


def _vehicle(dice: Random, number: int) -> list[object]:
    make = dice.choice(list(MAKES))
    colour = dice.choice([*COLOURS, *HOUSE_WORDS]) if dice.random() < 0.97 else ""
    engine: object = float(dice.randrange(10_000, 999_999))
    return [
        float(number + 1),
        f"КУСП-{number + 1:05}/24",
        make,
        dice.choice(MAKES[make]),
        float(dice.randrange(1994, 2024)),
        colour,
        "",
        _mixed(dice, _plate(dice)),
        _vin(dice) if dice.random() < 0.7 else "-",
        engine if dice.random() < 0.6 else "н/д" if dice.random() < 0.1 else "",
        _date(dice, date(2024, 1, 1) + timedelta(days=number % 300)),
        dice.choice(PLACES),
        "" if dice.random() < 0.8 else "см. материалы",
    ]


def _plate(dice: Random) -> str:
    letters = "".join(dice.choice("АВЕКМНОРСТУХ") for _ in range(3))
    return f"{letters[0]}{dice.randrange(1000):03}{letters[1:]}{dice.randrange(1, 100):02}"


def _mixed(dice: Random, plate: str) -> str:
    """Some letters typed on the other keyboard, some spaces."""
    typed = "".join(LATIN.get(sign, sign) if dice.random() < 0.3 else sign for sign in plate)
    return f"{typed[:6]} {typed[6:]}" if dice.random() < 0.3 else typed


def _vin(dice: Random) -> str:
    return "".join(dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(17))


def _date(dice: Random, day: date) -> object:
    return dice.choice([day, f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f" {day:%d.%m.%Y} г."])


def xlsx(rows: list[list[object]]) -> bytes:
    """The register as its office saves it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Угон 2024"
    sheet["A1"] = "Сведения о похищенных транспортных средствах"
    sheet.merge_cells("A1:M1")
    sheet["A2"] = "по состоянию на 01.11.2024"
    for line in _head():
        sheet.append(line)
    for first, last in (("C3", "G3"), ("H3", "J3"), ("K3", "L3")):
        sheet.merge_cells(f"{first}:{last}")
    for row in rows:
        sheet.append([value if value != "" else None for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _head() -> Iterator[list[str | int]]:
    yield [over for over, _ in HEADINGS]
    yield [own or (over if not own and over in ("№ п/п", "№ карточки", "Примечание") else "") for over, own in HEADINGS]
    yield list(range(1, len(HEADINGS) + 1))


def cp1251(rows: list[list[object]]) -> bytes:
    """The same saved as CSV by a program of the region: CP1251, semicolons, whole numbers without their fraction."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Сведения о похищенных транспортных средствах"])
    writer.writerow(["по состоянию на 01.11.2024"])
    for line in (*_head(), *rows):
        writer.writerow([_typed(value) for value in line])
    return text.getvalue().encode("cp1251")


def _typed(value: object) -> str:
    if isinstance(value, float):
        return str(int(value))
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
