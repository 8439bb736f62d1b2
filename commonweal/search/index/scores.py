"""What the words of a record are worth beside those asked for."""

from dataclasses import dataclass

from .arrays import Array

POWER = 1.3
"""Likeness counts by this power: a word that is half alike is worth less than half."""
MATCHED = 0.5
"""Likeness from which a word of the record stands for the word asked."""
INITIAL_FOR_NAME = 0.617
"""What an initial in the record is worth for a name asked; a value that comparing short words does not give."""
UNCOVERED = 0.25
"""What a record loses whose own words all remain without a partner."""
UNCOVERED_ORGANISATION = 0.5
"""The same of an organisation: a word more (a country, a trade) often makes it another one."""
LIKE = 0.75
SHORTER = 0.5
"""Share of the words asked without a partner that counts against a record all of whose words, two at least, have
one: it only writes fewer of the person's names."""
NO_PATRONYMIC = 0.35
"""Share of a patronymic's weight that counts against a record that has none."""
NO_FORM = 0.0
"""The same of a legal form: one that is not written says nothing, another one does."""

Expanded = tuple[Array, Array] | None
"""Words found for a slot and their likeness; None for an initial."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Name scores of records: `likeness` by slot, of their best written name; `spare` and `spare_patronymic` whether
    that name has a further name or patronymic without a partner."""

    numbers: Array
    score: Array
    likeness: Array
    spare: Array
    spare_patronymic: Array
