"""Signs and words of the pages of oversight."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonweal.portal import oversight_terms as terms
from commonweal.portal.templatetags.cw import chip
from commonweal.portal.terms import QUESTION_PARTS

register = template.Library()


def _word(table: dict) -> object:
    return lambda code: table.get(code, code)


register.filter("case_kind", _word(terms.CASE_KIND_WORDS))
register.filter("stage_word", _word(terms.STAGE_WORDS))
register.filter("answer_form", _word(terms.ANSWER_FORM_WORDS))
register.filter("owner_says", _word(terms.OWNER_SAYS_WORDS))
register.filter("case_event", _word(terms.CASE_EVENT_WORDS))
register.filter("refusal_word", _word(terms.REFUSAL_WORDS))
register.filter("statistic_title", _word(terms.STATISTIC_TITLES))
register.filter("statistic_word", _word(terms.STATISTIC_WORDS))
register.filter("request_field", _word(terms.REQUEST_FIELDS))


@register.simple_tag
def case_state(code: str) -> SafeString:
    """The state of a case as a chip."""
    words, tone = terms.CASE_STATE_WORDS[code]
    return chip(words, tone)


@register.inclusion_tag("portal/request_text.html")
def request_text(form: object, name: str, label: str, hint: str = "", value: str = "") -> dict:
    """One line of text of a form."""
    given, errors = (form.values, form.errors) if form else ({}, {})
    return {"name": name, "label": label, "hint": hint, "value": given.get(name, value), "bad": errors.get(name, "")}


@register.simple_tag
def commission_terms(found: object) -> SafeString:
    """The terms with their sources; what nobody read in its source says so."""
    rows = found.values() if isinstance(found, dict) else found
    source = "source_ru" if get_language() == "ru" else "source_en"
    return format_html(
        '<dl class="cw-facts cw-facts--tight">{}</dl>',
        format_html_join(
            "",
            '<dt>{}</dt><dd>{} {}{}<span class="cw-sub">{}</span></dd>',
            (
                (
                    terms.TERM_WORDS.get(each.code, each.code),
                    each.amount,
                    terms.TERM_UNIT_WORDS[each.unit],
                    "" if each.verified else f" ° {_('not yet verified')}",
                    getattr(each, source),
                )
                for each in rows
            ),
        ),
    )


@register.filter
def question_parts(parts: list[str]) -> str:
    """Which parts were asked for, in words."""
    return ", ".join(str(QUESTION_PARTS.get(each, each)) for each in parts) or "–"


@register.simple_tag
def sample_state(code: str) -> SafeString:
    """The state of a drawn question as a chip."""
    return chip(*terms.SAMPLE_STATE_WORDS[code])


@register.simple_tag
def flag_state(code: str) -> SafeString:
    """The state of a flag as a chip."""
    return chip(*terms.FLAG_STATE_WORDS[code])


@register.simple_tag
def flag_reason(flag: object) -> str:
    """Why a flag was raised, in the reader's language."""
    params = {name: terms.FLAG_WHY.get(value, value) for name, value in flag.params.items()}
    return str(terms.FLAG_REASONS[flag.rule]).format(**params)
