"""No word of a question that is kept lies in the database in clear: neither new ones nor those that stood before."""

import json
import uuid

import pytest
from psycopg import sql

from commonweal.common.errors import RuleBroken
from commonweal.search import folder_work, folders, kept, mappings, protection_sealed, screening, screening_work
from tests import factories
from tests.search.running import running
from tests.search.test_screening import begun

WORD = "Zzyzxov"
OLD = {
    "search_kept": {"name": "text", "question": "jsonb"},
    "search_folder": {"title": "text"},
    "search_folder_item": {"said": "jsonb default '{}'", "note": "text default ''"},
    "search_mapping": {"name": "text", "columns": "jsonb", "mapping": "jsonb"},
    "search_screening": {"file_name": "text", "found": "jsonb", "mapping": "jsonb", "choice": "jsonb"},
    "search_screening_chunk": {"body": "bytea"},
    "search_screened": {"said": "jsonb"},
}


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", WORD, "Aziz")])
    return superuser


def keep_everything(tmp_path) -> dict[str, uuid.UUID]:
    """One of each with the word in every text, by KZ-1."""
    token = factories.open_as("KZ-1")
    question = {"full_name": f"{WORD} Aziz", "born": "1984"}
    with running(tmp_path / "index"):
        standing, _answer = kept.keep(token, question, name=f"Where is {WORD}", days=9)
        file = begun(token, f"{WORD};Имя\n{WORD};Азиз\n;Азиз\n", mapping={"family": WORD, "given": "Имя"})
        screening_work.run(token, file.id)
    folder = folder_work.create(token, title=f"Brothers {WORD}")
    folder_work.keep_search(token, folder.id, question, [], "R-7Q2M-41KD")
    folder_work.keep_note(token, folder.id, f"{WORD} was called")
    kept_one = mappings.save(token, name=WORD, columns=[WORD], mapping={"family": WORD})
    return {"kept": standing.id, "file": file.id, "folder": folder.id, "mapping": kept_one.id}


def told(ids: dict[str, uuid.UUID]) -> dict:
    """What their officer reads of them."""
    token = factories.open_as("KZ-1")
    file, standing = screening.screening(token, ids["file"]), kept.one(token, ids["kept"])
    folder, _named, items = folders.read(token, ids["folder"])
    (mapping,) = mappings.mappings(token)
    with screening.opened(token, file) as path:
        body = path.read_text()
    return {
        "kept": (standing.name, standing.question),
        "file": (file.file_name, file.found, file.mapping, file.choice, body),
        "refused": [(each.number, each.said, each.problem) for each in screening.refusals(token, file.id)],
        "folder": (folder.title, sorted((each.kind, json.dumps(each.said), each.note) for each in items)),
        "mapping": (mapping.name, mapping.columns, mapping.mapping),
    }


def clear(superuser) -> list[str]:
    """Tables of ours, records' own apart, in whose rows the word stands in clear."""
    tables = superuser.execute(
        "select relname from pg_class where relkind = 'r' and relname ~ '^(search|work|proc|aud)'"
    )
    found = []
    for (table,) in tables.fetchall():
        rows = superuser.execute(sql.SQL("select t::text from {} t").format(sql.Identifier(table))).fetchall()
        if any(WORD.lower() in text.lower() or WORD.encode().hex() in text for (text,) in rows):
            found.append(table)
    return found


def test_words_are_read_by_their_officer_and_stand_nowhere_in_clear(world, tmp_path):
    ids = keep_everything(tmp_path)
    assert str(told(ids)).count(WORD) >= 9
    assert clear(world) == []


def test_what_stood_in_clear_is_sealed_when_the_columns_change(world, tmp_path):
    ids = keep_everything(tmp_path)
    before = told(ids)
    _stand_as_before(world, before, ids)
    assert set(clear(world)) == {*OLD} - {"search_screening_chunk"} | {"search_screening_chunk"}
    rows = lambda query: _rows(world, query)  # noqa: E731
    with world.transaction():
        protection_sealed.change(lambda statement, values=(): world.execute(statement, values or None), rows)
    assert clear(world) == []
    assert told(ids) == before
    assert world.execute(
        "select bool_and(relforcerowsecurity) from pg_class where relname = any(%s)", [[*OLD, "workflow_inbox"]]
    ).fetchone() == (True,)


def test_row_put_in_anothers_place_does_not_open(world, tmp_path):
    ids = keep_everything(tmp_path)
    world.execute("update search_kept set question = name")
    with pytest.raises(RuleBroken, match=r"common\.sealed\.broken"):
        kept.one(factories.open_as("KZ-1"), ids["kept"])


def _rows(superuser, query: str) -> list[dict]:
    found = superuser.execute(query)
    names = [column.name for column in found.description]
    text = lambda value: json.dumps(value) if isinstance(value, dict | list) else value  # noqa: E731
    return [dict(zip(names, map(text, row), strict=True)) for row in found.fetchall()]


def _stand_as_before(superuser, said: dict, ids: dict[str, uuid.UUID]) -> None:
    """Columns and rows as they were before anything was sealed."""
    for table, columns in OLD.items():
        for column, kind in columns.items():
            superuser.execute(f"alter table {table} drop column {column} cascade")
            superuser.execute(f"alter table {table} add column {column} {kind}")
    superuser.execute("alter table search_mapping drop column name_index cascade")
    dump = lambda value: json.dumps(value, ensure_ascii=False)  # noqa: E731
    name, question = said["kept"]
    superuser.execute("update search_kept set name = %s, question = %s", [name, dump(question)])
    superuser.execute("update search_folder set title = %s", [said["folder"][0]])
    for kind, words, note in said["folder"][1]:
        superuser.execute("update search_folder_item set said = %s, note = %s where kind = %s", [words, note, kind])
    name, headings, mapping = said["mapping"]
    values = [name, dump(headings), dump(mapping)]
    superuser.execute("update search_mapping set name = %s, columns = %s, mapping = %s", values)
    name, *shape, body = said["file"]
    superuser.execute(
        "update search_screening set file_name = %s, found = %s, mapping = %s, choice = %s", [name, *map(dump, shape)]
    )
    superuser.execute("update search_screening_chunk set body = %s", [body.encode()])
    superuser.execute("update search_screened set said = %s", [dump({"family": WORD, "given": "Азиз"})])
    for number, row, problem in said["refused"]:
        superuser.execute(
            "update search_screened set said = %s, problem = %s where number = %s", [dump(row), dump(problem), number]
        )
