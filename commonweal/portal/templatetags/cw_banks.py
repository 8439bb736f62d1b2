"""Words and signs of the pages about banks, enquiries and quality."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from commonweal.common import clock
from commonweal.databanks import handles, types
from commonweal.portal import bank_words, dates
from commonweal.portal.templatetags.cw import chip
from commonweal.portal.words import tongue, word

register = template.Library()
for _each in (
    bank_words.in_tongue,
    bank_words.kinds,
    bank_words.types,
    bank_words.moment_words,
):
    register.filter(_each.__name__, _each)
register.filter("figure", bank_words.figure)
register.simple_tag(bank_words.fact)
register.simple_tag(bank_words.source)


@register.filter
def bank_word(code: str, table: str) -> str:
    """The word of a code in a table of `bank_words`."""
    return word(getattr(bank_words, table), code)


@register.simple_tag
def enquiry_state(enquiry: object) -> SafeString:
    """Where an enquiry stands, late where the owner's term is over."""
    words, tone = bank_words.STATE_WORDS[enquiry.state]
    return chip(words, "late" if enquiry.late(clock.now()) else tone)


@register.simple_tag
def disclosure_state(asked: object) -> SafeString:
    """Where a request for more stands: late where the owner's term is over, over where what was granted has ended."""
    words, tone = bank_words.DISCLOSURE_WORDS[asked.state_on(clock.now())]
    return chip(words, "late" if asked.late(clock.now()) else tone)


@register.simple_tag
def fact_of(entry: Mapping[str, str]) -> str:
    """An entry of a reference file in the reader's language."""
    return entry[tongue()]


@register.filter
def wanted_of(level: str) -> int:
    """The level that may be asked for next; 0 where there is none."""
    return {"hit": 3, "core": 4}.get(level, 0)


@register.simple_tag
def term_words(term: object) -> str:
    """How long a term is: 30 days, 24 hours."""
    if term.unit == "hour":
        return ngettext("{n} hour", "{n} hours", term.amount).format(n=term.amount)
    return ngettext("{n} day", "{n} days", term.amount).format(n=term.amount)


@register.simple_tag
def months_words(months: int) -> str:
    """A term in months: 6 months, 5 years."""
    if months % 12:
        return ngettext("{n} month", "{n} months", months).format(n=months)
    return ngettext("{n} year", "{n} years", months // 12).format(n=months // 12)


@register.filter
def day_before(moment: datetime) -> str:
    """The last day of a term that ends at this moment."""
    return dates.day(moment - timedelta(days=1))


@register.simple_tag
def not_meant(record: object) -> str:
    """What the button says that sets a candidate aside; what is shown as a hit alone may be anything."""
    known = types.all_types().get(record.type)
    person = known is None or known.group == "persons"
    return gettext("Not this person") if person else gettext("Not this thing")


@register.simple_tag
def handle(record: object, warrant: object) -> str:
    """The record's name for this warrant alone."""
    return handles.seal(record.id, warrant)


@register.simple_tag
def confirmed_of(confirmed: Mapping[object, object] | None, record: object) -> object | None:
    """What the owner said of this hit, as far as it was put to it; None where it was not."""
    return (confirmed or {}).get(record.id)


@register.simple_tag
def aside_of(aside: Mapping[object, tuple[str, datetime]] | None, record: object) -> tuple[str, datetime] | None:
    """Who set the record aside for this case, and when; None where nobody did."""
    return (aside or {}).get(record.id)
