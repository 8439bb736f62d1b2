"""Writers of names: Cyrillic into the Latin, Armenian, Georgian and Arabic spellings that documents carry.

These are the generator's own tables, kept apart from `commonweal.names` on purpose: a demonstration made with the
tables of the searcher would only show that the searcher agrees with itself. Several systems are approximations of the
published ones (apostrophes dropped, as passports drop them); where an office would hesitate between two letters a
`style` chooses.
"""

import re
from collections.abc import Callable
from functools import cache

VOWELS = "аеёиоуыэюяіїєәөұүӯӣ"
SOFT = "еёиюяіїє"


def table(letters: str, values: str) -> dict[str, str]:
    """Letter by letter: the n-th letter of the first text becomes the n-th word of the second; `-` is nothing."""
    return dict(zip(letters, ("" if word == "-" else word for word in values.split()), strict=True))


RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
OTHERS = table("іїєґўәғқңөұүһӯҳҷӣң", "i yi ye g w a gh q ng o u u h u h j i ng") | {"’": "", "ʼ": ""}

LATIN: dict[str, dict[str, str]] = {
    "bgn": table(RUSSIAN, "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"),
    "icao": table(RUSSIAN, "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia"),
    "gost": table(RUSSIAN, "a b v g d e yo zh z i j k l m n o p r s t u f x c ch sh shh - y - e yu ya"),
    "french": table(RUSSIAN, "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia"),
    "ua": table(RUSSIAN, "a b v h d e yo zh z y i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia"),
    "by": table(RUSSIAN, "a b v h d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"),
    "uz": table(RUSSIAN, "a b v g d e yo j z i y k l m n o p r s t u f x s ch sh sh - i - e yu ya"),
    "az": table(RUSSIAN, "a b v q d e yo j z i y k l m n o p r s t u f x s ç ş ş - ı - e yu ya"),
    "tk": table(RUSSIAN, "a b w g d e ýo ž z i ý k l m n o p r s t u f h s ç ş ş - y - e ýu ýa"),
    "kk": table(RUSSIAN, "a b v g d e io j z i i k l m n o p r s t u f h ts ş ş ş - y - e iu ia"),
    "ro": table(RUSSIAN, "a b v g d e io j z i i c l m n o p r s t u f h ț ci ș șci - î - e iu ia"),
}
SPECIAL = {
    "ua": table("іїєґ", "i i ie g"),
    "by": table("іў", "i u"),
    "uz": table("ғқҳўҷӯӣ", "gʻ q h oʻ j oʻ i"),
    "az": table("әғқһөүҷ", "ə ğ q h ö ü c"),
    "tk": table("әңөүҗ", "ä ň ö ü j"),
    "kk": table("әғқңөұүһі", "ä ğ q ñ ö ū ü h ı"),
}
PAIRS = {  # two letters that a system writes as one sound, before the single letters
    "uz": {"дж": "j"},
    "az": {"дж": "c"},
    "tk": {"дж": "j"},
    "french": {"дж": "dj", "ге": "gue", "ги": "gui"},
    "ro": {
        "дж": "gi", "дже": "ge", "джи": "gi", "ке": "che", "ки": "chi", "ге": "ghe", "ги": "ghi", "че": "ce",
        "чи": "ci", "чё": "cio",
    },
    "bgn": {"дж": "dzh", "ий": "iy", "ье": "ye"},
    "icao": {"ья": "ia", "ье": "e"},
    "az-soft": {"ге": "ge", "ги": "gi"},
}  # fmt: skip
YE = {"bgn": "ye", "uz": "ye", "az": "ye", "tk": "ýe", "by": "ye", "ua": "e"}
"""How a system writes `е` at the beginning of a word or after a vowel, where it makes a difference."""

ARMENIAN = table(
    RUSSIAN + "іїєґўәғқңөұүһӯҳҷӣ",
    "ա բ վ գ դ ե յո ժ զ ի յ կ լ մ ն ո պ ր ս տ ու ֆ խ ց չ շ շչ - ի - է յու յա ի յի ե գ ու ա ղ ք ն ո ու ու հ ու հ ջ ի",
)
GEORGIAN = table(
    RUSSIAN + "іїєґўәғқңөұүһӯҳҷӣ",
    "ა ბ ვ გ დ ე იო ჟ ზ ი ი კ ლ მ ნ ო პ რ ს ტ უ ფ ხ ც ჩ შ შჩ - ი - ე იუ ია ი ი ე გ უ ა ღ ყ ნ ო უ უ ჰ უ ჰ ჯ ი",
)
ARABIC = table(
    RUSSIAN + "іїєґўәғқңөұүһӯҳҷӣ",
    "ا ب و گ د ی یو ژ ز ی ی ک ل م ن و پ ر س ت و ف خ تس چ ش شچ - ی - ی یو یا ی ی ی گ و ا غ ق ن و و و ه و ه ج ی",
)
PERSIAN_TO_ARABIC = str.maketrans({"پ": "ب", "چ": "تش", "گ": "غ", "ژ": "ج", "ک": "ك", "ی": "ي"})
ASPIRATED = {"armenian": str.maketrans("տ", "թ"), "georgian": str.maketrans("ტ", "თ")}


