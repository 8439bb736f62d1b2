"""Signs and words of the pages by which records come in."""

from collections.abc import Iterable
from datetime import timedelta

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from commonweal.portal import directory, drawing, error_words, terms, values, words
from commonweal.portal.templatetags.cw import chip, classification, handling_code, state, thousands

register = template.Library()
register.simple_tag(error_words.said_error, name="error_words")


@register.simple_tag
def upload_state(code: str) -> SafeString:
    """Standing of an upload as a chip."""
    words_, tone = terms.UPLOAD_WORDS.get(code, (code, "unknown"))
    return chip(words_, tone)


@register.simple_tag
def progress_words(work: object) -> str:
    """How far the work is: rows done, of how many, how fast, how long the rest takes."""
    told = [ngettext("{n} row done", "{n} rows done", work.done).format(n=thousands(work.done))]
    if work.total:
        told[0] = gettext("{done} of {total} rows").format(done=thousands(work.done), total=thousands(work.total))
    if work.rate:
        told.append(gettext("{n} a second").format(n=thousands(round(work.rate))))
    if work.seconds_left is not None:
        told.append(gettext("{time} left").format(time=_minutes(work.seconds_left)))
    return " · ".join(told)


def _minutes(seconds: int) -> str:
    whole = str(timedelta(seconds=seconds))
    return whole[2:] if whole.startswith("0:") else whole


@register.simple_tag
def progress_bar(work: object) -> SafeString:
    """The same as a bar."""
    bar = drawing.clock_bar(min(work.done / work.total, 1), progress_words(work))
    return format_html('<span class="cw-clock">{}</span>', bar)


MOST_NUMBERS = 12
"""Row numbers that are listed for one reason; the download has them all."""


@register.simple_tag
def row_numbers(numbers: list[int]) -> str:
    """The rows to which a reason applies: 6, 10, 14 …"""
    listed = ", ".join(thousands(each) for each in numbers[:MOST_NUMBERS])
    if len(numbers) <= MOST_NUMBERS:
        return listed
    return ngettext("{listed} and {n} more", "{listed} and {n} more", len(numbers) - MOST_NUMBERS).format(
        listed=listed, n=len(numbers) - MOST_NUMBERS
    )


@register.filter
def classifications(digits: str) -> list[tuple[str, object]]:
    """Marks of secrecy as choices."""
    return [(digit, terms.CLASSIFICATION_WORDS[int(digit)]) for digit in digits]


@register.simple_tag
def bank_name(bank: object) -> str:
    """The bank's name in the reader's language."""
    return bank.name_ru if words.tongue() == "ru" else bank.name_en


@register.simple_tag
def difference(record_type: str, change: object) -> SafeString:
    """A property before and after: what goes struck out, what comes underlined."""
    before = [values.shown(record_type, change.property, each).line for each in change.before]
    after = [values.shown(record_type, change.property, each).line for each in change.after]
    if not before:
        return _lines(("{}", each) for each in after)
    gone = [("<del>{}</del>", each) for each in before if each not in after]
    kept = [("{}", each) for each in after if each in before]
    come = [("<ins>{}</ins>", each) for each in after if each not in before]
    return _lines([*kept, *gone, *come])


def _lines(parts: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((format_html(form, text),) for form, text in parts))


@register.simple_tag
def label_words(label: object) -> SafeString:
    """Who may see the rows of a batch, as far as one label says it."""
    rows = [
        (terms.LEVEL_WORDS[level], format_html_join(" ", "{}", ((state(code),) for code in sorted(codes))))
        for level, codes in (("full", label.full), ("core", label.core), ("hit", label.hit))
        if codes
    ]
    if not rows:
        scope = gettext("our state alone") if label.scope == 2 else gettext("our agency alone")
        rows = [(gettext("Who"), scope)]
    if label.denied:
        rows.append((gettext("Denied"), ", ".join(map(directory.party_name, sorted(label.denied)))))
    if label.purposes:
        rows.append((gettext("Purposes"), ", ".join(map(words.purpose_name, sorted(label.purposes)))))
    marks = format_html("{} {}", classification(label.classification), handling_code(label.handling))
    rows.append((gettext("Marks"), marks))
    return format_html(
        '<dl class="cw-facts cw-facts--tight">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows)
    )
