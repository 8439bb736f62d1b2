"""The text of postgresql.conf, pg_hba.conf and pg_ident.conf of the embedded cluster.

All three are written at every start into a folder of the starter's, outside the data folder: the database's own
account cannot change who may come in.
"""

from commonweal.house import accounts, places
from commonweal.house.roles import LOGIN_ROLES, SUPER

MAP = "commonweal"

QUIET_SESSIONS = {
    # No word of a question and no value of a record may reach the log. Messages of sessions (level error) go to
    # their client alone; of what remains, terse leaves out details, hints and context, where PostgreSQL quotes values.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_duration": "off",
    "log_lock_waits": "off",
    "log_temp_files": "-1",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
}
"""Settings that a superuser may also give to one database of a server (`commonweal server-sql` prints them)."""
QUIET_SERVER = {
    "log_autovacuum_min_duration": "-1",
    "log_connections": "off",
    "logging_collector": "off",
    "log_line_prefix": "'%m [%p] '",
}
UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "256MB"}
"""For the tests' cluster alone: three times quicker, and lost with the power; its log may lie in memory."""


def settings(cluster: str) -> dict[str, str]:
    """Every setting of the cluster's postgresql.conf, values as they are written there."""
    chosen = (
        {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{_quoted(str(places.socket_folder(cluster)))}'",
            "unix_socket_permissions": "0700",
            "max_connections": "60",
            "shared_buffers": "128MB",
            "work_mem": "16MB",
            "maintenance_work_mem": "128MB",
            "max_wal_size": "2GB",
            # A new log file need not be filled with 16 MB of zeros first: whoever happened to need it waited for that.
            "wal_init_zero": "off",
            "jit": "off",
            "timezone": "'UTC'",
            "log_timezone": "'UTC'",
            "lc_messages": "'C'",
        }
        | QUIET_SESSIONS
        | QUIET_SERVER
    )
    if accounts.as_root():
        chosen |= {"unix_socket_permissions": "0770", "unix_socket_group": f"'{accounts.WEB}'"}
    return chosen | (UNSAFE if cluster == "test" else {})


def postgresql_conf(cluster: str) -> str:
    """The whole postgresql.conf."""
    lines = (f"{name} = {value}" for name, value in settings(cluster).items())
    return "# Written by Commonweal at every start.\n" + "\n".join(lines) + "\n"


def pg_hba_conf() -> str:
    """Who may come in: our login roles over the socket, recognised by their operating-system account; nobody else."""
    roles = ",".join((SUPER, *LOGIN_ROLES))
    rules = (f"all {roles} peer map={MAP}", f"replication {SUPER} peer map={MAP}", "all all reject")  # to back it up
    return "# Written by Commonweal at every start.\n" + "".join(f"local {rule}\n" for rule in rules)


def pg_ident_conf() -> str:
    """Which account may take which role.

    The web's account may take the application's role only. On one account the web could take every role: peer
    authentication cannot tell two processes of one user apart; doctor says so.
    """
    pairs = [(accounts.service().name, role) for role in (SUPER, *LOGIN_ROLES)]
    if accounts.as_root():
        pairs += [(accounts.me().name, role) for role in (SUPER, *LOGIN_ROLES)]
        pairs += [(accounts.WEB, "cw_app")]
    lines = (f'{MAP} "{account}" {role}' for account, role in pairs)
    return "# Written by Commonweal at every start.\n" + "\n".join(lines) + "\n"


def write(cluster: str) -> None:
    """Write the three files."""
    folder = places.configuration_folder(cluster)
    texts = {
        "postgresql.conf": postgresql_conf(cluster),
        "pg_hba.conf": pg_hba_conf(),
        "pg_ident.conf": pg_ident_conf(),
    }
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644 if accounts.as_root() else 0o600)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
