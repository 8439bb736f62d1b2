"""Numbers of invented objects: in the forms in which states write them, with what no state gives out in each of them.

Plates name region 00 (or the number 000), telephones begin with 000, apparatus carries the prefix of test equipment
(3GPP TS 23.003), documents begin with X. Check digits are right, but for one number in six of those that have any.
"""

from commonweal.house.demo.dice import Dice
from commonweal.names.checks import checks

PLATES = {
    "RU": "Ц###ЦЦ 00", "BY": "#### CC-0", "KZ": "### LLL 00", "KG": "00 KG ### LLL", "UZ": "00 L ### LL",
    "TJ": "#### LL 00", "AM": "00 LL ###", "AZ": "00-LL-###", "MD": "LLL 000", "TM": "LL #### XX",
}  # fmt: skip
"""`#` a digit, `L` a Latin letter, `Ц` a Cyrillic letter of Russian plates, `C` a Latin one that looks like one."""
LETTERS = {"L": "ABCDEFGHJKLMNPRSTUVWXYZ", "Ц": "АВЕКМНОРСТУХ", "C": "ABEIKMHOPCTX", "#": "0123456789"}
LATIN_FOR_CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
WRONG = 1 / 6
TEL = {"AM": "374", "AZ": "994", "BY": "375", "KG": "996", "KZ": "7", "MD": "373", "RU": "7", "TJ": "992", "UZ": "998"}
FORMS = {
    "engine": "LLL######", "chassis": "########", "serial": "LL######", "firearm.serial": "ЦЦ####",
    "ballistic-record.serial": "ЦЦ####", "certificate": "X LL ######", "hull": "XX-####", "call-sign": "XX##",
    "registration": "00########", "aircraft.registration": "XX-#####", "tax-number": "0000########",
    "account": "00000810############", "licence": "X-#####", "batch": "##-##-00", "marking": "LL-##",
    "national": "000###", "customs": "0000/00###-#/TZ", "image": "X-####-#", "file": "X-#####", "card": "X/####",
    "trace": "X/##/##", "inventory": "X-####", "reference": "X########", "transfer": "000 ### ###",
    "first": "XX ####00", "last": "XX ####99", "single": "XX ######", "criminal-case": "00-##/####",
    "process": "X0000####", "morgue": "X-####",
}  # fmt: skip
"""Kinds of number, or type and kind; whatever is not here is an X and six digits."""
CHECKED = {
    "vin": ("5ZZLLLLL?LLL#####", "vin"), "imei": ("001017########?", "imei"),
    "account.card": ("9900###########?", "luhn"),
    "iban": ("KZ??000000############", "iban"), "imo": ("IMO 900###?", "imo"), "barcode": ("200#########?", "ean"),
    "lei": ("0000LLLL########00??", "lei"),
}  # fmt: skip
"""Kinds of number with check digits, which stand as question marks."""


def filled(form: str, dice: Dice) -> str:
    """A form with its signs drawn."""
    return "".join(dice.pick(LETTERS[sign]) if sign in LETTERS else sign for sign in form)


def plate(party: str, dice: Dice) -> str:
    """A registration plate; some Russian plates are written in Latin letters, as clerks do."""
    number = filled(PLATES[party], dice)
    return number.translate(LATIN_FOR_CYRILLIC) if party == "RU" and dice.chance(0.4) else number


def _checked(form: str, check: str, dice: Dice) -> str:
    """A form whose question marks are replaced by what satisfies the check, or, for some, by what does not."""
    number, wanted = filled(form, dice), not dice.chance(WRONG)
    mark = "?" * form.count("?")
    signs = [f"{value:0{len(mark)}d}" for value in range(10 ** len(mark))] + ["X"] * (check == "vin")
    fits = [each for each in signs if (checks(number.replace(mark, each), check) is True) == wanted]
    return number.replace(mark, dice.pick(fits))


def identifier(record_type: str, kind: str, party: str, dice: Dice) -> str:
    """A number of this kind as an office of the party writes it."""
    if kind in ("plate", "former-plate"):
        return plate(party, dice)
    if kind == "icao24":
        return f"F0{dice.digits(4)}"
    if kind == "phone":
        return f"+{TEL[party]} 000 555 {dice.digits(2)} {dice.digits(2)}"
    for known in (f"{record_type}.{kind}", kind):
        if known in CHECKED:
            return _checked(*CHECKED[known], dice)
        if known in FORMS:
            return filled(FORMS[known], dice)
    return filled("X ######", dice)
