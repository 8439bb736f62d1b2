"""What code under the application's role may try to write: (holder, statement). Values are of `bypass.build`.

TJ-1 contributed and waits, TJ-2 approves, TJ-3 contributes too; UZ is a stranger.
"""

_STANDING = "label_id, status, expires, contributor"
_RECORD = (
    "insert into databanks_record (id, bank, owner_party, owner_agency, owner_unit, classification, handling,"
    f" {_STANDING})"
)


def record(key: str = "{staged}", **other: str) -> str:
    """Enter a record; without `other` exactly as TJ-1 contributed it."""
    row = {
        "owner_party": "'TJ'",
        "owner_agency": "'TJ-MIA'",
        "label_id": "{own_label}",
        "status": "'active'",
        "expires": "'{expires}'",
        "contributor": "'TJ-1'",
    } | other
    return (
        f"{_RECORD} values ('{key}', 'united', {row['owner_party']}, {row['owner_agency']}, 'CP', 1, 'H1',"
        f" {row['label_id']}, {row['status']}, {row['expires']}, {row['contributor']})"
    )


def part(table: str, key: str, columns: str = "", values: str = "", contributor: str = "TJ-1") -> str:
    """Enter a part of a record under TJ's own label."""
    return (
        f"insert into databanks_{table} (record_id, {_STANDING}{columns})"
        f" values ('{key}', {{own_label}}, 'active', '{{expires}}', '{contributor}'{values})"
    )


IDENTITY = (", owner_agency, owner_ref, record_type, changed_at, body", ", 'TJ-MIA', 'NEW', 'person', now(), '{{}}'")
FOREIGN = (", owner_agency, owner_ref, record_type, changed_at, body", ", 'UZ-MIA', 'NEW', 'person', now(), '{{}}'")
NARRATIVE = (", basis, evaluation, retention_class, body", ", '{{}}', 'A1', 'wanted', '{{}}'")
CUSTODY = (", content_hash, batch, approver, approved_at", ", '{digest}', '{batch}', 'TJ-2', now()")
ATTACHMENT = (
    ", number, kind, title, media_type, size, sha256, body",
    ", 9, 'document', 'x', 'text/plain', 1, sha256('x'), 'x'",
)
VERSION = (", version, part, body, replaced_at, replaced_by", ", 9, 'identity', '{{}}', now(), 'TJ-2'")


def link(key: str, to: str) -> str:
    """Draw a link."""
    return part("link", key, ", to_record, kind, evaluation", f", '{to}', 'associate', 'A1'")


def consent(key: str, agency: str = "TJ-MIA", by: str = "TJ-2") -> str:
    """Give a consent to oneself."""
    return (
        "insert into handling_consent (record, agency, level, until, given_by, given_agency, given_at, reason)"
        f" values ('{key}', 'TJ-MIA', 4, 'infinity', '{by}', '{agency}', now(), 'x')"
    )


def review(key: str, agency: str = "TJ-MIA", by: str = "TJ-2", of: str = "KZ-MIA") -> str:
    """Ask another state for a review."""
    return (
        "insert into handling_review (record, agency, until, asked_by, asked_agency)"
        f" values ('{key}', '{of}', 'infinity', '{by}', '{agency}')"
    )


def complaint(agency: str = "TJ-MIA", by: str = "TJ-1") -> str:
    """Open a complaint."""
    return (
        "insert into handling_complaint (record, agency, until, opened_by)"
        f" values ('{{record}}', '{agency}', 'infinity', '{by}')"
    )


def batch(key: str = "{absent}", **other: str) -> str:
    """Open a batch."""
    row = {"party": "TJ", "agency": "TJ-MIA", "contributor": "TJ-3", "state": "receiving"} | other
    return (
        "insert into databanks_batch (id, party, agency, unit, contributor, file_name, file_hash, state, opened_at)"
        f" values ('{key}', '{row['party']}', '{row['agency']}', 'CP', '{row['contributor']}', 'f', '{{digest}}',"
        f" '{row['state']}', now())"
    )


def line(key: str) -> str:
    """Put a line into a batch."""
    return (
        f"insert into databanks_intake values ('{key}', 1, 'person', 'X', {{own_label}}, now(), '{{digest}}',"
        " '{{}}', '{{}}', null, '{{}}', 'A1', 'wanted', '[]')"
    )


