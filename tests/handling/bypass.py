"""The world in which every bypass is tried, and the ways of trying: code that runs under the application's role.

What could leak is there: a record of UZ that TJ is denied, one that AM may know as a hit, one that UZ keeps to itself,
a batch that waits, an item in the inbox, touches. Who tries holds no warrant, or one of TJ in each role.
"""

from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection
from psycopg.types.json import Jsonb

from commonweal.common import clock
from commonweal.databanks import actions, examination, exports, uploads
from commonweal.databanks import queries as databanks
from commonweal.databanks.actions import disclosures, distinct, enquiries, judgements
from commonweal.databanks.judgements import Subject
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.search import folder_work
from tests import factories

SECRET = "SECRET-REF-7"
"""The owner's reference of a hidden record; no statement below may bring it to light."""
HOME = {"places": [{"text": "Самарканд, ул. Навои, 12", "kind": "residence"}], "texts": ["Seen at the market"]}
PARTS = ("record", "identity", "narrative", "special", "attachment", "biometric", "custody", "version", "link")
NOTE = {"kind": "document", "title": "note", "media_type": "text/plain", "content": "eA=="}
FINGER = {"kind": "fingerprint", "system": "AFIS", "reference": "17"}
KEYS = {part: "id" if part == "record" else "record_id" for part in PARTS}


@dataclass(frozen=True)
class World:
    """Tokens by the name of their holder, and the values that statements may name."""

    tokens: dict[str, str]
    values: dict[str, str]

    def sql(self, statement: str) -> str:
        """The statement with the world's values for `{record}`, `{label}` and the like."""
        return statement.format_map(self.values)


def build(superuser: psycopg.Connection, folder: Path) -> World:
    """Write the world into an empty database."""
    factories.cast(superuser)
    enclosed = {"special": {"health": [{"text": "diabetic"}]}, "attachments": [NOTE], "biometrics": [FINGER]}
    factories.contribute(
        folder,
        [
            factories.person(SECRET, "Каримов", "Рустам", **enclosed),
            factories.person(
                "UZ-OWN", "Юсупов", "Анвар", narrative=HOME, label=factories.OPEN_LABEL | {"scope": "agency"}
            ),
        ],
    )
    changed = factories.person(SECRET, "Каримов", "Рустам", **enclosed, evaluation="C3")
    factories.contribute(folder, [changed | {"links": [{"to": "UZ-OWN", "kind": "associate", "evaluation": "B2"}]}])
    examination.examine(database.connection_settings("cw_clock"))
    examination.make_month(database.connection_settings("cw_clock"), clock.today().replace(day=1))
    factories.contribute(folder, [factories.person("TJ-1-REF", "Рахимов", "Далер", label=_tj())], party="TJ")
    staged = actions.contribute_file(
        factories.write(folder, [factories.person("TJ-WAITS", "Назаров", "Фарход", label=_tj())], "waits.jsonl"),
        factories.open_as("TJ-1", "contributor", "contribution"),
    )
    foreign = actions.contribute_file(
        factories.write(folder, [factories.person("UZ-WAITS", "Назаров", "Бахром")], "uz-waits.jsonl"),
        factories.open_as("UZ-1", "contributor", "contribution"),
    )
    record = _one(superuser, "select record_id from databanks_identity where owner_ref = %s", SECRET)
    databanks.record(factories.open_as("KZ-1"), record)  # a touch and an item in the owner's inbox
    actions.consent(
        record,
        factories.open_as("UZ-2", "approver", "contribution"),
        agency="AM-MIA",
        party="AM",
        level=4,
        until=_one(superuser, "select now() + interval '1 hour'"),
        because="asked",
    )
    _decisions(superuser, record, foreign.id)
    _taken_out(superuser)
    enquiries.ask(factories.open_as("KZ-1"), record, kind="wrong", text=SECRET)
    distinct.set_aside(factories.open_as("KZ-1"), record, because=SECRET)
    disclosures.ask(factories.open_as("RU-1"), record, level="full", reason=SECRET, facts=SECRET)
    disclosures.make_rule(
        factories.open_as("UZ-4", "approver", "contribution"),
        party="RU",
        kind="border",
        purpose="border-check",
        handling=["H0"],
        level="core",
        hours=24,
        reason=SECRET,
    )
    judgements.judge(factories.open_as("KZ-1"), record, Subject(SECRET, document="N 04118226"), because=SECRET)
    _gathered(record)
    _incoming(folder)
    own = _one(superuser, "select record_id from databanks_identity where owner_ref = %s", "TJ-1-REF")
    values = {
        "record": record,
        "hidden": _one(superuser, "select record_id from databanks_identity where owner_ref = 'UZ-OWN'"),
        "own": own,
        "own_label": _one(superuser, "select label_id from databanks_record where id = %s", own),
        "label": _one(superuser, "select label_id from databanks_record where id = %s", record),
        "digest": _one(superuser, "select '\\x' || encode(sha256('x'), 'hex')"),
        "batch": staged.id,
        "foreign_batch": foreign.id,
        "staged": _one(superuser, "select record_id from databanks_staged where owner_ref = 'TJ-WAITS'"),
        "expires": _one(superuser, "select expires from databanks_staged where owner_ref = 'TJ-WAITS'"),
        "absent": "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11",
        "secret": SECRET,
    }
    connection.close()
    return World(_tokens(), {name: str(value) for name, value in values.items()})


