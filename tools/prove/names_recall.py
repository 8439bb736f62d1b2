"""Recall over the list: a name in another script, or with mistakes in it, finds the record that is held in Latin letters.

`python -m tools.prove names_recall`
"""

from commonweal.house.bench.recall import Result
from tools.prove import names_base
from tools.prove.line import Line
from tools.prove.names_base import Aim, Indexed

PROMISED = {
    "all scripts": Aim(0.95, 0.985, 0.975, 0.995),
    "eu Cyrl": Aim(0.97, 0.997, 0.985, 1.0),
    "Arab": Aim(0.90, 0.96, 0.94, 0.98),
    "typo1": Aim(0.95, 0.985),
    "rom+typo": Aim(0.965, 0.995),
    "initials+year": Aim(0.95, 0.0),
}
CLAIMS = {
    "all scripts": "a name in another script, all scripts",
    "eu Cyrl": "the EU's names in Cyrillic",
    "Arab": "names in Arabic letters (Arabic and Persian)",
    "typo1": "one edit",
    "rom+typo": "any romanisation and one edit",
    "initials+year": "family name, initials and year of birth",
}
SAMPLE = 1000
"""Questions of each set with mistakes; pairs are asked all."""
WITHOUT_VOWELS = ("Arab", "Hebr")


@names_base.needs_lists
def prove() -> list[Line]:
    """The lines of this chapter."""
    index = Indexed(names_base.persons())
    sets, left = names_base.cross()
    sets = sets | names_base.noisy(SAMPLE)
    pairs = len(sets["all scripts"])
    print(f"{index.size:,} persons, {pairs:,} pairs and {left} more without an indexed name; no birth dates")
    results = {name: index.ask(name, queries) for name, queries in sets.items()}
    for name, result in results.items():
        if name not in PROMISED:
            print(f"        {name:14} {names_base.figure(result)}", flush=True)
    return [names_base.line(CLAIMS[name], results[name], aim) for name, aim in PROMISED.items()] + _dictionary(results)


def _dictionary(results: dict[str, Result]) -> list[Line]:
    """Arabic and Hebrew as they are without a dictionary of the operator's, and with one."""
    without = "; ".join(f"{name} {names_base.figure(results[name])}" for name in WITHOUT_VOWELS)
    return [
        Line("Arabic and Hebrew without a dictionary of the operator's", without, "printed", True),
        Line("the same with one", "no dictionary is installed on this machine", "printed apart", None),
    ]