def refused_line(key: str) -> str:
    """Say that a line of a batch was refused."""
    return (
        "insert into databanks_refused (batch, line, agency, contributor, code, message)"
        f" values ('{key}', 7, 'TJ-MIA', 'TJ-3', 'x', 'x')"
    )


def label(owner: str = "UZ", digest: str = "handling_label_digest(l)") -> str:
    """Enter a label, made from the row that it would be."""
    row = (
        f"row(0, null, '{owner}', '{owner}-MIA', '', 'united', 0, 3, '{{{{TJ}}}}', '{{{{}}}}', '{{{{}}}}', '{{{{}}}}',"
        " '{{}}', '{{interior}}', '{{wanted-person}}', '{{}}', false, 'H0', '')::handling_label"
    )
    columns = (
        "owner_party, owner_agency, owner_unit, bank, classification, scope, see_full, see_core, see_hit,"
        " see_silent, denied, kinds, purposes, special_purposes, protected, handling"
    )
    values = ", ".join(f"(l).{name}" for name in columns.split(", "))
    return f"insert into handling_label (digest, {columns}) select {digest}, {values} from (select {row} l) x"


def message(agency: str, kind: str = "record-seen", sender: str = "TJ-MIA") -> str:
    """Post into an inbox."""
    return (
        "insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)"
        f" values (gen_random_uuid(), '{agency}', '', '{kind}', 's',"
        f" jsonb_build_object('agency', '{sender}'), now())"
    )


def held(key: str) -> str:
    """Hold a row back in a batch."""
    return (
        "insert into databanks_held (batch, line, number, agency, contributor, list, parent, body, digest, expires)"
        f" values ('{key}', 7, 7, 'TJ-MIA', 'TJ-3', '', 'x', '{{{{}}}}', '{{digest}}', now())"
    )


_THEIRS = "in ('{record}', '{hidden}')"
NO_APPROVERS = ("nobody", "reader", "desk", "contributor", "reviewer", "approver-of-own")
CALLS = {
    "rows entered": "select * from databanks_enter('{batch}', 1, 10)",
    "links drawn": "select * from databanks_draw_links('{batch}', 0, 10)",
    "absent records withdrawn": "select * from databanks_withdraw_absent('{batch}', 10)",
    "batch undone": "select * from databanks_undo('{batch}', 10)",
    "undoing looked at": "select * from databanks_undo_preview('{batch}')",
}
"""The functions of a batch, called for one that waits."""

ACCREDIT = "insert into members_accreditation (officer_id, since, until, by) values ('TJ-3', now(), 'infinity', 'TJ-2')"
OFFICER = (
    "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
    " values ('{agency}-9', '', 'x', 'x', '{agency}-MIA', '', 3, '{{{{reader}}}}')"
)
AGENCY = (
    "insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)"
    " values ('TJ-X', 'TJ', 'interior', 'ministry', 'x', 'x', '{{}}')"
)

