"""Words of the pages about banks, enquiries and quality: codes of the rooms below in the reader's language."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonweal.databanks import banks
from commonweal.portal import dates, terms
from commonweal.portal.words import tongue, type_name

EVERY_WORDS = {"month": _("every month"), "half-year": _("twice a year"), "year": _("every year")}
ENQUIRY_WORDS = {
    "wrong": _("This is wrong"),
    "further": _("Further information"),
    "other-person": _("Two persons in one, or another’s number"),
    "duplicate": _("The same as another record"),
    "confirm": _("Is it the same, and does it stand?"),
}
"""Kinds of enquiry, as the officer chooses them."""
STATE_WORDS = {
    "asked": (pgettext_lazy("enquiry", "With the owner"), "run"),
    "accepted": (pgettext_lazy("enquiry", "Accepted, to be mended"), "soon"),
    "mended": (pgettext_lazy("enquiry", "Mended"), "done"),
    "declined": (pgettext_lazy("enquiry", "Declined"), "stop"),
    "said-yes": (pgettext_lazy("enquiry", "Confirmed by word, as we were told"), "soon"),
    "said-no": (pgettext_lazy("enquiry", "Denied by word, as we were told"), "stop"),
    "confirmed": (pgettext_lazy("enquiry", "Confirmed"), "done"),
    "denied": (pgettext_lazy("enquiry", "Denied"), "stop"),
    "withdrawn": (pgettext_lazy("enquiry", "Taken back"), "stop"),
    "lapsed": (pgettext_lazy("enquiry", "The record is no longer held"), "stop"),
}
FINDING_WORDS = {
    "checksum": _("Check digit does not fit"),
    "future": _("A day that has not come"),
    "too-early": _("A day too long ago"),
    "before-birth": _("Before the person was born"),
    "after-entry": _("Happened after it was entered"),
    "ends-before-begin": _("Ends before it begins"),
    "double": _("Perhaps a double"),
    "missing": _("Recommended field is empty"),
    "stale": _("Neither changed nor confirmed for long"),
}
MEASURE_WORDS = {
    "contributions": _("Contributions"),
    "held": _("Records held"),
    "entered": _("Entered"),
    "changed": _("Changed"),
    "completeness": _("Recommended fields filled, %"),
    "days": _("Days from event to entry, median"),
    "stale": _("Stale records"),
    "searches": _("Questions asked"),
    "hits": _("Shown to others"),
    "confirmed": _("Hits confirmed"),
    "false": _("False hits"),
    "corrections": _("Corrections answered"),
}
OUTCOME_WORDS = {
    "refused": _("Rows refused"),
    "added": _("Coming"),
    "changed": _("Changing"),
    "leaving": _("In no row"),
    "same": _("As they are"),
}
EVENT_WORDS = {
    "accept": _("Accept the correction"),
    "decline": _("Decline with this reason"),
    "confirm": _("Confirm the hit"),
    "deny": _("Deny the hit"),
    "note-yes": _("The owner confirmed it"),
    "note-no": _("The owner denied it"),
    "mend": _("The record is mended"),
    "withdraw": _("Take the enquiry back"),
}
DISCLOSURE_WORDS = {
    "asked": (pgettext_lazy("disclosure", "With the owner"), "run"),
    "granted": (pgettext_lazy("disclosure", "Granted"), "done"),
    "over": (pgettext_lazy("disclosure", "Granted, and over"), ""),
    "refused": (pgettext_lazy("disclosure", "Refused"), "stop"),
    "revoked": (pgettext_lazy("disclosure", "Granted, and taken back"), "stop"),
    "withdrawn": (pgettext_lazy("disclosure", "Taken back"), "stop"),
    "lapsed": (pgettext_lazy("disclosure", "The record is no longer held"), "stop"),
}
TERM_WORDS = {
    "disclosure-urgent": _("Decision on disclosure that cannot wait"),
    "disclosure-core": _("Decision on the identity"),
    "disclosure-full": _("Decision on the whole record"),
    "correction": _("Answer to a correction"),
    "confirmation": _("Answer to a hit"),
    "review": _("Second review of an entry"),
    "warning": _("Warning before a record ends"),
    "achieved": _("Deletion when the purpose is achieved"),
    "contest": _("Answer about a contested record"),
    "receipt": _("Confirmation of a recall"),
}
EXTENSION_WORDS = {
    "asked": pgettext_lazy("extension", "Waits for an approver"),
    "granted": pgettext_lazy("extension", "Kept for longer"),
    "declined": pgettext_lazy("extension", "Declined"),
    "withdrawn": pgettext_lazy("extension", "Taken back"),
}
OUTCOME_OF_PURPOSE_WORDS = {
    "located": pgettext_lazy("outcome", "Located"),
    "detained": pgettext_lazy("outcome", "Detained"),
    "ended": pgettext_lazy("outcome", "Ended: no longer sought"),
}
RECALL_WORDS = {
    "withdrawn": pgettext_lazy("recall", "withdrawn"),
    "blocked": pgettext_lazy("recall", "blocked, contested"),
    "corrected": pgettext_lazy("recall", "corrected"),
    "erased": pgettext_lazy("recall", "erased"),
}
RECEIPT_WORDS = {
    "deleted": pgettext_lazy("receipt", "Deleted"),
    "corrected": pgettext_lazy("receipt", "Corrected"),
    "never-kept": pgettext_lazy("receipt", "Never kept"),
}
CONTEST_WORDS = {
    "complaint": _("A commission hears a complaint"),
    "correction": _("A correction was left without an answer"),
}
CONTEST_STATE_WORDS = {
    "open": pgettext_lazy("contest", "Waits for the owner"),
    "answered": pgettext_lazy("contest", "Answered"),
    "silent": pgettext_lazy("contest", "The owner was silent"),
    "closed": pgettext_lazy("contest", "Over"),
}
WEIGHED_WORDS = {
    "need": _("the purpose still stands, and needs this record"),
    "basis": _("the decision on which it rests is still in force"),
    "gravity": _("what it is about is grave enough"),
    "person": _("what it does to the person"),
    "less": _("fewer data or a shorter time would not do"),
}
CHANNEL_WORDS = {
    "house": pgettext_lazy("channel", "here"),
    "telephone": pgettext_lazy("channel", "by telephone"),
    "mail": pgettext_lazy("channel", "by mail"),
    "in-person": pgettext_lazy("channel", "in person"),
    "other": pgettext_lazy("channel", "by another channel"),
}
"""By which way an owner's word came."""


