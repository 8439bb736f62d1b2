"""Words of judgements: states, verdicts, and the fields of their forms."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

JUDGEMENT_WORDS = {
    "said": (pgettext_lazy("judgement", "For one agency, with the owner"), "soon"),
    "stands": (pgettext_lazy("judgement", "Stands, for everybody"), "done"),
    "declined": (pgettext_lazy("judgement", "Declined by the owner"), "stop"),
    "undone": (pgettext_lazy("judgement", "Undone"), "stop"),
    "lapsed": (pgettext_lazy("judgement", "Lapsed: the record changed"), "stop"),
}
OVER = (pgettext_lazy("judgement", "Its day is over"), "stop")
PAIR_WORDS = {"same": _("judged the same as"), "different": _("judged different from")}