def words(text: str, write: Callable[[str], str], *, capitals: bool = True) -> str:
    """Write each word (also each part of a hyphened one); a word that began with a capital begins with one again.

    `capitals` is off for scripts that have none (for Georgian, `upper()` would give the letters of headlines).
    """
    out = []
    for piece in text.replace("-", " - ").split():
        made = write(piece.lower())
        out.append(made[:1].upper() + made[1:] if capitals and piece[:1].isupper() else made)
    return " ".join(out).replace(" - ", "-")


def spell(word: str, letters: dict[str, str], pairs: dict[str, str] | None = None) -> str:
    """Longest match first: three letters, two, one; a letter unknown to the table stays as it is."""
    out, at, pairs = [], 0, pairs or {}
    while at < len(word):
        for size in (3, 2):
            piece = word[at : at + size]
            if len(piece) == size and piece in pairs:
                out.append(pairs[piece])
                at += size
                break
        else:
            out.append(letters.get(word[at], word[at]))
            at += 1
    return "".join(out)


@cache
def _latin_word(word: str, system: str) -> str:
    letters = OTHERS | LATIN[system] | SPECIAL.get(system, {})
    pairs = PAIRS.get(system, {}) | (PAIRS["az-soft"] if system == "az" else {})
    if system in YE:
        word = "".join("ѣ" if c == "е" and (i == 0 or word[i - 1] in VOWELS + "ьъ’") else c for i, c in enumerate(word))
        letters["ѣ"] = YE[system]
    made = spell(word, letters, pairs)
    if system == "french":
        made = made + "e" if made.endswith("in") else made
        made = re.sub("(?<=[aeiouy])s(?=[aeiouy])", "ss", made)
    if system in ("icao", "ro") and word.endswith("ий"):
        made = made[:-2] + ("ii" if system == "icao" else "i")
    return made


def to_latin(text: str, system: str) -> str:
    """A Cyrillic text in Latin letters by a system of `LATIN`: bgn, icao, gost, french, ua, by, uz, az, tk, kk, ro."""
    made = words(text, lambda word: _latin_word(word, system))
    if system == "az":
        return " ".join("İ" + word[1:] if word[0] == "I" else word for word in made.split())
    return made


@cache
def _armenian_word(word: str, style: str) -> str:
    made = spell(word, ARMENIAN, {"дж": "ջ", "ий": "ի", "ый": "ի"})
    made = {"ո": "օ", "ր": "ռ"}.get(made[0], made[0]) + made[1:]
    made = made.translate(ASPIRATED["armenian"]) if style == "aspirated" else made
    return made[:1] + made[1:].replace("եվ", "և")


def to_armenian(text: str, style: str = "plain") -> str:
    """A Cyrillic text in Armenian letters; style `aspirated` writes t as թ, as for Turkic and Persian names."""
    return words(text, lambda word: _armenian_word(word, style))


def to_georgian(text: str, style: str = "plain", *, nominative: bool = False) -> str:
    """A Cyrillic text in Georgian letters; `nominative` adds the -ი that family names in a consonant take."""

    def write(word: str) -> str:
        made = spell(word, GEORGIAN, {"дж": "ჯ", "ий": "ი", "ый": "ი"})
        made = made.translate(ASPIRATED["georgian"]) if style == "aspirated" else made
        return made + "ი" if nominative and made[-1] not in "აეიოუ" else made

    return words(text, write, capitals=False)


@cache
def _arabic_word(word: str, spare: bool) -> str:
    first = {"а": "ا", "о": "او", "у": "او", "и": "ای", "е": "ی", "э": "ا", "і": "ای", "ы": "ای", "ӯ": "او"}
    pairs = {"дж": "ج", "ий": "ی", "ый": "ی", "ия": "یا", "ие": "یی", "ей": "ی"}
    pairs |= {"ов": "وف", "ев": "یف", "ёв": "یوف", "иев": "ییف"}
    kept = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    if spare and len(kept) > 4 and kept[1] == "а" and kept[2] not in VOWELS and kept[3] not in VOWELS:
        kept = kept[0] + kept[2:]
    head = first.get(kept[0])
    return head + spell(kept[1:], ARABIC, pairs) if head else spell(kept, ARABIC, pairs)