def _gathered(record: object) -> None:
    """A folder of UZ with a search, a record and a note."""
    token = factories.open_as("UZ-1")
    made = folder_work.create(token, title=SECRET)
    folder_work.keep_search(token, made.id, {"full_name": SECRET}, [(record, "strong")], "R-AAAA-AAAA")


def _sign_in(superuser: psycopg.Connection) -> None:
    """A token, a means, a recovery code, a pause and a session, which nobody reads."""
    digest = "sha256('x')"
    superuser.execute(f"insert into members_firstrun values ({digest}, 'AM', now(), now(), null, null)")
    superuser.execute(
        "insert into members_means (id, officer, kind, name, secret, added_at)"
        " values (gen_random_uuid(), 'UZ-4', 'codes', %s, '\\x00', now())",
        [SECRET],
    )
    superuser.execute(f"insert into members_recovery values ('UZ-4', {digest}, null)")
    superuser.execute(f"insert into members_pause values ({digest}, 1, now(), now())")
    superuser.execute(
        "insert into members_session (id, officer, how, agent, address, idle, began_at, seen_at)"
        " values (gen_random_uuid(), 'UZ-4', 'link', %s, '', '1 hour', now(), now())",
        [SECRET],
    )


def _decisions(superuser: psycopg.Connection, record: object, batch: object) -> None:
    """A review, a complaint; of others refused, held and absent rows; a sign-in link; a suspended officer."""
    superuser.execute("update members_officer set suspended_at = now() where code = 'KZ-4'")
    superuser.execute(
        "insert into members_signinlink (token_hash, officer_id, expires)"
        " values (sha256('link'), 'KZ-2', now() + interval '1 hour')"
    )
    superuser.execute(
        "insert into handling_review (record, agency, until, asked_by, asked_agency)"
        " values (%s, 'AM-MIA', now() + interval '1 hour', 'UZ-2', 'UZ-MIA')",
        [record],
    )
    superuser.execute(
        "insert into handling_complaint (record, agency, until, opened_by)"
        " values (%s, 'RU-MIA', now() + interval '1 hour', 'RU-1')",
        [record],
    )
    superuser.execute(
        "insert into databanks_silent values (gen_random_uuid(), %s, 'UZ', 'UZ-MIA', %s, 'KZ-1', 'KZ', 'KZ-MIA',"
        " 'reader', 'wanted-person', 'x', 'x', now())",
        [record, SECRET],
    )
    superuser.execute("insert into databanks_warning values (%s, now(), 'UZ', 'UZ-MIA', now())", [record])
    superuser.execute("insert into databanks_erasure values (gen_random_uuid(), now(), now(), now(), false)")
    superuser.execute(
        "insert into databanks_extension (id, record, party, agency, asked_by, asked_at, was, until, reasons, weighed,"
        " state) values (gen_random_uuid(), %s, 'UZ', 'UZ-MIA', 'UZ-3', now(), now(), 'infinity', %s, '{need}',"
        " 'asked')",
        [record, SECRET],
    )
    _sign_in(superuser)
    superuser.execute("insert into audit_tile values (1, 0, sha256('first'))")
    superuser.execute("insert into databanks_achieved values (%s, 'located', now(), 'UZ-2')", [record])
    superuser.execute(
        "insert into databanks_contest (id, record, cause, subject, owner_party, owner_agency, hears, opened_at,"
        " due_at, was_active, state) values (gen_random_uuid(), %s, 'correction', gen_random_uuid(), 'UZ', 'UZ-MIA',"
        " '', now(), now() + interval '1 hour', false, 'closed')",
        [record],
    )
    superuser.execute(
        "insert into databanks_notice (id, record, shown_as, event, bank, classification, owner_party, owner_agency,"
        " party, agency, taken_out, at, due_at) values (gen_random_uuid(), %s, %s, 'corrected', 'united', 1, 'UZ',"
        " 'UZ-MIA', 'KZ', 'KZ-MIA', false, now(), now())",
        [record, SECRET],
    )
    _supervision(superuser, record)
    superuser.execute(
        "insert into databanks_neutrality select id, label_id, status, expires, contributor, %s from databanks_record"
        " where id = %s",
        [Jsonb({"answers": {"political": SECRET}}), record],
    )
    superuser.execute(
        "insert into databanks_verdict values (gen_random_uuid(), %s, sha256('x'), false, 'other', %s, 'KZ-1', 'KZ',"
        " 'KZ-MIA', 'UZ', now(), null)",
        [record, SECRET],
    )
    superuser.execute("insert into search_use values ('UZ', 'UZ-MIA', 'UZ-1', 'question', 1, now())")
    superuser.execute(
        "insert into search_screening (id, party, agency, officer, file_name, found, mapping, choice, size,"
        " sha256, state, purpose, opened_at, changed_at, expires)"
        " values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c77', 'UZ', 'UZ-MIA', 'UZ-1', 'x', 'x', 'x', 'x', 1,"
        " sha256('x'), 'open', 'wanted-person', now(), now(), now() + interval '1 day')"
    )
    superuser.execute(
        "insert into search_screening_chunk"
        " values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c77', 0, 'UZ-1', repeat('x', 40)::bytea)"
    )
    superuser.execute(
        "insert into search_screened values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c77', 1, 0, 'UZ-1', %s, 'strong', 4,"
        " 'x', null)",
        [record],
    )
    superuser.execute(
        "insert into search_kept values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c78', 'UZ', 'UZ-MIA', 'UZ-1', 'x', 'x',"
        " 'wanted-person', 'x', 'x', '', 'active', null, now(), now(), now() + interval '1 day')"
    )
    superuser.execute(
        "insert into search_alert values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c78', %s, 1, 'UZ-1', 'strong', true,"
        " now())",
        [record],
    )
    superuser.execute(
        "insert into search_mapping values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c79', 'UZ', 'UZ-MIA', '', 'x', 'x',"
        " 'x', '{}', 'UZ-1', now(), now() + interval '1 day', sha256('x'))"
    )
    superuser.execute("insert into search_shown values ('UZ-1', %s, now())", [record])
    superuser.execute(
        "insert into search_lesson (id, party, agency, officer, state, asked_at)"
        " values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c79', 'UZ', 'UZ-MIA', 'UZ-1', 'looking', now())"
    )
    superuser.execute("insert into search_taught values (%s, 'x', 'family', %s, '', '')", [SECRET, record])
    superuser.execute(
        "insert into search_pair (id, one, other, part, step, state, proposed_at)"
        " values ('0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c80', %s, 'x', 'family', 5, 'proposed', now())",
        [SECRET],
    )
    superuser.execute(
        "insert into databanks_refused (batch, line, agency, contributor, code, message)"
        " values (%s, 99, 'UZ-MIA', 'UZ-1', 'databanks.line.not-json', 'no')",
        [batch],
    )
    superuser.execute(
        "insert into databanks_held (batch, line, number, agency, contributor, list, parent, body, digest, expires)"
        " values (%s, 98, 98, 'UZ-MIA', 'UZ-1', 'list', '17', %s, sha256('x'), now() + interval '1 hour')",
        [batch, Jsonb({"name": SECRET})],
    )
    superuser.execute(
        "insert into databanks_absent (batch, record_id, agency, contributor, before_batch)"
        " values (%(batch)s, %(record)s, 'UZ-MIA', 'UZ-1', %(batch)s)",
        {"batch": batch, "record": record},
    )


