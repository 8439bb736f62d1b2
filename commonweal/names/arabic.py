"""What Arabic and Persian names do beyond their letters: words joined or apart, the article and its sun letters."""

import re

SERVANTS = frozenset({"abdul", "abdil", "abdal", "abdur", "abdu"})
"""Servant (of), the first word of names such as Abd al-Rahman, with the vowels that spellings give it."""

_OF_GOD = re.compile("(?<!\\w)عبد ?[اٱ]لله(?!\\w)")
_SERVANT = re.compile("(?<!\\w)عبد(?=[اٱ]ل(?!له)\\w{2})")
_FIRST = re.compile("(?<!\\w)(محمد|غلام)(?=(?!ی|ي|ين|ان|وف)\\w{3})")
_ASSIMILATED = re.compile("(?<=.a)l(?=[tdrzsSn])")


def words_apart(cleaned: str) -> str:
    """Abd, Muhammad and Ghulam parted from the name behind them, as Latin spells them; Abdullah in one word."""
    apart = _SERVANT.sub("عبد ", _OF_GOD.sub("عبدالله", cleaned))
    return _FIRST.sub(r"\1 ", apart)


def without_article(forms: list[str]) -> list[str]:
    """Forms without the article at their beginning, else with its l as the sun letter behind it lets it sound."""
    bare = [form[2:] for form in forms if form.startswith("al")]
    return bare or [_ASSIMILATED.sub("", form) for form in forms if _ASSIMILATED.search(form)]
