"""Forms of the pages: what was typed, what is wrong with it, in the order of the page.

Errors are sentences with what, why and remedy; templates show them above the field and in a summary on top.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonweal.handling import queries
from commonweal.portal import dates

NOT_FOR_SEARCH = {"own-records", "contribution"}
PURPOSE_FIELDS = ("purpose", "basis", "case_ref", "standing_duty", "minutes")
QUESTION_FIELDS = ("family", "given", "patronymic", "born", "sex", "identifier")
CHOICE_FIELDS = ("since", "until", "party")
DURATIONS = (15, 30, 60, 120, 240)
"""Minutes for which a purpose may be opened from the page."""
LONGEST = 200


@dataclass
class Form:
    """Values by field name, and errors by field name in the order of the page."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, dict[str, str]]:
        """Every field as the templates draw it: name, value, error."""
        return {
            name: {"name": name, "value": self.values.get(name, ""), "error": self.errors.get(name, "")}
            for name in (*PURPOSE_FIELDS, *QUESTION_FIELDS, *CHOICE_FIELDS)
        }


def _typed(data: Mapping, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(data.get(name, "")).strip()[:LONGEST] for name in names}


def purposes() -> list[str]:
    """Codes of the purposes that an officer may open for a search."""
    return [code for code in queries.purposes() if code not in NOT_FOR_SEARCH]


def purpose_form(data: Mapping) -> Form:
    """The form that opens a purpose, checked: purpose, basis, and a case or a standing duty."""
    form = Form(_typed(data, PURPOSE_FIELDS))
    values = form.values
    if values["purpose"] not in purposes():
        form.errors["purpose"] = _("Choose the purpose: the owners of records decide by it what they show.")
    if not values["basis"]:
        form.errors["basis"] = _("Name the basis: the treaty, agreement or order on which you ask.")
    if not values["case_ref"] and not values["standing_duty"]:
        form.errors["case_ref"] = _(
            "Give the number of the case, or the standing duty: no question is asked without one."
        )
    if not values["minutes"].isdigit() or int(values["minutes"]) not in DURATIONS:
        values["minutes"] = "30"
    return form


def question_form(data: Mapping) -> Form:
    """The form of a question, checked: at least two of family name, given name, birth date; or one number."""
    form = Form(_typed(data, QUESTION_FIELDS))
    values = form.values
    if values["born"] and dates.read_partial(values["born"]) is None:
        form.errors["born"] = _("This is no date. Write 14.03.1984, or 03.1984, or the year alone.")
    given = [name for name in ("family", "given", "born") if values[name]]
    if len(given) < 2 and not values["identifier"]:
        form.errors[_first_empty(values)] = too_little()
    return form


def too_little() -> str:
    """Why a question with less is not asked, and how to mend it."""
    return _("Give two of family name, given name and birth date, or one number: less would find half a country.")


def _first_empty(values: Mapping[str, str]) -> str:
    return next((name for name in ("family", "given", "born") if not values[name]), "family")


def question(form: Form) -> dict[str, str]:
    """What the search is asked: only fields that hold something, the date as 1984, 1984-03 or 1984-03-14."""
    asked = {name: value for name, value in form.values.items() if value}
    if "born" in asked:
        asked["born"] = dates.read_partial(asked["born"])
    return asked
