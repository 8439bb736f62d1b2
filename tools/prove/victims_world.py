"""Two houses for the proof of protected victims: alike in everything, but that one of them knows twelve victims.

The house with victims has every trace that they can leave: links from them to a case that many may read, officers with
the right who found, opened, printed, took out, asked about and set aside, consents, an earlier state, one withdrawn,
one that waits for approval and one that was refused.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from commonweal.common import clock
from commonweal.databanks import actions, examination, expiry, queries
from commonweal.databanks.actions import distinct, enquiries
from commonweal.databanks.protection_neighbours import MARKED
from commonweal.house import database as connections
from commonweal.search import actions as search
from tests import factories, worlds
from tests.search.running import running
from tools.prove.victims_clock import PROBED, Standing, standing

PURPOSE = "victim-protection"
PEOPLE = (
    ("Мирзоева", "Зарина", "Mirzoyeva", "Zarina"),
    ("Рахматова", "Нилуфар", "Rahmatova", "Nilufar"),
    ("Саидова", "Мадина", "Saidova", "Madina"),
    ("Юлдашева", "Гульнора", "Yo‘ldosheva", "Gulnora"),
    ("Турсунов", "Бехруз", "Tursunov", "Behruz"),
    ("Абдуллаева", "Севара", "Abdullayeva", "Sevara"),
    ("Назарова", "Шахноза", "Nazarova", "Shahnoza"),
    ("Холматов", "Отабек", "Xolmatov", "Otabek"),
    ("Караева", "Айгуль", "Karayeva", "Aygul"),
    ("Исмаилова", "Лола", "Ismoilova", "Lola"),
    ("Шарипов", "Довуд", "Sharipov", "Dovud"),
    ("Эргашева", "Дилдора", "Ergasheva", "Dildora"),
)
"""Invented: family and given name in Cyrillic and in Latin letters."""
LABEL = factories.OPEN_LABEL | {"purposes": [PURPOSE], "special_purposes": [PURPOSE], "handling": "H0"}
TELLING = (*MARKED, "databanks_batch", "databanks_enquiry", "databanks_distinct")
"""Tables whose rows tell of a record, and keep what tells of a protected one apart."""
NOTE = {"kind": "document", "title": "statement", "media_type": "text/plain", "content": "eA=="}


def passport(number: int) -> str:
    """The passport of one victim."""
    return f"VA{4_410_000 + number * 37}"


@dataclass(frozen=True)
class House:
    """A house with its database and its clock, the ids of its victims (of nobody, where it has none), and those of all
    records by the owner's reference."""

    database: worlds.House
    clock: Standing
    victims: tuple[uuid.UUID, ...]
    records: dict[str, uuid.UUID]
    superuser: psycopg.Connection

    @property
    def case(self) -> uuid.UUID:
        """The case that many may read, and with which the victims are linked."""
        return self.records["CASE"]


@contextmanager
def house(template: str, *, with_victims: bool, traced: int = len(PEOPLE)) -> Iterator[House]:
    """A house made afresh, with its search process, under the name in COMMONWEAL_DATABASE; `traced` of its victims are
    found, opened and asked about."""
    with (
        worlds.clone(template) as database,
        database.superuser() as superuser,
        standing(superuser) as time,
        TemporaryDirectory() as folder,
    ):
        _cast(superuser)
        _ordinary(Path(folder))
        if with_victims:
            _enter(Path(folder))
        ids = dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())
        ids = {f"V-{n}": uuid.uuid5(uuid.NAMESPACE_URL, f"V-{n}") for n in range(len(PEOPLE))} | ids
        victims = tuple(ids[f"V-{n}"] for n in range(len(PEOPLE)))
        with running(Path(folder) / "index"):
            _ask_and_take_out([ids["CASE"], *victims], time)
            if with_victims:
                _leave_traces(victims, superuser, time, traced)
            _run_the_clocks(time)
            superuser.execute("vacuum analyze")
            yield House(database, time, victims, ids, superuser)


def unprotect(house: House) -> None:
    """The same twelve as ordinary people, whom every purpose may see, and nothing that tells of them kept apart: so the
    probes show what they would find."""
    run = house.superuser.execute
    run("set session_replication_role = replica")  # the journal's touches let nobody change them
    run(
        "update handling_label set protected = false, purposes = (select array_agg(distinct p) from handling_label,"
        " unnest(purposes) p) || '{own-records}'::text[] where protected"
    )
    for table in TELLING:
        run(f"update {table} set only_for = null")
    run("delete from databanks_sheet")
    run("delete from databanks_score")
    run("set session_replication_role = origin")
    examination.make_month(connections.connection_settings("cw_clock"))


def _run_the_clocks(time: Standing) -> None:
    """What the house does by itself: it looks at quality, makes scores and sheets of the month, removes what is over."""
    settings = connections.connection_settings("cw_clock")
    examination.examine(settings)
    time.to(PROBED)
    examination.make_month(settings)
    expiry.expire(settings)


