"""Policies of contributions: batches, the rows that wait in them, and the lines that were refused.

A batch cannot be filled for another, its contributor decides on none of it, and a row that waits is there for the
contributor and the approvers of the agency, while its batch is open and its own term runs, within their clearance.
"""

from commonweal.databanks.protection_neighbours import open_to
from commonweal.handling.sql import NOW, me

OURS = f"agency = {me('agency')}"
OWN = f"{me('role')} = 'contributor' and contributor = {me('officer')}"
OTHERS = f"{me('role')} = 'approver' and contributor <> {me('officer')}"
OPEN = "('receiving', 'staged', 'approving')"
"""States in which the rows of a batch wait for somebody."""
ABANDONED = "30 days"
"""After so long without an end, a contribution that is still being received counts as given up."""


def batches() -> list[str]:
    """A batch is opened, filled and decided on in one's own name; what decides names who closed it.

    Each check says again who writes: PostgreSQL joins the checks of several policies by "or", and by the check of a
    decision alone a contributor could call his own batch approved.
    """
    return [
        "create policy databanks_batch_read on databanks_batch for select to cw_app"
        f" using ({OURS} and party = {me('party')}"
        f" and (contributor = {me('officer')} or {open_to('approver')}))",
        "create policy databanks_batch_open on databanks_batch for insert to cw_app"
        f" with check ({OWN} and {OURS} and party = {me('party')} and unit = {me('unit')} and state = 'receiving')",
        "create policy databanks_batch_receive on databanks_batch for update to cw_app"
        f" using ({OWN} and {OURS} and state = 'receiving')"
        f" with check (contributor = {me('officer')} and {OURS}"
        " and state in ('receiving', 'staged', 'unchanged', 'faulty', 'withdrawn'))",
        "create policy databanks_batch_decide on databanks_batch for update to cw_app"
        f" using ({OTHERS} and {OURS} and state in ('staged', 'approving', 'approved', 'undoing'))"
        f" with check ({OTHERS} and {OURS} and state not in ('receiving', 'unchanged', 'faulty', 'withdrawn')"
        f" and closed_by in ('', {me('officer')}))",
        "create policy databanks_batch_take_in on databanks_batch for select to cw_intake using (true)",
        "create policy databanks_batch_clock on databanks_batch for select to cw_clock using (true)",
        "create policy databanks_batch_give_up on databanks_batch for update to cw_clock"
        f" using (state = 'receiving' and opened_at <= {NOW} - interval '{ABANDONED}')"
        " with check (state = 'withdrawn')",
    ]


def staged_rule() -> str:
    """The USING clause for reading rows that wait."""
    waits = f"batch in (select b.id from databanks_batch b where b.state in {OPEN})"  # of those that the agency reads
    cleared = (
        "exists (select 1 from handling_label l where l.id = databanks_staged.label_id"
        f" and l.classification <= {me('clearance')})"
    )
    return f"(({OWN}) or ({OTHERS})) and expires > {NOW} and {waits} and {cleared}"


def rows() -> list[str]:
    """Rows that wait, and refused lines. Only the intake's function writes the first; see `guards.intake`."""
    of_agency = "batch in (select b.id from databanks_batch b)"  # those of the agency, which know its party too
    over = (
        f"expires <= {NOW} or exists (select 1 from databanks_batch b"
        f" where b.id = databanks_staged.batch and b.state not in {OPEN})"
    )
    filling = (
        "exists (select 1 from databanks_batch b where b.id = databanks_refused.batch"
        f" and b.contributor = {me('officer')} and b.state = 'receiving')"
    )
    return [
        f"create policy databanks_staged_read on databanks_staged for select to cw_app using ({staged_rule()})",
        "create policy databanks_staged_take_in on databanks_staged to cw_intake using (true) with check (true)",
        *(
            f"create policy databanks_staged_clock_{verb} on databanks_staged for {verb} to cw_clock using ({over})"
            for verb in ("select", "delete")
        ),
        "create policy databanks_identity_take_in on databanks_identity for select to cw_intake using (true)",
        "create policy databanks_custody_take_in on databanks_custody for select to cw_intake using (true)",
        "create policy databanks_refused_read on databanks_refused for select to cw_app"
        f" using ({of_agency} and (({OWN}) or ({OTHERS})))",
        "create policy databanks_refused_write on databanks_refused for insert to cw_app"
        f" with check ({OWN} and {OURS} and {filling})",
    ]


def outbox() -> list[str]:
    """What the index must follow: noted by the owner's triggers, read by the indexer alone."""
    return [
        "create policy databanks_outbox_follow on databanks_outbox to cw_indexer using (true)",
        "create policy databanks_outbox_note on databanks_outbox for insert to cw_owner with check (true)",
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [*batches(), *rows(), *outbox()]