DENIED_WRITES = {
    "record in another's name": ("approver", record(owner_party="'UZ'", owner_agency="'UZ-MIA'", label_id="{label}")),
    "record under another's label": ("approver", record(label_id="{label}")),
    "record that nobody contributed": ("approver", record("{absent}")),
    "record as another contributed it": ("approver", record(contributor="'TJ-3'")),
    "record as oneself contributed it": ("approver", record(contributor="'TJ-2'")),
    "record for longer": ("approver", record(expires="'infinity'")),
    "record that is blocked": ("approver", record(status="'blocked'")),
    "record that is a draft": ("approver", record(status="'draft'")),
    "own contribution entered": ("approver-of-own", record()),
    **{
        f"record entered as {role}": (role, record())
        for role in ("nobody", "reader", "desk", "contributor", "reviewer")
    },
    "identity of another's record": ("approver", part("identity", "{record}", *IDENTITY)),
    "identity in another's name": ("approver", part("identity", "{own}", *FOREIGN)),
    "narrative of another's record": ("approver", part("narrative", "{record}", *NARRATIVE)),
    "special categories of another's record": ("approver", part("special", "{record}", ", body", ", '{{}}'")),
    "attachment of another's record": ("approver", part("attachment", "{record}", *ATTACHMENT)),
    "biometric data of another's record": ("approver", part("biometric", "{record}", ", body", ", '[]'")),
    "attachment as reader": ("reader", part("attachment", "{own}", *ATTACHMENT)),
    "attachment changed": ("approver", "update databanks_attachment set title = 'x' where record_id = '{own}'"),
    "biometric data moved": ("approver", "update databanks_biometric set record_id = '{record}'"),
    "custody of another's record": ("approver", part("custody", "{record}", *CUSTODY)),
    "version of another's record": ("approver", part("version", "{record}", *VERSION)),
    "narrative as reader": ("reader", part("narrative", "{own}", *NARRATIVE)),
    "link from another's record": ("approver", link("{record}", "{own}")),
    "link to another's record": ("approver", link("{own}", "{record}")),
    "own record under another's label": (
        "approver",
        "update databanks_record set label_id = {label} where id = '{own}'",
    ),
    "own record contributed by oneself": (
        "approver",
        "update databanks_record set contributor = 'TJ-2' where id = '{own}'",
    ),
    "own record given away": ("approver", "update databanks_record set owner_party = 'UZ' where id = '{own}'"),
    "reference taken over": ("approver", "update databanks_identity set owner_ref = 'X' where record_id = '{own}'"),
    "narrative moved": (
        "approver",
        "update databanks_narrative set record_id = '{record}' where record_id = '{own}'",
    ),
    "special categories changed": ("approver", "update databanks_special set body = '{{}}'"),
    "special categories moved": ("approver", "update databanks_special set record_id = '{record}'"),
    "batch for another": ("contributor", batch(contributor="TJ-1")),
    "batch of another agency": ("contributor", batch(agency="UZ-MIA")),
    "batch of another party": ("contributor", batch(party="UZ")),
    "batch that is staged already": ("contributor", batch(state="staged")),
    "batch that is approved already": ("contributor", batch(state="approved")),
    "batch as approver": ("approver", batch(contributor="TJ-2")),
    "own batch approved": (
        "contributor",
        batch() + ";;update databanks_batch set state = 'approved' where id = '{absent}'",
    ),
    "batch given to another": ("contributor", "update databanks_batch set contributor = 'TJ-1'"),
    "batch moved to another agency": ("approver", "update databanks_batch set agency = 'UZ-MIA'"),
    "batch closed in another's name": (
        "approver",
        "update databanks_batch set state = 'approved', closed_by = 'TJ-3' where id = '{batch}'",
    ),
    "batch put back": ("approver", "update databanks_batch set state = 'receiving' where id = '{batch}'"),
    "batch approved without its steps": (
        "approver",
        "update databanks_batch set state = 'approved' where id = '{batch}'",
    ),
    "batch undone that was never approved": (
        "approver",
        "update databanks_batch set state = 'undoing' where id = '{batch}'",
    ),
    **{f"{what} as {holder}": (holder, call) for what, call in CALLS.items() for holder in NO_APPROVERS},
    **{f"{what} of another": ("approver", call.replace("{batch}", "{foreign_batch}")) for what, call in CALLS.items()},
    **{f"{what} before it is approved": ("approver", call) for what, call in CALLS.items()},
    "earlier states read": ("approver", "select * from databanks_earlier"),
    "absent record named": (
        "contributor",
        "insert into databanks_absent (batch, record_id, agency, contributor, before_batch)"
        " values ('{batch}', '{own}', 'TJ-MIA', 'TJ-3', '{batch}')",
    ),
    "held row in another's batch": ("contributor", held("{foreign_batch}")),
    "held row in a colleague's batch": ("contributor", held("{batch}")),
    "held row as approver": ("approver", held("{batch}")),
    "change another's identity": (
        "approver",
        f"update databanks_identity set body = '{{{{}}}}' where record_id {_THEIRS}",
    ),
    "change another's narrative": (
        "approver",
        f"update databanks_narrative set body = '{{{{}}}}' where record_id {_THEIRS}",
    ),
    "change another's custody": ("approver", f"update databanks_custody set approver = 'x' where record_id {_THEIRS}"),
    "remove another's special categories": ("approver", "delete from databanks_special where record_id = '{record}'"),
    "remove another's links": ("approver", "delete from databanks_link where record_id = '{record}'"),
    "record as TJ-1 contributed it": ("approver", record()),
    "attachment of one's own record": ("approver", part("attachment", "{own}", *ATTACHMENT)),
    "own record's content changed": (
        "approver",
        "update databanks_identity set body = '{{}}' where record_id = '{own}'",
    ),
    "own record's link removed": ("approver", "delete from databanks_link where record_id = '{own}'"),
    "staged row made": ("contributor", "insert into databanks_staged select * from databanks_staged"),
    "staged row changed": ("approver", "update databanks_staged set record_id = '{record}'"),
    "staged row removed": ("approver", "delete from databanks_staged"),
    "line into another's batch": ("contributor", line("{foreign_batch}")),
    "line into a colleague's batch": ("contributor", line("{batch}")),
    "line into no batch": ("contributor", line("{absent}")),
    "line as reader": ("reader", line("{batch}")),
    "line without a warrant": ("nobody", line("{batch}")),
    "refusal in another's batch": ("contributor", refused_line("{foreign_batch}")),
    "refusal in a colleague's batch": ("contributor", refused_line("{batch}")),
    "refusal changed": ("contributor", "update databanks_refused set message = ''"),
    "label of another": ("contributor", label("UZ")),
    "label under another's digest": ("contributor", label("TJ", "sha256('x')")),
    "label as approver": ("approver", label("TJ")),
    "consent to another's record": ("approver", consent("{record}")),
    "consent in another's name": ("approver", consent("{own}", by="TJ-1")),
    "consent of another agency": ("approver", consent("{record}", agency="UZ-MIA", by="UZ-2")),
    "consent as reader": ("reader", consent("{own}", by="TJ-1")),
    "consent lengthened": ("approver", "update handling_consent set until = 'infinity'"),
    "consent raised": ("approver", "update handling_consent set level = 4"),
    "review of another's record": ("approver", review("{record}")),
    "review by one's own state": ("approver", review("{own}", of="TJ-MIA")),
    "review asked in another's name": ("approver", review("{own}", by="TJ-1")),
    "review asked by another agency": ("approver", review("{record}", agency="UZ-MIA", by="UZ-2")),
    "complaint of another commission": ("commission", complaint(agency="RU-MIA", by="RU-1")),
    "complaint in another's name": ("commission", complaint(by="TJ-2")),
    "complaint as reader": ("reader", complaint()),
    "complaint without a case that names the record": ("commission", complaint()),
    "exchange widened": (
        "approver",
        "insert into handling_exchange (owner, bank, reader, level, valid_from, confirmed, source)"
        " values ('UZ', 'united', 'TJ', 4, '2000-01-01', true, 'x')",
    ),
    "message to another agency": ("reader", message("UZ-MIA", "batch-waits")),
    "message in another's name": ("reader", message("UZ-MIA", sender="RU-MIA")),
    "message without a warrant": ("nobody", message("UZ-MIA")),
    "message changed": ("desk", "update workflow_inbox set words = '{{}}'"),
    "officer entered": ("approver", OFFICER.format(agency="TJ")),
    "officer of another entered": ("approver", OFFICER.format(agency="UZ")),
    "officer entered by nobody": ("nobody", OFFICER.format(agency="TJ")),
    "accreditation": ("approver", ACCREDIT),
    "accreditation by nobody": ("nobody", ACCREDIT),
    "agency entered": ("approver", AGENCY),
    "link used again": ("nobody", "update members_signinlink set used_at = null where true"),
    "bank made": ("approver", "insert into databanks_bank select 'x', '', '', '', '', '', '', true"),
}
"""Refused by a policy, a trigger or a missing right."""