def _supervision(superuser: psycopg.Connection, record: object) -> None:
    """A case of a person before the commission, and what a supervisor looks at."""
    case = superuser.execute(
        "insert into oversight_case (id, number, code_hash, kind, channel, state, received_at, due_at)"
        " values (gen_random_uuid(), 'Q-1', sha256('x'), 'access', 'page', 'received', now(), now()) returning id"
    ).fetchone()[0]
    superuser.execute("insert into oversight_person values (%s, %s, '1980', 'x', 'x', 'en', null)", [case, SECRET])
    superuser.execute(
        "insert into oversight_named (case_id, number, record, hearing, agency, owner_party, owner_agency,"
        " classification, named_by, named_at) values (%s, 'Q-1', %s, gen_random_uuid(), 'RU-MIA', 'UZ', 'UZ-MIA', 1,"
        " 'RU-1', now())",
        [case, record],
    )
    superuser.execute(
        "insert into oversight_answer values (%s, %s, 'tell', %s, 'UZ-1', 'UZ-MIA', now())", [case, record, SECRET]
    )
    superuser.execute("insert into oversight_knock values ('\\x00', 'ask', now())")
    superuser.execute(
        "insert into oversight_event values (1, gen_random_uuid(), now(), now(), 'search.question.asked', 'UZ-1', 'UZ',"
        " 'UZ-MIA', 'wanted-person', 'x', %s, '{}', 1, array[%s::uuid], '{}')",
        [SECRET, record],
    )
    sample = superuser.execute(
        "insert into oversight_sample (id, day, party, agency, entry, at, officer, purpose, basis, case_ref, parts,"
        " shown, expires) values (gen_random_uuid(), now(), 'UZ', 'UZ-MIA', gen_random_uuid(), now(), 'UZ-1', 'x', 'x',"
        " %s, '{}', 1, now() + interval '1 day') returning id",
        [SECRET],
    ).fetchone()[0]
    superuser.execute("insert into oversight_reply values (%s, 'UZ-1', %s, now())", [sample, SECRET])
    superuser.execute(
        "insert into oversight_flag (id, key, rule, officer, party, agency, at, raised_at, params, entries, expires)"
        " values (gen_random_uuid(), 'x', 'own-name', 'UZ-1', 'UZ', 'UZ-MIA', now(), now(), '{}', '{}',"
        " now() + interval '1 day')"
    )
    superuser.execute("insert into oversight_honeypot values (%s, 'UZ-MIA', %s, 'x', 'UZ-3', now())", [record, SECRET])


