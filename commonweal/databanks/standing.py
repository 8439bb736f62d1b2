"""What may happen to a record, a contribution, an upload and work in the background. Pure; registered in `status`."""

from commonweal.workflow.transitions import Table, Transition

ACTIVE, BLOCKED, WITHDRAWN = "active", "blocked", "withdrawn"
APPROVER, HOUSE, CONTRIBUTOR, WORKER = ("approver",), ("house",), ("contributor",), ("worker",)

RECORD = Table(
    "record",
    {
        ACTIVE: "active",
        BLOCKED: "blocked",
        WITHDRAWN: "withdrawn",
        "expired": "deleted at the end of its term",
    },
    (
        Transition(ACTIVE, "contribute", ACTIVE, APPROVER, "databanks.batch.approved",
                   "A contribution with another content makes a new version."),
        Transition(ACTIVE, "block", BLOCKED, APPROVER, "databanks.record.blocked",
                   "The owner blocks it while it is contested: nobody outside the agency sees it."),
        Transition(ACTIVE, "withdraw", WITHDRAWN, APPROVER, "databanks.record.withdrawn",
                   "The owner withdraws it: nobody outside the agency sees it."),
        Transition(ACTIVE, "leave out", WITHDRAWN, APPROVER, "databanks.batch.approved",
                   "A full list no longer names it, and its contributor said that it shall be withdrawn."),
        Transition(ACTIVE, "undo", WITHDRAWN, APPROVER, "databanks.batch.undone",
                   "The contribution that brought it is undone."),
        Transition(ACTIVE, "contest", BLOCKED, HOUSE, "databanks.record.contested",
                   "A commission hears a complaint, or the owner left a correction without an answer."),
        Transition(ACTIVE, "achieve", ACTIVE, APPROVER, "databanks.record.achieved",
                   "The purpose is achieved: its end comes within the term."),
        Transition(ACTIVE, "extend", ACTIVE, APPROVER, "databanks.extension.granted",
                   "Another officer decided that it is kept for longer."),
        Transition(ACTIVE, "expire", "expired", HOUSE, "databanks.record.expired",
                   "Its term ends: the policy hides it at that moment, the expiry job deletes it."),
        Transition(BLOCKED, "contribute", BLOCKED, APPROVER, "databanks.batch.approved",
                   "A new version stays blocked."),
        Transition(BLOCKED, "unblock", ACTIVE, APPROVER, "databanks.record.unblocked",
                   "The owner lifts the block."),
        Transition(BLOCKED, "settle", ACTIVE, HOUSE, "databanks.record.heard",
                   "What contested it is over."),
        Transition(BLOCKED, "achieve", BLOCKED, APPROVER, "databanks.record.achieved",
                   "The purpose is achieved: its end comes within the term."),
        Transition(BLOCKED, "withdraw", WITHDRAWN, APPROVER, "databanks.record.withdrawn",
                   "The owner withdraws it."),
        Transition(BLOCKED, "expire", "expired", HOUSE, "databanks.record.expired",
                   "Its term ends."),
        Transition(WITHDRAWN, "contribute", ACTIVE, APPROVER, "databanks.batch.approved",
                   "Contributed anew, it stands again."),
        Transition(WITHDRAWN, "undo", ACTIVE, APPROVER, "databanks.batch.undone",
                   "The contribution that left it out of a full list is undone."),
        Transition(WITHDRAWN, "expire", "expired", HOUSE, "databanks.record.expired",
                   "Its term ends."),
    ),
)  # fmt: skip
"""The standing of a record."""

