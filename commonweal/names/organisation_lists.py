"""The hand-made lists of organisations' words (`tables`), ready to be looked into by sound."""

import re
from functools import cache, lru_cache
from pathlib import Path

from .fold import Word, fold_word
from .scripts import script_of

TABLES = Path(__file__).parent / "tables"
SHORT = 5
"""Words of legal forms of so many letters are looked up letter by letter, doubled ones too: ООО stays three."""
_LEAST_TERM = 4
LONGEST = 12
"""Pieces that a written-out legal form has at most."""

_SPELLED = (
    "аa бb вv гg ґg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цc чch шsh щsch ыy эe юyu яya"
    " іi ўu ҳh қk ғg ҷj ӣi ӯu әa өo үu ұu ңn їi"
)
_LETTERS = {pair[0]: pair[1:] for pair in _SPELLED.split()}
_NOT_PLAIN = re.compile("[^a-z]")
_SIGNS = re.compile(r"[\W_]")
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|&")


def lines(table: str) -> list[str]:
    """The lines of a list, without its heading (what it is, `source`, `verified`)."""
    text = (TABLES / f"{table}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1 << 15)
def romanised_letters(text: str) -> str:
    """The letters of an acronym in Latin, one spelling for all: `ЦНИИ` and `TsNII` are both `cnii`; "" in other
    scripts."""
    lower = text.casefold()
    script = "Latn" if text.isascii() and text.isalpha() else script_of(text)
    if script == "Cyrl":
        return "".join(_LETTERS.get(letter, "") for letter in lower)
    if script != "Latn":
        return ""
    return _NOT_PLAIN.sub("", lower.replace("ts", "c").replace("kh", "h"))


@lru_cache(maxsize=1 << 15)
def folded(piece: str) -> Word:
    """A word by its sounds."""
    return fold_word(piece.replace("'", "")[:40] or piece, False)


@lru_cache(maxsize=1 << 15)
def key(piece: str) -> str:
    """What a word is looked up by: its sounds."""
    return piece if piece == "&" or piece.isdecimal() else folded(piece).reduced


@lru_cache(maxsize=1 << 15)
def form_key(piece: str) -> str:
    """What a word of a legal form is looked up by: its sounds; a short one by its letters."""
    return (len(piece) <= SHORT and romanised_letters(piece)) or key(piece)


def pieces_of(text: str) -> list[str]:
    """The words, figures and & of a cleaned text."""
    return _PIECE.findall(text)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(map(key, pieces_of(text.replace("’", "'"))))


# --- legal forms ---


def _form_keys(text: str) -> tuple[str, ...]:
    return tuple(map(form_key, pieces_of(text.replace("’", "'"))))


@cache
def _forms() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for line in lines("legal_forms"):
        head, _, forms = line.partition(" | ")
        legal_class = head.split()[0]
        for form in forms.split(";"):
            text = re.sub(r"(?<=\b\w)\.\s?(?=\w\b)|(?<=\b\w)/(?=\w\b)", "", form.strip())
            for keys in {_form_keys(text), _form_keys(text.replace(".", ""))}:
                found[keys] = found.get(keys, frozenset()) | {legal_class}
    return found


@cache
def _beginnings() -> frozenset[tuple[str, ...]]:
    """Every beginning of a legal form, so that the search for one ends early."""
    return frozenset(form[:length] for form in _forms() for length in range(1, len(form) + 1))


@cache
def _words_of_forms() -> dict[str, str]:
    """Longer words of legal forms by themselves and with one letter left out."""
    words = {word for form in _forms() for word in form if len(word) >= SHORT}
    near = {word[:at] + word[at + 1 :]: word for word in words for at in range(1, len(word))}
    return near | {word: word for word in words}


@lru_cache(maxsize=1 << 15)
def _as_listed(word: str) -> str:
    """A word of a legal form with at most one letter wrong, as the list has it."""
    if len(word) < SHORT:
        return word
    near = _words_of_forms()
    if word in near:
        return near[word]
    shorter = (word[:at] + word[at + 1 :] for at in range(1, len(word)))
    return next((near[one] for one in shorter if one in near), word)


def form_of(keys: tuple[str, ...]) -> frozenset[str]:
    """The classes of the legal form that these words are; empty where they are none."""
    return _forms().get(keys, frozenset())


def form_at(keys: list[str], place: int) -> tuple[int, frozenset[str]]:
    """Length and classes of the longest legal form that begins at `place`; 0 and empty where none does.

    Short ones stand first or last; one word alone never makes a name.
    """
    found, so_far = (0, frozenset()), ()
    beginnings, forms = _beginnings(), _forms()
    for end in range(place, min(place + LONGEST, len(keys))):
        longer = (*so_far, keys[end])
        so_far = longer if longer in beginnings else (*so_far, _as_listed(keys[end]))
        if so_far not in beginnings:
            break
        if so_far in forms and (len(so_far) > 1 or _stands_well(keys, place)):
            found = end - place + 1, forms[so_far]
    return found if found[0] < len(keys) else (0, frozenset())


def _stands_well(keys: list[str], place: int) -> bool:
    """Whether a form of one word may stand here: first or last, or longer than three sounds."""
    if len(keys[place]) > 3 or place in (0, len(keys) - 1):
        return True
    return all(one in _singles() for one in keys[place + 1 :]) or all(one in _singles() for one in keys[:place])


@cache
def _singles() -> frozenset[str]:
    return frozenset(form[0] for form in _forms() if len(form) == 1)


# --- words that are translated ---

_ENDING = re.compile("(?:i?sk|i?n|a?ln|[ai]v|ist)?(?:[aiu]{0,3}|[aiu]{1,2}(?:m|v|h|ga|mu|mi|i)|i?s)")
"""What may follow a stem of the list, in reduced sounds."""
_ANY_ENDING, _LONG_STEM = 6, 6


class _Terms:
    """The list of terms: by whole word, by stem, by several words."""

    def __init__(self) -> None:
        self.whole: dict[str, tuple[str, ...]] = {}
        self.stems: dict[str, tuple[str, ...]] = {}
        self.phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.weights: dict[str, str] = {}
        self.first: dict[tuple[str, str], str] = {}
        for line in lines("organisation_terms"):
            head, _, words = line.partition(" | ")
            weight, code = head.split()
            self.weights[code] = weight
            for word in words.split():
                self._add(word, code)

    def _add(self, word: str, code: str) -> None:
        language = {"Cyrl": "ru", "Latn": "en"}.get(script_of(word), "")
        self.first.setdefault((code, language), word)
        text = word.rstrip("*").replace("_", " ")
        keys = _keys(text)
        if not keys:
            return
        if len(keys) > 1:
            table, at = self.phrases, keys
        elif word.endswith("*"):
            table, at = self.stems, keys[0]
        else:
            table, at = self.whole, whole_key(text)
        if code not in table.get(at, ()):
            table[at] = (*table.get(at, ()), code)


def whole_key(text: str) -> str:
    """What a listed word without an ending is looked up by; a short one by its letters, so that `и` is not `e`."""
    return "'" + text.casefold() if len(text) < _LEAST_TERM else key(text)


@cache
def _terms() -> _Terms:
    return _Terms()


def term_at(pieces: list[str], keys: list[str], place: int) -> tuple[int, tuple[str, ...]]:
    """How many words from `place` on are one listed term, and the codes of what it means; 0 and () where none is."""
    phrases = _terms().phrases
    for length in (3, 2):
        if codes := phrases.get(tuple(keys[place : place + length])):
            return length, codes
    codes = meanings(pieces[place])
    return (1, codes) if codes else (0, ())


@lru_cache(maxsize=1 << 15)
def meanings(piece: str) -> tuple[str, ...]:
    """The codes of what a word means, () where it is not listed."""
    terms = _terms()
    if piece == "&":
        return ("and",)
    found = terms.whole.get(whole_key(piece), ())
    if len(piece) < _LEAST_TERM:
        return found
    word = folded(piece)
    spoken = [folded(other) for other in _without_prefix(piece)] if word.script == "Arab" else []
    for form in dict.fromkeys(form for one in (word, *spoken) for form in (one.reduced, *one.readings)):
        found = (*found, *terms.whole.get(form, ()))
        for length in range(len(form), 2, -1):
            codes = terms.stems.get(form[:length], ())
            rest = form[length:]
            if codes and (_ENDING.fullmatch(rest) or (length >= _LONG_STEM and len(rest) <= _ANY_ENDING)):
                found = (*found, *codes)
                break
    return tuple(dict.fromkeys(found))


_PREFIXES = ("وال", "لل", "بال", "ال", "و", "ل", "ب")


def _without_prefix(piece: str) -> list[str]:
    """An Arabic word without the and, for, with or the that is written together with it."""
    found = [piece.removeprefix(prefix) for prefix in _PREFIXES if piece.startswith(prefix)]
    return [one for one in found if len(one) > 2]


def weight_of(code: str) -> str:
    """The weight class of a meaning: s, g, t or p."""
    return _terms().weights[code]


@cache
def first_letter(code: str, language: str) -> str:
    """The first Latin letter of the first word listed for a meaning in Russian (`ru`) or English (`en`), else ""."""
    return romanised_letters(_terms().first.get((code, language), "")[:1])


# --- figures and acronyms ---

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14,
          "xv": 15, "xvi": 16, "xx": 20, "xxi": 21}  # fmt: skip


@cache
def _figures() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines("organisation_figures"):
        figure, *words = line.split()
        found |= {whole_key(word): figure for word in words}
    return found


@lru_cache(maxsize=1 << 14)
def figure_of(piece: str) -> str:
    """The figure that a word or a Roman number is, "" where it is none."""
    if piece.isupper() and piece.casefold() in _ROMAN:
        return str(_ROMAN[piece.casefold()])
    return _figures().get(whole_key(piece), "")


@cache
def _acronyms() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in lines("organisation_acronyms"):
        short, _, words = line.partition(" | ")
        found |= {acronym_key(one): tuple(words.split()) for one in short.split()}
    return found


def acronym_key(piece: str) -> str:
    """What an acronym is looked up by: its letters."""
    return _SIGNS.sub("", piece.casefold())


def acronym_of(piece: str, *, shouted: bool) -> tuple[str, ...]:
    """The words behind a listed acronym, () where it is none.

    One of two letters counts only in capitals, in a name that has small letters too.
    """
    if len(piece) <= 2 and (shouted or not piece.isupper()):
        return ()
    return _acronyms().get(acronym_key(piece), ())
