"""Names as the owner wrote them, ready for display: tongue, direction, order of forms, reading aids."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from commonweal.names import leaves_out_vowels, romanise, script_of
from commonweal.portal.terms import RIGHT_TO_LEFT, SCRIPT_TONGUE

READ_BY_ALL = {"Latn"}
READ_IN_RUSSIAN = {"Latn", "Cyrl"}


def primary(names: Sequence[Mapping]) -> Mapping | None:
    """The form that stands first: the owner's first full name, else his first form."""
    return next((form for form in names if form.get("kind") == "full"), names[0] if names else None)


def others(names: Sequence[Mapping], limit: int | None = None) -> list[Mapping]:
    """All forms but the first, in the owner's order."""
    first = primary(names)
    return [form for form in names if form is not first][:limit]


def dress(form: Mapping) -> SafeString:
    """The form in `<bdi>` with the tongue that its script tells and its direction."""
    script = form.get("script", "")
    return bdi(form.get("text", ""), script)


def bdi(text: str, script: str) -> SafeString:
    """Any text in a script: isolated, with tongue and direction."""
    tongue = SCRIPT_TONGUE.get(script, f"und-{script}" if script else "und")
    direction = "rtl" if script in RIGHT_TO_LEFT else "ltr"
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', tongue, direction, text)


def read_aloud(text: str) -> SafeString:
    """A name as written, and under it how it reads in Latin where the reader does not read its script."""
    script = script_of(text)
    latin = romanise(text)
    if script in _readable() or latin == text:
        return bdi(text, script)
    words = gettext("in Latin, without short vowels:") if leaves_out_vowels(text) else gettext("in Latin:")
    under = format_html('<span class="cw-sub">{} <bdi lang="und-Latn">{}</bdi></span>', words, latin)
    return format_html("{}{}", bdi(text, script), under)


def _readable() -> set[str]:
    """The scripts that a reader of this language reads."""
    return READ_IN_RUSSIAN if (get_language() or "").startswith("ru") else READ_BY_ALL


def aid(names: Sequence[Mapping]) -> str:
    """A romanised reading of the first form, or "" where the reader reads one of the owner's own forms."""
    readable = _readable()
    first = primary(names)
    if first is None or any((form.get("script") or script_of(form.get("text", ""))) in readable for form in names):
        return ""
    return romanise(first.get("text", ""))


def aid_words(names: Sequence[Mapping]) -> str:
    """What to say beside a reading aid."""
    first = primary(names)
    if first is not None and leaves_out_vowels(first.get("text", "")):
        return gettext("reading aid: short vowels are not written")
    return gettext("reading aid, not the owner’s")
