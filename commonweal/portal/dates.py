"""Dates as people write them: 24 Nov 2026, in Russian 24.11.2026. All hours are UTC; the foot of each page says so."""

from datetime import UTC, date, datetime, timedelta

from django.utils import dateformat
from django.utils.translation import get_language


def _russian() -> bool:
    return (get_language() or "").startswith("ru")


def day(value: date | datetime | None) -> str:
    """A day; a moment counts as its day in UTC; nothing gives an empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    return dateformat.format(value, "d.m.Y" if _russian() else "j M Y")


def last_day(value: datetime | None) -> str:
    """The last day of a term that ends at this moment: a term that ends at midnight lasted until the day before."""
    return day(value - timedelta(microseconds=1)) if value else ""


def hour(value: datetime | None) -> str:
    """Hour and minute."""
    return value.astimezone(UTC).strftime("%H:%M") if value else ""


def moment(value: datetime | None) -> str:
    """Day and hour."""
    return f"{day(value)}, {hour(value)}" if value else ""


def long_day(value: datetime) -> str:
    """The day with its weekday: Tuesday 24 November 2026."""
    return dateformat.format(value.astimezone(UTC).date(), "l, j E Y" if _russian() else "l j F Y")


def axis_day(value: datetime, *, with_month: bool) -> str:
    """A heading of the axis: Tue 24, with the month where it begins."""
    if _russian():
        return dateformat.format(value, "D j.m" if with_month else "D j")
    return dateformat.format(value, "D j M" if with_month else "D j")


def partial(text: str | None) -> str:
    """A date of any precision: 1984-03-14, 1984-03 or 1984. What cannot be read stands as it is."""
    parts = (text or "").split("-")
    try:
        if len(parts) == 3:
            return day(date.fromisoformat(text))
        if len(parts) == 2:
            return dateformat.format(date(int(parts[0]), int(parts[1]), 1), "m.Y" if _russian() else "M Y")
    except ValueError:
        return text or ""
    return text or ""


def read_partial(text: str) -> str | None:
    """What an officer typed, as 1984, 1984-03 or 1984-03-14; None where it is no date.

    Read: 14.03.1984, 03.1984, 1984, 1984-03-14 and 14/03/1984 (the day first, as the field writes it).
    """
    parts = text.strip().replace("/", ".").replace("-", ".").split(".")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return None
    if len(parts[0]) != 4:
        parts.reverse()
    if len(parts[0]) != 4:
        return None
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return None
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
