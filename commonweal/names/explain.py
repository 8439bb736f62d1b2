"""Part by part, why a record's name agrees with the one asked for, for a reader of Latin or Cyrillic.

Every reason is a code with an English sentence in `REASONS`, so that it can be translated; the values are letters of
the two names and small numbers.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from . import endings, localities
from .ages import AGE_REASONS, EITHER_WAY, BirthYears
from .agreement import NUMBER_REASONS, ORDER, NumberAgreement, compare_checks, compare_numbers
from .aliases import are_aliases
from .compare import Pair, align, begins_alike
from .contradict import REASONS as CONTRADICTIONS
from .correspond import correspondences, language_of, read_in_latin
from .dates import compare_dates, parse_date
from .fold import Word
from .identifiers import normal_form
from .organisation_agreement import ORGANISATION_REASONS, compare_forms, compare_names
from .parts import PARTS, Parts

VARIANT = 0.75
"""Likeness from which two words count as variants of one name."""

REASONS = (
    {
        "names.explain.identical": "written the same",
        "names.explain.letter-for-letter": "letter for letter",
        "names.explain.letter-for-letter-as": "letter for letter: {letters}",
        "names.explain.letter-for-letter-language": "letter for letter, {language} {letters}",
        "names.explain.letters": "{letters}",
        "names.explain.letters-language": "{language} {letters}",
        "names.explain.spelling": "another spelling",
        "names.explain.patronymic-ending": "{says} = {asked}",
        "names.explain.fathers-name": "the father's name agrees",
        "names.explain.gender-ending": "feminine and masculine form",
        "names.explain.same-name": "the same name in another language",
        "names.explain.consonants": "consonants agree, short vowels are not written",
        "names.explain.initial": "initial only",
        "names.explain.letters-differ": "{count} letters differ",
        "names.explain.partly": "{count} of {of} words agree",
        "names.explain.other-part": "stands there as {other}",
        "names.explain.other-part-letters": "stands there as {other}: {letters}",
        "names.explain.none-agrees": "another name",
        "names.explain.not-in-record": "none in the record",
        "names.explain.not-shown": "the owner does not show it",
        "names.explain.not-asked": "not asked",
        "names.explain.equal": "same",
        "names.explain.other-value": "another one",
        "names.date.same-day": "to the day",
        "names.date.same-month": "to the month",
        "names.date.same-year": "the year",
        "names.date.year-only": "year only",
        "names.date.month-only": "month and year only",
        "names.date.swapped": "day and month exchanged",
        "names.date.days-apart": "{count} days apart",
        "names.date.months-apart": "{count} months apart",
        "names.date.years-apart": "{count} years apart",
    }
    | AGE_REASONS
    | NUMBER_REASONS
    | CONTRADICTIONS
    | localities.PLACE_REASONS
    | ORGANISATION_REASONS
)
"""English sentence by reason code. Languages named in `{language}` are translated by the caller (`uz`, `az`, ...)."""


class PartAgreement(NamedTuple):
    """One part of a comparison: verdict `same`, `variant`, `differs` or `unknown`, with the reason."""

    part: str
    asked: str
    says: str
    verdict: str
    code: str
    params: dict[str, object]


class Reason(NamedTuple):
    """Verdict and reason for one pair of words."""

    verdict: str
    code: str
    params: dict[str, object]


def explain_name(asked: Parts, says: Parts) -> list[PartAgreement]:
    """Family name, given name and patronymic compared, in this order; a part that neither name has is left out."""
    found = []
    for part in PARTS:
        if getattr(asked, part):
            reason = _part(asked, says, part)
        elif getattr(says, part):
            reason = Reason("unknown", "names.explain.not-asked", {})
        else:
            continue
        found.append(PartAgreement(part, asked.text(part), says.text(part), *reason))
    return found


def explain_organisation(asked: str, says: str) -> list[PartAgreement]:
    """The name of an organisation, which has no parts: its words, translated or not, and beside them its legal form."""
    found = [PartAgreement("name", asked, says, *compare_names(asked, says))]
    if forms := compare_forms(asked, says):
        found.append(PartAgreement("form", forms[0], forms[1], *forms[2]))
    return found


def _part(asked: Parts, says: Parts, part: str) -> Reason:
    """The reason for one part that was asked for: in the same part of the record, else in another part of it."""
    here = _words(align(getattr(asked, part), getattr(says, part))) if getattr(says, part) else None
    if here and here.verdict in {"same", "variant"}:
        return here
    for other in PARTS:
        if other != part and getattr(says, other):
            there = _words(align(getattr(asked, part), getattr(says, other)))
            if there.verdict == "same" or (there.verdict == "variant" and there.code != "names.explain.initial"):
                return _elsewhere(other, there)
    return here or Reason("unknown", "names.explain.not-in-record", {})


def _elsewhere(other: str, there: Reason) -> Reason:
    if letters := there.params.get("letters"):
        return Reason("variant", "names.explain.other-part-letters", {"other": other, "letters": letters})
    return Reason("variant", "names.explain.other-part", {"other": other})


def _words(pairs: list[Pair]) -> Reason:
    """One reason for all words of a part: that of the weakest pair, or how many agree."""
    reasons = [explain_words(*pair) for pair in pairs if pair.says is not None]
    agreeing = [reason for reason in reasons if reason.verdict in {"same", "variant"}]
    if not agreeing:
        return Reason("differs", "names.explain.none-agrees", {})
    if len(agreeing) < len(pairs):
        return Reason("variant", "names.explain.partly", {"count": len(agreeing), "of": len(pairs)})
    return next((reason for reason in agreeing if reason.verdict == "variant"), agreeing[0])


def explain_words(asked: Word, says: Word, alike: float) -> Reason:
    """Verdict and reason for two words of this likeness."""
    if "initial" in (asked.kind, says.kind):
        if begins_alike(asked, says):
            return Reason("variant", "names.explain.initial", {})
        return Reason("differs", "names.explain.none-agrees", {})
    if asked.text.casefold() == says.text.casefold():
        return Reason("same", "names.explain.identical", {})
    if asked.fine == says.fine and asked.script != says.script and not asked.unvowelled and not says.unvowelled:
        return Reason("same", *_in_letters(asked, says, "letter-for-letter", "letter-for-letter-as"))
    return _by_rule(asked, says, alike) or _by_letters(asked, says, alike)


def _by_rule(asked: Word, says: Word, alike: float) -> Reason | None:
    """A reason that lies in the kind of name: endings, aliases, unwritten vowels."""
    one, other = asked.reduced, says.reduced
    if one != other:
        mine, theirs = endings.fathers_names(one), endings.fathers_names(other)
        if mine and theirs and not set(mine).isdisjoint(theirs):
            params = {"asked": endings.written_ending(asked.text), "says": endings.written_ending(says.text)}
            return Reason("variant", "names.explain.patronymic-ending", params)
        if one in theirs or other in mine:
            return Reason("variant", "names.explain.fathers-name", {})
        if endings.without_gender(one) == endings.without_gender(other):
            return Reason("variant", "names.explain.gender-ending", {})
    if are_aliases(one, other):
        return Reason("variant", "names.explain.same-name", {})
    if asked.unvowelled != says.unvowelled and alike >= VARIANT:
        return Reason("variant", "names.explain.consonants", {})
    return None


def _by_letters(asked: Word, says: Word, alike: float) -> Reason:
    """A reason that lies in the letters."""
    if {asked.reduced, *asked.readings} & {says.reduced, *says.readings}:
        return Reason("variant", *_in_letters(asked, says, "spelling", "letters"))
    if alike >= VARIANT:
        return Reason("variant", "names.explain.letters-differ", {"count": Levenshtein.distance(asked.fine, says.fine)})
    return Reason("differs", "names.explain.none-agrees", {})


def _in_letters(asked: Word, says: Word, without: str, by: str) -> tuple[str, dict[str, object]]:
    """Code and values of a reason: which letters stand for which, and the language that has them."""
    pairs = correspondences(asked, says)
    if not pairs:
        return f"names.explain.{without}", {}
    shown = str if by == "letters" else read_in_latin
    letters = ", ".join(f"{shown(theirs)} = {shown(ours)}" for theirs, ours in pairs)
    if language := language_of(pairs):
        return f"names.explain.{by.removesuffix('-as')}-language", {"letters": letters, "language": language}
    return f"names.explain.{by}", {"letters": letters}


def explain_birth(asked: str, says: list[str]) -> PartAgreement:
    """The date of birth asked for against those of the record: the one that agrees best. Raises BadInput as
    `parse_date` for the date asked."""
    wanted = parse_date(asked)
    if not says:
        return PartAgreement("born", asked, "", "unknown", "names.explain.not-in-record", {})
    order = ("same", "fits", "swapped", "differs")
    agreements = [(compare_dates(wanted, parse_date(one)), one) for one in says]
    best, text = min(agreements, key=lambda pair: (order.index(pair[0].relation), str(pair[0].params), pair[1]))
    verdict = {"fits": "variant", "swapped": "variant"}.get(best.relation, best.relation)
    return PartAgreement("born", asked, text, verdict, best.code, dict(best.params))


def explain_age(asked: str, years: BirthYears, says: list[str]) -> PartAgreement:
    """An age that was asked for, read as `years`, against the dates of birth of the record: the nearest of them. Up to
    five years beyond are a variant."""
    if not says:
        return PartAgreement("age", asked, "", "unknown", "names.explain.not-in-record", {})
    beyond, text = min((years.beyond(parse_date(one).year), one) for one in says)
    if not beyond:
        return PartAgreement("age", asked, text, "same", "names.age.within", {})
    verdict = "variant" if beyond <= EITHER_WAY else "differs"
    return PartAgreement("age", asked, text, verdict, "names.age.beyond", {"count": beyond})


def explain_place(part: str, asked: str, says: Sequence[tuple[str, str]]) -> PartAgreement:
    """A place that was asked for against those of the record, each with the country that stands apart from it: the one
    that agrees best."""
    if not says:
        return PartAgreement(part, asked, "", "unknown", "names.explain.not-in-record", {})
    wanted = localities.read(asked)
    compared = [(localities.relation(wanted, localities.read(text, country=land)), text or land) for text, land in says]
    best, text = min(compared, key=lambda pair: localities.ORDER.index(pair[0]))
    return PartAgreement(part, asked, text, localities.VERDICTS[best], f"names.place.{best}", {})


def explain_value(part: str, asked: str, says: list[str]) -> PartAgreement:
    """A value that is equal or not (sex, a document's number, by their normal form)."""
    if not says:
        return PartAgreement(part, asked, "", "unknown", "names.explain.not-in-record", {})
    equal = [value for value in says if normal_form(value) == normal_form(asked)]
    if equal:
        return PartAgreement(part, asked, equal[0], "same", "names.explain.equal", {})
    return PartAgreement(part, asked, says[0], "differs", "names.explain.other-value", {})


class Held(NamedTuple):
    """A number as a record holds it, and how its sort is folded and checked (see `numbers.FOLDS`, `checks.CHECKS`)."""

    number: str
    fold: str = "serial"
    check: str = ""


def explain_number(part: str, asked: str, says: Sequence[Held]) -> list[PartAgreement]:
    """The number asked for against those of the record: the one that agrees best, and what the check digits tell of it.

    `params` hold the differing signs and where they stand in both numbers (`asked_at`, `says_at`: from, to).
    """
    if not says:
        return [PartAgreement(part, asked, "", "unknown", "names.explain.not-in-record", {})]
    compared = [(compare_numbers(asked, one.number, one.fold), one) for one in says]
    best, held = min(compared, key=lambda pair: (ORDER.index(pair[0].relation), pair[0].count))
    found = [PartAgreement(part, asked, held.number, best.verdict, best.code, _shown(best))]
    if best.verdict != "differs" and (told := compare_checks(asked, held.number, held.check)):
        fits = {"names.check.both": "same", "names.check.asked": "variant"}
        found.append(PartAgreement("check", "", "", fits.get(told, "differs"), told, {}))
    return found


def _shown(found: NumberAgreement) -> dict[str, object]:
    return {name: value for name, value in found._asdict().items() if name != "relation"}


def sentence(agreement: PartAgreement) -> str:
    """The reason in English."""
    return REASONS[agreement.code].format(**agreement.params)
