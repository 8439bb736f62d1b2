"""Words of the page on which the secretariat reviews what records teach of names."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATE_WORDS = {
    "proposed": (pgettext_lazy("pair of names", "Proposed"), "soon"),
    "accepted": (pgettext_lazy("pair of names", "One name, used by all"), "done"),
    "refused": (pgettext_lazy("pair of names", "Two names"), "stop"),
}
PART_WORDS = {"family": _("Family name"), "given": _("Given name")}
RULE_WORDS = {
    "records": _("Records at least"),
    "agencies": _("Agencies at least"),
    "persons": _("Persons at least, by day of birth"),
    "families": _("Families at least, by the other name"),
    "elsewhere": _("Persons beside the agency that gives most"),
    "classification": _("Highest classification of a record that teaches"),
}
