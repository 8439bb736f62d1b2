"""Rights on the queue of background work (procrastinate's own tables and functions).

A job holds the id of a piece of work and the code of the officer who wants it done: whoever reads the queue learns that
somebody works, never on what. What the officer may do is decided again when the job runs, by a warrant of his own.
"""

QUEUE = ("procrastinate_jobs", "procrastinate_events", "procrastinate_workers", "procrastinate_periodic_defers")
"""Its tables."""

NUMBERED = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers")
"""Those whose number comes from a sequence of its own."""

FUNCTIONS = """
do $$ declare f regprocedure; begin
    for f in select oid::regprocedure from pg_proc
        where pronamespace = 'public'::regnamespace and proname like 'procrastinate\\_%'
    loop
        execute format('alter function %s set search_path = pg_catalog, public, pg_temp', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to cw_app', f);
    end loop;
end $$
"""


def statements() -> list[str]:
    """The application queues and does work; no other role of ours needs the queue."""
    return [
        f"grant select, insert, update, delete on {', '.join(QUEUE)} to cw_app",
        f"grant usage on sequence {', '.join(f'{table}_id_seq' for table in NUMBERED)} to cw_app",
        FUNCTIONS,
    ]
