"""Words of the pages of oversight."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CASE_KIND_WORDS = {
    "access": _("what is held about me"),
    "correction": _("correct what is held about me"),
    "deletion": _("delete what is held about me"),
}
STAGE_WORDS = {
    "received": _("Received: the commission checks who asks and whether it may hear the request."),
    "examined": _("Being examined by the commission."),
    "answered": _("Answered."),
    "refused": _("Not admissible."),
}
CASE_STATE_WORDS = {
    "received": (pgettext_lazy("case", "Received"), ""),
    "identified": (pgettext_lazy("case", "Identity checked"), "run"),
    "admitted": (pgettext_lazy("case", "Admitted"), "run"),
    "consulted": (pgettext_lazy("case", "Owners asked"), "run"),
    "decided": (pgettext_lazy("case", "Decided, not told yet"), "run"),
    "told": (pgettext_lazy("case", "Told"), "done"),
    "refused": (pgettext_lazy("case", "Not admissible"), "stop"),
}
CASE_EVENT_WORDS = {
    "identify": _("Identity is checked"),
    "admit": _("Admit"),
    "refuse": _("Not admissible"),
    "name": _("Name records"),
    "consult": _("Ask the owners"),
    "decide": pgettext_lazy("case", "Decide"),
}
ANSWER_FORM_WORDS = {
    "verified": _("All necessary verifications have taken place."),
    "partial": _("A part of what is held is told"),
    "data": _("What is held is told"),
}
"""The first is the whole of the third form of an answer, word for word."""
OUTCOME_WORDS = {
    "nothing-held": _("nothing is held"),
    "not-disclosed": _("held, and not to be disclosed"),
    "disclosed": _("held, and disclosed"),
    "corrected": _("corrected by the owner"),
    "deleted": _("deleted by the owner"),
    "stands": _("what was contested is right"),
    "refused": _("not admissible"),
}
OWNER_SAYS_WORDS = {
    "tell": _("May be told"),
    "withhold": _("May not be told"),
    "corrected": _("We corrected it"),
    "deleted": _("We deleted it"),
    "stands": _("It is right and stands"),
}
TERM_UNIT_WORDS = {"day": _("days"), "month": _("months")}
TERM_WORDS = {
    "admissibility": _("Whether it may be heard"),
    "access": _("Answer about what is held"),
    "correction": _("Answer about a correction"),
    "deletion": _("Answer about a deletion"),
    "owner": _("Answer of an owner to the commission"),
}
REQUEST_FIELDS = {
    "kind": _("What is asked"),
    "name": _("Name"),
    "born": _("Date of birth"),
    "evidence": _("Identity"),
    "wants": _("Words"),
}