def to_arabic(text: str, style: str = "persian") -> str:
    """A Cyrillic text in Arabic letters, as heard: styles persian, arabic (no p, ch, g), spare (short a left out)."""
    made = words(text, lambda word: _arabic_word(word, spare=style != "persian"), capitals=False)
    return made.translate(PERSIAN_TO_ARABIC) if style == "arabic" else made


def tajik_to_arabic(text: str) -> str:
    """A Tajik name in the Persian spelling: long vowels (о, ӣ, ӯ, е) are written, short ones at either end of a word.

    Tajik writes и and у for long and short alike; here they are long after the first syllable (Карим, but Фирдавс).
    """
    tajik = ARABIC | table("аиуоэ", "- - - ا ی")
    first = {"а": "ا", "о": "آ", "у": "ا", "и": "ا", "е": "ی", "э": "ای", "ӯ": "او"}

    def write(word: str) -> str:
        vowels = [i for i, c in enumerate(word) if c in VOWELS]
        late = vowels[1:]
        body = "".join({"и": "ӣ", "у": "ӯ"}.get(c, c) if i in late else c for i, c in enumerate(word))
        head = first.get(word[0])
        tail = "ه" if word[-1] == "а" and len(word) > 2 else ""
        inner = spell(body[1:] if head else body, tajik, {"еҳ": "ه", "ов": "اف", "ев": "یف"})
        return (head or "") + inner + tail

    return words(text, write, capitals=False)


UZBEK_BACK = table("abcdefghijklmnopqrstuvwxyz", "а б к д е ф г ҳ и ж к л м н о п қ р с т у в в х й з")
BACK = {
    "uz": (UZBEK_BACK, {"sh": "ш", "ch": "ч", "gʻ": "ғ", "oʻ": "ў", "ya": "я", "yo": "ё", "yu": "ю", "ye": "е"}),
    "az": (UZBEK_BACK | table("əıcçğqgxhöüşyj", "ә ы ҹ ч ғ г ҝ х һ ө ү ш ј ж"), {}),
    "tk": (UZBEK_BACK | table("žjňýyäöüwhşç", "ж җ ң й ы ә ө ү в х ш ч"), {"ýa": "я", "ýo": "ё", "ýu": "ю", "ýe": "е"}),
}


def latin_to_cyrillic(text: str, system: str) -> str:
    """A national Latin spelling (uz, az, tk) in the Cyrillic letters that the same language used or still uses."""
    letters, pairs = BACK[system]

    def write(word: str) -> str:
        made = spell(word, letters, pairs)
        return "э" + made[1:] if made[0] == "е" and word[0] == "e" else made

    return words(text.replace("İ", "I"), write)


ARMENIAN_LETTERS = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքօֆ"
FROM_ARMENIAN = {
    "latin": (
        table(ARMENIAN_LETTERS, "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts p k o f"),
        {"ու": "u", "և": "ev"},
    ),
    "cyrillic": (
        table(ARMENIAN_LETTERS, "а б г д е з э ы т ж и л х ц к - дз г ч м й н ш о ч п дж р с в т р ц п к о ф"),
        {"ու": "у", "յի": "и", "յա": "я", "յու": "ю", "յո": "ё", "յե": "е"},
    ),
}
GEORGIAN_LETTERS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
FROM_GEORGIAN = {
    "latin": (
        table(GEORGIAN_LETTERS, "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"),
        {},
    ),
    "cyrillic": (
        table(GEORGIAN_LETTERS, "а б г д е в з т и к л м н о п ж р с т у п к г к ш ч ц дз ц ч х дж х"),
        {"ია": "ия"},
    ),
}


def from_armenian(text: str, target: str) -> str:
    """An Armenian text in `latin` or `cyrillic` letters."""
    letters, pairs = FROM_ARMENIAN[target]
    begin = {"latin": {"ե": "ye", "ո": "vo"}, "cyrillic": {"ո": "во"}}[target]

    def write(word: str) -> str:
        if word[0] in begin and not word.startswith("ու"):
            return begin[word[0]] + spell(word[1:], letters, pairs)
        return spell(word, letters, pairs)

    return words(text.replace("և", "եվ"), write)


def from_georgian(text: str, target: str) -> str:
    """A Georgian text in `latin` or `cyrillic` letters, each word with a capital (Georgian has none)."""
    letters, pairs = FROM_GEORGIAN[target]
    begin = {"ია": "я", "ე": "э"} if target == "cyrillic" else {}

    def write(word: str) -> str:
        for head, letter in begin.items():
            if word.startswith(head) and len(word) > len(head):
                return letter + spell(word[len(head) :], letters, pairs)
        return spell(word, letters, pairs)

    made = words(text, write)
    return " ".join(word[:1].upper() + word[1:] for word in made.split())
