"""Room names: one reading of a person's name for all scripts and spellings, pure and without a database.

* `fold(text)` -> words, each with its sounds (`fine`), its `reduced` form, its consonants (`skeleton`), its kind;
* `parse(text)`, `of_part(text, part)` -> `Parts` (family, given, patronymic); `fold_name(text)` -> words, cheaper;
* `likeness(word, word)`, `align(words, words)`: how alike, and which stands for which;
* `explain_name(asked, says)`, `explain_birth`, `explain_value` -> `PartAgreement`s with reasons; `REASONS`, `sentence`;
* `organisations.read(text)`: the name of an organisation by meaning and sound; `explain_organisation` says why;
* `contradict.contradiction(one, other)`: what makes two persons of two names that look alike;
* `mended(word)`, `in_place(text)`, `nearly_aliases(reduced)`: what a question may have been before a slip;
* `romanise(text)`: a reading aid, to be marked as such; `leaves_out_vowels(text)`;
* `parse_date(text)`, `compare_dates(asked, says)`: dates of any precision; `parse_age(text, today=…)`: years of birth;
* `normal_form(number)`: numbers in one form; `fold`, `one_off` in `numbers`, `read_pattern` in `patterns`, `checks` in
  `checks`: look-alike, misread and half-read numbers, check digits; `explain_number` says it;
* `localities.read`, `relation`: places as papers write them; `countries.code(name)`: countries; `explain_place`;
* `explain_parent(part, asked, says)`: the name of a father or mother;
* `sort_key(text, language=)`: order of mixed scripts;
* `mrz.read(text, today=…)`: the machine-readable zone of a travel document or visa, with its check digits;
* `expected_bearers(words)`, `share(reduced)`: how common a name is, from a fixed list;
* `script_of(text)`, `clean(text)`; `fingerprint()`: changes when a name may be read otherwise than before.

Every function accepts any string and bounds what it reads (`clean.MAX_TEXT`); only `parse_date` and `parse_age` raise,
`BadInput`.
"""

from .ages import BirthYears, parse_age
from .aliases import aliases, nearly_aliases
from .clean import clean
from .compare import align, likeness
from .dates import PartialDate, compare_dates, parse_date
from .explain import (
    REASONS,
    Held,
    PartAgreement,
    explain_age,
    explain_birth,
    explain_name,
    explain_number,
    explain_organisation,
    explain_place,
    explain_value,
    sentence,
)
from .fingerprint import fingerprint
from .fold import Word, fold, skeleton
from .frequency import expected_bearers, share
from .identifiers import normal_form
from .mended import in_place, mended
from .parts import PARTS, Parts, fold_name, of_part, parse
from .relatives import explain_parent
from .romanise import leaves_out_vowels, romanise
from .scripts import script_of
from .sortkey import sort_key

__all__ = [
    "PARTS",
    "REASONS",
    "BirthYears",
    "Held",
    "PartAgreement",
    "PartialDate",
    "Parts",
    "Word",
    "aliases",
    "align",
    "clean",
    "compare_dates",
    "expected_bearers",
    "explain_age",
    "explain_birth",
    "explain_name",
    "explain_number",
    "explain_organisation",
    "explain_parent",
    "explain_place",
    "explain_value",
    "fingerprint",
    "fold",
    "fold_name",
    "in_place",
    "leaves_out_vowels",
    "likeness",
    "mended",
    "nearly_aliases",
    "normal_form",
    "of_part",
    "parse",
    "parse_age",
    "parse_date",
    "romanise",
    "script_of",
    "sentence",
    "share",
    "skeleton",
    "sort_key",
]
