"""Enquiries about records, what one's own agency set aside, and the terms within which owners answer.

An enquiry is made by who sees the record (a correction: at least its identity; a confirmation: at least a hit) and is
read by the asker's agency, as far as cleared, and by the owner's officers who see the record. `cw_gauge`, a role
without login, owns what counts or closes for the house: nobody gets its rights but through its functions.
"""

from commonweal.databanks.protection_neighbours import open_to
from commonweal.handling.sql import me

TABLES = ("databanks_enquiry", "databanks_distinct", "databanks_term")

MINE = f"party = {me('party')} and agency = {me('agency')}"
OWNER = f"owner_party = {me('party')} and owner_agency = {me('agency')}"
HELD = "exists (select 1 from databanks_record r where r.id = {table}.record)"
CLEARED = f"classification <= {me('clearance')}"


def enquiry_policies() -> list[str]:
    """Read by both sides, made by who sees the record, answered by the owner, taken back by the asker."""
    held = HELD.format(table="databanks_enquiry")
    seen = (
        "exists (select 1 from databanks_record r where r.id = databanks_enquiry.record"
        " and r.owner_party = databanks_enquiry.owner_party and r.owner_agency = databanks_enquiry.owner_agency"
        " and r.classification = databanks_enquiry.classification)"
    )
    known = "exists (select 1 from databanks_identity i where i.record_id = databanks_enquiry.record)"
    answered = f"answered_by = {me('officer')}"
    return [
        "create policy databanks_enquiry_read on databanks_enquiry for select to cw_app"
        f" using (({MINE} and {CLEARED} and {open_to()}) or ({OWNER} and {held}))",
        "create policy databanks_enquiry_ask on databanks_enquiry for insert to cw_app"
        f" with check ({MINE} and officer = {me('officer')} and {me('role')} in ('reader', 'desk')"
        f" and state = 'asked' and {seen} and (kind = 'confirm' or {known}))",
        "create policy databanks_enquiry_answer on databanks_enquiry for update to cw_app"
        f" using ({OWNER} and {me('role')} in ('desk', 'reader', 'approver') and state in ('asked', 'accepted')"
        f" and {held})"
        f" with check ({OWNER} and {answered} and state in ('accepted', 'declined', 'mended', 'confirmed', 'denied'))",
        "create policy databanks_enquiry_take_back on databanks_enquiry for update to cw_app"
        f" using ({MINE} and {me('role')} in ('reader', 'desk') and state = 'asked')"
        f" with check ({MINE} and {answered} and state = 'withdrawn')",
        "create policy databanks_enquiry_count on databanks_enquiry for select to cw_gauge using (true)",
        "create policy databanks_enquiry_lapse on databanks_enquiry for update to cw_gauge"
        " using (state in ('asked', 'accepted')) with check (state in ('lapsed', 'mended'))",
    ]


def spoken_policies() -> list[str]:
    """What the owner said by another channel is noted by the asker; the owner answers it as what was asked."""
    said = "state in ('said-yes', 'said-no')"
    answered = f"answered_by = {me('officer')}"
    return [
        "create policy databanks_enquiry_note on databanks_enquiry for update to cw_app"
        f" using ({MINE} and {me('role')} in ('reader', 'desk') and state = 'asked' and kind = 'confirm')"
        f" with check ({MINE} and {answered} and {said})",
        "create policy databanks_enquiry_answer_said on databanks_enquiry for update to cw_app"
        f" using ({OWNER} and {me('role')} in ('desk', 'reader', 'approver') and {said}"
        f" and {HELD.format(table='databanks_enquiry')})"
        f" with check ({OWNER} and {answered} and state in ('confirmed', 'denied'))",
        "create policy databanks_enquiry_lapse_said on databanks_enquiry for update to cw_gauge"
        f" using ({said}) with check (state = 'lapsed')",
    ]


def distinct_policies() -> list[str]:
    """What an agency set aside in a case is its own: no owner and no other agency reads it."""
    return [
        f"create policy databanks_distinct_read on databanks_distinct for select to cw_app"
        f" using ({MINE} and {open_to()})",
        "create policy databanks_distinct_set on databanks_distinct for insert to cw_app"
        f" with check ({MINE} and officer = {me('officer')} and case_ref = coalesce(nullif({me('case_ref')}, ''),"
        f" {me('standing_duty')}) and {me('role')} = 'reader' and {HELD.format(table='databanks_distinct')})",
        "create policy databanks_distinct_undo on databanks_distinct for delete to cw_app"
        f" using ({MINE} and {me('role')} = 'reader')",
        "create policy databanks_distinct_count on databanks_distinct for select to cw_gauge using (true)",
    ]


def term_policies() -> list[str]:
    """How long owners have is published; the secretariat changes it."""
    return [
        "create policy databanks_term_read on databanks_term for select to cw_app using (true)",
        "create policy databanks_term_change on databanks_term for update to cw_app"
        f" using ({me('role')} = 'secretariat') with check ({me('role')} = 'secretariat')",
        "create policy databanks_term_load on databanks_term to cw_owner using (true) with check (true)",
    ]


def settling_policies() -> list[str]:
    """The items by which owners were asked are settled with the enquiry, whoever ends it."""
    asked = "kind in ('correction-asked', 'confirmation-asked')"
    return [
        f"create policy workflow_inbox_settled on workflow_inbox for select to cw_gauge using ({asked})",
        "create policy workflow_inbox_settle on workflow_inbox for update to cw_gauge"
        f" using ({asked} and done_at is null) with check ({asked} and done_at is not null)",
    ]


def marks() -> list[str]:
    """What tells of a protected record keeps the purposes under which the record is seen."""
    return [
        f"create trigger {table}_only_for before insert on {table}"
        " for each row execute function databanks_mark('record')"
        for table in ("databanks_enquiry", "databanks_distinct")
    ]


def statements() -> list[str]:
    """Everything, in order, once the tables stand."""
    forced = [f"alter table {table} enable row level security, force row level security" for table in TABLES]
    made = [*marks(), *enquiry_policies(), *distinct_policies(), *term_policies(), *settling_policies()]
    return [*forced, *made]
