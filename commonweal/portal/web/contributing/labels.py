"""Who may see the records of a file: a few presets in plain words, made into the label that each record carries.

A label names parties one by one, so a preset is worked out for the states that take part today; what was worked out is
kept, and a state that joins later sees nothing until somebody says so.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from commonweal.common.errors import BadInput
from commonweal.handling import queries as handling

PRESETS = {
    "full": (
        _("Participating states, in full"),
        _("Every state ticked below sees the whole record, for the purposes ticked."),
    ),
    "core": (
        _("Participating states, who or what it is"),
        _("They see the identity and not the case; for the rest they ask you."),
    ),
    "hit": (
        _("Participating states, that we hold it"),
        _("They learn that there is something and whom to ask; nothing of what it says."),
    ),
    "state": (_("All agencies of our state"), _("Nobody abroad learns of it.")),
    "agency": (_("Our agency alone"), _("Nobody outside our agency learns of it.")),
}
"""By code: the choice, and what it means for others."""
ABROAD = ("full", "core", "hit")
SCOPES = {"full": "abroad", "core": "abroad", "hit": "abroad", "state": "party", "agency": "agency"}
NOT_OFFERED = ("own-records", "contribution")


def purposes() -> list[str]:
    """Codes of the purposes that a label may admit."""
    return [code for code, entry in handling.purposes().items() if code not in NOT_OFFERED and not entry.get("needs")]


def label(values: Mapping[str, object], *, bank: str) -> dict:
    """The label's words; `values` has preset, states, denied, kinds, purposes, classification, handling."""
    preset = str(values.get("preset", ""))
    if preset not in PRESETS:
        raise BadInput("portal.label.no-preset", "Say who may see these records.")
    chosen_states, denied = _codes(values.get("states")), _codes(values.get("denied"))
    if preset in ABROAD and not set(chosen_states) - set(denied):
        raise BadInput("portal.label.no-states", "Tick the states that may see these records.")
    if preset != "agency" and not _codes(values.get("purposes")):
        raise BadInput("portal.label.no-purposes", "Tick the purposes for which these records may be seen.")
    words = {
        "bank": bank,
        "classification": int(str(values.get("classification") or 1)),
        "scope": SCOPES[preset],
        "handling": str(values.get("handling") or "H0"),
        "kinds": _codes(values.get("kinds")),
        "purposes": _codes(values.get("purposes")),
        "denied": denied,
    }
    if preset in ABROAD:
        words[preset] = [code for code in chosen_states if code not in denied]
    return words


def preset_of(words: Mapping) -> str:
    """The preset that a label's words come from, "" where from none."""
    scope = words.get("scope", "")
    if scope == "abroad":
        return next((name for name in ABROAD if words.get(name)), "")
    return {"party": "state", "agency": "agency"}.get(scope, "")


def _codes(value: object) -> list[str]:
    return [str(code) for code in value] if isinstance(value, Iterable) and not isinstance(value, str) else []