BATCH = Table(
    "batch",
    {
        "receiving": "being received",
        "staged": "waits for approval",
        "unchanged": "holds nothing new",
        "faulty": "not taken: its file has a fault, or a row was refused and all or nothing was wanted",
        "withdrawn": "given up",
        "approving": "being made active",
        "approved": "approved",
        "refused": "refused",
        "undoing": "being undone",
        "undone": "undone",
    },
    (
        Transition("receiving", "complete", "staged", CONTRIBUTOR, "databanks.batch.staged",
                   "Every row is here."),
        Transition("receiving", "find nothing new", "unchanged", CONTRIBUTOR, "databanks.batch.staged",
                   "Every row is here, and nothing of it is new."),
        Transition("receiving", "find a fault", "faulty", CONTRIBUTOR, "databanks.batch.staged",
                   "Its contributor wanted all or nothing, and a row was refused."),
        Transition("receiving", "break off", "faulty", CONTRIBUTOR, "databanks.batch.broken-off",
                   "Its file cannot be read to the end, or what its contributor said of it is not so."),
        Transition("receiving", "let go", "withdrawn", CONTRIBUTOR, "databanks.batch.given-up",
                   "Its contributor removes the file before all of it is here."),
        Transition("receiving", "give up", "withdrawn", HOUSE, "databanks.batch.given-up",
                   "It was begun and never completed, or its contributor may no longer contribute."),
        Transition("staged", "approve", "approving", APPROVER, "databanks.batch.approving",
                   "Another officer approves; the journal says so before the first row is active."),
        Transition("staged", "refuse", "refused", APPROVER, "databanks.batch.refused",
                   "Another officer refuses."),
        Transition("approving", "finish", "approved", APPROVER, "databanks.batch.approved",
                   "Every row of it is active."),
        Transition("approved", "undo", "undoing", APPROVER, "databanks.batch.undone",
                   "An approver takes it back, piece by piece."),
        Transition("undoing", "finish", "undone", APPROVER, "databanks.batch.undone",
                   "Everything of it is taken back."),
    ),
)  # fmt: skip
"""A contribution; the database refuses every step that is not here."""

UPLOAD = Table(
    "upload",
    {
        "open": "being prepared",
        "checked": "checked",
        "staging": "being handed in",
        "gone": "handed in or removed",
    },
    (
        Transition("open", "prepare", "open", CONTRIBUTOR, "databanks.upload.received",
                   "Its contributor says how it is read; a change asks for a new check."),
        Transition("open", "check", "checked", WORKER, "databanks.upload.received",
                   "A dry run counted what it would bring; nothing was written."),
        Transition("checked", "prepare", "open", CONTRIBUTOR, "databanks.upload.received",
                   "Its contributor reads it in another way, or mends rows."),
        Transition("checked", "check", "checked", WORKER, "databanks.upload.received",
                   "A further dry run."),
        Transition("checked", "hand in", "staging", CONTRIBUTOR, "databanks.batch.opened",
                   "It becomes a contribution."),
        Transition("staging", "hand in", "staging", CONTRIBUTOR, "databanks.batch.opened",
                   "An interrupted contribution goes on."),
        Transition("staging", "fail", "open", WORKER, "databanks.batch.broken-off",
                   "It was not taken: the reason stands with the contribution, and with the work."),
        Transition("staging", "remove", "gone", CONTRIBUTOR, "databanks.upload.removed",
                   "Its contributor removes it; what was begun of the contribution is given up."),
        Transition("open", "remove", "gone", CONTRIBUTOR, "databanks.upload.removed",
                   "Its contributor removes it, or its day is over."),
        Transition("checked", "remove", "gone", CONTRIBUTOR, "databanks.upload.removed",
                   "Its contributor removes it, or its day is over."),
        Transition("staging", "complete", "gone", WORKER, "databanks.batch.staged",
                   "Every row is staged; the file is no longer needed."),
    ),
)  # fmt: skip
"""A file that its contributor prepares; the database refuses every step that is not here."""

WORK = Table(
    "work",
    {"queued": "waits", "running": "runs", "done": "done", "failed": "failed"},
    (
        Transition("queued", "take", "running", WORKER, "handling.warrant.opened",
                   "The worker takes it up under a warrant of the officer who asked for it."),
        Transition("queued", "fail", "failed", WORKER, "databanks.work.failed",
                   "It cannot begin: the officer's role or accreditation is over; the agency is told."),
        Transition("running", "take", "running", WORKER, "handling.warrant.opened",
                   "Taken up again after the worker was stopped; it goes on where it was."),
        Transition("running", "end", "done", WORKER, "handling.warrant.closed",
                   "All is done."),
        Transition("running", "fail", "failed", WORKER, "handling.warrant.closed",
                   "It failed with a code and a sentence."),
    ),
)  # fmt: skip
"""Work in the background; the database refuses every step that is not here."""

TABLES = (RECORD, BATCH, UPLOAD, WORK)
