"""Words and signs of the page of learned names."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commonweal import names
from commonweal.portal import drawing, learning_words
from commonweal.portal.templatetags.cw import chip
from commonweal.portal.words import word
from commonweal.search.lessons import Lesson, Pair

register = template.Library()


@register.simple_tag
def pair_words(pair: Pair) -> SafeString:
    """The two words as they are written, each with a plain Latin reading where it is in another script."""
    one, other = (_with_reading(text) for text in pair.words)
    return format_html("{} = {}", one, other)


def _with_reading(text: str) -> SafeString:
    reading = "" if names.script_of(text) == "Latn" else names.romanise(text)
    aid = format_html(" <small>({})</small>", reading) if reading else ""
    return format_html("<bdi>{}</bdi>{}", text, aid)


@register.simple_tag
def pair_state(pair: Pair) -> SafeString:
    """Whether it waits, is used or was refused."""
    return chip(*learning_words.STATE_WORDS[pair.state])


@register.filter
def part_word(part: str) -> str:
    """Which part of a name two words are."""
    return word(learning_words.PART_WORDS, part)


@register.filter
def rule_word(what: str) -> str:
    """What a threshold counts."""
    return word(learning_words.RULE_WORDS, what)


@register.simple_tag
def lesson_bar(lesson: Lesson) -> SafeString:
    """How far a lesson is, as a bar with its words."""
    words = _("{percent} per cent of the records").format(percent=lesson.percent)
    bar = drawing.clock_bar(lesson.percent / 100, words)
    return format_html('<span class="cw-clock">{}</span><p role="status">{}</p>', bar, words)