def in_tongue(of: object, name: str) -> str:
    """A text that is kept in both languages: `bank|in_tongue:"basis"`; the other language where one is missing."""
    here, other = (f"{name}_ru", f"{name}_en") if tongue() == "ru" else (f"{name}_en", f"{name}_ru")
    return getattr(of, here) or getattr(of, other)


def kinds(codes: object) -> str:
    """Kinds of agency in words; `*` where no source narrows them."""
    codes = list(codes)
    if banks.EVERY in codes:
        return gettext("not narrowed")
    return ", ".join(str(terms.AGENCY_KIND_WORDS.get(code, code)) for code in codes) or gettext("none")


def types(codes: object) -> str:
    """Record types in words; `*` where no source narrows them."""
    codes = list(codes)
    if banks.EVERY in codes:
        return gettext("every type")
    return ", ".join(type_name(code) for code in codes) or gettext("none")


def moment_words(text: str) -> str:
    """A date of any precision, as `members.status` writes it, in words; "" for an empty one."""
    first, separator, last = text.partition("/")
    if not separator:
        return dates.partial(text)
    if first in ("", ".."):
        return gettext("not after {day}").format(day=dates.partial(last))
    if last in ("", ".."):
        return gettext("not before {day}").format(day=dates.partial(first))
    return gettext("between {first} and {last}").format(first=dates.partial(first), last=dates.partial(last))


def figure(value: object) -> str:
    """A figure of a sheet in words: a number, that it is under ten, or a dash where nothing happened."""
    if value is None:
        return "–"
    if value.few:
        return gettext("fewer than 10")
    number = f"{value.number:f}"
    whole, _dot, part = number.partition(".")
    part = part.rstrip("0")
    return f"{int(whole):,}".replace(",", "\u202f") + (f".{part}" if part else "")


def source(address: str, verified: bool) -> str:
    """Where a fact stands; without an address, that no source says so."""
    if not address:
        return gettext("our default; no source was found")
    return address if verified else gettext("{source}, not yet verified there").format(source=address)


def fact(text: str, verified: bool) -> SafeString | str:
    """A fact; one that nobody verified carries its mark, nothing known reads so."""
    if not text:
        return format_html('<span class="cw-quiet">{}</span>', gettext("not known"))
    if verified:
        return text
    return format_html('<span class="cw-unv" title="{}">{}</span>', gettext("not yet verified"), text)