def _cast(superuser: psycopg.Connection) -> None:
    """The cast of the factories; a second agency of the owner's state; an officer with the right in two states."""
    factories.cast(superuser)
    superuser.execute(
        "insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)"
        " values ('UZ-SEC', 'UZ', 'security', 'ministry', 'Security of UZ', 'СБ УЗ', '{}')"
    )
    superuser.execute(
        "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
        " select 'UZ-9', rank, name, name_latin, 'UZ-SEC', unit, clearance, roles from members_officer where code = 'UZ-3'"
    )
    superuser.execute(
        "insert into members_accreditation (officer_id, since, until, by)"
        " select 'UZ-9', since, until, by from members_accreditation where officer_id = 'UZ-3'"
    )
    superuser.execute(
        "update members_officer set roles = roles || '{protector,exporter}' where code in ('UZ-4', 'KZ-4')"
    )
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code in ('UZ-3', 'KZ-1')")


def _ordinary(folder: Path) -> None:
    """What both houses have: a case of trafficking, and some persons whom the same question might mean."""
    open_label = (
        factories.OPEN_LABEL
        | {"handling": "H0"}
        | {"purposes": [*factories.OPEN_LABEL["purposes"], "trafficking-in-persons", PURPOSE]}
    )
    case = factories.person("CASE", "x", "x") | {
        "type": "trafficking-case",
        "label": open_label,
        "retention": {"class": "analysis", "until": _in_days(300)},
        "identity": {"titles": ["Recruitment through an agency"], "identifiers": [{"number": "26/0417-9"}]},
        "narrative": {},
    }
    persons = [
        factories.person(f"P-{n}", family, given, label=open_label, born=f"19{70 + n}-05-0{n + 1}")
        for n, (family, given) in enumerate((("Зокиров", "Эльёр"), ("Mirzayev", "Zafar"), ("Петров", "Илья")))
    ]
    factories.contribute(folder, [case, *persons], name="ordinary.jsonl")


def _in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def victim(number: int, **other: object) -> dict:
    """The line of one victim."""
    family, given, latin_family, latin_given = PEOPLE[number]
    names = [
        {"text": f"{family} {given}", "parts": {"family": family, "given": given}},
        {"text": f"{latin_family} {latin_given}", "parts": {"family": latin_family, "given": latin_given}},
    ]
    line = factories.person(f"V-{number}", family, given, label=LABEL, special={"health": ["in treatment"]})
    return (
        line
        | {
            "type": "trafficking-victim",
            "retention": {"class": "victim-witness-minor", "until": _in_days(200)},
            "identity": {
                "names": names,
                "births": [{"date": f"199{number % 10}-03-1{number % 10}"}],
                "identifiers": [{"kind": "passport", "number": passport(number)}],
            },
            "narrative": {"facts": ["freed in a raid"]},
            "links": [{"to": "CASE", "kind": "victim-of", "evaluation": "A1"}],
            "attachments": [NOTE],
            "biometrics": [{"kind": "face", "system": "FACES", "reference": str(number)}],
        }
        | other
    )


def _enter(folder: Path) -> None:
    """Twelve victims; an earlier state of one; one that waits for approval beside a line that was refused."""
    factories.contribute(folder, [victim(number) for number in range(len(PEOPLE))], name="a.jsonl")
    factories.contribute(folder, [victim(0, evaluation="A1")], name="b.jsonl")
    waiting = [victim(1, ref="V-WAITS"), victim(2, ref="V-REFUSED", evaluation="Z9")]
    actions.contribute_file(
        factories.write(folder, waiting, "c.jsonl"), factories.open_as("UZ-1", "contributor", "contribution")
    )


def _ask_and_take_out(records: list[uuid.UUID], time: Standing) -> None:
    """An officer with the right asks about twelve people, and takes out the case and whom he found: that he asks tells
    nothing, and no victim leaves the house, but how many were left out stands in the list of what was taken out."""
    for family, given, *_ in PEOPLE:
        time.step()
        search.ask(factories.open_as("KZ-4", "reader", PURPOSE), {"family": family, "given": given})
    time.step()
    actions.export_found(factories.open_as("KZ-4", "reader", PURPOSE), records, format="csv", reason="relocation")


def _leave_traces(victims: tuple[uuid.UUID, ...], superuser: psycopg.Connection, time: Standing, traced: int) -> None:
    """What officers with the right do, and what their owner decides."""
    approver = factories.open_as("UZ-2", "approver", "contribution")
    for record in victims[:traced]:
        time.step()
        at_home, stranger = (factories.open_as(officer, "reader", PURPOSE) for officer in ("UZ-4", "KZ-4"))
        queries.record(at_home, record)
        queries.record(stranger, record)
        queries.attachment(stranger, record, 1)
        enquiries.ask(stranger, record, kind="confirm", text="Is she safe?")
        distinct.set_aside(stranger, record, because="another person")
        actions.consent(
            record,
            approver,
            agency="RU-MIA",
            party="RU",
            level=4,
            until=clock.now() + timedelta(days=90),
            because="asked",
        )
    actions.withdraw(victims[5], approver, because="at her wish")
    superuser.execute(
        "insert into handling_review (record, agency, until, asked_by, asked_agency)"
        " values (%s, 'AM-MIA', common_now() + interval '90 days', 'UZ-2', 'UZ-MIA')",
        [victims[4]],
    )
