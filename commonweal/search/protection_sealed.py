"""Words of questions lie sealed: the columns that hold them become ciphertext (`commonweal.common.sealed`).

What stands already is sealed when the columns change. PostgreSQL then writes each table anew, so the words are in none
of its files; in its log of changes (WAL) they stay until those files are used again.
"""

import json
from collections.abc import Callable, Iterable

from commonweal.common import sealed

OVERHEAD = sealed.OVERHEAD

Where = Callable[[dict], str]
"""By a row's key columns: where it stands."""

KEYS = {
    "search_kept": ("id",),
    "search_folder": ("id",),
    "search_folder_item": ("id",),
    "search_mapping": ("agency", "officer", "name"),
    "search_screening": ("id",),
    "search_screening_chunk": ("screening", "number"),
    "search_screened": ("screening", "number", "place"),
}
COLUMNS = {
    "search_kept": ("name", "question"),
    "search_folder": ("title",),
    "search_folder_item": ("said", "note"),
    "search_mapping": ("name", "columns", "mapping"),
    "search_screening": ("file_name", "found", "mapping", "choice"),
    "search_screening_chunk": ("body",),
    "search_screened": ("said",),
}
"""Columns that hold words of questions, or of files that are asked."""
PROBLEMS = ("search_kept", "search_screening", "search_screened")
"""Tables that keep why something stopped."""

_LOOSEN = """
do $$ declare c record; begin
    for c in select k.conname from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
        where k.conrelid = '{table}'::regclass and k.contype in ('c', 'u') and a.attname in ({columns})
    loop
        execute format('alter table {table} drop constraint if exists %I', c.conname);
    end loop;
end $$
"""
BOUNDS = f"""
alter table search_kept add check (octet_length(name) <= 1000), add check (octet_length(question) <= 20000);
alter table search_folder add check (octet_length(title) <= 2000);
alter table search_folder_item add check ((kind = 'search') = (said is not null)),
    add check ((kind = 'note') = (note is not null)),
    add check (octet_length(said) <= 20000), add check (octet_length(note) <= 40000);
alter table search_mapping alter column name_index set not null, add check (octet_length(name_index) = 32),
    add unique (agency, officer, name_index), add check (octet_length(name) <= 1000);
alter table search_screening_chunk add check (octet_length(body) between {1 + OVERHEAD} and {1_048_576 + OVERHEAD});
"""
"""What a length or an equality of the words said before is said of the ciphertext."""


def change(execute: Callable[..., object], rows: Callable[[str], Iterable[dict]]) -> None:
    """Seal what stands and change the columns; `execute` runs a statement with its values, `rows` gives what it finds.

    For the owner of the tables, in one transaction: their policies bind him again before it ends.
    """
    execute("alter table search_mapping add column name_index bytea")
    for table, columns in COLUMNS.items():
        execute(f"alter table {table} no force row level security")
        execute(_LOOSEN.format(table=table, columns=", ".join(f"'{column}'" for column in columns)))
        for column in columns:
            execute(f"alter table {table} alter column {column} drop default, alter column {column} drop not null")
            execute(f"alter table {table} add column {column}_sealed bytea")
        for row in rows(f"select {', '.join((*KEYS[table], *columns))} from {table}"):
            _seal(execute, table, row)
        if table in PROBLEMS:
            for row in rows(f"select {', '.join(KEYS[table])}, problem from {table} where problem is not null"):
                _seal_problem(execute, table, row)
        for column in columns:
            execute(f"alter table {table} alter column {column} type bytea using {column}_sealed")
            execute(f"alter table {table} drop column {column}_sealed")
            if table != "search_folder_item":
                execute(f"alter table {table} alter column {column} set not null")
        execute(f"alter table {table} force row level security")
    for statement in filter(str.strip, BOUNDS.split(";")):
        execute(statement)
    _seal_inbox(execute, rows)


def _seal(execute: Callable[..., object], table: str, row: dict) -> None:
    for column in COLUMNS[table]:
        value = row[column]
        if table == "search_folder_item" and row[column] in ("", "{}"):
            continue
        if table == "search_screening_chunk":
            closed = sealed.seal_bytes(bytes(value), _place(table, row, column))
        else:
            plain = value if column in ("name", "title", "note", "file_name") else json.loads(value)
            closed = sealed.seal(plain, _place(table, row, column))
        execute(f"update {table} set {column}_sealed = %s where {_is(table)}", [closed, *_key(table, row)])
    if table == "search_mapping":
        by_name = sealed.index(row["name"], "search_mapping/name")
        execute(f"update {table} set name_index = %s where {_is(table)}", [by_name, *_key(table, row)])


def _seal_problem(execute: Callable[..., object], table: str, row: dict) -> None:
    said = json.loads(row["problem"])
    name = f"{row['screening']}/{row['number']}" if table == "search_screened" else row["id"]
    if params := said.get("params"):
        said |= {"params": {}, "sealed": sealed.seal_text(params, sealed.place(table, name, "problem"))}
        execute(f"update {table} set problem = %s where {_is(table)}", [json.dumps(said), *_key(table, row)])


def _seal_inbox(execute: Callable[..., object], rows: Callable[[str], Iterable[dict]]) -> None:
    """The names of questions in the inboxes of those whose questions they are."""
    execute("alter table workflow_inbox no force row level security")
    for row in rows("select id, words from workflow_inbox where kind = 'question-matched'"):
        words = json.loads(row["words"])
        closed = sealed.seal_text(words["name"], sealed.place("workflow_inbox", row["id"], "name"))
        words["name"] = {"sealed": closed}
        execute("update workflow_inbox set words = %s where id = %s", [json.dumps(words), row["id"]])
    execute("alter table workflow_inbox force row level security")


def _place(table: str, row: dict, column: str) -> str:
    if table == "search_mapping":
        by_name = sealed.index(row["name"], "search_mapping/name").hex()
        return sealed.place(table, f"{row['agency']}/{row['officer']}/{by_name}", column)
    if table in ("search_screening_chunk", "search_screened"):
        return sealed.place(table, f"{row['screening']}/{row['number']}", column)
    return sealed.place(table, row["id"], column)


def _is(table: str) -> str:
    return " and ".join(f"{name} = %s" for name in KEYS[table])


def _key(table: str, row: dict) -> list:
    return [row[name] for name in KEYS[table]]
