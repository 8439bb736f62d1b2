"""A small world in which every text that a page shows holds what would run on a page that forgot to escape it.

Records go in as their contributors bring them. Of what officers write (folders, enquiries, judgements, reasons, names
of files and mappings, items of the inbox …) one is made as an officer makes it, and then multiplied in the database
with one payload in each of its texts. Names in the registers, of which there are few, hold many payloads each.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from commonweal.common import clock, sealed
from commonweal.databanks import actions, queries, types
from commonweal.databanks.actions import enquiries, judgements
from commonweal.databanks.exports import Choice
from commonweal.databanks.judgements import Subject
from commonweal.handling import warrants
from commonweal.search import folder_work, mappings, screening_work
from tests import factories, samples

OWNER, READER = "UZ-3", "KZ-1"
AT_ONCE = 60
"""Payloads in one property of one record: more make a line longer than intake takes."""
TEXTS = ("text", "source", "number")
LONGEST_NUMBER = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ITEM = "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c%02d"


@dataclass(frozen=True)
class Stored:
    """Tokens of desk and purpose by officer, and what each should open; `fields` counts fields, `values` values."""

    tokens: dict[str, tuple[str, str]]
    pages: list[tuple[str, str]]
    fields: int
    values: int


def _batches(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))


class _Filling:
    """Puts payloads into fields and counts what it put where."""

    def __init__(self, superuser: psycopg.Connection, payloads: Sequence[str]) -> None:
        self.superuser, self.payloads = superuser, [_CONTROL.sub("", each) for each in payloads]
        self.fields: set[str] = set()
        self.values = 0

    def put(self, field: str, value: str) -> str:
        self.fields.add(field)
        self.values += 1
        return value

    def multiply(
        self, table: str, texts: Sequence[str], *, words: dict[str, Sequence[str]] | None = None, **fresh: str
    ):
        """A copy of the table's first row for each payload: with it in `texts` and in the `words` of JSON columns;
        `fresh` are columns that get an SQL expression of their own."""
        changes = [SQL("{}, p").format(Literal(each)) for each in texts]
        for column, keys in (words or {}).items():
            inner = SQL(", ").join(SQL("{}, p").format(Literal(key)) for key in keys)
            whole = SQL("{0}, to_jsonb(r) -> {0} || jsonb_build_object({1})").format(Literal(column), inner)
            changes.append(whole)
        changes += [SQL("{}, {}").format(Literal(name), SQL(said)) for name, said in fresh.items()]
        self.superuser.execute(
            SQL(
                "insert into {0} select (jsonb_populate_record(null::{0}, to_jsonb(r) || jsonb_build_object({1}))).*"
                " from (select * from {0} limit 1) r, unnest(%s::text[]) p"
            ).format(Identifier(table), SQL(", ").join(changes)),
            [self.payloads],
        )
        for field in (*texts, *(f"{column}.{key}" for column, keys in (words or {}).items() for key in keys)):
            self.put(f"{table}.{field}", "")
            self.values += len(self.payloads) - 1

    def spread(self, table: str, key: str, columns: Sequence[str]) -> None:
        """All payloads over the rows of a register, in each of its texts."""
        rows = [row[0] for row in self.superuser.execute(f"select {key} from {table} order by 1").fetchall()]
        share = -(-len(self.payloads) // len(rows))
        for row, some in zip(rows, _batches(self.payloads, share), strict=False):
            for column in columns:
                statement = f"update {table} set {column} = {column} || ' ' || %s where {key} = %s"
                self.superuser.execute(statement, [" ".join(some), row])
                self.put(f"{table}.{column}", "")
                self.values += len(some) - 1


def build(superuser: psycopg.Connection, folder: Path, payloads: Sequence[str], *, kinds: Sequence[str] = ()) -> Stored:
    """Fill an empty database; `kinds` are the types of record of which there shall be some, all where none is named."""
    filling = _Filling(superuser, payloads)
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = roles || '{exporter,admin}' where code = %s", [OWNER])
    superuser.execute("update search_limit set most = 1000000")  # more is opened here than an officer may in a day
    known = [each for code, each in types.all_types().items() if not each.protected and (not kinds or code in kinds)]
    factories.contribute(folder, list(_of_types(filling, known)), name="types.jsonl")
    factories.contribute(folder, list(_of_one_text(filling)), name="singles.jsonl")
    ids = dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())
    of_types = [str(record) for ref, record in ids.items() if ref.startswith("TYPE-")]
    singles = [record for ref, record in ids.items() if not ref.startswith("TYPE-")]
    made = _of_officers(filling, singles, folder)
    _of_registers(filling)
    return Stored(_tokens(), list(_pages(of_types, singles, made, superuser)), len(filling.fields), filling.values)


def _of_types(filling: _Filling, known: Sequence[types.RecordType]) -> Iterator[dict]:
    """Of each type as many records as hold every payload in every text of every property."""
    for each in known:
        for number, some in enumerate(_batches(filling.payloads, AT_ONCE)):
            made = samples.line(each, f"TYPE-{each.code}-{number}")
            for property_ in each.properties.values():
                plain = made[property_.part][property_.code][0]
                if isinstance(plain, dict) and set(TEXTS) & set(plain):
                    values = [_filled(filling, plain, f"{each.code}.{property_.code}", payload) for payload in some]
                    made[property_.part][property_.code] = values
            yield made


def _filled(filling: _Filling, plain: dict, field: str, payload: str) -> dict:
    value = dict(plain)
    for name in (*TEXTS[:1], "source"):
        if name in plain:
            value[name] = filling.put(f"{field}.{name}", payload)
    if "number" in plain:
        value["number"] = filling.put(f"{field}.number", payload[:LONGEST_NUMBER].strip() or "x")
    return value


def _of_one_text(filling: _Filling) -> Iterator[dict]:
    """A person for each payload: it stands in every text of which a record has but one."""
    for payload in filling.payloads:
        put = lambda field, payload=payload: filling.put(f"person.{field}", payload)  # noqa: E731
        line = factories.person(put("ref"), "", "")
        name = {"text": put("names"), "source": put("names.source"), "parts": {"family": put("names.parts.family")}}
        line["identity"]["names"] = [name | {"kind": "alias"}]
        line["basis"] = {"kind": "criminal-case", "number": put("basis.number"), "organ": put("basis.organ")}
        link = {"to": "TYPE-person-0", "kind": "associate", "evaluation": "B2", "source": put("links.source")}
        attachment = samples.attachment(title=put("attachments.title"))
        biometric = samples.BIOMETRIC | {"system": put("biometrics.system"), "reference": put("biometrics.reference")}
        yield line | {"links": [link], "attachments": [attachment], "biometrics": [biometric]}


def _of_officers(filling: _Filling, singles: Sequence[uuid.UUID], folder: Path) -> dict[str, object]:
    """One of everything that officers write, then one for each payload."""
    reader, owner, desk = factories.open_as(READER), factories.open_as(OWNER), _desk(OWNER)
    record = singles[0]
    queries.record(reader, record)
    gathered = _sealed(filling)
    enquiries.ask(reader, record, kind="wrong", text="x", evidence="x", other_ref="x")
    judgements.judge(reader, record, Subject("x", document="N 04118226"), because="x")
    until = clock.now() + timedelta(days=9)
    approver = factories.open_as("UZ-2", "approver", "contribution")
    actions.consent(record, approver, agency="AM-MIA", party="AM", level=4, until=until, because="x")
    actions.export_own(desk, Choice(type="person"), format="csv", reason="x")
    upload = _upload(filling, folder)
    run = filling.superuser.execute
    run("set session_replication_role = replica")  # touches let nobody change them; rows are as the first one is
    _waiting(filling)
    texts = ["text", "evidence", "case_ref", "shown_as"]
    filling.multiply("databanks_enquiry", texts, id="gen_random_uuid()", other_ref="left(p, 120)")
    filling.multiply(
        "databanks_judgement", ["reason"], id="gen_random_uuid()", document_key="sha256(convert_to(p, 'UTF8'))"
    )
    filling.multiply("handling_consent", ["reason"], id="gen_random_uuid()")
    filling.multiply("databanks_batch", ["file_name", "reason"], id="gen_random_uuid()")
    filling.multiply("audit_touch", ["basis", "case_ref"], entry="gen_random_uuid()")
    fresh = {
        "id": "gen_random_uuid()",
        "code": "'E-' || left(md5(p), 12)",
        "canary": "'K-' || left(md5(p), 12)",
        "rows": "0",
    }
    filling.multiply("databanks_export", ["reason", "basis", "case_ref"], **fresh)
    filling.multiply(
        "workflow_inbox", [], words={"words": ("ref", "agency", "file", "officer", "case")}, id="gen_random_uuid()"
    )
    filling.multiply("databanks_profile", ["name"], id="gen_random_uuid()")
    filling.multiply("search_pair", ["one", "other", "reason"], id="gen_random_uuid()")
    run("set session_replication_role = origin")
    return {"folder": gathered.id, "upload": upload, "owner": owner}


def _upload(filling: _Filling, folder: Path) -> uuid.UUID:
    """A file whose name, headings and cells are payloads."""
    some = [each for each in filling.payloads if not set(each) & set('\r\n;"')][:60]
    path = folder / "incoming.csv"
    rows = ";".join(filling.put("upload.heading", each) for each in some), ";".join(some), ";".join(reversed(some))
    path.write_text("\n".join(f"family;{row}" for row in rows) + "\n", encoding="utf-8")
    token = factories.open_as(OWNER, "contributor", "contribution")
    actions.save_profile(token, name="x", format="csv", settings={})
    with path.open("rb") as file:
        screening_work.receive(file, factories.open_as(OWNER), name=filling.put("screening.name", f"{some[1]}.csv"))
        return actions.receive(file, token, name=filling.put("upload.name", some[0])).id


def _sealed(filling: _Filling) -> folder_work.Folder:
    """What lies sealed in the database, one by one: folders and notes, mappings, standing questions; the folder with
    all notes."""
    gathered = folder_work.create(factories.open_as(READER), title="x")
    owner = factories.open_as(OWNER)
    with patch.object(mappings, "MOST", 10_000):
        for payload in filling.payloads:
            put = lambda field, payload=payload: filling.put(field, payload)  # noqa: E731
            token = factories.open_as(READER, basis=put("folder.basis"), case_ref=put("folder.case_ref"))
            folder_work.create(token, title=put("folder.title"))
            folder_work.keep_note(token, gathered.id, put("folder.note"))
            folder_work.keep_search(token, gathered.id, {"full_name": put("folder.question")}, [], "R-AAAA")
            name = put("mapping.name")[: mappings.LONGEST_NAME]
            headings = ["family", put("mapping.heading")]
            mappings.save(
                owner, name="".join(filter(str.isprintable, name)), columns=headings, mapping={"family": "family"}
            )
            _keep(filling.superuser, put)
    return gathered


def _keep(superuser: psycopg.Connection, put: Callable[[str], str]) -> None:
    """A standing question, without asking it."""
    new = uuid.uuid4()
    name, question = put("kept.name"), {"full_name": put("kept.question")}
    closed = [
        sealed.seal(value, sealed.place("search_kept", new, column))
        for column, value in (("name", name), ("question", question))
    ]
    superuser.execute(
        "insert into search_kept values (%s, 'UZ', 'UZ-MIA', %s, %s, %s, 'wanted-person', %s, %s, '', 'active', null,"
        " now(), now(), now() + interval '1 day')",
        [new, OWNER, *closed, put("kept.basis"), put("kept.case_ref")],
    )


def _waiting(filling: _Filling) -> None:
    """First rows of what only work in the background makes: of the owner, as the tables want them."""
    run = filling.superuser.execute
    run(
        "insert into search_pair (id, one, other, part, step, state, proposed_at)"
        f" values ('{_ITEM % 80}', 'x', 'x', 'family', 5, 'proposed', now())"
    )


def _of_registers(filling: _Filling) -> None:
    filling.spread("members_party", "code", ("name_en", "name_ru"))
    filling.spread("members_agency", "code", ("name_en", "name_ru"))
    filling.spread("members_officer", "code", ("name", "name_latin", "rank"))
    filling.spread("members_dutycontact", "agency_id", ("telephone", "mail", "hours", "note_en", "note_ru"))
    filling.spread("databanks_bank", "code", ("name_en", "name_ru", "operator", "basis_en", "basis_ru", "source"))


def _desk(officer: str) -> str:
    words = {"basis": "service duty", "case_ref": "", "standing_duty": "desk", "minutes": 600}
    return factories.open_as(officer, "desk", "own-records", **words)


def _tokens() -> dict[str, tuple[str, str]]:
    purpose = {"minutes": warrants.LONGEST}
    return {each: (_desk(each), factories.open_as(each, **purpose)) for each in (OWNER, READER)}


LISTS = {
    OWNER: (
        "/", "/touches/", "/contributions/", "/contributions/mappings/", "/exports/",
        "/corrections/", "/judgements/", "/quality/", "/banks/", "/banks/united/", "/banks/united/access/",
        "/banks/united/sheet/", "/banks/united/change/", "/names/", "/officers/roster/", "/search/files/",
        "/search/standing/", "/folders/", "/contributions/record/", "/certificates/", "/search/", "/purpose/",
    ),
    READER: ("/", "/folders/", "/corrections/", "/judgements/", "/banks/united/", "/search/"),
}  # fmt: skip
"""What shows many at once, by who opens it."""


def _pages(of_types: Sequence[str], singles: Sequence, made: dict, superuser: psycopg.Connection) -> Iterator:
    for who, addresses in LISTS.items():
        yield from ((who, address) for address in addresses)
    yield READER, f"/folders/{made['folder']}/"
    yield from ((OWNER, f"/contributions/file/{made['upload']}/{step}") for step in ("", "mapping/", "check/"))
    for who, record in zip(cycle((OWNER, READER)), of_types, strict=False):
        yield who, f"/records/{record}/"
    for record in of_types[:: max(len(of_types) // 20, 1)]:
        yield from ((OWNER, f"/records/{record}/{page}/") for page in ("print", "versions"))
    yield OWNER, f"/records/{of_types[-1]}/related/"
    for who, record in zip(cycle((OWNER, READER)), singles, strict=False):
        yield who, f"/records/{record}/"
    for table, address in (
        ("databanks_enquiry", "/corrections/{}/"),
        ("databanks_batch", "/contributions/{}/"),
        ("search_kept", "/search/standing/{}/"),
        ("search_screening", "/search/files/{}/"),
    ):
        for (found,) in superuser.execute(f"select id from {table} order by id limit {len(singles) // 5}").fetchall():
            yield OWNER, address.format(found)
