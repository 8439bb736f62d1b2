"""Fields of these forms: what was typed into each, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.common.errors import CommonwealError
from commonweal.portal.error_words import sentence

LONGEST = 2_000


class _Drawn(dict):
    """Fields by name, each as the templates draw it: name, value, error."""

    def __init__(self, values: Mapping, errors: Mapping) -> None:
        super().__init__()
        self._values, self._errors = values, errors

    def __missing__(self, name: str) -> dict[str, str]:
        return {"name": name, "value": self._values.get(name, ""), "error": self._errors.get(name, "")}


@dataclass
class Fields:
    """Values by field name as they were typed, and errors by field name in the order of the page."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> _Drawn:
        """Every field as the templates draw it."""
        return _Drawn(self.values, self.errors)

    def refuse(self, name: str, error: CommonwealError) -> None:
        """Put an error with a code at a field."""
        self.errors.setdefault(name, sentence(error))


def typed(data: Mapping, *, prefix: str = "") -> dict[str, str]:
    """What was typed, each value without space around it and bounded."""
    return {name: str(value).strip()[:LONGEST] for name, value in data.items() if name.startswith(prefix)}
