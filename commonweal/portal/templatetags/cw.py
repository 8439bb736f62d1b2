"""Signs and words for templates: each sign is a shape and a word, each code is shown in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from commonweal.common import clock as house_clock
from commonweal.handling.terms import Role
from commonweal.names import script_of
from commonweal.portal import charts, dates, directory, drawing, facts, terms, words
from commonweal.portal.naming import aid, aid_words, bdi, dress, others, primary, read_aloud
from commonweal.portal.values import Shown, country_name
from commonweal.portal.words import kind_name, level_code, reason_words, word
from commonweal.workflow.clocks import WORDS as CLOCK_WORDS
from commonweal.workflow.clocks import Clock, ClockState

register = template.Library()

register.filter("day", dates.day)
register.filter("last_day", dates.last_day)
register.filter("hour", dates.hour)
register.filter("moment", dates.moment)
register.filter("long_day", dates.long_day)
register.filter("partial_date", dates.partial)
register.filter("party_name", directory.party_name)
register.filter("agency_name", directory.agency_name)
register.filter("officer_name", directory.officer_name)
register.filter("bank_name", directory.bank_name)
register.filter("country_name", country_name)
register.filter("link_title", facts.link_title)
register.simple_tag(facts.link_name)
register.simple_tag(charts.state_words)
WORD_FILTERS = (
    words.word_of,
    words.purpose_name,
    words.type_name,
    words.group_name,
    words.said,
    words.unit_name,
    words.duty_hours,
)
WORD_TAGS = (
    words.kind_name,
    words.property_name,
    words.contact_note,
    words.clearance,
    words.time_left,
    words.band_word,
    words.evaluation,
    words.deed,
)
for _each in WORD_FILTERS:
    register.filter(_each.__name__, _each)
for _each in WORD_TAGS:
    register.simple_tag(_each)
CLOCK_TONES = {ClockState.SOON: "soon", ClockState.OVER: "late"}


@register.simple_tag
def level(value: int | str, more: str = "") -> SafeString:
    """● In full, ◕ Identity only, ◐ Hit only, ◌ Alert us, – Nothing."""
    code = level_code(value)
    words = word(terms.LEVEL_WORDS, code)
    return format_html('<span class="cw-level cw-level--{}">{}{}</span>', code, words, f" · {more}" if more else "")


@register.simple_tag
def band(code: str) -> SafeString:
    """■■■ Strong, ■■□ Possible, ■□□ Weak."""
    return format_html('<span class="cw-band cw-band--{}">{}</span>', code, word(terms.BAND_WORDS, code))


@register.simple_tag
def chip(words: str, tone: str = "") -> SafeString:
    """A state of something: shape by tone (done, run, soon, late, stop, unknown), then its word."""
    return format_html('<span class="cw-chip cw-chip--{}">{}</span>', tone, words)


@register.simple_tag
def record_status(code: str) -> SafeString:
    """Standing of a record as a chip."""
    words, tone = terms.STATUS_WORDS.get(code, (code, "unknown"))
    return chip(words, tone)


@register.simple_tag
def classification(degree: int) -> SafeString:
    """The mark of secrecy."""
    return format_html('<span class="cw-class cw-class--{}">{}</span>', degree, terms.CLASSIFICATION_WORDS[degree])


@register.simple_tag
def handling_code(code: str) -> SafeString:
    """The handling code, its meaning in `title`."""
    return format_html('<span class="cw-hc" title="{}">{}</span>', word(terms.HANDLING_WORDS, code), code)


@register.simple_tag
def state(code: str, named: bool = False) -> SafeString:
    """A party: its code in a frame with the full name as title, or followed by the name."""
    name = directory.party_name(code)
    mark = format_html('<abbr class="cw-state" title="{}">{}</abbr>', name, code)
    return format_html("{} {}", mark, name) if named else mark


@register.simple_tag
def states(codes: Iterable[str]) -> SafeString:
    """Several parties in a row."""
    return format_html('<span class="cw-states">{}</span>', format_html_join("", "{}", ((state(c),) for c in codes)))


@register.simple_tag
def name(form: Mapping) -> SafeString:
    """One written form of a name, with its tongue and direction."""
    return dress(form)


@register.simple_tag
def reading_aid(names: list[Mapping]) -> SafeString | str:
    """A romanised reading, marked as such, where no form by the owner is in a script that this reader reads."""
    text = aid(names)
    if not text:
        return ""
    return format_html('<span><bdi lang="und-Latn">{}</bdi> <small>{}</small></span>', text, aid_words(names))


@register.simple_tag
def comparison(agreement: object) -> SafeString:
    """= same, ≈ variant, ≠ differs, ? not known; then the reason in words."""
    fits = agreement.verdict == "variant" and agreement.code in terms.FITS
    verdict = "fits" if fits else agreement.verdict
    sign = terms.VERDICT_SIGNS.get(verdict, "unk")
    mark = format_html('<span class="cw-{}">{}</span>', sign, word(terms.VERDICT_WORDS, verdict))
    reason = reason_words(agreement.code, agreement.params)
    return format_html('{}<span class="cw-quiet">: {}</span>', mark, reason) if reason else mark


@register.simple_tag
def clock_of(start: datetime, due: datetime) -> SafeString:
    """A term: words, bar, end."""
    reading = Clock(start, due).read(house_clock.now())
    one, many = CLOCK_WORDS[reading.state, reading.unit]
    words = ngettext(one, many, reading.n).format(n=reading.n)
    share = (house_clock.now() - start) / (due - start)
    return format_html(
        '<span class="cw-clock cw-clock--{}">{}{}<span class="cw-sub">{}</span></span>',
        CLOCK_TONES.get(reading.state, "run"),
        words,
        drawing.clock_bar(share, words),
        gettext("ends {day}").format(day=dates.moment(due)),
    )


@register.simple_tag
def tile_map(levels: Iterable[object], owner: str) -> SafeString:
    """What each party sees, as tiles; `levels` are PartyLevel, `owner` the party whose record it is."""
    tiles = []
    for each in levels:
        code = level_code(each.level)
        owns = each.party == owner
        short = terms.TILE_WORDS["owner" if owns else code]
        sentence = f"{directory.party_name(each.party)}: {word(terms.LEVEL_WORDS, code)}"
        tiles.append(drawing.Tile(each.party, "full" if owns else code, str(short), sentence, marked=owns))
    return drawing.tile_map(tiles, gettext("What each state sees; the table below says the same in words"))


@register.simple_tag(takes_context=True)
def may_export(context: Mapping) -> bool:
    """Whether to offer taking out and printing: the register gives this officer the role exporter."""
    desk = context.get("desk")
    return desk is not None and Role.EXPORTER in directory.roles(desk.officer)


@register.simple_tag
def named_records(candidates: Iterable[object]) -> list[object]:
    """Ids of the candidates of which the reader was given more than a hit."""
    return [each.record.id for each in candidates if each.level != "hit"]


@register.simple_tag(takes_context=True)
def page_of(context: Mapping, number: int) -> str:
    """The address of this list at another page, with its filters kept."""
    query = context["request"].GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"


@register.simple_tag
def level_name(value: int | str) -> str:
    """The name of a level, for conditions."""
    return level_code(value)


@register.simple_tag
def foreign(text: str) -> SafeString:
    """What the reader typed, isolated, with the tongue that its first letter tells."""
    return bdi(text, script_of(text))


@register.simple_tag
def shown(value: Shown) -> SafeString:
    """A value of a property, and the line under it."""
    second = format_html('<span class="cw-sub">{}</span>', value.second) if value.second else ""
    return format_html("{}{}", value.html, second)


@register.simple_tag
def first_name(record: object) -> SafeString | str:
    """The owner's first form of the name, else the owner's reference."""
    form = primary(record.names or [])
    return dress(form) if form else record.owner_ref


@register.filter
def other_names(names: list[Mapping] | None, limit: int) -> list[Mapping]:
    """At most `limit` further forms."""
    return others(names or [], limit)


@register.simple_tag
def aid_row(names: list[Mapping]) -> SafeString | str:
    """The reading aid as the last row of the table of names."""
    text = aid(names)
    if not text:
        return ""
    return format_html(
        '<tr role="row"><th scope="row" role="rowheader"><bdi lang="und-Latn">{}</bdi></th><td role="cell">{}</td>'
        '<td role="cell" class="cw-quiet">{}</td><td role="cell"></td></tr>',
        text,
        terms.SCRIPT_WORDS["Latn"],
        aid_words(names),
    )


@register.simple_tag
def record_title(record: object) -> SafeString | str:
    """What the record is called: its name, or its type and number."""
    return facts.link_title(record)


@register.simple_tag
def record_lead(record: object) -> list[SafeString | str]:
    """A few short values that tell what it is about."""
    return facts.lead(record, facts.title_of(record))


@register.simple_tag
def asked_value(part: object) -> SafeString | str:
    """What was asked in a comparison, a differing sign marked."""
    return _compared(part, part.asked, part.params.get("asked_at"))


@register.simple_tag
def said_value(part: object) -> SafeString | str:
    """What the record says in a comparison, a differing sign marked."""
    return _compared(part, part.says, part.params.get("says_at"))


def _compared(part: object, value: str, place: tuple[int, int] | None) -> SafeString | str:
    if part.part not in ("number", "identifier") or not value:
        return part_value(part.part, value)
    start, end = place or (0, 0)
    if start == end:
        return format_html('<span class="cw-ref cw-wrap">{}</span>', value)
    whole = (value[:start], value[start:end], value[end:])
    return format_html('<span class="cw-ref cw-wrap">{}<mark class="cw-differs">{}</mark>{}</span>', *whole)


@register.simple_tag
def part_value(part: str, value: object) -> SafeString | str:
    """A value of the comparison: dates and sex in words, names isolated, nothing as a dash."""
    if value in (None, ""):
        return format_html('<span class="cw-quiet">{}</span>', "–")
    text = str(value)
    if part in ("born", "age"):
        return dates.partial(text)
    if part == "sex":
        return kind_name("person", "sex", text)
    return read_aloud(text) if part in terms.NAME_PARTS else bdi(text, script_of(text))


@register.filter("words")
def split_words(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()


@register.filter
def sorted_codes(codes: Iterable[str] | None) -> list[str]:
    """Codes of a set in a fixed order."""
    return sorted(codes or ())


@register.filter
def media_words(media_type: str) -> str:
    """What kind of file it is."""
    return word(terms.MEDIA_WORDS, media_type)


@register.filter
def short_id(value: object) -> str:
    """The first eight signs of an id, by which people tell a handful of them apart."""
    return str(value)[:8]


@register.filter
def thousands(number: int | None) -> str:
    """A figure with a thin space between thousands: 1 204."""
    return f"{number:,}".replace(",", "\u202f") if number is not None else ""


@register.simple_tag
def basis(value: Mapping) -> SafeString:
    """The legal basis of a record: what, number, date, organ."""
    kind = words.basis_kind(value.get("kind", ""))
    second = " · ".join(
        filter(None, [value.get("number", ""), dates.partial(value.get("date", "")), value.get("organ", "")])
    )
    return format_html('{}<span class="cw-sub">{}</span>', kind, second)


@register.simple_tag
def batch_state(code: str) -> SafeString:
    """Standing of a contribution as a chip."""
    words_, tone = terms.BATCH_WORDS.get(code, (code, "unknown"))
    return chip(words_, tone)


@register.simple_tag
def previous(number: int) -> int:
    """The number before."""
    return number - 1
