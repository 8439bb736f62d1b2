"""The register of banks in full: operator, basis, term, record types, products, and who takes part; three banks."""

import json
from pathlib import Path

import yaml
from django.db import migrations

from commonweal.databanks import protection_banks

FILE = Path(__file__).resolve().parent.parent / "reference" / "banks.yaml"

TABLES = """
alter table databanks_bank
    add column what_en text not null default '',
    add column what_ru text not null default '',
    add column operator_source text not null default '',
    add column operator_verified boolean not null default false,
    add column since text not null default '',
    add column until text not null default '',
    add column record_types text[] collate "C" not null default '{*}',
    add column record_types_source text not null default '',
    add column record_types_verified boolean not null default false,
    add column products jsonb not null default '[]',
    add column products_source text not null default '',
    add column products_verified boolean not null default false;

-- Parties are named by code alone: which banks there are is known before the register of parties is loaded.
create table databanks_participation (
    bank text collate "C" not null references databanks_bank (code),
    party text collate "C" not null check (party <> ''),
    contributes text[] collate "C" not null,
    queries text[] collate "C" not null,
    since text not null default '',
    until text not null default '',
    source text not null,
    verified boolean not null default false,
    primary key (bank, party)
);
"""
FACTS = (
    "what_en", "what_ru", "operator", "operator_source", "operator_verified", "basis_en", "basis_ru", "source", "verified",
    "since", "until", "record_types", "record_types_source", "record_types_verified", "products_source",
)  # fmt: skip
FILL = (
    f"update databanks_bank set {', '.join(f'{each} = %({each})s' for each in FACTS)}, products = %(products)s::jsonb,"
    " products_verified = %(products_verified)s where code = %(code)s"
)
ENTER = (
    "insert into databanks_bank (code, name_en, name_ru, operator, basis_en, basis_ru, source, verified)"
    " values (%(code)s, %(name_en)s, %(name_ru)s, '', '', '', '', false) on conflict (code) do nothing"
)
TAKE_PART = (
    "insert into databanks_participation (bank, party, contributes, queries, since, until, source, verified) values"
    " (%(bank)s, %(party)s, %(contributes)s, %(queries)s, %(since)s, %(until)s, %(source)s, %(verified)s)"
)


def fill(apps, schema_editor) -> None:
    """Enter what the reference file says of each bank, also where an older house knows one bank only, and who takes part."""
    with schema_editor.connection.cursor() as cursor:
        for bank in yaml.safe_load(FILE.read_text(encoding="utf-8")):
            facts = {"products_verified": False} | bank | {"products": json.dumps(bank["products"], ensure_ascii=False)}
            cursor.execute(ENTER, facts)
            cursor.execute(FILL, facts)
            for group in bank["participants"]:
                for party in group["parties"]:
                    cursor.execute(TAKE_PART, group | {"bank": bank["code"], "party": party})


class Migration(migrations.Migration):
    dependencies = [("databanks", "0005_intake")]
    operations = [
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in protection_banks.statements()),
    ]
