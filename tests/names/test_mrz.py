"""Machine-readable zones: the specimens of ICAO Doc 9303 (the state of Utopia), and what may befall them."""

from datetime import date

import pytest

from commonweal.common.errors import BadInput
from commonweal.names import mrz

TODAY = date(2026, 11, 24)
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
MRV_A = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
MRV_B = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"


@pytest.mark.parametrize(
    ("text", "form", "number", "birth", "expires", "kind"),
    [
        (TD3, "TD3", "L898902C3", "1974-08-12", "2012-04-15", "passport"),
        (TD1, "TD1", "D23145890", "1974-08-12", "2012-04-15", "id-card"),
        (TD2, "TD2", "D23145890", "1974-08-12", "2012-04-15", "id-card"),
        (MRV_A, "MRV-A", "L8988901C", "1940-09-07", "1996-12-10", "visa"),
        (MRV_B, "MRV-B", "L8988901C", "1940-09-07", "1996-12-10", "visa"),
    ],
)
def test_specimen_is_read(text, form, number, birth, expires, kind):
    found = mrz.read(text, today=TODAY)

    assert (found.form, found.number, found.birth, found.expires, found.kind) == (form, number, birth, expires, kind)
    assert (found.family, found.given, found.sex, found.issuer) == ("ERIKSSON", "ANNA MARIA", "female", "UTO")
    assert found.holds and not found.corrected and not found.truncated


@pytest.mark.parametrize(
    "spoilt",
    [
        TD3.lower(),
        TD3.replace("\n", ""),
        "  " + TD3.replace("\n", "  \r\n\r\n  ") + "\n",
        "Passport no. below\n" + TD3 + "\nend",
        TD3.replace("<<<<<<<<<<<<<<<<<<<\n", "\n"),
        TD3.replace("<<", "«"),
        " ".join(TD3.split("<<")).replace(" ", " << "),
    ],
)
def test_zone_is_found_however_it_was_typed(spoilt):
    found = mrz.read(spoilt, today=TODAY)

    assert (found.number, found.family, found.given, found.holds) == ("L898902C3", "ERIKSSON", "ANNA MARIA", True)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("L898902C3", "L8989O2C3", "number"),
        ("7408122F", "74OBI22F", "birth"),
        ("1204159Z", "I2O4IS9Z", "expires"),
    ],
)
def test_misread_character_is_put_right_where_a_check_digit_proves_it(old, new, field):
    found = mrz.read(TD3.replace(old, new), today=TODAY)

    assert (found.number, found.birth, found.expires) == ("L898902C3", "1974-08-12", "2012-04-15")
    assert (found.corrected, found.holds) == ((field,), True)


def test_misread_character_stays_where_several_exchanges_would_do():
    spoilt = TD3.replace("L898902C36", "L898902C37")

    found = mrz.read(spoilt, today=TODAY)

    assert (found.number, found.checks["number"], found.corrected) == ("L898902C3", False, ())


def test_figure_in_a_name_is_left_alone():
    found = mrz.read(TD3.replace("ANNA", "ANN4").replace("ERIKSSON", "ER1KSSON"), today=TODAY)

    assert (found.family, found.given) == ("ER1KSSON", "ANN4 MARIA")


@pytest.mark.parametrize("place", [0, 9, 13, 19, 21, 27, 28, 42, 43])
def test_changed_figure_breaks_a_check_digit(place):
    second = TD3.split("\n")[1]
    changed = second[:place] + ("7" if second[place] != "7" else "3") + second[place + 1 :]

    found = mrz.read(TD3.split("\n")[0] + "\n" + changed, today=TODAY)

    assert not found.holds


def test_long_number_of_a_card_goes_on_in_the_optional_data():
    number = "D23145890734"
    first = f"I<UTO{number[:9]}<{number[9:]}{mrz.check_digit(number)}".ljust(30, "<")
    second = "7408122F1204159UTO<<<<<<<<<<<"
    composite = mrz.check_digit(first[5:30] + second[:7] + second[8:15] + second[18:29])

    found = mrz.read("\n".join((first, second + composite, TD1.split("\n")[2])), today=TODAY)

    assert (found.number, found.optional, found.holds) == (number, "", True)


@pytest.mark.parametrize(
    ("said", "day"),
    [("<<<<<<", ""), ("74<<<<", "1974"), ("7408<<", "1974-08"), ("261124", "2026-11-24"), ("261125", "1926-11-25")],
)
def test_birth_is_known_as_far_as_the_zone_says(said, day):
    second = f"L898902C36UTO{said}{mrz.check_digit(said)}F1204159ZE184226B<<<<<1"
    composite = mrz.check_digit(second[0:10] + second[13:20] + second[21:43])

    found = mrz.read(TD3.split("\n")[0] + "\n" + second + composite, today=TODAY)

    assert (found.birth, found.holds) == (day, True)


@pytest.mark.parametrize(
    ("said", "day"), [("360101", "2036-01-01"), ("990101", "1999-01-01"), ("750101", "2075-01-01")]
)
def test_end_of_validity_is_the_nearest_year(said, day):
    second = f"L898902C36UTO7408122F{said}{mrz.check_digit(said)}".ljust(42, "<") + "0"
    composite = mrz.check_digit(second[0:10] + second[13:20] + second[21:43])

    assert mrz.read(TD3.split("\n")[0] + "\n" + second + composite, today=TODAY).expires == day


def test_names_that_fill_the_line_may_have_been_cut():
    first = "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"

    found = mrz.read(first + "\n" + TD3.split("\n")[1], today=TODAY)

    assert (found.family, found.given, found.truncated) == ("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", True)


STATES = {"RUS": "RU", "D": "DE", "UZB": "UZ", "UTO": "", "XXA": "", "GBN": "GB", "": ""}
NO_ZONES = (
    *("", "hello", "9" * 88, "P<UTO" * 400, "\x00" * 90, "ЖЖЖ" * 50),
    *(TD3.split("\n")[0], "<" * 44 + "\n" + "<" * 44, TD3.replace("7408122F", "7413322F")),
)


@pytest.mark.parametrize(("code", "land"), STATES.items())
def test_state_of_a_zone(code, land):
    assert mrz.state(code) == land


@pytest.mark.parametrize("text", NO_ZONES)
def test_what_is_no_zone_is_refused(text):
    with pytest.raises(BadInput) as refused:
        mrz.read(text, today=TODAY)

    assert refused.value.code == "names.mrz.unreadable"
