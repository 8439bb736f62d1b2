"""What doctor looks at outside the database: host rules, accounts, key files, the disk."""

import os
import shutil
import stat
from datetime import UTC, datetime

import psycopg

from commonweal.house import accounts, database, places, roles
from commonweal.house.backups import making
from commonweal.house.checks import Check
from commonweal.search.index import library

BACKUP_DAYS = 2
FREE_SPACE_NEEDED, FREE_SPACE_WANTED = 200_000_000, 2_000_000_000
"""Bytes free on the disk of the data: below the first the check fails, below the second it warns."""


def trust_file() -> Check:
    """The embedded cluster's host rules must be ours: no line may let anybody in without proof of who he is."""
    path = places.configuration_folder() / "pg_hba.conf"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    bad = [line.strip() for line in lines if "trust" in line.split("#")[0].split()]
    return Check(
        "trust",
        "Nobody enters the database without proof of who he is",
        not bad,
        f"{path} says: {'; '.join(bad)}." if bad else "No rule says trust.",
        "Stop the house and start it again: the launcher writes its own rules.",
    )


def search_loops() -> Check:
    """The loops of the search should be compiled: without them answers are the same, but take twice as long."""
    compiled = library.LIBRARY is not None
    return Check(
        "search-loops",
        "The loops of the search are compiled",
        True if compiled else None,
        "They are." if compiled else "They are not: numpy does their work, and a question takes twice as long.",
        "Install a C compiler (Debian: apt-get install gcc libc6-dev), run make install, and start the house again.",
    )


def trust_server() -> Check:
    """A server must ask for proof: nobody may enter as one of our roles, or as postgres, without credentials."""
    entered = []
    for name, settings in _without_credentials():
        try:
            psycopg.connect(**settings, connect_timeout=5).close()
            entered.append(name)
        except psycopg.OperationalError:
            continue
    return Check(
        "trust",
        "Nobody enters the database without proof of who he is",
        not entered,
        f"The server let us in without any proof as: {', '.join(entered)}."
        if entered
        else "The server asks for proof.",
        "In the server's pg_hba.conf replace trust by scram-sha-256, cert or peer, then reload it.",
    )


def _without_credentials() -> list[tuple[str, dict[str, str]]]:
    """Connection arguments that carry no secret and refuse to be asked for one. Over a socket the server may rightly
    know our own account (peer), so there the role of the address itself proves nothing and is left out."""
    settings = database.connection_settings("cw_app")
    own = settings.get("user", "cw_app")
    bare = {k: v for k, v in settings.items() if k in ("host", "hostaddr", "port", "dbname")}
    bare |= {"passfile": "/nonexistent", "require_auth": "none", "sslcertmode": "disable", "gssencmode": "disable"}
    local = settings.get("host", "/").startswith(("/", "@"))
    names = {"postgres", roles.SUPER, *roles.LOGIN_ROLES} | ({own} if not local else set())
    return [(name, bare | {"user": name}) for name in sorted(names - ({own} if local else set()))]


def accounts_apart() -> Check:
    """On one account the launcher cannot keep a broken web process from the owner's role."""
    apart = accounts.as_root() or accounts.me().name == accounts.WEB
    if database.is_server():
        apart = not os.environ.get(database.ADDRESSES["cw_owner"])
    alone = (
        "DATABASE_OWNER_URL is set where the house runs: a broken web process could read it."
        if database.is_server()
        else "Everything runs on one operating-system account, which may take every database role."
    )
    return Check(
        "accounts",
        "The web cannot take the owner's database role",
        True if apart else None,
        "It cannot." if apart else f"Not for production. {alone}",
        "Start as root (the web then runs as commonweal-web, which may take cw_app only), or use a server and set "
        "DATABASE_OWNER_URL only while commonweal migrate runs.",
    )


def key_files() -> Check:
    """Keys must be closed to everyone but those who use them."""
    allowed = dict.fromkeys((places.web_key_file(), places.codes_key_file()), 0o640 if accounts.as_root() else 0o600)
    allowed |= dict.fromkeys((places.question_key_file(), places.question_ring_file()), 0o600)
    folder = places.journal_key_folder()
    if folder.exists() and os.access(folder, os.R_OK):
        allowed |= {folder: 0o700} | {path: 0o600 for path in folder.iterdir() if path.suffix != ".pub"}
    bad = [str(p) for p, mode in allowed.items() if p.exists() and stat.S_IMODE(p.stat().st_mode) & ~mode]
    return Check(
        "keys",
        "Keys are closed to others",
        not bad,
        f"Others may read {', '.join(bad)}." if bad else "They are.",
        "chmod 700 on the folder, 600 on the files; if others have had access, make new keys.",
    )


def backup_age() -> Check:
    """There should be a backup that is not older than the operator wants (`COMMONWEAL_BACKUP_DAYS`)."""
    days = int(os.environ.get("COMMONWEAL_BACKUP_DAYS", BACKUP_DAYS))
    made = making.registered()
    age = (datetime.now(UTC) - datetime.fromisoformat(made[-1].made)).days if made else None
    finding = f"The last, {made[-1].file}, is {age} days old." if made else "None was made."
    return Check(
        "backup",
        f"A backup is at most {days} days old",
        True if age is not None and age <= days else None,
        finding if not database.is_server() else "The database is on a server: its operator copies it.",
        "commonweal backup key FILE makes a key, once; commonweal backup FOLDER makes a backup.",
    )


def disk_space() -> Check:
    """There must be room for the data to grow."""
    folder = next(p for p in (places.var(), *places.var().parents) if p.exists())
    free = shutil.disk_usage(folder).free
    return Check(
        "disk",
        "The disk has room",
        None if FREE_SPACE_NEEDED <= free < FREE_SPACE_WANTED else free >= FREE_SPACE_WANTED,
        f"{free / 1e9:.1f} GB are free at {folder}.",
        "Make room, or choose a larger disk with COMMONWEAL_VAR.",
    )
