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
REFUSAL_WORDS = {
    "no-case": _("the case does not bear the question"),
    "other-purpose": _("the purpose was another one"),
    "private": _("private interest"),
    "no-answer": _("no answer came"),
    "other": pgettext_lazy("refusal", "another reason"),
}
SAMPLE_STATE_WORDS = {
    "drawn": (pgettext_lazy("sample", "To be judged"), ""),
    "asked": (pgettext_lazy("sample", "Officer asked"), "run"),
    "accepted": (pgettext_lazy("sample", "Accepted"), "done"),
    "refused": (pgettext_lazy("sample", "Refused"), "stop"),
}
FLAG_STATE_WORDS = {
    "open": (pgettext_lazy("flag", "To be looked at"), "soon"),
    "explained": (pgettext_lazy("flag", "False alarm"), "done"),
    "upheld": (pgettext_lazy("flag", "Upheld"), "stop"),
}
RULE_WORDS = {
    "own-name": _("own name"),
    "relative": _("a relative"),
    "family": _("own family name"),
    "away": _("on leave"),
    "off-duty": _("off duty"),
    "unusual-hours": _("unusual hours"),
    "unusual-day": _("unusual day"),
    "volume": _("very many questions"),
    "steady-volume": _("very many questions, day after day"),
    "honeypot": _("marked record"),
    "same-person": _("one person, many officers"),
    "reused": _("one justification, many persons"),
}
FLAG_REASONS = {
    "own-name": _("Asked about a person of the officer's own name"),
    "relative": _("Asked about a person who bears the officer's family name or address and may be a relative: {why}"),
    "family": _("Asked {count} times about persons who bear the officer's family name, which is rare here"),
    "away": _("Asked while on leave"),
    "off-duty": _("Asked {count} times outside the hours of service"),
    "unusual-hours": _("Asked {count} times at hours at which neither the officer nor others at such a post ask"),
    "unusual-day": _(
        "Asked {count} times on a day of the week on which neither the officer nor others at such a post ask"
    ),
    "volume": _("Asked {count} questions in a day; others at such a post ask {usual}, and more than {bound} are rare"),
    "steady-volume": _("Asks {count} questions a day on average; others at such a post ask {usual}"),
    "honeypot": _("Was shown a record that is marked because nobody has a reason to open it"),
    "same-person": _("One of {count} officers who asked about one person within a week, not in one case"),
    "reused": _("Gave one justification for {count} persons; others give one for {usual}"),
}
FLAG_WHY = {
    "the same address": _("the same address"),
    "the same father": _("the same father"),
    "the officer may be the father": _("the officer may be the father"),
    "may be the officer's father": _("may be the officer's father"),
}
STATISTIC_TITLES = {
    "requests": _("Requests of persons"),
    "owners": _("Answers of owners to commissions"),
    "sample": _("Questions drawn and judged"),
    "flags": _("Flags of the rules of misuse"),
}
STATISTIC_WORDS = {
    **OUTCOME_WORDS,
    **CASE_KIND_WORDS,
    **RULE_WORDS,
    **OWNER_SAYS_WORDS,
    "open": pgettext_lazy("statistics", "open"),
    "accepted": pgettext_lazy("statistics", "accepted"),
    "refused": pgettext_lazy("statistics", "refused"),
    "explained": pgettext_lazy("statistics", "false alarms"),
    "upheld": pgettext_lazy("statistics", "upheld"),
    "": pgettext_lazy("statistics", "sum"),
}