def _taken_out(superuser: psycopg.Connection) -> None:
    """A table that an officer of UZ took out."""
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'UZ-3'")
    desk = factories.open_as("UZ-3", "desk", "own-records")
    actions.export_own(desk, exports.Choice(), format="csv", reason=SECRET)


def _incoming(folder: Path) -> None:
    """A file that UZ prepares, with a refused row, a saved mapping and work that waits."""
    token = factories.open_as("UZ-1", "contributor", "contribution")
    path = folder / "incoming.csv"
    path.write_text(f"ref;family\n{SECRET};Каримов\n", encoding="utf-8")
    with path.open("rb") as file:
        upload = actions.receive(file, token, name=path.name)
    reject = uploads.Reject(2, [{"code": "databanks.value.malformed", "template": "", "params": {}}], [SECRET])
    actions.keep_rejects(token, upload.id, [reject], anew=True)
    actions.save_profile(token, name="monthly", format="csv", settings={})
    actions.begin_work(token, "check", upload.id)


def _tokens() -> dict[str, str]:
    """Nobody; a guess; TJ, whom every label denies, in each role."""
    held = {"nobody": "", "guesser": "0" * 64}
    for name, officer, role in (
        ("reader", "TJ-1", "reader"),
        ("desk", "TJ-1", "desk"),
        ("contributor", "TJ-3", "contributor"),
        ("approver", "TJ-2", "approver"),
        ("approver-of-own", "TJ-1", "approver"),
        ("reviewer", "TJ-1", "reviewer"),
        ("commission", "TJ-1", "commission"),
    ):
        held[name] = factories.open_as(officer, role)
    return held


def _tj() -> dict:
    return factories.OPEN_LABEL | {"denied": ["KG"], "scope": "agency"}


def _one(superuser: psycopg.Connection, query: str, *values: object):
    return superuser.execute(query, values).fetchone()[0]


def hold(app: psycopg.Connection, token: str) -> None:
    """Set a token for the transaction that is open, as the application does."""
    app.execute("select set_config('commonweal.token', %s, true)", [token])


def tell(app: psycopg.Connection, world: World, holder: str, statement: str) -> str:
    """What the statement brings to its holder: `refused` with the class of the error, or the rows as text.

    Undone afterwards. An error's own words count as what it brings, since an attacker reads them.
    """
    said = []
    handler = lambda notice: said.append(notice.message_primary)  # noqa: E731
    app.add_notice_handler(handler)
    try:
        with app.transaction(force_rollback=True):
            hold(app, world.tokens[holder])
            for part in statement.split(";;"):
                cursor = app.execute(world.sql(part))
            rows = cursor.fetchall() if cursor.description else cursor.rowcount
            return f"{rows} {said}" if said else str(rows)
    except psycopg.Error as error:
        assert SECRET not in str(error), error
        return type(error).__name__
    finally:
        app.remove_notice_handler(handler)


def close(token: str) -> None:
    """Close a warrant as its holder does."""
    warrants.close_warrant(token)
