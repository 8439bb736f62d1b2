"""The cast as rows for the register of members (`commonweal.members.actions.load_cast` takes exactly these fields)."""

from datetime import UTC, date, datetime, time, timedelta

from commonweal.house.demo.cast import Agency, Officer

Row = dict[str, object]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def agency_rows(agencies: list[Agency]) -> list[Row]:
    """Agencies, parents before children."""
    return [
        {"code": each.code, "party": each.party, "parent": each.parent, "kind": each.kind, "level": each.level,
         "name_en": each.en, "name_ru": each.ru}
        for each in agencies
    ]  # fmt: skip


def contact_rows(agencies: list[Agency]) -> list[Row]:
    """One duty contact an agency."""
    return [
        {"agency": each.code, "telephone": each.contact.telephone, "mail": each.contact.mail,
         "hours": each.contact.hours,
         "note_en": f"Usually answers within {each.contact.answers_within} hours; {each.contact.hours_en}.",
         "note_ru": f"Обычно отвечает за {each.contact.answers_within} ч; {each.contact.hours_ru}."}
        for each in agencies
    ]  # fmt: skip


NO_DESK = {"admin", "auditor"}
"""Roles whose holders see no record, not even their own agency's; everybody else has a desk to sign in at."""


def _roles(officer: Officer) -> list[str]:
    return list(officer.roles) if NO_DESK & set(officer.roles) else sorted({*officer.roles, "desk"})


def officer_rows(officers: list[Officer]) -> list[Row]:
    """Officers; the name is given and family name in the officer's own script."""
    return [
        {"code": each.code, "rank": each.rank_en, "name": f"{each.own.given} {each.own.family}",
         "name_latin": f"{each.latn.given} {each.latn.family}", "agency": each.agency, "unit": each.unit,
         "clearance": each.clearance, "roles": _roles(each)}
        for each in officers
    ]  # fmt: skip


def accreditation_rows(officers: list[Officer]) -> list[Row]:
    """One term an officer; the register counts to before `until`, the cast up to and including the last day."""
    return [
        {"officer": each.code, "since": _moment(each.accredited_from),
         "until": _moment(each.accredited_until + timedelta(days=1))}
        for each in officers
    ]  # fmt: skip


def rows(demo) -> dict[str, list[Row]]:
    """Everything that `load_cast` takes, of a whole demonstration."""
    return {
        "agencies": agency_rows(demo.agencies),
        "contacts": contact_rows(demo.agencies),
        "officers": officer_rows(demo.officers),
        "accreditations": accreditation_rows(demo.officers),
    }
