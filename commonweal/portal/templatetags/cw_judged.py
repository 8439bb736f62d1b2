"""Words and signs of the pages about judgements and certificates."""

import uuid
from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from commonweal.common import clock
from commonweal.databanks.judgements import Certificate, Judgement
from commonweal.portal import judging_words
from commonweal.portal.templatetags.cw import chip
from commonweal.portal.words import word

register = template.Library()


@register.simple_tag
def judgement_state(judgement: Judgement | Certificate) -> SafeString:
    """Where a judgement stands; one whose day is over says so."""
    words, tone = judging_words.JUDGEMENT_WORDS[judgement.state]
    if judgement.state in ("said", "stands") and judgement.until <= clock.now():
        words, tone = judging_words.OVER
    return chip(words, tone)


@register.filter
def pair_word(verdict: str) -> str:
    """Judged the same as, or different from."""
    return word(judging_words.PAIR_WORDS, verdict)


@register.simple_tag
def other_of(judgement: Judgement, record: object, candidates: Iterable[object]) -> object | None:
    """The other record of a pair among the candidates of an answer."""
    other: uuid.UUID | None = judgement.other if judgement.record == record.id else judgement.record
    return next((each.record for each in candidates if each.record.id == other), None)


@register.simple_tag
def pairable(record: object, candidates: Iterable[object]) -> list[object]:
    """Candidates of which an owner may say that they are the same as this one, or different."""
    if record.level == "hit":
        return []
    others = [each.record for each in candidates if each.record.id != record.id and each.record.level != "hit"]
    return [other for other in others if other.mine or record.mine]
