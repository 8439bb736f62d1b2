"""A small fixed cast from five states and one body, and lines to contribute; invented throughout."""

import json
from datetime import timedelta
from pathlib import Path

import psycopg

from commonweal.common import clock
from commonweal.databanks import actions, neutrality
from commonweal.handling import warrants

PARTIES = ("KZ", "UZ", "AM", "TJ", "RU")
ROLES = ["reader", "desk", "contributor", "approver", "reviewer", "commission", "secretariat"]
OPEN_LABEL = {
    "bank": "united",
    "classification": 1,
    "scope": "abroad",
    "full": ["KZ", "UZ"],
    "core": ["RU"],
    "hit": ["AM"],
    "silent": [],
    "denied": ["TJ"],
    "kinds": ["interior", "security"],
    "purposes": ["wanted-person", "criminal-investigation"],
    "special_purposes": [],
    "handling": "H1",
}


def cast(superuser: psycopg.Connection) -> None:
    """Five states, an interior ministry each, four officers each (KZ-1 … KZ-4), all roles, clearance confidential."""
    with superuser.pipeline():  # a hundred rows, in hundreds of tests: not one journey for each
        _cast(superuser)


def _cast(superuser: psycopg.Connection) -> None:
    now = clock.now()
    run = superuser.execute
    for party in PARTIES:
        run(
            "insert into members_party (code, kind, name_en, name_ru, source, verified)"
            " values (%s, 'state', %s, %s, '', false) on conflict do nothing",
            [party, party, party],
        )
        run(
            "insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)"
            " values (%s, %s, 'interior', 'ministry', %s, %s, '{}')",
            [f"{party}-MIA", party, f"Ministry of {party}", f"МВД {party}"],
        )
        run(
            "insert into members_dutycontact (agency_id, telephone, mail, hours, note_en, note_ru)"
            " values (%s, '+000 1', 'duty@example.org', 'always', '', '')",
            [f"{party}-MIA"],
        )
        for number in (1, 2, 3, 4):
            code = f"{party}-{number}"
            run(
                "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
                " values (%s, 'Maj.', %s, %s, %s, 'CP', 2, %s)",
                [code, f"Офицер {code}", f"Officer {code}", f"{party}-MIA", ROLES],
            )
            run(
                "insert into members_accreditation (officer_id, since, until, by) values (%s, %s, %s, 'test')",
                [code, now - timedelta(days=30), now + timedelta(days=3000)],
            )
    bank(superuser)
    for owner in PARTIES:
        for reader in PARTIES:
            if owner != reader:
                exchange(superuser, owner, reader)


def bank(superuser: psycopg.Connection) -> None:
    """The United Data Bank."""
    superuser.execute(
        "insert into databanks_bank (code, name_en, name_ru, operator, basis_en, basis_ru, source, verified)"
        " values ('united', 'United Data Bank', 'Объединённый банк данных', 'BKBOP', '-', '-', '-', false)"
        " on conflict do nothing"
    )


def exchange(superuser: psycopg.Connection, owner: str, reader: str, level: int = 4, **other: object) -> None:
    """One row of what two parties may exchange."""
    row = {"bank": "united", "purpose": "*", "valid_from": "2000-01-01", "valid_until": None, "confirmed": True}
    row |= other
    superuser.execute(
        "insert into handling_exchange"
        " (owner, bank, reader, purpose, level, valid_from, valid_until, confirmed, source)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, 'test')",
        [owner, row["bank"], reader, row["purpose"], level, row["valid_from"], row["valid_until"], row["confirmed"]],
    )


def open_as(officer: str, role: str = "reader", purpose: str = "wanted-person", **other: object) -> str:
    """The token of a fresh warrant."""
    words = {"basis": "Treaty on interstate search, 2010", "case_ref": "26/0417-3"} | other
    return warrants.open_warrant(officer, role=role, purpose=purpose, **words).token


def person(ref: str, family: str, given: str, *, born: str = "1984-03-14", **other: object) -> dict:
    """A line of Commonweal JSON Lines for a person."""
    line = {
        "type": "person",
        "ref": ref,
        "label": OPEN_LABEL,
        "basis": {"kind": "criminal-case", "number": "11-2024", "organ": "Investigation department"},
        "evaluation": "B2",
        "retention": {"class": "wanted", "until": (clock.today() + timedelta(days=900)).isoformat()},
        "identity": {
            "names": [{"text": f"{family} {given}", "kind": "full", "parts": {"family": family, "given": given}}],
            "births": [{"date": born}],
            "sex": ["male"],
        },
        "narrative": {"places": [{"text": "Samarkand", "kind": "birth"}], "texts": ["Seen at the market"]},
        "special": {},
    }
    return line | other


GATED = {
    "offence": ["fraud"],
    "penalty": [5],
    "subject": ["accused"],
    "facts": ["Did not come to the hearing of 3 March"],
}
"""What the narrative of a notice for arrest says, so that the entry gate lets it through."""


def notice(ref: str, family: str, given: str, *, category: str = "a", **other: object) -> dict:
    """A line for a wanted notice of a category, with all that the entry gate asks for."""
    line = person(ref, family, given, type="wanted-notice") | {"narrative": dict(GATED)}
    line["identity"] |= {"category": [category]}
    line["basis"] |= {"date": "2026-02-01"}
    return line | {"neutrality": answered()} | other


def vehicle(ref: str, *numbers: tuple[str, str, str], **other: object) -> dict:
    """A line for a stolen vehicle with these numbers: kind, number, country."""
    line = person(ref, "", "", **other) | {"type": "vehicle", "narrative": {}}
    line["retention"] = line["retention"] | {"class": "object"}
    identifiers = [{"kind": kind, "number": number, "country": country} for kind, number, country in numbers]
    line["identity"] = {"identifiers": identifiers, "circumstance": ["stolen"]}
    return line


def write(folder: Path, lines: list[dict], name: str = "lines.jsonl") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def contribute(folder: Path, lines: list[dict], *, party: str = "UZ", name: str = "lines.jsonl"):
    """Staged by officer 1 of the party, approved by officer 2."""
    batch = actions.contribute_file(write(folder, lines, name), open_as(f"{party}-1", "contributor", "contribution"))
    if batch.state == "staged":
        batch = actions.approve(batch.id, open_as(f"{party}-2", "approver", "contribution"))
    return batch


def answered(**other: str) -> dict[str, str]:
    """Answers to every question of neutrality: no, but for those given (`tried_before` for `tried-before`)."""
    known = dict.fromkeys(neutrality.questions(), neutrality.NO)
    return known | {code.replace("_", "-"): answer for code, answer in other.items()}
