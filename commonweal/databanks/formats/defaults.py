"""What the rows of a file do not say themselves: the frame of every line."""

from calendar import monthrange
from datetime import date, timedelta

from commonweal.common.errors import BadInput
from commonweal.databanks.formats.settings import Defaults, Term
from commonweal.databanks.types import PARTS, record_type


def last_day(term: Term, *, today: date) -> str:
    """The last day of a term, as YYYY-MM-DD; raises BadInput where it says neither a day nor years."""
    if term.until:
        return term.until
    if not 0 < term.years <= 100:
        raise BadInput(
            "databanks.settings.no-term", "Say how long the records are kept: a last day, or a number of years."
        )
    try:
        since = date.fromisoformat(term.since) if term.since else today.replace(day=1)
    except ValueError:
        raise BadInput(
            "databanks.settings.malformed", "The settings cannot be read: {what}.", what="retention.since is no date"
        ) from None
    whole = int(term.years)
    year = since.year + whole
    day = since.replace(year=year, day=min(since.day, monthrange(year, since.month)[1]))
    return (day + timedelta(days=round((term.years - whole) * 365))).isoformat()


class Frame:
    """Makes lines that hold what the defaults say and nothing else."""

    def __init__(self, defaults: Defaults, *, today: date) -> None:
        self._defaults, self._today = defaults, today
        self.basis = dict(defaults.basis)
        self._terms: dict[str, dict[str, str]] = {}

    def line(self, type_: str = "") -> dict:
        """A new line of this type, or of the type that the settings name, with empty parts and no reference."""
        code = type_ or self._defaults.type
        return {
            "type": code,
            "ref": "",
            "label": self._defaults.label,
            "basis": self.basis,
            "evaluation": self._defaults.evaluation,
            "retention": self._terms.get(code) or self._term(code),
            **{part: {} for part in PARTS},
        }

    def _term(self, code: str) -> dict[str, str]:
        term = self._defaults.retention_of.get(code, self._defaults.retention)
        allowed = record_type(code).retention
        klass = term.klass or ("" if record_type(code).retention_by else allowed[0])
        self._terms[code] = {"class": klass, "until": last_day(term, today=self._today)}
        return self._terms[code]
