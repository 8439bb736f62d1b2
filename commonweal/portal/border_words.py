"""Words of the border post: the one line of the answer, and what is wrong with a document, by line and position."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonweal.names.mrz_faults import Fault
from commonweal.portal import directory
from commonweal.search.border import Checked, Line

SIGNS = {Line.NONE: "○", Line.CALL: "☎", Line.CONFIRM: "■"}
"""A shape for each line, beside the word and the colour."""
LINES = {
    Line.NONE: _("No match"),
    Line.CALL: _("Call the owner"),
    Line.CONFIRM: _("Do not act before confirming"),
}
CALL = _("Call {telephone} ({desk}, {party})")
MEANINGS = {
    Line.NONE: _("Nothing that you may see in this shift."),
    Line.CALL: _("An owner holds something and shows no more. Give the code and ask."),
    Line.CONFIRM: _("A record may mean this traveller. Ask its owner whether it is the person, and whether it stands."),
}
APART = _("Whoever may be meant was judged before not to be this traveller; it stands below, with who judged it.")
"""What no match means where something was set apart."""
FAULTS = {
    "check": _("Line {line}, position {place}: the check digit of {field} does not hold."),
    "length": _("Line {line} has {place} of {length} characters."),
    "sign": _("Line {line}, position {place}: this character cannot stand here."),
    "day": _("Line {line}, position {place}: this is no date."),
}
FIELDS = {
    "": "",
    "number": pgettext_lazy("check digit of", "the document number"),
    "birth": pgettext_lazy("check digit of", "the date of birth"),
    "expires": pgettext_lazy("check digit of", "the end of validity"),
    "optional": pgettext_lazy("check digit of", "the personal number"),
    "composite": pgettext_lazy("check digit of", "the whole zone"),
}
HOLDS = _("The zone is whole and all its check digits hold.")


def headline(checked: Checked) -> str:
    """The one line, in the reader's language; a call names the number, of the strongest candidate whose owner has one.

    Further owners stand below the line, each with his own number.
    """
    if checked.line == Line.CALL:
        for each in checked.meant:
            if each.contact is not None and each.contact.telephone:
                return str(CALL).format(
                    telephone=each.contact.telephone,
                    desk=directory.agency_name(each.contact.agency_id),
                    party=each.candidate.record.owner_party,
                )
    return str(LINES[checked.line])


def meaning(checked: Checked) -> str:
    """What the line means, in the reader's language."""
    return str(APART if checked.line == Line.NONE and checked.apart else MEANINGS[checked.line])


def fault(found: Fault) -> str:
    """One thing that is wrong with a zone, in the reader's language."""
    values = found._asdict() | {"field": FIELDS[found.field]}
    return str(FAULTS[found.kind]).format(**values)


def live() -> dict[str, str]:
    """The same sentences for the script that says them while one types, unfilled."""
    return {kind: str(words) for kind, words in FAULTS.items()} | {
        f"field-{code}": str(words) for code, words in FIELDS.items() if code
    }
