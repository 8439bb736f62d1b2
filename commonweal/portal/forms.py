"""Forms of the pages: what was typed, what is wrong with it, in the order of the page.

Errors are sentences with what, why and remedy; templates show them above the field and in a summary on top.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.handling import queries
from commonweal.names import parse_age
from commonweal.portal import dates
from commonweal.search import queries as queries_of_search

NOT_FOR_SEARCH = {"own-records", "contribution"}
PURPOSE_FIELDS = ("purpose", "basis", "case_ref", "standing_duty", "minutes")
SHIFT_FIELDS = ("standing_duty", "basis", "hours")
QUESTION_FIELDS = (
    "what",
    "family",
    "given",
    "patronymic",
    "born",
    "age",
    "sex",
    "birthplace",
    "father",
    "mother",
    "number",
    "type",
)
CHOICE_FIELDS = ("since", "until", "party")
DURATIONS = (15, 30, 60, 120, 240)
"""Minutes for which a purpose may be opened from the page."""
LONGEST = 200


def moment(text: str) -> datetime:
    """A moment in UTC as a browser sends it (2026-11-25T01:30); raises BadInput where it cannot be read."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError:
        raise BadInput("portal.form.moment", "A moment is written as 2026-11-25T01:30, in UTC.") from None


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


def shift_form(data: Mapping, *, hours: tuple[int, ...]) -> Form:
    """The form that begins a shift at the border, checked: basis, standing duty, and for how many of these hours."""
    form = Form(_typed(data, SHIFT_FIELDS))
    if not form.values["standing_duty"]:
        form.errors["standing_duty"] = _("Name the post and the roster: the shift is asked for by it.")
    if not form.values["basis"]:
        form.errors["basis"] = _("Name the basis: the treaty, agreement or order on which you ask.")
    if form.values["hours"] not in map(str, hours):
        form.values["hours"] = str(hours[0])
    return form


def question_form(data: Mapping) -> Form:
    """The form of a question, checked: a name of two words, or two of family name, given name and birth date; or a
    number, whole or in part. A machine-readable zone in the one box goes into the fields."""
    form = Form(_typed(data, QUESTION_FIELDS))
    values = form.values
    said = _understood(form)
    if "family" in said:
        values.update(said | {"what": ""})
    if values["born"] and dates.read_partial(values["born"]) is None:
        form.errors["born"] = _("This is no date. Write 14.03.1984, or 03.1984, or the year alone.")
    if values["age"]:
        try:
            parse_age(values["age"], today=clock.today())
        except BadInput:
            form.errors["age"] = _("This is no age. Write 35, or 30-40 for a range.")
    if not form.errors and not said and not any(values[name] for name in ("family", "given", "born", "number")):
        form.errors["what"] = too_little()
    return form


def _understood(form: Form) -> dict[str, str]:
    """What the one box says; an error beside it where it holds a machine-readable zone that cannot be read."""
    try:
        return queries_of_search.understood(form.values["what"])
    except BadInput as problem:
        form.errors["what"] = _(problem.message)
        return {}


def too_little() -> str:
    """Why a question with less is not asked, and how to mend it."""
    return _("Give two of family name, given name and birth date, or one number: less finds too many.")


def cannot_be_asked(form: Form, problem: BadInput) -> None:
    """Put what the search says against a question to the field that it is about."""
    if problem.code == "search.question.number-too-little":
        form.errors["number"] = _(problem.message)
    elif problem.code == "search.question.too-little":
        form.errors[_first_empty(form.values)] = too_little()
    else:
        form.errors["what"] = _(problem.message).format(**problem.params)


def _first_empty(values: Mapping[str, str]) -> str:
    """The field that would help most: the box where nothing was typed by parts."""
    parts = ("family", "given", "born")
    if not any(values[name] for name in parts):
        return "what"
    return next((name for name in parts if not values[name]), "what")


def question(form: Form) -> dict[str, str]:
    """What the search is asked: only what was given, the box before the fields; dates as 1984, 1984-03, 1984-03-14."""
    asked = {name: value for name, value in form.values.items() if value and name != "what"}
    asked |= queries_of_search.understood(form.values["what"])
    if "born" in asked:
        asked["born"] = dates.read_partial(asked["born"])
    return asked