UNTOUCHED = {
    "change another's record": ("approver", f"update databanks_record set status = 'withdrawn' where id {_THEIRS}"),
    "change as reader": ("reader", "update databanks_record set status = 'withdrawn'"),
    "change at the desk": ("desk", "update databanks_record set status = 'withdrawn'"),
    "change as contributor": ("contributor", "update databanks_record set status = 'withdrawn'"),
    "change as reviewer": ("reviewer", "update databanks_record set status = 'withdrawn'"),
    "change as commission": ("commission", "update databanks_record set status = 'withdrawn'"),
    "change without a warrant": ("nobody", "update databanks_record set status = 'withdrawn'"),
    "change one's own contribution": ("approver-of-own", "update databanks_record set status = 'withdrawn'"),
    "approve one's own batch": (
        "approver-of-own",
        "update databanks_batch set state = 'approved' where id = '{batch}'",
    ),
    "approve as reader": ("reader", "update databanks_batch set state = 'approved'"),
    "approve as contributor": ("contributor", "update databanks_batch set state = 'approved'"),
    "approve another agency's batch": (
        "approver",
        "update databanks_batch set state = 'approved' where id = '{foreign_batch}'",
    ),
    "withdraw a colleague's batch": ("contributor", "update databanks_batch set state = 'withdrawn'"),
    "revoke another's consent": ("approver", "update handling_consent set revoked_at = now() where true"),
    "close another's review": ("reviewer", "update handling_review set closed_at = now() where true"),
    "close another's complaint": ("commission", "update handling_complaint set closed_at = now() where true"),
    "change a bank": ("approver", "update databanks_bank set operator = 'x'"),
    "take part in a bank": ("approver", "update databanks_participation set queries = '{{*}}'"),
    "widen the exchange": ("approver", "update handling_exchange set level = 4"),
    "read another's inbox away": ("desk", "update workflow_inbox set done_at = now() where agency = 'UZ-MIA'"),
    "end a suspension": ("approver", "update members_officer set suspended_at = null where code = 'KZ-4'"),
}
"""Allowed as such, and reaches no row."""

