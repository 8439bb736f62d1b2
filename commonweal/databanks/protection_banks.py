"""Policies of the register of banks: published, so everybody reads it; only the secretariat's warrant writes it."""

from commonweal.handling.sql import me

READERS = {"databanks_bank": "cw_app, cw_indexer", "databanks_participation": "cw_app"}
BY_SECRETARIAT = f"{me('role')} = 'secretariat'"


def statements() -> list[str]:
    """Everything, in order, once the tables are filled. The owner may write: it logs in while migrations run only."""
    made = []
    for table, readers in READERS.items():
        made += [
            f"alter table {table} enable row level security, force row level security",
            f"create policy {table}_read on {table} for select to {readers} using (true)",
            f"create policy {table}_enter on {table} for insert to cw_app with check ({BY_SECRETARIAT})",
            f"create policy {table}_change on {table} for update to cw_app using ({BY_SECRETARIAT})"
            f" with check ({BY_SECRETARIAT})",
            f"create policy {table}_load on {table} to cw_owner using (true) with check (true)",
            f"grant select on {table} to {readers}",
            f"grant insert, update on {table} to cw_app",
        ]
    return [*made, "revoke update on databanks_bank from cw_app", _columns()]


def _columns() -> str:
    """A bank's code stands in labels for good, so it alone cannot be changed."""
    return (
        "grant update (name_en, name_ru, what_en, what_ru, operator, operator_source, operator_verified, basis_en,"
        " basis_ru, source, verified, since, until, record_types, record_types_source, record_types_verified, products,"
        " products_source, products_verified) on databanks_bank to cw_app"
    )