READ_BY_COLLEAGUES = {
    "contributor reads a colleague's lines": ("contributor", "select line from databanks_staged"),
    "approver reads what he contributed": ("approver-of-own", "select line from databanks_staged"),
    "reader reads lines that wait": ("reader", "select line from databanks_staged"),
    "desk reads lines that wait": ("desk", "select line from databanks_staged"),
}
"""Lines that wait are their contributor's and the approvers': no row."""

CONTROLS = {
    "batch of one's own": ("contributor", batch(), "1"),
    "line into one's own batch": ("contributor", batch() + ";;" + line("{absent}"), "1"),
    "batch approved by another": (
        "approver",
        "update databanks_batch set state = 'approving', closed_by = 'TJ-2' where id = '{batch}'",
        "1",
    ),
    "rows entered by another": (
        "approver",
        "update databanks_batch set state = 'approving' where id = '{batch}';;"
        "select fresh, changed from databanks_enter('{batch}', 1, 10)",
        "[(1, 0)]",
    ),
    "lines read by the approver": (
        "approver",
        "select agency from databanks_staged where batch = '{batch}'",
        "[('TJ-MIA',)]",
    ),
    "label of one's own": ("contributor", label("TJ"), "1"),
    "consent to one's own record": ("approver", consent("{own}"), "1"),
    "review of one's own record": ("approver", review("{own}"), "1"),
    "message that a record was seen": ("reader", message("UZ-MIA"), "1"),
    "own record withdrawn": ("approver", "update databanks_record set status = 'withdrawn' where id = '{own}'", "1"),
}
"""The same statements where they are right: so that no refusal above is one of a slip in the statement."""

PROBES = {
    "record": ("approver", record("{probe}")),
    "identity": ("approver", part("identity", "{probe}", *IDENTITY)),
    "narrative": ("approver", part("narrative", "{probe}", *NARRATIVE)),
    "attachment": ("approver", part("attachment", "{probe}", *ATTACHMENT)),
    "custody": ("approver", part("custody", "{probe}", *CUSTODY)),
    "link from": ("approver", link("{probe}", "{own}")),
    "link to": ("approver", link("{own}", "{probe}")),
    "consent": ("approver", consent("{probe}")),
    "review": ("approver", review("{probe}")),
    "line of a batch": ("contributor", line("{probe}")),
    "refusal of a batch": ("contributor", refused_line("{probe}")),
    "taking in of a batch": ("contributor", "select * from databanks_take_in('{probe}')"),
    "settling of a batch": ("contributor", "select * from databanks_settle('{probe}')"),
    "sweeping of a batch": ("approver", "select databanks_sweep('{probe}', 0, 10)"),
    "held row of a batch": ("contributor", held("{probe}")),
    **{f"{what}, of a batch": ("approver", call.replace("{batch}", "{probe}")) for what, call in CALLS.items()},
    "record by key": ("approver", "select 1 from databanks_record where id = '{probe}'"),
    "update by key": ("approver", "update databanks_record set status = 'withdrawn' where id = '{probe}'"),
}
"""Keys tried: `{probe}` once with one that exists and is another's, once with one that does not."""
